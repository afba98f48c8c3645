"""When: every date an article tells, and which of them governs a statement."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from db.records import DateMethod, SaidDate
from extract import calendar_dates, intervals, relative_dates, stretches
from extract.datelines import story_start
from extract.governing import (
    distance,
    follows_cue,
    governs,
    heads_paragraph,
    is_attributive,
    is_before_told,
    is_beside,
    is_of_document,
    is_past_clause,
    is_present_clause,
    opens,
    sentence_around,
)
from extract.intervals import Interval
from extract.marks import marked
from extract.nlp import offsets, text_of
from extract.story import Reading, Story
from extract.times import Expression, Times, expressions, times

_BEFORE = 30  # characters in which *since* or *until* stands before a date
_FIRST = 12  # characters of a sentence in which a date still opens it
_ENDED = frozenset({"months", "years", "over_past", "over", "over_next"})
_RESOLVERS = calendar_dates.RESOLVERS | relative_dates.RESOLVERS | stretches.RESOLVERS


def dates(doc: Doc, *, published: str) -> tuple[SaidDate, ...]:
    """Return every date of the document in reading order, with its offsets.

    ``published`` is EDTF and anchors relative dates; the others count from the date last told,
    as the narrative runs. Empty when unknown: then only what needs no publication is resolved.
    """
    words = times(doc.lang_)
    story = Story(published=intervals.parse(published), words=words)
    found: list[SaidDate] = []
    text = text_of(doc)
    quoted = [(mark.start, mark.end) for mark in marked(text)]
    for expression in expressions(text, language=doc.lang_):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None:
            continue
        resolve = _RESOLVERS[expression.kind]
        try:
            reading = resolve(expression, story, span.root)
        except (ValueError, OverflowError):  # no such day: 31 June, the year 0
            continue
        if reading is None:
            continue
        told = reading.when
        reading = _with_prefix(reading, expression, story)
        first, _ = sentence_around(doc, (span.start, span.end))
        opening = doc[first].idx
        _reorder(found, reading, story, opening)
        found.append(_said(reading, expression, text))
        if not any(start <= expression.start < end for start, end in quoted):
            # What somebody mentions is no part of the reporter's story.
            _remember(told, expression, story, opening)
    return tuple(found)


def said_on(
    doc: Doc,
    *,
    span: tuple[int, int],
    cue: tuple[int, int] | None,
    found: Sequence[SaidDate],
    published: str,
) -> SaidDate:
    """Return the date that governs what is said or done at a span.

    With a cue the words at the span are quoted, and dates inside them don't govern the saying.
    Without one it is an action or a report, and its own dates come first. Then the clause of
    the cue by syntax, then an adverbial that opens the sentence or heads the paragraph, then
    the publication. What is told in the pluperfect lies before it, on an unknown day:
    ``../2025-09-10``, whose earliest day is empty.
    """
    day = intervals.parse(published)
    spoken = cue or span
    sentence = doc.char_span(*spoken, alignment_mode="expand")
    if sentence is None:
        return _publication(day)
    words = times(doc.lang_)
    text = text_of(doc)
    body = story_start(text)
    last = day.last.isoformat() if day else ""
    past = [
        said
        for said in found
        if said.start >= body and not (last and said.earliest and said.earliest > last)
    ]
    if not past:
        return _undated(sentence.root, published, words)
    around = sentence_around(doc, (sentence.start, sentence.end))
    bounds = (offsets(doc)[around[0]][0], offsets(doc)[around[1] - 1][1])
    near = [said for said in past if bounds[0] <= said.start < bounds[1]]
    if cue is None:
        inside = [said for said in near if span[0] <= said.start < span[1]]
        if inside:
            return min(inside, key=lambda said: distance(doc, said, sentence.root))
    else:
        loose = [
            said
            for said in near
            if not _is_bound(text, said, words) and not is_attributive(doc, said, words)
        ]
        near = [said for said in loose if not span[0] <= said.start < span[1]]
        beside = [
            said
            for said in loose
            if (is_beside if said in near else follows_cue)(doc, said, cue[1])
        ]
        if beside:
            return beside[0]
    governing = [
        said
        for said in near
        if governs(doc, said, sentence.root, words)
        # *Hiring was slowed then and rises now*: a past clause keeps its date to itself.
        and not (said.end <= spoken[0] and is_past_clause(_token(doc, said)) and _is_now(sentence))
    ]
    if governing:
        return min(governing, key=lambda said: distance(doc, said, sentence.root))
    document = [said for said in near if cue and is_of_document(doc, said, cue[1], words)]
    if document:
        return document[0]
    opening = (said for said in near if opens(doc, said, bounds[0]))
    heading = (said for said in past if heads_paragraph(text, said, spoken[0]))
    told = next(opening, None) or next(heading, None)
    return told or _undated(sentence.root, published, words)


def _undated(token: Token, published: str, words: Times) -> SaidDate:
    """Return the publication, or an open past for what is told in the pluperfect."""
    if is_before_told(token, words):
        return some_day_before(published)
    return _publication(intervals.parse(published))


def _is_now(clause: Span) -> bool:
    """Tell whether a clause is in the present; one that "and" joins on may hang by its "and"."""
    verbs = (token for token in clause if token.pos_ in {"VERB", "AUX"})
    is_joined = clause.root.pos_ == "CCONJ"
    return is_present_clause(next(verbs, clause.root) if is_joined else clause.root)


def _token(doc: Doc, said: SaidDate) -> Token:
    """Return the token at which a date begins."""
    place = doc.char_span(said.start, said.end, alignment_mode="expand")
    return doc[0] if place is None else place.root


def is_future(said: SaidDate, *, published: str) -> bool:
    """Tell whether a date begins after the publication; unknown days are not future."""
    day = intervals.parse(published)
    return day is not None and bool(said.earliest) and said.earliest > day.last.isoformat()


def of_publication(published: str) -> SaidDate:
    """Return the date of what is told on the day of the article; all empty when that is unknown."""
    return _publication(intervals.parse(published))


@lru_cache(maxsize=8)  # the statements of an article ask one after the other
def some_day_before(published: str) -> SaidDate:
    """Return the open past of what is told without a day: ``../2025-09-10``."""
    day = intervals.parse(published)
    if day is None:
        return _publication(day)
    return replace(_publication(day), edtf=f"../{day.edtf.split('/')[-1]}", earliest="")


def _is_bound(text: str, said: SaidDate, words: Times) -> bool:
    """Tell whether a date only bounds something: *until last year*, *since May*."""
    before = text[max(0, said.start - _BEFORE) : said.start].lower()
    # *Depuis vingt ans* has its word of bounding within itself.
    first = said.words.lower().split(" ", 1)[0]
    return any(
        pattern.search(before) or pattern.search(f"{before}{first} ")
        for _, pattern in words.prefixes
    )


@lru_cache(maxsize=8)
def _publication(day: Interval | None) -> SaidDate:
    if day is None:
        return SaidDate(edtf="", earliest="", latest="", method=DateMethod.PUBLICATION)
    return SaidDate(
        edtf=day.edtf,
        earliest=day.first.isoformat(),
        latest=day.last.isoformat(),
        method=DateMethod.PUBLICATION,
    )


def _said(reading: Reading, expression: Expression, text: str) -> SaidDate:
    return SaidDate(
        edtf=reading.when.edtf,
        earliest=reading.when.first.isoformat(),
        latest=reading.when.last.isoformat(),
        method=reading.method,
        words=text[expression.start : expression.end],
        anchor=reading.anchor,
        alternative=reading.alternative if reading.alternative != reading.when.edtf else "",
        start=expression.start,
        end=expression.end,
    )


def _remember(when: Interval, expression: Expression, story: Story, sentence: int) -> None:
    """Make a date the one last told, unless it lies ahead or is no point of the story."""
    if expression.kind in {"over_next", "recent", "over_past"} or expression.prefix == "by":
        return
    if expression.kind in {"after_event", "before_event"} and expression.start - sentence > _FIRST:
        return  # *It came a year after the merger* counts back from what is told already
    if story.published is not None and when.first > story.published.last:
        return
    story.told, story.told_in = when, sentence


def _reorder(found: list[SaidDate], reading: Reading, story: Story, sentence: int) -> None:
    """Move *in July … in August* back together when only the year before fits the order told."""
    if not found or story.told is None or story.told_in != sentence or story.published is None:
        return
    last = found[-1]
    is_pair = last.anchor == reading.anchor == story.published.edtf
    if not is_pair or reading.when.precision != "month" or story.told.precision != "month":
        return
    back = intervals.shift(story.told, unit="year", count=-1)
    if (
        story.told.last < story.published.first
        or not back.last < reading.when.first < story.told.first
    ):
        return
    found[-1] = replace(
        last,
        edtf=back.edtf,
        earliest=back.first.isoformat(),
        latest=back.last.isoformat(),
        alternative=last.edtf,
    )


def _with_prefix(reading: Reading, expression: Expression, story: Story) -> Reading:
    """Stretch *since 2023* to the publication."""
    if expression.prefix != "since" or story.published is None:
        return reading
    if expression.kind in _ENDED:  # from March to November
        return reading
    if reading.when.first > story.published.first:
        return reading
    return replace(reading, when=intervals.span(reading.when, story.published))
