"""Whom a pronoun or a description takes up."""

import pytest

from extract.names import Gazetteer
from extract.nlp import documents
from extract.people import cast, speaker

EMPTY = Gazetteer.build([], [], [])

EN = "Tobias Meer founded Veltra. Priya Raman joined Tobias Meer at Veltra in May. "
FR = "Gwenaëlle Riou a rencontré Éric Saint-Aubin, le fondateur de Casarel. "


def person(text: str, phrase: str, language: str) -> str:
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title="", gazetteer=EMPTY, published="2025-05-09")
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=known).person


@pytest.mark.parametrize(
    ("language", "text", "phrase", "wanted"),
    [
        ("en", EN + "“No,” she said.", "she", "Priya Raman"),
        ("en", EN + "“No,” he said.", "he", "Tobias Meer"),
        (
            "en",
            "Priya Raman left. “No,” the former banker said.",
            "the former banker",
            "Priya Raman",
        ),
        ("en", "Priya Raman left. “No,” the 44-year-old said.", "the 44-year-old", "Priya Raman"),
        ("fr", FR + "« Non », dit-elle.", "-elle", "Gwenaëlle Riou"),
        ("fr", FR + "« Non », dit celle-ci.", "celle-ci", "Gwenaëlle Riou"),
        ("fr", FR + "« Non », dit ce dernier.", "ce dernier", "Éric Saint-Aubin"),
        ("fr", FR + "« Non », dit le dirigeant.", "le dirigeant", "Éric Saint-Aubin"),
        ("fr", "Maya Roy part. « Non », dit l'intéressée.", "l'intéressée", "Maya Roy"),
    ],
)
def test_pronoun_is_the_last_person_whom_it_fits(
    language: str, text: str, phrase: str, wanted: str
) -> None:
    assert person(text, phrase, language) == wanted


def test_name_in_a_relative_clause_is_not_the_speaker() -> None:
    text = "Nora Lind left Veltra. One user, whose post was read more than Nora Lind's, disagreed."
    assert person(text, "One user, whose post was read more than Nora Lind's", "en") == ""
