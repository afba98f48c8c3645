"""When an address is visited again: as long after a visit as it has stood unchanged.

The rule of HTTP caches (RFC 9111, section 4.2.2) with the factor 1: visits double their
distance, so that a page costs eight of them in its first two months and none after.
"""

from datetime import UTC, datetime, timedelta

FRESH = timedelta(hours=1)
"""Younger than this a page is due with every crawl."""

LONGEST = timedelta(days=60)
"""A page that stood unchanged for longer is asked for no more, unless a listing says so."""


def next_visit(*, now: str, last_visit: str, planned: str, changed: bool) -> str | None:
    """Return when an address is due again, ISO 8601 in UTC; None for never.

    ``last_visit`` is the one before and ``planned`` what it was followed by; both empty for an
    address seen for the first time.

    >>> next_visit(now="2026-01-01T06:00:00Z", last_visit="", planned="", changed=True)
    '2026-01-01T06:00:00Z'
    >>> seen = "2026-01-01T00:00:00Z"
    >>> next_visit(now="2026-01-01T06:00:00Z", last_visit=seen, planned=seen, changed=False)
    '2026-01-01T12:00:00Z'
    """
    if changed or not last_visit:
        return now
    stood = _moment(now) - _moment(last_visit)
    distance = max(stood, 2 * (_moment(planned or last_visit) - _moment(last_visit)))
    if distance > LONGEST:
        return None
    if distance < FRESH:
        return now
    return f"{_moment(now) + distance:%Y-%m-%dT%H:%M:%SZ}"


def is_due(*, now: str, visits: int, planned: str | None) -> bool:
    """Return whether an address is to be visited now."""
    return not visits or (planned is not None and planned <= now)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
