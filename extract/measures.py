"""What a figure measures: rules over the words that stand near it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from db.records import Change, Modifier
from extract.lexicons import lexicon

_RIGHT_COSTS = 1.6  # a cue after the number counts as so much farther: verbs come first
_FAR = 10_000.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A measure with the classes of words it needs; the first is the one that must be near."""

    name: str
    needs: tuple[str, ...]
    sorts: frozenset[str]
    """Of the figure: percent, points, money, people, count."""
    changes: frozenset[Change | None]
    """Which of them the figure may be: a difference, a level, neither."""


_ANY = frozenset({None, *Change})
_LEVEL = frozenset({Change.TO, Change.FROM})
_NO_LEVEL = _ANY - _LEVEL
_DIFFERENCE = frozenset({Change.BY})


def _rule(name: str, needs: str, sorts: str, changes: frozenset[Change | None] = _ANY) -> Rule:
    return Rule(name, tuple(needs.split()), frozenset(sorts.split()), changes)


# The order breaks ties; the words of each class are in the lexicons.
RULES = (
    _rule("full-time equivalents of work", "equivalent", "people"),
    _rule("hiring budget", "spend hire", "money count"),
    _rule("revenue per employee", "revenue employee", "money"),
    _rule("cost reduction", "cost cut", "money percent", _NO_LEVEL),
    _rule("savings", "save", "money percent"),
    _rule("headcount", "headcount cut", "people count", _LEVEL),
    _rule("headcount", "headcount grow", "people count", _LEVEL),
    _rule("headcount reduction", "headcount cut", "percent points count", _NO_LEVEL),
    _rule("headcount reduction", "cut headcount", "percent points", _NO_LEVEL),
    _rule("headcount growth", "headcount grow", "percent", _DIFFERENCE),
    _rule("jobs cut", "cut", "people", _NO_LEVEL),
    _rule("jobs replaced", "replace", "people", _NO_LEVEL),
    _rule("people hired", "hire", "people", _NO_LEVEL),
    _rule("jobs created", "create", "people", _NO_LEVEL),
    _rule("headcount", "level", "people"),
    _rule("people trained", "train", "people"),
    _rule("code written by AI", "code write", "percent"),
    _rule("tasks completed", "complete task", "percent count"),
    _rule("requests handled", "handle requests", "percent count"),
    _rule("survey share", "survey", "percent"),
    _rule("productivity gain", "productivity", "percent multiple"),
    _rule("pay", "pay", "money"),
    _rule("investment", "spend", "money"),
    _rule("profit", "profit", "money percent"),
    _rule("revenue", "revenue", "money percent"),
    _rule("costs", "cost", "money"),
    _rule("jobs replaced", "replace", "percent"),
    _rule("users", "customers", "people"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The cue words of a language, compiled."""

    classes: Mapping[str, re.Pattern[str]]
    stems: Any
    """An Aho-Corasick automaton over how the words of each class begin."""
    modifiers: tuple[tuple[Modifier, re.Pattern[str]], ...]
    modifying: tuple[str, ...]
    """The words of all modifiers: most numbers stand behind none of them."""
    sample: re.Pattern[str]
    against: re.Pattern[str]
    by: re.Pattern[str]
    to: re.Pattern[str]
    from_: re.Pattern[str]
    fewer: re.Pattern[str]
    onward: re.Pattern[str] | None
    """What follows the start of a change where the language has one word for *from* and *by*."""
    filler: re.Pattern[str]
    moved: re.Pattern[str]
    """What stands before a difference without a preposition: *are down 900*."""
    restated: re.Pattern[str]
    """What stands between a share and the number that it comes to: *or*, *soit*."""
    whose: re.Pattern[str]
    answers: re.Pattern[str]
    """What follows a share of people who were asked: *47 % said*."""
    owned: re.Pattern[str]
    """Whose something is: *of our managers* is a share of a firm's own."""
    opening: re.Pattern[str]
    between: re.Pattern[str]
    """What stands before two dates between which something changed."""
    joined: re.Pattern[str]
    """What stands between the two."""
    inner: re.Pattern[str]
    """The same inside one expression of both."""
    work: tuple[str, ...]
    """The classes whose words make a share one of work, not of those who act."""
    after: tuple[tuple[Modifier, re.Pattern[str]], ...]


@cache
def words(language: str) -> Words:
    """Return the compiled cue words of a language. Raises LexiconError."""
    table = lexicon(language, "measures")
    return Words(
        classes={name: _stems(stems) for name, stems in table["words"].items()},
        stems=_automaton(table["words"]),
        modifiers=tuple(
            (Modifier(name), re.compile(rf"(?<!\w)(?:{_either(forms)})[ ]?$"))
            for name, forms in table["modifiers"].items()
        ),
        modifying=tuple(form.rstrip() for forms in table["modifiers"].values() for form in forms),
        sample=re.compile(table["sample_before"]),
        against=re.compile(table["against_before"]),
        by=re.compile(table["by_before"]),
        to=re.compile(table["to_before"]),
        from_=re.compile(table["from_before"]),
        fewer=re.compile(table["fewer_after"]),
        onward=re.compile(table["onward_after"]) if "onward_after" in table else None,
        filler=re.compile(table["estimated"]),
        moved=re.compile(table["moved_before"]),
        restated=re.compile(table["restated"]),
        whose=re.compile(table["whose_after"]),
        answers=re.compile(table["answers_after"]),
        owned=re.compile(table["owned"]),
        opening=re.compile(table["opening"]),
        between=re.compile(table["between_before"]),
        joined=re.compile(table["joined"]),
        inner=re.compile(table["inner"]),
        work=tuple(table["work"]),
        after=(
            (Modifier.ABOUT, re.compile(table["or_so"])),
            (Modifier.AT_LEAST, re.compile(table["or_more"])),
            (Modifier.UP_TO, re.compile(table["or_less"])),
        ),
    )


@dataclass(frozen=True, slots=True)
class Hits:
    """Where the cue words of a sentence stand, by class."""

    places: Mapping[str, tuple[tuple[int, int], ...]]

    def near(self, name: str, start: int, end: int, *, is_behind: bool = False) -> float:
        """Return how far the nearest word of a class is from a span, in characters.

        ``is_behind``: of those before the span alone.
        """
        least = _FAR
        for left, right in self.places.get(name, ()):
            if right <= start:
                least = min(least, start - right)
            elif is_behind:
                continue
            elif left >= end:
                least = min(least, (left - end) * _RIGHT_COSTS)
            else:
                least = 0.0
        return least

    def behind(self, name: str, before: str) -> float:
        """Return how far back the last word of a class is, in the clause that ends here."""
        clause = max(before.rfind(";"), before.rfind(". ")) + 1
        ends = [
            right
            for left, right in self.places.get(name, ())
            if clause <= left < right <= len(before)
        ]
        return len(before) - max(ends) if ends else _FAR


def hits(sentence: str, *, language: str) -> Hits:
    """Find the cue words of a sentence in plain lower case (see ``numbers.plain``)."""
    known = words(language)
    present: set[str] = set()
    for last, (length, names) in known.stems.iter(sentence):
        if last < length or not sentence[last - length].isalnum():
            present |= names
    return Hits(
        {
            name: found
            for name, pattern in known.classes.items()
            if name in present
            and (found := tuple(match.span() for match in pattern.finditer(sentence)))
        }
    )


def measure(  # noqa: PLR0913  (what is known of one figure)
    found: Hits, *, start: int, end: int, sort: str, change: Change | None, is_whose: bool = False
) -> str:
    """Return the name of what a figure at these offsets of the sentence measures, or "".

    The rule whose first class has the nearest word wins; the order of the rules breaks ties.
    ``is_whose``: the figure is a share of those who act, so that what follows is their deed and
    not what is measured: *41 % of companies expect to cut jobs*.
    """
    scored = [
        (distance, order, rule.name)
        for order, rule in enumerate(RULES)
        if sort in rule.sorts
        and change in rule.changes
        and all(found.places.get(need) for need in rule.needs)
        and (distance := found.near(rule.needs[0], start, end, is_behind=is_whose)) < _FAR
    ]
    return min(scored)[2] if scored else ""


def _automaton(classes: Mapping[str, list[str]]) -> Any:  # noqa: ANN401  (a C type without stubs)
    beginnings: dict[str, set[str]] = {}
    for name, stems in classes.items():
        for stem in stems:
            beginnings.setdefault(stem.split("*")[0], set()).add(name)
    automaton = ahocorasick.Automaton()
    for beginning, names in beginnings.items():
        automaton.add_word(beginning, (len(beginning), names))
    automaton.make_automaton()
    return automaton


def _stems(stems: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_stem_forms(stems))})(?!\w)")


def _stem_forms(stems: list[str]) -> Iterator[str]:
    for stem in sorted(stems, key=len, reverse=True):
        yield re.escape(stem.rstrip("*")).replace(r"\*", r"\w*") + (
            r"\w*" if stem.endswith("*") else ""
        )


def _either(forms: list[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
