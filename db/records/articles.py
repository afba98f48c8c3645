"""Outlets, their pages as fetched and as read, and what of them was parked."""

from dataclasses import dataclass

from db.records.words import PageKind, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher and how to find its pages; one TOML file each."""

    id: str
    name: str
    home: str
    language: str
    country: str = ""
    tier: Tier = Tier.PRESS
    family: str = ""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    """Searches on services that find pages; those of outlets that are crawled are followed."""
    least_a_day: float = 0
    most_a_day: float = 1000
    enabled: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as it came from the network and where it lies in a WARC file."""

    requested_url: str
    final_url: str
    outlet: str
    status: int
    fetched_at: str
    """UTC, ISO 8601 to the second."""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    warc_file: str = ""
    """File name inside the base's archive folder; empty when nothing was kept."""
    warc_offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page as read: its kind, its metadata and its body."""

    url: str
    """The identity of the page (see ``crawler/urls.py``)."""
    kind: PageKind = PageKind.ARTICLE
    title: str = ""
    text: str = ""
    language: str = ""
    published: str = ""
    """EDTF: a timestamp with zone, a day, a month or a year; empty when unknown."""
    modified: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    publisher: str = ""
    canonical_url: str = ""
    agency: str = ""
    """The agency that the page credits, as written; empty when none."""
    is_free: bool = True
    may_archive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """A stored text, as the later stages get it."""

    id: str
    article_id: str
    url: str
    title: str
    text: str
    language: str
    published: str
    outlet: str = ""
    publisher: str = ""
    agency: str = ""
    fetched_at: str = ""
    canonical_url: str = ""
    family: str = ""
    tier: str = ""
    """What kind of publisher it is; empty when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """One page, quote or row that was parked, and why."""

    stage: str
    subject: str
    """A URL, a file and line, or an id."""
    reason: str
    """A word for counting, such as ``consent_wall``."""
    detail: str = ""
    outlet: str = ""
