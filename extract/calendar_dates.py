"""Dates by the calendar: days, months, seasons, weekdays, with or without their year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from db.records import DateMethod
from extract import intervals
from extract.governing import (
    is_future_clause,
    is_past_clause,
    is_pluperfect,
    is_present_clause,
    sentence_of,
)
from extract.intervals import Interval
from extract.story import Reading, Resolver, Story, direction_of, unit_in
from extract.times import Expression

_MONTHS = 12
_CENTURY = 2000
_SOON, _LONG_AGO = timedelta(days=92), timedelta(days=240)
_NEARLY = timedelta(days=31)
_SHORTER_THAN = 6  # months; a "last January" so near may as well be the January of last year


def _explicit(when: Interval) -> Reading:
    return Reading(when, DateMethod.EXPLICIT)


def _day(at: Expression, story: Story, token: Token) -> Reading | None:
    number, month = int(at.parts["d"]), story.words.months[at.parts["m"]]

    def of_year(year: int) -> Interval:
        return intervals.day(date(year, month, number))

    return _in_year(of_year, at, story, token)


def _day_of_month(at: Expression, story: Story, _token: Token) -> Reading | None:
    """Resolve *the 28th of that month*."""
    relative = at.parts["rel"]
    anchor = story.counts_from(relative)
    if anchor is None or (anchor.first.year, anchor.first.month) != (
        anchor.last.year,
        anchor.last.month,
    ):
        return None
    moved = intervals.shift(anchor, unit="month", count=direction_of(relative, story))
    when = moved.first.replace(day=int(at.parts["d"]))
    return Reading(intervals.day(when), anchor=anchor.edtf)


def _iso(at: Expression, _story: Story, _token: Token) -> Reading:
    when = date(int(at.parts["y"]), int(at.parts["mm"]), int(at.parts["dd"]))
    return _explicit(intervals.day(when))


def _numeric(at: Expression, story: Story, _token: Token) -> Reading | None:
    """Resolve 03/04/2025: day first, but English with slashes may mean the month first.

    Where both can be, the other reading is kept beside the one that the language prefers.
    """
    year = int(at.parts["y"]) if "y" in at.parts else _CENTURY + int(at.parts["yy"])
    first, second = int(at.parts["dd"]), int(at.parts["mm"])
    pairs = [(first, second), (second, first)]
    if story.words.is_month_first and "slash" in at.parts:
        pairs.reverse()
    found = [
        intervals.day(date(year, month, number)) for number, month in pairs if month <= _MONTHS
    ]
    if "slash" not in at.parts or not story.words.is_month_first:
        found = found[:1] if second <= _MONTHS else []
    now = story.published
    if now is not None:  # what lies ahead is the less likely
        found.sort(key=lambda when: when.first > now.last)
    if not found:
        return None
    other = next((when.edtf for when in found[1:] if when.edtf != found[0].edtf), "")
    return Reading(found[0], DateMethod.EXPLICIT, alternative=other)


def _month(at: Expression, story: Story, token: Token) -> Reading | None:
    number = story.words.months[at.parts["m"]]

    def of_year(year: int) -> Interval:
        return intervals.month(year, number)

    return _in_year(of_year, at, story, token)


def _months(at: Expression, story: Story, _token: Token) -> Reading:
    months = story.words.months
    last_year = int(at.parts["y_to"])
    first, last = months[at.parts["m"]], months[at.parts["m_to"]]
    first_year = int(at.parts.get("y", last_year if first <= last else last_year - 1))
    return _explicit(
        intervals.span(intervals.month(first_year, first), intervals.month(last_year, last))
    )


def _year(at: Expression, _story: Story, _token: Token) -> Reading:
    number = int(at.parts["y"]) if "y" in at.parts else _CENTURY + int(at.parts["yy"])
    return _explicit(intervals.year(number))


def _years(at: Expression, _story: Story, _token: Token) -> Reading | None:
    first, last = int(at.parts["y"]), int(at.parts["y_to"])
    if first >= last:
        return None
    return _explicit(intervals.span(intervals.year(first), intervals.year(last)))


def _quarter(at: Expression, story: Story, token: Token) -> Reading | None:
    number = story.words.ordinals[at.parts["o"]]
    return _in_year(
        lambda year: intervals.months(year, 3 * number - 2, 3 * number), at, story, token
    )


def _half(at: Expression, story: Story, token: Token) -> Reading | None:
    first = 1 if story.words.ordinals[at.parts["o"]] == 1 else 7
    return _in_year(lambda year: intervals.months(year, first, first + 5), at, story, token)


def _season(at: Expression, story: Story, token: Token) -> Reading | None:
    first, last = story.words.seasons[at.parts["s"]]
    runs_over = last > _MONTHS

    def of_year(year: int) -> Interval:
        # A winter is named after the year in which most of it lies.
        return intervals.months(year - runs_over, first, last)

    return _in_year(of_year, at, story, token)


def _part(at: Expression, story: Story, token: Token) -> Reading | None:
    words = story.words
    first, last, first_day, last_day, *_ = words.parts[at.parts["part"]]
    if "u" in at.parts and "rel" in at.parts:  # *fin d'année dernière*: of which year
        at = replace(at, parts={**at.parts, "rel": f"{at.parts['rel']} {at.parts['u']}"})
    month = words.months.get(at.parts.get("m", ""))
    if month is None:
        return _in_year(lambda year: intervals.months(year, first, last), at, story, token)

    def of_year(year: int) -> Interval:
        whole = intervals.month(year, month)
        ends = (min(first_day, whole.last.day), min(last_day, whole.last.day))
        return intervals.days(whole.first.replace(day=ends[0]), whole.first.replace(day=ends[1]))

    return _in_year(of_year, at, story, token)


def _in_year(
    of_year: Callable[[int], Interval], at: Expression, story: Story, token: Token
) -> Reading | None:
    """Resolve what returns each year: with its year, with *last*, or the nearest that fits."""
    if "y" in at.parts:
        return _explicit(of_year(int(at.parts["y"])))
    relative = at.parts.get("rel", "")
    anchor = story.counts_from(relative)
    if relative and anchor is not None and unit_in(relative, story) == "year":
        year = anchor.first.year + direction_of(relative, story)
        return Reading(of_year(year), anchor=anchor.edtf)
    if story.words.anaphoric.search(relative):
        return _from_told(of_year, direction_of(relative, story), story)
    return _nearest(of_year, at, story, token)


def _from_told(of_year: Callable[[int], Interval], direction: int, story: Story) -> Reading | None:
    """Resolve *that summer*, *the following spring*: from the date last told, or not at all."""
    told = story.told
    if told is None:
        return None
    near = [of_year(told.first.year + years) for years in (-1, 0, 1, 2)]
    if direction == 1:
        when = next((item for item in near if item.first > told.last), None)
    elif direction == -1:
        when = next((item for item in near[::-1] if item.last < told.first), None)
    else:
        when = next((item for item in near if item.last >= told.first), None)
    return None if when is None else Reading(when, anchor=told.edtf)


def _nearest(
    of_year: Callable[[int], Interval], at: Expression, story: Story, token: Token
) -> Reading | None:
    """Pick the year: before the anchor for the past, after it for the future."""
    now = story.now
    if now is None:
        return None
    direction = direction_of(at.parts.get("rel", ""), story) if "rel" in at.parts else None
    is_ahead = direction == 1 or (
        direction is None
        and (
            (at.prefix == "by" and not is_past_clause(token))
            or is_future_clause(token, story.words)
            or (is_present_clause(token) and (at.prefix == "for" or _is_soon(of_year, now)))
        )
    )
    told = story.told
    in_story = (
        told is not None
        and story.told_in == sentence_of(token.doc[token.i : token.i + 1]).start_char
    )
    if told is not None and in_story and direction is None and not is_ahead:
        if is_pluperfect(token, story.words):
            when = _last_before(of_year, told, may_hold=False)
            return Reading(when, anchor=told.edtf)
        if told.last < now.first:
            after = of_year(told.last.year)
            after = after if after.last >= told.first else of_year(told.last.year + 1)
            if after.first <= now.last:
                return Reading(after, anchor=told.edtf, alternative=_last_before(of_year, now).edtf)
    if is_ahead:
        years = range(now.first.year - 1, now.first.year + 2)
        when = next(item for year in years if (item := of_year(year)).last >= now.first)
        return Reading(when, anchor=now.edtf)
    may_hold = direction != -1
    if at.kind in {"quarter", "half"} and direction is None:
        # What is told of a quarter is told when it is over, or nearly.
        whole = _last_before(of_year, now)
        may_hold = whole.last - now.last <= _NEARLY
    when = _last_before(of_year, now, may_hold=may_hold)
    alternative = ""
    months_back = (now.first.year - when.first.year) * 12 + now.first.month - when.first.month
    if direction == -1 and months_back < _SHORTER_THAN:
        alternative = of_year(_year_of(of_year, when) - 1).edtf
    return Reading(when, anchor=now.edtf, alternative=alternative)


def _is_soon(of_year: Callable[[int], Interval], now: Interval) -> bool:
    """Tell whether the next occurrence is near and the last one long ago.

    *The strike starts on 5 January*, told in December.
    """
    last = _last_before(of_year, now)
    coming = next(
        item
        for year in (now.first.year, now.first.year + 1, now.first.year + 2)
        if (item := of_year(year)).first > now.last
    )
    return coming.first - now.last <= _SOON and now.first - last.last >= _LONG_AGO


def _year_of(of_year: Callable[[int], Interval], when: Interval) -> int:
    year = when.last.year
    return year if of_year(year).edtf == when.edtf else when.first.year


def _last_before(
    of_year: Callable[[int], Interval], anchor: Interval, *, may_hold: bool = True
) -> Interval:
    """Return the last occurrence before the anchor; one that holds it counts if it may."""
    for year in range(anchor.last.year + 1, anchor.last.year - 3, -1):
        when = of_year(year)
        if when.last < anchor.first or (may_hold and when.first <= anchor.last):
            return when
    return of_year(anchor.first.year - 1)


def _weekday(at: Expression, story: Story, token: Token) -> Reading | None:
    now = story.published
    if now is None:
        return None
    if now.precision != "day":
        return Reading(now, anchor=now.edtf)
    number = story.words.weekdays[at.parts["w"]]
    if story.words.anaphoric.search(at.parts.get("rel", "")):
        return _weekday_told(number, at, story)
    direction = direction_of(at.parts["rel"], story) if "rel" in at.parts else None
    if direction == 1 or (direction is None and is_future_clause(token, story.words)):
        ahead = (number - now.first.weekday()) % 7 or 7
        return Reading(intervals.day(now.first + timedelta(days=ahead)), anchor=now.edtf)
    back = (now.first.weekday() - number) % 7
    if direction == -1:
        back = back or 7
    return Reading(intervals.day(now.first - timedelta(days=back)), anchor=now.edtf)


def _weekday_told(number: int, at: Expression, story: Story) -> Reading | None:
    """Resolve *that Thursday*: of the week of the day last told, *the following* after it."""
    told = story.told
    if told is None or told.precision != "day" or told.first != told.last:
        return None
    direction = direction_of(at.parts["rel"], story)
    ahead = (number - told.first.weekday()) % 7
    if direction == 1:
        ahead = ahead or 7
    elif direction == -1:
        ahead = ahead - 7
    elif ahead and told.first.weekday() > number:
        ahead -= 7
    return Reading(intervals.day(told.first + timedelta(days=ahead)), anchor=told.edtf)


def _now(at: Expression, story: Story, _token: Token) -> Reading | None:
    if story.published is None:
        return None
    moved = story.words.now[at.parts["now"]]
    when = story.published
    if when.precision == "day":
        when = intervals.day(when.first + timedelta(days=moved))
    return Reading(when, anchor=story.published.edtf)


RESOLVERS: dict[str, Resolver] = {
    "day": _day,
    "day_of_month": _day_of_month,
    "iso": _iso,
    "numeric": _numeric,
    "month": _month,
    "months": _months,
    "year": _year,
    "years": _years,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "part": _part,
    "weekday": _weekday,
    "now": _now,
}
"""By the kinds of the lexicon's patterns."""
