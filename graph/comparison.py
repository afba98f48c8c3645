"""Whether two numbers are about the same thing, and whether their values agree. Pure."""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from db.ids import fold
from db.records import SURVEYED, Span, StoredFigure
from db.sources import Source, ToldFigure
from graph.claims import span
from graph.features import (
    around,
    concepts,
    features,
    has,
    likeness,
    names,
    sentence_at,
    sentences,
    shared_names,
)
from graph.primaries import cited, key
from graph.rules import Rules

GENERAL = SURVEYED | {"users", ""}
"""Measures that tell how a number was got, not what it measures."""

AT_ONCE = 4
"""Words after a number in which its noun stands."""

_PREDICATE = 4
"""Words after two figures from which, when they are the same, the figures are of one thing."""

_CLAUSE_END = re.compile(r"[.,;:!?()«»“”\"\n]")
_DIGIT = re.compile(r"\d")
_TELLING_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A figure with the words that stand around it."""

    source: Source
    told: ToldFigure
    sentence: str
    window: str
    """The sentence with the one before it, and after it for the base's."""

    @property
    def span(self) -> Span:
        """The place of its sentence in the text."""
        return sentence_at(self.source.text, (self.told.start, self.told.end))

    @property
    def figure(self) -> StoredFigure:
        """The figure itself."""
        return self.told.figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A figure of the base that is about the same thing, and how sure that is."""

    setting: Setting
    score: float
    likeness: float
    is_same_company: bool


def setting(source: Source, told: ToldFigure) -> Setting:
    """Return a figure with its words."""
    place = (told.start, told.end)
    return Setting(
        source=source,
        told=told,
        sentence=around(source.text, place),
        window=around(source.text, place, before=1, after=0),
    )


def agree(one: StoredFigure, other: StoredFigure, *, rules: Rules) -> bool:
    """Tell whether two values are the same, by the rules of claims and of words for shares."""
    if one.unit != other.unit:
        return False
    first, second = _span(one, rules), _span(other, rules)
    return (
        first[0] <= second[1]
        and second[0] <= first[1]
        and (first[0] <= other.value <= first[1] or second[0] <= one.value <= second[1])
    )


def reach(figure: StoredFigure, *, rules: Rules) -> tuple[float, float]:
    """Return the values that a figure stands for."""
    return _span(figure, rules)


Near = Callable[[str, str], float]
"""How near two texts are in meaning, whatever their languages: a cosine."""


def match(one: Setting, other: Setting, *, rules: Rules, near: Near | None = None) -> Match | None:
    """Return how far two figures of one unit are about the same; None when they are not.

    ``one`` is the article's, ``other`` the base's.
    """
    numbers = numbers_of_checking()["context"]
    is_same, is_other = _companies(one, other)
    if is_other or _measures_work_of_nobody(one, other):
        return None
    like = max(
        likeness(_features(one), _features(other)),
        likeness(_sentence_features(one), _features(other)),
        float(has_same_predicate(one, other)),
        _nearness(one, other, near),
    )
    if like < numbers["least_likeness"]:
        return None
    score = numbers["likeness"] * like
    score += numbers["company"] * is_same
    score += numbers["measure"] * _has_same_measure(one.figure, other.figure)
    score -= numbers["other_measure"] * are_of_two_kinds(one.figure, other.figure)
    shared = shared_names(_names(one.source), _names(other.source)) & _near_names(one)
    # A company that counts as one already counts as no name besides.
    counted = _company_words(one, other) if is_same else frozenset()
    score += numbers["name"] * bool(shared - counted)
    score += numbers["population"] * _has_same_population(one, other)
    score += numbers["companion"] * min(2, _companions(one, other, rules))
    score += numbers["telling_value"] * _is_telling(one.figure)
    score += numbers["named_source"] * names_source(one, other)
    if score < numbers["least"]:
        return None
    return Match(setting=other, score=score, likeness=like, is_same_company=is_same)


def is_incompatible(one: StoredFigure, other: StoredFigure) -> bool:
    """Tell whether two figures measure things of another kind."""
    return (
        one.measure not in GENERAL and other.measure not in GENERAL and one.measure != other.measure
    )


def are_of_two_kinds(one: StoredFigure, other: StoredFigure) -> bool:
    """Tell whether two figures measure what can't be one: posts cut and people replaced can."""
    removals = numbers_of_checking()["measures"]["removals"]
    is_loss = one.unit == other.unit == "people" and {one.measure, other.measure} <= set(removals)
    return is_incompatible(one, other) and not is_loss


