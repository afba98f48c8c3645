"""What limits a number to a part, by the words beside it in its sentence. Pure."""

from functools import lru_cache

from db.ids import fold
from graph.features import STEM, has, words_of
from graph.wordlists import says

_BEFORE = 12
"""Words before a number, in its sentence, in which what it is told of may stand."""
AFTER = 9
"""Words after it in which it does."""
NOUN = 4
"""Words after a number in which the word for *all* stands."""


@lru_cache(maxsize=1 << 14)
def limits(sentence: str, text: str, *, language: str) -> tuple[str, ...]:
    """Return what tells numbers of one noun apart: place, *all* before it, a trial, whose it is.

    Two numbers that differ in it may be of two things, and their texts are to be compared.
    """
    before, after = sides(sentence, text)
    found = [stem(name)] if (name := name_in(after, language)) else []
    near = f"{before} {' '.join(after.split()[:NOUN])}"
    if says(near, "all.words", of="reach", language=language):
        found.append("all")
    if has(before, "subgroup.words", language=language):
        found.append("of those")
    found += [each for each in MARKS if says(sentence, each, of="reach", language=language)]
    return tuple(found)


MARKS = ("trial.words", "hired.others", "hired.own", "left.dismissed")
"""Lists of words that make of one number another one."""


def is_of_part(sentence: str, *, language: str) -> bool:
    """Tell whether a sentence says of what a number is told, and that it is of that alone."""
    return says(sentence, "covers.words", of="reach", language=language)


def sides(sentence: str, text: str) -> tuple[str, str]:
    """Return the words near a number, before and after it, in its sentence."""
    before, found, after = sentence.partition(text)
    if not found:
        return "", ""
    return " ".join(before.split()[-_BEFORE:]), " ".join(after.split()[: 2 * AFTER])


def name_in(after: str, language: str) -> str:
    """Return the name behind a small word in the first words after a number: *firms in Wales*."""
    words = after.split()[:NOUN]
    for at, word in enumerate(words):
        bare = word.strip('.,;:()«»“”"')
        is_behind = at > 0 and says(words[at - 1], "place.before", of="reach", language=language)
        is_name = bare[:1].isupper() and not bare.isupper() and len(bare) >= _LETTERS
        if is_behind and is_name and fold(bare) not in words_of(language).ignored:
            return bare
    return ""


_LETTERS = 4
"""Letters of the shortest name that may be a place's."""


def stem(name: str) -> str:
    """Return the beginning by which a place and what belongs to it are one: *norma*."""
    return fold(name)[: STEM - 1]
