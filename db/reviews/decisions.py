"""Decisions of people: written once, in force until they are undone, never rewritten.

What each kind of thing can be told is in ``DECISIONS``. Most are in force through the views at
once; who is who, and which texts are apart, from the next linking on.
"""

import json
from collections.abc import Mapping
from typing import NoReturn

from db import ids
from db.base import Base, Row, StoreError

DECISIONS: dict[str, tuple[str, ...]] = {
    "reversals": ("confirm", "reject", "correct"),
    "statements": ("confirm", "reject"),
    "claims": ("confirm", "reject"),
    "companies": ("correct", "merge"),
    "people": ("correct", "merge"),
    "origins": ("split",),
}
"""Table → what a person can decide on one of its rows. An origin is split by what leaves it."""


def decide(  # noqa: PLR0913 - a decision is made of so much
    base: Base,
    target: str,
    target_id: str,
    decision: str,
    *,
    reviewer: str,
    value: Mapping[str, str] | None = None,
    note: str = "",
) -> int:
    """Write a decision and return its number.

    Raises StoreError for a thing that the base doesn't hold, or that can't be decided on so.
    """
    if decision not in DECISIONS.get(target, ()):
        _refuse(f"{decision} can't be decided on {target}: {', '.join(DECISIONS.get(target, ()))}")
    if not _is_there(base, target, target_id):
        what = "article or statement" if target == "origins" else target
        _refuse(f"no {what} {target_id} in this base")
    if decision == "merge" and not _is_there(base, target, (value or {}).get("into", "")):
        _refuse(f"no {target} {(value or {}).get('into', '')} in this base to merge into")
    return _write(base, (target, target_id, decision, value or {}, reviewer, note, None))


def undo(base: Base, number: int, *, reviewer: str, note: str = "") -> int:
    """Take a decision back and return the number of that. Raises StoreError where none is."""
    found = base.query("SELECT target, target_id, decision FROM reviews WHERE id = ?", (number,))
    if not found or found[0]["decision"] == "undo":
        _refuse(f"no decision {number} in this base that could be undone")
    if base.query("SELECT 1 AS found FROM reviews WHERE undoes = ?", (number,)):
        _refuse(f"decision {number} is undone already")
    row = found[0]
    return _write(base, (row["target"], row["target_id"], "undo", {}, reviewer, note, number))


def listed(base: Base, *, most: int = 100) -> list[Row]:
    """Return the latest decisions, the newest first, each with whether it is in force."""
    return base.query(
        "SELECT r.id AS id, r.decided_at AS decided_at, r.reviewer AS reviewer, "
        "r.decision AS decision, r.target AS target, r.target_id AS target_id, "
        "f.id IS NOT NULL AS is_in_force, r.undoes AS undoes, r.value AS value, r.note AS note "
        "FROM reviews AS r LEFT JOIN reviews_in_force AS f ON f.id = r.id "
        "ORDER BY r.id DESC LIMIT ?",
        (most,),
    )


def article_or_statement(base: Base, asked: str) -> str:
    """Return the id of an article given by id or address, or of a statement; else what was given.

    That is what can be split from its origin.
    """
    by_url = ids.article_id(asked)
    return by_url if _is_there(base, "articles", by_url) else asked


def _is_there(base: Base, target: str, row_id: str) -> bool:
    tables = ("articles", "statements") if target == "origins" else (target,)
    return any(
        base.query(f"SELECT 1 AS found FROM {table} WHERE id = ?", (row_id,)) for table in tables
    )


def _write(base: Base, row: tuple[str, str, str, Mapping[str, str], str, str, int | None]) -> int:
    target, target_id, decision, value, reviewer, note, undoes = row
    if not reviewer.strip():
        _refuse("who decides must be named: --reviewer or WALKBACK_REVIEWER")
    with base.transaction():
        cursor = base.connection.execute(
            "INSERT INTO reviews (target, target_id, decision, value, reviewer, note, undoes, "
            "decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                target,
                target_id,
                decision,
                json.dumps(dict(value), ensure_ascii=False, sort_keys=True),
                reviewer.strip(),
                note.strip(),
                undoes,
                base.clock(),
            ),
        )
    return int(cursor.lastrowid or 0)


def _refuse(message: str) -> NoReturn:
    raise StoreError(message)
