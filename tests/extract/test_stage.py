"""The reading stage on a base: order, upgrades, what breaks and what is killed."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from db.records import Article, ArticleVersion, Capture, Reading
from db.store import Store
from extract import stage
from extract.stage import extract

pytestmark = pytest.mark.slow

AI = (
    "Brontis has handed its customer service to AI agents, its chief executive, Orla Venn, said on "
    "Monday. “AI can already do all of the work of our support agents,” she said."
)
REHIRE = (
    "Brontis is hiring 40 people for its call centre again. “We need people who listen,” its chief "
    "executive, Orla Venn, said on Tuesday."
)
OTHER = "Quillon is hiring 40 people for its call centre. “We need people,” Ada Moor said."
SPORT = "The Harriers won the cup on Sunday. “What a match,” their captain said."


def article(name: str, text: str, language: str = "en") -> Article:
    return Article(
        url=f"https://paper.example/{name}",
        text=text,
        title=name,
        language=language,
        published="2025-06-04",
    )


def fill(path: Path, articles: Sequence[Article]) -> None:
    with Store(path) as store:
        for one in articles:
            store.save_article(
                one,
                Capture(
                    requested_url=one.url,
                    final_url=one.url,
                    outlet="",
                    status=200,
                    fetched_at="2025-06-05T08:00:00Z",
                ),
            )


def content(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT id, version_id, kind, wording, speaker, person, company, position, retracted "
        "IS NULL, said_on FROM statements UNION ALL SELECT id, text, value, unit, measure, base, "
        "company, low, retracted IS NULL, as_of FROM figures ORDER BY 1"
    ).fetchall()
    relevance = connection.execute("SELECT id, relevance FROM article_versions ORDER BY 1")
    found = [*rows, *relevance.fetchall()]
    connection.close()
    return found


def relevances(path: Path) -> dict[str, str]:
    with Store(path) as store:
        return {
            row["title"]: row["relevance"] for row in store.query("SELECT * FROM article_versions")
        }


def test_a_rehire_without_a_word_on_ai_is_read_once_its_actor_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(path, [article("rehire", REHIRE), article("other", OTHER), article("sport", SPORT)])
    extract(path)
    assert relevances(path) == {"rehire": "work", "other": "work", "sport": "none"}
    fill(path, [article("ai", AI)])
    extract(path)
    assert relevances(path) == {
        "rehire": "followed",
        "other": "work",
        "sport": "none",
        "ai": "ai_and_work",
    }


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    articles = [article("rehire", REHIRE), article("ai", AI), article("other", OTHER)]
    fill(tmp_path / "once.db", articles)
    extract(tmp_path / "once.db")
    for one in reversed(articles):
        fill(tmp_path / "bits.db", [one])
        extract(tmp_path / "bits.db")
    assert content(tmp_path / "once.db") == content(tmp_path / "bits.db")


def test_several_processes_read_what_one_reads(tmp_path: Path) -> None:
    articles = [
        article(f"{name}{n}", text) for n in range(3) for name, text in (("a", AI), ("r", REHIRE))
    ]
    fill(tmp_path / "one.db", articles)
    fill(tmp_path / "two.db", articles)
    extract(tmp_path / "one.db")
    extract(tmp_path / "two.db", workers=2)
    assert content(tmp_path / "one.db") == content(tmp_path / "two.db")


def test_what_one_article_breaks_is_parked_and_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    fill(path, [article("good", AI), article("bad", AI.replace("Brontis", "Kaputt"))])
    real = stage.read

    def fragile(doc: Doc, version: ArticleVersion, **options: Any) -> Reading:  # noqa: ANN401
        if "Kaputt" in version.text:
            raise ValueError("a thing nobody thought of")
        return real(doc, version, **options)

    monkeypatch.setattr(stage, "read", fragile)
    report = extract(path)
    assert report.skipped == {"unreadable": 1}
    with Store(path) as store:
        assert store.query("SELECT subject, detail FROM skipped") == [
            {
                "subject": "https://paper.example/bad",
                "detail": "ValueError: a thing nobody thought of",
            }
        ]
        assert store.query("SELECT count(*) AS n FROM quotes")[0]["n"] > 0


def test_a_text_in_a_language_without_lexicons_is_parked(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", [article("fi", "Yhtiö korvaa työntekijät tekoälyllä.", language="fi")])
    assert extract(tmp_path / "a.db").skipped == {"language": 1}


def test_killed_at_any_moment_and_run_again_it_ends_in_the_same_base(tmp_path: Path) -> None:
    articles = [article(f"ai{n}", AI.replace("40", str(40 + n))) for n in range(60)]
    articles += [article(f"re{n}", REHIRE.replace("40", str(40 + n))) for n in range(20)]
    fill(tmp_path / "calm.db", articles)
    extract(tmp_path / "calm.db")
    fill(tmp_path / "killed.db", articles)
    command = [sys.executable, "-m", "walkback", "extract", "--db", tmp_path / "killed.db"]
    for seconds in (2.5, 4.0, 5.5):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        running.wait()
    extract(tmp_path / "killed.db")
    assert content(tmp_path / "killed.db") == content(tmp_path / "calm.db")
