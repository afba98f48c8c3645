"""Word lists of a language: the phrases of its lexicons, as patterns over folded text."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from db.ids import fold


def says(text: str, phrases: str, *, of: str, language: str) -> bool:
    """Tell whether a text holds a phrase of a list of a lexicon: ``whole.words`` of ``scope``."""
    return bool(patterns(of, language)[phrases].search(f" {fold(text)} "))


def opens(text: str, phrases: str, *, of: str, language: str) -> bool:
    """Tell whether a text begins with a phrase of a list of a lexicon."""
    return bool(patterns(of, language)[phrases].match(f" {fold(text)} "))


@cache
def patterns(name: str, language: str) -> dict[str, re.Pattern[str]]:
    """Return the lists of a lexicon by ``section.list``; of English for an unknown language.

    A star in a phrase stands for any ending. The patterns are for folded text between spaces.
    """
    folder = files("graph") / "lexicons" / language
    if not language or not folder.is_dir():
        folder = files("graph") / "lexicons" / "en"
    table = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return {
        f"{section}.{listed}": _pattern(phrases)
        for section, lists in table.items()
        for listed, phrases in lists.items()
    }


def _pattern(listed: list[str]) -> re.Pattern[str]:
    parts = sorted((re.escape(words).replace(r"\*", r"\w*") for words in listed), key=len)
    # A blank that is part of the pattern is found twice as quickly as one that is looked back at.
    return re.compile(f" (?:{'|'.join(reversed(parts))})(?= )")
