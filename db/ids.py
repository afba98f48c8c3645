"""Ids are digests of content: the same thing has the same id on every machine, for ever."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from db.records import Span

LENGTH = 20
"""Hexadecimal characters kept: 80 bits, so that a billion rows still don't collide."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def digest(*parts: str) -> str:
    """Return the id of a thing that these parts, in this order, make what it is."""
    # The length goes first: ("ab", "c") and ("a", "bc") are two things. It is counted in bytes.
    told = "".join([f"{len(part)}:{part}" for part in parts])
    if told.isascii():
        whole = told.encode()
    else:
        raws = [part.encode("utf-8", "surrogatepass") for part in parts]
        whole = b"".join([b"%d:%b" % (len(raw), raw) for raw in raws])
    return hashlib.sha256(whole).hexdigest()[:LENGTH]


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


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return a name without case, accents and punctuation, for comparison."""
    # Compatibility forms first: folding case alone would leave ℠ a capital SM.
    compatible = unicodedata.normalize("NFKC", name).casefold()
    decomposed = unicodedata.normalize("NFKD", compatible).casefold()
    return " ".join(decomposed.translate(_BARE).split())


class _Bare(dict[int, str | None]):
    """What is left of each character: letters and digits, a gap, or nothing of an accent."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kept = char if char.isalnum() else " "
        self[code] = found = None if unicodedata.combining(char) else kept
        return found


_BARE = _Bare()


def slug(name: str) -> str:
    """Return a name as it stands in an address: ``Arena Group`` → ``arena-group``.

    A name without a single Latin letter or digit gets its digest.
    """
    return _NOT_WORD.sub("-", fold(name)).strip("-") or digest("slug", name)
