"""The filter before any model."""

import pytest

from db.records import Relevance
from extract.relevance import Matcher, fold, mentions_any, relevance


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The insurer replaced its call-centre staff with a bot.", "en"),
        ("ALGORITHMS now do what 40 EMPLOYEES did.", "en"),
        ("Job cuts follow automation at the plant.", "en"),
        ("L’assureur remplace ses conseillers par un agent conversationnel.", "fr"),
        ("Des licenciements liés à l’I.A. sont prévus.", "fr"),
        ("La RÉINTÉGRATION des salariés remplacés par l'IA", "fr"),
        ("Les réembauches suivent l'échec du robot.", "fr"),
    ],
)
def test_work_with_machines_is_relevant(text: str, language: str) -> None:
    assert relevance(text, language=language) is Relevance.AI_AND_WORK


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The retailer rehired 300 employees.", "en"),
        ("Le distributeur rembauche 300 salariés.", "fr"),
    ],
)
def test_work_alone_waits_for_a_followed_actor(text: str, language: str) -> None:
    assert relevance(text, language=language) is Relevance.WORK
    named = Matcher.of(["retailer", "distributeur"])
    assert relevance(text, language=language, followed=named) is Relevance.AI_AND_WORK
    other = Matcher.of(["Velanta"])
    assert relevance(text, language=language, followed=other) is Relevance.WORK


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The captain said the wind paid off near the mainsail.", "en"),
        ("An AI model won the chess game.", "en"),
        ("La pluie a gagné la vallée, dit la météo.", "fr"),
        ("L'IA a gagné la partie d'échecs.", "fr"),
    ],
)
def test_what_is_not_about_work_is_left(text: str, language: str) -> None:
    assert relevance(text, language=language) is Relevance.NONE


def test_names_are_found_as_whole_words_whatever_accents_and_apostrophes() -> None:
    followed = Matcher.of(["Énerlis", "L'Atelier Bleu", "Next"])
    assert mentions_any("Chez ENERLIS, on recrute.", followed=followed)
    assert mentions_any("l’atelier bleu recrute", followed=followed)
    assert not mentions_any("The nextdoor shop", followed=followed)


def test_an_empty_set_of_actors_matches_nothing() -> None:
    assert not mentions_any("anything at all", followed=Matcher.of([]))


def test_decomposed_accents_fold_like_composed_ones() -> None:
    assert fold("e\u0301te\u0301") == fold("été") == "ete"
