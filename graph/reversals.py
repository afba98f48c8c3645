"""Reversals: where a position changed, graded and explained. Design, section 7.

A lane is walked once, oldest first. Each moment is compared with the last run of the other side
in every cell that it can be compared with, so that a weak or same-sided statement between two
stands hides nothing, and never with all that was said before.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.records import (
    Axis,
    Grade,
    Kind,
    LaneStatement,
    Reversal,
)
from graph.clarifications import clarifications
from graph.gates import (
    Comparison,
    Scopes,
    compare,
    evidence,
    gates,
    is_one_person,
    text_of,
)
from graph.grades import Sides, graded
from graph.lanes import Lane, in_time
from graph.moments import Cell, Moment, Run, moments, side_of
from graph.pairs import Pairs
from graph.rules import Rules
from graph.scope import scoped
from graph.support import Support, beside, support
from graph.turns import turned
from graph.verdicts import Verdict, factors, record, size, towards


def reversals(lane: Lane, *, rules: Rules) -> Iterator[Reversal]:
    """Yield the changes of position in a lane, oldest first, and what only looks like one.

    Grades other than a change are of neighbours: ``escalation``, ``no_change``, and the
    ``clarification`` of what was said before. A lane that turns both ways is marked.
    """
    told, scopes = scoped(lane, rules=rules)
    walk = _Walk(told, scopes, rules)
    yield from turned(list(walk.changes()), told=told.statements, rules=rules)
    yield from clarifications(told, walk.moments, scopes=scopes, rules=rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What was told already of one turn, so that it is told again only when there is more."""

    position: float
    is_acknowledged: bool
    is_acted: bool


@dataclass(slots=True)
class _CellState:
    runs: list[Run] = field(default_factory=list)

    def against(self, side: int, *, may_look_back: bool) -> Run | None:
        """Return the last run of the other side, if it is the last or the one before it."""
        for run in self.runs[-1:] if not may_look_back else reversed(self.runs[-2:]):
            if run.side != side:
                return run
        return None


