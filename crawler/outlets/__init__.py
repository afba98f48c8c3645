"""The outlets: one TOML file each, in a folder a language.

``docs/adding-an-outlet.md`` shows one. A file is refused, by name and key, for anything it says
that would not be understood.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crawler.errors import CrawlError, OutletFileError, UnknownOutletError
from crawler.urls import identity
from db.records import Outlet, Tier

HERE = Path(__file__).parent
"""The folder of the outlets that come with Walkback."""

_TEXTS = ("name", "home", "language", "country", "tier", "family", "note")
_OTHERS = ("feeds", "sitemaps", "searches", "least_a_day", "most_a_day", "enabled")
_NEEDED = ("name", "home", "language")
_SHAPES = {"language": r"[a-z]{2}", "country": r"[A-Z]{2}|"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_outlets(folder: Path = HERE) -> dict[str, Outlet]:
    """Return the outlets of every TOML file under ``folder`` by id, which is the file's name.

    Raises OutletFileError for a folder without any, and for a file that isn't well-formed.
    """
    if not folder.is_dir():
        raise OutletFileError(f"no folder of outlets at {folder}")
    outlets: dict[str, Outlet] = {}
    for path in sorted(folder.rglob("*.toml")):
        if path.stem in outlets:
            raise OutletFileError(f"{path}: a second outlet called {path.stem}")
        outlets[path.stem] = read_outlet(path)
    if not outlets:
        raise OutletFileError(f"no outlet file (*.toml) in {folder}")
    return outlets


def chosen_outlets(outlets: Mapping[str, Outlet], only: Sequence[str] = ()) -> tuple[Outlet, ...]:
    """Return the outlets that are named or, when none is, all enabled ones.

    Raises UnknownOutletError, and CrawlError when none is left.
    """
    if unknown := set(only) - outlets.keys():
        raise UnknownOutletError(unknown, outlets)
    chosen = [outlets[name] for name in dict.fromkeys(only)]
    chosen = chosen or [outlet for outlet in outlets.values() if outlet.enabled]
    if not chosen:
        raise CrawlError("no outlet is enabled: name one, or enable one in its file")
    return tuple(chosen)


def read_outlet(path: Path) -> Outlet:
    """Return the outlet of one file. Raises OutletFileError, naming the file and the key."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OutletFileError(f"{path}: not TOML: {error}") from error
    if not _ID.fullmatch(path.stem):
        raise OutletFileError(f"{path}: name the file with small letters, digits and hyphens")
    known = {*_TEXTS, *_OTHERS}
    if unknown := sorted(values.keys() - known):
        raise OutletFileError(f"{path}: unknown key {', '.join(unknown)}")
    for key in _NEEDED:
        if not values.get(key):
            raise OutletFileError(f"{path}: {key} is missing")
    try:
        return _outlet(path.stem, values)
    except _WrongValueError as error:
        raise OutletFileError(f"{path}: {error}") from error


class _WrongValueError(ValueError):
    """A value of an outlet file that is not what its key needs."""


def _outlet(outlet_id: str, values: Mapping[str, Any]) -> Outlet:
    texts = {key: _text(key, values.get(key, "")) for key in _TEXTS}
    tier = texts["tier"] or Tier.PRESS.value
    if tier not in set(Tier):
        raise _WrongValueError(f"tier is {tier!r}, not one of {', '.join(Tier)}")
    outlet = Outlet(
        id=outlet_id,
        name=texts["name"],
        home=_address("home", texts["home"]),
        language=texts["language"],
        country=texts["country"],
        tier=Tier(tier),
        family=texts["family"],
        feeds=_addresses("feeds", values),
        sitemaps=_addresses("sitemaps", values),
        searches=_addresses("searches", values),
        least_a_day=_count("least_a_day", values.get("least_a_day", 0)),
        most_a_day=_count("most_a_day", values.get("most_a_day", 1000)),
        enabled=_flag("enabled", values.get("enabled", False)),
        note=texts["note"],
    )
    if outlet.least_a_day > outlet.most_a_day:
        raise _WrongValueError("least_a_day is more than most_a_day")
    if outlet.enabled and not (outlet.feeds or outlet.sitemaps or outlet.searches):
        raise _WrongValueError("feeds, sitemaps and searches are all empty, and it is enabled")
    return outlet


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _WrongValueError(f"{key} is {value!r}, not a text")
    if not re.fullmatch(_SHAPES.get(key, r"(?s).*"), value):
        raise _WrongValueError(f"{key} is {value!r}, not a code of two letters")
    return value


def _count(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise _WrongValueError(f"{key} is {value!r}, not a number of pages")
    return float(value)


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError(f"{key} is {value!r}, not true or false")
    return value


def _addresses(key: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    found = values.get(key, [])
    if not isinstance(found, list):
        raise _WrongValueError(f"{key} is {found!r}, not a list of addresses")
    return tuple(_address(key, each) for each in found)


def _address(key: str, value: object) -> str:
    if not isinstance(value, str) or not identity(value):
        raise _WrongValueError(f"{key} holds {value!r}, not an http or https address")
    return value
