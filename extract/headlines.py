"""What a headline tells of its names: who opens it, who has a boss, what lies in a place."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.vocabulary import Words

SHORT = 2
"""Letters of a word whose capitals tell nothing."""


def is_title_case(title: str) -> bool:
    """Ask whether a headline's capitals tell nothing of a word: "Publisher Shelves Its Plan"."""
    words_of = title.split()
    return sum(word[:1].isupper() for word in words_of) * 2 > len(words_of) + 2


def is_place_in(title: str, text: str, table: Words) -> bool:
    """Ask whether a headline tells of a place: "Layoffs in Mattawan"."""
    heard = title.split()
    return any(
        word == text and at and heard[at - 1].lower() in table.places
        for at, word in enumerate(heard)
    )


def openings(title: str) -> set[str]:
    """Return the words with which a headline, or what stands behind its colon, begins."""
    parts = [re.findall(r"[\w&'’-]+", part) for part in title.split(":")]
    return {bare(part[0]) for part in parts if part}


def headed_words(heard: Sequence[str], table: Words) -> set[str]:
    """Return the words of a headline that have a head: « le patron de Veltra », "Veltra boss"."""
    lower = [word.lower() for word in heard]
    found = set()
    for at, word in enumerate(heard):
        pair = lower[at - 2] if at > 1 and lower[at - 1] in table.links else ""
        following = lower[at + 1] if at + 1 < len(heard) else ""
        if word[:1].isupper() and (pair in table.titles or following in table.titles):
            found.add(bare(word))
        if word.lower().startswith(("d'", "d’")) and at and lower[at - 1] in table.titles:
            found.add(word[2:])
    return found


def is_shouted(doc: Doc, start: int, end: int) -> bool:
    """Ask whether capitals open a paragraph in small print: "BIN boss Barry", "DOWN THE DRAIN:"."""
    text = doc[start:end].text
    if not text.isupper() or len(text) <= SHORT:
        return False
    before = doc[start - 1] if start else None
    opens = before is None or "\n" in before.text
    if before is not None and before.is_upper and before.is_alpha:
        at = before.i
        while at > 0 and doc[at - 1].is_upper and doc[at - 1].is_alpha:
            at -= 1
        opens = opens or at == 0 or "\n" in doc[at - 1].text
    return opens and end < len(doc) and not doc[end].is_upper


def bare(word: str) -> str:
    """Return a word without its ending of a possessor."""
    return word.removesuffix("'s").removesuffix("’s")
