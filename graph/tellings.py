"""Two tellings of a value: of one outlet, of one day, of what there is or what is added. Pure."""

from graph.comparison import Setting, numbers_of_checking
from graph.dates import interval
from graph.dating import Days, meet, stated
from graph.features import has

OCCASION = 7
"""Days from an occasion on which a value was told to the text that tells of it."""


def published(place: Setting) -> Days | None:
    """Return the day on which a text was published."""
    return interval(place.source.published[:10]) if place.source.published else None


def is_one_outlet(first: Setting, then: Setting) -> bool:
    """Tell whether two texts are of one outlet."""
    return bool(then.source.outlet) and then.source.outlet == first.source.outlet


def is_of_its_day(place: Setting) -> bool:
    """Tell whether a value is of the day on which it was told, and so may have changed since."""
    days, told = stated(place), published(place)
    # *Said on Thursday* dates the saying; a date of the value's own is taken at its word.
    slack = 0 if place.told.figure.as_of else OCCASION
    return days is None or (told is not None and meet(days, told, slack=slack))


def are_of_two_times(first: Setting, then: Setting) -> bool:
    """Tell whether two values name days of their own that are not one: then they are a series."""
    mine, theirs = interval(then.figure.as_of or ""), interval(first.figure.as_of or "")
    slack = numbers_of_checking()["same_date_days"]
    return mine is not None and theirs is not None and not meet(mine, theirs, slack=slack)


def is_added(place: Setting) -> bool:
    """Tell whether a number counts what comes on top: *six new depots*."""
    return has(place.figure.counted, "added.words", language=place.source.language)
