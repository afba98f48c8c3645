"""What claims with figures are to each other, where their texts are laid side by side. Pure.

First the index, then the texts: claims of one company and unit (or of one measure, where no
company is named) meet by their values and by their days. Few pairs are alike in words; only of
those are the texts read. What is compared there is compared by the rules of checking an article.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.ids import fold
from db.records import LaneStatement, Relation
from db.sources import Source
from graph.claims import DENIED, FigureClaim, stance
from graph.comparison import GENERAL, Setting, setting
from graph.dates import days_between
from graph.edges import Edge
from graph.features import features, likeness
from graph.juxtaposition import RETOLD, Juxtaposition, disagree
from graph.lineage import first_lost
from graph.rules import Rules
from graph.voices import Voice, voice

Load = Callable[[Sequence[str]], Iterable[Source]]
"""Ids of versions → their texts, with what was read in them."""

NEAREST = 8
"""Claims on either side, by value and by day, with which one is compared."""
ALIKE = 0.3
"""Likeness of two sentences from which their texts are read; of equal values, and of others."""
ALIKE_OTHERS = 0.45
SUPERSEDED = 550
"""Days within which a later value takes the place of one that no text dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The edges between claims, and whose word the members of those claims are."""

    edges: tuple[Edge, ...]
    voices: Mapping[str, Voice]
    """Id of a figure → whose word it is; of figures whose texts were read."""


def compared(
    claims: Sequence[FigureClaim],
    statements: Mapping[str, LaneStatement],
    *,
    load: Load,
    rules: Rules,
) -> Compared:
    """Return what claims are to each other. Their order decides nothing."""
    pairs = sorted({*_of_equal_values(claims), *_of_near_days(claims)})
    added = list(_of_arithmetic(claims))
    moved = list(_of_points(claims))
    wanted = {place for pair in (*pairs, *added, *moved) for place in pair}
    wanted |= {n for n, claim in enumerate(claims) if _has_two_origins(claim, statements)}
    read = _read([claims[n] for n in sorted(wanted)], load)
    voices = {
        figure.id: voice(
            statements[figure.statement_id],
            source=read[figure.id].source if figure.id in read else None,
            company_id=figure.company_id,
            sentence=figure.sentence,
        )
        for n in sorted(wanted)
        for figure in claims[n].figures
    }
    table = Juxtaposition(
        claims=claims, statements=statements, read=read, voices=voices, rules=rules
    )
    taken_back = {pair: edge for pair in pairs if (edge := table.correction(*pair))}
    edges = [
        edge
        for pair in pairs
        if (edge := table.edge(*pair)) and not (edge.is_same and pair in taken_back)
    ]
    edges += taken_back.values()
    corrected = {edge.target for edge in edges if edge.relation is Relation.CORRECTS}
    # What its own outlet took back is no former value of anybody's.
    edges = [
        edge
        for edge in edges
        if edge.relation is not Relation.SUPERSEDES or edge.target not in corrected
    ]
    edges += [edge for one, other in added if (edge := table.sum(one, other))]
    edges += [edge for one, other in moved if (edge := table.points(one, other))]
    edges = list(first_lost(edges, claims, statements))
    return Compared(edges=tuple(_nearest(edges, claims, statements)), voices=voices)


def _nearest(
    edges: Iterable[Edge],
    claims: Sequence[FigureClaim],
    statements: Mapping[str, LaneStatement],
) -> Iterator[Edge]:
    """Yield the edges, and of those that tell of a newer value the next one alone."""
    next_of: dict[int, tuple[str, Edge]] = {}
    for edge in edges:
        if edge.relation is not Relation.SUPERSEDES:
            yield edge
            continue
        told = min(statements[f.statement_id].published for f in claims[edge.source].figures)
        if edge.target not in next_of or told < next_of[edge.target][0]:
            next_of[edge.target] = (told, edge)
    yield from (edge for _, edge in next_of.values())


def _has_two_origins(claim: FigureClaim, statements: Mapping[str, LaneStatement]) -> bool:
    if len(claim.figures) == 1 or not claim.figures[0].sentence:
        return False
    return len({statements[f.statement_id].origin_id for f in claim.figures}) > 1


def _read(claims: Iterable[FigureClaim], load: Load) -> dict[str, Setting]:
    figures = {f.id: f for claim in claims for f in claim.figures if f.sentence}
    sources = {s.version_id: s for s in load(sorted({f.version_id for f in figures.values()}))}
    found: dict[str, Setting] = {}
    for source in sources.values():
        for told in source.figures:
            if told.figure.id in figures:
                found[told.figure.id] = setting(source, told)
    return found


# --- who may be compared -----------------------------------------------------------------


def _block(claim: FigureClaim) -> tuple[str, str, str]:
    company, unit, measure, *_ = claim.subject
    return (company, unit, "" if company else measure)


def _of_equal_values(claims: Sequence[FigureClaim]) -> Iterator[tuple[int, int]]:
    """Yield pairs of claims of one block whose values agree, of likely sentences."""
    for block in _blocks(claims):
        ordered = sorted(block, key=lambda n: (claims[n].low, claims[n].id))
        for at, one in enumerate(ordered):
            tried = 0
            for other in ordered[at + 1 :]:
                if claims[other].low > claims[one].high or tried == NEAREST:
                    break
                if (
                    _are_one_deed(claims[one], claims[other])
                    or _are_translated(claims[one], claims[other])
                    or _alike(claims[one], claims[other], least=ALIKE)
                ):
                    tried += 1
                    yield min(one, other), max(one, other)


def _of_near_days(claims: Sequence[FigureClaim]) -> Iterator[tuple[int, int]]:
    """Yield pairs of claims of one block with other values, of sentences that ask the same."""
    for block in _blocks(claims):
        ordered = sorted(block, key=lambda n: (claims[n].first_day, claims[n].id))
        for at, one in enumerate(ordered):
            tried = 0
            for other in ordered[at + 1 : at + 1 + 4 * NEAREST]:
                if tried == NEAREST:
                    break
                if days_between(claims[one].last_day, claims[other].first_day) > SUPERSEDED:
                    break
                if disagree(claims[one], claims[other]) and (
                    _alike(claims[one], claims[other], least=ALIKE_OTHERS)
                    or _end_alike(claims[one], claims[other])
                    or _are_of_one_measure(claims[one], claims[other])
                    or _may_measure_one(claims[one], claims[other])
                ):
                    tried += 1
                    yield min(one, other), max(one, other)


def _of_arithmetic(claims: Sequence[FigureClaim]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a share or number by which a staff changed, and a level of that staff."""
    levels: dict[str, list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        company, unit, _measure, change, *_ = claim.subject
        if company and unit == "people" and change != "by" and claim.figures[0].sentence:
            levels[company].append(n)
    for listed in levels.values():
        listed.sort(key=lambda n: claims[n].first_day)
    for n, claim in enumerate(claims):
        company, unit, measure, change, *_ = claim.subject
        is_change = measure in {"headcount reduction", "headcount growth"} or change == "by"
        if unit == "percent" and is_change and claim.figures[0].sentence and company in levels:
            listed = levels[company]
            at = bisect_left([claims[m].first_day for m in listed], claim.first_day)
            for other in listed[max(0, at - NEAREST) : at + NEAREST]:
                yield n, other


def _of_points(claims: Sequence[FigureClaim]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a share that something rose or fell *by*, and a share that it came *to*."""
    ends: dict[str, list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        company, unit, _measure, change, *_ = claim.subject
        if company and unit == "percent" and change == "to" and claim.figures[0].sentence:
            ends[company].append(n)
    for n, claim in enumerate(claims):
        company, unit, _measure, change, *_ = claim.subject
        if company in ends and unit == "percent" and change == "by" and claim.figures[0].sentence:
            for other in ends[company][:NEAREST]:
                if _gap(claims[other], claim) <= RETOLD:
                    yield n, other


def _blocks(claims: Sequence[FigureClaim]) -> Iterator[list[int]]:
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        if claim.figures[0].sentence and claim.subject[1] not in {"number", "point"}:
            found[_block(claim)].append(n)
    yield from (places for places in found.values() if len(places) > 1)


def _are_one_deed(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether two claims are of one company, one known measure and one telling value.

    Twice in a few weeks a firm seldom lets 96 people go: then the words need not be alike. Nor
    where one tells as a plan what the other tells as done.
    """
    measures = {one.subject[2], other.subject[2]}
    values = {one.figures[0].value, other.figures[0].value}
    stances = {stance(one.figures[0]), stance(other.figures[0])}
    if DENIED in stances and len(stances) > 1 and bool(one.subject[0]) and len(values) == 1:
        return _are_near(one, other)
    is_one_measure = len(measures) == 1 and not measures & GENERAL
    # The work of 350 people has a measure of its own, and becomes 350 people.
    is_of_work = "equivalent" in stances and len(stances) > 1
    # What may become of 75 people has no measure yet, and becomes 75 people dismissed.
    is_of_plan = "held" in stances and len(stances) > 1 and bool(measures & GENERAL)
    return (
        bool(one.subject[0])
        and len(values) == 1
        and (
            is_of_work
            or is_of_plan
            or (is_one_measure and (min(values) % TENS != 0 or len(stances) > 1))
        )
        and _are_near(one, other)
    )


def _are_translated(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether two languages tell one telling value within a few weeks.

    Translated, few words are alike; the texts around them decide.
    """
    first, then = one.figures[0], other.figures[0]
    return (
        first.language != then.language
        and first.value == then.value
        and first.value % TENS != 0
        and _are_near(one, other)
    )


TENS = 10
"""Whole tens are told of many things."""
DEED = 62
"""Days between two tellings of one deed."""


def _are_near(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether two claims are told of days near each other."""
    return _gap(one, other) <= DEED


def _gap(one: FigureClaim, other: FigureClaim) -> int:
    """Return the days between two claims; none or fewer where their days meet."""
    return max(
        days_between(one.last_day, other.first_day), days_between(other.last_day, one.first_day)
    )


def _are_of_one_measure(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether one of two sentences tells the value of the other beside its own."""
    measures = {one.subject[2], other.subject[2]}
    if not one.subject[0] or len(measures) != 1 or measures & GENERAL:
        return False
    numbers = [_digits(claim.figures[0].text) for claim in (one, other)]
    return all(numbers) and any(
        number in _digits(claim.figures[0].sentence).split()
        for number, claim in zip(numbers, (other, one), strict=True)
    )


def _may_measure_one(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether two claims of one company may be of one measure at one time."""
    measures = {one.subject[2], other.subject[2]} - GENERAL
    return bool(one.subject[0]) and len(measures) == 1 and _gap(one, other) <= DEED


@lru_cache(maxsize=1 << 14)
def _digits(text: str) -> str:
    """Return the numbers of a text that are written in figures, as whole words."""
    return " ".join(re.sub(r"\D", "", found) for found in _NUMBER.findall(text))


_NUMBER = re.compile(r"\d[\d ,.\u00a0\u202f]*")


def _end_alike(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether the same words follow two figures in their sentences."""
    first, then = one.figures[0], other.figures[0]
    own = _ending(first.sentence, first.text)
    return len(own) >= LAST and own == _ending(then.sentence, then.text)


LAST = 4
"""Words after a figure that make it comparable to another one before the same words."""


@lru_cache(maxsize=1 << 14)
def _ending(sentence: str, text: str) -> tuple[str, ...]:
    after = sentence.partition(text)[2]
    return tuple(fold(re.split(r"[.,;:!?()]", after)[0]).split())


def _alike(one: FigureClaim, other: FigureClaim, *, least: float) -> bool:
    for first in one.figures[:TRIED]:
        own = _features(first.sentence, first.language)
        for second in other.figures[:TRIED]:
            if first.sentence == second.sentence:
                return True
            if likeness(own, _features(second.sentence, second.language)) >= least:
                return True
    return False


TRIED = 4
"""Tellings of a claim whose sentences are compared with those of another."""


@lru_cache(maxsize=1 << 16)
def _features(sentence: str, language: str) -> frozenset[str]:
    return features(sentence, language=language)
