"""What all spiders share: from listings to pages, each asked for once and conditionally."""

from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import capture_of, header, outcome_of_failure, outcome_of_status
from crawler.dates import day_of, is_later
from crawler.listings import Entry, ListingError
from crawler.messages import Found, Known, Message, Outcome, Plan, Visit
from crawler.middlewares.wire import KEY, Raw
from crawler.urls import brand, host_and_port, identity, is_same_site
from db.archive import content_type
from db.records import Capture, Outlet

MAX_SITEMAPS = 200
"""Listings of one outlet that are followed in one run; an index may name itself."""

UNDER_WAY = 16
"""Pages of one outlet that are asked for at a time; the others wait as bare addresses."""

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})
_PACKED = frozenset({"br", "zstd", "compress", "dcb", "dcz"})
"""Packings that are not asked for, and not undone where their package is missing."""

_NOTHING = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed or a sitemap and what reads it: body, address and media type to entries."""

    url: str
    outlet: Outlet
    read: Callable[[bytes, str, str], Iterator[Entry]]
    pace: float = 0.0
    """Seconds between two such requests, whatever robots.txt says."""
    is_search: bool = False
    """A search finds pages of many publishers: each is its own outlet's, or nobody's."""


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
        self._asked: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._queues: dict[str, deque[Target]] = {outlet.id: deque() for outlet in plan.outlets}
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
            meta={"least_delay": listing.pace},
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
            media_type = content_type(header(response, "Content-Type"))[0]
            try:
                for entry in listing.read(response.body, response.url, media_type):
                    if entry.is_listing:
                        children.append(replace(listing, url=entry.url))
                    elif not self._is_recent(entry):
                        is_whole = False
                    elif target := self._target(entry, listing):
                        targets.append(target)
                self._tell_found(listing, targets)
                self._tell_listing(
                    listing,
                    Outcome.LISTING,
                    response,
                    f"{len(children)} further listings" if children else "",
                    is_whole=is_whole,
                )
            except ListingError as error:
                self._tell_listing(listing, Outcome.NO_LISTING, response, str(error))
        if not self.plan.is_check:
            yield from filter(None, map(self._ask_listing, children))
            for target in targets:
                yield from self._follow(target)
            yield from self._done_listing(listing)

    def _listing_failed(self, failure: Failure) -> Iterator[Request]:
        listing: Listing = failure.request.cb_kwargs["listing"]  # type: ignore[attr-defined]
        outcome, detail = outcome_of_failure(failure)
        self._tell_listing(listing, outcome, None, detail)
        yield from self._done_listing(listing)

    def _done_listing(self, listing: Listing) -> Iterator[Request]:
        self._waiting[listing.outlet.id] -= 1
        if not self._waiting[listing.outlet.id]:
            yield from self._due(listing.outlet)

    def _tell_found(self, listing: Listing, targets: list[Target]) -> None:
        """Tell what a listing named, outlet by outlet; of a search that may be several."""
        pages: dict[str, list[tuple[str, str]]] = {listing.outlet.id: []}
        for target in targets:
            pages.setdefault(target.outlet.id, []).append((target.url, target.changed))
        for outlet, named in pages.items():
            self.tell(Found(outlet=outlet, listing=listing.url, pages=tuple(named)))

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
                capture=None
                if response is None
                else capture_of(response, listing.outlet.id, requested=listing.url),
                keeps_validators=is_whole,
            )
        )

    def _target(self, entry: Entry, listing: Listing) -> Target | None:
        outlet: Outlet | None = listing.outlet
        if listing.is_search:
            outlet = next((each for each in self.plan.outlets if _is_of(each, entry.url)), None)
        if outlet is None:
            return None
        return Target(url=entry.url, outlet=outlet, changed=entry.changed)

    def _is_recent(self, entry: Entry) -> bool:
        day = day_of(entry.changed) or entry.changed
        return not (self.plan.since and day) or day[: len(self.plan.since)] >= self.plan.since

    # --- pages ---------------------------------------------------------------------------

    def _due(self, outlet: Outlet) -> Iterator[Request]:
        """Yield the pages of earlier runs whose time has come, and those never reached."""
        for url, known in self.plan.known.get(outlet.id, {}).items():
            if known.is_due and not known.is_listing:
                self._line_up(Target(url=url, outlet=outlet, changed=known.changed))
        yield from self._next(outlet)

    def _follow(self, target: Target) -> Iterator[Request]:
        """Ask for a page that a listing names, unless it is known and not yet due."""
        known = self.plan.known.get(target.outlet.id, {}).get(target.url)
        if known is None or known.is_due or is_later(target.changed, known.changed):
            self._line_up(target)
            yield from self._next(target.outlet)
        else:
            self._seen.add(target.url)

    def _line_up(self, target: Target) -> None:
        if target.url in self._seen:
            return
        self._seen.add(target.url)
        if not _is_of(target.outlet, target.url):
            self._tell_page(target, Outcome.OFF_SITE)
            return
        outlet = target.outlet.id
        if self.plan.max_pages is not None and self._asked[outlet] >= self.plan.max_pages:
            return
        self._asked[outlet] += 1
        self._queues[outlet].append(target)

    def _next(self, outlet: Outlet) -> Iterator[Request]:
        """Yield requests for the pages in line, as many as may be under way."""
        queue = self._queues[outlet.id]
        while queue and self._under_way[outlet.id] < UNDER_WAY:
            target = queue.popleft()
            self._under_way[outlet.id] += 1
            yield Request(
                target.url,
                callback=self._read_page,
                errback=self._page_failed,
                cb_kwargs={"target": target},
                headers=self._conditions(target.outlet, target.url),
                meta={"walkback_is_page": True},
                dont_filter=True,
            )

    def _read_page(self, response: Response, target: Target) -> Iterator[Fetched | Request]:
        capture = capture_of(response, target.outlet.id, requested=target.url)
        if response.status == 304:  # noqa: PLR2004
            self._tell_page(target, Outcome.UNCHANGED, capture)
        elif response.status != 200:  # noqa: PLR2004
            outcome, detail = outcome_of_status(response)
            self._tell_page(target, outcome, capture, detail)
        elif not _is_of(target.outlet, response.url):
            self._tell_page(target, Outcome.OFF_SITE, capture, response.url)
        elif capture.media_type not in _HTML:
            self._tell_page(target, Outcome.NOT_HTML, capture, capture.media_type)
        elif (coding := header(response, "Content-Encoding").lower()) in _PACKED:
            self._tell_page(target, Outcome.UNREADABLE, capture, f"packed as {coding}")
        else:
            raw = response.meta.pop(KEY, None)
            yield Fetched(
                target=target,
                capture=capture,
                raw=raw if isinstance(raw, Raw) else Raw((), response.body),
                body=response.body,
                reason="OK",
                robots_header=header(response, "X-Robots-Tag"),
            )
        yield from self._after(target)

    def _page_failed(self, failure: Failure) -> Iterator[Request]:
        target: Target = failure.request.cb_kwargs["target"]  # type: ignore[attr-defined]
        outcome, detail = outcome_of_failure(failure)
        self._tell_page(target, outcome, None, detail)
        yield from self._after(target)

    def _after(self, target: Target) -> Iterator[Request]:
        self._under_way[target.outlet.id] -= 1
        yield from self._next(target.outlet)

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
        if self.plan.is_check:
            return {}
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
