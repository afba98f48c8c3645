"""A text with its statements and figures marked in place, overlaps included. Pure."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONG_BLOCK = 700
"""Characters after which a paragraph full of marks is broken at the next sentence, so that
its notes stand beside their words."""

_SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])\s+(?=[A-ZÀ-ÖØ-Þ«“\"])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that stands at one place of the text, or several."""

    id: str
    kind: str
    """``statement`` or ``figure``."""
    spans: tuple[tuple[int, int], ...]
    number: int
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch that the same marks cover from end to end."""

    text: str
    marks: tuple[Mark, ...]
    starts: tuple[Mark, ...]
    """The marks whose first span starts here."""
    ends: tuple[Mark, ...]
    """The marks whose last span ends here: their note's number stands behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or the part of a long one that its notes fit beside."""

    segments: tuple[Segment, ...]
    notes: tuple[Mark, ...]
    """The marks that start in this block, in the order of the text."""
    continues: bool
    """True when the block is the rest of the paragraph before it."""


def blocks(text: str, marks: Sequence[Mark]) -> Iterator[Block]:
    """Yield the paragraphs of a text in marked segments; joined, they give the text back.

    Line ends between paragraphs are left out.
    """
    ordered = sorted(marks, key=lambda mark: (mark.spans[0][0], -mark.spans[-1][1], mark.number))
    for start, end, continues in _stretches(text, ordered):
        inside = [mark for mark in ordered if _touches(mark, start, end)]
        yield Block(
            segments=tuple(_segments(text, start, end, inside)),
            notes=tuple(mark for mark in inside if start <= mark.spans[0][0] < end),
            continues=continues,
        )


def _stretches(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, bool]]:
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        if not text[start:end].strip():
            continue
        continues = False
        while end - start > LONG_BLOCK * 1.4 and any(_touches(m, start, end) for m in marks):
            cut = next(
                (
                    found.end()
                    for found in _SENTENCE_END.finditer(text, start + LONG_BLOCK, end)
                    if not any(a < found.end() < b for mark in marks for a, b in mark.spans)
                ),
                None,
            )
            if cut is None:
                break
            yield start, cut, continues
            start, continues = cut, True
        yield start, end, continues


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Segment]:
    cuts = {start, end}
    for mark in marks:
        cuts.update(place for span in mark.spans for place in span if start < place < end)
    edges = sorted(cuts)
    for a, b in itertools.pairwise(edges):
        yield Segment(
            text=text[a:b],
            marks=tuple(m for m in marks if any(s < b and a < e for s, e in m.spans)),
            starts=tuple(m for m in marks if m.spans[0][0] == a),
            ends=tuple(m for m in marks if m.spans[-1][1] == b),
        )


def _touches(mark: Mark, start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in mark.spans)
