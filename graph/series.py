"""Later values of what an article tells: a series is no dispute, but it moves on. Pure."""

from collections.abc import Iterable, Sequence

from graph.comparison import Setting, agree, is_same_question, match, numbers_of_checking
from graph.damage import is_held
from graph.dates import days_between, interval
from graph.dating import stated
from graph.features import around, concepts, has
from graph.rules import Rules


def newer(
    one: Setting, origin: Sequence[Setting], known: Iterable[Setting], *, rules: Rules
) -> Setting | None:
    """Return the newest value of the same series by the same source; None when there is none.

    Of one series are values of one company and one measure that holds for a while; and a value
    that a later text tells together with the old one, as what has taken its place.
    """
    first = origin[0]
    found: list[tuple[str, Setting]] = []
    for place in known:
        if place.source.version_id == first.source.version_id or not _is_later(place, first):
            continue
        if agree(place.figure, first.figure, rules=rules) or agree(
            place.figure, one.figure, rules=rules
        ):
            continue
        if _tells_of_first(place, origin, rules) or _is_next_level(one, place, first):
            found.append((_day(place), place))
    return max(found, key=lambda pair: (pair[0], pair[1].figure.id))[1] if found else None


def _is_later(place: Setting, first: Setting) -> bool:
    own, theirs = _day(place), _day(first)
    return bool(own and theirs) and days_between(theirs, own) > int(
        numbers_of_checking()["same_date_days"]
    )


def _day(place: Setting) -> str:
    days = stated(place) or interval(place.source.published[:10])
    return days[1] if days else ""


def _is_next_level(one: Setting, place: Setting, first: Setting) -> bool:
    """Tell whether a figure is a later level of the same measure of the same company."""
    measures = numbers_of_checking()["measures"]["levels"]
    figures = (one.figure, place.figure, first.figure)
    return (
        first.figure.measure in measures
        and {one.figure.measure, place.figure.measure} == {first.figure.measure}
        and len({figure.company_id for figure in figures}) == 1
        and bool(place.figure.company_id)
        and {held.told.modality for held in (one, place, first)} == {"asserted"}
        and not any(is_held(held) for held in (one, place, first))
        and not {figure.change for figure in figures} - {"", "to"}
        and place.figure.modifier not in {"less than", "up to"}
        and _kind(place) == _kind(first)
        and _is_of_size(place, first)
    )


def _is_of_size(place: Setting, first: Setting) -> bool:
    """Tell whether two levels are of one order: a team that is told of is not the firm."""
    low, high = sorted((place.figure.value, first.figure.value))
    return bool(low > 0 and high / low <= numbers_of_checking()["series_factor"])


def _kind(place: Setting) -> frozenset[str]:
    """Return what is counted, by its concepts: chats are no customers."""
    words = f"{place.figure.base} {place.figure.counted}"
    return frozenset(concepts(words, language=place.source.language)) - {"workers", "agent", "ai"}


def _tells_of_first(place: Setting, origin: Sequence[Setting], rules: Rules) -> bool:
    """Tell whether a text sets a new value in the place of the origin's, which it names."""
    old = [
        told
        for told in place.source.figures
        if told is not place.told and agree(told.figure, origin[0].figure, rules=rules)
    ]
    if not old:
        return False
    if any(
        agree(told.figure, place.figure, rules=rules)
        for first in origin
        for told in first.source.figures
    ):
        return False
    near = around(place.source.text, (place.told.start, place.told.end), before=1)
    language = place.source.language
    if not (
        has(near, "newer.words", language=language)
        or has(place.source.title, "newer.words", language=language)
    ):
        return False
    return any(
        is_same_question(place, first) and match(place, first, rules=rules) is not None
        for first in origin
    )
