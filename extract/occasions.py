"""When undated words were said: on the occasion that the article tells of.

A story names its occasion once ("told Bloomberg on Thursday", "sent a memo on Monday") and quotes
from it to the end. Words without a date of their own therefore belong to their speaker's occasion,
as long as that is news: what was said a year ago and is recalled in the same text is no occasion
for what follows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.records import DateMethod, Kind, SaidDate, SpeakerKind, Statement

NEWS_DAYS = 45
"""An occasion this long before publication is still the news. Set by judgement: magazines and
trade monthlies quote last month's interview, retrospective pieces reach back a quarter or more."""
LEAD_DAYS = 14
"""The same for a date that merely stands beside the speaker's company: it must be fresh."""
LEAD_WIDTH = 7
"""Such a date must be a day or a week: *this year* is no occasion."""

QUOTES = frozenset({Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A date told at a place of the text, with whom it is told of."""

    place: int
    said: SaidDate
    person: str = ""
    company: str = ""


def dated_by_occasion(
    statements: Sequence[Statement], *, told: Sequence[Occasion], published: str, text: str = ""
) -> Iterator[Statement]:
    """Yield the statements, undated quotes with the date of their speaker's occasion.

    First what the same person was quoted with just before, in the same paragraph of ``text``,
    however long ago that was. Then the occasions on which the speaker is quoted; then, for who speaks for a company, those
    on which the company is; then ``told``, dates that stand in a sentence with either. Of each
    the nearest before the words counts, then the nearest after. ``published`` is an ISO day,
    empty when unknown: then nothing changes.
    """
    quoted = [
        Occasion(
            place=statement.spans[0][0],
            said=statement.said,
            person=statement.person,
            company=statement.company if statement.speaks_for_company else "",
        )
        for statement in statements
        if statement.kind in QUOTES and _is_news(statement.said, published, NEWS_DAYS)
    ]
    beside = [
        occasion
        for occasion in told
        if _is_news(occasion.said, published, LEAD_DAYS)
        and _days(occasion.said.earliest, occasion.said.latest) < LEAD_WIDTH
    ]
    last: Statement | None = None
    for statement in statements:
        found = statement
        if published and statement.kind in QUOTES:
            if _is_undated(statement.said):
                said = _continued(statement, last, text) or _occasion(statement, quoted, beside)
                found = replace(statement, said=said) if said else statement
            last = found
        yield found


def _is_undated(said: SaidDate) -> bool:
    """Tell whether nothing but the publication dates it; an open start says more than that."""
    return said.method is DateMethod.PUBLICATION and bool(said.earliest)


def _continued(statement: Statement, last: Statement | None, text: str) -> SaidDate | None:
    """Return the date of the words before, when the same person goes on in one paragraph."""
    if last is None or not statement.person or last.person != statement.person:
        return None
    if last.said.method is DateMethod.PUBLICATION:
        return None
    if "\n" in text[last.spans[-1][1] : statement.spans[0][0]]:
        return None
    return _counted_from(last.said)


def _is_news(said: SaidDate, published: str, most: int) -> bool:
    if not published or not said.earliest or said.method is DateMethod.PUBLICATION:
        return False
    return said.earliest <= published and _days(said.earliest, published) <= most


def _occasion(
    statement: Statement, quoted: Sequence[Occasion], beside: Sequence[Occasion]
) -> SaidDate | None:
    company = statement.company if statement.speaks_for_company else ""
    if statement.speaker_kind is SpeakerKind.UNNAMED:
        # A spokesperson adds to what somebody else said on a podcast; he wasn't there.
        quoted = [occasion for occasion in quoted if not occasion.person]
    for occasions in (quoted, beside):
        own = [o for o in occasions if statement.person and o.person == statement.person]
        theirs = own or [o for o in occasions if company and o.company == company]
        if theirs:
            before = [o for o in theirs if o.place <= statement.spans[0][0]]
            said = (before[-1:] or theirs)[0].said
            return _counted_from(said)
    return None


def _counted_from(said: SaidDate) -> SaidDate:
    return replace(said, method=DateMethod.RELATIVE, anchor=said.edtf)


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
