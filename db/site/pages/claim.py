"""A claim: who says so, from which origins, and what disagrees."""

import json

from db.dates import in_words
from db.site import known, series
from db.site.page import Page
from db.site.statements import entry, statements_by_id
from db.site.view import NotThereError, Row, View
from db.site.words import word

_CLAIM = """
    SELECT k.id AS id, k.text AS text, k.value AS value, k.unit AS unit, k.measure AS measure,
        k.status AS status, k.why AS why, k.rule AS rule, k.origins AS origins,
        k.articles AS articles, k.first_said AS first_said, k.last_said AS last_said,
        k.last_seen AS decided, k.company_id AS company_id, k.retracted AS retracted,
        c.name AS company, c.slug AS company_slug
    FROM claims AS k LEFT JOIN companies AS c ON c.id = k.company_id WHERE k.id = :id
"""

_MEMBERS = """
    SELECT m.statement_id AS statement_id, f.text AS figure, f.id AS figure_id,
        s.said_from AS said_from, s.said_to AS said_to,
        CASE WHEN d.id IS NULL THEN coalesce(g.id, v.article_id) ELSE v.article_id END AS origin,
        CASE WHEN d.id IS NULL THEN g.reason ELSE 'split off by a person' END AS origin_reason
    FROM claim_statements AS m
    LEFT JOIN figures AS f ON f.id = m.figure_id
    LEFT JOIN statements AS s ON s.id = m.statement_id
    LEFT JOIN article_versions AS v ON v.id = s.version_id
    LEFT JOIN origins AS g ON g.id = s.origin_id
    LEFT JOIN reviews_in_force AS d
        ON d.target = 'origins' AND d.target_id IN (v.article_id, s.id)
    WHERE m.claim_id = :id AND m.retracted IS NULL AND {known}
    GROUP BY m.id ORDER BY s.said_from, m.id LIMIT 200
"""

_LINKS = """
    SELECT DISTINCT l.relation AS relation, l.source_id AS source_id, l.target_id AS target_id,
        l.evidence AS evidence
    FROM links AS l
    WHERE l.retracted IS NULL
        AND l.relation NOT IN ('precedes', 'changed_to') AND {known}
        AND (l.source_id IN (SELECT value FROM json_each(:ids))
            OR l.target_id IN (SELECT value FROM json_each(:ids)))
    ORDER BY l.relation, l.id LIMIT 100
"""


_DEEDS = """
    SELECT DISTINCT l.relation AS relation, l.source_id AS source_id, l.target_id AS target_id
    FROM links AS l JOIN statements AS s ON s.id = l.target_id
    JOIN statements AS w ON w.id = l.source_id
    WHERE l.retracted IS NULL AND l.relation IN ('precedes', 'changed_to') AND {known}
        AND s.kind = 'action' AND s.axis = 'practice' AND s.said_from > w.said_from
        AND (w.kind <> 'action' OR w.axis = 'intention')
        AND l.source_id IN (SELECT value FROM json_each(:ids))
    ORDER BY s.said_from, l.id LIMIT 20
"""
"""What was done after words, from the first deed on."""

_STATUS = f"""
    SELECT {known.STATUS} AS status, count(DISTINCT t.origin) AS origins,
        count(DISTINCT t.article_id) AS articles
    FROM claims AS k JOIN ({known.TOLD}) AS t ON t.claim_id = k.id
    WHERE k.id = :id GROUP BY k.id
"""


_SERIES = """
    SELECT k.id AS id, k.value AS value, k.text AS text,
        max(coalesce(nullif(f.as_of, ''), s.said_on)) AS as_of, max(s.said_to) AS day
    FROM claims AS k
    JOIN claim_statements AS m ON m.claim_id = k.id AND m.retracted IS NULL
    JOIN statements AS s ON s.id = m.statement_id
    JOIN figures AS f ON f.id = m.figure_id
    WHERE k.company_id = :company AND k.unit = :unit AND k.measure = :measure
        AND k.retracted IS NULL AND coalesce(f.change, '') IN ('', 'to') AND {known}
    GROUP BY k.id ORDER BY day LIMIT 200
"""


