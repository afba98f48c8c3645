"""Jinja environment of the sample newsroom, and the words of its page furniture."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

HERE = Path(__file__).parent


@cache
def templates(language: str) -> Environment:
    """Return the templates, everything escaped, with the filters of `language`."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    labels = read_labels(language)

    def long_date(moment: datetime) -> str:
        pattern: str = labels["date"]
        return pattern.format(
            day=moment.day,
            month=labels["months"][moment.month - 1],
            year=moment.year,
            hour=f"{moment:%H}",
            minute=f"{moment:%M}",
        )

    environment.filters["long_date"] = long_date
    environment.filters["rfc822"] = _rfc822
    return environment


@cache
def read_labels(language: str) -> dict[str, Any]:
    """Return the words that pages in `language` carry round their articles."""
    labels: dict[str, Any] = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))
    words: dict[str, Any] = labels[language]
    return words


def _rfc822(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
