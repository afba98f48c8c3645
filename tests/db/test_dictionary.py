import json
from typing import Any

from db.dictionary import METADATA, dictionary, schema


def told() -> dict[str, Any]:
    (database,) = json.loads(METADATA.read_text("utf-8"))["databases"].values()
    return {
        name: table["columns"]
        for name, table in database["tables"].items()
        if not table.get("hidden")
    }


def test_every_table_view_and_column_is_told_and_nothing_else() -> None:
    real = {name: {column for column, _ in columns} for name, _, columns in schema()}
    assert {name: set(columns) for name, columns in told().items()} == real


def test_no_column_is_left_without_words() -> None:
    empty = [
        (name, column)
        for name, all_ in told().items()
        for column, words in all_.items()
        if not words.strip()
    ]
    assert empty == []


def test_the_page_is_what_the_schema_and_the_metadata_say() -> None:
    page = (METADATA.parent / "docs" / "data.md").read_text("utf-8")
    assert page == dictionary(json.loads(METADATA.read_text("utf-8")))


def test_the_names_of_the_contract_stand() -> None:
    real = {name: [column for column, _ in columns] for name, _, columns in schema()}
    contract = {
        "quotes": "said_on speaker role company text kind position axis function published "
        "outlet title url",
        "figures_in_context": "value low high unit modifier measure base as_of text company "
        "said_on outlet url",
        "claim_status": "company claim value unit status why origins articles first_said last_said",
        "reversal_pairs": "company person function direction grade score earlier_date "
        "earlier_text earlier_url later_date later_text later_url days_between review",
        "timeline": "date company person kind position text url",
    }
    for view, columns in contract.items():
        wanted = columns.split()
        assert real[view][: len(wanted)] == wanted
    assert real.keys() >= {
        "outlets",
        "articles",
        "article_versions",
        "companies",
        "people",
        "roles",
        "aliases",
        "statements",
        "figures",
        "origins",
        "claims",
        "claim_statements",
        "links",
        "reversals",
        "reviews",
        "runs",
        "skipped",
    }
