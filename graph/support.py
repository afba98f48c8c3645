"""Support: what else is known of a turn, from statements of the same side near it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Kind, LaneStatement
from graph.dates import days_between
from graph.gates import is_course
from graph.lanes import in_time
from graph.moments import Cell, Moment
from graph.rules import Rules

LATER_TRIED = 4
"""Statements of a moment that are tried as the later side, and moments near it that support it."""
SHOWN = 160
"""Characters of the words that are shown as support."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The statements that own to a turn, do something about it, or set another course."""

    acknowledged: LaneStatement | None
    acted: LaneStatement | None
    courses: tuple[LaneStatement, ...]

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
    place = bisect_right(starts, first)
    others = [
        (abs(days_between(first, other.first.said_from)), statement)
        for other in listed[max(0, place - LATER_TRIED) : place + LATER_TRIED]
        if other is not moment and _may_support(other.cell, moment.cell, rules)
        for statement in other.statements
    ]
    near = [
        *sorted(moment.statements, key=in_time),
        *(
            statement
            for days, statement in sorted(others, key=lambda pair: (pair[0], in_time(pair[1])))
            if days <= rules.days["turn"]
        ),
    ]
    return Support(
        acknowledged=next((one for one in near if one.acknowledges_change), None),
        acted=next((one for one in near if one.kind is Kind.ACTION), None),
        courses=tuple(one for one in near if is_course(one, rules=rules)),
    )


def _may_support(other: Cell, cell: Cell, rules: Rules) -> bool:
    functions = rules.functions
    return (
        other[0] == cell[0]
        and other[2] == cell[2]
        and (
            functions.get((other[1], cell[1]), 0.0) >= rules.least_function
            or functions.get((cell[1], other[1]), 0.0) >= rules.least_function
        )
    )


def _where(statement: LaneStatement) -> str:
    flat = " ".join(statement.wording.split())
    words = flat if len(flat) <= SHOWN else flat[:SHOWN].rsplit(" ", 1)[0] + " …"
    return f"{statement.said_on}: “{words}” (statement {statement.id})"
