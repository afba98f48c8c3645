"""What a stretch of text is about, in a form that compares across languages. Pure.

Words of the domain become concepts, which have the same names in every language; other words are
known by their first letters, as *organisation* is in both; numbers and names stay what they are.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import fsum

from db.ids import fold

STEM = 6
"""Letters by which a word is known: enough to tell words apart, few enough for their endings."""

SHORTEST = 4
"""Letters of the shortest word that may tell texts apart."""

COMMON = frozenset(
    {"ai", "jobs", "workers", "firms", "work", "survey", "surveyor", "agent", "leaders"}
)
"""Concepts of nearly every text in this field: each weighs a third of another."""

OF_COMMON = 1 / 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language that comparing needs."""

    ignored: frozenset[str]
    concepts: dict[str, str]
    """Folded word → concept."""
    beginnings: dict[str, str]
    """Beginning of a word → concept."""
    lengths: tuple[int, ...]
    """How long beginnings are, the longest first."""
    phrases: dict[str, re.Pattern[str]]
    """Section and name (``held.plan``) → what finds one of its phrases in a folded text."""
    places: tuple[tuple[str, re.Pattern[str]], ...]
    anywhere: re.Pattern[str]
    """Finds any of those places."""


@lru_cache(maxsize=4096)
def features(text: str, *, language: str) -> frozenset[str]:
    """Return the concepts (``=regret``) and word beginnings of a text."""
    known = words_of(language)
    # Where something was counted decides whether it is the same, not whether it is alike.
    folded = f" {fold(text)} "
    if known.anywhere.search(folded):
        for _code, pattern in known.places:
            folded = pattern.sub("", folded)
    return frozenset(
        found for word in folded.split() if (found := _feature(word, known)) is not None
    )


def concepts(text: str, *, language: str) -> list[str]:
    """Return the concepts of a text in the order of its words."""
    known = words_of(language)
    return [found for word in fold(text).split() if (found := _concept(word, known))]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that both hold, weighed, in [0, 1]."""
    least = min(_weight(one), _weight(other))
    return _weight(one & other) / least if least else 0.0


def names(text: str, *, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded words with a capital, and those of them that are names for certain.

    The first word of a sentence has a capital whatever it is.
    """
    known = words_of(language)
    every: set[str] = set()
    certain: set[str] = set()
    for start, end in sentences(text):
        for match in _CAPITAL.finditer(text, start, end):
            word = fold(match[0])
            if len(word) < SHORTEST or word in known.ignored or _concept(word, known):
                continue
            if any(pattern.search(f" {word} ") for _, pattern in known.places):
                continue
            every.add(word)
            if text[start : match.start()].strip(_OPENERS):
                certain.add(word)
    return frozenset(every), frozenset(certain)


def shared_names(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> frozenset[str]:
    """Return the names of both texts."""
    return one[0] & other[0] & (one[1] | other[1])


def places(text: str, *, language: str) -> frozenset[str]:
    """Return the codes of the countries and parts of the world that a text names."""
    folded = f" {fold(text)} "
    return frozenset(code for code, pattern in words_of(language).places if pattern.search(folded))


def has(text: str, phrases: str, *, language: str) -> bool:
    """Tell whether a text holds one of the phrases of a section, such as ``held.plan``."""
    return bool(words_of(language).phrases[phrases].search(f" {fold(text)} "))


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the places of the sentences of a text; paragraphs end one too."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if text[start : match.end()].strip():
            found.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(found)


def around(text: str, place: Span, *, before: int = 0, after: int = 0) -> str:
    """Return the sentence that holds a place, with some of those about it in its paragraph."""
    first, last = paragraph(text, place)
    listed = [span for span in sentences(text) if first <= span[0] < last]
    held = [n for n, span in enumerate(listed) if span[0] < place[1] and place[0] < span[1]]
    if not held:
        return text[place[0] : place[1]]
    start, end = max(0, held[0] - before), min(len(listed) - 1, held[-1] + after)
    return text[listed[start][0] : listed[end][1]].strip()


def sentence_at(text: str, place: Span) -> Span:
    """Return the place of the sentence that holds a place, in its paragraph."""
    first = paragraph(text, place)[0]
    return next((s for s in sentences(text) if first <= s[0] < place[1] and place[0] < s[1]), place)


def short(text: str, *, longest: int = 160) -> str:
    """Return a text in one line, cut at a word where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]} …"


def paragraph(text: str, place: Span) -> Span:
    """Return the paragraph that holds a place."""
    start = text.rfind("\n\n", 0, place[0])
    end = text.find("\n\n", place[1])
    return (0 if start < 0 else start + 2, len(text) if end < 0 else end)


@cache
def words_of(language: str) -> Language:
    """Return the words of a language; those of English for one without lexicons."""
    folder = files("graph") / "lexicons" / language
    if not language or not folder.is_dir():
        folder = files("graph") / "lexicons" / "en"
    table, telling, placed = (
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("concepts", "telling", "places")
    )
    whole: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for concept, listed in table["concepts"].items():
        for word in listed:
            if word.endswith("*"):
                beginnings.append((word[:-1], concept))
            else:
                whole[word] = concept
    phrases = {
        f"{section}.{name}": _pattern(listed)
        for section, lists in telling.items()
        for name, listed in lists.items()
    }
    phrases["wide.words"] = _pattern(placed["wide"]["words"])
    return Language(
        ignored=frozenset(table["ignored"]),
        concepts=whole,
        beginnings=dict(reversed(beginnings)),  # of equal ones the first listed counts
        lengths=tuple(sorted({len(beginning) for beginning, _ in beginnings}, reverse=True)),
        phrases=phrases,
        places=tuple((code, _pattern(listed)) for code, listed in placed["places"].items()),
        anywhere=_pattern([name for listed in placed["places"].values() for name in listed]),
    )


_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w&]*")
_OPENERS = ' \n«“"‘(—–-\u00a0\u202f'
_END = re.compile(r"(?:[.!?…]+[\"»”’)]*(?:\s*[»”])?\s+(?=[«“\"‘(]?\s*[A-ZÀ-ÖØ-Þ0-9])|\n\n+)")


def _pattern(listed: list[str]) -> re.Pattern[str]:
    """Return what finds one of some phrases in a folded text with a blank at either end."""
    parts = sorted((re.escape(words).replace(r"\*", r"\w*") for words in listed), key=len)
    return re.compile(f"(?<= )(?:{'|'.join(reversed(parts))})(?= )")


def _weight(found: frozenset[str]) -> float:
    return fsum(OF_COMMON if feature[1:] in COMMON else 1.0 for feature in found)


def _feature(word: str, known: Language) -> str | None:
    concept = _concept(word, known)
    if concept:
        return f"={concept}"
    if len(word) < SHORTEST or word in known.ignored or word.isdecimal():
        return None
    return word.replace("z", "s")[:STEM]


def _concept(word: str, known: Language) -> str:
    if word in known.concepts:
        return known.concepts[word]
    for length in known.lengths:
        if concept := known.beginnings.get(word[:length]):
            return concept
    return ""
