"""The words in which the site speaks to readers; they stand in ``words.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SIDE_FROM = 0.25
"""How far from the middle a position takes a side; the same line as for a reversal."""


@cache
def words() -> dict[str, Any]:
    """Return all the words, by group and key."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def word(group: str, key: str | None, part: str = "label") -> str:
    """Return the reader's word for a value of the base; the value itself where there is none."""
    found = words().get(group, {}).get(key or "", key or "")
    return str(found.get(part, "")) if isinstance(found, dict) else str(found)


def side(position: float | None) -> str:
    """Return ``to_ai``, ``to_humans`` or ``between``; empty for a statement without position."""
    if position is None:
        return ""
    if abs(position) < SIDE_FROM:
        return "between"
    return "to_ai" if position > 0 else "to_humans"


def position_words(position: float | None) -> str:
    """Return a position in plain words; empty for none."""
    if position is None:
        return ""
    steps = words()["position"]
    return str(next((step["label"] for step in steps if position >= step["least"]), ""))


def low_first(text: str) -> str:
    """Return a label as it stands inside a sentence; names such as AI stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
