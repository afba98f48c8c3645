"""The words of each language, as data: one folder a language, the same file names in each."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class LexiconError(Exception):
    """A lexicon that is missing or cannot be read; the message names the file."""


def languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a folder, sorted."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if (path / "cues.toml").is_file()))


@cache
def lexicon(language: str, name: str) -> dict[str, Any]:
    """Return the tables of ``lexicons/LANGUAGE/NAME.toml``. Treat them as read-only.

    Raises LexiconError when the file is missing or isn't TOML.
    """
    path = FOLDER / language / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        message = f"lexicon {language}/{name}.toml cannot be read: {error}"
        raise LexiconError(message) from error
