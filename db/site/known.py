"""The base as it was known on a day: what had been published by then, as the base held it then.

A base built today has read nothing before today, so that the days of reading alone can't say what
was known. A text counts by its publication; where the base held another version of it on that day,
that version counts. A status is today's if what it rests on was known, else what is left of it:
what was replaced later may have been disputed before, and what spoke against it later did not yet.
"""

from db.dates import as_date
from db.site.view import View

_DAY = len("2025-05-01")

_KNOWN = """
    {v}.published <> '' AND substr({v}.published, 1, 10) <= :as_of AND (
        ({v}.first_seen <= :as_of || 'T23:59:59Z'
            AND coalesce({v}.retracted, '9999') > :as_of || 'T23:59:59Z')
        OR ({v}.is_current = 1 AND NOT EXISTS (
            SELECT 1 FROM article_versions AS held WHERE held.article_id = {v}.article_id
                AND held.id <> {v}.id AND held.first_seen <= :as_of || 'T23:59:59Z'
                AND held.retracted > :as_of || 'T23:59:59Z')))
"""

VERSION = " ".join(_KNOWN.format(v="v").split())
"""What holds of a version ``v`` that was known on the day ``:as_of``."""


def day(view: View) -> str:
    """Return the day as of which a page is asked for, ISO; empty for today and for what is none."""
    asked = view.ask("as_of", longest=_DAY)
    return asked if len(asked) == _DAY and as_date(asked) else ""


def told(statement: str) -> str:
    """Return the condition that a statement, by its id, was told in what was known then."""
    return (
        "EXISTS (SELECT 1 FROM statements AS said JOIN article_versions AS v "
        f"ON v.id = said.version_id WHERE said.id = {statement} AND {STANDING} AND {VERSION})"
    )


STANDING = "(said.retracted IS NULL OR said.retracted = v.retracted)"
"""What holds of a statement ``said`` that stands, or stood when its version ``v`` did."""

TOLD = f"""
    SELECT m.claim_id AS claim_id, m.statement_id AS statement_id,
        coalesce(said.origin_id, v.article_id) AS origin, v.article_id AS article_id,
        said.said_from AS said_from, said.said_to AS said_to
    FROM claim_statements AS m JOIN statements AS said ON said.id = m.statement_id
    JOIN article_versions AS v ON v.id = said.version_id
    WHERE m.retracted IS NULL AND {STANDING} AND {VERSION}
"""

"""What was told of claims by then."""

_REFUTED = f"""EXISTS (
        SELECT 1 FROM links AS l JOIN claim_statements AS m
            ON m.statement_id IN (l.source_id, l.target_id)
        WHERE m.claim_id = k.id AND m.retracted IS NULL AND l.retracted IS NULL
            AND l.relation = 'refutes' AND {told("l.source_id")} AND {told("l.target_id")})"""

_REPLACED = f"""EXISTS (
        SELECT 1 FROM links AS l JOIN claim_statements AS m ON m.statement_id = l.target_id
        WHERE m.claim_id = k.id AND m.retracted IS NULL AND l.retracted IS NULL
            AND l.relation IN ('supersedes', 'corrects') AND {told("l.source_id")})"""

_CONTRADICTED = """EXISTS (
        SELECT 1 FROM links AS l JOIN claim_statements AS m
            ON m.statement_id IN (l.source_id, l.target_id)
        WHERE m.claim_id = k.id AND m.retracted IS NULL AND l.retracted IS NULL
            AND l.relation = 'refutes')"""

STATUS = f"""CASE
    WHEN k.status = 'not_checkable' THEN k.status
    WHEN k.status = 'self_contradicted' AND ({_REFUTED} OR NOT {_CONTRADICTED}) THEN k.status
    WHEN k.status = 'superseded' AND {_REPLACED} THEN k.status
    WHEN k.status IN ('superseded', 'disputed') AND {_REFUTED} THEN 'disputed'
    WHEN k.status = 'corroborated' AND count(DISTINCT t.origin) >= 2 THEN k.status
    ELSE 'single_source' END"""
"""The status of a claim ``k`` that day, of what was told of it by then, ``t``."""

CLAIMS = " ".join(
    f"""
SELECT c.name AS company, k.text AS claim, k.value AS value, k.unit AS unit,
    {STATUS} AS status, count(DISTINCT t.origin) AS origins,
    count(DISTINCT t.article_id) AS articles, min(t.said_from) AS first_said,
    max(t.said_to) AS last_said, k.measure AS measure, k.id AS claim_id
FROM claims AS k JOIN companies AS c ON c.id = k.company_id
    JOIN ({TOLD}) AS t ON t.claim_id = k.id
WHERE c.name = :company AND k.retracted IS NULL AND k.id NOT IN (
    SELECT target_id FROM reviews_in_force WHERE target = 'claims' AND decision = 'reject')
GROUP BY k.id ORDER BY origins DESC, last_said DESC, k.id
""".split()
)
"""The claims of a company, by name, as they were known on a day: a canned query, and its page."""

QUOTES = " ".join(
    f"""
SELECT q.said_on, q.speaker, q.role, q.text, q.position, q.axis, q.outlet, q.url
FROM quotes AS q WHERE q.company = :company AND {told("q.statement_id")}
ORDER BY q.said_on DESC
""".split()
)
"""The quotes of a company as they were known on a day: a canned query."""
