import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from db.ids import digest
from db.records import (
    Axis,
    DateMethod,
    Function,
    Kind,
    LaneStatement,
    Modality,
    Population,
    SpeakerKind,
)
from graph.dates import interval

Said = Callable[..., LaneStatement]


def make(words: str, said: str, p: float | None = None, **other: object) -> LaneStatement:
    """Return a statement as a perfect reader would hand it over."""
    axis = str(other.pop("axis", "practice"))
    function = str(other.pop("function", "all"))
    population = str(other.pop("population", "employees"))
    days = interval(said)
    assert days, said
    key = str(other.pop("id", digest("test", words, said, str(sorted(other.items())))))
    article = str(other.pop("article", f"article-{key}"))
    person = str(other.pop("person", ""))
    company = str(other.pop("company", "Veltra"))
    method = DateMethod(str(other.pop("method", "explicit")))
    kind = Kind(str(other.pop("kind", "direct_quote")))
    speaker = SpeakerKind.PERSON if person else SpeakerKind.ORGANISATION
    published = str(other.pop("published", days[1]))
    statement = {
        "id": key,
        "version_id": f"version-{article}",
        "article_id": article,
        "kind": kind,
        "wording": words,
        "language": "en",
        "said_on": said,
        "said_from": days[0],
        "said_to": days[1],
        "said_method": method,
        "published": published,
        "speaker": person or company,
        "speaker_kind": speaker,
        "person": person,
        "role": "",
        "company": company,
        "about": "",
        "speaks_for_company": True,
        "position": p,
        "axis": Axis(axis) if p is not None else None,
        "function": Function(function) if p is not None else None,
        "population": Population(population) if p is not None else None,
        "confidence": 1.0 if p is not None else 0.0,
        "modality": Modality.ASSERTED,
        "certainty": 1.0,
        "acknowledges_change": False,
        "is_clarification": False,
        "retracts_nothing": False,
        "action": "",
        "url": f"https://example.org/{article}",
        "outlet": "example",
    }
    return LaneStatement(**(statement | other))


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
    return make(**known, url=source)


TABLE = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def said() -> Said:
    return make


@pytest.fixture(scope="session")
def events() -> dict[str, LaneStatement]:
    return {row["id"]: event(row) for row in TABLE["events"]}


@pytest.fixture(scope="session")
def pairs() -> list[dict[str, object]]:
    return list(TABLE["pairs"])
