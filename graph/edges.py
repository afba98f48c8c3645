"""Edges between claims: what a later one is to an earlier one, and in which words."""

from dataclasses import dataclass

from db.records import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What one claim is to another: places in the list of claims, the later first."""

    source: int
    target: int
    relation: Relation
    words: str
    lost: tuple[str, ...] = ()
    is_same: bool = False
    """True when the two are one claim."""
    teller: str = ""
    """Id of the statement that tells it, where that isn't the first telling of its claim."""
    heard: str = ""
    """Id of the statement from which it is told, where that isn't the first of the target."""
    is_own: bool = False
    """True when one voice contradicts itself in one text."""
