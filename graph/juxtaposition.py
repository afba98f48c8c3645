"""Two claims side by side in their texts: one, or a loss, a newer value, a dispute. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from db.records import LaneStatement, Modifier, Relation
from graph.arithmetic import sums
from graph.claims import DENIED, FigureClaim, is_set_aside, stance
from graph.comparison import (
    GENERAL,
    Setting,
    agree,
    is_incompatible,
    is_same_question,
    match,
    numbers_of_checking,
    setting,
)
from graph.corrections import is_correction, takes_back
from graph.damage import differences, is_held, people_for_work
from graph.dates import days_between
from graph.dating import known_days, meet, stated
from graph.edges import Edge
from graph.features import around, short
from graph.features import has as holds
from graph.lineage import heard_from
from graph.questions import TOLD, events, is_one_question
from graph.reach import narrows
from graph.rules import Rules
from graph.subjects import altered_base, has_one_subject
from graph.tellings import are_of_two_times, is_of_its_day, is_one_outlet, published
from graph.voices import Voice

RETOLD = 400
"""Days within which an undated text may tell an event again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Juxtaposition:
    """Claims with their texts, laid side by side."""

    claims: Sequence[FigureClaim]
    statements: Mapping[str, LaneStatement]
    read: Mapping[str, Setting]
    voices: Mapping[str, Voice]
    rules: Rules

    def edge(self, one: int, other: int) -> Edge | None:
        """Return what two claims of one block are to each other, or None."""
        earlier, later = sorted((one, other), key=self._age)
        origin, told = self._settings(earlier), self._settings(later)
        if not origin or not told:
            return None
        first, then = origin[0], told[0]
        if DENIED in {stance(first.figure), stance(then.figure)}:
            return self._rejection(earlier, later, first, then)
        if disagree(self.claims[one], self.claims[other]):
            return self._corrected(one, other) or self._conflict(earlier, later, first, then)
        if words := people_for_work(then, origin):
            return Edge(
                source=later,
                target=earlier,
                relation=Relation.EXTRAPOLATES,
                words=words,
                lost=("predicate",),
            )
        return self._agreement(earlier, later, origin, then)

    def _rejection(self, earlier: int, later: int, first: Setting, then: Setting) -> Edge | None:
        """Return the contradiction of a number and its denial: *cut 200*, *not cutting 200*."""
        if stance(first.figure) == stance(then.figure) or is_incompatible(
            first.figure, then.figure
        ):
            return None
        if disagree(self.claims[earlier], self.claims[later]):
            return None
        no, yes = (first, then) if stance(first.figure) == DENIED else (then, first)
        mine, theirs = self._voice(no), self._voice(yes)
        before, after = published(first), published(then)
        if not mine.key or not before or not after or not meet(before, after, slack=TOLD):
            return None
        is_own = mine.key == theirs.key
        if is_own and before != after:
            return None  # what was said on two days is a change
        words = f"{mine.words} denies it: “{short(no.sentence)}”"
        return Edge(
            source=later,
            target=earlier,
            relation=Relation.REFUTES,
            words=f"the same voice also says: “{short(no.sentence)}”" if is_own else words,
            is_own=is_own,
        )

    def correction(self, one: int, other: int) -> Edge | None:
        """Return how an outlet takes back that a value was done, or planned; else None."""
        if disagree(self.claims[one], self.claims[other]):
            return None
        for earlier, later in ((one, other), (other, one)):
            for first in self._settings(earlier):
                for then in self._settings(later):
                    if takes_back(first, then):
                        return Edge(
                            source=later,
                            target=earlier,
                            relation=Relation.CORRECTS,
                            words=f"{then.source.outlet} corrected itself: "
                            f"“{short(then.sentence)}”",
                            teller=then.figure.statement_id,
                        )
        return None

    def points(self, share: int, level: int) -> Edge | None:
        """Return how points were told as per cent: *from 40 to 50 %* became *by 10 %*."""
        shares, levels = self._settings(share), self._settings(level)
        if not shares or not levels or shares[0].source.version_id == levels[0].source.version_id:
            return None
        one, end = shares[0], levels[0]
        for told in end.source.figures:
            start = told.figure
            if start.unit != "percent" or start.change != "from" or start.sentence != end.sentence:
                continue
            difference = abs(end.figure.value - start.value)
            is_points = agree(one.figure, replace(one.figure, value=difference), rules=self.rules)
            relative = 100 * difference / start.value if start.value else 0.0
            if is_points and abs(relative - one.figure.value) > 1:
                words = (
                    f"from {start.text} to {end.figure.text} are {difference:g} points, and "
                    f"{relative:.0f} per cent: the article tells “{one.figure.text}”"
                )
                return Edge(
                    source=share,
                    target=level,
                    relation=Relation.MUTATES,
                    words=words,
                    lost=("base",),
                )
        return None

    def sum(self, share: int, level: int) -> Edge | None:
        """Return how a share agrees with two levels by arithmetic, or None."""
        shares, levels = self._settings(share), self._settings(level)
        if not shares or not levels:
            return None
        known = [setting(levels[0].source, told) for told in levels[0].source.figures]
        known = [p for p in known if p.figure.unit == "people"]
        for found in sums(shares[0], known, rules=self.rules):
            if found.later.figure.id in {f.id for f in self.claims[level].figures}:
                return Edge(
                    source=share, target=level, relation=Relation.SUPPORTS, words=found.words
                )
        return None

    def _settings(self, place: int) -> list[Setting]:
        """Return the tellings of a claim, the earliest first."""
        found = [self.read[f.id] for f in self.claims[place].figures if f.id in self.read]
        return sorted(found, key=lambda one: (one.source.published or "9", one.figure.id))

    def _age(self, place: int) -> tuple[str, str]:
        found = self._settings(place)
        return (found[0].source.published if found else "9", self.claims[place].id)

    def _agreement(
        self, earlier: int, later: int, origin: Sequence[Setting], then: Setting
    ) -> Edge | None:
        first = origin[0]
        # What was told since is no part of what the later text may have lost.
        origin = [p for p in origin if p.source.published <= then.source.published] or [first]
        if "from" in {first.figure.change, then.figure.change}:
            return None
        if first.source.version_id != then.source.version_id and narrows(then, first):
            return Edge(
                source=later,
                target=earlier,
                relation=Relation.QUALIFIES,
                words=f"{then.source.outlet} says of what part it is: “{short(then.sentence)}”",
                lost=("base",),
            )
        found = match(then, first, rules=self.rules)
        if found is None:
            return None
        context = numbers_of_checking()["context"]
        # What was held back shares fewer words with what was done.
        is_near = found.is_same_company and is_held(first) and not is_held(then)
        if found.score < context["least" if is_near else "sure"]:
            return None
        if first.source.version_id == then.source.version_id:
            return None
        lost = list(differences(then, origin, others=(), rules=self.rules))
        if any(each.lost == "date" for each in lost):
            others = list(self._others(earlier, later))
            lost = list(differences(then, origin, others=others, rules=self.rules))
        if not lost and (altered := altered_base(then, first)):
            lost = [altered]
        if lost:
            relation = Relation(
                next(
                    r
                    for r in ("mutates", "extrapolates", "qualifies")
                    if any(each.relation == r for each in lost)
                )
            )
            return Edge(
                source=later,
                target=earlier,
                relation=relation,
                words="; ".join(each.words for each in lost),
                lost=tuple(each.lost for each in lost if each.lost),
                heard=heard_from(then, origin, rules=self.rules),
            )
        if not self._is_one_time(first, then) or not has_one_subject(first, then):
            return None
        return Edge(
            source=later,
            target=earlier,
            relation=Relation.SUPPORTS,
            words=f"the same: {then.figure.text} and {first.figure.text}",
            is_same=True,
        )

    def _others(self, earlier: int, later: int) -> Iterator[Setting]:
        """Yield the tellings of other claims with the value of one: a source may repeat it."""
        of = self.claims[later]
        for place, claim in enumerate(self.claims):
            if place in {earlier, later} or claim.subject[1] != of.subject[1]:
                continue
            if not disagree(claim, of):
                yield from self._settings(place)

    def _is_one_time(self, first: Setting, then: Setting) -> bool:
        slack = numbers_of_checking()["same_date_days"]
        mine, theirs = known_days(then), known_days(first)
        if any(meet(a, b, slack=slack) for a in mine for b in theirs):
            return True
        is_level = first.figure.measure in numbers_of_checking()["measures"]["levels"]
        own, there = published(then), published(first)
        return (
            not is_level
            and stated(then) is None
            and own is not None
            and there is not None
            and 0 <= days_between(there[1], own[0]) <= RETOLD
        )

    def _corrected(self, one: int, other: int) -> Edge | None:
        """Return how an outlet puts one value right by another; others may tell both as well."""
        for earlier, later in ((one, other), (other, one)):
            for then in self._settings(later):
                if not is_correction(then):
                    continue
                for first in self._settings(earlier):
                    if (
                        is_one_outlet(first, then)
                        and first.source.published < then.source.published
                        and not are_of_two_times(first, then)
                        and self._is_meant(first, then)
                        and is_one_question(first, then, rules=self.rules)
                    ):
                        words = f"{then.figure.text}, not {first.figure.text}"
                        return Edge(
                            source=later,
                            target=earlier,
                            relation=Relation.CORRECTS,
                            words=f"{then.source.outlet} corrected itself: {words}",
                            teller=then.figure.statement_id,
                        )
        return None

    def _is_meant(self, first: Setting, then: Setting) -> bool:
        """Tell whether a correction may mean a value: it often says which it rejects."""
        rejected = [
            told.figure
            for told in then.source.figures
            if told.figure.sentence == then.figure.sentence
            and told.figure.unit == then.figure.unit
            and is_set_aside(told.figure)
        ]
        return not rejected or any(
            agree(figure, first.figure, rules=self.rules) for figure in rejected
        )

    def _conflict(self, earlier: int, later: int, first: Setting, then: Setting) -> Edge | None:
        here, there = then.figure, first.figure
        if not is_one_question(first, then, rules=self.rules):
            return None
        if any(
            holds(place.sentence, "newer.former", language=place.source.language)
            for place in (first, then)
        ):
            return None  # « Ils étaient quinze avant l'arrivée du logiciel »
        why = f"{here.text} here, {there.text} there"
        mine, theirs = self._voice(then), self._voice(first)
        is_one_text = then.source.version_id == first.source.version_id
        if is_one_text and (not mine.key or not theirs.key or mine.key == theirs.key):
            return self._within(earlier, later, first, then)
        is_same_outlet = is_one_outlet(first, then)
        same_voice = bool(mine.key) and mine.key == theirs.key
        if self._is_newer(first, then, is_one=same_voice or is_same_outlet):
            return Edge(
                source=later,
                target=earlier,
                relation=Relation.SUPERSEDES,
                words=f"{here.text}, told later by the same source, takes the place of "
                f"{there.text}",
            )
        if {here.modifier, there.modifier} - {"", Modifier.BETWEEN, Modifier.ABOUT}:
            return None  # *more than 100* may be 150
        slack = int(self.rules.claims["same_date_days"])
        times = [(a, b) for a in self._times(then) for b in self._times(first)]
        if not any(meet(a, b, slack=slack) for a, b in times):
            return None
        if not mine.key or not theirs.key or mine.key == theirs.key:
            return None
        low, high = sorted((here.value, there.value))
        return Edge(
            source=later,
            target=earlier,
            relation=Relation.REFUTES,
            words=f"{mine.words} says {here.text}, {theirs.words} says {there.text}: between "
            f"{low:,.6g} and {high:,.6g}; the conservative value is {low:,.6g} ({why})",
        )

    def _times(self, place: Setting) -> list[tuple[str, str]]:
        days = stated(place)
        return [days] if days else [d for d in (published(place),) if d]

    def _within(self, earlier: int, later: int, first: Setting, then: Setting) -> Edge | None:
        """Return the contradiction of one voice in one text."""
        here, there = then.figure, first.figure
        same = self._voice(then).key == self._voice(first).key != ""
        if not same or here.modifier or there.modifier or then.sentence == first.sentence:
            return None
        if not here.measure or here.measure in GENERAL:
            return None
        mine, theirs = stated(then), stated(first)
        if mine and theirs and not meet(mine, theirs, slack=0):
            return None
        return Edge(
            source=later,
            target=earlier,
            relation=Relation.REFUTES,
            words=f"the same voice says {here.text} and {there.text} in one text",
            is_own=True,
        )

    def _is_newer(self, first: Setting, then: Setting, *, is_one: bool) -> bool:
        """Tell whether a later text puts a value in the place of an earlier one."""
        mine, theirs = published(then), published(first)
        if not mine or not theirs or days_between(theirs[1], mine[0]) <= 0:
            return False
        if not is_of_its_day(first) and not self._is_one_time(first, then):
            return False  # a series: each value is of its own date
        near = around(then.source.text, (then.told.start, then.told.end), before=1, after=1)
        tells_old = any(
            agree(told.figure, first.figure, rules=self.rules) and told.figure.text in near
            for told in then.source.figures
            if told.figure.id != then.figure.id
        )
        is_new = holds(near, "newer.words", language=then.source.language)
        if tells_old and (is_new or is_one):
            return True
        if is_held(then) and not is_held(first):
            return False  # what is expected takes the place of nothing yet
        levels = numbers_of_checking()["measures"]["levels"]
        dated = not is_of_its_day(first)
        is_event = then.figure.measure in events() or "by" in {
            then.figure.change,
            first.figure.change,
        }
        if not is_one or dated:
            return False
        if is_event:
            return is_new and not is_held(then)
        return then.figure.measure in levels or is_same_question(then, first)

    def _voice(self, place: Setting) -> Voice:
        return self.voices[place.figure.id]


def disagree(one: FigureClaim, other: FigureClaim) -> bool:
    """Tell whether the values of two claims can't both hold.

    Values whose margins only touch are two: of 18 and 19 one at most can hold.
    """
    first, then = sorted((one, other), key=lambda claim: (claim.low, claim.high))
    return first.high < then.low or (first.high == then.low and first.low < then.high)
