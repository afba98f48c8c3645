"""Agreement by arithmetic: a fall of 22 % and a headcount of 4,500 that became 3,500. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from db.records import Change
from graph.comparison import Setting, reach
from graph.dates import interval
from graph.dating import stated
from graph.features import concepts, paragraph
from graph.rules import Rules

OF_PERCENT = 0.5
"""Half a point: by so much do shares differ that were rounded, and counts that were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Two values of one text that give the article's by arithmetic."""

    earlier: Setting
    later: Setting
    words: str


def sums(one: Setting, known: Iterable[Setting], *, rules: Rules) -> Iterator[Sum]:
    """Yield the pairs of values from which a figure of change follows.

    ``known`` are figures of the base; those of the figure's company count, by id. The pair
    stands in one sentence that tells of a fall or a rise, or tells from where to where.
    """
    way = _way(one)
    if not one.figure.company_id or not way:
        return
    low, high = reach(one.figure, rules=rules)
    levels = list(known)
    for places in (*_by_sentence(one.figure.company_id, levels), *_by_series(one, levels)):
        for first, second in _pairs(places):
            difference = abs(first.figure.value - second.figure.value)
            pair = f"agrees by arithmetic: {first.figure.text} to {second.figure.text} is a {way}"
            percent = 100 * difference / first.figure.value
            if _direction(first, second) != way:
                continue
            if one.figure.unit == "percent" and low - OF_PERCENT <= percent <= high + OF_PERCENT:
                yield Sum(earlier=first, later=second, words=f"{pair} of {percent:.1f} %")
            elif one.figure.unit == "people" and low <= difference <= high:
                yield Sum(earlier=first, later=second, words=f"{pair} of {difference:,.0f}")


def _by_sentence(company: str, known: Iterable[Setting]) -> Iterator[list[Setting]]:
    """Yield the figures of people of a company, sentence by sentence.

    A number whose company the reader left open counts in a text that has others of the company.
    """
    found: dict[tuple[str, str], list[Setting]] = {}
    for place in known:
        if place.figure.unit == "people" and place.figure.company_id in {company, ""}:
            found.setdefault((place.source.version_id, place.sentence), []).append(place)
    for places in found.values():
        if company in {told.figure.company_id for told in places[0].source.figures}:
            yield places


def _by_series(one: Setting, known: Sequence[Setting]) -> Iterator[list[Setting]]:
    """Yield pairs of levels that follow each other in one paragraph, each with its own date.

    *At the end of 2023 it had 4,500 people. At the end of 2024, 3,500 were left.* The change must
    be told of the time between.
    """
    days = stated(one)
    found: dict[tuple[str, int], list[Setting]] = {}
    for place in known:
        figure = place.figure
        is_level = figure.unit == "people" and figure.measure in {HEADCOUNT, ""}
        if is_level and figure.company_id == one.figure.company_id and not figure.change:
            first = paragraph(place.source.text, place.span)[0]
            found.setdefault((place.source.version_id, first), []).append(place)
    for places in found.values():
        dated = [(when, place) for place in places if (when := interval(place.figure.as_of or ""))]
        dated.sort(key=lambda pair: (pair[0], pair[1].told.start))
        for (start, former), (end, latter) in pairwise(dated):
            measures = {former.figure.measure, latter.figure.measure}
            is_between = days is not None and start[0] <= days[1] and days[0] <= end[1]
            if HEADCOUNT in measures and is_between and start[1] < end[0]:
                yield [former, latter]


HEADCOUNT = "headcount"


def _way(one: Setting) -> str:
    """Return ``fall`` or ``rise`` for a figure that tells of a change of staff; else nothing."""
    if one.figure.unit not in {"percent", "people"}:
        return ""
    if one.figure.measure == "headcount reduction":
        return "fall"
    if one.figure.measure == "headcount growth":
        return "rise"
    if one.figure.change != Change.BY.value:
        return ""
    found = concepts(one.sentence, language=one.source.language)
    if "workers" not in found and "jobs" not in found:
        return ""
    if "fall" in found or "removal" in found:
        return "fall"
    return "rise" if "rise" in found else ""


def _pairs(places: Sequence[Setting]) -> Iterator[tuple[Setting, Setting]]:
    """Yield the pairs of levels in one sentence, the earlier first as the text tells it."""
    for one, other in combinations(sorted(places, key=lambda place: place.told.start), 2):
        if one.figure.value == other.figure.value or not one.figure.value:
            continue
        changes = {one.figure.change, other.figure.change}
        if "by" in changes:
            continue
        if one.figure.change == "to" or other.figure.change == "from":
            yield other, one
        else:
            yield one, other


def _direction(first: Setting, second: Setting) -> str:
    language = first.source.language
    is_one_sentence = first.sentence == second.sentence
    if is_one_sentence and not {first.figure.change, second.figure.change} & {"from", "to"}:
        told = set(concepts(first.sentence, language=language))
        if not told & {"fall", "rise", "removal"}:
            return ""
    return "fall" if second.figure.value < first.figure.value else "rise"
