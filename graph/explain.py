"""A change of position in a sentence that a reader understands, in each language of the site."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from db.records import DateMethod, Function, Grade, LaneStatement
from graph.dates import days_between, ordinal

LANGUAGES = ("en", "fr")
LONGEST = 220
"""Characters of a quotation inside an explanation; the page shows the rest."""

DAYS_COUNTED = 14
WEEKS_COUNTED = 56
MONTHS_COUNTED = 24
WEEK, MONTH, YEAR = 7, 30.44, 365.25


def explain(  # noqa: PLR0913  # one sentence of six parts
    earlier: LaneStatement | None,
    later: LaneStatement,
    *,
    grade: Grade,
    language: str,
    notes: tuple[str, ...] = (),
    acknowledged: LaneStatement | None = None,
) -> str:
    """Return a few sentences that say what was said when, by whom, and how far apart.

    Where nothing changed there is nothing to tell, and one short sentence says so.

    ``notes`` are names of further phrases, such as ``capability`` or ``withdrawn``;
    ``acknowledged`` is the statement that owns to the change.
    """
    words = _phrases()[language]
    if grade is Grade.NO_CHANGE:
        return str(words["grade_no_change"])
    second = _utterance(later, words)
    if earlier is None:
        return _capital(words["alone"].format(later=second))
    first = _utterance(earlier, words)
    sentences = [
        words["join"].format(earlier=first, later=second),
        words[f"same_{_voices(earlier, later)}"].format(gap=_gap(earlier, later, words)),
        *(_note(note, earlier, later, words) for note in notes),
        *_owned(acknowledged, later, words),
    ]
    if f"grade_{grade.value}" in words:
        sentences.append(words[f"grade_{grade.value}"])
    return " ".join(_capital(sentence) for sentence in sentences)


@cache
def _phrases() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("graph") / "phrases.toml").read_text(encoding="utf-8"))


def _note(note: str, earlier: LaneStatement, later: LaneStatement, words: dict[str, Any]) -> str:
    names = words["functions"]
    first, second = earlier.function or Function.ALL, later.function or Function.ALL
    return str(words[note]).format(
        earlier=names.get(first.value, first.value), later=names.get(second.value, second.value)
    )


def _voices(earlier: LaneStatement, later: LaneStatement) -> str:
    if not earlier.person_id and not later.person_id:
        return "voice"
    return "person" if earlier.person_id == later.person_id else "company"


def _owned(
    acknowledged: LaneStatement | None, later: LaneStatement, words: dict[str, Any]
) -> Iterator[str]:
    if acknowledged is None:
        return
    if acknowledged.id == later.id:
        yield str(words["acknowledged_here"])
        return
    yield str(words["acknowledged"]).format(
        who=_who(acknowledged, words),
        when=_when(acknowledged, words),
        words=_quoted(acknowledged, words),
    )


def _utterance(statement: LaneStatement, words: dict[str, Any]) -> str:
    return str(words[statement.kind.value]).format(
        when=_when(statement, words),
        who=_who(statement, words),
        company=statement.company or statement.person or statement.speaker,
        words=_quoted(statement, words),
    )


def _who(statement: LaneStatement, words: dict[str, Any]) -> str:
    name = statement.person or statement.company or statement.speaker
    who = words["person"] if statement.person and statement.company else words["somebody"]
    return str(who).format(person=statement.person, company=statement.company or name)


def _quoted(statement: LaneStatement, words: dict[str, Any]) -> str:
    opening, closing = words["quote"]
    flat = " ".join(statement.wording.split()).strip(" .;,")
    if len(flat) > LONGEST:
        flat = flat[:LONGEST].rsplit(" ", 1)[0] + " …"
    return f"{opening}{flat}{closing}"


def _when(statement: LaneStatement, words: dict[str, Any]) -> str:
    first, last = date.fromisoformat(statement.said_from), date.fromisoformat(statement.said_to)
    month = words["months"][first.month - 1]
    if first == last:
        told = words["day"].format(day=_day(first, words), month=month, year=first.year)
        weak = statement.said_method is DateMethod.PUBLICATION
        return str(told + words["published"]) if weak else str(told)
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return str(words["month"].format(month=month, year=first.year))
        if first.year == last.year and first.month == 1 and after.month == 1:
            return str(words["year"].format(year=first.year))
    if (first.year, first.month) == (last.year, last.month):
        days = {"first": _day(first, words), "last": _day(last, words)}
        return str(words["month_range"].format(**days, month=month, year=first.year))
    bare = [
        words["bare_day"].format(
            day=_day(end, words), month=words["months"][end.month - 1], year=end.year
        )
        for end in (first, last)
    ]
    return str(words["range"].format(first=bare[0], last=bare[1]))


def _day(day: date, words: dict[str, Any]) -> str:
    return str(words["first_day"]) if day.day == 1 else str(day.day)


def _gap(earlier: LaneStatement, later: LaneStatement, words: dict[str, Any]) -> str:
    days = days_between(_middle(earlier), _middle(later))
    if earlier.said_from == later.said_from or days <= 0:
        return str(words["gap_none"])
    for most, unit, key in (
        (DAYS_COUNTED, 1.0, "gap_days"),
        (WEEKS_COUNTED, WEEK, "gap_weeks"),
        (MONTHS_COUNTED * MONTH, MONTH, "gap_months"),
    ):
        if days <= most:
            return _counted(max(1, round(days / unit)), words[key], words)
    return _counted(round(days / YEAR), words["gap_years"], words)


def _counted(count: int, forms: list[str], words: dict[str, Any]) -> str:
    numbers = words["numbers"]
    return forms[count != 1].format(n=numbers[count] if count < len(numbers) else count)


def _middle(statement: LaneStatement) -> str:
    first, last = ordinal(statement.said_from), ordinal(statement.said_to)
    return date.fromordinal((first + last) // 2).isoformat()


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
