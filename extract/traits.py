"""What the classifier sees of a sentence: words, pairs, their classes, what a negation reaches.

Nothing here needs a language model: a text cut into words and the lexicons are enough, so that
training gives the same weights on every machine.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from extract.lexicons import lexicon
from extract.patterns import Words
from extract.wording import wording

# Letters of a word that count: "licenci" stands for « licencié », « licenciement ». Of 4 to 8 and
# whole words and lemmas, none was better on held folds (23 November 2026).
_STEM = 6
# Words that a negation reaches, up to the next comma. Of 3, 5 and 8, on held folds.
_REACH = 8
# "AI", "IA", "HR": short words in capitals are no names.
_ACRONYM = 3
_MARKS = frozenset(",;:.–—|")
_QUOTED = frozenset('"«“')


def traits(words: Words, *, language: str) -> Iterator[tuple[str, int]]:
    """Yield (trait, position of its last word), some more than once. Linear in the words.

    ``w:`` a word, ``b:`` two in a row, ``c:`` a class of the lexicons, ``n:`` and ``m:`` a class
    and a word that a negation reaches. Names and numbers are told as such, not by what they are.
    """
    negative = _negative(language)
    before, reach = "<", 0
    for position, (token, mask) in enumerate(zip(words.tokens, words.masks, strict=True)):
        stem = _stem(token.lower_, token.text, position == 0)
        classes = _classes(language, mask)
        yield f"w:{stem}", position
        yield f"b:{before} {stem}", position
        for name in classes:
            yield f"c:{name}", position
        reach = 0 if stem in _MARKS else reach
        if reach:
            reach -= 1
            yield f"m:{stem}", position
            for name in classes:
                yield f"n:{name}", position
        if mask & negative:
            reach = _REACH
        before = stem
        if stem in _QUOTED or stem == "?":
            yield f"s:{stem}", position
    yield f"b:{before} >", len(words.tokens) - 1


@lru_cache(maxsize=1 << 14)  # words come again and again
def _stem(form: str, text: str, is_first: bool) -> str:  # noqa: FBT001 - by place for the cache
    if not form.isalpha() and any(character.isdigit() for character in form):
        return "#"
    is_acronym = len(text) <= _ACRONYM and text.isupper()
    if text[:1].isupper() and not is_first and not is_acronym:
        return "N"
    return form.replace("’", "'")[:_STEM]


@cache
def _negative(language: str) -> int:
    words = wording(language)
    return words.bit("NEG") | words.bit("MOD_negation")


@cache
def _classes(language: str, mask: int) -> tuple[str, ...]:
    """Return the names of the classes in a mask: those of deeds, modality and causes."""
    return tuple(name for bit, name in _named(language) if mask & bit)


@cache
def _named(language: str) -> tuple[tuple[int, str], ...]:
    modality = lexicon(language, "modality")
    names = [
        *lexicon(language, "frames")["classes"],
        *lexicon(language, "attribution")["classes"],
        *(f"MOD_{name}" for name in modality["words"]),
        *(f"CAUSE_{name}" for name in modality["causes"]),
    ]
    words = wording(language)
    return tuple((words.bit(name), name) for name in sorted(names))
