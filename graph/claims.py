"""Claims: statements and figures with the same truth conditions.

Figures are one claim when they are of one company, unit, measure, base and place, of dates that
fit, and equal by the rules of design section 7. Words are one claim when they are one utterance.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.ids import digest, fold
from db.records import (
    Kind,
    LaneStatement,
    Modality,
    Modifier,
    StoredFigure,
)
from db.rows import FIRST_DAY, LAST_DAY
from graph.dates import days_between, interval
from graph.denials import is_disowned, is_none
from graph.features import has as holds
from graph.holding import held_back, narrowed, rejected
from graph.lanes import Utterance
from graph.limits import is_of_part, limits
from graph.rules import Rules, load_rules
from graph.voices import has

Subject = tuple[str, str, str, str, str, str, str]
"""Company, unit, measure, change, base, place and what is counted where no measure is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim:
    """Equal figures of one subject at one date."""

    id: str
    subject: Subject
    figures: tuple[StoredFigure, ...]
    low: float
    high: float
    first_day: str
    last_day: str
    is_dated: bool
    """True when a text says as of when, and not only when it was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClaim:
    """One utterance and its printings."""

    id: str
    statement: LaneStatement
    statement_ids: tuple[str, ...]


def figure_claims(figures: Iterable[StoredFigure], *, rules: Rules) -> Iterator[FigureClaim]:
    """Yield the claims of figures that stand in a statement, by subject and date."""
    subjects: dict[tuple[Subject, str, tuple[str, ...]], list[StoredFigure]] = defaultdict(list)
    for figure in figures:
        if figure.statement_id and _days(figure) and not is_set_aside(figure):
            subjects[_subject(figure), stance(figure), _limits(figure)].append(figure)
    for (subject, *_), members in sorted(subjects.items()):
        yield from _grouped(subject, sorted(members, key=_order), rules)


def word_claims(utterances: Iterable[Utterance]) -> Iterator[WordClaim]:
    """Yield the claims in words: of stands, of denied deeds, and of what named people say."""
    for utterance in utterances:
        statement = utterance.statement
        if is_claim(statement):
            yield WordClaim(
                id=digest("claim", statement.id),
                statement=statement,
                statement_ids=(statement.id, *utterance.copies),
            )


def is_claim(statement: LaneStatement) -> bool:
    """Tell whether words claim something by themselves, without a figure.

    A stand does, and a deed that is denied; and so do words that only judge, suppose or expect:
    what can't be checked is to be told as such.
    """
    if not (statement.company_id or statement.person_id):
        return False
    if statement.position is not None or is_none(statement) or is_disowned(statement):
        return True
    return statement.kind in QUOTES and (
        statement.modality in SUPPOSED or is_judgement(statement) or is_expected(statement)
    )


def is_judgement(statement: LaneStatement) -> bool:
    """Tell whether words tell neither a number nor a deed, and judge."""
    return not statement.action and _has(statement, "judgement.words")


def is_expected(statement: LaneStatement) -> bool:
    """Tell whether words tell what will be, in years that are not yet; but for one's own plans."""
    return statement.action not in load_rules().own_deeds and _has(statement, "expected.words")


def _has(statement: LaneStatement, phrases: str) -> bool:
    return has(statement.wording, phrases, language=statement.language)


SUPPOSED = frozenset({Modality.CONDITIONAL, Modality.FORECAST, Modality.QUESTION})
QUOTES = frozenset({Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE})


def span(figure: StoredFigure, *, rules: Rules) -> tuple[float, float]:
    """Return the values that a figure stands for: half its last digit, or as its words widen it."""
    value = figure.value
    if figure.modifier == Modifier.BETWEEN or figure.low < value < figure.high:
        return (figure.low, figure.high)
    slack = max(_half_digit(figure), abs(value) * rules.claims["tolerance"])
    if figure.modifier == Modifier.ABOUT:
        slack = max(slack, abs(value) * rules.claims["about"])
    if figure.modifier in {Modifier.MORE_THAN, Modifier.AT_LEAST}:
        return (value, value * rules.claims["more_than"])
    if figure.modifier in {Modifier.LESS_THAN, Modifier.UP_TO}:
        return (value / rules.claims["more_than"], value)
    return (value - slack, value + slack)


