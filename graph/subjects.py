"""Whether two figures have one subject: measure, change, base and place. Pure."""

import re

from db.ids import fold
from graph.comparison import GENERAL, Setting, are_of_two_kinds, numbers_of_checking
from graph.differences import Difference
from graph.features import has as holds
from graph.features import places


def has_one_subject(first: Setting, then: Setting) -> bool:
    """Tell whether two figures may have the same truth conditions: measure, change, base, place."""
    here, there = then.figure, first.figure
    if are_of_two_kinds(here, there):
        return False
    is_event = {here.measure, there.measure} <= set(
        numbers_of_checking()["measures"]["events"]
    ) | GENERAL
    if {here.change, there.change} - {"", "to"} and here.change != there.change and not is_event:
        return False
    own, theirs = _placed(then), _placed(first)
    # A deed is one wherever a text leaves out where it was; a level may be that of a part.
    if own != theirs and not (is_event and not (own and theirs)):
        return False
    own, theirs = _restriction(then), _restriction(first)
    return own == theirs


def _placed(place: Setting) -> frozenset[str]:
    named = place.figure.place
    return places(named, language=place.source.language) or frozenset(fold(named).split())


def _restriction(place: Setting) -> frozenset[str]:
    """Return what limits a base: its numbers, and whom it leaves out."""
    words = place.figure.base
    is_part = holds(words, "subgroup.restricts", language=place.source.language)
    return frozenset([*_NUMBER.findall(words), *(["part"] if is_part else [])])


_NUMBER = re.compile(r"\d+")


def altered_base(then: Setting, first: Setting) -> Difference | None:
    """Return how the base of a share was altered: the same noun, told of others.

    *Breton firms* became *French firms*: one noun, but each text limits it by words of its own.
    Only texts of one language are compared word by word.
    """
    if then.source.language != first.source.language or then.figure.unit != "percent":
        return None
    own, there = fold(then.figure.base).split(), fold(first.figure.base).split()
    shared = set(own) & set(there)
    mine, theirs = ([w for w in words if w not in shared] for words in (own, there))
    if not shared or not mine or not theirs:
        return None
    words = f"the origin tells it of “{first.figure.base}”, the article of “{then.figure.base}”"
    return Difference(relation="mutates", lost="base", words=words)
