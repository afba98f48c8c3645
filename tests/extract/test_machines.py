"""Machines that an article calls by a name after introducing them."""

import pytest

from extract.frames import frames
from extract.nlp import pipeline
from extract.wording import sentences, wording

pytestmark = pytest.mark.slow


def machines(language: str, text: str) -> set[str]:
    words = wording(language)
    named = words.bit("AI")
    return {
        token.text
        for found in sentences(pipeline(language)(text), words=words)
        for token, mask in zip(found.tokens, found.masks, strict=True)
        if mask & named and token.is_alpha and token.text.istitle()
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council bought a chatbot called Dotty. Dotty takes the calls."),
        ("en", "Drafts are now made by Dotty, an AI system. Dotty writes all of them."),
        ("en", "Its virtual assistant, “Dotty”, started in May. Dotty answers at night."),
        ("fr", "La régie a acheté un robot baptisé Dotty. Dotty prend les appels."),
        ("fr", "Tout passe par Dotty, un agent conversationnel. Dotty ne dort pas."),
        ("fr", "L'assistant « Dotty » est arrivé en mai. Dotty répond la nuit."),
    ],
)
def test_name_of_a_machine_is_a_machine_wherever_it_stands(language: str, text: str) -> None:
    assert machines(language, text) == {"Dotty"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nora Lind, an AI researcher, called for rules. Nora teaches."),
        ("en", "Orbel, an AI company, hired Nora."),
        ("fr", "Nora Lind, une spécialiste de l'IA, enseigne."),
    ],
)
def test_person_or_firm_of_the_ai_trade_is_no_machine(language: str, text: str) -> None:
    assert not machines(language, text) & {"Nora", "Lind", "Orbel"}


def test_what_stops_is_the_machine_though_only_its_name_is_told() -> None:
    text = "The council bought a chatbot called Dotty. It switched Dotty off in March."
    assert [frame.name for frame in frames(pipeline("en")(text))] == ["drop_ai"]
