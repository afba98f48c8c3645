"""What a page function gets: the base to ask, and what was asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from db.migrations import APPLICATION_ID

Row = dict[str, Any]

_NAMES: "WeakKeyDictionary[Any, str]" = WeakKeyDictionary()
"""Datasette → the name under which it serves our base."""


class NotThereError(Exception):
    """A page that doesn't exist; the message says what was looked for."""


_KEPT: "WeakKeyDictionary[Any, dict[str, tuple[Any, Any]]]" = WeakKeyDictionary()
"""Database → name → the state of the base and what was made of it."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One request for one of our pages."""

    datasette: Any
    database: Any
    """Datasette's handle of our base."""
    request: Any
    args: dict[str, str] = field(default_factory=dict)
    """The parts of the path, by name."""

    async def rows(self, sql: str, values: Row | None = None) -> list[Row]:
        """Return the rows of a query as dictionaries."""
        return [dict(row) for row in await self.database.execute(sql, values or {})]

    async def row(self, sql: str, values: Row | None = None) -> Row | None:
        """Return the first row of a query; None when there is none."""
        found = await self.rows(sql, values)
        return found[0] if found else None

    async def value(self, sql: str, values: Row | None = None) -> Any:  # noqa: ANN401 - SQL decides
        """Return the first value of the first row; None when there is none."""
        found = await self.row(sql, values)
        return next(iter(found.values())) if found else None

    async def kept(self, name: str, make: Callable[["View"], Awaitable[Made]]) -> Made:
        """Return what was made under a name; it is made anew when the base or the day changed.

        For what many pages need and nobody asks differently. Nobody may change what it returns.
        """
        shelf = _KEPT.setdefault(self.database, {})
        state = _state(self.database)
        if name not in shelf or shelf[name][0] != state:
            shelf[name] = (state, await make(self))
        made: Made = shelf[name][1]
        return made

    def ask(self, name: str, *, longest: int = 200) -> str:
        """Return a query-string value without blanks around it; empty when it isn't given."""
        return str(self.request.args.get(name) or "").strip()[:longest]

    def address(self, path: str) -> str:
        """Return the permalink of a path of ours, with host."""
        return str(self.datasette.absolute_url(self.request, self.datasette.urls.path(path)))

    def same_with(self, path: str, **changes: str | int | None) -> str:
        """Return this page's address with some query-string values changed or dropped."""
        args = {name: self.request.args.get(name) for name in self.request.args}
        kept = {name: value for name, value in (args | changes).items() if value not in {None, ""}}
        return f"{path}?{urlencode(kept)}" if kept else path


def our_name(datasette: Any) -> str | None:  # noqa: ANN401 - Datasette has no types
    """Return the name of our base, once ``our_base`` has found it."""
    return _NAMES.get(datasette)


async def our_base(datasette: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    """Return the first Walkback base that a Datasette serves, whatever its name; None if none."""
    name = _NAMES.get(datasette)
    if name in datasette.databases:
        return datasette.databases[name]
    for name, database in datasette.databases.items():
        if name == "_internal":
            continue
        mark = (await database.execute("PRAGMA application_id")).first()
        if mark and mark[0] == APPLICATION_ID:
            _NAMES[datasette] = name
            return database
    return None


def _state(database: Any) -> tuple[Any, ...]:  # noqa: ANN401 - Datasette has no types
    """Return what changes whenever the files of a base are written, and every day."""
    base = Path(database.path)
    files = [path.stat() for path in (base, base.with_name(f"{base.name}-wal")) if path.exists()]
    return (
        datetime.now(UTC).date(),
        *((file.st_mtime_ns, file.st_size) for file in files),
    )
