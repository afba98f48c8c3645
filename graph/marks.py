"""Marks: a few whole numbers by which copies of a text find each other in an index.

A mark is a sampled hash of three words in a row (Broder, 1997: a fixed share of all hashes keeps
containment, so that a cut reprint still meets its original), of an address, of the ends of a quote,
of a person's name in a month or a telling number, which a translation keeps, or of a named source
with either. Marks only propose; ``origins.py`` decides on the whole texts.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np
import numpy.typing as npt

from db.ids import fold
from db.records import ArticleVersion
from graph.dates import interval
from graph.primaries import cited, key
from graph.rules import Rules
from graph.tokens import hash_of, tokens

Shingles = npt.NDArray[np.int64]
"""Hashes of three words in a row, sorted, each once; not negative."""

RUN = 3
LONG = 6
"""Words from which a quote can tell anything."""
LEAST = 10
TOLD = 12
"""Names, numbers and sources of a text that are marks: one that lists more is no report."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
WEEK = timedelta(days=7)
_QUOTE = re.compile(r"[“«„\"]\s?([^“”«»„\"\n]{20,600}?)\s?[”»\"]")
# What begins with a class of letters is found quickest: the word's edge is asked for after it.
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?<!\w[A-ZÀ-ÖØ-Þ])[\w'’-]{2,} "
    r"(?:(?:de|van|von|le|la) )?[A-ZÀ-ÖØ-Þ][\w'’-]{2,}"
)
_NUMBER = re.compile(r"\d(?<!\w\d)(?:\d{0,2}(?:[ ,.\u00a0\u202f]\d{3})+|\d*)\b")
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_BITS = np.uint64(1)
_FOLD = np.uint64(32)


def marks(version: ArticleVersion, *, rules: Rules) -> list[int]:
    """Return the marks of an article, sorted: of addresses and quotes negative, others not."""
    found = {-1 - crc32(address.encode()) for address in addresses(version)}
    found |= {-1 - hash_of(end) for quote in quotes(version.text) for end in _ends(quote)}
    found |= {-1 - hash_of(source) for source in _sources(version)}
    runs = _runs(version.text)
    is_short = len(runs) <= rules.copies["short"]
    step = int(rules.copies["short_sample" if is_short else "sample"])
    kept = set(runs[runs % step == 0].tolist())
    months = {day[:7] for day in _days_about(version.published)}
    kept |= {hash_of(f"{name} {month}") for name in people(version.text) for month in months}
    kept |= {hash_of(f"number {number}") for number in numbers(version.text)}
    return [*sorted(found), *sorted(kept)]


@lru_cache(maxsize=4096)
def quotes(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each long quote of a text, whoever says it."""
    found = (tuple(tokens(match[1])) for match in _QUOTE.finditer(text))
    return tuple(words for words in found if len(words) >= LONG)


@lru_cache(maxsize=4096)
def people(text: str) -> frozenset[str]:
    """Return what may be full names of people in a text, folded: two words with a capital."""
    return frozenset(fold(match[0]) for match in _NAME.finditer(text))


@lru_cache(maxsize=4096)
def numbers(text: str) -> frozenset[int]:
    """Return the numbers that a text writes in figures, but for years and those below ten."""
    found = (int("".join(filter(str.isdigit, match[0]))) for match in _NUMBER.finditer(text))
    return frozenset(n for n in found if n >= LEAST and not FIRST_YEAR <= n <= LAST_YEAR)


def _ends(quote: tuple[str, ...]) -> set[str]:
    return {f"quote {' '.join(quote[:LONG])}", f"quote {' '.join(quote[-LONG:])}"}


def _sources(version: ArticleVersion) -> set[str]:
    """Return each source that a text names, and its own outlet, with what it tells."""
    named = cited(version.text, language=version.language)
    own = key(version.publisher, language=version.language)
    told = [f"{n}" for n in sorted(numbers(version.text))[:TOLD]]
    told += sorted(people(version.text))[:TOLD]
    listed = [*([own] if own else []), *sorted(named - {own})[:TOLD]]
    return {f"source {name} {thing}" for name in listed for thing in told}


def _days_about(published: str) -> list[str]:
    """Return the first and last day on which a copy of something may have been printed."""
    days = interval(published[:10])
    if days is None:
        return [""]
    first, last = (date.fromisoformat(day) for day in days)
    return [(first - WEEK).isoformat(), (last + WEEK).isoformat()]


@lru_cache(maxsize=4096)
def shingles(text: str) -> Shingles:
    """Return the hashes of a text's runs of three words."""
    return np.unique(_runs(text))


def _runs(text: str) -> Shingles:
    words = tokens(text)
    hashed = np.fromiter(map(hash_of, words), dtype=np.uint64, count=len(words))
    if len(hashed) >= RUN:
        hashed = hashed[:-2] * _FIRST + hashed[1:-1] * _SECOND + hashed[2:]
    # Multiplying leaves the low bits weak, and sampling looks at those alone.
    hashed = (hashed ^ (hashed >> _FOLD)) * _MIX
    return ((hashed ^ (hashed >> _FOLD)) >> _BITS).astype(np.int64)


def addresses(version: ArticleVersion) -> set[str]:
    """Return the addresses of an article, without what two links to one page differ in."""
    return {_address(url) for url in {version.url, version.canonical_url} if url} - {""}


def _address(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/")
    # The front page of a site is the address of no article.
    return f"{host}{path}?{parts.query}" if host and (path or parts.query) else ""
