"""Changes of position as pages show them."""

import json

from db.dates import apart, as_date, in_words
from db.site.page import Entry
from db.site.statements import statements_by_id
from db.site.view import Row, View
from db.site.words import low_first, word
from db.turns import by_turn

SHOWN = """
    r.retracted IS NULL AND coalesce(d.decision, '') <> 'reject'
    AND coalesce(json_extract(d.value, '$.grade'), r.grade)
        IN ('full_reversal', 'partial_retreat', 'inconsistent', 'self_declared')
"""
"""What holds of the changes that pages list; the same as in the view ``reversal_pairs``."""

_SELECT = """
    SELECT r.id AS id, c.name AS company, c.slug AS company_slug, p.name AS person,
        p.slug AS person_slug, r.function AS function, r.axis AS axis,
        coalesce(json_extract(d.value, '$.grade'), r.grade) AS grade,
        r.grade AS machine_grade, r.direction AS direction, r.score AS score,
        r.factors AS factors, r.gates AS gates, r.why AS why, r.why_fr AS why_fr,
        r.is_oscillating AS is_oscillating, r.rule AS rule, r.earlier_id AS earlier_id,
        r.later_id AS later_id, d.decision AS review, d.decided_at AS reviewed_at,
        r.retracted AS retracted, r.first_seen AS first_seen, r.turn_id AS turn_id
    FROM reversals AS r
    JOIN companies AS c ON c.id = r.company_id
    LEFT JOIN people AS p ON p.id = r.person_id
    JOIN statements AS later ON later.id = r.later_id
    LEFT JOIN reviews_in_force AS d ON d.target = 'reversals' AND d.target_id = r.id
"""

STRONGEST = "r.score DESC, later.said_from DESC, r.id"
LATEST = "later.said_from DESC, r.score DESC, r.id"


async def changes(
    view: View, where: str = "TRUE", values: Row | None = None, *, order: str, limit: int
) -> list[Row]:
    """Return the changes of position that meet a condition on ``r``, with both statements.

    A turn is one change, shown by its strongest pair; its other pairs are its ``others``. The
    limit is one of pairs.
    """
    found = await _found(
        view,
        f"{_SELECT} WHERE {SHOWN} AND {where} ORDER BY {order} LIMIT :limit",
        {**(values or {}), "limit": limit},
    )
    turns = by_turn(found, key="id", later="later_id")
    return [{**face, "others": others} for face, *others in turns]


async def change(view: View, change_id: str) -> Row | None:
    """Return one change of position, whatever became of it; None when the id is unknown.

    Its ``others`` are the pairs of the same turn.
    """
    found = await _found(view, f"{_SELECT} WHERE r.id = :id", {"id": change_id})
    if not found:
        return None
    others = await _found(
        view,
        f"{_SELECT} WHERE {SHOWN} AND r.turn_id = :turn AND r.id <> :id "
        f"ORDER BY {STRONGEST} LIMIT 60",
        {"turn": found[0]["turn_id"], "id": change_id},
    )
    return {**found[0], "others": others}


async def _found(view: View, sql: str, values: Row) -> list[Row]:
    rows = await view.rows(sql, values)
    ids = [row[key] for row in rows for key in ("earlier_id", "later_id") if row[key]]
    by_id = await statements_by_id(view, ids)
    return [_dress(row, by_id) for row in rows]


def _dress(row: Row, by_id: dict[str, Row]) -> Row:
    earlier, later = by_id.get(row["earlier_id"]), by_id[row["later_id"]]
    days = None
    if (
        earlier
        and (start := as_date(earlier["said_from"]))
        and (end := as_date(later["said_from"]))
    ):
        days = (end - start).days
    return {
        **row,
        "factors": json.loads(row["factors"]),
        "gates": json.loads(row["gates"]),
        "grade_words": word("grade", row["grade"]),
        "direction_words": word("direction", row["direction"]),
        "earlier": earlier,
        "later": later,
        "days_between": days,
        "apart": apart(days) if days is not None else "",
        "page": f"/reversal/{row['id']}",
    }


def headline(row: Row) -> str:
    """Return a change as a headline: ``Klarna: position changed from AI towards people``."""
    actor = row["company"]
    if row["person"] and row["person"] != actor:
        actor = f"{row['person']}, {actor}"
    return f"{actor}: {low_first(row['grade_words'])}, {low_first(row['direction_words'])}"


def flat(row: Row) -> Row:
    """Return a change as a row of CSV."""
    earlier = row["earlier"] or {}
    return {
        "company": row["company"],
        "person": row["person"],
        "function": row["function"],
        "direction": row["direction"],
        "grade": row["grade"],
        "score": row["score"],
        "earlier_date": earlier.get("said_on"),
        "earlier_text": earlier.get("wording"),
        "earlier_url": earlier.get("url"),
        "later_date": row["later"]["said_on"],
        "later_text": row["later"]["wording"],
        "later_url": row["later"]["url"],
        "days_between": row["days_between"],
        "review": row["review"],
        "reversal_id": row["id"],
        "other_pairs": len(row["others"]),
    }


def entry(row: Row) -> Entry:
    """Return a change as an entry of a feed."""
    then = (
        f"{in_words(row['earlier']['said_on'])}: “{row['earlier']['wording']}” → "
        if row["earlier"]
        else ""
    )
    later = row["later"]
    return Entry(
        path=row["page"],
        title=headline(row),
        summary=f"{then}{later['said']}: “{later['wording']}”. {row['why']}",
        updated=later["said_from"],
    )
