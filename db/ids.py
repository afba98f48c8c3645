"""Ids are digests of content: the same thing has the same id on every machine, for ever."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from db.records import Span

LENGTH = 20
"""Hexadecimal characters kept: 80 bits, so that a billion rows still don't collide."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def digest(*parts: str) -> str:
    """Return the id of a thing that these parts, in this order, make what it is."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        # The length goes first: ("ab", "c") and ("a", "bc") are two things.
        sha.update(b"%d:" % len(raw))
        sha.update(raw)
    return sha.hexdigest()[:LENGTH]


def text_digest(text: str) -> str:
    """Return the whole SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(url: str) -> str:
    """Return the id of the article at an identity URL."""
    return digest("article", url)


def version_id(article: str, text: str) -> str:
    """Return the id of one text of an article."""
    return digest("version", article, text_digest(text))


def statement_id(version: str, spans: Sequence[Span]) -> str:
    """Return the id of the words at these places of a version."""
    return digest("statement", version, ",".join(f"{start}-{end}" for start, end in spans))


def figure_id(version: str, start: int, end: int) -> str:
    """Return the id of the number at this place of a version."""
    return digest("figure", version, f"{start}-{end}")


def company_id(name: str) -> str:
    """Return the id of a company from its canonical name."""
    return digest("company", fold(name))


def person_id(name: str) -> str:
    """Return the id of a person from their full name."""
    return digest("person", fold(name))


def reversal_id(earlier: str, later: str) -> str:
    """Return the id of a pair of statements."""
    return digest("reversal", earlier, later)


def fold(name: str) -> str:
    """Return a name without case, accents and punctuation, for comparison."""
    # Compatibility forms first: folding case alone would leave ℠ a capital SM.
    compatible = unicodedata.normalize("NFKC", name).casefold()
    decomposed = unicodedata.normalize("NFKD", compatible).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.replace("’", "'")).split())


def slug(name: str) -> str:
    """Return a name as it stands in an address: ``Arena Group`` → ``arena-group``.

    A name without a single Latin letter or digit gets its digest.
    """
    return _NOT_WORD.sub("-", fold(name)).strip("-") or digest("slug", name)
