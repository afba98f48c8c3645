"""Verdicts: a pair of statements with its grade, factors and gates, as the record of a reversal."""

from dataclasses import dataclass

from db.records import Axis, Direction, Function, Grade, LaneStatement, Reversal
from graph.explain import LANGUAGES, explain
from graph.gates import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found between two statements, and why."""

    grade: Grade
    direction: Direction
    factors: dict[str, float]
    gates: dict[str, str]
    notes: tuple[str, ...] = ()
    acknowledged: LaneStatement | None = None
    """The statement that owns to the change."""


def record(earlier: LaneStatement | None, later: LaneStatement, verdict: Verdict) -> Reversal:
    """Return a verdict as a reversal, scored and explained. Without ``earlier``: self-declared."""
    given = verdict.factors
    product = 1.0
    for name in ("half_difference", "overlap", "certainty", "evidence"):
        product *= given[name]
    added = given.get("acknowledged", 0.0) + given.get("acted", 0.0)
    is_same = earlier is None or earlier.person_id == later.person_id
    why = {
        language: explain(
            earlier,
            later,
            grade=verdict.grade,
            language=language,
            notes=verdict.notes,
            acknowledged=verdict.acknowledged,
        )
        for language in LANGUAGES
    }
    return Reversal(
        earlier_id=earlier.id if earlier else "",
        later_id=later.id,
        company_id=later.company_id,
        person_id=later.person_id if is_same else "",
        function=later.function or (earlier.function if earlier else None) or Function.ALL,
        axis=later.axis or (earlier.axis if earlier else None) or Axis.PRACTICE,
        grade=verdict.grade,
        direction=verdict.direction,
        score=round(min(1.0, product + added), 4),
        factors=given,
        gates=verdict.gates,
        why=why["en"],
        why_fr=why["fr"],
    )


def size(statement: LaneStatement) -> float:
    """Return how far a position is from the middle."""
    return abs(statement.position or 0.0)


def towards(side: float | None) -> Direction:
    """Return the direction in which a position, or a side, lies."""
    return Direction.TO_AI if (side or 0.0) > 0 else Direction.TO_HUMANS


def factors(found: Comparison) -> dict[str, float]:
    """Return the factors of a comparison, rounded as they are stored."""
    return {
        "half_difference": round(found.half_difference, 4),
        "overlap": round(found.overlap, 4),
        "certainty": round(found.certainty, 4),
        "evidence": round(found.evidence, 4),
    }
