"""The data dictionary: every table, view and column of a base, with what it means.

The words stand once, in ``datasette_metadata.json``, where the site shows them too;
``python -m db.dictionary > docs/data.md`` writes them as a page.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.migrations import MIGRATIONS

METADATA = Path(__file__).parents[1] / "datasette_metadata.json"

HEAD = """# Data

The base is one SQLite file. Journalists and analysts start from the **views**; the **tables** are
what they rest on. This page is written from the schema and from `datasette_metadata.json` by
`python -m db.dictionary > docs/data.md`; a test holds the three together.

- Ids are digests of content: the same words at the same place of the same version of an article
  are the same statement for ever.
- `substr(text, start + 1, end - start)` of an article version gives the words of a statement or a
  figure back; offsets count characters.
- Days are ISO 8601, imprecise ones EDTF: `2024-12`, `2024-02/2024-09`.
- Nothing is deleted. `retracted` says when a row ceased to hold; it is null while it stands.
"""


def schema() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield (name, ``table`` or ``view``, [(column, type)]) of all that a reader may query."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    rows = db.conn.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC, rowid"
    ).fetchall()
    for name, kind in rows:
        columns = db.conn.execute("SELECT name, type FROM pragma_table_info(?)", (name,))
        yield name, kind, columns.fetchall()
    db.close()


def dictionary(metadata: dict[str, Any]) -> str:
    """Return the page. Raises KeyError for a table or column that the metadata doesn't tell of."""
    (database,) = metadata["databases"].values()
    told = database["tables"]
    parts = [HEAD]
    for kind, title in (("view", "Views"), ("table", "Tables")):
        parts.append(f"\n## {title}\n")
        for name, found, columns in schema():
            if found == kind:
                parts.append(_section(name, columns, told[name]))
    return "".join(parts)


def _section(name: str, columns: list[tuple[str, str]], told: dict[str, Any]) -> str:
    lines = [
        f"\n### {name}\n\n{told['description']}\n\n| column | type | meaning |\n|---|---|---|\n"
    ]
    lines += [
        f"| `{column}` | {kind.lower() or '–'} | {_cell(told['columns'][column])} |\n"
        for column, kind in columns
    ]
    return "".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    try:
        print(dictionary(json.loads(METADATA.read_text("utf-8"))), end="")  # noqa: T201 - a page
    except (KeyError, sqlite3.Error) as error:
        raise SystemExit(f"the metadata doesn't tell of {error}") from error
