"""Words and deeds of an article against the base: who said so first, and what was cut. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.dates import in_words
from db.ids import fold
from db.records import Kind, LaneStatement
from db.sources import Source, ToldStatement
from graph.comparison import Near, numbers_of_checking
from graph.dates import interval
from graph.dating import meet
from graph.features import features, has, likeness, short, words_of

QUOTES = frozenset({Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """A statement of the base that is the article's."""

    source: Source
    told: ToldStatement
    way: str
    """``same``, ``translated`` or ``deed``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """In what the article's words differ from those first printed."""

    lost: str
    words: str


def printings(
    one: ToldStatement,
    sources: Iterable[Source],
    *,
    language: str,
    near: Near | None = None,
) -> Iterator[Printing]:
    """Yield the statements of the base that say or do the same."""
    for source in sources:
        for told in source.statements:
            way = _way(one, told, language, source.language, near)
            if way:
                yield Printing(source=source, told=told, way=way)


def alterations(
    one: ToldStatement, first: Printing, printed: Sequence[Printing], *, language: str
) -> Iterator[Alteration]:
    """Yield what was altered in words that are, but for that, the same and in one language."""
    if first.way != "same" or one.statement.kind not in QUOTES:
        return
    there = first.told.statement
    if _negations(there.wording, first.source.language) and not _negations(
        one.statement.wording, language
    ):
        words = _content(there.wording, first.source.language)
        if _share(_content(one.statement.wording, language), words) == 1.0:
            yield Alteration(
                lost="predicate",
                words=f"the words are cut: first printed as “{short(there.wording, longest=200)}”",
            )
    if _is_another_speaker(one, printed):
        yield Alteration(
            lost="subject",
            words=f"the words are {there.person}'s, not {one.statement.person}'s",
        )
    slack = numbers_of_checking()["wrong_year_days"]
    is_quote = {one.statement.kind, there.kind} == {Kind.DIRECT_QUOTE}
    if is_quote and one.said_words and first.told.said_words:
        own, theirs = interval(one.statement.said_on), interval(there.said_on)
        known = [
            days
            for place in printed
            for edtf in (place.told.statement.said_on, place.source.published[:10])
            if (days := interval(edtf))
        ]
        if own and theirs and not any(meet(own, days, slack=slack) for days in known):
            yield Alteration(
                lost="date",
                words=f"the words agree, the date doesn't: {in_words(one.statement.said_on)} "
                f"here, {in_words(there.said_on)} in the origin",
            )


def _way(
    one: ToldStatement,
    other: ToldStatement,
    language: str,
    theirs: str,
    near: Near | None,
) -> str:
    here, there = one.statement, other.statement
    numbers = numbers_of_checking()["words"]
    if here.kind is Kind.ACTION or there.kind is Kind.ACTION:
        is_deed = (
            here.kind is there.kind
            and bool(here.company_id)
            and here.company_id == there.company_id
            and bool(here.action)
            and here.action == there.action
            and here.function == there.function
            and here.modality == there.modality
        )
        days = interval(here.said_on), interval(there.said_on)
        if is_deed and days[0] and days[1]:
            return "deed" if meet(days[0], days[1], slack=numbers["deed_days"]) else ""
        return ""
    if here.kind not in QUOTES or there.kind not in QUOTES:
        return ""
    if language == theirs:
        own, known = _content(here.wording, language), _content(there.wording, theirs)
        shared = min(_share(own, known), _share(known, own))
        within = max(_share(own, known), _share(known, own))
        is_one_voice = _is_one_voice(here, there)
        least = numbers["least_words_of_one_voice" if is_one_voice else "least_words"]
        is_long = min(len(own), len(known)) >= least
        if is_long and within >= numbers["same"] and (is_one_voice or shared >= numbers["same"]):
            return "same"
    if _is_one_voice(here, there) and _may_be_one_day(one, other):
        if _negations(here.wording, language) != _negations(there.wording, theirs):
            return ""
        if near is not None:
            least = numbers_of_checking()["vectors"]["printed"]
            is_near = near(here.wording, there.wording) >= least
        else:
            mine = features(here.wording, language=language)
            his = features(there.wording, language=theirs)
            is_near = (
                len(mine & his) >= numbers["least_features"]
                and likeness(mine, his) >= numbers["translated"]
                and len(mine & his) >= numbers["of_longer"] * max(len(mine), len(his))
            )
        if is_near:
            return "translated"
    return ""


def _is_one_voice(one: LaneStatement, other: LaneStatement) -> bool:
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    if one.company_id and other.company_id:
        return one.company_id == other.company_id
    return bool(one.person) and fold(one.person) == fold(other.person)


def _may_be_one_day(one: ToldStatement, other: ToldStatement) -> bool:
    """Tell whether two statements may be of one occasion: dates that texts state must meet."""
    days = interval(one.statement.said_on), interval(other.statement.said_on)
    if not (one.said_words and other.said_words) or not days[0] or not days[1]:
        return True
    return meet(days[0], days[1], slack=numbers_of_checking()["same_date_days"])


def _is_another_speaker(one: ToldStatement, printed: Sequence[Printing]) -> bool:
    here = one.statement
    first = printed[0].told.statement
    if not here.person or not first.person:
        return False
    names = {fold(place.told.statement.person) for place in printed}
    family = fold(here.person).split()[-1]
    return all(name and family not in name.split() for name in names) and (
        here.person_id != first.person_id or not here.person_id
    )


def _content(wording: str, language: str) -> frozenset[str]:
    ignored = words_of(language).ignored
    return frozenset(
        word[:6]
        for word in fold(wording).split()
        if len(word) > 3 and word not in ignored  # noqa: PLR2004 - articles and their like
    )


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _negations(wording: str, language: str) -> bool:
    return has(wording, "negation.words", language=language)