def is_same_question(one: Setting, other: Setting) -> bool:
    """Tell whether two sentences ask and answer the same, but for their numbers."""
    least: float = numbers_of_checking()["context"]["same_question"]
    return likeness(
        _sentence_features(one), _sentence_features(other)
    ) >= least or has_same_predicate(one, other)


def has_same_predicate(one: Setting, other: Setting) -> bool:
    """Tell whether the same words follow two figures, to the end of their clauses.

    What follows a number says of what it is: *… % were written by a machine*.
    """
    own = _predicate(one)
    return len(own) >= _PREDICATE and own == _predicate(other)


def _predicate(place: Setting) -> tuple[str, ...]:
    after = place.source.text[place.told.end : place.told.end + 160]
    return tuple(fold(_CLAUSE_END.split(after)[0]).split())


def names_source(one: Setting, other: Setting) -> bool:
    """Tell whether the article's text names the outlet of the base's as a source of its own."""
    outlet = key(other.source.outlet, language=other.source.language)
    return bool(outlet) and outlet in cited(one.source.text, language=one.source.language)


def names_company(one: Setting) -> bool:
    """Tell whether the figure's company is named where the figure stands."""
    company = fold(one.figure.company)
    return bool(company) and f" {company} " in f" {fold(one.window)} "


@cache
def numbers_of_checking() -> dict[str, Any]:
    """Return the numbers of ``checking.toml``, by section."""
    return tomllib.loads((files("graph") / "checking.toml").read_text(encoding="utf-8"))


def _span(figure: StoredFigure, rules: Rules) -> tuple[float, float]:
    low, high = span(figure, rules=rules)
    if not _DIGIT.search(figure.text) and figure.unit == "percent" and low != high:
        slack = figure.value * numbers_of_checking()["fraction_slack"]
        return (min(low, figure.value - slack), max(high, figure.value + slack))
    return (low, high)


def _companies(one: Setting, other: Setting) -> tuple[bool, bool]:
    """Tell whether the companies of two figures are the same, and whether they are others.

    A survey's figures are of whoever asked, whom texts leave out; a company that is not named
    near its figure was only guessed.
    """
    first, second = one.figure, other.figure
    if first.company_id and first.company_id == second.company_id:
        return True, False
    if not first.company and not second.company:
        return False, False
    if first.company and fold(first.company) == fold(second.company):
        return True, False
    here, there = f" {fold(one.window)} ", f" {fold(other.source.title + ' ' + other.window)} "
    if first.company and f" {fold(first.company)} " in there:
        return True, False
    if second.company and f" {fold(second.company)} " in here:
        return True, False
    if not first.company:
        return False, False
    if not names_company(other) and f" {fold(first.company)} " in f" {fold(other.source.text)} ":
        # The base's text names it elsewhere, and nobody else where its figure stands.
        return False, False
    is_survey = is_of_survey(one) or second.measure == first.measure
    return False, names_company(one) or is_of_surveyor(one) or not is_survey


def is_of_surveyor(one: Setting) -> bool:
    """Tell whether a text says of a figure's company that it surveys, studies or advises."""
    if not one.figure.company:
        return False
    company, text, language = fold(one.figure.company), one.source.text, one.source.language
    return any(
        f" {company} " in f" {fold(text[start:end])} "
        and {"survey", "surveyor"} & set(concepts(text[start:end], language=language))
        for start, end in sentences(text)
    )


def _measures_work_of_nobody(one: Setting, other: Setting) -> bool:
    """Tell whether the article measures work where the base counts people.

    The other way round something was lost, and that is to be told.
    """
    return one.figure.unit == "people" and is_equivalent(one) and not is_equivalent(other)


