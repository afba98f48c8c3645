"""Texts printed whole: memos, letters, posts and lists of points after who wrote or said them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from db.records import Span
from extract.cues import Cues
from extract.introductions import announcer
from extract.nlp import text_of
from extract.phrases import TokenSpan

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+['’]?")
_BULLET = re.compile(r"[ \t]*(?:[•◦▪‣·*–—-]|\d{1,2}[.)]|[a-z]\))[ \t\u00a0]+")
_SIGNED = re.compile(r"[ \t]*[—–-]+ ?([^@\n]{2,60}?) \((@\w{2,30})\)")
_MARKS = '«“"„‘'
_LEAST_POINTS = 2
_LONGEST_TAIL = 8
"""Characters after a point's last word: "; and"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduced:
    """Words printed without marks; ``spans`` are paragraphs of one text, or one point of a list."""

    spans: tuple[Span, ...]
    speaker: TokenSpan | None
    cue: TokenSpan | None
    is_direct: bool


def reproduced(doc: Doc, *, cues: Cues, inside: Sequence[int]) -> Iterator[Reproduced]:
    """Yield texts and points after a paragraph that ends in a colon, and signed posts.

    A text counts as somebody's own words when it says "I", "we" or "you", after a cue or a word
    for a text ("In the memo, Lind wrote:"); points count after a cue ("Lind said that:").
    """
    text = text_of(doc)
    if ":\n" not in text and "(@" not in text:
        return
    paragraphs = [found.span() for found in _PARAGRAPH.finditer(text) if found.group().strip()]
    for number, (start, end) in enumerate(paragraphs[:-1]):
        signed = _SIGNED.match(text, *paragraphs[number + 1])
        if signed and text[start] not in _MARKS and not text[start:end].rstrip().endswith(":"):
            name = doc.char_span(*signed.span(1), alignment_mode="expand")
            speaker = (name.start, name.end) if name is not None else None
            yield Reproduced(spans=((start, end),), speaker=speaker, cue=None, is_direct=True)
        if not text[start:end].rstrip().endswith(":"):
            continue
        found = announcer(doc, start, end, cues, inside=inside)
        if found is None:
            continue
        after = paragraphs[number + 1 :]
        points = list(_points(text, after))
        if len(points) >= _LEAST_POINTS:
            for point in points:
                yield Reproduced(
                    spans=(point,), speaker=found.speaker, cue=found.cue, is_direct=False
                )
        elif own := tuple(_own_words(text, after, cues)):
            yield Reproduced(spans=own, speaker=found.speaker, cue=found.cue, is_direct=True)


def _points(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    for start, end in paragraphs:
        bullet = _BULLET.match(text, start, end)
        if bullet is None:
            return
        tail = text.rfind(";", bullet.end(), end)
        yield bullet.end(), tail if 0 <= end - tail <= _LONGEST_TAIL and tail > 0 else end


def _own_words(text: str, paragraphs: Sequence[Span], cues: Cues) -> Iterator[Span]:
    """Yield the paragraphs in a row that speak of "I", "we" or "you"."""
    for start, end in paragraphs:
        said = {word.strip("'’") for word in _WORD.findall(text[start:end].lower())}
        words = cues.interview["asked"] | cues.interview["asker"]
        is_own = not said.isdisjoint(word.strip("'-") for word in words)
        if text[start] in _MARKS or _BULLET.match(text, start, end) or not is_own:
            return
        yield start, end
