"""Whose deed it is that the reporter tells."""

import pytest

from db.records import ArticleVersion, Kind, Relevance, Statement
from extract.nlp import documents
from extract.people import Gazetteer
from extract.statements import read

NOBODY = Gazetteer.build([], [], [])


def told(text: str, language: str, title: str = "") -> list[Statement]:
    """Return the statements of a text that take a position."""
    ((doc, _),) = documents([(text, None)], language=language)
    version = ArticleVersion(
        id="v",
        article_id="a",
        url="https://paper.example/a",
        title=title,
        text=doc.text,
        language=language,
        published="2025-03-04T08:00:00+00:00",
    )
    reading = read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=NOBODY)
    return [statement for statement in reading.statements if statement.position]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Orbel shut two centres. The firm replaced its order desk with a bot in May.", "en"),
        ("Orbel shut two centres. All 95 agents were let go in May and replaced by AI.", "en"),
        ("Orbel ferme deux centres. 230 salariés partent, remplacés par l'IA.", "fr"),
    ],
)
def test_deed_told_of_staff_is_that_of_the_company_told_of(text: str, language: str) -> None:
    found = told(text, language, title="Orbel")[-1]
    assert (found.kind, found.company, found.speaks_for_company) == (Kind.ACTION, "Orbel", True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Orbel makes pumps. Many rivals have cut jobs because of AI.", "en"),
        ("Orbel makes pumps. Employers have replaced workers with AI.", "en"),
        ("Orbel vend des pompes. Les employeurs remplacent des salariés par l'IA.", "fr"),
    ],
)
def test_deed_of_others_is_not_that_of_the_company_told_of(text: str, language: str) -> None:
    assert all(s.company != "Orbel" for s in told(text, language, title="Orbel"))


def test_deed_in_a_relative_clause_is_that_of_the_noun_before_it() -> None:
    text = "Two papers asked about Lindauer Bank, which replaced its clerks with AI in May."
    assert {s.company for s in told(text, "en", title="Lindauer Bank")} == {"Lindauer Bank"}


def test_council_is_bound_by_what_it_does_with_its_staff() -> None:
    text = "Tarnbrook Borough Council has replaced its contact centre with an AI assistant."
    found = told(text, "en", title="Tarnbrook Borough Council turns to AI")[0]
    assert found.company == "Tarnbrook Borough Council"
    assert found.speaks_for_company


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Orbel sells cover. It was asked what changed when work was handed to AI.", "en"),
        ("Orbel sells cover. The promise of a human service could be checked, she said.", "en"),
    ],
)
def test_deed_only_named_or_a_circumstance_binds_nobody(text: str, language: str) -> None:
    assert not any(s.speaks_for_company for s in told(text, language, title="Orbel"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Orbel est à Lyon. Le spécialiste du paiement Orbel réembauche 40 conseillers.", "fr"),
        ("Orbel est à Lyon. L'assureur lyonnais Orbel réembauche 40 conseillers.", "fr"),
        ("Orbel is in Leeds. The payments specialist Orbel is rehiring 40 agents.", "en"),
    ],
)
def test_a_company_that_its_trade_introduces_acts_itself(text: str, language: str) -> None:
    found = told(text, language, title="Orbel")[-1]
    assert (found.company, found.speaks_for_company) == ("Orbel", True)
