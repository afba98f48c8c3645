"""Sentences that a naive reader gets wrong: the sides that are asserted in each, in order.

``hard_cases.tsv`` holds what is hard about a sentence, its language, the signs of the positions
asserted in it (none for a rumour, a hypothesis, a denial of the cause) and the sentence, of
invented people and companies. What is hard in a figure or a date stands in the tests of those.
"""

from pathlib import Path

import pytest

from db.records import ArticleVersion, Modality, Population, Reading, Relevance
from extract import nlp
from extract.people import Gazetteer
from extract.statements import read

pytestmark = pytest.mark.slow

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("hard_cases.tsv").read_text("utf-8").splitlines()
]
NOBODY = Gazetteer.build([], [], [])


def reading(text: str, language: str) -> Reading:
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    version = ArticleVersion(
        id="v",
        article_id="a",
        url="https://paper.example/a",
        title="",
        text=text,
        language=language,
        published="2025-12-04",
    )
    return read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=NOBODY)


@pytest.mark.parametrize(
    ("what", "language", "signs", "text"), ROWS, ids=lambda value: value[:24].replace(" ", "-")
)
def test_sides_asserted_are_those_that_the_words_hold(
    what: str, language: str, signs: str, text: str
) -> None:
    found = [
        one.position.value
        for one in reading(text, language).statements
        if one.position and one.modality in {Modality.ASSERTED, Modality.NEGATED}
    ]
    assert "".join("+" if value > 0 else "-" for value in found) == signs, what


@pytest.mark.parametrize(
    ("language", "text"), [(row[1], row[3]) for row in ROWS if row[0] == "forecast as fact"]
)
def test_what_analysts_expect_of_many_is_a_forecast_for_the_economy(
    language: str, text: str
) -> None:
    sides = [one.position for one in reading(text, language).statements if one.position]
    assert sides
    assert {side.population for side in sides} == {Population.ECONOMY}
    assert not any(one.speaks_for_company for one in reading(text, language).statements)
