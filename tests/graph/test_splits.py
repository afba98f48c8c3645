"""Texts that a person splits from their origin, and takes that back."""

from pathlib import Path

import pytest

from db.records import (
    Article,
    Axis,
    Capture,
    DateMethod,
    Function,
    Kind,
    Position,
    Reading,
    Relevance,
    SaidDate,
    SpeakerKind,
    Statement,
)
from db.reviews import decisions
from db.store import Store
from graph.stage import link

WORDS = "We let forty claims handlers go because the machine reads the letters"
TEXT = (
    f"“{WORDS},” said Nora Lind of Orlu Mutual on Monday morning in front of the staff. The "
    "handlers had sorted letters by hand since the founding of the insurer. A spokesman said that "
    "the machine would be looked after by six engineers, who sit in the cellar of the old house."
)
FIRST, OTHER = "https://courier.example/orlu", "https://gazette.example/orlu"


def store_article(base: Store, url: str) -> None:
    version = base.save_article(
        Article(url=url, title="Orlu", text=TEXT, language="en", published="2025-05-05"),
        Capture(
            requested_url=url,
            final_url=url,
            outlet="",
            status=200,
            fetched_at="2025-05-05T09:00:00Z",
        ),
    )
    start = TEXT.index(WORDS)
    said = Statement(
        kind=Kind.DIRECT_QUOTE,
        spans=((start, start + len(WORDS)),),
        text=WORDS,
        wording=WORDS,
        said=SaidDate(
            edtf="2025-05-05",
            earliest="2025-05-05",
            latest="2025-05-05",
            method=DateMethod.EXPLICIT,
        ),
        speaker="Nora Lind",
        speaker_kind=SpeakerKind.PERSON,
        person="Nora Lind",
        company="Orlu Mutual",
        speaks_for_company=True,
        position=Position(
            value=0.8, axis=Axis.PRACTICE, function=Function.OPERATIONS, confidence=0.9
        ),
    )
    reading = Reading(
        version_id=version or "", relevance=Relevance.AI_AND_WORK, statements=(said,), figures=()
    )
    base.save_readings([reading], extractor="by hand")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "splits.db"
    with Store(path) as base:
        store_article(base, FIRST)
        store_article(base, OTHER)
    link(path)
    return path


def origins(path: Path) -> set[str]:
    with Store(path, must_exist=True) as base:
        rows = base.query("SELECT origin_id FROM statements WHERE retracted IS NULL")
        standing = base.query("SELECT id FROM origins WHERE retracted IS NULL")
    found = {row["origin_id"] for row in rows}
    assert found <= {row["id"] for row in standing}
    return found


def copies(path: Path) -> int:
    with Store(path, must_exist=True) as base:
        rows = base.query("SELECT id FROM links WHERE retracted IS NULL AND relation = 'copy_of'")
    return len(rows)


def split(path: Path, thing: str) -> int:
    with Store(path, must_exist=True) as base:
        row_id = decisions.article_or_statement(base, thing)
        return decisions.decide(base, "origins", row_id, "split", reviewer="Ana Ruiz")


def undo(path: Path, number: int) -> None:
    with Store(path, must_exist=True) as base:
        decisions.undo(base, number, reviewer="Ana Ruiz")


def statement_of(path: Path, url: str) -> str:
    with Store(path, must_exist=True) as base:
        (row,) = base.query(
            "SELECT s.id AS id FROM statements AS s JOIN article_versions AS v "
            "ON v.id = s.version_id JOIN articles AS a ON a.id = v.article_id WHERE a.url = ?",
            (url,),
        )
    return str(row["id"])


def relink_afresh(path: Path) -> int:
    with Store(path, must_exist=True) as base:
        base.forget_basis()
    return link(path).changed


@pytest.mark.parametrize("url", [FIRST, OTHER])
def test_an_article_that_is_split_is_an_origin_until_that_is_undone(path: Path, url: str) -> None:
    (known,) = origins(path)
    number = split(path, url)
    link(path)
    assert len(origins(path)) == 2
    undo(path, number)
    link(path)
    assert origins(path) == {known}


def test_a_statement_that_is_split_is_no_copy_until_that_is_undone(path: Path) -> None:
    assert copies(path) == 1
    number = split(path, statement_of(path, OTHER))
    link(path)
    assert copies(path) == 0
    undo(path, number)
    link(path)
    assert copies(path) == 1


@pytest.mark.parametrize("what", ["article", "statement"])
def test_linking_afresh_after_a_split_changes_nothing(path: Path, what: str) -> None:
    split(path, OTHER if what == "article" else statement_of(path, OTHER))
    link(path)
    assert relink_afresh(path) == 0
