import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from db.base import StoreError
from db.migrations import APPLICATION_ID, MIGRATIONS
from db.records import Article, Capture
from db.reviews import decisions
from db.reviews.commands import review
from db.store import Store


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.db"
    with Store(path) as store:
        url = "https://courier.example/orlu"
        store.save_article(
            Article(url=url, title="Orlu", text="Orlu lets forty people go.", language="en"),
            Capture(
                requested_url=url,
                final_url=url,
                outlet="",
                status=200,
                fetched_at="2025-05-01T08:00:00Z",
            ),
        )
    return path


def run(base: Path, *words: str) -> str:
    done = CliRunner().invoke(
        review, [*words, "--db", str(base)], env={"WALKBACK_REVIEWER": "Ana Ruiz"}
    )
    assert done.exception is None, done.output
    return done.output


def in_force(base: Path) -> list[tuple[str, str]]:
    with Store(base, must_exist=True) as store:
        rows = store.query("SELECT target, decision FROM reviews_in_force ORDER BY id")
    return [(row["target"], row["decision"]) for row in rows]


def test_a_split_is_in_force_until_it_is_undone(base: Path) -> None:
    run(base, "split", "https://courier.example/orlu", "--note", "its reporter was there")
    assert in_force(base) == [("origins", "split")]
    run(base, "undo", "1")
    assert in_force(base) == []


def test_a_split_has_the_text_linked_anew(base: Path) -> None:
    with Store(base, must_exist=True) as store:
        assert store.unlinked(most=9) == []
    run(base, "split", "https://courier.example/orlu")
    with Store(base, must_exist=True) as store:
        (version,) = store.query("SELECT id FROM article_versions")
        assert store.unlinked(most=9) == [version["id"]]
        store.set_linked([version["id"]])
    run(base, "undo", "1")
    with Store(base, must_exist=True) as store:
        assert store.unlinked(most=9) == [version["id"]]


def test_decisions_are_listed_with_what_is_in_force(base: Path) -> None:
    run(base, "split", "https://courier.example/orlu")
    run(base, "undo", "1")
    run(base, "split", "https://courier.example/orlu")
    rows = json.loads(run(base, "list", "--json"))
    assert [(row["decision"], row["is_in_force"]) for row in rows] == [
        ("split", 1),
        ("undo", 0),
        ("split", 0),
    ]
    assert {row["reviewer"] for row in rows} == {"Ana Ruiz"}
    assert "undo 1" in run(base, "list")


@pytest.mark.parametrize(
    ("target", "thing", "decision"),
    [
        ("origins", "no-such-article", "split"),
        ("claims", "no-such-claim", "reject"),
        ("claims", "any", "split"),
        ("companies", "any", "confirm"),
    ],
)
def test_what_cannot_be_decided_is_refused_by_name(
    base: Path, target: str, thing: str, decision: str
) -> None:
    with (
        Store(base, must_exist=True) as store,
        pytest.raises(StoreError, match=f"{thing}|{decision}"),
    ):
        decisions.decide(store, target, thing, decision, reviewer="Ana Ruiz")
    assert in_force(base) == []


def test_a_decision_is_undone_once(base: Path) -> None:
    run(base, "split", "https://courier.example/orlu")
    with Store(base, must_exist=True) as store:
        decisions.undo(store, 1, reviewer="Ana Ruiz")
        for number, words in ((1, "undone already"), (2, "no decision 2"), (9, "no decision 9")):
            with pytest.raises(StoreError, match=words):
                decisions.undo(store, number, reviewer="Ana Ruiz")


def test_nobody_decides_without_a_name(base: Path) -> None:
    with (
        Store(base, must_exist=True) as store,
        pytest.raises(StoreError, match="must be named"),
    ):
        decisions.decide(
            store,
            "origins",
            decisions.article_or_statement(store, "https://courier.example/orlu"),
            "split",
            reviewer=" ",
        )


def test_an_older_base_keeps_its_decisions_and_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(Database(connection), stop_before="m005_splits")
    connection.executemany(
        "INSERT INTO reviews (id, target, target_id, decision, value, reviewer, note, undoes, "
        "decided_at) VALUES (?, 'claims', 'c', ?, '{}', 'ana', '', ?, '2025-04-01')",
        [(3, "reject", None), (4, "undo", 3), (7, "confirm", None)],
    )
    connection.close()
    with Store(path, must_exist=True) as store:
        assert store.query("SELECT id, decision FROM reviews_in_force") == [
            {"id": 7, "decision": "confirm"}
        ]
        assert [row["id"] for row in store.query("SELECT id FROM reviews ORDER BY id")] == [3, 4, 7]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.connection.execute("DELETE FROM reviews")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            store.connection.execute(
                "INSERT INTO reviews (target, target_id, decision, value, reviewer, note, "
                "decided_at) VALUES ('origins', 'x', 'reject', '{}', 'ana', '', '2025-04-01')"
            )
