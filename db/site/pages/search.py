"""Search over the statements: newest first, ranked on demand, filtered, highlighted."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.dates import as_date
from db.records import Axis, Function, Kind
from db.site.page import Page
from db.site.statements import COLUMNS, SOURCE, dress, entry
from db.site.view import Row, View
from db.site.words import SIDE_FROM, word, words

PAGE = 50
MOST_ROWS = 1000
"""Rows of one CSV."""

NEWEST = 2000
"""Matches looked at without a filter: the last recorded ones. A word such as "AI" stands in
most statements; sorting all of them by date took 9 s at a million, these take 20 ms."""

NEWEST_FILTERED = 20_000
"""Matches looked at with a filter, which has to leave enough of them."""

MOST_PAGES = 200

_STANDS = """
    s.retracted IS NULL AND s.rowid NOT IN (
        SELECT rejected.rowid FROM statements AS rejected JOIN reviews_in_force AS f
            ON f.target_id = rejected.id AND f.target = 'statements' AND f.decision = 'reject'
    )
"""
"""By row number, so that the index statements_standing answers without the wide rows."""

_COMPANIES = """
    SELECT name, slug FROM companies WHERE retracted IS NULL
    ORDER BY is_followed DESC, name LIMIT 300
"""

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_OPEN, _CLOSE = "\ue000", "\ue001"


async def search(view: View) -> Page:
    """Return the statements that match words and filters."""
    asked = _asked(view)
    expression = match_expression(asked["q"])
    conditions, values = _conditions(asked)
    number = min(_number(view.ask("page")), MOST_PAGES)
    is_ranked = bool(expression) and asked["sort"] == "best"
    form = view.args.get("format")
    # An export asks for all that one file may hold, a reader for one page.
    limit = MOST_ROWS if form == "csv" else PAGE
    start = 0 if form else (number - 1) * PAGE
    query = _query(expression, conditions, values)
    order = "bm25(statements_fts), s.rowid DESC" if is_ranked else "s.said_from DESC, s.rowid DESC"
    chosen = [
        row["row"]
        for row in await view.rows(
            f"{query.ranked if is_ranked else query.listed} "
            f"ORDER BY {order} LIMIT :limit OFFSET :start",
            query.values | {"limit": limit, "start": start},
        )
    ]
    results = await _read(view, chosen, expression)
    found = None
    if expression or conditions:
        found = await view.value(
            f"SELECT count(*) FROM ({query.listed} LIMIT {MOST_ROWS + 1})", query.values
        )
    return Page(
        template="search",
        title=f"Search: {asked['q']}" if asked["q"] else "Search",
        path=view.same_with("/search"),
        description="Search what was said and done about AI and jobs.",
        data={
            "asked": {name: value for name, value in asked.items() if value},
            "found": found,
            "most": MOST_ROWS,
            "statements": results,
        },
        only_drawn={
            "asked": asked,
            "number": number,
            "before": view.same_with("/search", page=number - 1) if number > 1 else "",
            "after": view.same_with("/search", page=number + 1) if len(results) == PAGE else "",
            "newest_first": view.same_with("/search", sort=None, page=None),
            "best_first": view.same_with("/search", sort="best", page=None),
            "has_words": bool(expression),
            "is_ranked": is_ranked,
            "is_filtered": bool(conditions),
            "companies": await view.kept("search companies", _companies),
            "choices": _choices(),
        },
        rows=[_flat(row) for row in results],
        entries=[entry(row) for row in results],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """The SQL of a search: rows by number, in no order yet."""

    listed: str
    ranked: str
    values: Row


def _query(expression: str, conditions: list[str], values: Row) -> _Query:
    where = " AND ".join([_STANDS, *conditions])
    if not expression:
        return _Query(
            listed=f"SELECT s.rowid AS row FROM statements AS s WHERE {where}",
            ranked="",
            values=values,
        )
    newest = NEWEST_FILTERED if conditions else NEWEST
    hits = (
        "SELECT rowid FROM statements_fts WHERE statements_fts MATCH :match "
        f"ORDER BY rowid DESC LIMIT {newest}"
    )
    return _Query(
        # The join is CROSS so that SQLite goes from the hits to the statements, never back.
        listed=f"SELECT s.rowid AS row FROM ({hits}) AS h "
        f"CROSS JOIN statements AS s ON s.rowid = h.rowid WHERE {where}",
        ranked=f"SELECT s.rowid AS row FROM statements_fts "
        f"CROSS JOIN statements AS s ON s.rowid = statements_fts.rowid "
        f"WHERE statements_fts MATCH :match "
        f"AND statements_fts.rowid >= (SELECT min(rowid) FROM ({hits})) AND {where}",
        values=values | {"match": expression},
    )


def match_expression(text: str) -> str:
    """Return what a visitor typed as an FTS5 expression: words and "phrases", all of them.

    Nothing that was typed is an operator, except a star at the end of a word.
    """
    return " ".join(
        f'"{term}"{star}' for term, star in _terms(text) if any(char.isalnum() for char in term)
    )


def _terms(text: str) -> Iterator[tuple[str, str]]:
    for phrase, bare in _TERM.findall(text):
        if phrase:
            yield phrase, ""
        elif bare:
            yield bare.rstrip("*").replace('"', ""), "*" if bare.endswith("*") else ""


def _asked(view: View) -> dict[str, str]:
    names = ("company", "person", "kind", "axis", "function", "side", "language", "sort")
    asked = {"q": view.ask("q", longest=300)} | {name: view.ask(name) for name in names}
    for name in ("since", "until"):
        day = as_date(view.ask(name))
        asked[name] = day.isoformat() if day else ""
    return asked


def _conditions(asked: dict[str, str]) -> tuple[list[str], dict[str, Any]]:
    known = {
        "company": "s.company_id = (SELECT id FROM companies WHERE slug = :company)",
        "person": "s.person_id = (SELECT id FROM people WHERE slug = :person)",
        "kind": "s.kind = :kind",
        "axis": "s.axis = :axis",
        "function": "s.function = :function",
        "language": "s.language = :language",
        "since": "s.said_to >= :since",
        "until": "s.said_from <= :until",
    }
    conditions = [condition for name, condition in known.items() if asked[name]]
    values: dict[str, Any] = {name: asked[name] for name in known if asked[name]}
    if asked["side"] in words()["side"]:
        conditions.append(
            {
                "to_ai": "s.position >= :side_from",
                "to_humans": "s.position <= -:side_from",
                "between": "abs(s.position) < :side_from",
            }[asked["side"]]
        )
        values["side_from"] = SIDE_FROM
    return conditions, values


async def _companies(view: View) -> list[Row]:
    return await view.rows(_COMPANIES)


async def _read(view: View, chosen: list[int], expression: str) -> list[Row]:
    """Return statements by row number, in that order, with the matches in their wording."""
    rows = await view.rows(
        f"SELECT {COLUMNS}, s.rowid AS row {SOURCE} "
        "WHERE s.rowid IN (SELECT value FROM json_each(:chosen))",
        {"chosen": json.dumps(chosen)},
    )
    by_row = {row["row"]: dress(row) for row in rows}
    results = [by_row[number] for number in chosen if number in by_row]
    await _highlight(view, results, expression)
    return results


async def _highlight(view: View, rows: list[Row], expression: str) -> None:
    """Give each row its wording in parts: the text and whether it is a match."""
    marked: dict[int, str] = {}
    if expression and rows:
        found = await view.rows(
            "SELECT rowid AS row, highlight(statements_fts, 0, :open, :close) AS text "
            "FROM statements_fts WHERE statements_fts MATCH :match "
            "AND rowid IN (SELECT value FROM json_each(:chosen))",
            {
                "match": expression,
                "open": _OPEN,
                "close": _CLOSE,
                "chosen": json.dumps([row["row"] for row in rows]),
            },
        )
        marked = {row["row"]: row["text"] for row in found}
    for row in rows:
        row["parts"] = list(_parts(marked.get(row.pop("row")) or row["wording"]))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    for stretch in text.split(_OPEN):
        hit, mark, rest = stretch.partition(_CLOSE)
        if mark:
            yield hit, True
            yield rest, False
        else:
            yield stretch, False


def _choices() -> dict[str, list[tuple[str, str]]]:
    """Return the values of each filter with the reader's words for them."""
    return {
        "kind": [(kind.value, word("kind", kind.value)) for kind in Kind],
        "side": [(side, word("side", side)) for side in words()["side"]],
        "axis": [(axis.value, word("axis", axis.value)) for axis in Axis],
        "function": [(function.value, word("function", function.value)) for function in Function],
        "language": list(words()["language"].items()),
    }


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def _flat(row: Row) -> Row:
    names = (
        "said_on", "speaker", "role", "company", "wording", "kind", "position", "axis",
        "function", "modality", "language", "published", "outlet", "title", "url", "id",
    )  # fmt: skip
    return {name: row[name] for name in names}
