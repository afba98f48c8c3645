"""What the stage tells of its work when it is done, or while it is under way."""

from dataclasses import dataclass, field

from crawler.messages import OutletCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlProgress:
    """Where a crawl stands, for whoever shows it."""

    found: int
    visited: int
    stored: int
    outlet: str
    """Of the visit that was just recorded."""
    url: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What a crawl did, outlet by outlet."""

    outlets: dict[str, OutletCounts]
    troubles: tuple[str, ...] = ()
    """Errors of the crawling process, one line each; empty when all went well."""
    total: OutletCounts = field(default_factory=OutletCounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingReport:
    """How one feed, sitemap or search answered."""

    outlet: str
    url: str
    outcome: str
    """``listing`` when it could be read; else an ``Outcome`` that says why not."""
    detail: str = ""
    entries: int = 0
    newest: str = ""
    """The latest date in it; EDTF, empty when it has none."""

    @property
    def is_readable(self) -> bool:
        """Return whether it could be read."""
        return self.outcome == "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did."""

    new: int
    changed: int
    unchanged: int
    skipped: dict[str, int]
    """By reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """What reading the archive afresh changed."""

    unchanged: int
    changed: int
    """Articles whose text is now read otherwise: new versions of the same copies."""
    found: int
    """Articles in copies that an earlier reader took for something else."""
    withdrawn: int
    """Articles whose copies are now read as something else; retracted."""
    without_copy: int
    """Articles that no copy was kept of, or whose copy is gone; left as they are."""
    skipped: dict[str, int]
    """Copies that hold no article, by what they hold."""
