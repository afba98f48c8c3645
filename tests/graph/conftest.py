import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from db.ids import digest
from db.records import (
    ArticleVersion,
    Axis,
    Claim,
    DateMethod,
    Function,
    Graph,
    Kind,
    LaneStatement,
    Modality,
    Population,
    SpeakerKind,
    StoredFigure,
)
from graph.dates import interval
from graph.parts import Material, build

Said = Callable[..., LaneStatement]
Told = tuple[LaneStatement, StoredFigure]


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


def told_figure(
    said: Said,
    article: str,
    day: str,
    sentence: str,
    text: str,
    value: float,
    **other: str,
) -> Told:
    """Return a figure in its sentence, told by nobody in particular."""
    kind = other.pop("kind", "report")
    statement = said(
        sentence, day, article=article, kind=kind, company="", published=day, method="publication"
    )
    statement = replace(statement, speaker="", speaker_kind=SpeakerKind.REPORTER)
    given = {
        "id": f"figure-{article}-{text}",
        "version_id": statement.version_id,
        "article_id": statement.article_id,
        "statement_id": statement.id,
        "text": text,
        "value": value,
        "low": value,
        "high": value,
        "unit": "people",
        "modifier": "",
        "change": "",
        "measure": "",
        "counted": "",
        "base": "",
        "population": "",
        "as_of": "",
        "place": "",
        "company": "Veltra",
        "said_on": statement.said_on,
        "said_from": statement.said_from,
        "said_to": statement.said_to,
        "language": "en",
        "sentence": sentence,
    }
    return statement, StoredFigure(**(given | other))


def linked(
    told: Sequence[Told],
    *,
    outlets: dict[str, tuple[str, str]],
    words: dict[str, str] | None = None,
) -> Graph:
    """Return what is found; ``outlets`` are name and tier by article, ``words`` stand before."""
    texts: dict[str, list[str]] = {}
    for _, figure in told:
        texts.setdefault(figure.version_id, []).append(figure.sentence)
    languages = {figure.version_id: figure.language for _, figure in told}
    days = {statement.version_id: statement.published for statement, _ in told}
    versions = []
    for version, sentences in texts.items():
        article = version.removeprefix("version-")
        name, tier = outlets[article]
        own = [f"On {article} day{n} walked paper{n}{article}." for n in range(30)]
        versions.append(
            ArticleVersion(
                id=version,
                article_id=article,
                url=f"https://{article}.example/story",
                title="",
                text=" ".join([(words or {}).get(article, ""), *sentences, "\n\n", *own]).strip(),
                language=languages[version],
                published=days[version],
                outlet=article,
                publisher=name,
                tier=tier,
            )
        )
    return build(
        Material(
            statements=list({one.id: one for one, _ in told}.values()),
            figures=[figure for _, figure in told],
            versions=versions,
        )
    )


def related(graph: Graph, told: Sequence[Told]) -> set[tuple[str, str, str]]:
    """Return article, relation and article of each edge."""
    article = {statement.id: statement.article_id for statement, _ in told}
    return {
        (article[link.source_id], link.relation.value, article[link.target_id])
        for link in graph.links
    }


def statuses_of(graph: Graph) -> dict[float, str]:
    """Return the status of each claim by its value."""
    return {claim.value or 0: claim.status.value for claim in figure_claims(graph)}


def figure_claims(graph: Graph) -> list[Claim]:
    """Return the claims that have a number."""
    return [claim for claim in graph.claims if claim.unit]


@pytest.fixture(scope="session")
def tell() -> Callable[..., Told]:
    return told_figure


@pytest.fixture(scope="session")
def world() -> Callable[..., Graph]:
    return linked


@pytest.fixture(scope="session")
def relations() -> Callable[..., set[tuple[str, str, str]]]:
    return related


@pytest.fixture(scope="session")
def statuses() -> Callable[[Graph], dict[float, str]]:
    return statuses_of


@pytest.fixture(scope="session")
def claims() -> Callable[[Graph], list[Claim]]:
    return figure_claims
