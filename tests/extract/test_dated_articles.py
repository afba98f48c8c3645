"""The said-dates of invented articles of several genres, in both languages."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.records import ArticleVersion, Relevance, SaidDate, Statement
from extract import intervals, nlp
from extract.people import Gazetteer
from extract.statements import read

ARTICLES = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "dated_articles.toml").read_text("utf-8")
)["articles"]
FLOOR = {("kept", "en"): 0.9, ("kept", "fr"): 0.9, ("worked", "en"): 0.8, ("worked", "fr"): 0.85}
"""Share of the found statements whose date is right. Measured on the articles themselves."""


def is_right(want: str, said: SaidDate) -> bool:
    day = intervals.parse(want)
    assert day is not None
    meets = said.earliest <= day.last.isoformat() and day.first.isoformat() <= said.latest
    return meets and len(said.edtf) >= len(want[:7])


def holding(words: str, text: str, statements: tuple[Statement, ...]) -> Statement | None:
    start = text.index(words)
    end = start + len(words)
    held = [s for s in statements if any(a < end and start < b for a, b in s.spans)]
    return min(held, key=lambda statement: len(statement.text), default=None)


def judged(half: str, language: str) -> Iterator[bool]:
    chosen = [a for a in ARTICLES if (a["half"], a["language"]) == (half, language)]
    texts = ((article["text"].strip(), article) for article in chosen)
    for doc, article in nlp.documents(texts, language=language):
        version = version_of(article, doc.text)
        told = read(
            doc, version, found=Relevance.AI_AND_WORK, gazetteer=Gazetteer.build((), (), ())
        )
        for row in article["dates"]:
            statement = holding(row["words"], doc.text, told.statements)
            if statement is not None:
                yield is_right(row["said"], statement.said)


def version_of(article: dict[str, Any], text: str) -> ArticleVersion:
    name = article["name"]
    return ArticleVersion(
        id=name,
        article_id=name,
        url=name,
        title=article["title"],
        text=text,
        language=article["language"],
        published=article["published"],
    )


@pytest.mark.slow
@pytest.mark.parametrize(("half", "language"), FLOOR)
def test_most_statements_are_dated_as_a_reader_would(half: str, language: str) -> None:
    found = list(judged(half, language))
    assert len(found) >= 15
    assert sum(found) / len(found) >= FLOOR[half, language]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The lender Corvo had handed its calls to software and closed its support team."),
        ("fr", "Le prêteur Corvo avait confié ses appels à un logiciel."),
    ],
)
def test_an_undated_deed_in_the_pluperfect_lies_before_the_publication(
    language: str, text: str
) -> None:
    article = {"name": "a", "title": "", "language": language, "published": "2025-09-10"}
    [doc] = [doc for doc, _ in nlp.documents([(text, None)], language=language)]
    told = read(
        doc,
        version_of(article, doc.text),
        found=Relevance.AI_AND_WORK,
        gazetteer=Gazetteer.build((), (), ()),
    )
    said = told.statements[0].said
    assert (said.edtf, said.earliest, said.latest) == ("../2025-09-10", "", "2025-09-10")
