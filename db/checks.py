"""What checking an article needs of the base: the texts that bear on it, with what they tell.

The functions take a connection, so that a stage and the site can both ask. A base can be read as
of a day: what had been published by then. Where the base held a text already on that day, it is
read as the base held it; a text that was read in later counts as it stands now.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from db import ids
from db.records import ArticleVersion, LaneStatement, Reading, StoredFigure
from db.rows import LANE_STATEMENTS, STORED_FIGURES, figure_row, lane_statement, statement_row
from db.sources import Source, ToldFigure, ToldStatement

Row = dict[str, Any]

MOST_TEXTS = 400
"""Texts that one article is held against; the nearest in company, then the oldest, come first."""

_BATCH = 400
_REACH = 0.11
"""How far a value may lie from one that agrees with it: ``about`` is the widest."""


def read_source(
    connection: sqlite3.Connection, version: ArticleVersion, reading: Reading
) -> Source:
    """Return a text that is not in the base, with its reading; names are looked up there."""
    figures = [figure_row(version, f, reading.statements, "") for f in reading.figures]
    said = [statement_row(version, s, "") for s in reading.statements]
    company_ids = _named(connection, "company_id", {r["company"] for r in (*figures, *said)})
    person_ids = _named(connection, "person_id", {row["person"] for row in said})
    by_id = {row["id"]: row for row in said}
    about = {
        "version_id": version.id,
        "article_id": version.article_id,
        "url": version.url,
        "outlet": version.outlet,
        "published": version.published,
        "version_language": version.language,
        "claim_id": None,
        "status": None,
        "why": None,
    }
    statements = [
        _told_statement(
            row
            | about
            | {
                "company_id": company_ids.get(ids.fold(row["company"]), ""),
                "person_id": person_ids.get(ids.fold(row["person"]), ""),
                "origin_id": "",
            }
        )
        for row in said
    ]
    told = [
        _told_figure(
            row
            | about
            | _dates(by_id.get(row["statement_id"] or ""), version.published)
            | {
                "language": version.language,
                "company_id": company_ids.get(ids.fold(row["company"]), ""),
                "origin_id": "",
            }
        )
        for row in figures
    ]
    found = Source(
        version_id=version.id,
        article_id=version.article_id,
        url=version.url,
        outlet=version.publisher,
        title=version.title,
        text=version.text,
        language=version.language,
        published=version.published,
        figures=tuple(told),
        statements=tuple(statements),
    )
    return _with_companies(connection, found)


def stored_source(connection: sqlite3.Connection, article_id: str) -> Source | None:
    """Return the current text of an article of the base; None for one that it doesn't hold."""
    rows = _rows(
        connection,
        "SELECT id FROM article_versions WHERE article_id = ? AND is_current = 1",
        (article_id,),
    )
    found = next(sources(connection, [rows[0]["id"]]), None) if rows else None
    return found and _with_companies(connection, found)


def article_at(connection: sqlite3.Connection, url: str) -> str:
    """Return the id of the article at an address, in any of its forms; empty when unknown."""
    rows = _rows(
        connection,
        "SELECT id FROM articles WHERE retracted IS NULL AND (id = ? OR requested_url = ? "
        "OR final_url = ? OR canonical_url = ?) ORDER BY id <> ? LIMIT 1",
        (ids.article_id(url), url, url, url, ids.article_id(url)),
    )
    return str(rows[0]["id"]) if rows else ""


def bearing(
    connection: sqlite3.Connection, checked: Source, *, as_of: str = "", most: int = MOST_TEXTS
) -> tuple[Source, ...]:
    """Return the texts of the base that may bear on a text, itself not among them.

    They tell a figure of the same unit and about the same value, or name one of its companies
    and people. ``as_of`` is a day, ISO 8601.
    """
    weights: dict[str, float] = defaultdict(float)
    for told in checked.figures:
        for version in _with_value(connection, told.figure, as_of):
            weights[version] += 1.0
    actors = {
        "company_id": {t.figure.company_id for t in checked.figures}
        | {t.statement.company_id for t in checked.statements},
        "person_id": {t.statement.person_id for t in checked.statements},
    }
    for column, values in actors.items():
        for version in _with_actor(connection, column, values - {""}, as_of):
            weights[version] += 1.5
    ranked = sorted(weights, key=lambda version: (-weights[version], version))[:most]
    found = sources(connection, _as_known(connection, ranked, as_of), as_of=as_of)
    return tuple(s for s in found if s.article_id != checked.article_id)


