"""Statements as pages show them."""

import json
from collections.abc import Iterable

from db.dates import in_words
from db.site import known
from db.site.page import Entry
from db.site.view import Row, View
from db.site.words import position_words, side, word

NOT_REJECTED = """
    s.id NOT IN (
        SELECT target_id FROM reviews_in_force
        WHERE target = 'statements' AND decision = 'reject'
    )
"""
"""What holds of a statement ``s`` that nobody rejected."""

STANDS = f"s.retracted IS NULL AND {NOT_REJECTED}"
"""What holds of a statement ``s`` that the base still says and nobody rejected."""

COLUMNS = """
    s.id AS id, s.kind AS kind, s.wording AS wording, s.language AS language,
    coalesce(p.name, nullif(s.person, ''), s.speaker) AS speaker, p.slug AS person_slug,
    s.speaker AS speaker_as_written, s.speaker_kind AS speaker_kind, s.cue AS cue,
    s.role AS role, coalesce(c.name, s.company) AS company, c.slug AS company_slug,
    s.about AS about, s.said_on AS said_on, s.said_from AS said_from, s.said_to AS said_to,
    s.said_method AS said_method, s.said_words AS said_words, s.position AS position,
    s.axis AS axis, s.function AS function, s.population AS population,
    s.confidence AS confidence, s.evidence AS evidence, s.modality AS modality,
    s.certainty AS certainty, s.attribution AS attribution, s.action AS action,
    s.acknowledges_change AS acknowledges_change, s.is_clarification AS is_clarification,
    s.start AS start, s.end AS end, s.spans AS spans, s.retracted AS retracted,
    v.published AS published, v.id AS version_id, a.id AS article_id, a.title AS title,
    coalesce(o.name, nullif(a.publisher, ''), '') AS outlet, a.url AS url
"""

# Every join is LEFT, although keys hold, so that SQLite starts from statements and can stop
# at the limit.
SOURCE = """
    FROM statements AS s
    LEFT JOIN article_versions AS v ON v.id = s.version_id
    LEFT JOIN articles AS a ON a.id = v.article_id
    LEFT JOIN outlets AS o ON o.id = a.outlet_id
    LEFT JOIN companies AS c ON c.id = s.company_id
    LEFT JOIN people AS p ON p.id = s.person_id
"""


async def statements(  # noqa: PLR0913 - a list is chosen by so much
    view: View, where: str, values: Row, *, order: str, limit: int, as_of: str = ""
) -> list[Row]:
    """Return the statements that stand and meet a condition on ``s``, with their words.

    With ``as_of``, a day, those that stood then, of what had been published.
    """
    stands = f"{NOT_REJECTED} AND {known.told('s.id')}" if as_of else STANDS
    sql = f"SELECT {COLUMNS} {SOURCE} WHERE {stands} AND {where} ORDER BY {order} LIMIT :limit"
    then = {"as_of": as_of} if as_of else {}
    return [dress(row) for row in await view.rows(sql, values | {"limit": limit} | then)]


async def statements_by_id(view: View, ids: Iterable[str]) -> dict[str, Row]:
    """Return statements by id, those too that no longer stand."""
    sql = f"SELECT {COLUMNS} {SOURCE} WHERE s.id IN (SELECT value FROM json_each(:ids))"
    rows = await view.rows(sql, {"ids": json.dumps(sorted(set(ids)))})
    return {row["id"]: dress(row) for row in rows}


def dress(row: Row) -> Row:
    """Add to a row of ``COLUMNS`` the words that readers see."""
    return {
        **row,
        "evidence": json.loads(row["evidence"]),
        "spans": json.loads(row["spans"]),
        "said": in_words(row["said_on"]),
        "side": side(row["position"]),
        "stands": position_words(row["position"]),
        "kind_words": word("kind", row["kind"]),
        "axis_words": word("axis", row["axis"]) if row["axis"] else "",
        "page": f"/article/{row['article_id']}#s-{row['id']}",
    }


def entry(row: Row) -> Entry:
    """Return a statement as an entry of a feed."""
    return Entry(
        path=row["page"],
        title=f"{who(row)}: {row['wording']}"[:160],
        summary=f"{row['wording']} ({row['kind_words']}, {row['said']}; {row['outlet']})",
        updated=row["said_from"],
    )


def who(row: Row) -> str:
    """Return who says it, with the company where that isn't said already."""
    speaker, company = row["speaker"], row["company"]
    if speaker and company and company.lower() not in speaker.lower():
        return f"{speaker}, {company}"
    return str(speaker or company or "Unnamed")
