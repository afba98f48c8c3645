"""Time expressions as they are written, before anything is known of what they refer to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from extract.anchors import Anchors, anchors_of
from extract.lexicons import lexicon
from extract.numbers import numbers
from extract.plain import plain

_YEAR = r"(?:19|20)\d\d"
_PLACEHOLDER = re.compile(r"\{([a-z]+)(?:_to)?\d?\}")
_ANCHORS = {
    "m": "months",
    "w": "weekdays",
    "u": "units",
    "s": "seasons",
    "o": "ordinals",
    "part": "parts",
    "now": "now",
}
_NUMBERED = re.compile(r"_?\d+$")
Bounds = tuple[float, float]
CALENDAR = frozenset(
    [
        "day",
        "day_of_month",
        "iso",
        "numeric",
        "month",
        "months",
        "year",
        "years",
        "quarter",
        "half",
        "season",
        "part",
        "weekday",
        "weekend",
        "part_of",
    ]
)
"""The kinds whose numbers name a day, a year or a quarter and count nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """One time expression: where it stands, of which kind it is, and its parts by name."""

    start: int
    end: int
    kind: str
    parts: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    """``since`` or ``by`` when such a word stands before it."""


@dataclass(frozen=True, slots=True)
class Times:
    """The words of time of one language, compiled."""

    language: str
    patterns: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    """Kinds, with the sorts of words of which one must stand in each match."""
    anchors: Anchors
    """Finds those words, so that a pattern is tried only where it may match."""
    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    ordinals: dict[str, int]
    parts: dict[str, tuple[int, ...]]
    """First and last month of a year, day of a month and day of a week."""
    relatives: dict[str, str]
    now: dict[str, int]
    counts: dict[str, Bounds]
    vague: dict[str, str]
    weeks: dict[str, float]
    """Counts of days that stand for weeks: *quinze jours*."""
    spread: dict[str, dict[str, Bounds]]
    prefixes: tuple[tuple[str, re.Pattern[str]], ...]
    is_month_first: bool
    """Whether 03/04/2025 may be the fourth of March."""
    capitals: frozenset[str]
    future: frozenset[str]
    pluperfect: frozenset[str]
    anaphoric: re.Pattern[str]
    """Finds the words that count from the date last told: *that year*, *the following May*."""
    occasions: frozenset[str]
    """Nouns for what something is said in: memos, interviews, conferences."""
    speaking: frozenset[str]
    """Verbs that tell when words before them were said: *He was speaking on Friday.*"""
    telling: frozenset[str]
    """Verbs whose date is one of speaking or publishing."""
    knowing: frozenset[str]
    """Verbs by which something becomes known to those whom it concerns: *staff learnt*."""
    gatherings: re.Pattern[str]
    """Finds where people meet and speak: nothing in a language that tells all words as past."""
    starting: frozenset[str]
    """Verbs of taking up work: the day on which people do is that of their hiring."""
    questioned: frozenset[str]
    """Verbs whose passive subject speaks: *interviewed on Friday*, but not *told on Friday*."""
    news: frozenset[str]
    """What is given, sent or signed when something becomes known: *notice was given*."""
    sources: frozenset[str]
    """Conjunctions of clauses that name a source: *as a weekly reported on Monday*."""
    present: re.Pattern[str]
    """Finds how a verb of saying in the present ends."""
    fresh: re.Pattern[str]
    """Finds words for what is told to this article or in a document of its own."""
    participle: re.Pattern[str]
    """Finds how past participles end that the model may take for nouns."""
    therein: frozenset[str]
    """Words for what was told of just before, in which other words stand: « y est-il écrit »."""
    simultaneous: frozenset[str]
    """Conjunctions of clauses that share the date of the clause above: *when*."""
    clause_end: re.Pattern[str]

    def count(self, words: str, unit: str) -> Bounds:
        """Return how many units a count means, at least and at most; a bare unit is vague."""
        if not words:
            return self.spread["bare"].get(unit, (2.0, 9.0))
        if words in self.vague:
            return self.spread[self.vague[words]].get(unit, (2.0, 9.0))
        if words in self.counts:
            return self.counts[words]
        found = next(numbers(words, language=self.language), None)
        return (found.value, found.value) if found else self.spread["bare"].get(unit, (2.0, 9.0))


# The dates and the figures of one article are read one after the other.
@lru_cache(maxsize=8)
def expressions(text: str, *, language: str) -> tuple[Expression, ...]:
    """Return the time expressions of a text in reading order, none overlapping another.

    Where several patterns match at one place the longest wins, then the first of the lexicon.
    Raises LexiconError for a language without lexicon.
    """
    words = times(language)
    low = plain(text)
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    around = words.anchors.around(low)
    for order, (kind, pattern, needed) in enumerate(words.patterns):
        if near := around.stretches(needed):
            found += [
                (match.start(), -match.end(), order, kind, match)
                for start, end in near
                for match in pattern.finditer(low, start, end)
            ]
    found.sort(key=lambda item: item[:3])
    kept: list[Expression] = []
    reached = 0
    for start, negative_end, _, kind, match in found:
        if start < reached or not _is_capitalised(text, match, words.capitals):
            continue
        reached = -negative_end
        before = low[max(0, start - 30) : start]
        prefix = next((name for name, pattern in words.prefixes if pattern.search(before)), "")
        parts: dict[str, str] = {}
        for name, value in match.groupdict().items():
            if value is not None:
                parts.setdefault(_NUMBERED.sub("", name), value)
        kept.append(Expression(start=start, end=reached, kind=kind, parts=parts, prefix=prefix))
    return tuple(kept)


