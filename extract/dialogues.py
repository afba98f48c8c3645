"""Talk printed with dashes: what each turn's speaker says, without the report beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from db.records import Span
from extract.asides import between_commas
from extract.cues import Cue, Cues
from extract.nlp import text_of
from extract.phrases import COMMAS, STOPS, VERBS, TokenSpan, cue_span, is_verbal, plain, trimmed
from extract.quoted import char_span

_PARAGRAPH = re.compile(r"[^\n]+")
_DASH = re.compile(r"[ \t]*[–—―-][ \t\u00a0\u202f\u2009]+(?=\S)")
_MARKS = "«“„\"'‘"
_WORD = re.compile(r"\w+")
_CALLS = frozenset({"?", "!", "…"})
"""Marks after which an attribution needs no comma: « Et moi ? demande-t-elle. »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The words of one turn; all offsets are characters, but speaker and cue are tokens."""

    paragraph: Span
    spans: tuple[Span, ...]
    """What is spoken: several when « , lance Lind, » splits it."""
    speaker: TokenSpan | None = None
    """None where nothing beside the words says who speaks."""
    cue: TokenSpan | None = None
    is_told: bool = False
    """True when a cue stands beside the words."""
    is_lively: bool = False
    """True when that cue can only stand beside words of somebody: « soupire Lind », « dit-il »."""


def turns(doc: Doc, *, cues: Cues) -> Iterator[Turn]:
    """Yield the turns of dialogues printed with dashes, in reading order; none of a list.

    A turn is a paragraph that opens with a dash. A list has dashes too, but nobody is said to
    speak in it, and none of its points says "I" or "you" or asks anything.
    """
    for run in _runs(text_of(doc)):
        found = [_turn(doc, *span, cues=cues) for span in run]
        if _is_dialogue(doc, found, cues):
            yield from (turn for turn in found if turn.spans)


def _runs(text: str) -> Iterator[list[tuple[Span, int]]]:
    """Yield runs of paragraphs with a dash, each with where its words begin."""
    run: list[tuple[Span, int]] = []
    for found in _PARAGRAPH.finditer(text):
        if not found.group().strip():
            continue
        dash = _DASH.match(text, *found.span())
        if dash and text[dash.end()] not in _MARKS:
            run.append((found.span(), dash.end()))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_dialogue(doc: Doc, run: Sequence[Turn], cues: Cues) -> bool:
    told = [turn for turn in run if turn.is_told]
    said = [text_of(doc)[slice(*turn.paragraph)] for turn in run]
    asks = any("?" in words for words in said[:-1])
    if not told:
        answers = any(
            first.rstrip().endswith("?") and not then.rstrip().endswith("?")
            for first, then in pairwise(said)
        )
        return answers and all(_is_personal(words, cues) for words in said[:2])
    if 2 * len(told) < len(run) and not asks:
        return False
    is_lively = any(turn.is_lively for turn in told)
    return is_lively or asks or any(_is_personal(words, cues) for words in said)


def _is_personal(said: str, cues: Cues) -> bool:
    """Ask whether a turn says "I" or "you"."""
    known = {word.strip("'-") for side in cues.interview.values() for word in side}
    return not known.isdisjoint(_WORD.findall(said.lower()))


def _turn(doc: Doc, paragraph: Span, first: int, *, cues: Cues) -> Turn:
    within = doc.char_span(first, paragraph[1], alignment_mode="expand")
    bounds = trimmed(doc, within.start, within.end) if within is not None else None
    if bounds is None:
        return Turn(paragraph=paragraph, spans=())
    stop = within.end if within is not None else bounds[1]
    pieces: list[Span] = []
    speaker = cue = None
    at, lively = bounds[0], False
    while told := _told(doc, (at, stop), cues):
        who, token, before, after = told
        pieces.append(_characters(doc, (at, before)))
        if cue is None:
            found = cues.at(doc[token])
            speaker, cue = who, cue_span(doc[token], found) if found else (token, token + 1)
            is_clitic = who is not None and "-" in doc[who[0]].text
            lively = is_clitic or bool(found and not found.takes("clause"))
        at = after
    if rest := trimmed(doc, at, stop):
        pieces.append(_characters(doc, (rest[0], stop)))
    return Turn(
        paragraph=paragraph,
        spans=tuple(piece for piece in pieces if piece[0] < piece[1]),
        speaker=speaker,
        cue=cue,
        is_told=cue is not None,
        is_lively=lively,
    )


def _characters(doc: Doc, span: TokenSpan) -> Span:
    """Return tokens as characters, without the comma or the spaces at the end."""
    start, end = span
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in COMMAS):
        end -= 1
    return char_span(doc, (start, end)) if start < end else (0, 0)


def _told(doc: Doc, bounds: TokenSpan, cues: Cues) -> tuple[TokenSpan | None, int, int, int] | None:
    """Return speaker, verb, end of the words before and start of those after; None without."""
    for i in range(bounds[0] + 1, bounds[1]):
        token = doc[i]
        cue = cues.at(token)
        if not cue or not _may_tell(cue):
            continue
        if (
            not is_verbal(token, cues)
            and doc[i - 1].text not in COMMAS
            and doc[i - 1].text not in _CALLS
        ):
            continue
        found = between_commas(token, cue, bounds, opening=COMMAS | _CALLS)
        if found is None:
            continue
        speaker, comma, end = found
        if speaker and _is_nobody(doc, speaker, cues):
            continue
        before = comma + 1 if doc[comma].text in _CALLS else comma
        if trimmed(doc, bounds[0], before) is None:
            continue
        return speaker, i, before, _after(doc, (bounds[0], before), end, bounds[1])
    return None


def _may_tell(cue: Cue) -> bool:
    return cue.force == "speech" and (cue.takes("clause") or cue.takes("inquit"))


def _is_nobody(doc: Doc, speaker: TokenSpan, cues: Cues) -> bool:
    """Ask whether the speaker's own "I say" or « dit-on » stands there."""
    word = plain(doc[speaker[0]])
    return speaker[1] - speaker[0] == 1 and bool({word, word.rsplit("-", 1)[-1]} & cues.nobody)


def _after(doc: Doc, before: TokenSpan, end: int, limit: int) -> int:
    """Return where the talk goes on: after « , soudeur depuis vingt ans. », not before it."""
    if end >= limit:
        return limit
    if doc[end].text not in COMMAS:
        return end + 1
    stop = next((i for i in range(end, limit) if doc[i].text in STOPS), limit)
    is_clause = any(doc[i].pos_ in VERBS for i in range(*before))
    tail = [doc[i] for i in range(end + 1, stop)]
    relative = bool(tail) and "Rel" in tail[0].morph.get("PronType", [])
    is_said = any("Fin" in token.morph.get("VerbForm", []) for token in tail)
    return stop + 1 if is_clause and (relative or not is_said) else end + 1
