"""The founding article: all that a good reader must find in it, where its text is at hand.

The text isn't ours and therefore not in the project; ``WALKBACK_SHARED`` names the folder that
holds ``cases/seed.json`` and ``cases/seed_expected.json``.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.stage import ingest
from db.store import Store
from extract import intervals
from extract.stage import extract
from graph.stage import link

SHARED = Path(os.environ.get("WALKBACK_SHARED", Path(__file__).parents[2] / "shared"))
SEED = SHARED / "cases" / "seed.json"
EXPECTED = SHARED / "cases" / "seed_expected.json"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SEED.is_file(), reason=f"no founding article at {SEED}"),
]


def expected(part: str) -> list[dict[str, Any]]:
    return json.loads(EXPECTED.read_text("utf-8"))[part] if EXPECTED.is_file() else []


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("seed") / "seed.db"
    ingest(path, [SEED])
    extract(path)
    link(path)
    with Store(path, must_exist=True) as store:
        yield store


def is_side(position: float | None, wanted: str) -> bool:
    return position is not None and (position < 0 if wanted == "<0" else position > 0)


@pytest.mark.parametrize("wanted", expected("quotes"), ids=lambda wanted: wanted["text"][:30])
def test_its_quotes_are_found_with_speaker_date_and_side(
    base: Store, wanted: dict[str, Any]
) -> None:
    rows = base.query("SELECT * FROM quotes WHERE text LIKE '%' || ? || '%'", (wanted["text"],))
    assert len(rows) == 1, rows
    row = rows[0]
    assert row["speaker"] == wanted["speaker"]
    assert row["company"] == wanted["company"]
    assert row["kind"] in wanted["kind"].split("|")
    assert row["said_on"] == wanted["said_on"]
    assert row["axis"] in wanted["axis"].split("|")
    assert is_side(row["position"], wanted["position"])
    assert wanted.get("role", "") in row["role"]


@pytest.mark.parametrize("words", expected("not_statements"))
def test_its_scare_quotes_are_no_statements(base: Store, words: str) -> None:
    rows = base.query("SELECT text FROM quotes WHERE trim(text, '\"') = ?", (words,))
    assert rows == []


@pytest.mark.parametrize("wanted", expected("figures"), ids=lambda wanted: wanted["text"])
def test_its_figures_are_found_with_what_they_count(base: Store, wanted: dict[str, Any]) -> None:
    rows = base.query("SELECT * FROM figures_in_context WHERE text = ?", (wanted["text"],))
    assert len(rows) == 1, rows
    row = rows[0]
    assert row["value"] == wanted["value"]
    for column in ("unit", "measure", "base", "company"):
        if column in wanted:
            assert row[column] == wanted[column]


@pytest.mark.parametrize("wanted", expected("actions"), ids=lambda wanted: wanted["what"])
def test_its_actions_are_found_with_date_and_function(base: Store, wanted: dict[str, Any]) -> None:
    day = re.match(r"[\d-]+", wanted["date"])
    assert day
    rows = base.query(
        "SELECT * FROM timeline WHERE kind = 'action' AND company = ? AND said_on LIKE ? || '%'",
        (wanted["company"], day[0]),
    )
    fitting = [row for row in rows if is_side(row["position"], wanted["position"])]
    if "function" in wanted:
        fitting = [row for row in fitting if row["function"] == wanted["function"]]
    assert fitting, rows


@pytest.mark.parametrize("wanted", expected("relative_dates"), ids=lambda wanted: wanted["text"])
def test_its_relative_dates_are_counted_from_the_right_day(
    base: Store, wanted: dict[str, Any]
) -> None:
    if not re.search(r"\d{4}-\d{2}", wanted["edtf"]):
        rows = base.query("SELECT said_from FROM statements WHERE said_from > '2025-06'")
        assert rows == []
        return
    rows = base.query("SELECT said_on FROM statements WHERE said_words = ?", (wanted["text"],))
    assert rows
    limits = re.findall(r"\d{4}-\d{2}", wanted["edtf"])
    for row in rows:
        found = intervals.parse(row["said_on"])
        assert found
        assert limits[0] <= found.first.isoformat()[:7]
        assert found.last.isoformat()[:7] <= limits[-1]


def test_its_change_of_position_is_found_from_it_alone(base: Store) -> None:
    wanted = json.loads(EXPECTED.read_text("utf-8"))["reversal"]
    rows = base.query(
        "SELECT * FROM reversal_pairs WHERE company = ? AND person = ? AND earlier_date = ? "
        "AND later_date = ?",
        (wanted["company"], wanted["person"], wanted["earlier"], wanted["later"]),
    )
    assert rows
    assert {row["direction"] for row in rows} == {wanted["direction"]}
    assert rows[0]["grade"] in wanted["grade"].split("|")
