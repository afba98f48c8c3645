"""Whether two statements of a lane can be compared, and how far they stand apart.

Each gate tells what it saw. A comparison that fails one of them is no comparison at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from db.records import (
    Axis,
    DateMethod,
    Function,
    Kind,
    LaneStatement,
    Population,
)
from db.rows import FIRST_DAY, LAST_DAY
from graph.dates import days_between, interval
from graph.features import features
from graph.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """How it is known what words are about that they don't name, by the id of a statement."""

    functions: Mapping[str, str]
    populations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two statements that passed every gate, with the factors of their score."""

    earlier: LaneStatement
    later: LaneStatement
    half_difference: float
    overlap: float
    certainty: float
    evidence: float
    is_same_day: bool

    @property
    def strength(self) -> float:
        """The product of the factors, without what acknowledgement and deeds add."""
        return self.half_difference * self.overlap * self.certainty * self.evidence


def is_held(statement: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether a statement takes a stand that can be compared with another."""
    if statement.position is None or statement.axis is None:
        return False
    if statement.is_clarification or statement.retracts_nothing:
        return False
    if statement.said_from == FIRST_DAY or statement.said_to == LAST_DAY:
        return False  # told as past, on a day that nobody tells
    if _is_ahead(statement):
        return False
    if statement.wording.count(" ") < rules.position["least_words"] - 1:
        return False
    is_own = (
        not statement.about
        or statement.axis in {Axis.CAPABILITY, Axis.FORECAST}
        or _is_own_deed(statement, rules=rules)
    )
    return (
        abs(statement.position) >= rules.position["held"]
        and statement.confidence >= rules.position["least_confidence"]
        and is_own
        and not _is_elsewhere(statement)
        and rules.is_asserted(statement)
    )


