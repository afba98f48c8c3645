"""Replies of an interview are found without quote marks, and only there."""

import pytest

from extract.interviews import answers
from extract.nlp import pipeline

FR = (
    "Nora Delcourt dirige la société Veltra.\n\nPourquoi avez-vous rappelé vos traducteurs ?\n\n"
    "— Parce que nous perdions nos clients.\n\nLe regrettez-vous ?\n\n— Non, pas du tout."
)
EN = (
    "Nora Lind runs Veltra.\n\nQ: Why did you rehire your clerks?\nA: We had lost our callers.\n\n"
    "Q: Do you regret it?\nA: No, not at all."
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
        (FAQ, "en", []),
    ],
)
def test_replies_of_an_interview_are_quotes_and_readers_questions_are_not(
    text: str, language: str, replies: list[str]
) -> None:
    found = list(answers(pipeline(language)(text)))
    assert [text[slice(*answer.span)] for answer in found] == replies
