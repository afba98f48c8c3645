"""When undated deeds were done: on the day on which the article says that they became known.

News tells the deed first, without a date (*Orbel is closing its studio*), and says further down
when it was made known (*staff were told on Monday*, *the firm announced on Wednesday*). It is of
that day, and not of the day on which it was printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db.records import Axis, DateMethod, Kind, SaidDate, Statement
from extract.occasions import QUOTES, Occasion, days_between, is_undated

NEWS_DAYS = 7
"""What was made known earlier is background, unless it says so itself: a week is the longest that
a weekday without a date can reach back."""

_AHEAD = frozenset({Axis.INTENTION, Axis.FORECAST})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A day on which something was made known, and by whom if that is told."""

    place: int
    said: SaidDate
    company: str


def dated_by_news(
    statements: Sequence[Statement], *, told: Sequence[Occasion], published: str
) -> Iterator[Statement]:
    """Yield the statements, undated deeds of companies with the day when they became known.

    That is the day on which the company is quoted, nearest to the deed; else one of ``told``, the
    dates beside a verb of telling, that names the company or nobody; else that of another deed on
    the same side, which is the same news: *it has recalled its planners; fourteen have been back
    since Monday*. ``published`` is an ISO day, empty when unknown: then nothing changes.
    """
    quoted = [
        _Known(place=one.spans[0][0], said=one.said, company=one.company)
        for one in statements
        if one.kind in QUOTES and one.speaks_for_company and _is_day(one.said, published)
    ]
    beside = [
        _Known(place=one.place, said=one.said, company=one.company)
        for one in told
        if (one.is_telling or one.is_known) and not one.person and _is_day(one.said, published)
    ]
    done = [
        one
        for one in statements
        if one.kind not in QUOTES and _is_done(one) and _is_day(one.said, published)
    ]
    for statement in statements:
        yield _dated(statement, quoted, beside, done)


def _dated(
    statement: Statement,
    quoted: Sequence[_Known],
    beside: Sequence[_Known],
    done: Sequence[Statement],
) -> Statement:
    if statement.kind is not Kind.ACTION or not is_undated(statement.said):
        return statement
    company = statement.company
    own = [known for known in quoted if known.company == company]
    others = [known for known in beside if known.company in {"", company}]
    deeds = [
        _Known(place=one.spans[0][0], said=one.said, company=company)
        for one in done
        if company in {one.company, one.about, one.company or one.about or company}
        and _is_one_side(one, statement)
    ]
    for days in (own, others, deeds):
        if days:
            place = statement.spans[0][0]
            best = min(days, key=lambda known: (abs(known.place - place), known.place))
            said = replace(best.said, method=DateMethod.RELATIVE, anchor=best.said.edtf)
            return replace(statement, said=said)
    return statement


def _is_done(one: Statement) -> bool:
    return one.position is not None and one.position.axis not in _AHEAD


def _is_one_side(one: Statement, other: Statement) -> bool:
    stances = (one.position, other.position)
    return all(stances) and len({stance.value > 0 for stance in stances if stance}) == 1


def _is_day(said: SaidDate, published: str) -> bool:
    if not published or not said.earliest or said.method is DateMethod.PUBLICATION:
        return False
    is_one = said.earliest == said.latest
    return is_one and 0 <= days_between(said.earliest, published) <= NEWS_DAYS
