"""What an answer means, or the lack of one: responses and failures to captures and outcomes."""

import time
from gzip import BadGzipFile

from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.messages import Outcome
from crawler.middlewares import UNREACHABLE, Refusal
from crawler.middlewares.politeness import BUSY
from crawler.middlewares.safety import Resolver
from crawler.urls import host_and_port
from db.archive import content_type
from db.records import Capture

MAX_HEADER = 2000
"""Characters kept of a header's value."""


def capture_of(response: Response, outlet: str, *, requested: str = "") -> Capture:
    """Return what is to be remembered of a response."""
    media_type, charset = content_type(header(response, "Content-Type"))
    return Capture(
        requested_url=requested or response.url,
        final_url=response.url,
        outlet=outlet,
        status=response.status,
        fetched_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        media_type=media_type,
        charset=charset,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
    )


def header(response: Response, name: str) -> str:
    """Return a header's values, joined; empty when it isn't there."""
    values = response.headers.getlist(name)
    return ", ".join(value.decode("latin-1") for value in values).strip()[:MAX_HEADER]


def outcome_of_status(response: Response) -> tuple[Outcome, str]:
    """Return the outcome of an answer without a page, with words about it."""
    status = response.status
    detail = f"HTTP {status}"
    if status in {404, 410}:
        return Outcome.GONE, detail
    if status in {401, 402, 403, 407, 451}:
        return Outcome.REFUSED, detail
    if status in BUSY:
        return Outcome.HOST_PAUSED, detail
    if target := header(response, "Location"):
        # A redirect that was followed isn't seen here: this one led out of the web.
        return Outcome.UNSAFE_ADDRESS, f"{detail} to {target}"
    return Outcome.HTTP_ERROR, detail


def outcome_of_failure(failure: Failure) -> tuple[Outcome, str]:
    """Return the outcome of a request that got no whole answer, with words about it."""
    error = failure.value
    detail = " ".join(str(error).split())[:300]
    if isinstance(error, Refusal):
        return error.outcome, error.detail
    host = host_and_port(failure.request.url)[0]  # type: ignore[attr-defined]
    if host in Resolver.refused:
        return Outcome.UNSAFE_ADDRESS, host
    if isinstance(error, UnsupportedURLSchemeError):
        return Outcome.UNSAFE_ADDRESS, detail
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in detail:
        return Outcome.TOO_BIG, detail
    if isinstance(error, DownloadTimeoutError):
        return Outcome.TIMEOUT, detail
    if isinstance(error, IgnoreRequest):
        return Outcome.REDIRECT_LOOP, detail
    if isinstance(error, BadGzipFile) or not isinstance(error, UNREACHABLE):
        # The answer came, and undoing its compression failed.
        return Outcome.UNREADABLE, f"{type(error).__name__}: {detail}"
    return Outcome.NO_CONNECTION, f"{type(error).__name__}: {detail}"
