"""Places in a text: spans of characters that hold or cover each other."""

from bisect import bisect_right
from collections.abc import Iterable

from db.records import Span


def within(place: Span, spans: Iterable[Span]) -> bool:
    """Tell whether one of some spans holds the whole place."""
    first, last = place
    for start, end in spans:  # noqa: SIM110 - asked a hundred times an article: any() costs double
        if start <= first and last <= end:
            return True
    return False


class Cover:
    """Places of a text that are taken, asked in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._merged: list[list[int]] = []
        for start, end in sorted(spans):
            if self._merged and start <= self._merged[-1][1]:
                self._merged[-1][1] = max(self._merged[-1][1], end)
            else:
                self._merged.append([start, end])
        self._starts = [start for start, _ in self._merged]

    def covers(self, place: Span) -> bool:
        """Tell whether the whole place is taken."""
        at = bisect_right(self._starts, place[0]) - 1
        return at >= 0 and place[1] <= self._merged[at][1]
