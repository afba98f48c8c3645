"""EDTF dates as a reader writes them."""

import re
from datetime import UTC, date, datetime

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


_DAYS_UP_TO = 60
_MONTHS_UP_TO = 730
"""Days up to which a distance is told in days, and in months; beyond, in years."""


def in_words(edtf: str | None) -> str:
    """Return an EDTF date or interval in English.

    ``2024-02/2024-09`` gives ``February to September 2024``. What cannot be read is given
    back as it is.
    """
    if not edtf:
        return ""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(first)
    if not first.strip("."):
        return f"before {_one(last)}"
    if not last.strip("."):
        return f"from {_one(first)}"
    return _between(_one(first), _one(last))


def _between(first: str, last: str) -> str:
    """Return two dates in words without saying the same month or year twice."""
    start, end = first.split(), last.split()
    shared = 0
    while shared < min(len(start), len(end)) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    if start == end:
        return last
    return f"{' '.join(start[: len(start) - shared])} to {last}" if shared else f"{first} to {last}"


def _one(edtf: str) -> str:
    about = "about " if "~" in edtf or "%" in edtf else ""
    bare = edtf.rstrip("~?%")
    if day := _DAY.match(bare):
        year, month, number = map(int, day.groups())
        if 1 <= month <= len(MONTHS):
            return f"{about}{number} {MONTHS[month - 1]} {year}"
    if found := _MONTH.match(bare):
        year, month = map(int, found.groups())
        if 1 <= month <= len(MONTHS):
            return f"{about}{MONTHS[month - 1]} {year}"
    return f"{about}{bare}"


def as_date(day: str) -> date | None:
    """Return the first ten characters as a date; None for what is none."""
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return None


def apart(days: int) -> str:
    """Return a number of days as a reader would say it: ``5 months``."""
    if days == 0:
        return "same day"
    if days < _DAYS_UP_TO:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < _MONTHS_UP_TO:
        return f"{round(days / 30.44)} months"
    return f"{days / 365.25:.1f}".removesuffix(".0") + " years"


def today() -> str:
    """Return today, UTC, in words."""
    return _one(datetime.now(UTC).date().isoformat())


def timestamp(day: str) -> str:
    """Return the RFC 3339 moment at which an ISO day or moment begins, as Atom wants it.

    What is no date gives the first day of 1970: a feed must name one.
    """
    whole = f"{day}-01-01"[:10] if len(day) < len("2025-01-01") else day
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError:
        moment = datetime(1970, 1, 1, tzinfo=UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
