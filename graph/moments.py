"""Moments of a lane: statements of one side and one subject within a week of each other.

An interview, its echoes and the deed that goes with it are one moment, so that a change is told
once. Moments follow each other in runs of one side; where the side turns, the position changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.records import Axis, DateMethod, Function, LaneStatement, Population
from graph.dates import days_between
from graph.gates import is_held, text_of, weight
from graph.lanes import in_time
from graph.rules import Rules
from graph.wordlists import says

STRONGEST = 5
"""Statements of a run that are tried as the earlier side; more can't pass where these don't."""

Cell = tuple[str, Function, Population]
"""What a position is about: the family of its axis, a function and a population."""


@dataclass(slots=True, kw_only=True)
class Moment:
    """Statements of one side in one cell, within some days of the first of them."""

    cell: Cell
    side: int
    """+1 towards AI, -1 towards people."""
    statements: list[LaneStatement] = field(default_factory=list)

    @property
    def first(self) -> LaneStatement:
        """The statement with which the moment began."""
        return self.statements[0]

    def strongest(self, *, rules: Rules) -> LaneStatement:
        """Return the statement that weighs most; of equals the first."""
        return min(self.statements, key=lambda s: (-weight(s, rules=rules), in_time(s)))


@dataclass(slots=True, kw_only=True)
class Run:
    """Moments of one side in one cell with nothing of the other side between them."""

    side: int
    moments: list[Moment] = field(default_factory=list)
    strongest: list[LaneStatement] = field(default_factory=list)

    def add(self, moment: Moment, *, rules: Rules) -> None:
        """Append a moment, keeping the strongest statements.

        Of equals a stand comes before a regret, and the latest first.
        """
        self.moments.append(moment)
        pool = sorted(
            {
                statement.id: statement for statement in (*self.strongest, *moment.statements)
            }.values(),
            key=in_time,
            reverse=True,
        )
        self.strongest = sorted(
            pool, key=lambda s: (-weight(s, rules=rules), s.axis is Axis.EVALUATION)
        )[:STRONGEST]

    def candidates(self) -> list[LaneStatement]:
        """Return the statements to compare with: the strongest, then the last."""
        last = self.moments[-1].statements[-1]
        known = {statement.id for statement in self.strongest}
        return self.strongest if last.id in known else [*self.strongest, last]


def moments(statements: Sequence[LaneStatement], *, rules: Rules) -> list[Moment]:
    """Return the moments of a lane that is sorted in time, oldest first."""
    held = [statement for statement in statements if is_held(statement, rules=rules)]
    held = _without_retracted(_without_remainders(held, rules), statements, rules)
    held = _without_reminders(held, rules)
    found: list[Moment] = []
    current: dict[Cell, Moment] = {}
    for statement in held:
        cell = cell_of(statement, rules=rules)
        side = side_of(statement)
        moment = current.get(cell)
        if moment is None or moment.side != side or _is_over(moment, statement, rules):
            moment = Moment(cell=cell, side=side)
            current[cell] = moment
            found.append(moment)
        moment.statements.append(statement)
    return found


def cell_of(statement: LaneStatement, *, rules: Rules) -> Cell:
    """Return what the position of a statement is about."""
    return (
        rules.family(statement),
        statement.function or Function.ALL,
        statement.population or Population.EMPLOYEES,
    )


def _is_over(moment: Moment, statement: LaneStatement, rules: Rules) -> bool:
    return days_between(moment.first.said_from, statement.said_from) > rules.days["moment"]


def _without_remainders(held: list[LaneStatement], rules: Rules) -> list[LaneStatement]:
    """Drop that some people stay where the same text tells of the others' going."""
    gone = {text_of(one) for one in held if side_of(one) > 0}
    return [one for one in held if one.action not in rules.leaves_some or text_of(one) not in gone]


def _without_retracted(
    held: list[LaneStatement], statements: Sequence[LaneStatement], rules: Rules
) -> list[LaneStatement]:
    """Drop regrets, and hiring, of a text that says in as many words that nothing is reversed.

    Who apologises for his tone and keeps to the plan has judged himself, and changed nothing.
    """
    kept_to: dict[str, set[int]] = {}
    for statement in statements:
        if statement.retracts_nothing:
            sides = {side_of(statement)} if statement.position else {1, -1}
            kept_to.setdefault(text_of(statement), set()).update(sides)
    if not kept_to:
        return held
    return [
        statement
        for statement in held
        if -side_of(statement) not in kept_to.get(text_of(statement), ())
        or not (statement.axis is Axis.EVALUATION or statement.action in rules.grows)
    ]


def _without_reminders(held: list[LaneStatement], rules: Rules) -> list[LaneStatement]:
    """Drop what an article may only recall, so that old words told again are no turn back.

    A side that was held before, and left, is taken up again only where a date in the text,
    somebody's own words or an *again* say so. An article that tells both sides and dates one of
    them by nothing but its own publication recalls that one. Who brings people back for the first
    time recalls nothing: they must have gone before.
    """
    told = {(statement.article_id, side_of(statement)) for statement in held}
    sides: dict[tuple[str, Function], list[int]] = {}
    brought_back: set[tuple[str, Function]] = set()
    kept = []
    for statement in held:
        side, function = side_of(statement), statement.function or Function.ALL
        family = rules.family(statement)
        history = sides.get((family, function)) or sides.get((family, Function.ALL), [])
        is_return = side in history and history[-1] != side
        is_loose = statement.kind not in rules.own_words or (statement.article_id, -side) in told
        is_undated = statement.said_method is DateMethod.PUBLICATION
        is_new = side < 0 and statement.action in rules.brings_back
        is_new = is_new and not brought_back & {(family, function), (family, Function.ALL)}
        if is_return and is_loose and is_undated and not (is_new or _is_again(statement)):
            continue
        kept.append(statement)
        if statement.action in rules.brings_back:
            brought_back.add((family, function))
        known = sides.setdefault((family, function), [])
        # The two sides in the order in which they were last held are all that is asked for.
        known[:] = [other for other in known if other != side] + [side]
    return kept


def _is_again(statement: LaneStatement) -> bool:
    return says(statement.wording, "again.words", of="scope", language=statement.language)


def side_of(statement: LaneStatement) -> int:
    """Return +1 for a statement towards AI, -1 for one towards people."""
    return 1 if (statement.position or 0.0) > 0 else -1
