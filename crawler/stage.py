"""The crawler's stage: from outlets or files into the base. The only room that opens it."""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.dates import is_later
from crawler.frontier import known_of, row_after
from crawler.messages import (
    FAILURES,
    Found,
    Message,
    Outcome,
    OutletCounts,
    Plan,
    Trouble,
    Visit,
)
from crawler.outlets import chosen_outlets, load_outlets
from crawler.process import crawling
from crawler.reports import CrawlProgress, CrawlReport, IngestReport, RereadReport
from crawler.rereading import Copy, Rereading, read_copies, unclaimed
from crawler.settings import TIMEOUT, agent_for
from db.base import Row
from db.records import Outlet, PageKind, Skip
from db.store import Store

if TYPE_CHECKING:
    from crawler.ingestion import Ingested

__all__ = [
    "CrawlProgress",
    "CrawlReport",
    "IngestReport",
    "RereadReport",
    "crawl",
    "given",
    "ingest",
    "keep",
    "load_outlets",
    "reread",
]

MAX_READERS = 4
"""Processes that read pages; politeness feeds no more of them."""

VERSION = "crawler 1"
"""Noted with each run; raised when the same pages would be read differently."""


def crawl(  # noqa: PLR0913 - each is a choice of its own, and all but two have defaults
    path: Path,
    *,
    outlets: Mapping[str, Outlet],
    only: Sequence[str] = (),
    since: str = "",
    max_pages: int | None = None,
    allow_loopback: bool = False,
    timeout: float = TIMEOUT,
    progress: Callable[[CrawlProgress], None] | None = None,
) -> CrawlReport:
    """Fetch the new and changed pages of outlets into the base at ``path``.

    Without ``only`` the enabled outlets are crawled. ``since`` is a day or the start of one:
    what a listing dates earlier is passed over. ``timeout`` is in seconds. Each page is stored
    with its visit, a few at a time in one transaction, so that a killed crawl goes on where it
    was. Raises UnknownOutletError, ContactNeededError, CrawlFailedError, and StoreError for a
    base that cannot be used.
    """
    chosen = chosen_outlets(outlets, only)
    agent = agent_for(chosen, allow_loopback=allow_loopback)
    with closing(Store(path)) as store, store.run("crawl", version=VERSION) as counts:
        store.save_outlets(outlets.values())
        moment = store.clock()
        plan = Plan(
            outlets=chosen,
            known={outlet.id: known_of(store.frontier(outlet.id), now=moment) for outlet in chosen},
            archive=store.archive,
            timestamp=moment,
            user_agent=agent,
            since=since,
            max_pages=max_pages,
            allow_loopback=allow_loopback,
            readers=_readers(),
            timeout=timeout,
        )
        keeper = _Keeper(store, plan)
        try:
            with crawling(plan) as told:
                for messages in told:
                    with store.transaction():
                        for message in messages:
                            seen = keeper.take(message)
                            if progress is not None and seen is not None:
                                progress(seen)
        finally:
            report = keeper.report()
            counts.update(_row(report.total))
    return report


