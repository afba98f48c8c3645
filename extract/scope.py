"""Whose work is spoken of: the function of an organisation and the population."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from db.records import Axis, Function, Population
from extract.patterns import Match, Words
from extract.wording import Kind, Wording

# Words before the trigger count this much farther than those after: the object tells the function.
_BEFORE = 3
# Words between a machine and what it does ("AI could soon remove").
_SUBJECT = 4
# Words around a frame in which somebody speaks to the customers.
_SERVED = 9
# Words between a title and what it is the title of.
_TITLE = 3
# Words after a frame in which contractors are still its object.
_WORDS = 10


def function(
    found: Words, match: Match, *, clause: tuple[int, int], kind: Kind, words: Wording
) -> Function:
    """Return the function named nearest to the trigger in the clause, or ``all``.

    What is excepted ("apart from engineers") isn't the function, nor what a title names ("the
    HR director") or a clause about something else. Customers name one only where somebody
    speaks to them or serves them.
    """
    trigger = match.marked[0]
    best, least = Function.ALL, len(found.masks) * (_BEFORE + 1) * 2
    named = list(_named(found, words))
    for position, name in named:
        if not clause[0] <= position < clause[1]:
            continue
        distance = position - trigger if position >= trigger else (trigger - position) * _BEFORE
        if match.start <= position < match.end:
            distance //= 2
        elif _is_apart(found, min(position, trigger), max(position, trigger), words):
            continue
        if distance < least:
            best, least = name, distance
    if best is not Function.ALL and not (kind.is_contact and _is_served(found, trigger, words)):
        return best
    weak = _weak(found, match, clause=clause, kind=kind, words=words)
    if weak is not Function.ALL or found.has(words.bit("WHOLE")):
        return weak
    # A clause that names none speaks of what the rest of its sentence names, if that is one.
    others = {name for _, name in named}
    return others.pop() if len(others) == 1 else Function.ALL


def _named(found: Words, words: Wording) -> Iterator[tuple[int, Function]]:
    """Yield where functions are named: not as an exception, in a title or as a firm's trade."""
    if not found.union & words.served:
        return
    excepted = words.bit("MOD_except")
    is_excepted = False
    for position, mask in enumerate(found.masks):
        is_excepted = (is_excepted or bool(mask & excepted)) and not mask & words.bit(",")
        if is_excepted or not mask & words.served or found.tokens[position].pos_ in {"VERB", "AUX"}:
            continue
        name = next(name for bit, name in words.functions if mask & bit)
        if not _is_title(found, position, words) and not _is_trade(found, position, words):
            yield position, name


def _is_served(found: Words, trigger: int, words: Wording) -> bool:
    """Say whether those named are served like the customers: *customers and drivers will meet*."""
    customers = reduce(or_, (bit for bit, _ in words.weak), 0)
    joint, named = words.bit("AND"), words.served
    for position, mask in enumerate(found.masks[:trigger]):
        if mask & customers and found.has(joint, position, position + 2):
            return found.has(named, position + 2, position + 2 + _BEFORE)
    return False


def _weak(
    found: Words, match: Match, *, clause: tuple[int, int], kind: Kind, words: Wording
) -> Function:
    """Return the function of those who serve the customers that the sentence speaks of."""
    start, end = max(clause[0], match.start - _SERVED), min(clause[1], match.end + _SERVED)
    if kind.is_contact:
        start, end = 0, len(found.masks)
    elif not found.has(words.bit("FUNCTION_contact"), start, end):
        return Function.ALL
    for bit, name in words.weak:
        if found.has(bit, start, end):
            return name
    return Function.ALL


def _is_title(found: Words, position: int, words: Wording) -> bool:
    """Say so of *the HR director*, *head of marketing*, *la directrice marketing*."""
    title = words.bit("FUNCTION_title")
    before = found.masks[max(0, position - _TITLE) : position]
    after = found.masks[position + 1 : position + 1 + _TITLE]
    stop = words.bit(",") | words.bit(".")
    for masks in (reversed(before), after):
        for mask in masks:
            if mask & stop:
                break
            if mask & title:
                return True
    return False


