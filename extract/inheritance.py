"""Whose words stand without a cue: of whoever was told to speak last, also in reported speech."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.nlp import text_of
from extract.reported import Quote

REACH = 2
"""Paragraph breaks between what was reported and the words that go on from it."""


def inherited(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the quotes, words without a cue of whom the text before them lets speak.

    « Un contrôleur raconte avoir noté les défauts. « Je lui ai tout appris. » »: what is
    reported comes later than the words that the quote would else go on from.
    """
    told = sorted(
        (quote for quote in quotes if quote.cue and quote.speaker and quote.force == "speech"),
        key=lambda quote: quote.cue or (0, 0),
    )
    for quote in quotes:
        start = quote.spans[0][0]
        if not quote.inherited or quote.cue or quote.speaker is None:
            yield quote
            continue
        before = [other for other in told if other.cue and max(_ends(other)) <= start]
        last = before[-1] if before else None
        is_later = last is not None and last.speaker and last.speaker[0] > quote.speaker[1]
        if last is None or not is_later or not _is_near(doc, max(_ends(last)), start):
            yield quote
        else:
            yield replace(quote, speaker=last.speaker)


def _ends(quote: Quote) -> list[int]:
    """Return where the words, the cue and the speaker of a quote end, in characters."""
    places = [*quote.spans, quote.cue, quote.speaker]
    return [place[1] for place in places if place]


def _is_near(doc: Doc, start: int, end: int) -> bool:
    """Ask whether nothing but marks stands between a report's sentence and words without a cue."""
    between = text_of(doc)[start:end]
    sentence, _, rest = between.partition(".")
    is_bare = not any(character.isalpha() for character in rest)
    return is_bare and between.count("\n") <= REACH and "\n" not in sentence
