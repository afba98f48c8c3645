"""Whether an outlet brings what is expected: too little is its failure, too much a warning."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

WEEK = 7
"""Days over which articles a day are counted, or since the first visit when that is less."""

COLUMNS = """
    o.enabled AS enabled, o.least_a_day AS least_a_day, o.most_a_day AS most_a_day,
    (SELECT count(*) FROM articles WHERE outlet_id = o.id AND retracted IS NULL) AS articles,
    (SELECT count(*) FROM articles WHERE outlet_id = o.id AND retracted IS NULL
        AND published >= :week) AS week,
    (SELECT min(first_seen) FROM frontier WHERE outlet_id = o.id) AS first_visit
"""
"""What ``health`` needs, of the table ``outlets`` as ``o``; ``:week`` is ``week_ago``."""


def week_ago() -> str:
    """Return the day a week before this one, UTC."""
    return (datetime.now(UTC) - timedelta(days=WEEK)).date().isoformat()


def a_day(row: Mapping[str, Any]) -> float:
    """Return the articles a day of an outlet's last week, or of the days since its first visit."""
    days = float(WEEK)
    if row["first_visit"]:
        since = datetime.now(UTC) - datetime.fromisoformat(row["first_visit"])
        days = min(days, max(1.0, since / timedelta(days=1)))
    return float(row["week"]) / days


def health(row: Mapping[str, Any]) -> str:
    """Return the state of an outlet from its ``COLUMNS``.

    ``silent`` (less than its least: a failure), ``loud`` (more than its most: a warning),
    ``expected``, ``never`` for one that was not crawled yet, ``off`` for one that isn't to be.
    """
    if not row["enabled"]:
        return "off"
    if not row["first_visit"] and not row["articles"]:
        return "never"
    if a_day(row) < row["least_a_day"]:
        return "silent"
    return "loud" if a_day(row) > row["most_a_day"] else "expected"
