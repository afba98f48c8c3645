"""When undated words were said: on the occasion that the article tells of.

A story names its occasion once ("told Bloomberg on Thursday", "sent a memo on Monday") and quotes
from it to the end. Words without a date of their own therefore belong to their speaker's occasion,
as long as that is news: what was said a year ago and is recalled in the same text is no occasion
for what follows.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.records import DateMethod, Kind, SaidDate, Span, SpeakerKind, Statement

NEWS_DAYS = 45
"""An occasion this long before publication is still the news. Set by judgement: magazines and
trade monthlies quote last month's interview, retrospective pieces reach back a quarter or more."""
LEAD_DAYS = 14
"""The same for a date that merely stands beside the speaker's company: it must be fresh."""
RECENT_DAYS = 1
"""A company's release of the day before may be that of its statement to this article as well."""
LEAD_WIDTH = 7
"""Such a date must be a day or a week: *this year* is no occasion."""
MONTH_WIDTH = 31
"""*He spoke a lot this month*: such a date counts for that person alone, as the last resort."""

QUOTES = frozenset({Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A date told at a place of the text, with whom it is told of."""

    place: int
    said: SaidDate
    person: str = ""
    company: str = ""
    house: str = ""
    """The company of the speaker, whether or not he speaks for it."""
    is_telling: bool = False
    """The date is one of speaking, not of another deed."""
    is_known: bool = False
    """Something became known on that date, whoever told it: *staff learnt on Monday*."""
    is_gathering: bool = False
    """People met on that date and spoke: a council, a hearing, a ceremony."""


def dated_by_occasion(  # noqa: PLR0913 - what a scene is told by
    statements: Sequence[Statement],
    *,
    told: Sequence[Occasion],
    published: str,
    text: str = "",
    fresh: Collection[tuple[Span, ...]] = (),
    recounted: Collection[tuple[Span, ...]] = (),
    replies: Collection[tuple[Span, ...]] = (),
) -> Iterator[Statement]:
    """Yield the statements, undated quotes with the date of their speaker's occasion.

    First what the same person was quoted with just before, in the same paragraph of ``text``,
    however long ago that was. Then the occasions on which the speaker is quoted; then, for who
    speaks for a company, those on which the company is; then ``told``, dates that stand in a
    sentence with either. Of each the nearest before the words counts, then the nearest after.
    Last come a colleague's occasion and the month told of the speaker. ``fresh`` are the spans
    of words told to this article (*she says*, *said in an email*): of them the speaker's own
    occasion counts alone; the house itself shares its release of the day before. ``recounted``
    are those of words told as past: whoever said them did so where people had gathered.
    ``replies`` are those of an interview, which has its own date.
    ``published`` is an ISO day, empty when unknown: then nothing changes.
    """
    quoted = [
        _occasion_of(statement)
        for statement in statements
        if statement.kind in QUOTES and _is_news(statement.said, published, NEWS_DAYS)
    ]
    beside = [
        occasion
        for occasion in told
        if _is_news(occasion.said, published, LEAD_DAYS) and _is_narrow(occasion)
    ]
    months = [
        occasion
        for occasion in told
        if occasion.person
        and _is_news(occasion.said, published, NEWS_DAYS)
        and days_between(occasion.said.earliest, occasion.said.latest) < MONTH_WIDTH
    ]
    last: Statement | None = None
    is_fresh = False
    for statement in statements:
        found = statement
        if published and statement.kind in QUOTES and statement.spans not in replies:
            if is_undated(statement.said):
                # Words without a cue go on from those before them.
                is_next = not statement.cue and _goes_on(statement, last, text)
                is_fresh = statement.spans in fresh or (is_fresh and is_next)
                if is_fresh:
                    heard = [o for o in beside if o.is_telling]
                    said = _continued(statement, last, text) or _occasion(
                        statement,
                        [*_own(statement, quoted), *_recent(statement, quoted, published)],
                        [*_own(statement, heard), *_recent(statement, beside, published)],
                        (),
                    )
                else:
                    said = (
                        _continued(statement, last, text)
                        or _occasion(statement, quoted, beside, months)
                        or _led(statement, last, published)
                        or (_gathered(statement, beside) if statement.spans in recounted else None)
                    )
                found = replace(statement, said=said) if said else statement
                if said and statement.person and _is_news(said, published, NEWS_DAYS):
                    quoted.append(_occasion_of(found))
            last = found
        yield found


def _is_narrow(occasion: Occasion) -> bool:
    return days_between(occasion.said.earliest, occasion.said.latest) < LEAD_WIDTH


def _own(statement: Statement, occasions: Sequence[Occasion]) -> list[Occasion]:
    return [o for o in occasions if statement.person and o.person == statement.person]


def _recent(statement: Statement, occasions: Sequence[Occasion], published: str) -> list[Occasion]:
    """Return the house's occasions of the day before; who says it in person says it today."""
    if statement.person:
        return []
    return [o for o in occasions if days_between(o.said.earliest, published) <= RECENT_DAYS]


def _occasion_of(statement: Statement) -> Occasion:
    return Occasion(
        place=statement.spans[0][0],
        said=statement.said,
        person=statement.person,
        company=statement.company if statement.speaks_for_company else "",
        house=statement.company,
    )


def _led(statement: Statement, last: Statement | None, published: str) -> SaidDate | None:
    """Return the date of an unnamed speaker whom the next words name.

    *…, its chief executive said on Tuesday. "We had no choice," Ada Moor said.*
    """
    if last is None or not statement.person or last.speaker_kind is not SpeakerKind.UNNAMED:
        return None
    is_fresh = last.kind is Kind.INDIRECT_QUOTE and _is_news(last.said, published, LEAD_DAYS)
    is_other_house = last.company and statement.company and last.company != statement.company
    return _counted_from(last.said) if is_fresh and not is_other_house else None


def _gathered(statement: Statement, beside: Sequence[Occasion]) -> SaidDate | None:
    """Return the day on which people had met before words: *the council voted on Monday*."""
    place = statement.spans[0][0]
    met = [o for o in beside if o.is_gathering and o.place <= place]
    return _counted_from(met[-1].said) if met else None


def is_undated(said: SaidDate) -> bool:
    """Tell whether nothing but the publication dates it; an open start says more than that."""
    return said.method is DateMethod.PUBLICATION and bool(said.earliest)


def _continued(statement: Statement, last: Statement | None, text: str) -> SaidDate | None:
    """Return the date of the words before, when the same person goes on in one paragraph."""
    if last is None or not _goes_on(statement, last, text):
        return None
    if last.said.method is DateMethod.PUBLICATION:
        return None
    return _counted_from(last.said)


def _goes_on(statement: Statement, last: Statement | None, text: str) -> bool:
    """Tell whether the same person goes on in one paragraph."""
    if last is None or not text or not statement.person or last.person != statement.person:
        return False
    return "\n" not in text[last.spans[-1][1] : statement.spans[0][0]]


def _is_news(said: SaidDate, published: str, most: int) -> bool:
    if not published or not said.earliest or said.method is DateMethod.PUBLICATION:
        return False
    return said.earliest <= published and days_between(said.earliest, published) <= most


def _occasion(
    statement: Statement,
    quoted: Sequence[Occasion],
    beside: Sequence[Occasion],
    months: Sequence[Occasion],
) -> SaidDate | None:
    company = statement.company if statement.speaks_for_company else ""
    if statement.speaker_kind is SpeakerKind.UNNAMED:
        # A spokesperson adds to what somebody else said on a podcast; he wasn't there.
        others = [occasion for occasion in quoted if occasion.person]
        quoted = [occasion for occasion in quoted if not occasion.person]
        told = {occasion.said.start for occasion in others}
        beside = [o for o in beside if not o.person and o.said.start not in told]
    place = statement.spans[0][0]
    for occasions in (quoted, beside):
        own = _own(statement, occasions)
        if own:
            return _counted_from(([o for o in own if o.place <= place][-1:] or own)[0].said)
        theirs = [o for o in occasions if company and o.company == company and _is_narrow(o)]
        before = [o for o in theirs if o.place <= place]
        # What another person says later on is no occasion for words before it.
        nearest = before[-1:] or [o for o in theirs if not o.person]
        if nearest:
            return _counted_from(nearest[0].said)
    quoted = [o for o in quoted if _is_narrow(o)]
    colleagues = [
        o
        for o in quoted
        if o.place <= place and not o.person and statement.company and o.house == statement.company
    ]
    alone = [o for o in quoted if o.place <= place and _is_alone(statement)]
    theirs = [o for o in months if o.person == statement.person]
    nearest = (colleagues or alone or theirs)[-1:]
    return _counted_from(nearest[0].said) if nearest else None


def _is_alone(statement: Statement) -> bool:
    """Tell whether words stand in marks without anybody who says them."""
    is_direct = statement.kind is Kind.DIRECT_QUOTE and not statement.person
    return is_direct and not statement.cue and statement.speaker_kind is SpeakerKind.REPORTER


def _counted_from(said: SaidDate) -> SaidDate:
    return replace(said, method=DateMethod.RELATIVE, anchor=said.edtf)


def days_between(start: str, end: str) -> int:
    """Return the days from one ISO day to another, negative when it is the earlier one."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
