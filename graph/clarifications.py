"""Clarifications: words that explain earlier ones, or deny a change, and change nothing."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter

from db.records import Function, Grade, LaneStatement, Reversal
from graph.gates import Scopes, gates, overlap
from graph.lanes import Lane, apart, in_time
from graph.moments import Moment
from graph.rules import Rules
from graph.verdicts import Verdict, record, towards

CLARIFIED = 50
"""Statements that are looked back on to find what a clarification is about."""


def clarifications(
    lane: Lane, stands: Iterable[Moment], *, scopes: Scopes, rules: Rules
) -> Iterator[Reversal]:
    """Yield what explains, or denies a change of, the stand taken before it.

    ``stands`` are the moments of the lane.
    """
    held = sorted((stand for moment in stands for stand in moment.statements), key=in_time)
    starts = list(map(attrgetter("said_from"), held))
    for later in lane.statements:
        if not (later.is_clarification or later.retracts_nothing):
            continue
        place = bisect_right(starts, later.said_to)
        before = [
            earlier
            for earlier in reversed(held[max(0, place - CLARIFIED) : place])
            if _is_clarified(earlier, later, rules)
        ]
        others = [earlier for earlier in before if _is_opposed(earlier, later, rules)]
        if before:
            earlier = (others or before)[0]
            seen = gates(earlier, later, scopes=scopes, rules=rules)
            yield _clarification(earlier, later, seen, rules)


def _is_clarified(earlier: LaneStatement, later: LaneStatement, rules: Rules) -> bool:
    if earlier.id == later.id or (earlier.published or "") > (later.published or "9999"):
        return False
    if earlier.said_to > later.said_to or earlier.article_id == later.article_id:
        return earlier.said_to < later.said_from
    functions = (earlier.function or Function.ALL, later.function or Function.ALL)
    return Function.ALL in functions or rules.functions.get(functions, 0.0) > 0


def _is_opposed(earlier: LaneStatement, later: LaneStatement, rules: Rules) -> bool:
    is_other_side = (earlier.position or 0.0) * (later.position or 0.0) < 0
    return is_other_side and apart(earlier, later) <= rules.days["clarified"]


def _clarification(
    earlier: LaneStatement, later: LaneStatement, seen: dict[str, str], rules: Rules
) -> Reversal:
    first = earlier.position or 0.0
    second = first if later.position is None else later.position
    return record(
        earlier,
        later,
        Verdict(
            grade=Grade.CLARIFICATION,
            direction=towards(second or first),
            factors={
                "half_difference": round(abs(first - second) / 2, 4),
                "overlap": round(overlap(earlier, later, rules=rules) if later.axis else 0.0, 4),
                "certainty": round(min(earlier.certainty, later.certainty), 4),
                "evidence": round(rules.evidence[later.kind], 4),
            },
            gates=seen,
        ),
    )