async def claim(view: View) -> Page:
    """Return the page of one claim; with ``as_of``, a day, as it was known then.

    Raises NotThereError for an unknown one, and for one that nobody had told of by that day.
    """
    as_of = known.day(view)
    found = await view.row(_CLAIM, {"id": view.args["id"]})
    if found is None:
        raise NotThereError(f"no claim {view.args['id']} in this base")
    when = {"as_of": as_of} if as_of else {}
    members = await view.rows(
        _MEMBERS.format(known=known.told("m.statement_id") if as_of else "TRUE"),
        {"id": found["id"], **when},
    )
    if as_of:
        then = await view.row(_STATUS, {"id": found["id"], **when})
        if then is None:
            raise NotThereError(f"nothing told of claim {found['id']} by {as_of}")
        if then["status"] != found["status"]:
            found["why"] = "what speaks for another status became known later"
        found |= then | _days(members)
    ids = json.dumps([row["statement_id"] for row in members])
    both = f"{known.told('l.source_id')} AND {known.told('l.target_id')}" if as_of else "TRUE"
    links = await view.rows(_LINKS.format(known=both), {"ids": ids, **when})
    deeds = await view.rows(_DEEDS.format(known=both), {"ids": ids, **when})
    needed = {row["statement_id"] for row in members}
    needed |= {row[key] for row in (*links, *deeds) for key in ("source_id", "target_id")}
    by_id = await statements_by_id(view, needed)
    first_told = sorted(members, key=lambda row: by_id[row["statement_id"]]["published"] or "9")
    origins = list(dict.fromkeys(row["origin"] for row in first_told))
    said = [
        {**by_id[row["statement_id"]], **row, "origin_number": origins.index(row["origin"]) + 1}
        for row in members
    ]
    drawing = None
    if found["company_id"] and found["measure"] and found["value"] is not None:
        values = await view.rows(
            _SERIES.format(known=known.told("s.id") if as_of else "TRUE"),
            {
                "company": found["company_id"],
                "unit": found["unit"],
                "measure": found["measure"],
                **when,
            },
        )
        drawing = series.draw([_dated(row) for row in values], own=found["id"])
    return Page(
        template="claim",
        title=found["text"],
        path=f"/claim/{found['id']}" + (f"?as_of={as_of}" if as_of else ""),
        description=f"{word('status', found['status'])}: {found['why']}",
        data={
            "claim": {
                **found,
                "status_words": word("status", found["status"]),
                "status_means": word("status", found["status"], "means"),
            },
            "statements": said,
            "links": [
                {
                    **row,
                    "relation_words": word("relation", row["relation"]),
                    "source": by_id[row["source_id"]],
                    "target": by_id[row["target_id"]],
                }
                for row in links
            ],
            "deeds": [
                {
                    "against": row["relation"] == "changed_to",
                    "words": by_id[row["source_id"]],
                    "deed": by_id[row["target_id"]],
                }
                for row in deeds
            ],
            "as_of": as_of,
        },
        only_drawn={
            "series": drawing,
            "origins": _by_origin(said),
            "lineage": sorted(said, key=lambda row: (row["published"] or "9", row["id"])),
            "first_words": in_words(found["first_said"]),
            "last_words": in_words(found["last_said"]),
        },
        rows=said,
        entries=[entry(row) for row in said],
    )


def _days(members: list[Row]) -> Row:
    """Return between which days a claim was told, of the members that were known."""
    return {
        "first_said": min((row["said_from"] for row in members if row["said_from"]), default=""),
        "last_said": max((row["said_to"] for row in members if row["said_to"]), default=""),
    }


def _dated(row: Row) -> Row:
    """Return a value with the first day of the last date or month of which it is told."""
    last = (row["as_of"] or "").split("/")[-1]
    month = len("2025-01")
    whole = f"{last}-01" if len(last) == month else last
    return {**row, "day": whole if len(whole) == len("2025-01-01") else row["day"]}


def _by_origin(said: list[Row]) -> list[Row]:
    """Return the origins of a claim, each with those who tell it from there."""
    found: dict[int, Row] = {}
    for row in said:
        known = found.setdefault(
            row["origin_number"],
            {"number": row["origin_number"], "reason": row["origin_reason"], "statements": []},
        )
        known["statements"].append(row)
    return [found[number] for number in sorted(found)]
