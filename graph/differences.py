"""A difference between a number's origin and a later text: what it is and what was lost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which an article differs from the origin."""

    relation: str
    """``mutates``, ``extrapolates`` or ``qualifies``."""
    lost: str
    """``date``, ``base``, ``place``, ``subject``, ``predicate``; empty where nothing was lost."""
    words: str
