"""Pairs of statements that show one turn, as a reader is shown them: one face, the rest behind."""

from collections.abc import Sequence

from db.base import Row


def by_turn(rows: Sequence[Row], *, key: str, later: str) -> list[list[Row]]:
    """Return changes of position grouped by turn, in the order of the first of each group.

    Pairs of one turn share ``turn_id``; a turn of a person and one of the company with the same
    later statement are one as well. In a group the strongest comes first. ``key`` and ``later``
    name the columns of the pair's own id and of its later statement's.
    """
    groups: list[list[Row]] = []
    at: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        turn = (row["turn_id"] or row[key],)
        same_words = (row["company"], row["direction"], row[later])
        group = at.get(turn)
        if group is None:
            group = at.get(same_words)
        if group is None:
            group = []
            groups.append(group)
        group.append(row)
        at.setdefault(turn, group)
        at.setdefault(same_words, group)
    return [sorted(group, key=lambda row: (-row["score"], row[key])) for group in groups]
