"""What a number lost on its way from its origin: date, base, place, subject, predicate. Pure.

Each rule tells of a loss only where both texts say what they differ in. Silence is no loss, but
for a base: a share of a share that is told as a share of all.
"""

from collections.abc import Iterator, Sequence

from db.dates import in_words
from db.records import Modality
from graph.comparison import (
    Setting,
    group_of,
    is_equivalent,
    is_of_survey,
    is_of_surveyor,
    names_source,
    numbers_of_checking,
    population,
)
from graph.dates import days_between, interval
from graph.dating import known_days, meet, origin_date, stated
from graph.differences import Difference
from graph.features import concepts, has, short
from graph.holding import DECIDED, held_back, is_finished, narrowed
from graph.limits import is_of_part
from graph.locations import displaced
from graph.reach import dismissed, hired, tried, widened
from graph.rules import Rules
from graph.shares import lost_base

HELD_BACK = frozenset({Modality.CONDITIONAL.value, Modality.HEARSAY.value, Modality.FORECAST.value})


def differences(
    one: Setting, origin: Sequence[Setting], *, others: Sequence[Setting], rules: Rules
) -> Iterator[Difference]:
    """Yield in what a figure differs from its origin, all of whose tellings there are given.

    ``others`` are further tellings in the base.
    """
    base = lost_base(one, origin, rules=rules)
    for found in (
        _date(one, origin, others),
        Difference(relation="mutates", lost="base", words=base) if base else None,
        displaced(one, origin),
        _reach(one, origin),
        _subject(one, origin),
        _predicate(one, origin, others),
        _narrowing(one, origin),
    ):
        if found is not None:
            yield found


# --- dates -------------------------------------------------------------------------------


def _date(one: Setting, origin: Sequence[Setting], others: Sequence[Setting]) -> Difference | None:
    numbers = numbers_of_checking()
    own = stated(one)
    when = one.told.said_words or _named_time(one)
    if own is None or not when:
        return None
    slack = numbers["same_date_days"]
    is_survey = is_of_survey(one) or (
        one.figure.unit == "percent"
        and any(
            is_of_survey(place) or is_of_surveyor(place) or names_source(one, place)
            for place in origin
        )
    )
    if not (is_survey or one.figure.measure in numbers["measures"]["events"]):
        return None
    if "from" in {one.figure.change, *(place.figure.change for place in origin)}:
        # A level that was left: it is of some day before.
        return None
    if not is_survey:
        # Of a deed only the wrong year is told: a firm's cuts come in rounds and in stages.
        slack = numbers["wrong_year_days"]
    named = [days for place in origin if (days := interval(place.figure.as_of or ""))]
    is_named = is_survey and bool(named) and interval(one.figure.as_of or "") is not None
    # What a survey found holds for when it asked, and not for the day on which it came out.
    known = named if is_named else [days for place in origin for days in known_days(place)]
    if not known or any(meet(own, days, slack=slack) for days in known):
        return None
    if one.figure.change and any(
        meet((own[0], own[1]), days, slack=numbers["change_days"])
        for days in known
        if own[0] <= days[1]
    ):
        return None
    if any(meet(own, days, slack=slack) for other in others if (days := stated(other)) is not None):
        return None
    is_later = all(days_between(last, own[0]) > 0 for _, last in known)
    dated = next((place for place in origin if stated(place)), None)
    if not is_later and dated is None:
        # The base's text doesn't say when; it may well tell of something older.
        return None
    its_day = origin_date(dated or origin[0])
    words = (
        f"the value agrees, the date doesn't: “{when}” reads "
        f"{in_words(_written(one))}, the origin is of {in_words(its_day)}"
    )
    other = interval(one.told.alternative) if one.told.alternative else None
    if other and any(meet(other, days, slack=slack) for days in known):
        words += f"; read as {in_words(one.told.alternative)} it would agree"
    return Difference(relation="mutates", lost="date", words=words)


def _named_time(one: Setting) -> str:
    """Return the time that a text names for a figure, where it is not only that of the text."""
    days, told = interval(one.figure.as_of or ""), interval(one.source.published[:10])
    return in_words(one.figure.as_of) if days and days != told else ""


def _written(one: Setting) -> str:
    return one.figure.as_of if interval(one.figure.as_of or "") else one.figure.said_on


# --- base, subject and predicate ---------------------------------------------------------------


def _reach(one: Setting, origin: Sequence[Setting]) -> Difference | None:
    """Return how a number of a part, or of a trial, is told of all."""
    if tried(one, origin):
        words = f"the origin tells of a trial (“{short(origin[0].sentence)}”), the article of all"
        return Difference(relation="extrapolates", lost="base", words=words)
    if limit := widened(one, origin):
        words = f"the origin tells it of a part (“{limit}”), the article of all"
        return Difference(relation="mutates", lost="base", words=words)
    return None


def _subject(one: Setting, origin: Sequence[Setting]) -> Difference | None:
    if hired(one, origin):
        words = "the origin tells of people who work for others, the article of the firm's own"
        return Difference(relation="mutates", lost="subject", words=words)
    if own_base := _other_base(one, origin):
        return Difference(relation="mutates", lost="subject", words=own_base)
    own = population(one)
    theirs = {found for place in origin if (found := population(place))}
    if not own or not theirs or own in theirs:
        return None
    around_origin = {
        group for place in origin for group in _groups(place.window, place.source.language)
    }
    if own in around_origin or theirs & _groups(one.window, one.source.language):
        return None
    other = min(theirs)
    words = f"the origin counts {_PLURALS[other]}, the article {_PLURALS[own]}"
    return Difference(relation="mutates", lost="subject", words=words)


