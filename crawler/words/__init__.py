"""The words by which pages are told apart, one file a language, all with the same keys."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """How one language writes dates of publication."""

    pattern: re.Pattern[str]
    """A day and perhaps an hour; its groups tell the parts, those with ``_`` in other orders."""
    introduction: re.Pattern[str]
    """All that may stand before the date in a line of its own."""
    change: re.Pattern[str]
    """What stands before the date of a change."""
    months: dict[str, int]
    zones: dict[str, str]
    """Hours from Greenwich, or the name of a zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language or, joined, of all; each pattern finds any of its phrases."""

    common: dict[str, frozenset[str]]
    """The commonest words by language, for telling languages apart."""
    consent: re.Pattern[str]
    consent_button: re.Pattern[str]
    not_found: re.Pattern[str]
    paywall: re.Pattern[str]
    login: re.Pattern[str]
    live: re.Pattern[str]
    promotion: re.Pattern[str]
    """Whole paragraphs that are no part of an article."""
    byline: re.Pattern[str]
    """What stands before a name: *By*."""
    name_break: re.Pattern[str]
    """What stands between names."""
    agency: re.Pattern[str]
    agency_or_person: re.Pattern[str]
    """Credits that may name a reporter as well."""
    dates: dict[str, DateWords]
    """By language."""


@cache
def words() -> Words:
    """Return the words of all languages: a page's language may be what is in doubt."""
    tables = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(HERE.glob("*.toml"))
    }

    def phrases(key: str) -> Iterable[str]:
        return (phrase for table in tables.values() for phrase in table[key])

    def any_of(key: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{phrase})" for phrase in phrases(key)), re.IGNORECASE)

    return Words(
        common={name: frozenset(table["common"].split()) for name, table in tables.items()},
        consent=any_of("consent"),
        consent_button=any_of("consent_button"),
        not_found=any_of("not_found"),
        paywall=any_of("paywall"),
        login=any_of("login"),
        live=any_of("live"),
        promotion=any_of("promotion"),
        byline=any_of("byline"),
        name_break=any_of("name_break"),
        # Names begin with a capital letter: case tells here.
        agency=re.compile("|".join(phrases("agency"))),
        agency_or_person=re.compile("|".join(phrases("agency_or_person"))),
        dates={name: _date_words(table["date"]) for name, table in tables.items()},
    )


def _date_words(table: Mapping[str, Any]) -> DateWords:
    months = {
        form: number
        for number, forms in enumerate(table["months"], start=1)
        for form in forms.split()
    }
    pattern = table["pattern"].replace("{months}", _longest_first(months))
    pattern = pattern.replace("{zones}", _longest_first(table["zones"]))
    return DateWords(
        pattern=re.compile(rf"(?<![\w/]){pattern}", re.IGNORECASE),
        introduction=re.compile(table["introduction"], re.IGNORECASE),
        change=re.compile(table["change"], re.IGNORECASE),
        months=months,
        zones=table["zones"],
    )


def _longest_first(forms: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


def language_of(text: str, *, default: str = "") -> str:
    """Return the language of a text by its commonest words; ``default`` when they don't tell.

    >>> language_of("The company said that it was hiring again, and its staff are not to go.")
    'en'
    >>> language_of("La société a dit qu'elle embauche à nouveau, et que le service reste là.")
    'fr'
    >>> language_of("Klarna", default="fr")
    'fr'
    """
    tokens = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    counts = {
        language: sum(token in common for token in tokens)
        for language, common in words().common.items()
    }
    best, second = sorted(counts.values(), reverse=True)[:2]
    # A text in any of these languages has a fifth of its words or more among them.
    if best < max(3, len(tokens) // 8) or best < 2 * second:
        return default
    return max(counts, key=lambda language: counts[language])
