"""Outlets: how fresh each one is, what was skipped and why, and the last runs."""

import json

from db.dates import in_words
from db.health import COLUMNS, a_day, health, week_ago
from db.site.page import Page
from db.site.view import Row, View
from db.site.words import word
from db.summary import did

_OUTLETS = f"""
    SELECT o.id AS id, o.name AS name, o.home AS home, o.language AS language, o.tier AS tier,
        o.country AS country, o.note AS note, {COLUMNS},
        (SELECT max(published) FROM articles WHERE outlet_id = o.id) AS newest,
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
    runs = [
        {**row, "counts": (counts := json.loads(row["counts"])), "did": did(counts)}
        for row in await view.rows(_RUNS)
    ]
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
    return [
        {
            **row,
            "a_day": round(a_day(row), 1),
            "health": (state := health(row)),
            "health_words": word("health", state),
            "newest_words": in_words(row["newest"]),
        }
        for row in await view.rows(_OUTLETS, {"week": week_ago()})
    ]
