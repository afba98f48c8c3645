"""Which organisation a description without a name stands for."""

import pytest

from extract.nlp import documents
from extract.people import Gazetteer, Speaker, cast, speaker

NOBODY = Gazetteer.build([], [], [])


def who(text: str, words: str, language: str, title: str = "") -> Speaker:
    """Return who some words of a text stand for, at their last place."""
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title=title, gazetteer=NOBODY, published="2025-03-04")
    start = doc.text.rindex(words)
    return speaker(doc, (start, start + len(words)), cast=known)


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("Orbel Tarn, the Ohio bottler, is hiring. The bottler said so.", "The bottler", "en"),
        ("Orbel Tarn is hiring. The wholesaler said so on Monday.", "The wholesaler", "en"),
        ("Orbel Tarn is hiring. A memo said so on Monday.", "A memo", "en"),
        ("L'armurier Orbel embauche. L'armurier l'a dit lundi.", "L'armurier", "fr"),
        ("Orbel embauche. Une note diffusée aux élus le dit.", "Une note diffusée aux élus", "fr"),
        (
            "Orbel embauche. La présidence de la maison l'a écrit.",
            "La présidence de la maison",
            "fr",
        ),
    ],
)
def test_description_is_the_company_that_it_fits(text: str, words: str, language: str) -> None:
    found = who(text, words, language, title="Orbel Tarn" if language == "en" else "Orbel")
    assert found.company.startswith("Orbel")
    assert found.speaks_for_company


def test_name_in_a_complement_is_not_whom_the_noun_describes() -> None:
    text = (
        "Orbel Homes has changed. The charity, landlord to 9,000 families between Moor and Elland, "
        "gave its repairs line to an AI."
    )
    words = "The charity, landlord to 9,000 families between Moor and Elland"
    assert who(text, words, "en", title="Orbel Homes turns to AI").company == "Orbel Homes"


def test_university_of_another_language_is_the_one_told_of() -> None:
    text = "Papers of the Université de Courtmoulin are translated by AI. The university said so."
    title = "Université de Courtmoulin turns to AI"
    assert who(text, "The university", "en", title=title).company == "Université de Courtmoulin"


def test_letter_from_a_union_is_not_the_company_s() -> None:
    text = "Orbel cut 40 jobs. A union letter called it brutal."
    assert who(text, "A union letter", "en", title="Orbel cuts 40 jobs").company != "Orbel"
