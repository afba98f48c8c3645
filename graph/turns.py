"""Turns: the pairs of statements between which one change of course shows.

A change is seldom told once. The regret, the hiring and the promise each stand against something
said before; a reader wants to see one turn with its strongest pair, and the others as evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.ids import reversal_id
from db.records import Direction, Function, Grade, LaneStatement, Reversal
from graph.gates import text_of
from graph.rules import Rules

CHANGES = frozenset({Grade.FULL_REVERSAL, Grade.PARTIAL_RETREAT})
TURNING = CHANGES | {Grade.SELF_DECLARED}


@dataclass(slots=True)
class _Turn:
    direction: Direction
    functions: set[Function] = field(default_factory=set)
    pairs: list[int] = field(default_factory=list)


def turned(
    found: Sequence[Reversal], *, told: Iterable[LaneStatement], rules: Rules
) -> Iterator[Reversal]:
    """Yield what was found in one lane, oldest first, each change with its turn.

    A turn goes on until the position changes in the other direction in a function that can be
    compared. Changes between the same two texts are one turn, whatever functions are read in them.
    A turn is named after its strongest pair. A function that turns both ways oscillates.

    ``told`` are the statements of the lane.
    """
    turn_of: dict[int, str] = {}
    text = {one.id: text_of(one) for one in told}
    for turn in _turns(found, text, rules):
        best = min(turn.pairs, key=lambda index: _standing(found[index]))
        for index in turn.pairs:
            turn_of[index] = reversal_id(found[best].earlier_id, found[best].later_id)
    both = _oscillating(found)
    for index, reversal in enumerate(found):
        if index in turn_of:
            is_both = reversal.grade in CHANGES and reversal.function in both
            yield replace(reversal, turn_id=turn_of[index], is_oscillating=is_both)
        else:
            yield reversal


def _turns(found: Sequence[Reversal], text: Mapping[str, str], rules: Rules) -> list[_Turn]:
    turns: list[_Turn] = []
    # Only the last turn of each function and direction can go on.
    last: dict[tuple[Function, Direction], _Turn] = {}
    between: dict[tuple[str, str, Direction], _Turn] = {}
    for index, reversal in enumerate(found):
        if reversal.grade not in TURNING:
            continue
        near = [other for other in Function if _are_near(other, reversal.function, rules)]
        turn = next(
            (last[key] for key in ((f, reversal.direction) for f in near) if key in last), None
        )
        texts = (text.get(reversal.earlier_id, ""), text[reversal.later_id], reversal.direction)
        turn = turn or between.get(texts)
        if turn is None:
            turn = _Turn(reversal.direction)
            turns.append(turn)
        turn.pairs.append(index)
        turn.functions.add(reversal.function)
        for function in near:
            for key in [key for key in last if key[0] is function]:
                if key[1] is not reversal.direction:
                    del last[key]
        last[reversal.function, reversal.direction] = turn
        between.setdefault(texts, turn)
    return turns


def _are_near(one: Function, other: Function, rules: Rules) -> bool:
    """Tell whether two functions compare, whichever was spoken of first."""
    pairs = ((one, other), (other, one))
    return any(rules.functions.get(pair, 0.0) >= rules.least_function for pair in pairs)


def _standing(reversal: Reversal) -> tuple[object, ...]:
    """Return the order of a turn's pairs: the strongest first, then the first that was found."""
    return (
        reversal.grade is Grade.SELF_DECLARED,
        -reversal.score,
        reversal.grade is not Grade.FULL_REVERSAL,
    )


def _oscillating(found: Iterable[Reversal]) -> set[Function]:
    directions: dict[Function, set[Direction]] = defaultdict(set)
    for reversal in found:
        if reversal.grade in CHANGES:
            directions[reversal.function].add(reversal.direction)
    return {function for function, seen in directions.items() if len(seen) > 1}