def _is_own_deed(statement: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether an employer acts, in a text about another company."""
    return (
        statement.kind is Kind.ACTION
        and statement.speaks_for_company
        and statement.action in rules.own_deeds
    )


def weight(statement: LaneStatement, *, rules: Rules) -> float:
    """Return how much a statement's position weighs: its size, certainty and evidence."""
    position = abs(statement.position or 0.0)
    return position * statement.certainty * evidence(statement, rules=rules)


def evidence(statement: LaneStatement, *, rules: Rules) -> float:
    """Return the worth of a statement as evidence, in [0, 1]."""
    return rules.evidence[statement.kind] * statement.confidence


def overlap(earlier: LaneStatement, later: LaneStatement, *, rules: Rules) -> float:
    """Return how far two positions are about the same thing, 0 when they don't compare."""
    axes = rules.comparable[rules.family(earlier)].get(rules.family(later), 0.0)
    functions = rules.functions.get(functions_of(earlier, later), 0.0)
    if functions >= rules.least_function and text_of(earlier) == text_of(later):
        functions = max(functions, rules.one_text)
    table = rules.capability_populations if earlier.axis is Axis.CAPABILITY else rules.populations
    populations = table.get(_populations(earlier, later), 0.0)
    if functions < rules.least_function or populations < rules.least_population:
        return 0.0
    return axes * functions * populations


def compare(
    earlier: LaneStatement, later: LaneStatement, *, rules: Rules, same_day: bool = False
) -> Comparison | None:
    """Return the comparison of two held statements, or None when a gate is closed.

    With ``same_day`` only statements of one known day compare; without it, only those whose
    said-dates are ordered and disjoint.
    """
    # The cheapest gates come first: most pairs that are tried fail at the dates.
    if same_day:
        if not _is_one_day(earlier, later, rules=rules):
            return None
    elif not earlier.said_to < later.said_from or _is_unordered(earlier, later, rules=rules):
        return None
    if not _is_same_actor(earlier, later):
        return None
    shared = overlap(earlier, later, rules=rules)
    if not shared:
        return None
    first, second = earlier.position or 0.0, later.position or 0.0
    if first * second < 0 and (
        _is_vague(earlier, later, rules=rules) or _go_together(earlier, later, rules=rules)
    ):
        return None
    return Comparison(
        earlier=earlier,
        later=later,
        half_difference=abs(first - second) / 2,
        overlap=shared,
        certainty=min(earlier.certainty, later.certainty),
        evidence=min(evidence(earlier, rules=rules), evidence(later, rules=rules)),
        is_same_day=same_day,
    )


def text_of(statement: LaneStatement) -> str:
    """Return by what the text of a statement is known. Copies are one text."""
    return statement.origin_id or statement.article_id


def is_course(statement: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether a statement is of something done or planned with people's work.

    That some stay or are spared is none: nobody comes or goes.
    """
    is_half = statement.action in rules.withdraws_ai | rules.doubts_ai | rules.adds_ai
    is_loud = abs(statement.position or 0.0) >= rules.position["course"]
    return statement.axis in {Axis.PRACTICE, Axis.INTENTION} and is_loud and not is_half


def gates(
    earlier: LaneStatement, later: LaneStatement, *, scopes: Scopes, rules: Rules
) -> dict[str, str]:
    """Return each gate with what it saw, in words."""
    is_same = _are_of_one(earlier, later)
    first, second = functions_of(earlier, later)
    people = _populations(earlier, later)
    functions = rules.functions.get((first, second), 0.0)
    return {
        "actor": "same person" if is_same else "same company, each time with authority",
        "axis": f"{earlier.axis or 'no axis'}, then {later.axis or 'no axis'}",
        "function": (
            f"{_told(first, earlier, scopes.functions)}, "
            f"then {_told(second, later, scopes.functions)}: overlap {functions:g}"
        ),
        "population": (
            f"{_told(people[0], earlier, scopes.populations)}, "
            f"then {_told(people[1], later, scopes.populations)}"
        ),
        "asserted": f"{earlier.modality}, then {later.modality}",
        "dates": (
            f"{earlier.said_on} ({earlier.said_method}), then {later.said_on} ({later.said_method})"
        ),
        "distinct": (
            "different words of one article"
            if earlier.article_id == later.article_id
            else "different words in different articles"
        ),
    }


def _told(value: Function | Population, statement: LaneStatement, known: Mapping[str, str]) -> str:
    how = known.get(statement.id)
    return f"{value} ({how})" if how else str(value)


def functions_of(earlier: LaneStatement, later: LaneStatement) -> tuple[Function, Function]:
    """Return the functions of two statements; what names none is about all."""
    return (earlier.function or Function.ALL, later.function or Function.ALL)


def _populations(earlier: LaneStatement, later: LaneStatement) -> tuple[Population, Population]:
    return (
        earlier.population or Population.EMPLOYEES,
        later.population or Population.EMPLOYEES,
    )


def _is_elsewhere(statement: LaneStatement) -> bool:
    """Tell whether a statement about the economy poses as one about the company's own people."""
    return statement.population is Population.ECONOMY and statement.axis in {
        Axis.PRACTICE,
        Axis.INTENTION,
        Axis.EVALUATION,
    }


def is_one_person(found: Comparison) -> bool:
    """Tell whether one person said both."""
    return _are_of_one(found.earlier, found.later)


def _are_of_one(earlier: LaneStatement, later: LaneStatement) -> bool:
    return bool(earlier.person_id) and earlier.person_id == later.person_id


def _is_same_actor(earlier: LaneStatement, later: LaneStatement) -> bool:
    if earlier.company_id != later.company_id:
        return False
    if _are_of_one(earlier, later):
        return True
    return earlier.speaks_for_company and later.speaks_for_company


def _is_vague(earlier: LaneStatement, later: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether words about a whole company are too weak, or too general, to turn it round."""
    if later.function is not Function.ALL or later.acknowledges_change:
        return False
    if abs(later.position or 0.0) < rules.all_held:
        return True
    is_growth = later.action in rules.grows and earlier.action not in rules.stops_growth
    return is_growth and not name_the_same(earlier, later)


def _go_together(earlier: LaneStatement, later: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether one statement is of hiring and the other of AI that does more work.

    A company that does both contradicts nothing: a fifth of the code is a machine's, and the team
    grows. One person who praises the one, and then the other, has moved; so has a company that
    names the same work both times.
    """
    frames = (earlier.action, later.action)
    if later.acknowledges_change or not any(
        one in rules.grows and other in rules.adds_ai for one, other in (frames, frames[::-1])
    ):
        return False
    return not (_are_of_one(earlier, later) or name_the_same(earlier, later))


def name_the_same(earlier: LaneStatement, later: LaneStatement) -> bool:
    """Tell whether two statements share a word that is no name and not of the field: *clerks*."""
    own = f"{earlier.company} {earlier.person} {later.company} {later.person}"
    shared = (
        features(earlier.wording, language=earlier.language)
        & features(later.wording, language=later.language)
    ) - features(own, language=later.language)
    return any(not word.startswith("=") for word in shared)


def _is_unordered(earlier: LaneStatement, later: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether one text says two things of the same days, and only dates the first.

    What it doesn't date stands under the day of its publication, and may be the older of the two.
    """
    if later.said_method is not DateMethod.PUBLICATION or text_of(earlier) != text_of(later):
        return False
    return days_between(earlier.said_to, later.said_from) <= rules.days["moment"]


def _is_ahead(statement: LaneStatement) -> bool:
    """Tell whether a day is told that had not come when the text was published: when it starts."""
    day = interval(statement.published[:10])
    # In another time zone it is tomorrow.
    return day is not None and days_between(day[1], statement.said_from) > 1


def _is_one_day(earlier: LaneStatement, later: LaneStatement, *, rules: Rules) -> bool:
    """Tell whether two statements are known to be of one day, and are two.

    Only words can be inconsistent on one day, since a deed takes longer. In one article they must
    be quoted and dated by its text: its day of publication is not known to be theirs.
    """
    if not earlier.said_from == earlier.said_to == later.said_from == later.said_to:
        return False
    if earlier.axis is not later.axis or earlier.function is not later.function:
        return False
    if not rules.own_words >= {earlier.kind, later.kind}:
        return False
    if earlier.article_id != later.article_id:
        return True
    is_known = DateMethod.PUBLICATION not in (earlier.said_method, later.said_method)
    return is_known and earlier.kind is later.kind is Kind.DIRECT_QUOTE
