"""What a base hands to other tools: the rows of a view, and all that stands of some companies."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.base import Base, Row
from db.ids import fold
from db.options import CommandError

VIEWS = ("quotes", "figures_in_context", "claim_status", "reversal_pairs", "timeline")
"""The views that are tables for other tools."""

_KINDS = {1: "integer", 2: "real", 3: "text"}

_STATEMENTS = """
    SELECT s.id AS id, s.kind AS kind, s.wording AS wording, s.spans AS spans, s.text AS text,
        s.start AS start, s.language AS language, s.speaker AS speaker, s.cue AS cue,
        s.role AS role, s.said_on AS said_on, s.said_from AS said_from, s.said_to AS said_to,
        s.said_method AS said_method, s.position AS position, s.axis AS axis,
        s.function AS function, s.population AS population, s.confidence AS confidence,
        s.modality AS modality, s.certainty AS certainty, s.attribution AS attribution,
        s.extracted_by AS extracted_by, s.company_id AS company_id, s.person_id AS person_id,
        s.about_id AS about_id, s.origin_id AS origin_id, s.version_id AS version_id,
        v.article_id AS article_id, coalesce(o.id, '') AS outlet_id,
        coalesce(o.name, a.publisher) AS outlet, a.url AS url,
        substr(v.text, max(1, s.start - 31), min(32, s.start)) AS before,
        substr(v.text, s.end + 1, 32) AS after
    FROM statements AS s
    JOIN article_versions AS v ON v.id = s.version_id
    JOIN articles AS a ON a.id = v.article_id
    LEFT JOIN outlets AS o ON o.id = a.outlet_id
    WHERE s.retracted IS NULL AND s.id NOT IN (
        SELECT target_id FROM reviews_in_force
        WHERE target = 'statements' AND decision = 'reject')
