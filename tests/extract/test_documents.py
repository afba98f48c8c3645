"""Whose words a document's are."""

import pytest

from extract.names import Gazetteer
from extract.nlp import documents
from extract.people import Speaker, cast, speaker

EMPTY = Gazetteer.build([], [], [])


def who(text: str, phrase: str, language: str, title: str = "") -> Speaker:
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title=title, gazetteer=EMPTY, published="2025-05-09")
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=known)


@pytest.mark.parametrize(
    ("language", "text", "phrase", "company"),
    [
        (
            "en",
            "Veltra hired. A report by the consultancy Moss Lane said so.",
            "A report by",
            "Moss",
        ),
        ("en", "Veltra hired. The company’s report said so.", "The company’s report", "Veltra"),
        ("en", "Veltra hired. Its filing said so.", "Its filing", "Veltra"),
        (
            "fr",
            "Veltra embauche. L'étude de l'institut Copernal date de mardi. L'étude le précise.",
            "L'étude",
            "Copernal",
        ),
        (
            "fr",
            "Veltra embauche. D'après le baromètre du cabinet Hélicade, on doute. L'étude le dit.",
            "L'étude",
            "Hélicade",
        ),
        ("fr", "Veltra embauche. Un rapport interne le dit.", "Un rapport interne", "Veltra"),
        ("fr", "Veltra embauche. Le communiqué le précise.", "Le communiqué", "Veltra"),
    ],
)
def test_document_speaks_for_who_issued_it(
    language: str, text: str, phrase: str, company: str
) -> None:
    whole = text[text.rindex(phrase) :].split(" said", maxsplit=1)[0]
    whole = phrase if language == "fr" else whole
    found = who(text, whole, language, "Veltra")
    assert company in found.company
    assert found.speaks_for_company


def test_memo_speaks_for_its_author() -> None:
    text = "Veltra cut jobs. Nora Lind, its founder, told staff in a memo. The memo said more."
    assert who(text, "The memo", "en", "Veltra cuts jobs").person == "Nora Lind"


def test_report_of_nobody_known_is_nobody() -> None:
    text = "Veltra cut jobs. A study of 86 interpreters said they tire."
    found = who(text, "A study of 86 interpreters", "en", "Veltra cuts jobs")
    assert (found.company, found.speaks_for_company) == ("", False)


def test_author_of_a_report_belongs_to_who_issued_it() -> None:
    text = (
        "Veltra cut jobs. A report by the consultancy Brackley Moss said so. The report's author, "
        "Simon Peake, agreed."
    )
    found = who(text, "Simon Peake", "en", "Veltra cuts jobs")
    assert (found.company, found.speaks_for_company) == ("Brackley Moss", False)
