"""What a base holds, in the few figures and pairs that a person wants to see first."""

import json
from collections.abc import Mapping
from typing import Any

from db.base import Base, Row
from db.health import COLUMNS, a_day, health, week_ago
from db.turns import by_turn

COUNTS = {
    "articles": "SELECT count(*) AS n FROM articles WHERE retracted IS NULL",
    "statements": "SELECT count(*) AS n FROM statements WHERE retracted IS NULL",
    "quotes": "SELECT count(*) AS n FROM quotes",
    "actions": "SELECT count(*) AS n FROM statements WHERE retracted IS NULL AND kind = 'action'",
    "figures": "SELECT count(*) AS n FROM figures WHERE retracted IS NULL",
    "companies": "SELECT count(DISTINCT company_id) AS n FROM statements WHERE retracted IS NULL",
    "people": "SELECT count(DISTINCT person_id) AS n FROM statements WHERE retracted IS NULL",
    "claims": "SELECT count(*) AS n FROM claims WHERE retracted IS NULL",
    "changes of position": "SELECT count(*) AS n FROM reversal_pairs",
}
"""What is counted, by the word for it, in reading order."""


def counts(base: Base) -> dict[str, int]:
    """Return how many of each thing stand in the base."""
    return {name: base.query(query)[0]["n"] for name, query in COUNTS.items()}


def strongest_changes(base: Base, *, most: int = 5) -> list[Row]:
    """Return the changes of position, the strongest first, as rows of ``reversal_pairs``.

    A turn has one row, that of its strongest pair.
    """
    rows = base.query("SELECT * FROM reversal_pairs ORDER BY score DESC, later_date, reversal_id")
    turns = by_turn(rows, key="reversal_id", later="later_statement_id")
    return [turn[0] for turn in turns[:most]]


def freshness(base: Base) -> list[Row]:
    """Return each outlet with its articles, its newest one, its last visit and its health."""
    rows = base.query(
        f"SELECT o.id AS outlet, o.name AS name, {COLUMNS}, "
        "coalesce((SELECT max(published) FROM articles WHERE outlet_id = o.id "
        "AND retracted IS NULL), '') AS newest, "
        "coalesce((SELECT max(last_visit) FROM frontier WHERE outlet_id = o.id), '') "
        "AS last_visit FROM outlets AS o ORDER BY o.id",
        {"week": week_ago()},
    )
    return [
        {**row, "a_day": round(a_day(row), 1), "health": health(row)}
        for row in rows
        if row["enabled"] or row["articles"]
    ]


def last_runs(base: Base, *, most: int = 8) -> list[Row]:
    """Return the latest runs, newest first, with their counts as a dictionary."""
    rows = base.query("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (most,))
    return [{**row, "counts": json.loads(row["counts"])} for row in rows]


def did(counts: Mapping[str, Any]) -> str:
    """Return what a run did in words: its counts that aren't zero, reasons spelt out."""
    told = []
    for name, count in counts.items():
        if isinstance(count, Mapping):
            reasons = (f"{n:,} {reason.replace('_', ' ')}" for reason, n in count.items() if n)
            told.append(f"{name} {', '.join(reasons)}" if any(count.values()) else "")
        else:
            told.append(f"{name.replace('_', ' ')} {count:,}" if count else "")
    return " · ".join(filter(None, told)) or "nothing to do"


def skipped(base: Base) -> list[Row]:
    """Return what was skipped, counted by stage and reason, most first."""
    return base.query(
        "SELECT stage, reason, count(*) AS things, sum(times) AS times, "
        "max(last_seen) AS last_seen, min(subject) AS example FROM skipped "
        "GROUP BY stage, reason ORDER BY things DESC, stage, reason"
    )
