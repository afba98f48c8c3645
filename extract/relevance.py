"""The filter before any model: whether an article is about work, and about AI at work."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from db.records import Relevance
from extract.lexicons import lexicon

_WORK, _AI = 1, 2
_BOTH = _WORK | _AI


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds whole words and phrases of one set in a text, however many they are."""

    automaton: Any
    """A finished Aho-Corasick automaton, or None for an empty set."""

    @classmethod
    def of(cls, terms: Iterable[str], *, mark: int = 1) -> "Matcher":
        """Return a matcher of terms; case, accents and kinds of apostrophe don't count.

        A trailing ``*`` lets letters follow the term.
        """
        return cls(_automaton((term, mark) for term in terms))


def relevance(text: str, *, language: str, followed: Matcher | None = None) -> Relevance:
    """Return whether the text has terms of work, and with them terms of AI.

    An actor of ``followed`` counts as an AI term: reports of a rehire often don't mention AI.
    One pass over the text, linear in its length. Aho and Corasick, CACM 18 (1975) 333-340.
    Raises LexiconError when the language has no lexicon.
    """
    folded = fold(text)
    found = 0
    for mark in _marks(folded, _terms(language)):
        found |= mark
        if found == _BOTH:
            return Relevance.AI_AND_WORK
    if not found & _WORK:
        return Relevance.NONE
    if followed is not None and any(_marks(folded, followed)):
        return Relevance.AI_AND_WORK
    return Relevance.WORK


def mentions_any(text: str, *, followed: Matcher) -> bool:
    """Tell whether any term of the matcher stands in the text as whole words."""
    return any(_marks(fold(text), followed))


def fold(text: str) -> str:
    """Return the text in lower case without accents, with plain apostrophes and spaces."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_folding())


@cache
def _folding() -> dict[int, str]:
    """Map the accented letters of the Latin blocks, and typographic marks, to plain ones."""
    table = dict.fromkeys(map(ord, "’‘ʼ′"), "'")
    table |= dict.fromkeys(map(ord, "\u00a0\u202f\u2009\n\t"), " ")
    table |= dict.fromkeys(map(ord, "‐‑"), "-")
    table[ord("œ")] = "oe"
    table[ord("æ")] = "ae"
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    # Decomposed accents come alone, after their letter.
    return table | dict.fromkeys(range(0x300, 0x370), "")


@cache
def _terms(language: str) -> Matcher:
    words, titles = lexicon(language, "relevance"), lexicon(language, "workers")["titles"]
    work = [*words["work"], *(term for terms in titles.values() for term in terms)]
    pairs = [(form, _WORK) for term in work for form in _forms(term)]
    return Matcher(_automaton([*pairs, *((term, _AI) for term in words["ai"])]))


def _forms(term: str) -> Iterable[str]:
    """Yield a phrase in the singular and in the plural where a star stands inside it.

    A star at the end stays; an automaton has no use for one elsewhere.
    """
    phrase, star = term.removesuffix("*"), "*" if term.endswith("*") else ""
    for ending in ("", "s") if "*" in phrase else ("",):
        yield phrase.replace("*", ending) + star


def _automaton(pairs: Iterable[tuple[str, int]]) -> Any:  # noqa: ANN401  (a C type without stubs)
    automaton = ahocorasick.Automaton()
    for term, mark in pairs:
        word = fold(term.removesuffix("*")).strip()
        if not word:
            continue
        _, before, is_open = automaton.get(word, (0, 0, False))
        automaton.add_word(word, (len(word), before | mark, is_open or term.endswith("*")))
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _marks(folded: str, matcher: Matcher) -> Iterable[int]:
    """Yield the mark of each term found between word boundaries."""
    if matcher.automaton is None:
        return
    for last, (length, mark, is_open) in matcher.automaton.iter(folded):
        start, end = last - length + 1, last + 1
        if start and folded[start - 1].isalnum():
            continue
        if not is_open and end < len(folded) and folded[end].isalnum():
            continue
        yield mark
