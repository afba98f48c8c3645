"""The words without which a pattern can't match, found once for all patterns of a language.

Time expressions are rare, and the patterns for them many: each is tried only around the months,
weekdays, units, years or words of its own that it needs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick

_BEFORE, _AFTER = 80, 100  # characters that an expression may take beside its anchor
_BY_RARITY = ("s", "m", "w", "y", "now", "o", "part", "u")
_PLACEHOLDER = re.compile(r"\{([a-z]+)(?:_to)?\d?\}(?![?*])")
_CENTURIES = ("19*", "20*")
_ESCAPED = re.compile(r"\\.|\[[^\]]*\]")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchor words of a language in one Aho-Corasick automaton."""

    automaton: Any

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]]) -> "Anchors":
        """Return the finder of words by sort; years are found by their centuries.

        Letters and digits may follow a word with a trailing ``*``.
        """
        sorts: dict[str, set[str]] = {}
        opened: set[str] = set()
        for sort, forms in {**words, "y": _CENTURIES}.items():
            for form in forms:
                word = form.removesuffix("*")
                sorts.setdefault(word, set()).add(sort)
                if word != form:
                    opened.add(word)
        automaton = ahocorasick.Automaton()
        for word, names in sorts.items():
            automaton.add_word(word, (len(word), frozenset(names), word in opened))
        automaton.make_automaton()
        return cls(automaton)

    def around(self, low: str) -> "Around":
        """Return where the words stand in a text in plain lower case."""
        places: dict[frozenset[str], list[Stretch]] = {}
        size = len(low)
        for last, (length, names, is_open) in self.automaton.iter(low):
            start, end = last - length + 1, last + 1
            if start and low[start - 1].isalnum():
                continue
            if not is_open and end < size and low[end].isalnum():
                continue
            places.setdefault(names, []).append((start, end))
        return Around(len(low), places)


@dataclass(frozen=True)
class Around:
    """Where the anchors of one text stand, by sort."""

    length: int
    places: Mapping[frozenset[str], list[Stretch]]

    @cached_property
    def _merged(self) -> dict[frozenset[str], list[Stretch]]:
        return {}

    def stretches(self, needed: frozenset[str]) -> list[Stretch]:
        """Return the parts of the text near an anchor of one of the sorts; all of it for none."""
        if not needed:
            return [(0, self.length)]
        known = self._merged.get(needed)
        if known is None:
            known = self._merged[needed] = list(self._near(needed))
        return known

    def _near(self, needed: frozenset[str]) -> Iterator[Stretch]:
        found = sorted(
            place for names, places in self.places.items() if names & needed for place in places
        )
        reached: Stretch | None = None
        for start, end in found:
            first, last = max(0, start - _BEFORE), min(self.length, end + _AFTER)
            if reached is not None and first <= reached[1]:
                reached = (reached[0], last)
                continue
            if reached is not None:
                yield reached
            reached = (first, last)
        if reached is not None:
            yield reached


def anchors_of(regex: str) -> frozenset[str]:
    """Return the sorts of which one must stand in every match; none when there is no such one.

    Each alternative at the top of the pattern has its rarest placeholder outside of groups.
    """
    sorts = set()
    for alternative in _alternatives(regex):
        names = {match[1] for match in _PLACEHOLDER.finditer(alternative)}
        rarest = next((name for name in _BY_RARITY if name in names), None)
        if rarest is None:
            return frozenset()
        sorts.add(rarest)
    return frozenset(sorts)


def _alternatives(regex: str) -> Iterator[str]:
    """Yield the alternatives at the top of a pattern, without their groups."""
    depth, kept = 0, ""
    for char in _ESCAPED.sub(" ", regex):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            yield kept
            kept = ""
        elif not depth:
            kept += char
    yield kept
