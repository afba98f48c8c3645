"""What all spiders share: from listings to pages, each asked for once and conditionally."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.dates import day_of, is_later
from crawler.listings import Entry, ListingError
from crawler.messages import Found, Known, Message, Outcome, Plan, Visit
from crawler.middlewares import Refusal
from crawler.middlewares.politeness import BUSY
from crawler.middlewares.safety import Resolver
from crawler.middlewares.wire import KEY, Raw
from crawler.urls import brand, host_and_port, identity, is_same_site
from db.archive import content_type
from db.records import Capture, Outlet

MAX_SITEMAPS = 200
"""Listings of one outlet that are followed in one run; an index may name itself."""

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})
_NOTHING = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed or a sitemap and what reads it: body, address and media type to entries."""

    url: str
    outlet: Outlet
    read: Callable[[bytes, str, str], Iterator[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A page to visit, and what its listing said of it."""

    url: str
    outlet: Outlet
    changed: str = ""


@dataclass(slots=True, kw_only=True)
class Fetched:
    """A page whose body came: to be archived, then read."""

    target: Target
    capture: Capture
    raw: Raw
    body: bytes
    reason: str
    robots_header: str


class OutletSpider(Spider):
    """Visits the pages of outlets; kinds of listing are added by subclasses."""

    name = "walkback-outlet"

    def __init__(self, *, plan: Plan, tell: Callable[[Message], None], **values: Any) -> None:  # noqa: ANN401
        """Follow ``plan`` and ``tell`` what happens."""
        super().__init__(**values)
        self.plan = plan
        self.tell = tell
        self._seen: set[str] = set()
        self._asked = 0
        self._waiting = {outlet.id: 0 for outlet in plan.outlets}
        self._listed = dict.fromkeys(self._waiting, 0)

    def listings(self, outlet: Outlet) -> Iterator[Listing]:  # noqa: ARG002 - of subclasses
        """Yield what lists an outlet's pages: nothing here."""
        yield from ()

    async def start(self) -> AsyncIterator[Request]:
        """Ask for each outlet's listings; what is due besides follows the last of them."""
        for outlet in self.plan.outlets:
            requests = [self._ask_listing(listing) for listing in self.listings(outlet)]
            for request in requests or self._due(outlet):
                if request is not None:
                    yield request

    # --- listings ------------------------------------------------------------------------

    def _ask_listing(self, listing: Listing) -> Request | None:
        url = identity(listing.url)
        if not url or url in self._seen or self._listed[listing.outlet.id] >= MAX_SITEMAPS:
            return None
        self._seen.add(url)
        self._listed[listing.outlet.id] += 1
        self._waiting[listing.outlet.id] += 1
        return Request(
            # As written: a feed's address may need what tells pages' addresses apart from it.
            listing.url,
            callback=self._read_listing,
            errback=self._listing_failed,
            cb_kwargs={"listing": listing},
            headers=self._conditions(listing.outlet, url),
            dont_filter=True,
            priority=10,
        )

    def _read_listing(self, response: Response, listing: Listing) -> Iterator[Request]:
        children: list[Listing] = []
        targets: list[Target] = []
        is_whole = True
        if response.status == 304:  # noqa: PLR2004
            self._tell_listing(listing, Outcome.UNCHANGED, response)
        elif response.status != 200:  # noqa: PLR2004
            self._tell_listing(listing, Outcome.NO_LISTING, response, f"HTTP {response.status}")
        else:
            media_type = content_type(_header(response, "Content-Type"))[0]
            try:
                for entry in listing.read(response.body, response.url, media_type):
                    if entry.is_listing:
                        children.append(replace(listing, url=entry.url))
                    elif self._is_recent(entry):
                        targets.append(self._target(entry, listing))
                    else:
                        is_whole = False
                pages = tuple((target.url, target.changed) for target in targets)
                self.tell(Found(outlet=listing.outlet.id, listing=listing.url, pages=pages))
                self._tell_listing(listing, Outcome.LISTING, response, is_whole=is_whole)
            except ListingError as error:
                self._tell_listing(listing, Outcome.NO_LISTING, response, str(error))
        yield from filter(None, map(self._ask_listing, children))
        for target in targets:
            known = self.plan.known.get(target.outlet.id, {}).get(target.url)
            if known is None or known.is_due or is_later(target.changed, known.changed):
                yield from self._ask(target)
            else:
                self._seen.add(target.url)
        yield from self._done_listing(listing)

    def _listing_failed(self, failure: Failure) -> Iterator[Request]:
        listing: Listing = failure.request.cb_kwargs["listing"]  # type: ignore[attr-defined]
        outcome, detail = _why(failure)
        self._tell_listing(listing, outcome, None, detail)
        yield from self._done_listing(listing)

    def _done_listing(self, listing: Listing) -> Iterator[Request]:
        self._waiting[listing.outlet.id] -= 1
        if not self._waiting[listing.outlet.id]:
            yield from self._due(listing.outlet)

    def _tell_listing(
        self,
        listing: Listing,
        outcome: Outcome,
        response: Response | None,
        detail: str = "",
        *,
        is_whole: bool = True,
    ) -> None:
        self.tell(
            Visit(
                url=identity(listing.url),
                outlet=listing.outlet.id,
                outcome=outcome,
                is_listing=True,
                detail=detail,
                capture=_capture(response, listing.outlet.id) if response else None,
                keeps_validators=is_whole,
            )
        )

    def _target(self, entry: Entry, listing: Listing) -> Target:
        return Target(url=entry.url, outlet=listing.outlet, changed=entry.changed)

    def _is_recent(self, entry: Entry) -> bool:
        day = day_of(entry.changed) or entry.changed
        return not (self.plan.since and day) or day[: len(self.plan.since)] >= self.plan.since

    # --- pages ---------------------------------------------------------------------------

    def _due(self, outlet: Outlet) -> Iterator[Request]:
        """Yield the pages of earlier runs whose time has come, and those never reached."""
        for url, known in self.plan.known.get(outlet.id, {}).items():
            if known.is_due and not known.is_listing:
                yield from self._ask(Target(url=url, outlet=outlet, changed=known.changed))

    def _ask(self, target: Target) -> Iterator[Request]:
        if target.url in self._seen:
            return
        self._seen.add(target.url)
        if not _is_of(target.outlet, target.url):
            self._tell_page(target, Outcome.OFF_SITE)
            return
        if self.plan.max_pages is not None and self._asked >= self.plan.max_pages:
            return
        self._asked += 1
        yield Request(
            target.url,
            callback=self._read_page,
            errback=self._page_failed,
            cb_kwargs={"target": target},
            headers=self._conditions(target.outlet, target.url),
            meta={"walkback_is_page": True},
            dont_filter=True,
        )

    def _read_page(self, response: Response, target: Target) -> Iterator[Fetched]:
        capture = _capture(response, target.outlet.id, requested=target.url)
        if response.status == 304:  # noqa: PLR2004
            self._tell_page(target, Outcome.UNCHANGED, capture)
        elif response.status != 200:  # noqa: PLR2004
            outcome = _of_status(response.status)
            self._tell_page(target, outcome, capture, f"HTTP {response.status}")
        elif not _is_of(target.outlet, response.url):
            self._tell_page(target, Outcome.OFF_SITE, capture, response.url)
        elif capture.media_type not in _HTML:
            self._tell_page(target, Outcome.NOT_HTML, capture, capture.media_type)
        else:
            raw = response.meta.pop(KEY, None)
            yield Fetched(
                target=target,
                capture=capture,
                raw=raw if isinstance(raw, Raw) else Raw((), response.body),
                body=response.body,
                reason="OK",
                robots_header=_header(response, "X-Robots-Tag"),
            )

    def _page_failed(self, failure: Failure) -> None:
        target: Target = failure.request.cb_kwargs["target"]  # type: ignore[attr-defined]
        outcome, detail = _why(failure)
        self._tell_page(target, outcome, None, detail)

    def _tell_page(
        self, target: Target, outcome: Outcome, capture: Capture | None = None, detail: str = ""
    ) -> None:
        self.tell(
            Visit(
                url=target.url,
                outlet=target.outlet.id,
                outcome=outcome,
                detail=detail,
                changed=target.changed,
                capture=capture,
            )
        )

    def _conditions(self, outlet: Outlet, url: str) -> dict[str, str]:
        """Return the headers that ask for a body only if it changed; RFC 9110, section 13."""
        known = self.plan.known.get(outlet.id, {}).get(url, _NOTHING)
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in conditions.items() if value}


def _is_of(outlet: Outlet, url: str) -> bool:
    """Return whether an address is one of an outlet's: its site, or its name elsewhere."""
    if is_same_site(url, outlet.home):
        return True
    return not _has_port(outlet.home) and brand(url) == brand(outlet.home)


def _has_port(url: str) -> bool:
    return host_and_port(url)[1] not in {80, 443}


def _capture(response: Response, outlet: str, *, requested: str = "") -> Capture:
    media_type, charset = content_type(_header(response, "Content-Type"))
    return Capture(
        requested_url=requested or response.url,
        final_url=response.url,
        outlet=outlet,
        status=response.status,
        fetched_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        media_type=media_type,
        charset=charset,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )


def _header(response: Response, name: str) -> str:
    values = response.headers.getlist(name)
    return ", ".join(value.decode("latin-1") for value in values).strip()[:2000]


def _of_status(status: int) -> Outcome:
    if status in {404, 410}:
        return Outcome.GONE
    if status in {401, 402, 403, 407, 451}:
        return Outcome.REFUSED
    return Outcome.HOST_PAUSED if status in BUSY else Outcome.HTTP_ERROR


def _why(failure: Failure) -> tuple[Outcome, str]:
    """Return the outcome of a request that got no answer, with words about it."""
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
    return Outcome.NO_CONNECTION, f"{type(error).__name__}: {detail}"
