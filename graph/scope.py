"""Scope: what words are about that don't say it, of functions and of people.

"The robot stays" names no trade, but the article around it does. "We are taking them back" speaks
of those who had gone. Where contractors went, the machine took their work and not the employees'.
Words that speak of the whole company, and deeds whose trade stands beside them unread, are left as
they are: growth elsewhere doesn't undo a cut here.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from db.records import Axis, Function, LaneStatement, Population
from graph.gates import Scopes, is_held, text_of
from graph.lanes import Lane, in_time
from graph.rules import Rules
from graph.wordlists import says

BY_ARTICLE = "as its article tells"
BY_RETURN = "of those who had gone"
BY_LANE = "of the work spoken of before"

_COURSE = frozenset({Axis.PRACTICE, Axis.INTENTION})
_NONE = Scopes(functions={}, populations={})


def scoped(lane: Lane, *, rules: Rules) -> tuple[Lane, Scopes]:
    """Return a lane with the people and functions that context gives to words without them.

    An article gives the one function in which it tells more of the same side, and contractors
    where its deeds of that side are about them alone. Who brings people back does so in the one
    function in which the lane told of their work being given to AI; and what else is done or
    planned about AI for people is about the one where alone it was held to before. A regret that
    names none may be of a tone.
    """
    open_ones = [one for one in lane.statements if _may_be_open(one, rules)]
    if not open_ones:
        return lane, _NONE
    people = dict.fromkeys(_of_contractors(open_ones, lane.statements, rules), BY_ARTICLE)
    if people:
        lane = replace(lane, statements=tuple(_with_contractors(lane.statements, people)))
        open_ones = [one for one in lane.statements if _may_be_open(one, rules)]
    found = dict(_functions(open_ones, lane.statements, rules))
    if not (people or found):
        return lane, _NONE
    statements = [
        replace(one, function=found[one.id][0]) if one.id in found else one
        for one in lane.statements
    ]
    return (
        replace(lane, statements=tuple(sorted(statements, key=in_time))),
        Scopes(functions={key: how for key, (_, how) in found.items()}, populations=people),
    )


def _may_be_open(one: LaneStatement, rules: Rules) -> bool:
    frames = rules.scoped_by_article | rules.brings_back
    return one.action in frames and is_held(one, rules=rules)


# --- people --------------------------------------------------------------------------------


def _of_contractors(
    open_ones: Sequence[LaneStatement], all_: Sequence[LaneStatement], rules: Rules
) -> Iterator[str]:
    """Yield the ids of words on AI in texts whose deeds are about contractors alone."""
    told: dict[tuple[str, bool], set[Population]] = defaultdict(set)
    for one in all_:
        if one.action in rules.ends_work and one.position is not None:
            told[text_of(one), one.position > 0].add(one.population or Population.EMPLOYEES)
    for one in open_ones:
        is_own = one.population in {None, Population.EMPLOYEES}
        deeds = told.get((text_of(one), (one.position or 0.0) > 0))
        if is_own and one.action in rules.scoped_by_article and deeds == {Population.CONTRACTORS}:
            yield one.id


def _with_contractors(
    statements: Sequence[LaneStatement], ids: Mapping[str, str]
) -> Iterator[LaneStatement]:
    for one in statements:
        yield replace(one, population=Population.CONTRACTORS) if one.id in ids else one


# --- functions -------------------------------------------------------------------------------


def _functions(
    open_ones: Sequence[LaneStatement], all_: Sequence[LaneStatement], rules: Rules
) -> Iterator[tuple[str, tuple[Function, str]]]:
    """Yield the ids of words without a function, with the one that they are about, and why."""
    named = [one for one in all_ if not _is_of_all(one) and is_held(one, rules=rules)]
    told: dict[tuple[object, ...], set[Function]] = defaultdict(set)
    for one in named:
        told[_context(one)].add(one.function or Function.ALL)
    gone = _Gone(named)
    for one in open_ones:
        if not _is_of_all(one) or says(
            one.wording, "whole.words", of="scope", language=one.language
        ):
            continue
        near = told.get(_context(one), set())
        if len(near) == 1 and one.action in rules.scoped_by_article:
            yield one.id, (min(near), BY_ARTICLE)
        elif not near and (one.position or 0.0) < 0 and one.axis in _COURSE:
            is_return = one.action in rules.brings_back
            functions = gone.functions(one, courses=is_return)
            if len(functions) == 1:
                yield one.id, (min(functions), BY_RETURN if is_return else BY_LANE)


class _Gone:
    """What was held of work given to AI, in words that name a function."""

    def __init__(self, named: Sequence[LaneStatement]) -> None:
        self.held = sorted(
            (one for one in named if (one.position or 0.0) > 0), key=attrgetter("said_to")
        )
        self.ends = list(map(attrgetter("said_to"), self.held))

    def functions(self, later: LaneStatement, *, courses: bool) -> set[Function]:
        """Return the functions held before words of the same people; of ``courses`` alone."""
        return {
            one.function or Function.ALL
            for one in self.held[: bisect_left(self.ends, later.said_from)]
            if one.population is later.population and (one.axis in _COURSE or not courses)
        }


def _is_of_all(one: LaneStatement) -> bool:
    return (one.function or Function.ALL) is Function.ALL


def _context(one: LaneStatement) -> tuple[object, ...]:
    return (text_of(one), (one.position or 0.0) > 0, one.population)
