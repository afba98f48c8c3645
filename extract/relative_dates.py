"""Relative dates: *two years ago*, *a year earlier*, *the next month*, *over three years*."""

import re
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from extract import intervals
from extract.governing import is_future_clause, is_present_clause, sentence_of
from extract.intervals import Interval
from extract.nlp import text_of
from extract.story import Reading, Resolver, Story, direction_of, shifted, whole
from extract.times import Expression, expressions

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS_OF_WEEK = 7
_EVENT_REACH = 70  # characters in which the date of "two years after the 2022 merger" may stand


def _ago(at: Expression, story: Story, _token: Token) -> Reading | None:
    if story.published is None:
        return None
    when = shifted(story.published, at, story, -1)
    if "w" in at.parts:  # *a week ago on Friday*
        number = story.words.weekdays[at.parts["w"]]
        ahead = timedelta(days=(number - when.first.weekday()) % 7)
        if when.first + ahead <= when.last:
            when = intervals.day(when.first + ahead)
    return Reading(when, anchor=story.published.edtf)


def _earlier(at: Expression, story: Story, _token: Token) -> Reading | None:
    anchor = story.told or story.published
    if anchor is None:
        return None
    return Reading(shifted(anchor, at, story, -1), anchor=anchor.edtf)


def _later(at: Expression, story: Story, _token: Token) -> Reading | None:
    anchor = story.told
    if anchor is None:
        return Reading(story.published) if story.published else None
    when = shifted(anchor, at, story, 1)
    if story.published is not None and when.first > story.published.last:
        # The date last told is not what this counts from: nothing told lies in the future.
        return Reading(story.published)
    return Reading(intervals.clip(when, until=story.published), anchor=anchor.edtf)


def _after_event(at: Expression, story: Story, token: Token) -> Reading | None:
    """Resolve *two years after the merger*: from the event's own date or the date last told.

    Without either the clause is about the present, and the event lies so long before it.
    """
    event = _event(at, token, story)
    if event is not None:
        when = shifted(event, at, story, 1)
        is_past = story.published is None or when.first <= story.published.last
        if is_past or is_future_clause(token, story.words):
            return Reading(when, anchor=event.edtf)
    if story.published is None:
        return None
    back = shifted(story.published, at, story, -1)
    return Reading(story.published, anchor=back.edtf)


def _before_event(at: Expression, story: Story, token: Token) -> Reading | None:
    anchor = _event(at, token, story) or story.published
    if anchor is None:
        return None
    return Reading(shifted(anchor, at, story, -1), anchor=anchor.edtf)


def _event(at: Expression, token: Token, story: Story) -> Interval | None:
    """Return the date of the event that an expression counts from, as far as it is told."""
    ahead = text_of(token.doc)[at.end : at.end + _EVENT_REACH]
    clause = re.split(r"[,.;:)]", ahead, maxsplit=1)[0]
    year = _YEAR.search(clause)
    if year is None:
        return story.told
    inner = [item for item in expressions(clause, language=token.doc.lang_) if item.kind == "month"]
    if inner and "y" in inner[0].parts:
        return intervals.month(int(inner[0].parts["y"]), story.words.months[inner[0].parts["m"]])
    return intervals.year(int(year[0]))


def _over_past(at: Expression, story: Story, _token: Token) -> Reading | None:
    if story.published is None:
        return None
    words = at if "n" in at.parts or at.parts.get("u", "").endswith("s") else _with_count(at)
    past = shifted(story.published, words, story, -1)
    return Reading(intervals.span(past, story.published), anchor=story.published.edtf)


def _over_next(at: Expression, story: Story, _token: Token) -> Reading | None:
    if story.published is None:
        return None
    ahead = shifted(story.published, at, story, 1)
    first = intervals.day(story.published.last + timedelta(days=1))
    return Reading(intervals.days(first.first, ahead.last), anchor=story.published.edtf)


def _over(at: Expression, story: Story, token: Token) -> Reading | None:
    """Resolve *over three years*: the stretch that ends at the date last told, or now."""
    in_story = (
        story.told is not None
        and story.told_in == sentence_of(token.doc[token.i : token.i + 1]).start_char
    )
    anchor = story.told if in_story else story.published
    if anchor is None:
        return None
    if is_future_clause(token, story.words):
        return _over_next(at, story, token)
    if is_present_clause(token):  # *is worth $40m over five years*
        return None
    return Reading(intervals.span(shifted(anchor, at, story, -1), anchor), anchor=anchor.edtf)


