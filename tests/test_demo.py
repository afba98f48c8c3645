"""The demo, whole: real pages from a web server to a base in which the changes stand out."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.site.serve import site
from db.store import Store

pytestmark = pytest.mark.slow

NO_CHANGE = {
    "Accenture",
    "Air Canada",
    "Amazon",
    "Anthropic",
    "BT Group",
    "Dukaan",
    "Duolingo",
    "Fiverr",
    "Gartner",
    "Microsoft",
    "Nvidia",
    "Onclusive",
    "Shopify",
}
"""Companies of whom the newsroom tells what looks like a change and is none."""


def demo(base: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "walkback", "demo", "--no-serve", "--newsroom-port", "8151"]
    return subprocess.run(
        [*command, "--db", base], capture_output=True, text=True, timeout=400, check=False
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    base = tmp_path_factory.mktemp("demo") / "demo.db"
    done = demo(base)
    assert done.returncode == 0, done.stderr
    assert "walkback:" not in done.stderr
    return base, done.stdout


@pytest.fixture(scope="module")
def store(told: tuple[Path, str]) -> Iterator[Store]:
    with Store(told[0], must_exist=True) as opened:
        yield opened


def test_it_tells_the_strongest_change_first(told: tuple[Path, str]) -> None:
    lines = told[1].splitlines()
    first = next(line for line in lines if line.startswith("1. "))
    assert "Klarna" in first
    assert "towards people" in first


def test_it_holds_articles_and_quotes_in_both_languages(store: Store) -> None:
    rows = store.query(
        "SELECT language, count(*) AS quotes, count(DISTINCT article_id) AS articles FROM quotes "
        "GROUP BY language"
    )
    found = {row["language"]: row for row in rows}
    assert found.keys() == {"en", "fr"}
    assert sum(row["quotes"] for row in rows) >= 80
    assert sum(row["articles"] for row in rows) >= 40


def test_every_span_gives_its_words_back(store: Store) -> None:
    for table in ("statements", "figures"):
        rows = store.query(
            f"SELECT count(*) AS n, sum({table}.text = substr(article_versions.text, start + 1, "
            f"end - start)) AS good FROM {table} "
            "JOIN article_versions ON article_versions.id = version_id"
        )
        assert rows[0]["n"] == rows[0]["good"] > 0


def test_the_wording_is_the_words_of_its_spans(store: Store) -> None:
    rows = store.query(
        "SELECT kind, wording, spans, article_versions.text AS text FROM statements "
        "JOIN article_versions ON article_versions.id = version_id"
    )
    for row in rows:
        spans = json.loads(row["spans"])
        words = " … ".join(row["text"][start:end] for start, end in spans)
        # Indirect speech is shown without the "that" of the article's sentence.
        assert words.endswith(row["wording"])
        assert row["kind"] == "indirect_quote" or words == row["wording"]


def test_klarna_changed_towards_people_and_later_towards_ai(store: Store) -> None:
    rows = store.query("SELECT * FROM reversal_pairs WHERE company = 'Klarna' ORDER BY score DESC")
    back = [row for row in rows if row["direction"] == "to_humans"]
    assert back[0]["grade"] in {"full_reversal", "partial_retreat"}
    spoken = [row for row in back if row["person"] == "Sebastian Siemiatkowski"]
    assert any(
        row["earlier_date"].startswith("2024-12") and row["later_date"].startswith("2025-05")
        for row in spoken
    )
    assert any(
        row["direction"] == "to_ai" and row["later_date"].startswith("2025-11") for row in rows
    )


def test_what_only_looks_like_a_change_is_called_none(store: Store) -> None:
    rows = store.query("SELECT company, grade, earlier_text, later_text FROM reversal_pairs")
    assert [row for row in rows if row["company"] in NO_CHANGE] == []


def test_a_spokespersons_denial_is_no_change(store: Store) -> None:
    rows = store.query(
        "SELECT later_text FROM reversal_pairs WHERE later_text LIKE '%not reversing%' "
        "OR later_text LIKE '%revient %pas%'"
    )
    assert rows == []


def test_irrelevant_pages_yield_nothing(store: Store) -> None:
    rows = store.query(
        "SELECT count(*) AS n FROM statements JOIN article_versions ON article_versions.id = "
        "version_id WHERE relevance IN ('none', 'work')"
    )
    assert rows[0]["n"] == 0


def test_walls_and_stubs_are_no_articles(store: Store) -> None:
    rows = store.query("SELECT reason FROM skipped WHERE stage = 'crawl' ORDER BY reason")
    assert [row["reason"] for row in rows] == ["consent_wall", "paywall", "soft_404"]
    assert store.query("SELECT url FROM articles WHERE url LIKE '%/drafts/%'") == []


def test_corrected_pages_have_two_versions_and_only_the_last_one_stands(store: Store) -> None:
    rows = store.query(
        "SELECT article_id, count(*) AS versions, sum(is_current) AS current FROM "
        "article_versions GROUP BY article_id HAVING versions > 1"
    )
    assert len(rows) == 2
    assert all(row["versions"] == 2 and row["current"] == 1 for row in rows)


def test_the_site_says_that_its_articles_are_a_sample(told: tuple[Path, str]) -> None:
    async def home() -> str:
        return str((await site(told[0]).client.get("/")).text)

    page = asyncio.run(home())
    assert "these articles were written for Walkback" in page
    assert "not to be cited as news" in page


def test_a_second_demo_changes_nothing(told: tuple[Path, str], store: Store) -> None:
    before = content(store)
    done = demo(told[0])
    assert done.returncode == 0, done.stderr
    assert "Crawl    0 new, 0 changed" in done.stdout
    assert content(store) == before


def content(store: Store) -> list[object]:
    tables = ("articles", "article_versions", "statements", "figures", "links", "reversals")
    return [store.query(f"SELECT * FROM {table} ORDER BY id") for table in tables]