def sources(
    connection: sqlite3.Connection, version_ids: Sequence[str], *, as_of: str = ""
) -> Iterator[Source]:
    """Yield texts with what was read in them, in the order asked for."""
    for start in range(0, len(version_ids), _BATCH):
        batch = list(version_ids[start : start + _BATCH])
        texts = {row["version_id"]: row for row in _in(connection, _TEXTS, batch)}
        figures: dict[str, list[ToldFigure]] = defaultdict(list)
        statements: dict[str, list[ToldStatement]] = defaultdict(list)
        claims = {
            (row["statement_id"], row["figure_id"]): row for row in _in(connection, _CLAIMS, batch)
        }
        standing = _standing("figures", as_of)
        for row in _in(connection, _FIGURES.replace("{standing}", standing), batch):
            claim = claims.get((row["statement_id"], row["id"]), _NO_CLAIM)
            figures[row["version_id"]].append(_told_figure(claim | row))
        standing = _standing("statements", as_of)
        for row in _in(connection, _STATEMENTS.replace("{standing}", standing), batch):
            claim = claims.get((row["id"], ""), _NO_CLAIM)
            statements[row["version_id"]].append(_told_statement(claim | row))
        for version in batch:
            yield Source(
                **texts[version],
                figures=tuple(sorted(figures[version], key=lambda told: told.start)),
                statements=tuple(sorted(statements[version], key=lambda told: told.start)),
            )


_TEXTS = """
SELECT article_versions.id AS version_id, article_id, articles.url AS url,
    coalesce(outlets.name, articles.publisher) AS outlet, article_versions.title AS title,
    text, article_versions.language AS language, article_versions.published AS published,
    coalesce(outlets.tier, '') AS tier
FROM article_versions JOIN articles ON articles.id = article_id
    LEFT JOIN outlets ON outlets.id = articles.outlet_id
WHERE article_versions.id
"""

_FIGURES = STORED_FIGURES.replace(
    "FROM figures",
    ", figures.start AS start, figures.end AS end, said_words, said_alternative, modality "
    "FROM figures",
    1,
).replace("WHERE figures.retracted IS NULL", "WHERE {standing} AND figures.version_id")

_STATEMENTS = LANE_STATEMENTS.replace(
    "FROM statements",
    ", statements.start AS start, statements.end AS end, statements.text AS text, said_words, "
    "said_alternative FROM statements",
    1,
).replace("WHERE statements.retracted IS NULL", "WHERE {standing} AND statements.version_id")

_CLAIMS = """
SELECT m.statement_id AS statement_id, coalesce(m.figure_id, '') AS figure_id,
    claims.id AS claim_id, claims.status AS status, claims.why AS why
FROM claim_statements AS m JOIN claims ON claims.id = m.claim_id
    JOIN statements ON statements.id = m.statement_id
WHERE m.retracted IS NULL AND claims.retracted IS NULL AND statements.version_id
"""

_NO_CLAIM = {"claim_id": "", "status": "", "why": ""}


def _standing(table: str, as_of: str) -> str:
    """Return the condition that a row stands, or stood when its version did."""
    if not as_of:
        return f"{table}.retracted IS NULL"
    # The version was chosen already; of its rows, those of its last reading.
    return (
        f"({table}.retracted IS NULL OR {table}.retracted = "
        "(SELECT v.retracted FROM article_versions AS v WHERE v.id = "
        f"{table}.version_id))"
    )


def _with_value(connection: sqlite3.Connection, figure: StoredFigure, as_of: str) -> Iterator[str]:
    """Yield the texts with a figure of about that value."""
    low, high = min(figure.low, figure.value), max(figure.high, figure.value)
    reach = _REACH * abs(figure.value)
    more = 1.25 if figure.modifier in {"more than", "at least"} else 1.0
    sql = (
        "SELECT DISTINCT figures.version_id AS version_id FROM figures "
        "JOIN article_versions ON article_versions.id = figures.version_id "
        "WHERE unit = ? AND value BETWEEN ? AND ? AND "
        + _published("figures", as_of)
        + " ORDER BY published LIMIT 2000"
    )
    values = [figure.unit, (low - reach) / more, (high + reach) * more]
    for row in _rows(connection, sql, (*values, *_days(as_of))):
        yield row["version_id"]


def _with_actor(
    connection: sqlite3.Connection, column: str, values: set[str], as_of: str
) -> Iterator[str]:
    sql = (
        "SELECT DISTINCT statements.version_id AS version_id FROM statements "
        "JOIN article_versions ON article_versions.id = statements.version_id "
        f"WHERE {column} = ? AND " + _published("statements", as_of) + " LIMIT 2000"
    )
    for value in sorted(values):
        for row in _rows(connection, sql, (value, *_days(as_of))):
            yield row["version_id"]


def _published(table: str, as_of: str) -> str:
    if not as_of:
        return f"{table}.retracted IS NULL"
    # A day says no more than its month or year do: what may have been out by then, counts not.
    return (
        "article_versions.published <> '' AND substr(article_versions.published, 1, 10) <= ? "
        "AND (article_versions.is_current = 1 "
        "OR (article_versions.first_seen <= ? AND article_versions.retracted > ?))"
    )


def _days(as_of: str) -> tuple[str, ...]:
    return (as_of, f"{as_of}T23:59:59Z", f"{as_of}T23:59:59Z") if as_of else ()


