"""The crawler's stage: from outlets or files into the base. The only room that opens it."""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from crawler.dates import is_later
from crawler.errors import CrawlError, UnknownOutletError
from crawler.ingestion import Ingested, records
from crawler.messages import FAILURES, Found, Known, Outcome, OutletCounts, Plan, Trouble, Visit
from crawler.outlets import load_outlets
from crawler.process import crawling
from crawler.schedule import is_due, next_visit
from crawler.settings import user_agent
from crawler.urls import is_loopback
from db.base import Row
from db.records import Outlet, PageKind, Skip
from db.store import Store

__all__ = ["CrawlProgress", "CrawlReport", "IngestReport", "crawl", "ingest", "load_outlets"]

VERSION = "crawler 1"
"""Noted with each run; raised when the same pages would be read differently."""


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
class IngestReport:
    """What an ingest did."""

    new: int
    changed: int
    unchanged: int
    skipped: dict[str, int]
    """By reason."""


def crawl(  # noqa: PLR0913 - each is a choice of its own, and all but two have defaults
    path: Path,
    *,
    outlets: Mapping[str, Outlet],
    only: Sequence[str] = (),
    since: str = "",
    max_pages: int | None = None,
    allow_loopback: bool = False,
    progress: Callable[[CrawlProgress], None] | None = None,
) -> CrawlReport:
    """Fetch the new and changed pages of outlets into the base at ``path``.

    Without ``only`` the enabled outlets are crawled. ``since`` is a day or the start of one:
    what a listing dates earlier is passed over. Each page is stored with its visit in one
    transaction, so that a killed crawl goes on where it was. Raises UnknownOutletError,
    ContactNeededError, CrawlFailedError, and StoreError for a base that cannot be used.
    """
    chosen = _chosen(outlets, only)
    is_own = allow_loopback and all(is_loopback(outlet.home) for outlet in chosen)
    agent = user_agent(is_loopback=is_own)
    with closing(Store(path)) as store, store.run("crawl", version=VERSION) as counts:
        store.save_outlets(outlets.values())
        now = store.clock()
        frontiers = {outlet.id: store.frontier(outlet.id) for outlet in chosen}
        plan = Plan(
            outlets=chosen,
            known={name: _known(rows, now) for name, rows in frontiers.items()},
            archive=store.archive,
            timestamp=now,
            user_agent=agent,
            since=since,
            max_pages=max_pages,
            allow_loopback=allow_loopback,
            readers=max(1, min(4, (os.cpu_count() or 1) - 1)),
        )
        keeper = _Keeper(store, plan, frontiers)
        try:
            with crawling(plan) as messages:
                for message in messages:
                    if isinstance(message, Found):
                        keeper.found(message)
                    elif isinstance(message, Visit):
                        keeper.visited(message)
                        if progress is not None:
                            progress(keeper.progress(message))
                    elif isinstance(message, Trouble):
                        keeper.troubles.append(message.line)
        finally:
            report = keeper.report()
            counts.update(_row(report.total))
    return report


def ingest(path: Path, paths: Sequence[Path]) -> IngestReport:
    """Read articles from files and folders into the base at ``path``; see ``ingestion``.

    What cannot be used is parked with its reason, and the rest goes on. Raises
    MissingPathError before anything is read, and StoreError.
    """
    found = records(paths)
    tally: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    with closing(Store(path)) as store, store.run("ingest", version=VERSION) as counts:
        for record in found:
            if isinstance(record, Skip):
                store.skip([record])
                skipped[record.reason] += 1
            else:
                tally[_store(store, record)] += 1
        counts.update({**tally, **({"skipped": dict(skipped)} if skipped else {})})
    return IngestReport(
        new=tally["new"],
        changed=tally["changed"],
        unchanged=tally["unchanged"],
        skipped=dict(skipped),
    )


def _store(store: Store, record: Ingested) -> str:
    """Store an article; return whether it was new, changed or neither."""
    with store.transaction():
        stored = store.latest_fetch(record.article.url)
        # An older copy of a page takes nothing back from what is known since.
        if stored > record.capture.fetched_at:
            return "unchanged"
        if store.save_article(record.article, record.capture) is None:
            return "unchanged"
    return "changed" if stored else "new"


def _chosen(outlets: Mapping[str, Outlet], only: Sequence[str]) -> tuple[Outlet, ...]:
    if unknown := set(only) - outlets.keys():
        raise UnknownOutletError(unknown, outlets)
    chosen = [outlets[name] for name in dict.fromkeys(only)]
    chosen = chosen or [outlet for outlet in outlets.values() if outlet.enabled]
    if not chosen:
        raise CrawlError("no outlet is enabled: name one, or enable one in its file")
    return tuple(chosen)


def _known(rows: Mapping[str, Row], now: str) -> dict[str, Known]:
    return {
        url: Known(
            etag=row["etag"],
            last_modified=row["last_modified"],
            changed=row["lastmod"],
            is_due=is_due(now=now, visits=row["visits"], planned=row["next_visit"]),
            is_listing=row["outcome"] == Outcome.LISTING or not row["found_in"],
        )
        for url, row in rows.items()
    }


