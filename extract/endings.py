"""Where reported words end that hold or touch quote marks: after them, or right before."""

from collections.abc import Sequence

from spacy.tokens import Doc

from extract.cues import Cues
from extract.extents import is_of_saying
from extract.phrases import ACTIVE_SUBJECTS, STOPS, TokenSpan
from extract.quoted import Words
from extract.reports import Report

_LONGEST_REST = 12
"""Tokens after the marks that still belong to what was said."""
_NEAR = 5
"""Tokens from "and" to the subject of the clause that it joins."""


def ended(
    doc: Doc, report: Report, *, words: Sequence[Words], inside: Sequence[int], cues: Cues
) -> tuple[TokenSpan, ...]:
    """Return the content, stretched over marks that it stops at and cut after those it goes past.

    « dit regretter la « méthode » » is one content; in "said it was “a mess”, and readers
    laughed" the last clause is the reporter's.
    """
    start, end = report.content[-1]
    if end < len(doc) and inside[end] >= 0 and (end == start or inside[end - 1] != inside[end]):
        here = words[inside[end]]
        is_new = (
            doc[here.start].text[:1].isupper()
            or doc[end - 1].text in STOPS
            or doc[end - 1].text in {":", ","}
        )
        if not is_new and report.construction in {"clause", "infinitive", "object", "preposition"}:
            stop = here.outer[1]
            if cues.clitics["subject"] and report.construction != "clause":
                stop = _over_rest(doc, stop, cues)
            return (*report.content[:-1], (start, stop))
    if cues.clitics["subject"] and report.construction in {"infinitive", "object"} and end > start:
        stop = end - 1
        if inside[stop] >= 0 and words[inside[stop]].outer[1] == end:
            return (*report.content[:-1], (start, _over_rest(doc, end, cues)))
    last = next((inside[i] for i in range(end - 1, start - 1, -1) if inside[i] >= 0), -1)
    if last >= 0 and report.construction == "clause":
        at = words[last].outer[1]
        if start < at < end - 1 and _is_reporter(doc, at, end, cues):
            return (*report.content[:-1], (start, at))
    return report.content


def _over_rest(doc: Doc, start: int, cues: Cues) -> int:
    """Return where « avoir « pris acte » de ce démenti » ends; « au micro de … » isn't said."""
    if start >= len(doc) or doc[start].pos_ != "ADP":
        return start
    for i in range(start, min(len(doc), start + _LONGEST_REST)):
        is_over = doc[i].is_punct or doc[i].is_space or doc[i].pos_ in {"CCONJ", "SCONJ"}
        if is_over or "Fin" in doc[i].morph.get("VerbForm", []):
            return start if is_of_saying(doc, start, i, cues) else i
    return start


def _is_reporter(doc: Doc, at: int, end: int, cues: Cues) -> bool:
    """Ask whether a clause joined after the marks is no longer what was said."""
    joined = at + (doc[at].text == ",")
    if joined + 1 >= end or doc[joined].pos_ != "CCONJ":
        return False
    if doc[joined + 1].lemma_.lower() in cues.silence["refuse"]:
        return True
    return doc[at].text == "," and any(
        doc[i].dep_ in ACTIVE_SUBJECTS and doc[i].pos_ in {"NOUN", "PROPN"}
        for i in range(joined + 1, min(end, joined + _NEAR))
    )
