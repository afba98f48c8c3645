"""What the pages of a company and of a person share."""

from itertools import groupby

from db.site import changes, known
from db.site.statements import statements
from db.site.timeline import draw
from db.site.view import Row, View

OWN_POST = """(r.start <> '' OR r.end <> '' OR NOT EXISTS (
    SELECT 1 FROM roles AS dated
    WHERE dated.person_id = r.person_id AND dated.company_id = r.company_id
        AND dated.retracted IS NULL AND (dated.start <> '' OR dated.end <> '')))"""
"""Which roles ``r`` are posts of their own: a title that an article gives is another word for the
post that is known with its years."""

MOST_STATEMENTS = 300
MOST_LISTED = 40
"""Statements listed on the page itself; the data and the drawing have more."""

MOST_IN_FULL = 4
"""Changes shown with both statements, the strongest; the others get a line each."""

MOST_COUNTED = 10_000
MOST_CHANGES = 120

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
    WHERE f.company_id = :id AND f.retracted IS NULL AND {known}
    ORDER BY as_of DESC, f.measure, f.id LIMIT 60
"""


async def actor_data(view: View, column: str, actor_id: str, *, as_of: str = "") -> Row:
    """Return the changes and statements of an actor, newest first; as of a day, if one is given."""
    values = {"id": actor_id}
    then = {"as_of": as_of} if as_of else {}
    both = f"{known.told('r.later_id')} AND (r.earlier_id IS NULL OR {known.told('r.earlier_id')})"
    found = await changes.changes(
        view,
        f"r.{column} = :id" + (f" AND {both}" if as_of else ""),
        values | then,
        order=changes.LATEST,
        limit=MOST_CHANGES,
    )
    said = await statements(
        view,
        f"s.{column} = :id",
        values,
        order="s.said_from DESC, s.rowid DESC",
        limit=MOST_STATEMENTS,
        as_of=as_of,
    )
    total = await view.value(
        f"SELECT count(*) FROM (SELECT 1 FROM statements WHERE {column} = :id "
        f"AND {known.told('statements.id') if as_of else 'retracted IS NULL'} "
        f"LIMIT {MOST_COUNTED + 1})",
        values | then,
    )
    return {"changes": found, "statements": said, "total": total}


def drawings(data: Row) -> Row:
    """Return the timeline in two sizes, and the statements by year, for the template."""
    said, found = data["statements"], data["changes"]
    listed = said[:MOST_LISTED]
    strongest = sorted(found, key=lambda row: (-row["score"], row["id"]))[:MOST_IN_FULL]
    in_full = {row["id"] for row in strongest}
    return {
        "total_words": (
            f"more than {MOST_COUNTED:,}" if data["total"] > MOST_COUNTED else f"{data['total']:,}"
        ),
        "listed": len(listed),
        "in_full": strongest,
        "in_short": [row for row in found if row["id"] not in in_full],
        "wide": draw(said, found, width=960, height=380, strong=in_full),
        "narrow": draw(said, found, width=360, height=400, strong=in_full),
        "years": [
            (year, list(rows))
            for year, rows in groupby(listed, key=lambda row: row["said_from"][:4])
        ],
    }
