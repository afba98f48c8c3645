"""Words without a cue go on from whoever was told to speak last, in marks or in reported speech."""

import pytest

from extract.nlp import documents, text_of
from extract.quotes import quotes

pytestmark = pytest.mark.slow

LEAD = {
    "en": "The union is angry. “They lied to us,” said Joan Perle, its leader.\n\n",
    "fr": "Le syndicat est furieux. « On nous a menti », dit Joan Perle, sa déléguée.\n\n",
}


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "A clerk says she trained the bot. “I taught it all I knew.”", "A clerk"),
        ("en", "Tom Orme said the bot had failed.\n\n“Nobody would take it back.”", "Tom Orme"),
        ("en", "The bot had failed, Tom Orme said. “Nobody would take it back.”", "Tom Orme"),
        ("fr", "Une guichetière raconte avoir formé le robot. « Je lui ai tout appris. »", "Une"),
        ("fr", "Tom Orme assure que le robot a échoué.\n\n« Personne n'en voulait. »", "Tom Orme"),
        ("fr", "Le robot a échoué, assure Tom Orme. « Personne n'en voulait. »", "Tom Orme"),
    ],
)
def test_words_without_a_cue_are_of_whoever_was_reported_last(
    language: str, text: str, speaker: str
) -> None:
    ((doc, _),) = documents([(LEAD[language] + text, None)], language=language)
    last = max(quotes(doc), key=lambda quote: quote.spans)
    assert last.inherited
    assert last.speaker is not None
    assert text_of(doc)[slice(*last.speaker)].startswith(speaker)


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Tom Orme said the bot had failed. The plan was shelved in May. “It hurt.”", "Joan"),
        ("fr", "Tom Orme dit que le robot a échoué. Le plan est enterré. « Ça fait mal. »", "Joan"),
    ],
)
def test_a_sentence_between_parts_a_report_from_words_without_a_cue(
    language: str, text: str, speaker: str
) -> None:
    ((doc, _),) = documents([(LEAD[language] + text, None)], language=language)
    free = [quote for quote in quotes(doc) if quote.inherited and quote.speaker]
    assert all(
        text_of(doc)[slice(*quote.speaker)].startswith(speaker) for quote in free if quote.speaker
    )
