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

from crawler.newsroom.server import Newsroom
from crawler.stage import crawl, given, ingest, load_outlets
from db.findings import Finding
from db.store import Store
from extract import intervals
from extract.stage import extract, read_article
from graph.stage import check_read, link

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


# --- checked by a base that holds the primary facts --------------------------------------


RELATIONS = ("supports", "superseded", "mutates", "refutes", "qualifies", "extrapolates")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """Return what the sample newsroom's base says of the article, which isn't in it."""
    folder = tmp_path_factory.mktemp("checked")
    path = folder / "newsroom.db"
    with Newsroom(first_port=8971) as newsroom:
        newsroom.edition = 2
        outlets = load_outlets(newsroom.write_outlets(folder))
        crawl(path, outlets=outlets, allow_loopback=True)
    extract(path)
    link(path)
    return check_read(path, *read_article(given(str(SEED)).article))[1]


@pytest.mark.parametrize("wanted", expected("check"), ids=lambda wanted: wanted["text"])
def test_its_damaged_statistics_are_found(
    checked: tuple[Finding, ...], wanted: dict[str, Any]
) -> None:
    found = [finding for finding in checked if finding.text.startswith(wanted["text"])]
    assert len(found) == 1, found
    assert found[0].relation in {name for name in RELATIONS if name in wanted["relation"]}
    assert set(found[0].lost) == set(filter(None, wanted.get("lost", "").split(", ")))
    assert found[0].origin is not None


def test_nothing_else_in_it_is_accused(checked: tuple[Finding, ...]) -> None:
    known = {wanted["text"] for wanted in expected("check")}
    accused = [
        (finding.text, finding.relation, finding.lost)
        for finding in checked
        if finding.relation not in {"none", "supports"}
        and not any(finding.text.startswith(text) for text in known)
    ]
    # The sample of the survey whose year is shifted is shifted with it.
    assert accused == [("1400 dirigeants", "mutates", ("date",))]


def test_the_checked_figures_lead_to_their_primary_sources(checked: tuple[Finding, ...]) -> None:
    origins = {finding.text: finding.origin for finding in checked if finding.origin}
    assert origins["66%"].date == "2024-01-12"
    assert origins["55%"].date == "2025-04-29"
    assert origins["700 employés à temps plein"].date == "2024-02-27"
    why = {finding.text: finding.why for finding in checked}
    assert "853" in why["700 employés à temps plein"]
    assert "30.3" in why["24%"]
    assert "22.2 %" in why["22%"]