def _is_trade(found: Words, position: int, words: Wording) -> bool:
    """Say so of *the logistics software firm*, *l'éditeur de logiciels de paie*: what a firm sells.

    In English the firm stands last in its phrase, in French first.
    """
    trade = words.bit("TRADE")
    if words.language == "fr":
        near = found.tokens[max(0, position - _TITLE) : position]
        masks = found.masks[max(0, position - _TITLE) : position]
    else:
        near = found.tokens[position + 1 : position + 1 + _TITLE]
        masks = found.masks[position + 1 : position + 1 + _TITLE]
    token = found.tokens[position]
    return any(
        mask & trade and (token.head.i == other.i or other.i in {a.i for a in token.ancestors})
        for other, mask in zip(near, masks, strict=True)
    )


def _is_apart(found: Words, low: int, high: int, words: Wording) -> bool:
    """Say whether a verb of saying stands between, so that the words are another clause's."""
    said = words.bit("FUNCTION_saying")
    return found.has(said, low + 1, high)


def population(  # noqa: PLR0913 - what a population is told by
    found: Words,
    match: Match,
    *,
    clause: tuple[int, int],
    kind: Kind,
    is_of_many: bool,
    words: Wording,
) -> Population:
    """Return whose jobs: contractors, the economy's or the organisation's own employees'.

    ``is_of_many`` says that a crowd does it: then the jobs are the economy's.
    """
    if kind.population is Population.CONTRACTORS or _names_contractors(found, match, clause, words):
        return Population.CONTRACTORS
    if kind.population is not None:
        return kind.population
    if is_of_many:
        return Population.ECONOMY
    if found.has(words.bit("MOD_own"), match.marked[0], match.end + 1):
        return Population.EMPLOYEES
    economy = words.bit("MOD_economy")
    if found.has(economy, *clause):
        return Population.ECONOMY
    if kind.axis is not Axis.CAPABILITY and _is_about_all(found, match, clause, words):
        return Population.ECONOMY
    return Population.EMPLOYEES


def is_widened(after: Words | None, *, words: Wording) -> bool:
    """Say whether the next sentence tells that the economy was meant.

    *That is what I think will happen across the country*; *C'est ce qui attend tout le pays*.
    """
    if after is None or not after.union & words.bit("MOD_economy"):
        return False
    takes_up = words.bit("MOD_takes_up")
    return after.has(takes_up, 0, 2)


def _names_contractors(found: Words, match: Match, clause: tuple[int, int], words: Wording) -> bool:
    """Say whether what the frame is about is contractors, and not they beside the staff."""
    contractors, joint = words.bit("MOD_contractors"), words.bit("AND") | words.bit("MOD_also")
    if not found.union & contractors:
        return False
    first = max(clause[0], match.start - _BEFORE)
    for position in range(first, min(clause[1], match.end + _WORDS)):
        if position >= match.end and found.masks[position] & words.bit("."):
            return False
        if not found.masks[position] & contractors:
            continue
        if match.start <= position < match.end:
            return True
        if not found.has(joint, max(0, position - 2), position):
            return True
    return False


def _is_about_all(found: Words, match: Match, clause: tuple[int, int], words: Wording) -> bool:
    """*AI will take the jobs of clerks*: machines act on jobs that are nobody's in particular."""
    trigger = match.marked[0]
    equal = words.bit("EQUAL")
    if found.tokens[trigger].pos_ not in {"VERB", "AUX"}:
        return False
    if found.has(equal, match.start, match.end):
        return False  # "a workload equal to 500 jobs"
    if not found.has(words.bit("AI"), max(clause[0], trigger - _SUBJECT), trigger):
        return False
    end = min(match.end + _BEFORE, clause[1])
    if not found.has(words.bit("JOBS"), match.start, end):
        return False
    return not found.has(words.bit("OWN"), *clause)
