"""Intervals of days: EDTF in and out, and the arithmetic of relative dates."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_UNITS_OF_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, first and last included, with its EDTF writing.

    ``precision`` is the unit in which the interval is known: day, week, month or year.
    """

    first: date
    last: date
    edtf: str
    precision: str


def day(when: date) -> Interval:
    """Return the interval of one day."""
    return Interval(when, when, when.isoformat(), "day")


def week(when: date) -> Interval:
    """Return the week of a day, Monday to Sunday."""
    monday = when - timedelta(days=when.weekday())
    return days(monday, monday + timedelta(days=6), precision="week")


def month(year: int, number: int) -> Interval:
    """Return a month; numbers outside 1 to 12 run into the years before and after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Interval(date(year, number, 1), date(year, number, last), f"{year}-{number:02}", "month")


def months(year: int, first: int, last: int) -> Interval:
    """Return the interval of several months of one year (or running over its ends)."""
    return span(month(year, first), month(year, last))


def year(number: int) -> Interval:
    """Return a calendar year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), f"{number:04}", "year")


def days(first: date, last: date, *, precision: str = "day") -> Interval:
    """Return the interval between two days, both included."""
    if first == last:
        return day(first)
    return Interval(first, last, f"{first.isoformat()}/{last.isoformat()}", precision)


def span(first: Interval, last: Interval) -> Interval:
    """Return the interval from the start of one to the end of another."""
    if first.edtf == last.edtf:
        return first
    start, end = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    return Interval(first.first, last.last, f"{start}/{end}", last.precision)


@lru_cache(maxsize=512)  # an article's dates and its publication are asked for again and again
def parse(edtf: str) -> Interval | None:
    """Return the interval of an EDTF date, a timestamp (its day) or an interval of them.

    Open ends and seasons aren't read. None when the text is empty or isn't a date.
    """
    parts = edtf.split("/")
    read = [_part(part) for part in parts]
    first, *rest = read
    if first is None or not rest:
        return first
    last = rest[0]
    return None if last is None or len(rest) > 1 else span(first, last)


def shift(anchor: Interval, *, unit: str, count: float) -> Interval:
    """Return the anchor moved by so many units (negative: back), no finer than the unit allows.

    A day moved by months or years is known to the month; a month moved by days stays as wide.
    """
    if unit in _UNITS_OF_MONTHS:
        moved = round(_UNITS_OF_MONTHS[unit] * count)
        if anchor.precision == "year" and moved % 12 == 0:
            years = moved // 12
            return span(year(anchor.first.year + years), year(anchor.last.year + years))
        return span(_month_from(anchor.first, moved), _month_from(anchor.last, moved))
    width = timedelta(days=round((_DAYS_OF_WEEK if unit == "week" else 1) * count))
    slack = timedelta(days=3 if unit == "week" and anchor.precision == "day" else 0)
    return days(anchor.first + width - slack, anchor.last + width + slack, precision=unit)


def clip(interval: Interval, *, until: Interval | None) -> Interval:
    """Return the interval without what lies after the end of another; itself if nothing is left."""
    if until is None or interval.last <= until.last or interval.first > until.last:
        return interval
    if interval.precision == "month" and until.precision == "month":
        return span(interval, until)
    if interval.precision in {"month", "year"}:
        return span(
            month(interval.first.year, interval.first.month),
            month(until.last.year, until.last.month),
        )
    return days(interval.first, until.last, precision=interval.precision)


def _month_from(when: date, moved: int) -> Interval:
    return month(when.year, when.month + moved)


def _part(text: str) -> Interval | None:
    match = _PART.match(text.strip())
    if match is None or (
        match.end() < len(text.strip()) and text.strip()[match.end()] not in "T~?% "
    ):
        return None
    try:
        if match[3]:
            return day(date(int(match[1]), int(match[2]), int(match[3])))
        return (
            month(int(match[1]), date(2000, int(match[2]), 1).month)
            if match[2]
            else year(int(match[1]))
        )
    except ValueError:
        return None
