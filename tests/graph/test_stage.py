import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.base import StoreError
from db.records import (
    Article,
    Axis,
    Capture,
    DateMethod,
    Figure,
    Function,
    Kind,
    Position,
    Reading,
    Relevance,
    SaidDate,
    SpeakerKind,
    Statement,
)
from db.store import Store
from graph.commands import link as link_command
from graph.parts import LINKER
from graph.stage import link

MINUTES = itertools.count()
FIRST = (
    "Veltra has replaced its agents with software, said Nora Lind. It does the work of 700 people."
)
THEN = "We bring people back to the phones, said Nora Lind of Veltra on Tuesday."


def clock() -> str:
    return f"2026-01-01T{next(MINUTES) // 60 % 24:02}:{next(MINUTES) % 60:02}:00Z"


def spoken(text: str, words: str, day: str, p: float) -> Statement:
    start = text.index(words)
    return Statement(
        kind=Kind.DIRECT_QUOTE,
        spans=((start, start + len(words)),),
        text=words,
        wording=words,
        said=SaidDate(edtf=day, earliest=day, latest=day, method=DateMethod.EXPLICIT),
        speaker="Nora Lind",
        speaker_kind=SpeakerKind.PERSON,
        person="Nora Lind",
        role="chief executive",
        company="Veltra",
        speaks_for_company=True,
        position=Position(
            value=p, axis=Axis.PRACTICE, function=Function.CUSTOMER_SERVICE, confidence=0.9
        ),
    )


def store_article(base: Store, url: str, text: str, statement: Statement) -> None:
    capture = Capture(
        requested_url=url, final_url=url, outlet="", status=200, fetched_at="2025-05-01T00:00:00Z"
    )
    day = statement.said.edtf
    version = base.save_article(
        Article(url=url, title="t", text=text, language="en", published=day), capture
    )
    assert version
    start = text.find("700 people")
    figures = (
        (
            Figure(
                start=start,
                end=start + 3,
                text="700",
                value=700,
                low=700,
                high=700,
                unit="people",
                measure="full-time equivalents of work",
                company="Veltra",
            ),
        )
        if start >= 0
        else ()
    )
    reading = Reading(
        version_id=version,
        relevance=Relevance.AI_AND_WORK,
        statements=(statement,),
        figures=figures,
    )
    base.save_readings([reading], extractor="by hand")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "base.db"
    with Store(path, clock=clock) as base:
        store_article(
            base,
            "https://a.example/1",
            FIRST,
            spoken(FIRST, "Veltra has replaced its agents with software", "2024-03-01", 0.9),
        )
        store_article(
            base,
            "https://b.example/2",
            THEN,
            spoken(THEN, "We bring people back to the phones", "2025-04-01", -0.8),
        )
    return path


def pairs(path: Path) -> list[dict[str, object]]:
    with Store(path) as base:
        return base.query("SELECT * FROM reversal_pairs")


def everything(path: Path) -> dict[str, list[dict[str, object]]]:
    tables = (
        "companies",
        "people",
        "roles",
        "aliases",
        "origins",
        "claims",
        "claim_statements",
        "links",
        "reversals",
        "statements",
        "figures",
    )
    with Store(path) as base:
        return {table: base.query(f"SELECT * FROM {table} ORDER BY id") for table in tables}


def test_a_change_is_found_stored_and_seen_through_the_view(path: Path) -> None:
    report = link(path)
    assert report.reversals == {"full_reversal": 1}
    assert (report.companies, report.people, report.origins) == (1, 1, 2)
    (pair,) = pairs(path)
    assert (pair["company"], pair["person"], pair["direction"]) == (
        "Veltra",
        "Nora Lind",
        "to_humans",
    )
    assert pair["days_between"] == 396
    with Store(path) as base:
        (run,) = base.query("SELECT stage, version, outcome FROM runs")
        assert run == {"stage": "link", "version": LINKER, "outcome": "done"}
        (company,) = base.query("SELECT slug, is_followed FROM companies")
        assert company == {"slug": "veltra", "is_followed": 1}


def test_linking_twice_changes_nothing(path: Path) -> None:
    assert link(path).changed > 0
    before = everything(path)
    assert link(path).changed == 0
    assert everything(path) == before


def test_an_empty_base_links_to_nothing(tmp_path: Path) -> None:
    Store(tmp_path / "base.db").close()
    report = link(tmp_path / "base.db")
    assert (report.companies, report.reversals, report.changed) == (0, {}, 0)


def test_a_missing_base_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no base at"):
        link(tmp_path / "none.db")


def test_progress_is_told(path: Path) -> None:
    told: list[str] = []
    link(path, progress=told.append)
    assert told == ["who is who", "origins", "lanes and reversals", "claims", "storing"]


