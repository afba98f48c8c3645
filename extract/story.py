"""What a reader of dates knows at a point of the text, and what a date comes to."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from db.records import DateMethod
from extract import intervals
from extract.intervals import Interval
from extract.times import Expression, Times

_HALF = 6  # months


@dataclass(slots=True)
class Story:
    """What the reader knows so far: the day of publication and the date last told."""

    words: Times
    published: Interval | None
    told: Interval | None = None
    told_in: int = -1
    """Start of the sentence that told it."""

    def counts_from(self, relative: str) -> Interval | None:
        """Return what a relative counts from: the date last told, or the publication."""
        if relative and self.words.anaphoric.search(relative):
            return self.told
        return self.now

    @property
    def now(self) -> Interval | None:
        """The publication, or what stands for it when it isn't known."""
        return self.published or self.told


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression was found to mean."""

    when: Interval
    method: DateMethod = DateMethod.RELATIVE
    anchor: str = ""
    alternative: str = ""


Resolver = Callable[[Expression, Story, Token], Reading | None]


def shifted(anchor: Interval, at: Expression, story: Story, sign: int) -> Interval:
    """Return an anchor moved by an expression's count of units, forward for a sign of 1.

    A vague count gives the whole stretch: *a few months later* is two to nine months.
    """
    words = story.words
    unit = words.units.get(at.parts.get("u", ""), "year")
    least, most = (1.0, 1.0) if "one" in at.parts else words.count(at.parts.get("n", ""), unit)
    if "half" in at.parts:  # *un an et demi*
        least, most = least + 0.5, most + 0.5
    if unit == "day" and at.parts.get("n") in words.weeks:
        # French counts a week as eight days, and two as fifteen.
        unit, least = "week", words.weeks[at.parts["n"]]
        most = least
    if unit == "fortnight":
        unit, least, most = "week", 2 * least, 2 * most
    near = intervals.shift(anchor, unit=unit, count=sign * least)
    far = intervals.shift(anchor, unit=unit, count=sign * most)
    return intervals.span(near, far) if sign > 0 else intervals.span(far, near)


def whole(when: Interval, unit: str) -> Interval:
    """Widen an interval to the calendar unit that holds it."""
    first = when.first
    if unit == "year":
        return intervals.year(first.year)
    if unit == "half":
        start = 1 if first.month <= _HALF else 7
        return intervals.months(first.year, start, start + 5)
    if unit == "quarter":
        start = (first.month - 1) // 3 * 3 + 1
        return intervals.months(first.year, start, start + 2)
    if unit == "month":
        return intervals.month(first.year, first.month)
    if unit == "week":
        return intervals.week(first + (when.last - first) // 2)
    return when


def direction_of(relative: str, story: Story) -> int:
    """Return −1 for *last*, 0 for *this*, 1 for *next*, by any of the words for them."""
    if not relative:
        return 0
    names = [story.words.relatives.get(word) for word in re.split(r"[ '-]", relative)]
    name = next((item for item in names if item), None)
    return {"last": -1, "this": 0, "next": 1}.get(name or "", 0)


def unit_in(relative: str, story: Story) -> str:
    """Return the unit that a relative names besides its direction: *last year* is a year."""
    units = story.words.units
    return next((units[word] for word in re.split(r"[ '-]", relative) if word in units), "")