@cache
def times(language: str) -> Times:
    """Return the compiled words of time of a language. Raises LexiconError."""
    table = lexicon(language, "dates")
    counts = _either({**table["counts"], **table["vague"]})
    choices = {
        "d": r"\d{1,2}",
        "m": _either(table["months"]),
        "y": _YEAR,
        "w": _either(table["weekdays"]),
        "n": rf"\d{{1,3}}(?:[.,]5)?|{counts}|{_spelled(language)}",
        "u": _either(table["units"]),
        "s": _either(table["seasons"]),
        "o": _either(table["ordinals"]),
        "part": _either(table["parts"]),
        "now": _either(table["now"]),
    }
    spread = {
        name: {unit: (float(pair[0]), float(pair[1])) for unit, pair in rows.items()}
        for name, rows in table["spread"].items()
    }
    return Times(
        language=language,
        patterns=tuple(
            (
                row["kind"],
                re.compile(rf"(?<!\w)(?:{_filled(row['regex'], choices)})(?!\w)"),
                frozenset(row.get("needs", ())) or anchors_of(row["regex"]),
            )
            for row in table["patterns"]
        ),
        anchors=Anchors.of(
            {
                # What a pattern needs is one of those sorts of words or a word by itself.
                **{need: (need,) for row in table["patterns"] for need in row.get("needs", ())},
                **{name: table[key] for name, key in _ANCHORS.items()},
            }
        ),
        months=table["months"],
        weekdays=table["weekdays"],
        units=table["units"],
        seasons={word: (ends[0], ends[1]) for word, ends in table["seasons"].items()},
        ordinals=table["ordinals"],
        parts={word: tuple(ends) for word, ends in table["parts"].items()},
        relatives=table["relatives"],
        now=table["now"],
        counts={word: (float(ends[0]), float(ends[1])) for word, ends in table["counts"].items()},
        vague=table["vague"],
        weeks={words: float(count) for words, count in table["weeks"].items()},
        spread=spread,
        prefixes=tuple((name, re.compile(regex)) for name, regex in table["prefixes"].items()),
        is_month_first=table["month_first"],
        capitals=frozenset(table["capitals"]),
        future=frozenset(table["future"]),
        pluperfect=frozenset(table["pluperfect"]),
        occasions=frozenset(table["occasions"]),
        speaking=frozenset(table["speaking"]),
        telling=frozenset(table["telling"]),
        knowing=frozenset(table["knowing"]),
        gatherings=re.compile(table["gatherings"]),
        starting=frozenset(table["starting"]),
        questioned=frozenset(table["questioned"]),
        news=frozenset(table["news"]),
        sources=frozenset(table["sources"]),
        present=re.compile(table["present"]),
        fresh=re.compile(table["fresh"]),
        participle=re.compile(table["participle"]),
        therein=frozenset(table["therein"]),
        simultaneous=frozenset(table["simultaneous"]),
        anaphoric=re.compile(table["anaphoric"]),
        clause_end=re.compile(table["clause_end"]),
    )


def _spelled(language: str) -> str:
    """Return a pattern of the cardinals below a hundred in words."""
    table = lexicon(language, "numbers")
    word = _either({**table["cardinals"], **table["tens"]})
    joints = "|".join(["[ -]", *(f"[ -]{word}[ -]" for word in table["and"])])
    half = table["half_after"]
    return rf"(?:{word})(?:(?:{joints})(?:{word})){{0,3}}(?:{half})?"


def _either(words: Mapping[str, Any]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len)[::-1])


def _filled(regex: str, choices: Mapping[str, str]) -> str:
    """Put the words in the place of their names; a repeated name gets a number."""
    seen: dict[str, int] = {}

    def group(match: re.Match[str]) -> str:
        name = match[0].strip("{}")
        seen[name] = seen.get(name, 0) + 1
        numbered = f"{name}_{seen[name]}" if seen[name] > 1 else name
        return f"(?P<{numbered}>{choices[match[1]]})"

    return _PLACEHOLDER.sub(group, regex)


def _is_capitalised(text: str, match: re.Match[str], capitals: frozenset[str]) -> bool:
    """Refuse *may* and *march* that aren't written as months."""
    for name, value in match.groupdict().items():
        if value in capitals and _NUMBERED.sub("", name) in {"m", "w"}:
            start = match.start(name)
            return text[start].isupper()
    return True
