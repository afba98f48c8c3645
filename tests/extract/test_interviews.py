"""Replies of an interview are found without quote marks, and only there."""

import pytest

from extract.interviews import answers
from extract.nlp import pipeline
from extract.quotes import quotes

FR = (
    "Nora Delcourt dirige la société Veltra.\n\nPourquoi avez-vous rappelé vos traducteurs ?\n\n"
    "— Parce que nous perdions nos clients.\n\nLe regrettez-vous ?\n\n— Non, pas du tout."
)
EN = (
    "Nora Lind runs Veltra.\n\nQ: Why did you rehire your clerks?\nA: We had lost our callers.\n\n"
    "Q: Do you regret it?\nA: No, not at all."
)
REMARKS = (
    "Nora Delcourt dirige la société Veltra.\n\nEst-ce la faute du robot ?\n"
    "Non. J'ai signé le plan.\n\nVous aviez pourtant promis le contraire.\n"
    "Oui, et je le regrette : nous avons eu tort."
)
NAMED = (
    "Veltra has called back its clerks.\n\nThe Ledger: Why now?\n\nNora Lind: Callers left us.\n\n"
    "They were right to.\n\nThe Ledger: Is it over?\n\nNora Lind: Ask me in May."
)
DASHES = (
    "Nora Delcourt dirige la société Veltra.\n\n— Vous aviez promis un robot. Où est-il ?\n\n"
    "— Nous l'avons débranché.\n\n— Combien de gens reprenez-vous ?\n\n— Soixante, je crois."
)
INITIALS = (
    "Le Fanal : Pourquoi rappeler vos agents ?\nNora Lind : Parce que le robot se trompait. "
    "Nos clients partaient.\nLe Fanal : Et les autres ?\nN. L. : Ils ont été reclassés.\n\n"
    "Êtes-vous déçue ?\n\nPas du tout."
)
SIGNED = (
    "Nora Lind dirige la société Veltra.\n\nRegrettez-vous d'avoir fermé le standard ?\n\n"
    "Nora Lind. – Oui. Nous sommes allés trop vite.\n\nCombien de postes rouvrez-vous ?\n\n"
    "Une quarantaine."
)
FAQ = (
    "Nora Lind runs Veltra.\n\nWhat has changed?\n\nVeltra rehired its clerks.\n\n"
    "Will it last?\n\nNobody at the firm knows."
)


@pytest.mark.parametrize(
    ("text", "language", "replies"),
    [
        (FR, "fr", ["Parce que nous perdions nos clients.", "Non, pas du tout."]),
        (EN, "en", ["We had lost our callers.", "No, not at all."]),
        (
            REMARKS,
            "fr",
            ["Non. J'ai signé le plan.", "Oui, et je le regrette : nous avons eu tort."],
        ),
        (NAMED, "en", ["Callers left us.", "They were right to.", "Ask me in May."]),
        (DASHES, "fr", ["Nous l'avons débranché.", "Soixante, je crois."]),
        (
            INITIALS,
            "fr",
            [
                "Parce que le robot se trompait. Nos clients partaient.",
                "Ils ont été reclassés.",
                "Pas du tout.",
            ],
        ),
        (SIGNED, "fr", ["Oui. Nous sommes allés trop vite.", "Une quarantaine."]),
        (FAQ, "en", []),
    ],
)
def test_replies_of_an_interview_are_quotes_and_readers_questions_are_not(
    text: str, language: str, replies: list[str]
) -> None:
    found = list(answers(pipeline(language)(text)))
    assert [text[slice(*answer.span)] for answer in found] == replies


def test_reply_under_a_name_is_of_that_name() -> None:
    doc = pipeline("en")(NAMED)
    speakers = {doc[slice(*found.speaker)].text for found in answers(doc) if found.speaker}
    assert speakers == {"Nora Lind"}


@pytest.mark.parametrize("text", [INITIALS, SIGNED])
def test_initials_and_a_name_before_one_reply_stand_for_whoever_is_asked(text: str) -> None:
    doc = pipeline("fr")(text)
    speakers = {doc[slice(*found.speaker)].text for found in answers(doc) if found.speaker}
    assert speakers == {"Nora Lind"}


def test_reply_is_quoted_whole_and_not_once_more_after_its_colon() -> None:
    doc = pipeline("fr")(INITIALS)
    assert [quote.kind.value for quote in quotes(doc)] == ["direct_quote"] * 3


GUEST = (
    "Nora Lind wrote letters for Veltra. She received us in Hull.\n\nHow did it start?\n\n"
    "Lind: On a Monday. My manager brought a laptop and left.\n\nWere you not suspicious?\n\n"
    "Lind: I was. Each letter I fixed was one less for me.\n\nVeltra said that nobody was misled."
)


def test_replies_that_alone_bear_a_name_are_the_guests() -> None:
    doc = pipeline("en")(GUEST)
    replies = list(answers(doc))
    assert [doc.text[slice(*reply.span)][:6] for reply in replies] == ["On a M", "I was."]
    assert {doc[slice(*reply.speaker)].text for reply in replies if reply.speaker} == {"Lind"}


def test_names_before_colons_without_questions_are_no_interview() -> None:
    text = "What changed?\n\nMarch: Veltra buys a bot.\n\nMay: Veltra drops it.\n\nJune: It hires."
    assert not list(answers(pipeline("en")(text)))
