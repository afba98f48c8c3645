"""Statements of translated copies, and words beside later deeds."""

from dataclasses import replace

import pytest

from db.records import Axis, Direction, Function, Grade, LaneStatement, Reversal
from graph.promises import broken
from graph.translations import translations
from tests.graph.telling import said

MEANINGS = {
    "We took on nobody this year": 1,
    "Nous n'avons pris personne cette année": 1,
    "The desk closes with 12 people": 2,
    "Le guichet ferme avec 12 personnes": 2,
    "Le guichet ferme avec 21 personnes": 2,
}


def near(one: str, other: str) -> float:
    return 0.8 if MEANINGS[one] == MEANINGS[other] else 0.1


def told(words: str, language: str, *, origin: str = "o", **other: str) -> LaneStatement:
    article = other.pop("article", language)
    statement = said(words, "2025-05-08", article=article, person="Nora Lind", **other)
    return replace(statement, language=language, origin_id=origin, person_id="p", company_id="c")


def found(*statements: LaneStatement) -> list[tuple[str, str, str]]:
    by_id = {one.id: one for one in statements}
    return [
        (by_id[edge.source_id].wording, by_id[edge.target_id].wording, edge.relation.value)
        for edge in translations(statements, rule="r", near=near)
    ]


def test_a_translated_quote_is_tied_to_the_first_one() -> None:
    one = told("We took on nobody this year", "en", published="2025-05-08")
    other = told("Nous n'avons pris personne cette année", "fr", published="2025-05-09")
    expected = [(other.wording, one.wording, "translation_of")]
    assert found(one, other) == found(other, one) == expected


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("Le guichet ferme avec 21 personnes", {}),
        ("Nous n'avons pris personne cette année", {}),
        ("Le guichet ferme avec 12 personnes", {"origin": "another"}),
    ],
)
def test_other_figures_another_meaning_or_another_origin_is_no_translation(
    words: str, change: dict[str, str]
) -> None:
    one = told("The desk closes with 12 people", "en")
    assert found(one, told(words, "fr", **change)) == []


def test_another_voice_is_no_translation() -> None:
    one = told("The desk closes with 12 people", "en")
    other = replace(told("Le guichet ferme avec 12 personnes", "fr"), person_id="q")
    assert found(one, other) == []


def test_equal_figures_in_two_languages_are_kept() -> None:
    one = told("The desk closes with 12 people", "en", published="2025-05-08")
    other = told("Le guichet ferme avec 12 personnes", "fr", published="2025-05-09")
    assert len(found(one, other)) == 1


def test_without_vectors_nothing_is_a_translation() -> None:
    one = told("We took on nobody this year", "en")
    other = told("Nous n'avons pris personne cette année", "fr")
    assert list(translations([one, other], rule="r", near=None)) == []


# --- words against deeds -----------------------------------------------------------------


def change(earlier: LaneStatement, later: LaneStatement, grade: Grade) -> Reversal:
    return Reversal(
        earlier_id=earlier.id,
        later_id=later.id,
        company_id="c",
        person_id="",
        function=Function.ALL,
        axis=Axis.PRACTICE,
        grade=grade,
        direction=Direction.TO_AI,
        score=0.5,
        why="",
    )


def test_a_promise_is_told_beside_the_first_deed_against_it() -> None:
    promise = said("nobody will be replaced", "2024-05-01", -0.8, axis="intention")
    first = said("the program replaced 40 clerks", "2025-02-03", 0.9, kind="action")
    then = said("the program replaced 20 more", "2025-06-03", 0.9, kind="action")
    changes = [change(promise, one, Grade.FULL_REVERSAL) for one in (then, first)]
    (words,) = broken(changes, {one.id: one for one in (promise, first, then)}).values()
    assert "40 clerks" in words
    assert "3 February 2025" in words


def test_other_words_and_deeds_in_keeping_break_no_promise() -> None:
    promise = said("nobody will be replaced", "2024-05-01", -0.8, axis="intention")
    words = said("we need fewer people", "2025-02-03", 0.9)
    deed = said("ten clerks were taken on", "2025-02-03", -0.9, kind="action")
    known = {one.id: one for one in (promise, words, deed)}
    assert broken([change(promise, words, Grade.FULL_REVERSAL)], known) == {}
    assert broken([change(promise, deed, Grade.NO_CHANGE)], known) == {}
