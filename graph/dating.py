"""When a figure is of, as its text says: what it states and all that it may mean. Pure."""

from graph.comparison import Setting
from graph.dates import days_between, interval
from graph.features import paragraph

Days = tuple[str, str]
"""First and last day, ISO."""


def stated(one: Setting) -> Days | None:
    """Return the days that a text gives a figure in words; None when it gives none."""
    told = one.told
    if told.figure.as_of and (found := interval(told.figure.as_of)):
        return found
    return interval(told.figure.said_on) if told.said_words else None


def known_days(one: Setting) -> list[Days]:
    """Return all days that a text gives a figure, that of its publication among them."""
    told = one.told
    spoken = [told.figure.as_of, told.figure.said_on, one.source.published]
    first, last = paragraph(one.source.text, (told.start, told.end))
    spoken += [
        near.statement.said_on
        for near in one.source.statements
        if first <= near.start < last and near.said_words
    ]
    return [
        found for edtf in spoken if edtf and (found := interval(edtf[:10] if "T" in edtf else edtf))
    ]


def meet(one: Days, other: Days, *, slack: int) -> bool:
    """Tell whether two intervals meet, or miss each other by so many days at most."""
    return days_between(one[1], other[0]) <= slack and days_between(other[1], one[0]) <= slack


def origin_date(place: Setting) -> str:
    """Return when an origin says what it says, in EDTF."""
    if place.figure.as_of and place.told.said_words:
        return place.figure.as_of
    said = place.figure.said_on
    return said if said and not said.startswith("..") else place.source.published[:10]
