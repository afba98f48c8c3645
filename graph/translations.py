"""Translations: which statements of copies in two languages are one, said once. Pure.

Only texts of one origin are looked at, so few are compared. The words must be near each other in
meaning, of one voice, and write the same numbers: a translator keeps them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from db.records import Kind, LaneStatement, Link, Relation

Near = Callable[[str, str], float]
"""How near two texts are in meaning, whatever their languages: a cosine."""

LEAST = 0.6
"""Cosine of a statement and its translation; see ``checking.toml``, where the same was chosen."""

_QUOTES = frozenset({Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE})
_NUMBER = re.compile(r"\d+(?:[ ,.\u00a0\u202f]\d+)*")


def translations(
    statements: Iterable[LaneStatement], *, rule: str, near: Near | None
) -> Iterator[Link]:
    """Yield an edge from each translated statement to the earlier one, the nearest of a text.

    Statements hold the origin of their text. Without ``near`` nothing is found.
    """
    if near is None:
        return
    by_origin: dict[str, list[LaneStatement]] = defaultdict(list)
    for statement in statements:
        if statement.origin_id and statement.kind in (*_QUOTES, Kind.ACTION):
            by_origin[statement.origin_id].append(statement)
    for _, told in sorted(by_origin.items()):
        if len({statement.language for statement in told}) > 1:
            yield from _among(sorted(told, key=_age), rule, near)


def _among(told: list[LaneStatement], rule: str, near: Near) -> Iterator[Link]:
    taken: set[tuple[str, str]] = set()
    for place, later in enumerate(told):
        best: dict[str, tuple[float, str]] = {}
        for earlier in told[:place]:
            if not _may_be_one(later, earlier) or (earlier.id, later.version_id) in taken:
                continue
            how_near = near(later.wording, earlier.wording)
            known = best.get(earlier.version_id, (LEAST, ""))
            if how_near >= known[0]:
                best[earlier.version_id] = (how_near, earlier.id)
        for how_near, earlier_id in best.values():
            taken.add((earlier_id, later.version_id))
            yield Link(
                source_id=later.id,
                target_id=earlier_id,
                relation=Relation.TRANSLATION_OF,
                rule=rule,
                evidence=f"the same in two languages, nearness {how_near:.2f}, with equal figures",
            )


def _may_be_one(one: LaneStatement, other: LaneStatement) -> bool:
    is_said = one.kind in _QUOTES
    return (
        one.language != other.language
        and one.version_id != other.version_id
        and is_said == (other.kind in _QUOTES)
        and one.person_id == other.person_id
        and one.company_id == other.company_id
        and _numbers(one.wording) == _numbers(other.wording)
    )


def _numbers(wording: str) -> set[str]:
    return {re.sub(r"\D", "", found) for found in _NUMBER.findall(wording)}


def _age(statement: LaneStatement) -> tuple[str, str, str]:
    return (statement.published or "9999", statement.version_id, statement.id)
