"""An article: its text with statements and figures marked in place, and their notes."""

import json
from collections import defaultdict

from db.dates import in_words
from db.differences import differences
from db.site.marks import Mark, blocks
from db.site.page import Page
from db.site.statements import COLUMNS, SOURCE, STANDS, dress
from db.site.view import NotThereError, Row, View

_ARTICLE = """
    SELECT a.id AS id, a.url AS url, a.canonical_url AS canonical_url, a.title AS title,
        a.authors AS authors, a.published AS published, a.modified AS modified,
        a.language AS language, a.section AS section, a.agency AS agency, a.is_free AS is_free,
        a.may_archive AS may_archive, a.retracted AS retracted,
        coalesce(o.name, a.publisher) AS outlet, o.home AS outlet_home
    FROM articles AS a LEFT JOIN outlets AS o ON o.id = a.outlet_id WHERE a.id = :id
"""

_VERSIONS = """
    SELECT id, title, text, fetched_at, published, is_current, relevance, extracted_by,
        warc_file, sha256, retracted
    FROM article_versions WHERE article_id = :id ORDER BY is_current DESC, fetched_at DESC, id
"""

_FIGURES = """
    SELECT id, statement_id, start, end, text, value, low, high, unit, modifier, change, measure,
        counted, base, population, per, as_of, place, company, is_plausible
    FROM figures WHERE version_id = :version AND {stands} ORDER BY start, id
"""


async def article(view: View) -> Page:
    """Return the page of an article, in its current version or the one asked for.

    Raises NotThereError for an unknown article or version.
    """
    article_id = view.args["id"]
    found = await view.row(_ARTICLE, {"id": article_id})
    versions = await view.rows(_VERSIONS, {"id": article_id})
    if found is None or not versions:
        raise NotThereError(f"no article {article_id} in this base")
    asked = view.ask("version")
    version = next((v for v in versions if v["id"] == asked), None if asked else versions[0])
    if version is None:
        raise NotThereError(f"no version {asked} of article {article_id}")
    found["authors"] = json.loads(found["authors"])
    is_current = bool(version["is_current"])
    # Of a former text, what was read in it when it was the current one.
    moment = version["retracted"]
    values = {"version": version["id"], "moment": moment}
    standing = STANDS if is_current else "s.retracted IS :moment"
    rows = await view.rows(
        f"SELECT {COLUMNS} {SOURCE} WHERE s.version_id = :version AND {standing} ORDER BY s.start",
        values,
    )
    said = [dress(row) for row in rows]
    stands = "retracted IS NULL" if is_current else "retracted IS :moment"
    figures = await view.rows(_FIGURES.format(stands=stands), values)
    found["text"] = version["text"]
    return Page(
        template="article",
        title=version["title"] or found["title"] or "Untitled article",
        path=f"/article/{article_id}" + (f"?version={asked}" if asked else ""),
        description=f"What is said about AI and jobs in an article of {found['outlet']}.",
        data={
            "article": found,
            "version": {k: v for k, v in version.items() if k != "text"},
            "statements": said,
            "figures": figures,
            "edits": _edits(versions, version),
            "versions": [{k: v for k, v in row.items() if k != "text"} for row in versions],
            "changes": await _changes(view, said),
        },
        only_drawn=_drawn(found, version, said, figures),
        rows=said,
    )


def _edits(versions: list[Row], version: Row) -> list[list[Row]]:
    """Return what the current text says otherwise than the version that is shown."""
    current = next((row for row in versions if row["is_current"]), None)
    if current is None or version["is_current"]:
        return []
    found = differences(version["text"], current["text"])
    return [[{"text": p.text, "change": p.change} for p in pieces] for pieces in found]


def _drawn(found: Row, version: Row, said: list[Row], figures: list[Row]) -> Row:
    inside = defaultdict(list)
    for figure in figures:
        inside[figure["statement_id"]].append(figure)
    own = [
        Mark(
            id=row["id"],
            kind="statement",
            spans=tuple((start, end) for start, end in row["spans"]),
            number=number,
            side=row["side"],
        )
        for number, row in enumerate(said, start=1)
    ]
    counted = [
        Mark(id=row["id"], kind="figure", spans=((row["start"], row["end"]),), number=0)
        for row in figures
    ]
    by_id = {row["id"] for row in said}
    return {
        "blocks": list(blocks(version["text"], [*own, *counted])),
        "by_id": {row["id"]: row for row in [*said, *figures]},
        "inside": inside,
        # A figure inside a statement is told in that statement's note.
        "has_home": {row["id"] for row in figures if row["statement_id"] in by_id},
        "published_words": in_words(version["published"] or found["published"]),
        "can_archive": bool(found["may_archive"] and version["warc_file"]),
    }


async def _changes(view: View, said: list[Row]) -> list[Row]:
    return await view.rows(
        "SELECT r.id, r.earlier_id, r.later_id, r.grade, r.direction FROM reversals AS r "
        "WHERE r.retracted IS NULL AND r.grade IN "
        "('full_reversal', 'partial_retreat', 'inconsistent', 'self_declared') "
        "AND (r.earlier_id IN (SELECT value FROM json_each(:ids)) "
        "OR r.later_id IN (SELECT value FROM json_each(:ids))) LIMIT 20",
        {"ids": json.dumps([row["id"] for row in said])},
    )
