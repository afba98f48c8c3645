"""What came from outside, made harmless: links, invisible controls, addresses, connections."""

import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Send], Awaitable[None]]

LONGEST_VALUE = 4_000_000
"""Bytes of one SQL value. No time limit stops a single native call such as
``hex(zeroblob(100000000))``, which took 13 s; at this length it takes less than one."""

LONGEST_PATTERN = 200
"""Bytes of a LIKE or GLOB pattern, which can take exponential time in one native call."""

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LEADING = re.compile(rb"^(?:[/\\]|%2f|%5c)+", re.IGNORECASE)

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of Walkback's own pages."""

WORKBENCH = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The policy of Datasette's tables and SQL editor, which bring styles of their own."""

INERT = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of an archived copy: nothing runs, nothing is fetched, nothing is sent."""

_HEADERS = {
    b"content-security-policy": WORKBENCH.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
}


def plain(value: object) -> object:
    """Return a text without invisible controls, such as those that turn the reading direction.

    Anything else, markup of our own included, comes back as it is.
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return _CONTROLS.sub("", value)
    return value


def outside(url: object) -> str:
    """Return an address that came from outside if it may be linked; else an empty text.

    Only http and https with a host are links; ``javascript:`` and its like are not.
    """
    text = str(url or "").strip()
    if _CONTROLS.search(text) or re.search(r"[\s\\]", text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname else ""


def limit_connection(connection: sqlite3.Connection) -> None:
    """Keep one query from taking the machine, or from telling where the base lies."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    connection.set_authorizer(_authorise)


def _authorise(
    action: int, table: str | None, _second: str | None, _base: str | None, _trigger: str | None
) -> int:
    # Datasette asks with the plain pragma; only visitors read it as a table.
    if action == sqlite3.SQLITE_READ and (table or "").lower() == "pragma_database_list":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def guard(app: App) -> App:
    """Wrap an ASGI app: leading slashes are one, and each response carries safe headers."""

    async def guarded(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_guarded(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                present = {key.lower() for key, _ in message.get("headers", [])}
                added = [[key, value] for key, value in _HEADERS.items() if key not in present]
                message = {**message, "headers": [*message.get("headers", []), *added]}
            await send(message)

        await app(_with_one_slash(scope), receive, send_guarded)

    return guarded


def _with_one_slash(scope: Scope) -> Scope:
    # ``/\host/`` would be answered by a redirect that a browser reads as ``//host``.
    changed = dict(scope)
    changed["path"] = re.sub(r"^[/\\]+", "/", scope["path"])
    if raw := scope.get("raw_path"):
        changed["raw_path"] = _LEADING.sub(b"/", raw)
    return changed
