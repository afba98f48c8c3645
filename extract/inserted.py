"""Asides that French prints inside the marks: « Le robot, admet Lind, se trompe »."""

from spacy.tokens import Doc

from extract.asides import clitic_aside, inverted
from extract.cues import Cues
from extract.inquits import inquit
from extract.introductions import Found
from extract.phrases import COMMAS, cue_span, is_verbal, trimmed
from extract.quoted import Words, char_span
from extract.tellers import may_speak

CALLS = frozenset({"!", "?", "…", "..."})
"""Marks after which an aside needs no comma: « Encore ! soupire Lind. »."""


def within_marks(doc: Doc, here: Words, cues: Cues) -> Found | None:
    """Read an aside inside the marks: « Le robot, admet Lind, se trompe », as French prints it."""
    bounds = (here.start, here.end)
    if said := _turned(doc, here, cues):
        return said
    for i in range(here.start + 2, here.end):
        token = doc[i]
        cue = cues.at(token)
        if not cue or not (cue.takes("clause") or cue.takes("inquit")):
            continue
        if not is_verbal(token, cues) and doc[i - 1].text not in COMMAS:
            continue
        found = clitic_aside(token, bounds) or (cue.force == "speech" and inverted(token, bounds))
        if not found:
            continue
        speaker, start, end = found
        first = trimmed(doc, here.start, start)
        rest = trimmed(doc, end, here.end) if end < here.end else None
        if first is None:
            continue
        here.pieces = [char_span(doc, part) for part in (first, rest) if part]
        return Found(cue_span(token, cue), speaker)
    return None


def _turned(doc: Doc, here: Words, cues: Cues) -> Found | None:
    """Read « Le robot se trompe ! grince Lind. Tous les jours. » and take the aside out."""
    for i in range(here.start + 1, here.end - 1):
        if (doc[i].text not in COMMAS and doc[i].text not in CALLS) or not doc[i + 1].is_lower:
            continue
        said = inquit(doc, i + 1, here.end, cues=cues, is_quoted=True)
        if said is None or said.speaker is None or _is_asked(doc, said.end, here.end):
            continue
        is_sure = doc[i].text in CALLS or said.is_known
        if not is_sure and not may_speak(doc, said.speaker):
            continue
        before = i + 1 if doc[i].text in CALLS else i
        rest = trimmed(doc, said.end + 1, here.end) if said.end < here.end else None
        first = trimmed(doc, here.start, i)
        if first is None:
            continue
        pieces = [char_span(doc, (first[0], before))]
        if rest:
            calls = rest[1] < here.end and doc[rest[1]].text in CALLS
            pieces.append(char_span(doc, (rest[0], rest[1] + calls)))
        here.pieces = pieces
        return Found(said.cue, said.speaker)
    return None


def _is_asked(doc: Doc, at: int, limit: int) -> bool:
    """Ask whether a question ends there, which turns verb and subject round as well."""
    return at < limit and doc[at].text == "?"
