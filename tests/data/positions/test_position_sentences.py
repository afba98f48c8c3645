"""The sentences with their side: well formed. A failure names lines, never their words."""

import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

COLUMNS = ["side", "axis", "function", "population", "asserted", "twin", "text"]
VALUES = {
    "side": {"+", "-", "0"},
    "axis": {"practice", "intention", "capability", "evaluation", "forecast", "."},
    "function": {
        "customer service",
        "marketing",
        "translation",
        "editorial",
        "engineering",
        "HR",
        "legal",
        "finance",
        "sales",
        "logistics",
        "operations",
        "all",
        ".",
    },
    "population": {"employees", "contractors", "economy", "."},
    "asserted": {"yes", "no"},
}

each_language = pytest.mark.parametrize("language", ["en", "fr"])


@cache
def sentences(language: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name(f"{language}.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@each_language
def test_every_line_has_its_columns_and_known_values(language: str) -> None:
    bad = [
        number
        for number, row in enumerate(sentences(language), 2)
        if list(row) != COLUMNS
        or any(row[column] not in known for column, known in VALUES.items())
        or not row["twin"].strip()
        or not row["text"].strip()
        or (row["axis"] == ".") is not (row["side"] == "0")
    ]
    assert bad == []


@each_language
def test_sides_are_balanced_and_no_sentence_stands_twice(language: str) -> None:
    rows = sentences(language)
    assert Counter(row["side"] for row in rows) == {"+": 105, "-": 105, "0": 90}
    assert len({row["text"] for row in rows}) == len(rows)


@each_language
def test_twins_differ_in_side(language: str) -> None:
    twins = defaultdict(list)
    for row in sentences(language):
        if row["twin"] != ".":
            twins[row["twin"]].append(row["side"])
    assert [twin for twin, sides in twins.items() if len(set(sides)) < 2] == []
    assert len(twins) >= 20
