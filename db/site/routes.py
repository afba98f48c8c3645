"""Our addresses as Datasette wants them, and what becomes of errors."""

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import asgi_static

from db.site.page import Page, answer
from db.site.pages import ARCHIVE, PAGES, archive
from db.site.safety import STRICT
from db.site.view import NotThereError, View, our_base

STATIC = Path(__file__).with_name("static")
STATIC_AT = "/-/walkback"

_FORMAT = r"(?:\.(?P<format>json|csv|atom))?$"


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """Return the routes of the site: pages, archived copies, static files, and two covers."""
    found: list[tuple[str, Callable[..., Any]]] = []
    for pattern, page in PAGES.items():
        # The first page has no name that a format could follow.
        at = (
            r"/(?:(?:index)?\.(?P<format>json|csv|atom))?$" if pattern == "/" else pattern + _FORMAT
        )
        found.append((at, _handler(page)))
    found.append((ARCHIVE, _archive))
    found.append((STATIC_AT + r"/(?P<path>.*)$", asgi_static(STATIC)))
    found.append((r"/-/databases(?:\.json)?$", _databases))
    found.append((r"/robots\.txt$", _robots))
    return found


def static(name: str) -> str:
    """Return the address of a static file of ours; a changed file gets a new one."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
    return f"{STATIC_AT}/{name}?{digest}"


def _handler(page: Callable[[View], Awaitable[Page]]) -> Callable[..., Any]:
    async def handle(request: Any, datasette: Any) -> Any:  # noqa: ANN401 - Datasette has no types
        if request.method not in {"GET", "HEAD"}:
            return Response.text("Pages are only read.", status=405, headers={"allow": "GET, HEAD"})
        try:
            view = await _view(request, datasette)
            response = await answer(view, await page(view), view.args.get("format"))
        except NotThereError as error:
            return await error_page(datasette, request, NotFound(str(error)))
        if response is None:
            return await error_page(datasette, request, NotFound("this page has no such form"))
        return response

    return handle


async def _archive(request: Any, datasette: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    try:
        return await archive(await _view(request, datasette))
    except NotThereError as error:
        return await error_page(datasette, request, NotFound(str(error)))


async def _view(request: Any, datasette: Any) -> View:  # noqa: ANN401 - Datasette has no types
    database = await our_base(datasette)
    if database is None:
        raise NotThereError("this server has no Walkback base")
    args = {name: value for name, value in request.url_vars.items() if value is not None}
    return View(datasette=datasette, database=database, request=request, args=args)


async def _databases(datasette: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    # Datasette's own answer tells where on the disk each file lies.
    return Response.json(
        [
            {"name": name, "route": database.route, "is_mutable": database.is_mutable}
            for name, database in datasette.databases.items()
            if name != "_internal"
        ]
    )


async def _robots() -> Any:  # noqa: ANN401 - Datasette has no types
    # Copies of others' pages are evidence, not content of ours.
    return Response.text("User-agent: *\nDisallow: /archive/\nDisallow: /*?sql=\n")


async def error_page(datasette: Any, request: Any, exception: Exception) -> Any:  # noqa: ANN401
    """Return the answer to an error: JSON for a .json address, else a page with a way on."""
    status, message = _reason(exception)
    if request.path.partition("?")[0].endswith(".json"):
        return Response.json({"ok": False, "error": message, "status": status}, status=status)
    html = await datasette.render_template(
        "walkback/error.html", {"status": status, "message": message}, request=request
    )
    return Response.html(html, status=status, headers={"content-security-policy": STRICT})


def _reason(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, QueryInterrupted):
        return 503, "That took longer than a query may. Ask for less, or try again."
    status = getattr(exception, "status", 500)
    if status == 500:  # noqa: PLR2004 - the number is the name
        return status, "Something went wrong on our side."
    message = getattr(exception, "message", None) or (exception.args or ("",))[0]
    words = str(message)
    return status, "There is no such page." if words in {"", "404"} else words
