"""Dates of publication as pages write them, in EDTF: to the minute with zone, or less."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EARLIEST_YEAR = 1990
"""No news page is older; a template's zero date is."""

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_YEAR = re.compile(r"\d{4}")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?(?:\d{2})?)?",
    re.IGNORECASE,
)
_ZONES = {"UTC": "Z", "GMT": "Z"}


def edtf(written: str) -> str:
    """Return a date as EDTF; empty for one that isn't a date or cannot be right.

    With hour and zone it is a moment to the minute, in its own zone; an hour without a zone
    says less than its day, and is left out.

    >>> edtf("2025-05-08T09:30:15.123+02:00"), edtf("2025-05-08 09:30:00Z")
    ('2025-05-08T09:30:00+02:00', '2025-05-08T09:30:00Z')
    >>> edtf("Thu, 08 May 2025 09:30:15 +0200"), edtf("2025-05-08T09:30")
    ('2025-05-08T09:30:00+02:00', '2025-05-08')
    >>> edtf("2025-05"), edtf("2025"), edtf("20250508"), edtf("0001-01-01T00:00:00Z"), edtf("soon")
    ('2025-05', '2025', '2025-05-08', '', '')
    """
    text = written.strip()[:80]
    for name, zone in _ZONES.items():
        if text[:4].isdecimal() and text.endswith(name):
            text = text.removesuffix(name).strip() + zone
    if moment := _MOMENT.match(text):
        return _moment(*moment.groups())
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if day := _DAY.match(text):
        return _checked(day[0]) if day[3] else _checked(f"{day[0]}-01")[:7]
    if _YEAR.fullmatch(text):
        return text if int(text) >= EARLIEST_YEAR and _checked(f"{text}-01-01") else ""
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if parsed.tzinfo is None:
        return _checked(f"{parsed:%Y-%m-%d}")
    return edtf(parsed.isoformat())


def day_of(date: str) -> str:
    """Return the day of an EDTF date, in UTC where the hour is known; empty when it has none.

    >>> day_of("2025-05-08T01:30:00+02:00"), day_of("2025-05-08"), day_of("2025-05")
    ('2025-05-07', '2025-05-08', '')
    """
    if "T" in date:
        return f"{datetime.fromisoformat(date).astimezone(UTC):%Y-%m-%d}"
    return date if len(date) == len("2025-05-08") else ""


def is_later(date: str, other: str) -> bool:
    """Return whether one EDTF date is after another, as far as both tell.

    >>> is_later("2025-05-08T09:30:00+02:00", "2025-05-08T07:00:00Z"), is_later("2025-05-08", "")
    (True, True)
    >>> is_later("2025-05-08T07:30:00Z", "2025-05-08T09:30:00+02:00"), is_later("", "2025")
    (False, False)
    """
    return _sortable(date) > _sortable(other)


def is_earlier(date: str, other: str) -> bool:
    """Return whether one EDTF date is surely before another, whatever they leave open.

    >>> is_earlier("2025-05-08", "2025-05-08T07:30:00Z"), is_earlier("2025-05", "2025-06-01")
    (False, True)
    """
    one, two = _sortable(date), _sortable(other)
    shared = min(len(one), len(two))
    return one[:shared] < two[:shared]


def _sortable(date: str) -> str:
    if "T" in date:
        return f"{datetime.fromisoformat(date).astimezone(UTC):%Y-%m-%dT%H:%M}"
    return date


def _moment(day: str, minute: str, _second: str | None, zone: str | None) -> str:
    if not zone:
        return _checked(day)
    if zone.upper() == "Z":
        zone = "Z"
    else:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    text = f"{day}T{minute}:00{zone}"
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return _checked(day)
    return text if _checked(day) else ""


def _checked(day: str) -> str:
    try:
        year = datetime.fromisoformat(day).year
    except ValueError:
        return ""
    return day if year >= EARLIEST_YEAR else ""
