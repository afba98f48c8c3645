"""Pairs: the two statements between which a change shows best, of those that pass the gates."""

from collections.abc import Mapping, Sequence

from db.records import Axis, DateMethod, LaneStatement
from graph.dates import days_between, interval
from graph.features import features
from graph.gates import Comparison, compare, is_one_person, text_of, weight
from graph.lanes import in_time
from graph.moments import Moment, Run, side_of
from graph.rules import Rules
from graph.support import LATER_TRIED
from graph.wordlists import says

AI = "=ai"
"""The concept of AI among the features of words."""


class Pairs:
    """The pairs of one lane. ``by_side`` are its moments of either side."""

    def __init__(self, by_side: Mapping[int, Sequence[Moment]], rules: Rules) -> None:
        self.rules = rules
        self.stands = {
            side: {
                text_of(one)
                for moment in listed
                for one in moment.statements
                if one.action not in rules.grows
            }
            for side, listed in by_side.items()
        }

    def between(self, run: Run, moment: Moment) -> Comparison | None:
        """Return the comparison of a moment with a run of the other side, the most telling.

        The strongest statements of either are tried, so that is so many comparisons at most.
        """
        laters = [one for one in moment.statements if not self._is_growth(one)]
        laters = sorted(laters, key=self.as_later)[:LATER_TRIED]
        earliers = [one for one in run.candidates() if not self._is_hiring_alone(one)]
        pairs = [(earlier, later) for later in laters for earlier in earliers]
        found = [
            one for earlier, later in pairs if (one := compare(earlier, later, rules=self.rules))
        ]
        if found:
            return self._most_telling(found)
        days = {earlier.said_from for earlier in earliers}
        for earlier, later in pairs:
            if later.said_from in days and (
                one := compare(earlier, later, rules=self.rules, same_day=True)
            ):
                return one
        return None

    def as_later(self, statement: LaneStatement) -> tuple[object, ...]:
        """Return the order in which statements tell of a turn: stands first, then regrets."""
        return (
            statement.axis is Axis.EVALUATION,
            -weight(statement, rules=self.rules),
            in_time(statement),
        )

    def _is_hiring_alone(self, one: LaneStatement) -> bool:
        """Tell whether a company takes people on, and its text tells of no other stand with it.

        Hiring is no stand against AI unless the text makes it one: later cuts don't turn it round.
        """
        if one.action not in self.rules.grows or text_of(one) in self.stands[side_of(one)]:
            return False
        # Who speaks of AI and of hiring in one breath has taken a stand.
        names_ai = AI in features(one.wording, language=one.language)
        return not (names_ai and one.kind in self.rules.own_words)

    def _is_growth(self, one: LaneStatement) -> bool:
        """Tell whether people are taken on because there is more to do, or for a season."""
        return self._is_hiring_alone(one) and says(
            one.wording, "growth.words", of="scope", language=one.language
        )

    def _most_telling(self, found: Sequence[Comparison]) -> Comparison:
        """Return the comparison that tells most of those that are nearly as strong as the first.

        One person's own words on both sides come first, then the news of the texts and not what
        they recall, then days that the texts tell: a day of publication only comes near.
        """
        first = next((one for one in found if one.strength >= self.rules.score["least"]), found[0])
        own = [one for one in found if is_one_person(one) and self._is_as_good(one, first, "own")]
        told = [one for one in found if self._is_as_good(one, first, "dated")]
        best = self._dated_best(told)
        if not own:
            return best
        personal = self._dated_best(own)
        return best if _is_told_otherwise(personal, best) else personal

    def _dated_best(self, alike: Sequence[Comparison]) -> Comparison:
        return min(alike, key=lambda one: (self._recalled(one), _undated(one)))

    def _is_as_good(self, other: Comparison, found: Comparison, share: str) -> bool:
        rules = self.rules.position
        is_far = found.half_difference >= rules["full"]
        least = min(found.strength, self.rules.score["least"])
        return (
            other.strength >= max(least, rules[share] * found.strength)
            and (other.half_difference >= rules["full"]) is is_far
            and (other.later.axis is Axis.EVALUATION) is (found.later.axis is Axis.EVALUATION)
        )

    def _recalled(self, found: Comparison) -> int:
        """Return how many sides of a comparison were no news when their texts came out."""
        days = self.rules.days["moment"]
        return sum(
            published is not None and days_between(one.said_to, published[0]) > days
            for one in (found.earlier, found.later)
            for published in [interval(one.published[:10])]
        )


def _is_told_otherwise(found: Comparison, other: Comparison) -> bool:
    """Tell whether the text names another day in ``other`` for a side dated by publication."""
    return any(
        mine.said_method is DateMethod.PUBLICATION
        and told.said_method is not DateMethod.PUBLICATION
        and (mine.said_from, mine.said_to) != (told.said_from, told.said_to)
        for mine, told in ((found.earlier, other.earlier), (found.later, other.later))
    )


def _undated(found: Comparison) -> int:
    """Return how many sides of a comparison are dated by publication alone."""
    sides = (found.earlier.said_method, found.later.said_method)
    return sides.count(DateMethod.PUBLICATION)
