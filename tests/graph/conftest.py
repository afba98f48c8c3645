import tomllib
from pathlib import Path

import pytest

from db.records import LaneStatement, Modality
from tests.graph.telling import said


def event(row: dict[str, object]) -> LaneStatement:
    """Return an event of the table as a statement."""
    renamed = {
        "acknowledged": "acknowledges_change",
        "clarification": "is_clarification",
        "authority": "speaks_for_company",
    }
    known = {renamed.get(key, key): value for key, value in row.items()}
    source = str(known.pop("source"))
    known["modality"] = Modality(str(known.get("modality", "asserted")))
    words, day = str(known.pop("words")), str(known.pop("said"))
    return said(words, day, **known, url=source)


TABLE = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def events() -> dict[str, LaneStatement]:
    return {row["id"]: event(row) for row in TABLE["events"]}


@pytest.fixture(scope="session")
def pairs() -> list[dict[str, object]]:
    return list(TABLE["pairs"])
