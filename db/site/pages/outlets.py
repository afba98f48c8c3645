"""Outlets: how fresh each one is, what was skipped and why, and the last runs."""

import json
from datetime import UTC, datetime, timedelta

from db.site.dates import in_words
from db.site.page import Page
from db.site.view import Row, View
from db.site.words import word

WEEK = 7

_OUTLETS = """
    SELECT o.id AS id, o.name AS name, o.home AS home, o.language AS language, o.tier AS tier,
        o.country AS country, o.enabled AS enabled, o.least_a_day AS least_a_day,
        o.most_a_day AS most_a_day, o.note AS note,
        (SELECT count(*) FROM articles WHERE outlet_id = o.id) AS articles,
        (SELECT max(published) FROM articles WHERE outlet_id = o.id) AS newest,
        (SELECT count(*) FROM articles WHERE outlet_id = o.id AND published >= :week) AS week,
        (SELECT max(last_visit) FROM frontier WHERE outlet_id = o.id) AS last_visit
    FROM outlets AS o ORDER BY o.name
"""

_SKIPPED = """
    SELECT stage, reason, count(*) AS things, sum(times) AS times
    FROM skipped GROUP BY stage, reason ORDER BY things DESC, stage, reason LIMIT 200
"""

_RUNS = """
    SELECT id, stage, version, started, ended, outcome, counts, message
    FROM runs ORDER BY id DESC LIMIT 20
"""


async def outlets(view: View) -> Page:
    """Return the freshness of each outlet, what was skipped, and the last runs."""
    found = await view.kept("outlets", outlets_health)
    runs = [{**row, "counts": json.loads(row["counts"])} for row in await view.rows(_RUNS)]
    return Page(
        template="outlets",
        title="Outlets and freshness",
        path="/outlets",
        description="Which outlets are read, how fresh each one is, and what was skipped.",
        data={"outlets": found, "skipped": await view.rows(_SKIPPED), "runs": runs},
        rows=found,
    )


async def outlets_health(view: View) -> list[Row]:
    """Return the outlets with what they brought in a week and whether that was expected."""
    week = (datetime.now(UTC) - timedelta(days=WEEK)).date().isoformat()
    return [
        {
            **row,
            "a_day": round(row["week"] / WEEK, 1),
            "health": (health := _health(row)),
            "health_words": word("health", health),
            "newest_words": in_words(row["newest"]),
        }
        for row in await view.rows(_OUTLETS, {"week": week})
    ]


def _health(row: Row) -> str:
    if not row["articles"]:
        return "never" if row["enabled"] else "off"
    if not row["enabled"]:
        return "off"
    a_day = row["week"] / WEEK
    if a_day < row["least_a_day"]:
        return "silent"
    return "loud" if a_day > row["most_a_day"] else "expected"
