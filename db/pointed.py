"""Who is meant in statements, for all of a base: a million of them in little room."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Pointed = tuple[str, str, str, str, str]
"""Ids of a statement, its company, its person, the company spoken of and its origin."""

Values = tuple[str | None, ...]
"""The ids of those who are meant in a statement and of its origin; None for nobody."""


class AllPointed:
    """Ids of statements and whom they point at: one number for each id that is pointed at.

    What is added last holds, once all is settled. Tuples of strings would take ten times the room.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self._known: list[str | None] = [None]
        self._ids: list[npt.NDArray[np.bytes_]] = []
        self._targets: list[npt.NDArray[np.int32]] = []

    def add(self, found: Iterable[Pointed]) -> None:
        """Add who is meant in some statements."""
        listed = list(found)
        if not listed:
            return
        numbers, known = self._numbers, self._known
        ids, *columns = zip(*listed, strict=True)
        for column in columns:
            for value in set(column).difference(numbers):
                numbers[value] = len(known)
                known.append(value)
        self._ids.append(np.array(ids, dtype=np.bytes_))
        targets = [[*map(numbers.__getitem__, column)] for column in columns]
        self._targets.append(np.array(targets, dtype=np.int32).T)

    def settle(self) -> None:
        """Sort what was added, so that it can be asked for."""
        if not self._ids:
            return
        ids, targets = np.concatenate(self._ids), np.concatenate(self._targets)
        # Of equal ids the last comes last, and the search from the right finds it.
        order = np.argsort(ids, kind="stable")
        self._ids, self._targets = [ids[order]], [targets[order]]

    def ids(self) -> Iterator[str]:
        """Yield the ids of the statements that were added."""
        for listed in self._ids:
            yield from (row_id.decode() for row_id in listed.tolist())

    def of(self, row_ids: Sequence[str]) -> list[Values | None]:
        """Return whom statements point at, in the order asked for; None for one never added."""
        if not self._ids:
            return [None] * len(row_ids)
        (ids,), (targets,) = self._ids, self._targets
        asked = np.array(row_ids, dtype=np.bytes_)
        places = np.searchsorted(ids, asked, side="right") - 1
        is_there = ids[places] == asked
        known = self._known
        return [
            tuple([known[number] for number in numbers]) if there else None
            for numbers, there in zip(targets[places].tolist(), is_there.tolist(), strict=True)
        ]
