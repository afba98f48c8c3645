import shutil
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import base as base_module
from db.base import StoreError
from db.migrations import MIGRATIONS
from db.records import (
    Article,
    Axis,
    Capture,
    DateMethod,
    Direction,
    Figure,
    Function,
    Grade,
    Graph,
    Kind,
    Outlet,
    PageKind,
    Position,
    Reading,
    Relevance,
    ResolvedCompany,
    Reversal,
    SaidDate,
    Skip,
    Statement,
)
from db.store import Store

TEXT = "Orla Venn, head of Brontis, said “we hire 40 people” on Monday. Brontis had cut 90 jobs."
SEEN = SaidDate(
    edtf="2025-03-03", earliest="2025-03-03", latest="2025-03-03", method=DateMethod.RELATIVE
)


def capture(**changes: object) -> Capture:
    known = {
        "requested_url": "https://paper.example/a",
        "final_url": "https://paper.example/a",
        "outlet": "",
        "status": 200,
        "fetched_at": "2025-03-04T08:00:00Z",
    }
    return Capture(**(known | changes))  # type: ignore[arg-type]


def article(text: str = TEXT, **changes: object) -> Article:
    known = {"url": "https://paper.example/a", "text": text, "title": "Hiring", "language": "en"}
    return Article(**(known | changes))  # type: ignore[arg-type]


def statement(words: str, *, text: str = TEXT, value: float | None = None) -> Statement:
    start = text.index(words)
    stance = None if value is None else Position(value=value, axis=Axis.PRACTICE)
    return Statement(
        kind=Kind.DIRECT_QUOTE,
        spans=((start, start + len(words)),),
        text=words,
        wording=words,
        said=SEEN,
        company="Brontis",
        position=stance,
        speaks_for_company=True,
    )


