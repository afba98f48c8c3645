"""Days and intervals, as linking compares them. Unknown dates stay unknown."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")


@lru_cache(maxsize=65536)
def ordinal(day: str) -> int:
    """Return the number of an ISO day; raises ValueError for anything else."""
    return date.fromisoformat(day[:10]).toordinal()


def days_between(first: str, last: str) -> int:
    """Return the days from one ISO day to another, negative when it is earlier."""
    return ordinal(last) - ordinal(first)


@lru_cache(maxsize=65536)
def interval(edtf: str) -> tuple[str, str] | None:
    """Return the first and last ISO day of an EDTF date, or None when it can't be told.

    Qualifiers (``~``, ``?``, ``%``) don't change the days; an open end gives None.
    """
    bare = edtf.translate({ord("~"): None, ord("?"): None, ord("%"): None}).strip()
    if "/" in bare:
        first, last = (interval(part) for part in bare.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    try:
        return _single(bare)
    except ValueError:
        return None


def _single(bare: str) -> tuple[str, str] | None:
    if found := _DAY.match(bare):
        day = date(*map(int, found.groups())).isoformat()
        return (day, day)
    if found := _MONTH.fullmatch(bare):
        year, month = map(int, found.groups())
        last = monthrange(year, month)[1]
        return (date(year, month, 1).isoformat(), date(year, month, last).isoformat())
    if found := _YEAR.fullmatch(bare):
        return (f"{bare}-01-01", f"{bare}-12-31")
    return None