class _Walk:
    """One pass through a lane."""

    def __init__(self, lane: Lane, scopes: Scopes, rules: Rules) -> None:
        self.lane = lane
        self.scopes = scopes
        self.rules = rules
        self.moments = moments(lane.statements, rules=rules)
        self.cells: dict[Cell, _CellState] = defaultdict(_CellState)
        self.near: dict[Cell, tuple[int, list[Cell]]] = {}
        self.turns: dict[tuple[str, Cell, int], _Told] = {}
        self.by_side = {
            side: [moment for moment in self.moments if moment.side == side] for side in (1, -1)
        }
        self.starts = {
            side: [moment.first.said_from for moment in listed]
            for side, listed in self.by_side.items()
        }
        self.texts: dict[str, list[LaneStatement]] = defaultdict(list)
        for one in lane.statements:
            self.texts[text_of(one)].append(one)
        self.pairs = Pairs(self.by_side, rules)

    def changes(self) -> Iterator[Reversal]:
        for moment in self.moments:
            own = self.cells[moment.cell]
            last = own.runs[-1] if own.runs else None
            if last and last.side == moment.side:
                neighbour = self._neighbours(last.moments[-1], moment)
                if neighbour:
                    yield neighbour
            else:
                own.runs.append(Run(side=moment.side))
                self._forget(moment)
            found = list(self._turned(moment))
            own.runs[-1].add(moment, rules=self.rules)
            yield from found or self._declared(moment)

    def _forget(self, moment: Moment) -> None:
        """Begin anew to tell of turns to the other side, now that this side is held."""
        for family in self.rules.comparable:
            self.turns.pop((family, moment.cell, -moment.side), None)

    # --- a turn ----------------------------------------------------------------------------

    def _turned(self, moment: Moment) -> Iterator[Reversal]:
        best: dict[str, Comparison] = {}
        for cell, state in self._comparable(moment.cell):
            # The same subject may have turned already; more may still be said about it.
            run = state.against(moment.side, may_look_back=cell[1] == moment.cell[1])
            found = self.pairs.between(run, moment) if run else None
            # Weak words stay weak, whatever deed or admission goes with them.
            if found is None or found.strength < self.rules.score["least"]:
                continue
            if cell[0] not in best or _rank(found) > _rank(best[cell[0]]):
                best[cell[0]] = found
        if not best:
            return
        near = support(
            moment, self.by_side[moment.side], self.starts[moment.side], rules=self.rules
        )
        for family, found in sorted(best.items()):
            if self._is_news(family, moment, near):
                yield self._reversal(found, near)

    def _comparable(self, later: Cell) -> Iterator[tuple[Cell, _CellState]]:
        size, near = self.near.get(later, (0, []))
        if size != len(self.cells):
            near = [cell for cell in self.cells if _may_compare(cell, later, self.rules)]
            self.near[later] = (len(self.cells), near)
        for cell in near:
            state = self.cells[cell]
            if state.runs:
                yield cell, state

    def _is_news(self, family: str, moment: Moment, near: Support) -> bool:
        position = abs(moment.strongest(rules=self.rules).position or 0.0)
        key = (family, moment.cell, moment.side)
        told = self.turns.get(key)
        self.turns[key] = _Told(
            position=max(position, told.position if told else 0.0),
            is_acknowledged=bool(near.acknowledged) or bool(told and told.is_acknowledged),
            is_acted=bool(near.acted) or bool(told and told.is_acted),
        )
        return (
            told is None
            or position >= told.position + self.rules.position["further"]
            or (near.acknowledged is not None and not told.is_acknowledged)
            or (near.acted is not None and not told.is_acted)
        )

    def _reversal(self, found: Comparison, near: Support) -> Reversal:
        rules, earlier, later = self.rules, found.earlier, found.later
        side = side_of(earlier)
        sides = Sides(
            earlier=beside(earlier, self.by_side[side], self.starts[side], rules=rules),
            later=near.near,
            people=tuple(one for one in near.near if one.action not in rules.withdraws_ai),
            courses=near.courses,
            text=tuple(self.texts[text_of(later)]),
        )
        given, notes = graded(found, sides, rules=rules)
        scored = factors(found)
        scored["acknowledged"] = rules.score["acknowledged"] if near.acknowledged else 0.0
        scored["acted"] = rules.score["acted"] if near.acted else 0.0
        return record(
            earlier,
            later,
            Verdict(
                grade=given,
                direction=towards(later.position),
                factors=scored,
                gates=gates(earlier, later, scopes=self.scopes, rules=rules) | near.seen(),
                notes=notes,
                acknowledged=near.acknowledged,
            ),
        )

    # --- one side ----------------------------------------------------------------------------

    def _neighbours(self, former: Moment, moment: Moment) -> Reversal | None:
        rules = self.rules
        earlier, later = former.strongest(rules=rules), moment.strongest(rules=rules)
        found = compare(earlier, later, rules=rules)
        if not found:
            return None
        given, direction = Grade.NO_CHANGE, towards(later.position)
        notes: tuple[str, ...] = ()
        if size(later) - size(earlier) >= rules.position["move"]:
            given = Grade.ESCALATION
        elif _is_retreat(found, rules):
            given, direction = Grade.PARTIAL_RETREAT, towards(-moment.side)
            notes = ("grade_retreat",)
        return record(
            earlier,
            later,
            Verdict(
                grade=given,
                direction=direction,
                factors=factors(found),
                gates=gates(earlier, later, scopes=self.scopes, rules=rules),
                notes=notes,
            ),
        )

    def _declared(self, moment: Moment) -> Iterator[Reversal]:
        """Yield a change that the speaker owns to, where the base holds nothing before it."""
        told = [s for s in moment.statements if s.acknowledges_change]
        key = ("", moment.cell, moment.side)
        is_known = any(
            (family, moment.cell, moment.side) in self.turns for family in self.rules.comparable
        )
        if not told or is_known or key in self.turns:
            return
        self.turns[key] = _Told(position=0.0, is_acknowledged=True, is_acted=False)
        later = min(told, key=self.pairs.as_later)
        is_acted = any(statement.kind is Kind.ACTION for statement in moment.statements)
        yield record(
            None,
            later,
            Verdict(
                grade=Grade.SELF_DECLARED,
                direction=towards(moment.side),
                factors={
                    # Nothing is known of the earlier side, so it counts as none taken.
                    "half_difference": round(size(later) / 2, 4),
                    "overlap": 1.0,
                    "certainty": round(later.certainty, 4),
                    "evidence": round(evidence(later, rules=self.rules), 4),
                    "acknowledged": self.rules.score["acknowledged"],
                    "acted": self.rules.score["acted"] if is_acted else 0.0,
                },
                gates={"antecedent": "none in the base", "asserted": str(later.modality)},
            ),
        )


def _rank(found: Comparison) -> tuple[object, ...]:
    """Return the order of comparisons: strongest, then latest antecedent, then one person."""
    return (
        not found.is_same_day,
        round(found.strength, 6),
        is_one_person(found),
        in_time(found.earlier),
    )


def _may_compare(earlier: Cell, later: Cell, rules: Rules) -> bool:
    if not rules.comparable[earlier[0]].get(later[0]):
        return False
    return rules.functions.get((earlier[1], later[1]), 0.0) >= rules.least_function


def _is_retreat(found: Comparison, rules: Rules) -> bool:
    """Tell whether one voice now says markedly less of the same thing, on the same side.

    Deeds and plans of different strength are different deeds; only a claim of what AI can do, or
    the speaker's own word that he changed, makes less of it a retreat.
    """
    earlier, later = found.earlier, found.later
    first, second = size(earlier), size(later)
    return (
        first - second >= rules.position["move"]
        and second <= rules.position["retreat_ratio"] * first
        and earlier.axis is later.axis
        and (earlier.axis is Axis.CAPABILITY or later.acknowledges_change)
        and earlier.person_id == later.person_id
        and earlier.kind in rules.own_words
        and later.kind in rules.own_words
    )