"""

_OF_COMPANIES = " AND (s.company_id IN (SELECT id FROM _chosen) OR s.about_id IN _chosen)"

_VERSIONS = """
    SELECT v.id AS id, v.article_id AS article_id, v.title AS title, v.sha256 AS sha256,
        v.language AS language, v.published AS published, v.fetched_at AS fetched_at,
        a.url AS url, coalesce(o.name, a.publisher) AS publisher
    FROM article_versions AS v
    JOIN articles AS a ON a.id = v.article_id
    LEFT JOIN outlets AS o ON o.id = a.outlet_id
    WHERE v.id IN (SELECT version_id FROM ({told}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns, and their rows one at a time."""

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    """Of each column: ``text``, ``real`` or ``integer``, as wide as its values need."""
    rows: Iterator[tuple[object, ...]]


class UnknownCompanyError(CommandError):
    """A company that the base doesn't know."""


def choose(base: Base, company: str) -> None:
    """Take a company and its subsidiaries for what is exported; with no name, all of them.

    ``company`` is a name, an alias or the last part of the address of its page. Raises
    UnknownCompanyError.
    """
    base.connection.execute("CREATE TEMP TABLE IF NOT EXISTS _chosen (id TEXT PRIMARY KEY)")
    base.connection.execute("DELETE FROM _chosen")
    if not company:
        base.connection.execute("INSERT INTO _chosen SELECT id FROM companies")
        return
    base.connection.execute(
        "INSERT INTO _chosen WITH RECURSIVE chosen(id) AS ("
        "SELECT id FROM companies WHERE retracted IS NULL AND (slug = :slug OR id IN ("
        "SELECT company_id FROM aliases WHERE folded = :folded AND retracted IS NULL)) "
        "UNION SELECT companies.id FROM companies JOIN chosen ON parent_id = chosen.id) "
        "SELECT id FROM chosen",
        {"slug": company, "folded": fold(company)},
    )
    if not base.query("SELECT 1 FROM _chosen LIMIT 1"):
        raise UnknownCompanyError(f"no company called {company} in this base")


def table(base: Base, view: str, *, of_all: bool) -> Table:
    """Return a view's rows, of the companies chosen or ``of_all``, those without a company too."""
    names = "(SELECT name FROM companies WHERE id IN (SELECT id FROM _chosen))"
    where = "" if of_all else f" WHERE company IN {names}"
    cursor = base.connection.execute(f"SELECT * FROM {view}{where}")
    columns = tuple(column[0] for column in cursor.description)
    # A view's columns have no types of their own, and SQLite's values may be of any.
    ranks = ", ".join(
        f"max(CASE typeof({name}) WHEN 'text' THEN 3 WHEN 'real' THEN 2 WHEN 'integer' THEN 1 END)"
        for name in columns
    )
    found = base.connection.execute(f"SELECT {ranks} FROM {view}{where}").fetchone()
    return Table(
        columns=columns,
        kinds=tuple(_KINDS.get(rank, "text") for rank in found),
        rows=iter(cursor),
    )


def statements(base: Base, *, of_all: bool) -> Iterator[Row]:
    """Yield the statements that stand, with the words around them, one at a time."""
    return _rows(base, _told(of_all=of_all) + " ORDER BY s.rowid")


def versions(base: Base, *, of_all: bool) -> Iterator[Row]:
    """Yield the versions of articles in which those statements stand."""
    return _rows(base, _VERSIONS.format(told=_told(of_all=of_all)) + " ORDER BY v.rowid")


def companies(base: Base) -> list[Row]:
    """Return the companies chosen, by name."""
    return base.query(
        "SELECT id, name, slug, wikidata, country, coalesce(parent_id, '') AS parent_id "
        "FROM companies WHERE id IN (SELECT id FROM _chosen) AND retracted IS NULL ORDER BY name"
    )


def people(base: Base) -> list[Row]:
    """Return all people with their posts at the companies chosen; a row a post."""
    return base.query(
        "SELECT p.id AS id, p.name AS name, p.slug AS slug, p.wikidata AS wikidata, "
        "r.company_id AS company_id, r.title AS title, r.start AS start, r.end AS end "
        "FROM people AS p JOIN roles AS r ON r.person_id = p.id AND r.retracted IS NULL "
        "WHERE p.retracted IS NULL AND r.company_id IN (SELECT id FROM _chosen) "
        "ORDER BY p.name, r.start, r.id"
    )


def links(base: Base, *, of_all: bool) -> Iterator[Row]:
    """Yield the edges between statements that stand."""
    told = f"(SELECT id FROM ({_told(of_all=of_all)}))"
    return _rows(
        base,
        "SELECT source_id, target_id, relation, rule, evidence FROM links WHERE retracted IS NULL "
        f"AND source_id IN {told} AND target_id IN {told} ORDER BY rowid",
    )


def changes(base: Base) -> list[Row]:
    """Return the changes of position of the companies chosen, as ``reversal_pairs`` has them."""
    return base.query(
        "SELECT * FROM reversal_pairs WHERE company IN "
        "(SELECT name FROM companies WHERE id IN (SELECT id FROM _chosen)) ORDER BY reversal_id"
    )


def claims(base: Base, *, of_all: bool) -> Iterator[Row]:
    """Yield the claims that stand, each with its first article and a person's decision on it."""
    of_company = "" if of_all else " AND k.company_id IN (SELECT id FROM _chosen)"
    return _rows(
        base,
        "SELECT k.id AS id, k.text AS text, k.status AS status, k.why AS why, k.rule AS rule, "
        "k.origins AS origins, k.first_said AS first_said, k.last_said AS last_said, "
        "k.company_id AS company_id, d.decision AS decision, d.reviewer AS reviewer, "
        "d.decided_at AS decided_at, "
        "(SELECT json_group_array(statement_id) FROM claim_statements AS m "
        "WHERE m.claim_id = k.id AND m.retracted IS NULL) AS members "
        "FROM claims AS k LEFT JOIN reviews_in_force AS d "
        "ON d.target = 'claims' AND d.target_id = k.id "
        f"WHERE k.retracted IS NULL{of_company} ORDER BY k.rowid",
    )


def _told(*, of_all: bool) -> str:
    return _STATEMENTS + ("" if of_all else _OF_COMPANIES)


def _rows(base: Base, sql: str) -> Iterator[Row]:
    cursor = base.connection.execute(sql)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
