"""What the pages of a company and of a person share."""

from itertools import groupby

from db.site import changes
from db.site.statements import statements
from db.site.timeline import draw
from db.site.view import Row, View

MOST_STATEMENTS = 300
MOST_CHANGES = 60

FIGURES = """
    SELECT f.id AS id, f.text AS text, f.value AS value, f.unit AS unit, f.modifier AS modifier,
        f.measure AS measure, f.counted AS counted, f.base AS base, f.sentence AS sentence,
        coalesce(nullif(f.as_of, ''), s.said_on, v.published) AS as_of,
        coalesce(o.name, a.publisher) AS outlet, a.id AS article_id, a.url AS url
    FROM figures AS f
    LEFT JOIN article_versions AS v ON v.id = f.version_id
    LEFT JOIN articles AS a ON a.id = v.article_id
    LEFT JOIN outlets AS o ON o.id = a.outlet_id
    LEFT JOIN statements AS s ON s.id = f.statement_id
    WHERE f.company_id = :id AND f.retracted IS NULL
    ORDER BY as_of DESC, f.measure, f.id LIMIT 60
"""


async def actor_data(view: View, column: str, actor_id: str) -> Row:
    """Return the changes and statements of an actor, newest first."""
    values = {"id": actor_id}
    found = await changes.changes(
        view, f"r.{column} = :id", values, order=changes.LATEST, limit=MOST_CHANGES
    )
    said = await statements(
        view,
        f"s.{column} = :id",
        values,
        order="s.said_from DESC, s.rowid DESC",
        limit=MOST_STATEMENTS,
    )
    total = await view.value(
        f"SELECT count(*) FROM statements WHERE {column} = :id AND retracted IS NULL", values
    )
    return {"changes": found, "statements": said, "total": total}


def drawings(data: Row) -> Row:
    """Return the timeline in two sizes, and the statements by year, for the template."""
    said, found = data["statements"], data["changes"]
    return {
        "wide": draw(said, found, width=960, height=380),
        "narrow": draw(said, found, width=360, height=400),
        "years": [
            (year, list(rows)) for year, rows in groupby(said, key=lambda row: row["said_from"][:4])
        ],
    }