def test_a_corrected_article_takes_its_reversal_with_it_and_back(path: Path) -> None:
    link(path)
    changed = THEN.replace("bring people back to", "keep software on")
    with Store(path, clock=clock) as base:
        store_article(
            base,
            "https://b.example/2",
            changed,
            spoken(changed, "We keep software on the phones", "2025-04-01", 0.8),
        )
    link(path)
    assert pairs(path) == []
    with Store(path) as base:
        (old,) = base.query("SELECT retracted FROM reversals WHERE grade = 'full_reversal'")
        assert old["retracted"]


def decide(path: Path, target: str, target_id: object, **decision: object) -> int:
    row = {
        "target": target,
        "target_id": target_id,
        "value": "{}",
        "reviewer": "an editor",
        "note": "",
        "undoes": None,
        "decided_at": "2026-01-01",
    } | decision
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    with Store(path) as base, base.transaction():
        cursor = base.connection.execute(
            f"INSERT INTO reviews ({names}) VALUES ({marks})",  # names from above
            tuple(row.values()),
        )
        return int(cursor.lastrowid or 0)


def test_the_editor_s_grade_stands_with_the_machine_s_beside_it(path: Path) -> None:
    link(path)
    (pair,) = pairs(path)
    decide(
        path,
        "reversals",
        pair["reversal_id"],
        decision="correct",
        value='{"grade": "partial_retreat"}',
    )
    link(path)
    (pair,) = pairs(path)
    assert (pair["grade"], pair["machine_grade"]) == ("partial_retreat", "full_reversal")


def test_an_undone_merge_takes_its_reversals_with_it(tmp_path: Path) -> None:
    path = tmp_path / "base.db"
    other = THEN.replace("Veltra", "Veltra Global")
    with Store(path, clock=clock) as base:
        store_article(
            base,
            "https://a.example/1",
            FIRST,
            spoken(FIRST, "Veltra has replaced its agents with software", "2024-03-01", 0.9),
        )
        later = spoken(other, "We bring people back to the phones", "2025-04-01", -0.8)
        store_article(base, "https://b.example/2", other, replace(later, company="Veltra Global"))
    link(path)
    assert pairs(path) == []
    with Store(path) as base:
        ids = {row["name"]: row["id"] for row in base.query("SELECT id, name FROM companies")}
    into = f'{{"into": "{ids["Veltra"]}"}}'
    merge = decide(path, "companies", ids["Veltra Global"], decision="merge", value=into)
    link(path)
    assert len(pairs(path)) == 1
    decide(path, "companies", ids["Veltra Global"], decision="undo", undoes=merge)
    link(path)
    assert pairs(path) == []
    with Store(path) as base:
        assert len(base.query("SELECT id FROM companies WHERE retracted IS NULL")) == 2


def indexes(path: Path) -> set[str]:
    with Store(path) as base:
        return {row["name"] for row in base.query("SELECT name FROM sqlite_master")}


def test_linking_leaves_every_index_in_its_place(path: Path) -> None:
    before = indexes(path)
    link(path)
    assert indexes(path) == before


def test_a_run_that_was_cut_short_is_made_good_by_the_next(path: Path) -> None:
    right = indexes(path)
    with Store(path) as base:
        base.forget_basis()
        base.drop_indexes()
    link(path)
    assert len(pairs(path)) == 1
    assert indexes(path) == right


def test_a_decision_on_a_change_links_nothing_anew(path: Path) -> None:
    link(path)
    (pair,) = pairs(path)
    decide(path, "reversals", pair["reversal_id"], decision="confirm")
    told: list[str] = []
    link(path, progress=told.append)
    assert told == []


def test_the_command_takes_so_many_workers_and_finds_the_same(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Store(path) as base:
        base.snapshot(other)
    for one, workers in ((path, "1"), (other, "2")):
        told = CliRunner().invoke(link_command, ["--db", str(one), "--workers", workers])
        assert told.exit_code == 0, told.output
    rows = [
        [{**row, "first_seen": "", "last_seen": ""} for row in pairs(one)] for one in (path, other)
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 1
    assert CliRunner().invoke(link_command, ["--workers", "0"]).exit_code == 2


@pytest.mark.parametrize("together", [2, 4, 24])
def test_how_many_parts_are_written_together_changes_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    apart = tmp_path / "apart.db"
    with Store(path) as base:
        for number, name in enumerate(("Ombrix", "Brontis", "Castell", "Dorvane")):
            text = f"{name} keeps its people on the phones, said Nora Lind."
            told = spoken(text, f"{name} keeps its people on the phones", "2025-02-01", -0.8)
            url = f"https://c.example/{number}"
            store_article(base, url, text, replace(told, company=name))
        base.snapshot(apart)
    monkeypatch.setattr("graph.afresh.PART", 1)  # a company a part
    monkeypatch.setattr("graph.afresh.TOGETHER", 1)
    link(apart)
    monkeypatch.setattr("graph.afresh.TOGETHER", together)
    link(path)
    seen = {"first_seen", "last_seen"}
    found, right = (
        {
            table: [{k: v for k, v in row.items() if k not in seen} for row in rows]
            for table, rows in everything(one).items()
        }
        for one in (path, apart)
    )
    assert found == right
    assert len(found["companies"]) == 5
