"""Which side words take, by weights learnt from sentences: for the wordings that no frame knows.

``python -m extract.training`` makes the weights; ``extract/traits.py`` says what they weigh. Words
that aren't asserted (hearsay, a condition, a question) get no verdict.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import exp

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from db.records import Axis, Function, Population
from extract.lexicons import LexiconError
from extract.nlp import sentence_starts
from extract.patterns import Match, Words
from extract.scope import function, population
from extract.training.examples import SIDES
from extract.training.weighing import AXES, UNIT, path_of
from extract.traits import traits
from extract.wording import Kind, wording

# Fewer words are a scrap that tells no side.
_LEAST_WORDS = 4
# How many stretches of words are shown as evidence.
_SHOWN = 3
# A word counts as evidence from this share of the strongest one.
_TELLING = 0.35
_STAFF = ("JOBS", "PEOPLE", "TEAM", "CONTRACTORS", "HIRE", "REHIRE", "LAYOFF", "HUMANLY")
_MACHINES = ("AI", "TOOL")
_NEGATIONS = ("NEG", "MOD_negation")
_UNSURE = ("MOD_hearsay", "MOD_condition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The chances of the sides, which add up to 1, and what they rest on.

    They are measured on held folds, where two sentences in three take a side.
    """

    for_ai: float
    for_people: float
    neither: float
    axis: Axis
    seen: Mapping[str, int]
    """The traits that have weights, with the position of the word that first shows each."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the weights say of some words, weighed when a chance is first asked for."""

    part: Span
    found: Words

    @cached_property
    def weighed(self) -> Weighed:
        """The chances and what they rest on."""
        return _weighed(self.found, self.part.doc.lang_)

    @property
    def for_ai(self) -> float:
        """How likely it is that the words side with AI."""
        return self.weighed.for_ai

    @property
    def for_people(self) -> float:
        """How likely it is that they side with people."""
        return self.weighed.for_people

    @property
    def neither(self) -> float:
        """How likely it is that they take no side."""
        return self.weighed.neither

    @property
    def axis(self) -> Axis:
        """On which axis they most likely take one."""
        return self.weighed.axis

    @property
    def side(self) -> int:
        """+1 or -1, whichever of the two is likelier."""
        return 1 if self.for_ai >= self.for_people else -1

    def chance(self, side: int) -> float:
        """Return how likely a side is, in [0, 1]."""
        return self.for_ai if side > 0 else self.for_people

    def chance_among(self, side: int, *, rarer: float) -> float:
        """Return the chance of a side where sides are rarer by that factor of the odds.

        Elkan (IJCAI 2001), theorem 2.
        """
        return self.chance(side) / (self.for_ai + self.for_people + rarer * self.neither)

    @property
    def is_asserted(self) -> bool:
        """False for hearsay, a condition and a question."""
        words = wording(self.part.doc.lang_)
        text = self.part.text.rstrip(" »”\"'\u00a0\u202f")
        if self.found.union & _any(words.language, _UNSURE) or text.endswith("?"):
            return False
        return not any("Cnd" in token.morph.get("Mood", []) for token in self.part)

    @property
    def is_plain(self) -> bool:
        """True without any negation: how far one reaches, weights of words can't tell."""
        return not self.found.union & _any(self.part.doc.lang_, _NEGATIONS)

    @property
    def names_both(self) -> bool:
        """True where people or their jobs are named, and machines."""
        language = self.part.doc.lang_
        return all(self.found.union & _any(language, names) for names in (_STAFF, _MACHINES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """On what a side rests, and whose work it is about."""

    function: Function
    population: Population
    evidence: tuple[str, ...]
    """The words that decided, as written, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A language's weights: a row a trait, the columns ``SIDES`` and then ``AXES``."""

    rows: Mapping[str, int]
    table: NDArray[np.float64]


def verdicts(doc: Doc, start: int, end: int) -> Iterator[Verdict]:
    """Yield a verdict on each sentence, or part of one, between two offsets.

    None for what names neither work nor machines. Raises LexiconError when the language of the
    document has no weights.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return
    words = wording(doc.lang_)
    for part in _parts(doc, span):
        found = words.vocabulary.words(part)
        if len(found.tokens) >= _LEAST_WORDS and found.union & _subject(doc.lang_):
            yield Verdict(part=part, found=found)


@cache
def weights(language: str) -> Weights:
    """Return the weights of a language, read once. Raises LexiconError when there are none."""
    path = path_of(language)
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"weights {path.name} cannot be read: {error}") from error


def parsed(text: str) -> Weights:
    """Return the weights that a file of them holds. Raises ValueError for another text."""
    first, *lines = text.splitlines()
    if first.split("\t") != ["trait", *SIDES, *AXES]:
        raise ValueError("the first line isn't the columns' names")
    rows: dict[str, int] = {}
    values: list[list[int]] = []
    for line in lines:
        trait, *numbers = line.split("\t")
        rows[trait] = len(values)
        values.append([int(number) for number in numbers])
    return Weights(rows=rows, table=np.array(values, dtype=np.float64) / UNIT)


def grounds(verdict: Verdict) -> Grounds:
    """Return what speaks for the likelier side: words by their weight, the function near them."""
    found, words = verdict.found, wording(verdict.part.doc.lang_)
    known = weights(words.language)
    best = 0 if verdict.side > 0 else 1
    strength: dict[int, float] = defaultdict(float)
    for trait, place in verdict.weighed.seen.items():
        row = known.table[known.rows[trait], : len(SIDES)]
        gain = float(row[best] - (row.sum() - row[best]) / 2)
        is_pair = trait.startswith("b:")
        for position in (place - 1, place) if is_pair else (place,):
            if 0 <= position < len(found.tokens):
                strength[position] += gain / 2 if is_pair else gain
    places = _telling(found, strength)
    kind = Kind(name="", polarity=0.0, axis=verdict.axis, patterns=())
    match = Match(name="", positions=(places[0],), marked=(places[0],), end=places[0] + 1)
    clause = (0, len(found.tokens))
    is_of_many = verdict.axis is Axis.FORECAST
    return Grounds(
        function=function(found, match, clause=clause, kind=kind, words=words),
        population=population(
            found, match, clause=clause, kind=kind, is_of_many=is_of_many, words=words
        ),
        evidence=_stretches(found, places),
    )


def _parts(doc: Doc, span: Span) -> list[Span]:
    """Return the sentences of a span; a text that no model has read is one."""
    starts = sentence_starts(doc)
    inner = starts[bisect_right(starts, span.start) : bisect_left(starts, span.end)]
    return [doc[low:high] for low, high in pairwise([span.start, *inner, span.end])]


def _weighed(found: Words, language: str) -> Weighed:
    known = weights(language)
    row_of = known.rows
    seen: dict[str, int] = {}
    for trait, position in traits(found, language=language):
        if trait in row_of and trait not in seen:
            seen[trait] = position
    rows = [row_of[trait] for trait in ("", *seen)]
    scores: list[float] = known.table.take(rows, axis=0).sum(axis=0).tolist()
    sides, axes = scores[: len(SIDES)], scores[len(SIDES) :]
    likely = [exp(score - max(sides)) for score in sides]
    whole = sum(likely)
    return Weighed(
        for_ai=likely[0] / whole,
        for_people=likely[1] / whole,
        neither=likely[2] / whole,
        axis=Axis(AXES[axes.index(max(axes))]),
        seen=seen,
    )


def _telling(found: Words, strength: Mapping[int, float]) -> tuple[int, ...]:
    """Return the positions of the words that decided most, in reading order; at least one."""
    told = {
        position: gain
        for position, gain in strength.items()
        if found.tokens[position].is_alpha and len(found.tokens[position]) > 1
    }
    if not told:
        return (0,)
    least = _TELLING * max(told.values())
    ordered = sorted(told, key=lambda position: (-told[position], position))
    return tuple(sorted(p for p in ordered[: _SHOWN * 2] if told[p] >= least)) or (ordered[0],)


def _stretches(found: Words, places: tuple[int, ...]) -> tuple[str, ...]:
    """Return the words at the places as written; neighbours are one stretch."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    doc = found.tokens[0].doc
    return tuple(
        dict.fromkeys(
            doc[found.tokens[run[0]].i : found.tokens[run[-1]].i + 1].text for run in runs
        )
    )[:_SHOWN]


@cache
def _subject(language: str) -> int:
    return _any(language, (*_STAFF, "WORK", *_MACHINES))


@cache
def _any(language: str, names: tuple[str, ...]) -> int:
    mask = 0
    for name in names:
        mask |= wording(language).bit(name)
    return mask