def reread(
    path: Path, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> RereadReport:
    """Read the archived copies of a base afresh, with the reader of this version.

    No server is asked. A text that is now read otherwise is a new version of the same copy; an
    article that turns out to be none is retracted; a copy that no article came from is looked
    at once more. Raises StoreError.
    """
    tally: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    with (
        closing(Store(path, must_exist=True)) as store,
        store.run("reread", version=VERSION) as counts,
    ):
        stored = store.archived_copies()
        known = {row[name] for row in stored for name in ("url", "requested_url", "final_url")}
        claimed = {(row["file"], row["offset"]) for row in stored}
        outlets = {row["id"]: row["language"] for row in store.query("SELECT * FROM outlets")}
        copies = [_copy(row) for row in stored if row["is_current"] and row["file"]]
        tally["without_copy"] = sum(row["is_current"] and not row["file"] for row in stored)
        for copy in unclaimed(store.archive, claimed=claimed, known=known):
            outlet = copy.outlet if copy.outlet in outlets else ""
            copies.append(replace(copy, outlet=outlet, language=outlets.get(outlet, "")))
        for done, found in enumerate(read_copies(store.archive, copies, readers=_readers()), 1):
            what = _keep_rereading(store, found)
            (tally if what in _REREAD else skipped)[what] += 1
            progress(done, len(copies))
        counts.update({**tally, **({"skipped": dict(skipped)} if skipped else {})})
    return RereadReport(**{name: tally[name] for name in _REREAD}, skipped=dict(skipped))


def ingest(path: Path, paths: Sequence[Path]) -> IngestReport:
    """Read articles from files and folders into the base at ``path``; see ``ingestion``.

    What cannot be used is parked with its reason, and the rest goes on. Raises
    MissingPathError before anything is read, and StoreError.
    """
    from crawler.ingestion import records  # noqa: PLC0415 - slow, and a crawl needs none of it

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


def _store(store: Store, record: "Ingested") -> str:
    """Store an article; return whether it was new, changed or neither."""
    with store.transaction():
        stored = store.latest_fetch(record.article.url)
        # An older copy of a page takes nothing back from what is known since.
        if stored > record.capture.fetched_at:
            return "unchanged"
        if store.save_article(record.article, record.capture) is None:
            return "unchanged"
    return "changed" if stored else "new"


def given(
    argument: str, *, body: bytes = b"", published: str = "", allow_loopback: bool = False
) -> "Ingested":
    """Return the article that somebody names: a file, an address to fetch, or ``-`` and its body.

    Nothing is stored. ``published`` is its date, EDTF, where it doesn't say itself. Raises
    NoArticleError, MissingPathError, ContactNeededError, CrawlFailedError.
    """
    from crawler import given as door  # noqa: PLC0415 - slow, and a crawl needs none of it

    if argument == door.STANDARD_INPUT:
        found = door.from_bytes(body)
    elif door.address_of(argument):
        found = door.fetched(argument, allow_loopback=allow_loopback)
    else:
        found = door.from_file(Path(argument))
    if published and not found.article.published:
        found = replace(found, article=replace(found.article, published=published))
    return found


def keep(path: Path, found: "Ingested") -> str:
    """Store an article that somebody gave; return ``new``, ``changed`` or ``unchanged``.

    Raises NoArticleError for one without an address, and StoreError.
    """
    from crawler.given import NoArticleError  # noqa: PLC0415 - as above

    if not found.article.url:
        raise NoArticleError("a text without an address can't be stored: give it as JSON with url")
    with closing(Store(path)) as store:
        return _store(store, found)


_REREAD = ("unchanged", "changed", "found", "withdrawn", "without_copy")


def _copy(row: Row) -> Copy:
    return Copy(
        file=row["file"],
        offset=row["offset"],
        requested_url=row["requested_url"],
        outlet=row["outlet"],
        language=row["language"],
        url=row["url"],
    )


def _keep_rereading(store: Store, found: Rereading) -> str:
    """Store what a copy now says; return what it changed, or why it changed nothing."""
    article, capture, former = found.article, found.capture, found.copy.url
    with store.transaction():
        if article is None or capture is None:
            return "without_copy" if capture is None else Outcome.UNREADABLE
        is_article = article.kind is PageKind.ARTICLE
        if former and (not is_article or article.url != former):
            store.retract_article(former)
        if not is_article:
            return "withdrawn" if former else article.kind
        if not former and store.latest_fetch(article.url):
            return "unchanged"
        if not article.may_archive:
            capture = replace(capture, warc_file="", warc_offset=0)
        is_new = store.save_article(article, capture) is not None
        return ("changed" if former else "found") if is_new else "unchanged"


def _readers() -> int:
    return max(1, min(MAX_READERS, os.cpu_count() or 1))


class _Keeper:
    """Writes what a crawl tells into the base, and counts it."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self._store = store
        self._counts = {outlet.id: OutletCounts() for outlet in plan.outlets}
        self._pages = {
            name: {url for url, known in rows.items() if known.is_due and not known.is_listing}
            for name, rows in plan.known.items()
        }
        self._visited = 0
        self.troubles: list[str] = []

    def take(self, message: Message) -> CrawlProgress | None:
        """Store what a message tells; return where the crawl stands after a visit."""
        if isinstance(message, Found):
            self.found(message)
        elif isinstance(message, Trouble):
            self.troubles.append(message.line)
        elif isinstance(message, Visit):
            self.visited(message)
            return self.progress(message)
        return None

    def found(self, message: Found) -> None:
        """Note pages before any is visited: a listing that is unchanged names them no more."""
        with self._store.transaction():
            for url, changed in message.pages:
                if url in self._pages[message.outlet]:
                    continue
                self._pages[message.outlet].add(url)
                row = {"url": url, "outlet_id": message.outlet, "found_in": message.listing}
                former = self._store.visits(url)
                if not former:
                    self._store.save_visit(row)
                elif is_later(changed, former["lastmod"]):
                    self._store.save_visit(row | {"next_visit": self._store.clock()})

    def visited(self, visit: Visit) -> None:
        """Store a visit and what it brought, at once."""
        self._visited += not visit.is_listing
        counts = self._counts[visit.outlet]
        with self._store.transaction():
            is_new_text = self._keep_article(visit, counts)
            former = self._store.visits(visit.url)
            now = self._store.clock()
            self._store.save_visit(row_after(visit, former, now=now, is_new_text=is_new_text))
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
        if visit.url != article.url and self._has_own(article.url):
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

    def _has_own(self, url: str) -> bool:
        """Return whether the page at an address was stored from that address."""
        return self._store.visits(url).get("outcome") == Outcome.ARTICLE

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