def is_equivalent(place: Setting) -> bool:
    """Tell whether a number of people measures work: *the work of 700 agents*."""
    numbers = numbers_of_checking()["measures"]
    language = place.source.language
    return place.figure.measure in numbers["equivalents"] or (
        place.figure.unit == "people"
        and has(place.sentence, "equivalence.words", language=language)
        and not has(place.sentence, "removal.words", language=language)
    )


def is_of_survey(place: Setting) -> bool:
    """Tell whether a figure is what a survey or a study found."""
    return place.figure.measure in SURVEYED or "=survey" in _features(place)


def _has_same_measure(one: StoredFigure, other: StoredFigure) -> bool:
    return one.measure not in GENERAL and one.measure == other.measure


def _nearness(one: Setting, other: Setting, near: Near | None) -> float:
    """Return how near two passages are in meaning, on the scale of likeness."""
    if near is None:
        return 0.0
    numbers = numbers_of_checking()["vectors"]
    cosine = max(near(one.sentence, other.window), near(one.sentence, other.sentence))
    scaled: float = (cosine - numbers["strange"]) / numbers["range"]
    return min(1.0, max(0.0, scaled))


def population(place: Setting) -> str:
    """Return the kind of thing that a figure counts or is a share of; empty when unknown."""
    language = place.source.language
    for words in (place.figure.base, place.figure.counted, words_after(place, AT_ONCE)):
        for concept in concepts(words, language=language):
            if group := group_of(concept):
                return group
    return ""


def group_of(concept: str) -> str:
    """Return the kind of thing that a concept is; empty for one that isn't counted."""
    populations: dict[str, list[str]] = numbers_of_checking()["populations"]
    return next((group for group, listed in populations.items() if concept in listed), "")


def words_after(place: Setting, count: int) -> str:
    """Return the words of a sentence that follow a figure, up to a comma."""
    at = place.sentence.find(place.figure.text)
    after = place.sentence[at + len(place.figure.text) :] if at >= 0 else ""
    return " ".join(after.split(",")[0].split()[:count])


def _has_same_population(one: Setting, other: Setting) -> bool:
    own = population(one)
    return bool(own) and own in {
        population(other),
        *(group_of(c) for c in concepts(other.window, language=other.source.language)),
    }


def _is_telling(figure: StoredFigure) -> bool:
    digits = f"{figure.value:.3f}".rstrip("0").rstrip(".").replace(".", "").strip("0")
    return len(digits) >= _TELLING_DIGITS


def _companions(one: Setting, other: Setting, rules: Rules) -> int:
    """Return how many other numbers near the one are told in the other's text."""
    near = [
        told.figure
        for told in one.source.figures
        if told is not one.told and told.figure.text in one.window and told.figure.value > 10  # noqa: PLR2004 - small numbers stand in every text
    ]
    others = [t.figure for t in other.source.figures if t is not other.told]
    return sum(any(agree(figure, there, rules=rules) for there in others) for figure in near)


@lru_cache(maxsize=8192)
def _cached_features(text: str, language: str) -> frozenset[str]:
    return features(text, language=language)


def _features(place: Setting) -> frozenset[str]:
    return _cached_features(place.window, place.source.language)


def _sentence_features(place: Setting) -> frozenset[str]:
    return _cached_features(place.sentence, place.source.language)


@lru_cache(maxsize=2048)
def _cached_names(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    return names(text, language=language)


def _names(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    return _cached_names(f"{source.text}\n\n{source.title}", source.language)


def _near_names(place: Setting) -> frozenset[str]:
    return _cached_names(place.window, place.source.language)[0]


def _company_words(one: Setting, other: Setting) -> frozenset[str]:
    return frozenset(fold(f"{one.figure.company} {other.figure.company}").split())


def settings_of(sources: Iterable[Source]) -> dict[str, Sequence[Setting]]:
    """Return the figures of some texts by unit."""
    found: dict[str, list[Setting]] = {}
    for source in sources:
        for told in source.figures:
            found.setdefault(told.figure.unit, []).append(setting(source, told))
    return {unit: tuple(listed) for unit, listed in found.items()}
