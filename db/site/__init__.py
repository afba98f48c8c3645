"""The site: a Datasette plugin, found by its entry point. Hooks only."""

import logging
from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

from datasette import hookimpl

from db.site.metadata import metadata_for
from db.site.reading import reading
from db.site.routes import error_page, routes
from db.site.safety import guard, limit_connection, plain
from db.site.view import our_base

_LOG = logging.getLogger(__name__)

Hook = TypeVar("Hook", bound=Callable[..., Any])


def hook(function: Hook) -> Hook:
    """Mark a function as a hook of Datasette, and keep its type."""
    hookimpl(function)
    return function


def wrapping_hook(function: Hook) -> Hook:
    """Mark a function as a hook round all others of its name."""
    hookimpl(wrapper=True)(function)
    return function


@hook
async def startup(datasette: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Find our base among those that are served."""
    await our_base(datasette)


@hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Add our pages; they come before Datasette's own."""
    return routes()


@hook
def asgi_wrapper() -> Callable[[Any], Any]:
    """Give each response safe headers."""
    return guard


@hook
def prepare_connection(conn: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Limit what one query may take and tell."""
    limit_connection(conn)


@hook
def prepare_jinja2_environment(env: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Add our filters; no template prints invisible controls."""
    env.finalize = plain
    reading(env)


@hook
def get_metadata(datasette: Any) -> dict[str, Any]:  # noqa: ANN401 - Datasette has no types
    """Let the metadata of ``walkback`` hold for our base under any name."""
    return metadata_for(datasette)


@wrapping_hook
def handle_exception(
    datasette: Any,  # noqa: ANN401 - Datasette has no types
    request: Any,  # noqa: ANN401 - Datasette has no types
    exception: Exception,
) -> Generator[None, list[Any], list[Callable[[], Awaitable[Any]]]]:
    """Answer an error with a page of ours.

    Datasette's own handler must not run: with ``rich`` installed it raises on a plain 404.
    """
    yield

    async def inner() -> Any:  # noqa: ANN401 - Datasette has no types
        if getattr(exception, "status", 500) >= 500:  # noqa: PLR2004 - the number is the name
            _LOG.error("%s failed", request.path, exc_info=exception)
        return await error_page(datasette, request, exception)

    return [inner]
