"""What changed between two versions of a text, paragraph by paragraph and word by word. Pure."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ALIKE = 0.5
"""Share of its words that a paragraph keeps to be a changed one; below, one went and one came."""

MAX_PAIRS = 10_000
"""Pairs of paragraphs that are compared for likeness, at most; longer rewrites go whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: kept, removed or added."""

    text: str
    change: str = ""
    """``removed``, ``added``, or empty for what is in both."""


def differences(earlier: str, later: str) -> list[list[Piece]]:
    r"""Return the paragraphs that differ, in reading order, as pieces; empty for equal texts.

    Paragraphs are separated by line breaks. Those that stand in both texts are left out. The
    pieces that aren't added give the earlier paragraphs back, those that aren't removed the
    later ones.

    >>> [found] = differences("Same.\n\nNine people left.", "Same.\n\nTwo people left.")
    >>> [(piece.change, piece.text) for piece in found]
    [('removed', 'Nine'), ('added', 'Two'), ('', ' people left.')]
    """
    one, other = _paragraphs(earlier), _paragraphs(later)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return [
        pieces
        for operation, start, end, from_, to in matcher.get_opcodes()
        if operation != "equal"
        for pieces in _rewritten(one[start:end], other[from_:to])
    ]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _rewritten(gone: Sequence[str], came: Sequence[str]) -> Iterator[list[Piece]]:
    """Yield changed paragraphs where one is like another; the rest as removed or added."""
    left = 0
    for paragraph in came:
        like = _most_like(paragraph, gone[left:]) if len(gone) * len(came) <= MAX_PAIRS else None
        if like is None:
            yield [Piece(paragraph, "added")]
            continue
        for lost in gone[left : left + like]:
            yield [Piece(lost, "removed")]
        yield list(_words(gone[left + like], paragraph))
        left += like + 1
    for lost in gone[left:]:
        yield [Piece(lost, "removed")]


def _most_like(paragraph: str, candidates: Sequence[str]) -> int | None:
    """Return the place of the paragraph most like another; None when none is like it."""
    words = paragraph.split()
    best, found = ALIKE, None
    for place, candidate in enumerate(candidates):
        matcher = difflib.SequenceMatcher(None, candidate.split(), words, autojunk=False)
        # The quick bound first: most paragraphs have nothing in common.
        if matcher.quick_ratio() >= best and (ratio := matcher.ratio()) >= best:
            best, found = ratio, place
    return found


def _words(earlier: str, later: str) -> Iterator[Piece]:
    one, other = re.findall(r"\s+|\S+", earlier), re.findall(r"\s+|\S+", later)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for operation, start, end, from_, to in matcher.get_opcodes():
        if operation == "equal":
            yield Piece("".join(one[start:end]))
            continue
        if end > start:
            yield Piece("".join(one[start:end]), "removed")
        if to > from_:
            yield Piece("".join(other[from_:to]), "added")