def figure(words: str, value: float) -> Figure:
    start = TEXT.index(words)
    return Figure(
        start=start,
        end=start + len(words),
        text=words,
        value=value,
        low=value,
        high=value,
        unit="people",
        sentence_start=0,
        sentence_end=TEXT.index(". ") + 1,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    ticks = count()
    with Store(tmp_path / "test.db", clock=lambda: f"2025-03-04T08:00:{next(ticks):02d}Z") as made:
        yield made


def dump(store: Store) -> list[str]:
    return [line for line in store.connection.iterdump() if 'INSERT INTO "runs"' not in line]


def read_once(store: Store) -> str:
    version = store.save_article(article(), capture())
    assert version
    reading = Reading(
        version_id=version,
        relevance=Relevance.AI_AND_WORK,
        statements=(statement("we hire 40 people", value=-0.6), statement("had cut 90 jobs")),
        figures=(figure("40 people", 40),),
    )
    store.save_readings([reading], extractor="1")
    return version


def test_saving_the_same_text_again_is_no_new_version(store: Store) -> None:
    assert store.save_article(article(), capture())
    before = dump(store)
    assert store.save_article(article(), capture()) is None
    assert dump(store) == before


def test_a_changed_text_retracts_the_former_one_and_what_was_read_in_it(store: Store) -> None:
    read_once(store)
    assert store.save_article(article(TEXT.replace("90", "60")), capture())
    assert store.query("SELECT count(*) AS n FROM article_versions")[0]["n"] == 2
    assert {row["retracted"] is None for row in store.query("SELECT * FROM statements")} == {False}
    assert store.query("SELECT * FROM quotes") == []


def test_a_text_that_comes_back_stands_again_and_is_read_again(store: Store) -> None:
    first = read_once(store)
    store.save_article(article(TEXT.replace("90", "60")), capture())
    assert store.save_article(article(), capture()) == first
    assert store.versions_to_extract("1") == [first]


def test_the_same_text_under_a_corrected_date_is_the_same_version_to_be_read_anew(
    store: Store,
) -> None:
    version = read_once(store)
    assert store.save_article(article(published="2025-05-09"), capture()) is None
    [row] = store.query("SELECT id, published, extracted_by FROM article_versions")
    assert row == {"id": version, "published": "2025-05-09", "extracted_by": None}


def test_a_retracted_article_and_all_that_it_says_come_back_with_it(store: Store) -> None:
    version = read_once(store)
    store.retract_article(article().url)
    for table in ("articles", "article_versions", "statements"):
        assert store.query(f"SELECT id FROM {table} WHERE retracted IS NULL") == []
    assert store.save_article(article(), capture()) == version
    assert store.query("SELECT id FROM articles WHERE retracted IS NULL")


def test_reading_twice_changes_nothing(store: Store) -> None:
    read_once(store)
    before = dump(store)
    read_once_more = Reading(
        version_id=store.query("SELECT id FROM article_versions")[0]["id"],
        relevance=Relevance.AI_AND_WORK,
        statements=(statement("we hire 40 people", value=-0.6), statement("had cut 90 jobs")),
        figures=(figure("40 people", 40),),
    )
    store.save_readings([read_once_more], extractor="1")
    assert dump(store) == before


def test_what_a_later_reading_does_not_find_is_retracted_not_deleted(store: Store) -> None:
    version = read_once(store)
    store.save_readings(
        [Reading(version_id=version, relevance=Relevance.AI_AND_WORK)], extractor="2"
    )
    rows = store.query("SELECT retracted FROM statements")
    assert len(rows) == 2
    assert all(row["retracted"] for row in rows)


def test_every_span_gives_its_words_back(store: Store) -> None:
    read_once(store)
    for table in ("statements", "figures"):
        rows = store.query(
            f"SELECT {table}.text AS words, substr(article_versions.text, start + 1, end - start) "
            f"AS found FROM {table} JOIN article_versions ON article_versions.id = version_id"
        )
        assert rows
        assert all(row["words"] == row["found"] for row in rows)


def test_a_span_that_does_not_hold_its_words_is_refused_and_costs_nothing(store: Store) -> None:
    version = store.save_article(article(), capture())
    assert version
    wrong = Reading(
        version_id=version,
        relevance=Relevance.AI_AND_WORK,
        statements=(statement("we hire 40 people"), statement("brown fox", text="the brown fox")),
    )
    with pytest.raises(ValueError, match="does not hold its words"):
        store.save_readings([wrong], extractor="1")
    assert store.query("SELECT * FROM statements") == []


def test_a_figure_belongs_to_the_shortest_statement_that_holds_it(store: Store) -> None:
    read_once(store)
    row = store.query("SELECT statement_id, sentence FROM figures")[0]
    holder = store.query("SELECT wording FROM statements WHERE id = ?", (row["statement_id"],))
    assert holder[0]["wording"] == "we hire 40 people"
    assert row["sentence"].endswith("on Monday.")


def test_a_page_that_is_no_article_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not an article"):
        store.save_article(article(kind=PageKind.CONSENT_WALL), capture())


def test_full_text_finds_words_without_their_accents(store: Store) -> None:
    text = "Léa Brun : « Nous réembauchons. »"
    version = store.save_article(article(text, language="fr"), capture())
    assert version
    words = statement("Nous réembauchons.", text=text)
    store.save_readings(
        [Reading(version_id=version, relevance=Relevance.WORK, statements=(words,))], extractor="1"
    )
    query = "SELECT count(*) AS n FROM statements_fts WHERE statements_fts MATCH 'reembauchons'"
    assert store.query(query)[0]["n"] == 1


def test_the_same_skip_is_counted_not_repeated(store: Store) -> None:
    store.skip([Skip(stage="crawl", subject="https://x.example/", reason="soft_404")] * 3)
    rows = store.query("SELECT times, reason FROM skipped")
    assert rows == [{"times": 3, "reason": "soft_404"}]


def test_a_run_that_raises_is_recorded_as_failed(store: Store) -> None:
    def pulled() -> None:
        with store.run("link", version="1") as counts:
            counts["seen"] = 4
            raise RuntimeError("the plug")

    with pytest.raises(RuntimeError):
        pulled()
    row = store.query("SELECT outcome, counts, message FROM runs")[0]
    assert row == {
        "outcome": "failed",
        "counts": '{"seen": 4}',
        "message": "RuntimeError: the plug",
    }


def test_a_run_that_was_killed_is_noted_by_the_next(store: Store) -> None:
    killed = store.run("link", version="1")
    killed.__enter__()
    with store.run("link", version="1"):
        pass
    outcomes = [row["outcome"] for row in store.query("SELECT outcome FROM runs ORDER BY id")]
    assert outcomes == ["failed", "done"]


def graph_of(store: Store) -> Graph:
    later, earlier = (row["id"] for row in store.query("SELECT id FROM statements ORDER BY start"))
    return Graph(
        companies=(
            ResolvedCompany(id="sub", name="Brontis Lab", slug="brontis-lab", parent_id="main"),
            ResolvedCompany(id="main", name="Brontis", slug="brontis"),
        ),
        statement_actors={later: ("main", "", ""), earlier: ("main", "", "")},
        reversals=(
            Reversal(
                earlier_id=earlier,
                later_id=later,
                company_id="main",
                person_id="",
                function=Function.ALL,
                axis=Axis.PRACTICE,
                grade=Grade.FULL_REVERSAL,
                direction=Direction.TO_HUMANS,
                score=0.7,
            ),
        ),
    )


def test_saving_a_graph_twice_changes_nothing(store: Store) -> None:
    read_once(store)
    graph = graph_of(store)
    assert store.save_graph(graph, rule="1")["reversals"] == 1
    before = dump(store)
    assert set(store.save_graph(graph, rule="1").values()) == {0}
    assert dump(store) == before


def test_a_reversal_that_no_longer_holds_is_retracted(store: Store) -> None:
    read_once(store)
    graph = graph_of(store)
    store.save_graph(graph, rule="1")
    store.save_graph(Graph(companies=graph.companies), rule="2")
    assert store.query("SELECT * FROM reversal_pairs") == []
    assert store.query("SELECT retracted FROM reversals")[0]["retracted"]


def decide(
    store: Store, decision: str, target: str, value: str = "{}", undoes: int | None = None
) -> None:
    store.connection.execute(
        "INSERT INTO reviews (target, target_id, decision, value, reviewer, note, undoes, "
        "decided_at) VALUES ('reversals', ?, ?, ?, 'ana', '', ?, '2025-04-01')",
        (target, decision, value, undoes),
    )


def test_an_editors_grade_stands_beside_the_machines_until_it_is_undone(store: Store) -> None:
    read_once(store)
    store.save_graph(graph_of(store), rule="1")
    pair = store.query("SELECT reversal_id FROM reversal_pairs")[0]["reversal_id"]
    decide(store, "correct", pair, '{"grade": "partial_retreat"}')
    row = store.query("SELECT grade, machine_grade, review FROM reversal_pairs")[0]
    assert row == {
        "grade": "partial_retreat",
        "machine_grade": "full_reversal",
        "review": "correct",
    }
    decide(store, "reject", pair)
    assert store.query("SELECT * FROM reversal_pairs") == []
    decide(store, "undo", pair, undoes=2)
    assert store.query("SELECT grade FROM reversal_pairs")[0]["grade"] == "partial_retreat"


def test_reviews_cannot_be_rewritten(store: Store) -> None:
    decide(store, "confirm", "some-pair")
    for change in ("UPDATE reviews SET note = 'x'", "DELETE FROM reviews"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.connection.execute(change)


def test_outlets_change_only_when_their_file_did(store: Store) -> None:
    paper = Outlet(id="paper", name="The Paper", home="https://paper.example/", language="en")
    store.save_outlets([paper])
    before = dump(store)
    store.save_outlets([paper])
    assert dump(store) == before


@pytest.mark.parametrize("content", [b"not a database, only text", b""])
def test_a_missing_base_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "absent.db"
    with pytest.raises(StoreError, match="no base at"):
        Store(path, must_exist=True)
    assert not path.exists()
    if content:
        path.write_bytes(content)
        with pytest.raises(StoreError, match="not a Walkback base"):
            Store(path)
        assert path.read_bytes() == content


def test_somebody_elses_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE cats (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Walkback base"):
        Store(path)
    assert path.read_bytes() == before


def test_a_base_of_a_later_walkback_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with Store(path) as made:
        made.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('walkback', 'm999_future', '2030-01-01')"
        )
    with pytest.raises(StoreError, match="later Walkback"):
        Store(path)


def test_an_older_base_is_migrated_after_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.db"
    with Store(path) as made:
        read_once(made)
    grown = type(MIGRATIONS)("walkback")
    grown._migrations = list(MIGRATIONS._migrations)

    @grown()
    def m900_notes(db: Database) -> None:
        db.conn.execute("CREATE TABLE notes (id TEXT PRIMARY KEY) STRICT")

    monkeypatch.setattr(base_module, "MIGRATIONS", grown)
    told: list[str] = []
    with Store(path, tell=told.append) as migrated:
        assert migrated.query("SELECT count(*) AS n FROM notes") == [{"n": 0}]
        assert len(migrated.query("SELECT * FROM statements")) == 2
    copy = tmp_path / "older.before-m900_notes.db"
    assert copy.name in told[0]
    monkeypatch.undo()
    shutil.copy(copy, tmp_path / "again.db")
    with Store(tmp_path / "again.db") as former:
        assert len(former.query("SELECT * FROM statements")) == 2