class _Keeper:
    """Writes what a crawl tells into the base, and counts it."""

    def __init__(
        self, store: Store, plan: Plan, frontiers: Mapping[str, Mapping[str, Row]]
    ) -> None:
        self._store = store
        self._frontiers = frontiers
        self._counts = {outlet.id: OutletCounts() for outlet in plan.outlets}
        self._pages = {
            name: {url for url, known in rows.items() if known.is_due and not known.is_listing}
            for name, rows in plan.known.items()
        }
        self._visited = 0
        self._own: set[str] = set()
        self.troubles: list[str] = []

    def found(self, message: Found) -> None:
        """Note pages before any is visited: a listing that is unchanged names them no more."""
        rows = self._frontiers[message.outlet]
        with self._store.transaction():
            for url, changed in message.pages:
                if url in self._pages[message.outlet]:
                    continue
                self._pages[message.outlet].add(url)
                row = {"url": url, "outlet_id": message.outlet, "found_in": message.listing}
                if url not in rows:
                    self._store.save_visit(row)
                elif is_later(changed, rows[url]["lastmod"]):
                    self._store.save_visit(row | {"next_visit": self._store.clock()})

    def visited(self, visit: Visit) -> None:
        """Store a visit and what it brought, at once."""
        self._visited += not visit.is_listing
        counts = self._counts[visit.outlet]
        with self._store.transaction():
            is_new_text = self._keep_article(visit, counts)
            self._store.save_visit(self._frontier_row(visit, is_new_text=is_new_text))
            if reason := self._reason(visit):
                self._store.skip([_skip(visit, reason)])
        self._count(visit, counts)

    def progress(self, visit: Visit) -> CrawlProgress:
        """Return where the crawl stands after a visit."""
        return CrawlProgress(
            found=sum(map(len, self._pages.values())),
            visited=self._visited,
            stored=sum(counts.new + counts.changed for counts in self._counts.values()),
            outlet=visit.outlet,
            url=visit.url,
            outcome=visit.outcome,
        )

    def report(self) -> CrawlReport:
        """Return the counts so far."""
        total = OutletCounts()
        for outlet, counts in self._counts.items():
            counts.found = len(self._pages[outlet])
            for name in ("found", "fetched", "unchanged", "new", "changed", "failed"):
                setattr(total, name, getattr(total, name) + getattr(counts, name))
            total.skipped = dict(Counter(total.skipped) + Counter(counts.skipped))
        return CrawlReport(outlets=self._counts, troubles=tuple(self.troubles), total=total)

    def _keep_article(self, visit: Visit, counts: OutletCounts) -> bool:
        article, capture = visit.article, visit.capture
        if article is None or capture is None or article.kind is not PageKind.ARTICLE:
            return False
        if visit.url == article.url:
            self._own.add(article.url)
        elif self._has_own(visit.outlet, article.url):
            # A copy of the page at another address, such as one for phones, takes no turns
            # with the page itself.
            counts.unchanged += 1
            return False
        is_known = bool(self._store.latest_fetch(article.url))
        if self._store.save_article(article, capture) is None:
            counts.unchanged += 1
            return False
        if is_known:
            counts.changed += 1
        else:
            counts.new += 1
        return True

    def _has_own(self, outlet: str, url: str) -> bool:
        """Return whether the page at an address was stored from that address."""
        known = self._frontiers[outlet].get(url, {})
        return url in self._own or known.get("outcome") == Outcome.ARTICLE

    def _frontier_row(self, visit: Visit, *, is_new_text: bool) -> Row:
        rows = self._frontiers[visit.outlet]
        former = rows.get(visit.url, {})
        now = self._store.clock()
        row: Row = {
            "url": visit.url,
            "outlet_id": visit.outlet,
            "outcome": _outcome(visit, former.get("outcome", "")),
            "visits": former.get("visits", 0) + 1,
            "changes": former.get("changes", 0) + is_new_text,
            "last_visit": now,
            "next_visit": next_visit(
                now=now,
                last_visit=former.get("last_visit") or "",
                planned=former.get("next_visit") or "",
                changed=is_new_text or visit.is_listing,
            ),
        }
        if is_later(visit.changed, former.get("lastmod", "")):
            row["lastmod"] = visit.changed
        capture = visit.capture
        if capture is not None:
            row["http_status"] = capture.status
            if capture.status == 200 and visit.keeps_validators:  # noqa: PLR2004
                row |= {"etag": capture.etag, "last_modified": capture.last_modified}
        return row

    def _reason(self, visit: Visit) -> str:
        """Return why a visit brought nothing; empty when it did, or had nothing to bring."""
        fine = {Outcome.ARTICLE, Outcome.LISTING, Outcome.UNCHANGED}
        return "" if visit.outcome in fine else str(visit.outcome)

    def _count(self, visit: Visit, counts: OutletCounts) -> None:
        if visit.is_listing and not self._reason(visit):
            return
        if visit.outcome == Outcome.UNCHANGED:
            counts.unchanged += 1
            return
        if visit.capture is not None and visit.capture.status == 200 and not visit.is_listing:  # noqa: PLR2004
            counts.fetched += 1
        reason = self._reason(visit)
        if reason in FAILURES:
            counts.failed += 1
        elif reason:
            counts.skipped[reason] = counts.skipped.get(reason, 0) + 1


def _outcome(visit: Visit, former: str) -> str:
    """Return what to note of a visit: what is there, even if it only was confirmed."""
    if visit.is_listing:
        return Outcome.LISTING.value
    return former if former and visit.outcome == Outcome.UNCHANGED else str(visit.outcome)


def _skip(visit: Visit, reason: str) -> Skip:
    return Skip(
        stage="crawl",
        subject=visit.url,
        reason=reason,
        detail=visit.detail,
        outlet=visit.outlet,
    )


def _row(counts: OutletCounts) -> Row:
    return {
        "found": counts.found,
        "fetched": counts.fetched,
        "unchanged": counts.unchanged,
        "new": counts.new,
        "changed": counts.changed,
        "failed": counts.failed,
        "skipped": counts.skipped,
    }