def _other_base(one: Setting, origin: Sequence[Setting]) -> str:
    """Return how a share of one kind is told of another, where both texts name it as its base."""
    own = _kinds(one)
    theirs = set().union(*map(_kinds, origin))
    if one.figure.unit != "percent" or not own or not theirs or own & theirs:
        return ""
    if own | theirs <= {"staff", "students"}:
        return ""
    return f"the origin counts {_PLURALS[min(theirs)]}, the article {_PLURALS[min(own)]}"


def _kinds(place: Setting) -> set[str]:
    """Return the kinds of thing that the base of a share names."""
    return _groups(place.figure.base, place.source.language)


_PLURALS = {
    "heads": "firms or those who lead them",
    "staff": "jobs or those who do them",
    "customers": "customers",
    "chats": "requests or conversations",
    "tasks": "tasks",
    "projects": "projects",
    "students": "beginners",
}


def _groups(text: str, language: str) -> set[str]:
    return {group for c in concepts(text, language=language) if (group := group_of(c))}


def _predicate(
    one: Setting, origin: Sequence[Setting], others: Sequence[Setting]
) -> Difference | None:
    numbers = numbers_of_checking()
    if one.told.said_words and not _is_of_its_time(one, origin):
        # It tells of another time, and so may tell of something else.
        return None
    if words := people_for_work(one, (*origin, *others)):
        return Difference(relation="mutates", lost="predicate", words=words)
    if dismissed(one, (*origin, *others)):
        words = "the origin tells of people who went in another way, the article of dismissals"
        return Difference(relation="mutates", lost="predicate", words=words)
    held = [_held_back(place) for place in (*origin, *others)]
    if _is_more(one, held) and not _may_be_done_by(one, origin[0], DECIDED in held):
        return Difference(
            relation="mutates",
            lost="predicate",
            words="the origin tells of a plan or a possibility "
            f"(“{short(origin[0].sentence)}”), the article of something done",
        )
    if (
        one.told.modality in HELD_BACK
        and one.figure.measure in numbers["measures"]["removals"]
        and is_held(one)
        and not any(
            is_held(place) or place.told.modality != Modality.ASSERTED.value for place in origin
        )
    ):
        return Difference(
            relation="qualifies", lost="", words="the article holds back what the origin asserts"
        )
    return None


def people_for_work(one: Setting, known: Sequence[Setting]) -> str:
    """Return how people were made of a number that measures work; empty where they weren't."""
    if one.source.version_id == known[0].source.version_id:
        return ""
    if not all(is_equivalent(place) for place in known) or not _is_removal(one):
        return ""
    return (
        "the origin measures work, as that of so many people; the article tells of people who "
        "lost theirs"
    )


def _narrowing(one: Setting, origin: Sequence[Setting]) -> Difference | None:
    """Return how one text tells of a part what the other tells of the whole."""
    own, theirs = _narrowed(one), [_narrowed(place) for place in origin]
    if own and not any(theirs):
        words = f"the article tells it “{own}” alone"
        return Difference(relation="qualifies", lost="base", words=words)
    if theirs and all(theirs) and not own:
        words = f"the origin tells it “{theirs[0]}” alone"
        return Difference(relation="mutates", lost="base", words=words)
    return None


def _narrowed(place: Setting) -> str:
    language = place.source.language
    if is_of_part(place.sentence, language=language):
        return short(place.sentence)
    return narrowed(place.sentence, place.figure.text, language=language)


def _is_more(one: Setting, held: Sequence[str]) -> bool:
    """Tell whether a text tells as settled or done what was held back wherever it was told.

    A decision may be told in the present, as headlines do; what is only meant or possible may not.
    """
    if not all(held) or not _is_done(one):
        return False
    language = one.source.language
    return DECIDED not in held or is_finished(one.sentence, language=language)


def _may_be_done_by(one: Setting, first: Setting, is_decided: bool) -> bool:  # noqa: FBT001 - how far it was
    """Tell whether so much time went by that a plan may have been carried out."""
    numbers = numbers_of_checking()
    own, there = (interval(place.source.published[:10]) for place in (one, first))
    if own is None or there is None:
        return True
    most: int = numbers["decided_days" if is_decided else "plan_days"]
    return days_between(there[1], own[0]) > most


def _is_of_its_time(one: Setting, origin: Sequence[Setting]) -> bool:
    own = stated(one)
    slack = numbers_of_checking()["same_date_days"]
    return own is None or any(
        meet(own, days, slack=slack) for place in origin for days in known_days(place)
    )


def _is_removal(one: Setting) -> bool:
    numbers = numbers_of_checking()["measures"]
    language = one.source.language
    if one.figure.unit != "people" or has(one.sentence, "negation.words", language=language):
        return False
    if has(one.sentence, "equivalence.words", language=language):
        return False
    return one.figure.measure in numbers["removals"] or has(
        one.sentence, "removal.words", language=language
    )


def is_held(place: Setting) -> bool:
    """Tell whether a text tells a figure as planned or possible."""
    return bool(_held_back(place))


def _held_back(place: Setting) -> str:
    return held_back(place.sentence, place.figure.text, language=place.source.language)


def _is_done(one: Setting) -> bool:
    """Tell whether a text tells a figure as a fact, with nothing held back near it."""
    if one.told.modality != Modality.ASSERTED.value:
        return False
    language = one.source.language
    if _held_back(one) or has(one.sentence, "held.future", language=language):
        return False
    numbers = numbers_of_checking()["measures"]
    return one.figure.measure in numbers["removals"] or has(
        one.sentence, "removal.words", language=language
    )