def _as_known(connection: sqlite3.Connection, version_ids: Sequence[str], as_of: str) -> list[str]:
    """Return one text an article: the one that the base held on that day, else the current one."""
    if not as_of:
        return list(version_ids)
    sql = "SELECT id, article_id, first_seen, is_current FROM article_versions WHERE id"
    rows = {row["id"]: row for row in _in(connection, sql, version_ids)}
    chosen: dict[str, tuple[bool, str, str]] = {}
    for version in version_ids:
        row = rows[version]
        held = row["first_seen"] <= f"{as_of}T23:59:59Z"
        rank = (held, row["first_seen"] if held else "", version)
        if row["article_id"] not in chosen or chosen[row["article_id"]] < rank:
            chosen[row["article_id"]] = rank
    kept = {version for _, _, version in chosen.values()}
    return [version for version in version_ids if version in kept]


def _named(connection: sqlite3.Connection, column: str, names: set[str]) -> dict[str, str]:
    """Return folded name → id, for names that one actor of the base bears."""
    found: dict[str, str] = {}
    for folded in sorted({ids.fold(name) for name in names} - {""}):
        rows = _rows(
            connection,
            f"SELECT DISTINCT {column} AS id FROM aliases WHERE folded = ? "
            f"AND {column} IS NOT NULL AND retracted IS NULL LIMIT 2",
            (folded,),
        )
        if len(rows) == 1:
            found[folded] = rows[0]["id"]
    return found


def _with_companies(connection: sqlite3.Connection, source: Source) -> Source:
    """Return a text whose figures have the company that their sentence names, if it is one alone.

    A reader that meets a name for the first time may not know what it is; the base may.
    """
    figures = []
    for told in source.figures:
        names = {} if told.figure.company else _mentioned(connection, told.figure.sentence)
        if len(set(names.values())) == 1:
            name, company_id = next(iter(names.items()))
            named = replace(told.figure, company=name, company_id=company_id)
            figures.append(replace(told, figure=named))
        else:
            figures.append(told)
    return replace(source, figures=tuple(figures))


def _mentioned(connection: sqlite3.Connection, text: str) -> dict[str, str]:
    """Return folded name → id of the companies of the base that a text names."""
    words = list(_WORD.finditer(text))
    names = {
        ids.fold(text[words[first].start() : words[last].end()])
        for first in range(len(words))
        if words[first][0][0].isupper()
        for last in range(first, min(first + _LONGEST_NAME, len(words)))
    }
    sql = (
        "SELECT folded, company_id FROM aliases WHERE company_id IS NOT NULL "
        "AND retracted IS NULL AND folded"
    )
    return {row["folded"]: row["company_id"] for row in _in(connection, sql, sorted(names))}


_WORD = re.compile(r"[^\W_][\w&’'-]*")
_LONGEST_NAME = 4
"""Words of a company's name."""


def _dates(statement: Row | None, published: str) -> Row:
    """Return the dates that a figure has from the statement it stands in."""
    if statement is None:
        return {
            "said_on": published,
            "said_from": "",
            "said_to": "",
            "said_words": "",
            "said_alternative": "",
            "modality": "asserted",
        }
    names = ("said_on", "said_from", "said_to", "said_words", "said_alternative", "modality")
    return {name: statement[name] for name in names}


_NUMBERS = frozenset({"value", "low", "high"})
_FIGURE_FIELDS = tuple(StoredFigure.__dataclass_fields__)
_STATEMENT_FIELDS = tuple(LaneStatement.__dataclass_fields__)


def _told_figure(row: Row) -> ToldFigure:
    # A query gives None where a record has an empty text.
    values: Row = {n: row[n] if n in _NUMBERS else row[n] or "" for n in _FIGURE_FIELDS}
    return ToldFigure(
        figure=StoredFigure(**values),
        start=row["start"],
        end=row["end"],
        said_words=row["said_words"] or "",
        alternative=row["said_alternative"] or "",
        modality=row["modality"] or "asserted",
        claim_id=row["claim_id"] or "",
        status=row["status"] or "",
        why=row["why"] or "",
    )


def _told_statement(row: Row) -> ToldStatement:
    return ToldStatement(
        statement=lane_statement([row[name] for name in _STATEMENT_FIELDS]),
        start=row["start"],
        end=row["end"],
        text=row["text"],
        said_words=row["said_words"] or "",
        alternative=row["said_alternative"] or "",
        claim_id=row["claim_id"] or "",
        status=row["status"] or "",
        why=row["why"] or "",
    )


def _rows(connection: sqlite3.Connection, sql: str, values: Sequence[object] = ()) -> list[Row]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _in(connection: sqlite3.Connection, sql: str, values: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a query that ends where the list of its values begins."""
    yield from _rows(
        connection,
        f"{sql} IN (SELECT value FROM json_each(?))",
        (json.dumps(list(values)),),
    )
