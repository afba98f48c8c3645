"""What the joined rooms make of short texts by invented people."""

import pytest

from db.records import ArticleVersion, Axis, Kind, Reading, Relevance, Statement
from extract import nlp
from extract.people import Gazetteer
from extract.statements import read

pytestmark = pytest.mark.slow

NOBODY = Gazetteer.build([], [], [])


def reading(text: str, language: str = "en", published: str = "2025-06-04") -> Reading:
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    version = ArticleVersion(
        id="v",
        article_id="a",
        url="https://paper.example/a",
        title="",
        text=text,
        language=language,
        published=published,
    )
    return read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=NOBODY)


def holding(found: Reading, words: str) -> Statement:
    (statement,) = [s for s in found.statements if words in s.wording]
    return statement


def test_a_regret_told_as_indirect_speech_is_not_the_deed_regretted() -> None:
    found = reading("Veltra regrette d'avoir remplacé 40 conseillers par l'IA.", "fr")
    told = holding(found, "remplacé 40 conseillers")
    assert told.position
    assert told.position.value < 0
    assert told.acknowledges_change
    assert len([s for s in found.statements if s.position]) == 1


def test_what_a_text_recalls_is_dated_by_its_own_words() -> None:
    found = reading(
        "Nora Lind, chief executive of Veltra, said on Monday that she stood by the memo in which "
        "she declared the company AI-first in April."
    )
    told = next(s for s in found.statements if s.position)
    assert told.said.edtf == "2025-04"


def test_that_headcount_had_fallen_is_nobodys_stand() -> None:
    found = reading(
        "Nora Lind, chief executive of Veltra, said on Thursday that headcount at Veltra had "
        "fallen from 5,000 to 3,000 partly because of AI."
    )
    told = holding(found, "headcount")
    assert told.position is None
    assert told.said.edtf == "2025-05-29"


def test_that_jobs_were_cut_is_the_news_of_the_saying() -> None:
    found = reading("Veltra said on Thursday that it had replaced 400 call-centre workers with AI.")
    told = holding(found, "replaced 400")
    assert told.position
    assert told.position.value > 0
    assert told.said.edtf == "2025-05-29"


def test_an_announcement_that_went_before_is_not_of_today() -> None:
    found = reading(
        "Veltra is recruiting people for customer service again, a year after it announced that a "
        "machine was doing the work of 400 of them."
    )
    assert holding(found, "machine").said.edtf == "2024-06"


def test_a_reporters_judgement_is_not_the_companys() -> None:
    found = reading("Veltra went too far with AI, and customers noticed.")
    assert not any(s.speaks_for_company for s in found.statements if s.position)


def test_a_dateline_is_neither_speaker_nor_statement() -> None:
    found = reading(
        "OSLO, June 3 (Ferrywire) - Veltra has replaced its call-centre staff with AI agents."
    )
    told = holding(found, "replaced")
    assert told.wording.startswith("Veltra")
    assert told.company == "Veltra"
    assert told.kind is Kind.ACTION
    assert told.position
    assert told.position.axis is Axis.PRACTICE


def test_no_two_statements_stand_at_the_same_place() -> None:
    found = reading(
        "“We were wrong,” Nora Lind, chief executive of Veltra, said on Monday, “and we will hire "
        "40 people.” Veltra cut 300 jobs in 2023 because of AI, then closed its translation team."
    )
    places = [statement.spans for statement in found.statements]
    assert len(places) == len(set(places))


def test_a_figure_takes_the_company_of_the_statement_that_holds_it() -> None:
    found = reading("Nora Lind, chief executive of Veltra, said it would hire 40 people.")
    assert {figure.company for figure in found.figures} == {"Veltra"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Veltra did not say how many of its clerks would leave."),
        ("en", "It would be wrong to conclude that Veltra has become gentler."),
        ("en", "The new post of Veltra speaks of employees."),
        ("en", "The fullest folder belongs to Veltra. Read in order, it goes like this."),
        ("en", "The rule that a team must first show that AI cannot do the work still stands."),
        ("fr", "Veltra n'indique pas combien de conseillers sont concernés."),
    ],
)
def test_what_nobody_said_is_no_quote(language: str, text: str) -> None:
    kinds = {statement.kind for statement in reading(text, language).statements}
    assert not kinds & {Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE}


def test_a_denied_belief_is_a_statement() -> None:
    found = reading(
        "Nora Lind, chief executive of Veltra, does not believe that AI replaces people."
    )
    assert any(statement.kind is Kind.INDIRECT_QUOTE for statement in found.statements)


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "Orla Venn said that the bank would hire 40 people.", "the bank would hire 40"),
        ("fr", "Orla Venn a déclaré que la banque embaucherait 40 personnes.", "la banque"),
        ("fr", "Orla Venn a déclaré qu’elle embaucherait 40 personnes.", "elle embaucherait"),
    ],
)
def test_indirect_words_are_shown_without_the_article_s_that(
    language: str, text: str, shown: str
) -> None:
    (said,) = [s for s in reading(text, language).statements if s.kind is Kind.INDIRECT_QUOTE]
    assert said.wording.startswith(shown)
    assert said.wording in said.text
