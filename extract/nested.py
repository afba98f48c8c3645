"""Quoted words inside quoted words, where somebody else is told to say them."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.cues import Cues
from extract.introductions import Found, introduced
from extract.quoted import Words, words_in_words

OWN = frozenset({"i", "we", "you", "je", "j'", "nous", "vous", "tu"})
"""Whose words, told by themselves, are no other's."""
LEAST = 4
"""Characters; less is a word that is only named."""


def nested(doc: Doc, words: Sequence[Words], *, cues: Cues) -> Iterator[tuple[Words, Found]]:
    """Yield what is quoted inside an utterance with who is said to say it.

    “My son asked, ‘Does he need a nap?’”: only with a cue and a subject of its own between the
    marks; a term in marks is none.
    """
    for outer in words:
        left = outer.start
        for here in words_in_words(doc, outer):
            found = introduced(doc, here, left, cues)
            left = here.outer[1]
            if found is None or found.cue is None or found.speaker is None:
                continue
            is_own = found.speaker[0] < outer.start or doc[found.speaker[0]].lower_ in OWN
            if not is_own and here.mark.end - here.mark.start >= LEAST:
                yield here, found
