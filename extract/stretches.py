"""Stretches inside a month or a week: *early this month*, *en début de semaine*, weekends."""

from datetime import timedelta

from spacy.tokens import Token

from extract import intervals
from extract.governing import is_future_clause
from extract.intervals import Interval
from extract.story import Reading, Resolver, Story, direction_of, whole
from extract.times import Expression

_SATURDAY = 5
_WEEK = timedelta(days=7)


def _part_of(at: Expression, story: Story, token: Token) -> Reading | None:
    """Resolve *late last month*: the stretch of days, as far as it has passed already.

    Without *last* or *this* it is the nearest one: *en fin de mois* in a past clause at the
    beginning of a month is the end of the month before.
    """
    now = story.published
    if now is None or now.precision != "day":
        return None if now is None else Reading(now, anchor=now.edtf)
    unit = story.words.units[at.parts["u"]]
    direction = direction_of(at.parts.get("rel", ""), story)

    def moved(count: int) -> Interval:
        return _days_of(at, story, whole(intervals.shift(now, unit=unit, count=count), unit), unit)

    when = moved(direction)
    is_ahead = is_future_clause(token, story.words)
    if not direction and when.first > now.last and not is_ahead:
        when = moved(-1)
    elif not direction and when.last < now.first and is_ahead:
        when = moved(1)
    when = when if is_ahead else intervals.clip(when, until=now)
    return Reading(when, anchor=now.edtf)


def _days_of(at: Expression, story: Story, within: Interval, unit: str) -> Interval:
    """Return the days of a month or a week that *early*, *mid* or *late* means."""
    _, _, *bounds = story.words.parts[at.parts["part"]]
    first, last = bounds[2:] if unit == "week" else bounds[:2]
    length = (within.last - within.first).days + 1
    start = within.first + timedelta(days=min(first, length) - 1)
    return intervals.days(start, within.first + timedelta(days=min(last, length) - 1))


def _weekend(at: Expression, story: Story, token: Token) -> Reading | None:
    """Resolve *over the weekend*: the last one begun, or the next one of a future clause."""
    now = story.published
    if now is None or now.precision != "day":
        return None if now is None else Reading(now, anchor=now.edtf)
    direction = direction_of(at.parts.get("rel", ""), story)
    saturday = now.first - timedelta(days=(now.first.weekday() - _SATURDAY) % 7)
    is_held = now.first <= saturday + timedelta(days=1)
    if direction > 0 or (not is_held and is_future_clause(token, story.words)):
        saturday += _WEEK
    elif direction < 0 and is_held:
        saturday -= _WEEK
    return Reading(intervals.days(saturday, saturday + timedelta(days=1)), anchor=now.edtf)


RESOLVERS: dict[str, Resolver] = {"part_of": _part_of, "weekend": _weekend}
"""By the kinds of the lexicon's patterns."""
