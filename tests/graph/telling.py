"""Statements, figures and worlds as a perfect reader would hand them over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

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

Told = tuple[LaneStatement, StoredFigure]
MAKER = ("Veltra", "company")


def said(words: str, day: str, p: float | None = None, **other: object) -> LaneStatement:
    """Return a statement as a perfect reader would hand it over."""
    axis = str(other.pop("axis", "practice"))
    function = str(other.pop("function", "all"))
    population = str(other.pop("population", "employees"))
    days = interval(day)
    assert days, day
    key = str(other.pop("id", digest("test", words, day, str(sorted(other.items())))))
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
        "said_on": day,
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


def figure(
    statement: LaneStatement, value: float, unit: str = "percent", **other: object
) -> StoredFigure:
    """Return a figure that stands in ``statement``."""
    given = {
        "id": f"figure-{statement.id}-{value}",
        "version_id": statement.version_id,
        "article_id": statement.article_id,
        "statement_id": statement.id,
        "text": f"{value:g} {unit}",
        "value": value,
        "low": value,
        "high": value,
        "unit": unit,
        "modifier": "",
        "change": "",
        "measure": "headcount",
        "counted": "",
        "base": "",
        "population": "",
        "as_of": "",
        "place": "",
        "company": statement.company,
        "said_on": statement.said_on,
        "said_from": statement.said_from,
        "said_to": statement.said_to,
        "language": "en",
        "sentence": f"The company counts {value:g} {unit} in its offices by the harbour.",
    }
    return StoredFigure(**(given | other))


def tell(
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
        "text": text,
        "unit": "people",
        "measure": "",
        "company": "Veltra",
        "sentence": sentence,
    }
    return statement, figure(statement, value, **(given | other))


def world(
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


def relations(graph: Graph, told: Sequence[Told]) -> set[tuple[str, str, str]]:
    """Return article, relation and article of each edge."""
    article = {statement.id: statement.article_id for statement, _ in told}
    return {
        (article[link.source_id], link.relation.value, article[link.target_id])
        for link in graph.links
    }


def statuses(graph: Graph) -> dict[float, str]:
    """Return the status of each claim by its value."""
    return {claim.value or 0: claim.status.value for claim in claims(graph)}


def claims(graph: Graph) -> list[Claim]:
    """Return the claims that have a number."""
    return [claim for claim in graph.claims if claim.unit]


def printed(
    statements: Sequence[LaneStatement],
    figures: Sequence[StoredFigure],
    *,
    tiers: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> Graph:
    """Return what is found in texts that hold the sentences of the figures, and ``more``."""
    sentences: dict[str, list[str]] = {}
    days = {statement.version_id: statement.published for statement in statements}
    for one in figures:
        sentences.setdefault(one.version_id, []).append(one.sentence)
    versions = [
        ArticleVersion(
            id=name,
            article_id=name,
            url=f"https://{name}.example/story",
            title="",
            text=" ".join([*listed, (more or {}).get(name, ""), filler(name)]),
            language="en",
            published=days[name],
            outlet=name,
            publisher=f"Paper {name}",
            tier=(tiers or {}).get(name, "press"),
        )
        for name, listed in sentences.items()
    ]
    return build(Material(statements=statements, figures=figures, versions=versions))


def filler(name: str) -> str:
    """Return words of its own for a text, or all of them would be copies of one."""
    return ". ".join(f"On {name} day{n} walked paper{n}{name}" for n in range(40))


def checked(
    statements: Sequence[LaneStatement],
    figures: Sequence[StoredFigure],
    **other: Mapping[str, str],
) -> list[Claim]:
    """Return the claims with a number, by day and value."""
    claims = printed(statements, figures, **other).claims
    return sorted((c for c in claims if c.unit), key=lambda c: (c.first_said, c.value or 0))


def two_sources() -> tuple[LaneStatement, LaneStatement]:
    """Return what a company and a union say of its headcount."""
    own = said("we employ them", "2025-05-08", article="a", origin_id="")
    union = said("they employ that many", "2025-05-09", company="Clerks United", article="b")
    return own, union


def version(name: str, words: str) -> ArticleVersion:
    """Return an article that holds ``words`` alone."""
    return ArticleVersion(
        id=name,
        article_id=name,
        url=f"https://{name}.example/",
        title="",
        text=words,
        language="en",
        published="2025-05-08",
    )


def reported(article: str, day: str, **other: object) -> LaneStatement:
    """Return what a reporter tells of the company, naming nobody."""
    given = {"kind": "report", "speaker_kind": SpeakerKind.REPORTER, "speaker": "", "company": ""}
    return said(f"told in {article}", day, article=article, **(given | other))
