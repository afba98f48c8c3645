"""Support: what else is known of a turn, from statements of the same side near it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Kind, LaneStatement
from graph.dates import days_between
from graph.gates import is_course, text_of
from graph.lanes import in_time
from graph.moments import Cell, Moment, cell_of
from graph.rules import Rules

LATER_TRIED = 4
"""Statements of a moment that are tried as the later side, and moments near it that support it."""
SHOWN = 160
"""Characters of the words that are shown as support."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The statements of one side about the same thing near a turn, and what they do for it."""

    near: tuple[LaneStatement, ...]
    """Its own, then the nearest."""
    acknowledged: LaneStatement | None
    """The first that owns to the turn."""
    acted: LaneStatement | None
    """The first that does something about it."""
    courses: tuple[LaneStatement, ...]
    """Those that set a course, of any function where their text is that of the turn."""

    def seen(self) -> dict[str, str]:
        """Return where a turn is owned to and acted on: the day, the words and the statement."""
        told = (("acknowledged", self.acknowledged), ("acted", self.acted))
        return {name: _where(statement) for name, statement in told if statement}


def support(
    moment: Moment, listed: Sequence[Moment], starts: Sequence[str], *, rules: Rules
) -> Support:
    """Return what supports a moment: its own statements first, then the nearest.

    ``listed`` are the moments of its side in the lane, oldest first, and ``starts`` their days.
    """
    first = moment.first.said_from
    texts = {text_of(statement) for statement in moment.statements}
    others = [
        (days, statement, is_near)
        for other in _around(first, listed, starts)
        if other is not moment and _is_alike(other.cell, moment.cell)
        for days in [abs(days_between(first, other.first.said_from))]
        if days <= rules.days["turn"]
        for is_near in [_may_support(other.cell, moment.cell, rules)]
        for statement in other.statements
        if is_near or text_of(statement) in texts
    ]
    others.sort(key=lambda one: (one[0], in_time(one[1])))
    own = moment.statements  # in time as the lane is
    near = (*own, *(statement for _, statement, is_near in others if is_near))
    told = (*own, *(statement for _, statement, _ in others))
    return Support(
        near=near,
        acknowledged=next((one for one in near if one.acknowledges_change), None),
        acted=next((one for one in near if one.kind is Kind.ACTION), None),
        courses=tuple(one for one in told if is_course(one, rules=rules)),
    )


def beside(
    earlier: LaneStatement, listed: Sequence[Moment], starts: Sequence[str], *, rules: Rules
) -> tuple[LaneStatement, ...]:
    """Return what was told with a statement of the same thing: in its text, or within a moment.

    ``listed`` are the moments of its side in the lane, oldest first, and ``starts`` their days.
    """
    cell = cell_of(earlier, rules=rules)
    return tuple(
        statement
        for other in _around(earlier.said_from, listed, starts)
        if _is_alike(other.cell, cell) and _may_support(other.cell, cell, rules)
        for statement in other.statements
        if text_of(statement) == text_of(earlier)
        or abs(days_between(statement.said_from, earlier.said_from)) <= rules.days["moment"]
    )


def _around(day: str, listed: Sequence[Moment], starts: Sequence[str]) -> Sequence[Moment]:
    place = bisect_right(starts, day)
    return listed[max(0, place - LATER_TRIED) : place + LATER_TRIED]


def _is_alike(other: Cell, cell: Cell) -> bool:
    """Tell whether two cells are of one family of axes and one population."""
    return other[0] == cell[0] and other[2] == cell[2]


def _may_support(other: Cell, cell: Cell, rules: Rules) -> bool:
    functions = rules.functions
    return (
        functions.get((other[1], cell[1]), 0.0) >= rules.least_function
        or functions.get((cell[1], other[1]), 0.0) >= rules.least_function
    )


def _where(statement: LaneStatement) -> str:
    flat = " ".join(statement.wording.split())
    words = flat if len(flat) <= SHOWN else flat[:SHOWN].rsplit(" ", 1)[0] + " …"
    return f"{statement.said_on}: “{words}” (statement {statement.id})"
