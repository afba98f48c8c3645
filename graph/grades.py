"""Grades: how far a position moved, by all that was told on either side of the turn.

One sentence tells that the machine goes and the next that people come back; a promise and the
hiring that goes with it stand in two quotes. The grade weighs them together, as a reader does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.ids import fold
from db.records import Axis, Function, Grade, LaneStatement
from graph.gates import Comparison, functions_of, is_course, name_the_same, text_of
from graph.rules import Rules
from graph.wordlists import opens, patterns, says

_SENTENCE = re.compile(r"[.!?…;:]\s+")
HALF = 0.5
"""The share of a whole below which it is a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What was told on either side of a turn about the same thing, the pair itself included."""

    earlier: tuple[LaneStatement, ...]
    later: tuple[LaneStatement, ...]
    courses: tuple[LaneStatement, ...]
    """What was done or planned on the later side in the same turn."""
    people: tuple[LaneStatement, ...]
    """Those of the later side but for AI that is withdrawn: what limits AI limits no return."""
    text: tuple[LaneStatement, ...]
    """All that the actor says or does in the text of the later words."""

    def has_course(self, later: LaneStatement) -> bool:
        """Tell whether a deed or plan goes with later words: of their function, or in their text.

        What is done in one function carries out nothing that was said of them all.
        """
        is_of_one = (later.function or Function.ALL) is not Function.ALL
        return any(
            one.function is later.function or (is_of_one and text_of(one) == text_of(later))
            for one in self.courses
        )

    def is_limited(self, later: LaneStatement) -> bool:
        """Tell whether the later words hold for a part alone, or their text keeps to the rest."""
        if _opens_with_a_part(later) or any(_says(one, "limited.rest") for one in self.text):
            return True
        return any(is_limited(one) for one in self.people if text_of(one) == text_of(later))


def graded(found: Comparison, sides: Sides, *, rules: Rules) -> tuple[Grade, tuple[str, ...]]:
    """Return the grade of a comparison whose positions are on opposite sides, and its notes.

    Notes are names of the phrases that tell what a change rests on, and how far it goes. A
    judgement alone, however harsh, leaves things as they are: only with something done or planned
    on the later side is it a full reversal.
    """
    covers = is_covered(found, sides, rules=rules)
    is_part = sides.is_limited(found.later)
    told = tuple(_notes(found, sides, covers=covers, is_part=is_part, rules=rules))
    if found.is_same_day:
        return Grade.INCONSISTENT, told
    is_far = _furthest(found, sides) >= rules.position["full"]
    if is_far and covers and not is_part and _takes_it_back(found, sides, rules=rules):
        return Grade.FULL_REVERSAL, told
    return Grade.PARTIAL_RETREAT, told


def is_covered(found: Comparison, sides: Sides, *, rules: Rules) -> bool:
    """Tell whether the later words are about all that the earlier ones were about.

    The same function; or one in which a promise to all is broken; or, where one of them names
    none, or a neighbouring one, the same thing by its own word: *cataloguers* both times.
    """
    earlier, later = found.earlier, found.later
    first, second = functions_of(earlier, later)
    if first is second or (first is Function.ALL and earlier.action in rules.promises):
        return True
    if _says(earlier, "whole.words"):
        return False
    return any(name_the_same(earlier, one) for one in sides.later if text_of(one) == text_of(later))


def is_limited(statement: LaneStatement) -> bool:
    """Tell whether words hold for a part alone, as they say themselves: a trial, one division."""
    return _says(statement, "limited.words") or any(
        part < HALF * whole for part, whole in _shares(statement)
    )


def _shares(statement: LaneStatement) -> Iterator[tuple[int, int]]:
    """Yield the parts of a whole that words count: *12 of its 40 stations*."""
    text = f" {fold(statement.wording)} "
    for link in patterns("scope", statement.language)["share.links"].finditer(text):
        part, whole = text[: link.start()].split()[-1:], text[link.end() :].split()[:1]
        if part and whole and part[0].isdecimal() and whole[0].isdecimal():
            yield int(part[0]), int(whole[0])


def _opens_with_a_part(statement: LaneStatement) -> bool:
    """Tell whether a sentence begins with what alone it is about: *for a grievance, a person*."""
    language = statement.language
    return any(
        opens(sentence, "limited.openings", of="scope", language=language)
        and not opens(sentence, "limited.general", of="scope", language=language)
        for sentence in _SENTENCE.split(statement.wording)
    )


def _says(statement: LaneStatement, phrases: str) -> bool:
    return says(statement.wording, phrases, of="scope", language=statement.language)


def _notes(
    found: Comparison, sides: Sides, *, covers: bool, is_part: bool, rules: Rules
) -> Iterator[str]:
    earlier, later = found.earlier, found.later
    if earlier.axis is Axis.CAPABILITY and later.axis is not Axis.CAPABILITY:
        yield "capability"
    if earlier.function != later.function and not covers:
        yield "narrower" if earlier.function is Function.ALL else "related"
    if is_part:
        yield "limited"
    if sides.has_course(later):
        return
    about_ai = {
        "withdrawn": rules.withdraws_ai,
        "doubted": rules.doubts_ai,
        "added": rules.adds_ai,
    }
    told = [note for note, frames in about_ai.items() if later.action in frames]
    is_judged = not told and not is_course(later, rules=rules)
    yield from ["no_course"] if is_judged else told


def _furthest(found: Comparison, sides: Sides) -> float:
    """Return half the distance between the strongest words of either side."""
    first = max(abs(one.position or 0.0) for one in (found.earlier, *sides.earlier))
    second = max(abs(one.position or 0.0) for one in (found.later, *sides.later))
    return (first + second) / 2


def _takes_it_back(found: Comparison, sides: Sides, *, rules: Rules) -> bool:
    """Tell whether the later words undo all that the earlier ones stood for."""
    earlier, later = found.earlier, found.later
    has_course = sides.has_course(later)
    if later.action in rules.withdraws_ai:
        # Who had only defended a tool, and withdraws it, has taken all of it back.
        return has_course or earlier.axis in {Axis.EVALUATION, Axis.CAPABILITY}
    if later.action in rules.adds_ai:
        # Where a person was promised, giving the work to AI breaks the promise.
        return has_course or earlier.action in rules.keeps_people
    if later.action in rules.grows and earlier.action in rules.adds_ai:
        return any(one.action not in rules.grows for one in sides.courses)
    return is_course(later, rules=rules) or earlier.axis is later.axis or has_course
