"""Whether two other values answer one question, so that one of them at most can hold. Pure.

Newswriting tells one measure in many words: *handles 62 % of enquiries*, *of the calls, 40 % are
answered by the bot*. What decides is not that two sentences look alike, but that they measure the
same of the same company at the same time.
"""

from db.records import Modality
from graph.claims import is_set_aside, stance
from graph.comparison import (
    GENERAL,
    Setting,
    agree,
    has_same_predicate,
    is_incompatible,
    is_of_survey,
    is_same_question,
    match,
    numbers_of_checking,
)
from graph.damage import differences
from graph.dates import days_between, interval
from graph.dating import meet
from graph.features import COMMON, features
from graph.features import has as holds
from graph.rules import Rules
from graph.tellings import is_added, published

TOLD = 45
"""Days between two tellings without a date of their own that are of one time."""
DAYS = 7
"""Days by which the dates that texts give two values may miss each other."""
STRETCH = 100
"""Days by which a time that is counted over may be longer than another one."""


def is_one_question(first: Setting, then: Setting, *, rules: Rules) -> bool:
    """Tell whether two other values answer one question, so that one at most can hold."""
    here, there = then.figure, first.figure
    is_event = {here.measure, there.measure} <= events()
    if _change_otherwise(first, then):
        return False
    if is_incompatible(here, there):
        return False
    if is_added(then) != is_added(first):
        return False
    if {then.told.modality, first.told.modality} - {Modality.ASSERTED.value}:
        return False
    if _replaces(then, first, rules):
        return True
    if is_event and stance(here) != stance(there):
        return False  # what is planned and what was done are two counts
    if not (is_same_question(then, first) or _is_one_measure(first, then)):
        return False
    is_asked = is_of_survey(then) or is_of_survey(first)
    if is_asked and not has_same_predicate(then, first):
        return False  # one survey asks much in like words
    found = match(then, first, rules=rules)
    least = numbers_of_checking()["context"]["sure"]
    if found is None or found.score < least:
        return False
    return not any(
        each.lost in {"place", "base", "subject"}
        for each in differences(then, [first], others=(), rules=rules)
    )


def _change_otherwise(first: Setting, then: Setting) -> bool:
    """Tell whether one value is a level and the other a change, or either was left behind."""
    changes = {then.figure.change, first.figure.change}
    if {then.figure.measure, first.figure.measure} <= events():
        return "from" in changes
    return "from" in changes or (bool(changes - {"", "to"}) and len(changes) > 1)


def events() -> set[str]:
    """Return the measures that count what happened once: *by* or not, it is the same."""
    return set(numbers_of_checking()["measures"]["events"])


def _replaces(then: Setting, first: Setting, rules: Rules) -> bool:
    """Tell whether a sentence sets a value beside another one of the same measure.

    That is the former one (*now 160, against 240*), or one that it rejects (*320, not 180*).
    """
    is_one_measure = then.figure.measure == first.figure.measure not in GENERAL
    is_new = holds(then.sentence, "newer.words", language=then.source.language)
    return (
        is_one_measure
        and bool(then.figure.company_id)
        and then.figure.company_id == first.figure.company_id
        and any(
            (is_new or is_set_aside(told.figure)) and agree(told.figure, first.figure, rules=rules)
            for told in then.source.figures
            if told.figure.sentence == then.figure.sentence and told is not then.told
        )
    )


def _is_one_measure(first: Setting, then: Setting) -> bool:
    """Tell whether two values measure one thing of one company at one time, in whatever words."""
    here, there = then.figure, first.figure
    if not here.company_id or here.company_id != there.company_id or here.unit != there.unit:
        return False
    if stance(here) != stance(there) or not _are_of_one_time(first, then):
        return False
    if here.place and there.place and here.place != there.place:
        return False
    measures = {here.measure, there.measure}
    numbers = numbers_of_checking()["measures"]
    if here.unit == "percent":
        known = measures - GENERAL
        return len(known) == 1 and known <= set(numbers["levels"]) and _have_one_base(first, then)
    is_count = measures <= set(numbers["removals"]) or measures == {"people hired"}
    return here.unit == "people" and is_count and _are_of_one_trade(first, then)


def _are_of_one_time(first: Setting, then: Setting) -> bool:
    mine, theirs = interval(then.figure.as_of or ""), interval(first.figure.as_of or "")
    if mine and theirs:
        lengths = [days_between(*days) for days in (mine, theirs)]
        return meet(mine, theirs, slack=DAYS) and abs(lengths[0] - lengths[1]) <= STRETCH
    own, there = mine or published(then), theirs or published(first)
    return own is not None and there is not None and meet(own, there, slack=TOLD)


def _have_one_base(first: Setting, then: Setting) -> bool:
    """Tell whether two shares are of one thing: neither is limited by words of its own.

    Written requests are not calls.
    """
    own, theirs = _words(then, then.figure.base), _words(first, first.figure.base)
    shared = own & theirs
    if not shared or (own - shared and theirs - shared):
        return False
    return not any(
        _is_by(one, "written") and _is_by(other, "spoken")
        for one, other in ((first, then), (then, first))
    )


def _is_by(place: Setting, channel: str) -> bool:
    return holds(place.sentence, f"channel.{channel}", language=place.source.language)


def _are_of_one_trade(first: Setting, then: Setting) -> bool:
    """Tell whether two numbers may count the same people: *40 jobs*, *63 translators*."""
    common = {f"={concept}" for concept in COMMON}
    own, theirs = (_words(place, place.figure.counted) - common for place in (then, first))
    return not own or not theirs or bool(own & theirs)


def _words(place: Setting, words: str) -> frozenset[str]:
    return features(words, language=place.source.language)
