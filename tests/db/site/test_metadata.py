import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import db.site

Get = Callable[..., Any]

METADATA = json.loads(
    (Path(db.site.__file__).parents[2] / "datasette_metadata.json").read_text(encoding="utf-8")
)["databases"]["walkback"]


@pytest.fixture
def base(empty: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(empty)
    yield connection
    connection.close()


def ours(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'sqlite%'"
    )
    return {name for (name,) in rows}


def test_every_table_and_view_is_described_and_no_other(base: sqlite3.Connection) -> None:
    told = {name for name, table in METADATA["tables"].items() if not table.get("hidden")}
    assert told == ours(base)
    assert all(METADATA["tables"][name]["description"] for name in told)


def test_every_column_is_described_and_no_other(base: sqlite3.Connection) -> None:
    for name in ours(base):
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({name})")}
        assert set(METADATA["tables"][name]["columns"]) == columns, name


def test_facets_and_orders_name_columns_that_exist(base: sqlite3.Connection) -> None:
    for name in ours(base):
        table = METADATA["tables"][name]
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({name})")}
        named = {*table.get("facets", []), *(
            table[key] for key in ("sort", "sort_desc", "label_column") if key in table
        )}  # fmt: skip
        assert named <= columns, name


def test_every_canned_query_runs_through_the_site(get: Get) -> None:
    name = get.datasette.get_database().name
    for query, told in METADATA["queries"].items():
        assert told["title"], query
        response = get(f"/{name}/{query}.json?measure=savings&company=Klarna")
        assert response.status_code == 200, (query, response.text)
    assert get(f"/{name}/quotes_of_a_company.json?company=Klarna").json()["rows"]
    assert get(f"/{name}/figures_by_measure.json?measure=savings").json()["rows"]


def test_metadata_hold_for_a_base_of_any_name(get: Get) -> None:
    name = get.datasette.get_database().name
    assert name != "walkback"
    assert "Changes of position of the last year" in get(f"/{name}").text
    assert "Both statements of each change" in get(f"/{name}/reversal_pairs").text


def test_datasettes_own_pages_work_in_our_frame(get: Get) -> None:
    name = get.datasette.get_database().name
    for address in (f"/{name}", f"/{name}/quotes", f"/{name}/statements?_search=human",
                    f"/{name}/quotes.csv", f"/{name}?sql=select+1"):  # fmt: skip
        response = get(address)
        assert response.status_code == 200, address
        if "text/html" in response.headers["content-type"]:
            assert 'class="wordmark"' in response.text