def _half_digit(figure: StoredFigure) -> float:
    """Return half the unit of the last digit that is written: 22 → 0.5, 0.4 → 0.05.

    Noughts at the end of a whole number may be written for size or for rounding; they count as
    digits here, and ``about`` widens where a text says so.
    """
    whole, _, decimals = f"{figure.value:.6f}".partition(".")
    digits = len(decimals.rstrip("0"))
    # Small whole numbers are counted, not measured.
    return 0.5 * 10.0**-digits if digits or len(whole) > 1 else 0.0


def is_set_aside(figure: StoredFigure) -> bool:
    """Tell whether a number is told only to be set aside: *90 jobs, not 900*, *we wrote 900*."""
    if has(figure.sentence, "evidence.recital", language=figure.language):
        return True
    before, found, _ = figure.sentence.partition(figure.text)
    words = " ".join(before.split()[-_NEAR:])
    return bool(found) and has(words, "denied.before", language=figure.language, at_end=True)


def stance(figure: StoredFigure) -> str:
    """Return how a figure is told: as denied, planned or possible, an equivalent, or a fact.

    What is told otherwise may have lost something on the way: the texts are to be compared.
    """
    return _stance(figure.sentence, figure.text, figure.language)


@lru_cache(maxsize=1 << 14)
def _stance(sentence: str, text: str, language: str) -> str:
    if rejected(sentence, text, language=language):
        return DENIED
    if held_back(sentence, text, language=language):
        return "held"
    is_equal = holds(sentence, "equivalence.words", language=language)
    return "equivalent" if is_equal else ""


def _limits(figure: StoredFigure) -> tuple[str, ...]:
    """Return what limits a figure: what is told of a part may have become one of the whole."""
    sentence, language = figure.sentence, figure.language
    is_part = narrowed(sentence, figure.text, language=language) or is_of_part(
        sentence, language=language
    )
    is_told = figure.unit in {"percent", "people"}
    found = limits(sentence, figure.text, language=language) if is_told else ()
    return ("part", *found) if is_part else found


DENIED = "denied"
"""The stance of a number that is told only to be denied: *we did not cut 200 jobs*."""
_NEAR = 2
"""Words before a number in which it is set aside."""


def _subject(figure: StoredFigure) -> Subject:
    return (
        figure.company_id,
        figure.unit,
        figure.measure,
        figure.change,
        fold(figure.base),
        fold(figure.place),
        "" if figure.measure else fold(figure.counted),
    )


def _days(figure: StoredFigure) -> tuple[str, str] | None:
    if figure.as_of and (found := interval(figure.as_of)):
        return found
    if figure.said_from and figure.said_from != FIRST_DAY:
        last = figure.said_to if figure.said_to != LAST_DAY else figure.said_from
        return (figure.said_from, last or figure.said_from)
    # Of an open past the last day alone is known.
    return interval(figure.said_on.removeprefix("../"))


def _order(figure: StoredFigure) -> tuple[str, str, float, str]:
    first, last = _days(figure) or ("", "")
    return (first, last, figure.value, figure.id)


def _grouped(
    subject: Subject, figures: Sequence[StoredFigure], rules: Rules
) -> Iterator[FigureClaim]:
    """Yield groups of figures that equal the first of their group, oldest first.

    Each group is held against its first figure alone: a chain of small steps is no equality.
    """
    spans = {figure.id: span(figure, rules=rules) for figure in figures}
    groups: list[list[StoredFigure]] = []
    open_from = 0
    for figure in figures:
        first_day = _order(figure)[0]
        while open_from < len(groups) and _is_past(groups[open_from][0], first_day, rules):
            open_from += 1
        for group in groups[open_from:]:
            if _are_equal(group[0], figure, spans):
                group.append(figure)
                break
        else:
            groups.append([figure])
    for group in groups:
        days = [found for figure in group if (found := _days(figure))]
        low, high = span(group[0], rules=rules)
        yield FigureClaim(
            id=digest("claim", group[0].id),
            subject=subject,
            figures=tuple(group),
            low=low,
            high=high,
            first_day=min(first for first, _ in days),
            last_day=max(last for _, last in days),
            is_dated=any(figure.as_of for figure in group),
        )


def _is_past(figure: StoredFigure, day: str, rules: Rules) -> bool:
    last = _order(figure)[1]
    return days_between(last, day) > rules.claims["same_date_days"]


def _are_equal(
    one: StoredFigure, other: StoredFigure, spans: Mapping[str, tuple[float, float]]
) -> bool:
    first, second = spans[one.id], spans[other.id]
    return (
        first[0] <= second[1]
        and second[0] <= first[1]
        and (first[0] <= other.value <= first[1] or second[0] <= one.value <= second[1])
    )
