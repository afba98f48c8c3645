"""The seeds: companies, people and posts that are known before any article is read.

They carry what articles rarely say and linking needs: other names, parents, and since when
somebody has held a post. A date that isn't certain is left out.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import TypeVar

from db.records import Company, Person, Role

_Record = TypeVar("_Record", Company, Person, Role)


class SeedError(ValueError):
    """A seed file that doesn't say what it should; the message names the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """All the seeds; a role names its person and company as they stand in the other two."""

    companies: tuple[Company, ...] = ()
    people: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()


def load_seeds() -> Seeds:
    """Read the seed files of the package. Raises SeedError for an entry that is wrong."""
    companies = tomllib.loads(_text("companies.toml"))
    people = tomllib.loads(_text("people.toml"))
    return read_seeds(companies=companies, people=people)


def read_seeds(*, companies: Mapping[str, object], people: Mapping[str, object]) -> Seeds:
    """Return the seeds in two parsed files. Raises SeedError for an entry that is wrong."""
    seeds = Seeds(
        companies=tuple(_record(Company, entry) for entry in _entries(companies, "companies")),
        people=tuple(
            _record(Person, {key: value for key, value in entry.items() if key != "roles"})
            for entry in _entries(people, "people")
        ),
        roles=tuple(
            _record(Role, {"person": entry.get("name", ""), **role})
            for entry in _entries(people, "people")
            for role in _entries(entry, "roles")
        ),
    )
    _check(seeds)
    return seeds


def _text(name: str) -> str:
    return (files("db.seeds") / name).read_text(encoding="utf-8")


def _entries(table: Mapping[str, object], key: str) -> list[dict[str, object]]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise SeedError(f"{key}: a list of tables is wanted")
    return found


def _record(kind: type[_Record], entry: Mapping[str, object]) -> _Record:
    known = {item.name for item in fields(kind)}
    unknown = sorted(set(entry) - known)
    if unknown:
        raise SeedError(f"{kind.__name__} {entry.get('name', '?')}: unknown keys {unknown}")
    values = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    for key, value in values.items():
        wanted = tuple if key == "aliases" else bool if key == "is_followed" else str
        if not isinstance(value, wanted):
            raise SeedError(f"{kind.__name__} {entry.get('name', '?')}: {key} is {value!r}")
    return kind(**values)  # type: ignore[arg-type]  # each value was checked in the line above


def _check(seeds: Seeds) -> None:
    companies = _unique("company", (company.name for company in seeds.companies))
    people = _unique("person", (person.name for person in seeds.people))
    for company in seeds.companies:
        if company.parent and company.parent not in companies:
            raise SeedError(
                f"company {company.name}: no company {company.parent!r} to be its parent"
            )
    for role in seeds.roles:
        if role.company not in companies or role.person not in people:
            raise SeedError(f"role of {role.person}: no company {role.company!r}")
        if not role.title:
            raise SeedError(f"role of {role.person} at {role.company}: no title")


def _unique(what: str, names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for name in names:
        if not name or name in seen:
            raise SeedError(f"{what} {name!r}: the name is empty or stands twice")
        seen.add(name)
    return seen
