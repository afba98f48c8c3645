"""Reported speech that goes on in the next sentence, and where it stops."""

import pytest

from db.records import Kind
from extract.nlp import documents
from extract.quotes import Quote, quotes


def _read(language: str, text: str) -> tuple[str, list[Quote]]:
    doc, _ = next(documents([(text, None)], language=language))
    return doc.text, list(quotes(doc))


def _words(text: str, quote: Quote) -> str:
    return " … ".join(text[start:end] for start, end in quote.spans)


@pytest.mark.parametrize(
    ("language", "text", "words", "who"),
    [
        (
            "fr",
            (
                "La direction promet qu'aucun départ ne sera contraint. Une trentaine de postes "
                "seraient concernés."
            ),
            "Une trentaine de postes seraient concernés",
            "La direction",
        ),
        (
            "en",
            "The closure, Ms Owusu said, was final. It would save 4 million pounds a year.",
            "It would save 4 million pounds a year",
            "Ms Owusu",
        ),
    ],
)
def test_next_sentence_in_the_mood_of_the_report_is_the_same_speakers(
    language: str, text: str, words: str, who: str
) -> None:
    read, found = _read(language, text)
    last = found[-1]
    assert _words(read, last) == words
    assert last.kind is Kind.INDIRECT_QUOTE
    assert last.inherited
    assert last.speaker is not None
    assert read[slice(*last.speaker)] == who


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La direction promet qu'aucun départ ne sera contraint. La salle était pleine."),
        (
            "fr",
            "Le maire dit que tout ira bien. Si le site fermait, la ville perdrait 40 postes.",
        ),
        ("en", "The closure, Ms Owusu said, was final. If it failed, the town would pay for it."),
        ("en", "The bank says that it is ready. It would not be the first to fail."),
    ],
)
def test_sentence_of_the_reporter_is_not_said(language: str, text: str) -> None:
    assert len(_read(language, text)[1]) == 1
