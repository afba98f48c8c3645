"""What the process that crawls is told, and what it tells back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from crawler.urls import host_and_port, is_loopback
from db.records import Article, Capture, Outlet


class Outcome(StrEnum):
    """How a visit ended; the kinds of page that are no article come beside these."""

    ARTICLE = "article"
    LISTING = "listing"
    UNCHANGED = "unchanged"
    """The server answered that nothing changed, and sent no body."""
    GONE = "gone"
    REFUSED = "refused"
    HTTP_ERROR = "http_error"
    NO_LISTING = "no_listing"
    NOT_HTML = "not_html"
    OFF_SITE = "off_site"
    ROBOTS = "robots"
    REDIRECT_LOOP = "redirect_loop"
    HOST_PAUSED = "host_paused"
    HOST_FAILING = "host_failing"
    """So many requests to the host failed in a row that it is left alone."""
    UNSAFE_ADDRESS = "unsafe_address"
    TOO_BIG = "too_big"
    TIMEOUT = "timeout"
    NO_CONNECTION = "no_connection"
    UNREADABLE = "unreadable"


FAILURES = frozenset(
    {Outcome.TIMEOUT, Outcome.NO_CONNECTION, Outcome.HTTP_ERROR, Outcome.NO_LISTING}
)
"""Visits that may go well another time; the others are skips, with their reason."""

NOT_MADE = frozenset({Outcome.HOST_PAUSED, Outcome.HOST_FAILING})
"""Requests that were held back for the host's sake: the page is as due as it was."""


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier runs noted about an address."""

    etag: str = ""
    last_modified: str = ""
    changed: str = ""
    """Its date in the listing that last named it."""
    is_due: bool = False
    is_listing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a crawl needs to know before it starts."""

    outlets: tuple[Outlet, ...]
    known: Mapping[str, Mapping[str, Known]]
    """By outlet and address."""
    archive: Path
    timestamp: str
    user_agent: str
    since: str = ""
    max_pages: int | None = None
    allow_loopback: bool = False
    readers: int = 1
    timeout: float = 30.0
    """Seconds that an answer may take, to its last byte."""
    is_check: bool = False
    """Ask for the listings alone, whatever is known of them, and follow none."""

    @property
    def loopback(self) -> frozenset[tuple[str, int]]:
        """The hosts and ports of this machine that may be spoken to."""
        if not self.allow_loopback:
            return frozenset()
        homes = (outlet.home for outlet in self.outlets)
        return frozenset(host_and_port(home) for home in homes if is_loopback(home))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a listing named, before any of it is visited."""

    outlet: str
    listing: str
    pages: tuple[tuple[str, str], ...]
    """Addresses with their dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One address asked for, and how it went."""

    url: str
    outlet: str
    outcome: str
    """An ``Outcome``, or a ``PageKind`` other than an article."""
    is_listing: bool = False
    detail: str = ""
    changed: str = ""
    capture: Capture | None = None
    article: Article | None = None
    keeps_validators: bool = True
    """False when the next visit must get the body again."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong in the crawling process itself."""

    line: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The crawl is over."""

    reason: str = ""


Message = Found | Visit | Trouble | Finished


@dataclass(slots=True, kw_only=True)
class OutletCounts:
    """How one outlet's crawl went."""

    found: int = 0
    """Pages that its listings named or that were due for another visit."""
    fetched: int = 0
    """Pages whose body came."""
    unchanged: int = 0
    """Pages that had not changed: no body came, or the same text."""
    new: int = 0
    changed: int = 0
    failed: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    """By reason."""
