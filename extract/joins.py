"""Reports that the parser drew into one another: "said it would close, adding that …"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.cues import Cues
from extract.phrases import ACTIVE_SUBJECTS, COMMAS, RELATIVES, VERBS, TokenSpan, plain, trimmed
from extract.reports import Report

_BEFORE_CUE = frozenset({"AUX", "PRON", "ADV", "PART", "ADP"})
_PHRASES = frozenset({"object", "preposition", "infinitive"})
"""Contents that hold no finite verb of their own."""
_LONGEST_LEAD = 14
"""Tokens between "while" and its cue; a longer way is another clause."""


def separated(doc: Doc, found: Sequence[Report], *, cues: Cues) -> Iterator[Report]:
    """Yield the reports, each ended where another begins that stands beside it, not inside it.

    The other takes the speaker of the first, unless it has a subject of its own.
    """
    reports = list(found)
    for number, report in enumerate(reports):
        kept = report
        for later in range(number + 1, len(reports)):
            other = reports[later]
            if other.cue[0] >= kept.content[-1][1]:
                break
            place = _place(doc, kept, other, cues)
            cut = trimmed(doc, kept.content[-1][0], place) if place else None
            if cut is None:
                continue
            kept = replace(kept, content=(*kept.content[:-1], cut))
            if _own_subject(doc[other.cue[1] - 1]) is None:
                reports[later] = replace(other, speaker=report.speaker)
        if kept.construction != "aside":
            content = _before_comment(doc, kept.content, cues)
            kept = kept if content == kept.content else replace(kept, content=content)
        yield kept


def _place(doc: Doc, report: Report, other: Report, cues: Cues) -> int | None:
    """Return the token at which a report beside the first one begins."""
    start, end = report.content[-1]
    if not start < other.cue[0] < end:
        return None
    if other.construction == "aside":
        return _before_aside(doc, start, other, cues)
    verb = doc[other.cue[1] - 1]
    subject = _own_subject(verb)
    if subject is not None:
        return _contrasted(doc, start, subject.left_edge.i, cues)
    at = other.cue[0]
    while at > start and (doc[at - 1].pos_ in _BEFORE_CUE or plain(doc[at - 1]) in cues.at_once):
        at -= 1
    form = verb.morph.get("VerbForm", [])
    is_bare = other.cue[1] - other.cue[0] == 1
    before = doc[at - 1]
    if form == ["Part"] and is_bare and _is_gerund(verb):
        is_led = any(plain(doc[i]) in cues.gerund for i in range(at, other.cue[0]))
        return at if is_led or (at == other.cue[0] and before.text == ",") else None
    if before.pos_ != "CCONJ" or at - 1 <= start:
        return None
    follows_comma = doc[at - 2].text == ","
    is_coordinated_participle = form == ["Part"] and is_bare and _is_past(doc, report)
    is_silence = verb.lemma_.lower() in cues.silence["refuse"]
    is_parallel = other.construction == "clause" and verb.tag_ == doc[report.cue[1] - 1].tag_
    is_parallel = is_parallel or (
        # As in: would not say how many but confirmed that some would return.
        other.construction == "clause"
        and verb.tag_ in {"VBD", "VBZ"}
        and any(child.dep_ == "neg" for child in doc[report.cue[1] - 1].children)
    )
    is_parallel = is_parallel and doc.vocab.lang == "en"
    is_lost = not form and verb.pos_ == "NOUN" and doc.vocab.lang == "fr"
    is_finite = form == ["Fin"] or is_lost
    is_parallel = is_parallel or (is_finite and report.construction in _PHRASES)
    if is_coordinated_participle or follows_comma or is_silence or is_parallel:
        return at - 1
    return None


def _before_aside(doc: Doc, start: int, other: Report, cues: Cues) -> int | None:
    """Return where « , a-t-elle annoncé » begins, which the parser drew into what stands before."""
    if not cues.clitics["subject"] or other.content[0][0] > start:
        return None
    at = other.cue[0]
    while at > start and doc[at].text not in COMMAS:
        at -= 1
    return at if at > start else None


def _own_subject(verb: Token) -> Token | None:
    return next(
        (
            child
            for child in verb.children
            if child.dep_ in ACTIVE_SUBJECTS and child.i < verb.i and child.lower_ not in RELATIVES
        ),
        None,
    )


def _contrasted(doc: Doc, start: int, subject: int, cues: Cues) -> int | None:
    """Return where ", while the union said" or « , tandis que le syndicat juge » begins."""
    for i in range(subject - 1, max(start, subject - _LONGEST_LEAD), -1):
        if doc[i].pos_ in VERBS:
            return None
        comma = i - 1 - doc[i - 1].is_quote  # in English print the mark stands behind it
        if plain(doc[i]) in cues.contrasts and doc[comma].text == ",":
            return i - 1
    return None


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or verb.morph.get("Tense", []) == ["Pres"]


def _is_past(doc: Doc, report: Report) -> bool:
    """Ask whether a cue has an auxiliary that a coordinated participle shares."""
    return report.cue[1] - report.cue[0] > 1 and doc[report.cue[0]].pos_ == "AUX"


def _before_comment(doc: Doc, content: tuple[TokenSpan, ...], cues: Cues) -> tuple[TokenSpan, ...]:
    """End words before what another said of them: « , comme l'avait rapporté le quotidien »."""
    start, end = content[-1]
    for i in range(start + 1, end - 2):
        if doc[i].text != "," or plain(doc[i + 1]) not in cues.as_said:
            continue
        if any(cues.at(doc[j]) and doc[j].pos_ in VERBS for j in range(i + 2, min(end, i + 7))):
            cut = trimmed(doc, start, i)
            return (*content[:-1], cut) if cut else content
    return content
