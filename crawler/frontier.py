"""What the base remembers of an address, from what it knew and how a visit went. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from crawler.dates import is_later
from crawler.messages import NOT_MADE, Known, Outcome, Visit
from crawler.schedule import is_due, next_visit

Row = dict[str, Any]
"""A row of the table ``frontier``."""

_OK = 200


def known_of(rows: Iterable[Row], *, now: str) -> dict[str, Known]:
    """Return what a crawl needs of an outlet's rows, by address."""
    return {
        row["url"]: Known(
            etag=row["etag"],
            last_modified=row["last_modified"],
            changed=row["lastmod"],
            is_due=is_due(now=now, visits=row["visits"], planned=row["next_visit"]),
            is_listing=row["outcome"] == Outcome.LISTING or not row["found_in"],
        )
        for row in rows
    }


def row_after(visit: Visit, former: Mapping[str, Any], *, now: str, is_new_text: bool) -> Row:
    """Return the columns that a visit changes; ``former`` is empty for a new address."""
    row: Row = {"url": visit.url, "outlet_id": visit.outlet}
    if visit.outcome in NOT_MADE and not visit.is_listing:
        return row | {"next_visit": former.get("next_visit") or now}
    row |= {
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
        if capture.status == _OK and visit.keeps_validators:
            row |= {"etag": capture.etag, "last_modified": capture.last_modified}
    return row


def _outcome(visit: Visit, former: str) -> str:
    """Return what to note of a visit: what is there, even if it only was confirmed."""
    if visit.is_listing:
        return Outcome.LISTING.value
    return former if former and visit.outcome == Outcome.UNCHANGED else str(visit.outcome)
