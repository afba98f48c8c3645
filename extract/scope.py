"""Whose work is spoken of: the function of an organisation and the population."""

from db.records import Axis, Function, Population
from extract.patterns import Match, Words
from extract.wording import Kind, Wording

# Words before the trigger count this much farther than those after: the object tells the function.
_BEFORE = 3


def function(found: Words, match: Match, *, clause: tuple[int, int], words: Wording) -> Function:
    """Return the function named nearest to the trigger in the clause, or ``all``.

    What is excepted ("apart from engineers") isn't the function.
    """
    trigger = match.marked[0]
    excepted = words.bit("MOD_except")
    best, least = Function.ALL, len(found.masks) * (_BEFORE + 1)
    is_excepted = False
    for position in range(*clause):
        mask = found.masks[position]
        is_excepted = (is_excepted or bool(mask & excepted)) and not mask & words.bit(",")
        if is_excepted or found.tokens[position].pos_ in {"VERB", "AUX"}:
            continue
        distance = position - trigger if position >= trigger else (trigger - position) * _BEFORE
        if match.start <= position < match.end:
            distance //= 2
        if distance >= least:
            continue
        for bit, name in words.functions:
            if mask & bit:
                best, least = name, distance
                break
    return best


def population(
    found: Words, match: Match, *, clause: tuple[int, int], kind: Kind, words: Wording
) -> Population:
    """Return whose jobs: contractors, the economy's or the organisation's own employees'."""
    if kind.population is Population.CONTRACTORS:
        return Population.CONTRACTORS
    inside = range(max(clause[0], match.start - _BEFORE), min(clause[1], match.end + _BEFORE))
    if any(found.masks[position] & words.bit("MOD_contractors") for position in inside):
        return Population.CONTRACTORS
    if kind.population is not None:
        return kind.population
    economy = words.bit("MOD_economy") | words.bit("MOD_generic")
    if any(found.masks[position] & economy for position in range(clause[0], clause[1])):
        return Population.ECONOMY
    if kind.axis is not Axis.CAPABILITY and _is_about_all(found, match, clause, words):
        return Population.ECONOMY
    return Population.EMPLOYEES


def _is_about_all(found: Words, match: Match, clause: tuple[int, int], words: Wording) -> bool:
    """*AI will take the jobs of clerks*: machines act on jobs that are nobody's in particular."""
    is_subject = match.start < match.marked[0] and found.masks[match.start] & words.bit("AI")
    if not is_subject:
        return False
    end = min(match.end + _BEFORE, clause[1])
    if not any(mask & words.bit("JOBS") for mask in found.masks[match.start : end]):
        return False
    return not any(mask & words.bit("OWN") for mask in found.masks[clause[0] : clause[1]])
