"""The first page: the strongest and the latest changes of position, and how fresh the base is."""

from db.dates import in_words
from db.site import changes
from db.site.page import Page
from db.site.pages.outlets import outlets_health
from db.site.statements import statements
from db.site.view import Row, View

COUNTS = {
    "articles": "SELECT count(*) FROM articles WHERE retracted IS NULL",
    "statements": "SELECT count(*) FROM statements WHERE retracted IS NULL",
    "figures": "SELECT count(*) FROM figures WHERE retracted IS NULL",
    "companies": "SELECT count(*) FROM companies WHERE retracted IS NULL",
    "people": "SELECT count(*) FROM people WHERE retracted IS NULL",
    "outlets": "SELECT count(*) FROM outlets",
}

_COMPANIES = f"""
    WITH changed AS (
        SELECT r.company_id AS company_id,
            count(DISTINCT coalesce(r.turn_id, r.id)) AS times FROM reversals AS r
        LEFT JOIN reviews_in_force AS d ON d.target = 'reversals' AND d.target_id = r.id
        WHERE {changes.SHOWN} GROUP BY r.company_id
    )
    SELECT c.name AS name, c.slug AS slug, coalesce(changed.times, 0) AS changes
    FROM companies AS c LEFT JOIN changed ON changed.company_id = c.id
    WHERE c.retracted IS NULL AND EXISTS (
        SELECT 1 FROM statements WHERE company_id = c.id AND retracted IS NULL)
    ORDER BY changes DESC, c.is_followed DESC, c.name LIMIT 40
"""


async def home(view: View) -> Page:
    """Return the first page; of an empty base, what to do next."""
    data = await view.kept("home", _data)
    latest, strongest = data["latest"], data["strongest"]
    # One change of each company, so that a restless one doesn't fill the page.
    others: dict[str, Row] = {}
    for row in latest:
        if not strongest or row["company"] != strongest["company"]:
            others.setdefault(row["company"], row)
    return Page(
        template="home",
        title="Changes of position on AI and jobs",
        path="/",
        description="What companies and their leaders say and do about AI and jobs, "
        "and who changed position.",
        data=data,
        only_drawn={
            "others": list(others.values())[:6],
            "updated_words": in_words(data["updated"]),
            "is_empty": not data["counts"]["articles"],
        },
        rows=[changes.flat(row) for row in latest],
        entries=[changes.entry(row) for row in latest],
    )


async def _data(view: View) -> Row:
    strongest = await changes.changes(view, order=changes.STRONGEST, limit=40)
    return {
        "counts": {name: await view.value(sql) for name, sql in COUNTS.items()},
        "updated": await view.value("SELECT max(ended) FROM runs WHERE outcome = 'done'"),
        "strongest": strongest[0] if strongest else None,
        "latest": await changes.changes(view, order=changes.LATEST, limit=120),
        "statements": await statements(
            view, "s.position IS NOT NULL", {}, order="s.said_from DESC, s.rowid DESC", limit=6
        ),
        "companies": await view.rows(_COMPANIES),
        "outlets": await view.kept("outlets", outlets_health),
    }