def _within(at: Expression, story: Story, token: Token) -> Reading | None:
    if story.published is None:
        return None
    if token.doc.lang_ == "en" and not is_future_clause(token, story.words):
        return _over(at, story, token)
    return Reading(shifted(story.published, at, story, 1), anchor=story.published.edtf)


def _adjacent(at: Expression, story: Story, token: Token) -> Reading | None:
    if not at.parts.keys().isdisjoint(("next_day", "day_before", "second_day")):
        sign = -1 if "day_before" in at.parts else 1
        count = "2" if "second_day" in at.parts else "1"
        moved = replace(at, parts={"n": count, "u": _word_for("day", story)})
        if story.told is None or (story.told.last - story.told.first).days > _DAYS_OF_WEEK:
            # The eve of a quarter is nothing: it is that of today.
            return _ago(moved, story, token) if sign < 0 else None
        return _later(moved, story, token) if sign > 0 else _earlier(moved, story, token)
    sign = direction_of(at.parts["rel"], story) or 1
    anchor = story.told or story.published
    if anchor is None:
        return None
    unit = story.words.units[at.parts["u"]]
    when = whole(intervals.shift(anchor, unit=unit, count=sign), unit)
    return Reading(when, anchor=anchor.edtf)


def _same(at: Expression, story: Story, _token: Token) -> Reading | None:
    anchor = story.told or story.published
    if anchor is None:
        return None
    unit = story.words.units.get(at.parts.get("u", ""), "")
    when = whole(anchor, unit) if unit else anchor
    part = direction_of(at.parts.get("part", ""), story)
    if part and unit:
        # *Later that year*: the rest of it.
        when = intervals.span(anchor, when) if part > 0 else intervals.span(when, anchor)
        when = intervals.clip(when, until=story.published)
    return Reading(when, anchor=anchor.edtf)


def _then(at: Expression, story: Story, token: Token) -> Reading | None:
    """Resolve *at that time*, *said then*: the date last told.

    A bare *then* goes with a past verb before it (*slowed in the back office then*); elsewhere it
    only tells what comes next.
    """
    if story.told is None:
        return None
    if "bare" in at.parts:
        verb = token.doc[max(0, token.i - 1)]
        if verb.lower_.startswith("-") and token.i > 1:  # *affirmait-il alors*
            verb = token.doc[token.i - 2]
        if verb.pos_ not in {"VERB", "AUX"} and token.dep_ == "advmod" and token.head.i < token.i:
            verb = token.head
        if verb.pos_ not in {"VERB", "AUX"} or not _is_past(verb):
            return None
        if token.dep_ in {"mark", "fixed", "cc"}:  # *alors que* as a conjunction
            return None
    return Reading(story.told, anchor=story.told.edtf)


def _is_past(verb: Token) -> bool:
    return verb.pos_ == "AUX" or bool({"Past", "Imp"} & set(verb.morph.get("Tense", [])))


def _current(at: Expression, story: Story, _token: Token) -> Reading | None:
    """Resolve *last year*, *this week*, *le mois dernier* from the publication."""
    now = story.published
    if now is None:
        return None
    unit = story.words.units[at.parts["u"]]
    direction = direction_of(at.parts.get("rel", ""), story) or 0
    if now.precision in {"month", "year"} and unit in {"day", "week"}:
        return Reading(now, anchor=now.edtf)
    when = whole(intervals.shift(now, unit=unit, count=direction) if direction else now, unit)
    return Reading(when, anchor=now.edtf)


def _recent(_at: Expression, _story: Story, _token: Token) -> Reading | None:
    """Leave *recently* out: it names no interval that could be compared."""
    return None


def _word_for(unit: str, story: Story) -> str:
    return next(word for word, name in story.words.units.items() if name == unit)


def _with_count(at: Expression) -> Expression:
    return replace(at, parts={**at.parts, "n": "1"})


RESOLVERS: dict[str, Resolver] = {
    "ago": _ago,
    "earlier": _earlier,
    "later": _later,
    "after_event": _after_event,
    "before_event": _before_event,
    "over_past": _over_past,
    "over_next": _over_next,
    "over": _over,
    "within": _within,
    "adjacent": _adjacent,
    "same": _same,
    "then": _then,
    "current": _current,
    "recent": _recent,
}
"""By the kinds of the lexicon's patterns."""
