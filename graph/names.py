"""Names of companies, people and posts, brought to what makes two of them the same."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from db.ids import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    legal_forms: frozenset[str]
    articles: frozenset[str]
    openers: frozenset[str]
    """Nouns of a trade that open a company's name and that its short form leaves out."""
    bound: frozenset[str]
    """What after such a noun makes it part of the name: « Banque de … », « Banque Populaire »."""
    honorifics: frozenset[str]
    posts: dict[str, str]
    """Folded title → the post that it names."""


@lru_cache(maxsize=65536)
def company_key(name: str) -> str:
    """Return a company's name without case, accents, article, legal form and a trade before it.

    « Transports Orvel » is Orvel in the next paper, « Banque de l'Orvel » keeps all its words.
    """
    words = fold(name).split()
    if len(words) > 1 and words[0] in _words().articles:
        words = words[1:]
    while len(words) > 1 and words[-1] in _words().legal_forms:
        words = words[:-1]
    if len(words) > 1 and words[0] in _words().openers and words[1] not in _words().bound:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """Return a person's name without case, accents and form of address."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in _words().honorifics:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def post(title: str) -> str:
    """Return the post that a title names and that one person holds at a time, or nothing."""
    folded = fold(title)
    words = folded.split()
    if words and words[0] in _words().articles:
        folded = " ".join(words[1:])
    return _words().posts.get(folded, "")


@cache
def _words() -> _Words:
    table = tomllib.loads((files("graph") / "names.toml").read_text(encoding="utf-8"))
    return _Words(
        legal_forms=frozenset(table["legal_forms"]),
        articles=frozenset(table["articles"]),
        openers=frozenset(table["openers"]),
        bound=frozenset(table["bound"]),
        honorifics=frozenset(table["honorifics"]),
        posts={fold(title): name for name, titles in table["posts"].items() for title in titles},
    )
