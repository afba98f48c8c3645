"""An article checked against the base: what agrees with it, what differs, where it was first.

Its claims are its figures, its quotes and its positioned statements. Each is held against the
earliest text of the base that tells of the same thing. Pure: from records to findings.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from db.dates import in_words
from db.findings import Finding, FirstTold
from db.records import Axis, Kind, Modality, Status, StoredFigure
from db.sources import Source, ToldFigure, ToldStatement
from graph.arithmetic import Sum, sums
from graph.comparison import (
    Match,
    Near,
    Setting,
    agree,
    is_incompatible,
    is_same_question,
    match,
    numbers_of_checking,
    setting,
    settings_of,
)
from graph.damage import differences
from graph.dates import days_between, interval
from graph.dating import known_days, meet, origin_date, stated
from graph.differences import Difference
from graph.fragments import fragments
from graph.quotations import QUOTES, Printing, alterations, printings
from graph.rules import Rules, load_rules
from graph.series import newer

OPINIONS = frozenset({Axis.CAPABILITY, Axis.EVALUATION, Axis.FORECAST})
UNCHECKABLE = frozenset({Modality.CONDITIONAL, Modality.FORECAST, Modality.QUESTION})

_STATUSES = {
    # The status is that of what the article says, and only the article says it so.
    "mutates": Status.SINGLE_SOURCE,
    "extrapolates": Status.SINGLE_SOURCE,
    "superseded": Status.SUPERSEDED,
}
"""Relation → status, where it isn't that of the base's claim."""

ORDER = ("mutates", "extrapolates", "qualifies")


def check(
    checked: Source, known: Iterable[Source], *, rules: Rules, near: Near | None = None
) -> tuple[Finding, ...]:
    """Return what the base says of each claim of a text, in reading order.

    ``known`` are the texts of the base that may bear on it; the order doesn't matter.
    ``near`` tells how near two sentences are in meaning; without it words alone are compared.
    """
    texts = sorted(known, key=_age)
    by_unit = settings_of(texts)
    found = [
        _figure(setting(checked, told), by_unit, rules=rules, near=near)
        for told in checked.figures
        if told.figure.unit and _is_claim(told)
    ]
    found += [
        _statement(told, checked, texts, near=near)
        for told in checked.statements
        if told.statement.kind in QUOTES or told.statement.position is not None
    ]
    found += fragments(checked, texts, found)
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.unit)))


def check_by_words(checked: Source, known: Iterable[Source]) -> tuple[Finding, ...]:
    """Check without a model, by the rules of the package: what the site can do."""
    return check(checked, known, rules=load_rules())


def _is_claim(told: ToldFigure) -> bool:
    """Tell whether a figure claims something: a bare number that counts nothing doesn't."""
    return told.figure.unit not in {"number", "point"}


# --- figures -----------------------------------------------------------------------------


def _figure(
    one: Setting, by_unit: dict[str, Sequence[Setting]], *, rules: Rules, near: Near | None
) -> Finding:
    same_unit = [p for p in by_unit.get(one.figure.unit, ()) if _is_earlier(p.source, one.source)]
    matches = [
        found
        for place in same_unit
        if agree(one.figure, place.figure, rules=rules)
        and (found := match(one, place, rules=rules, near=near)) is not None
    ]
    added = list(sums(one, by_unit.get("people", ()), rules=rules))
    added = [each for each in added if _is_earlier(each.earlier.source, one.source)]
    if matches:
        return _agreeing(one, matches, by_unit, added, rules=rules)
    if added:
        why = added[0].words
        return _finding(one, "supports", why=why, origin=added[0].later)
    return _disagreeing(one, same_unit, rules=rules)


def _agreeing(
    one: Setting,
    matches: Sequence[Match],
    by_unit: dict[str, Sequence[Setting]],
    added: Sequence[Sum],
    *,
    rules: Rules,
) -> Finding:
    sure = numbers_of_checking()["context"]["sure"]
    best = max(found.score for found in matches)
    likely = [
        found for found in matches if found.score >= min(sure, best) and found.score >= best / 2
    ]
    likely = _of_its_day(one, likely) or likely
    likely.sort(key=lambda found: (_age(found.setting.source), found.setting.told.start))
    first = likely[0].setting
    version = first.source.version_id
    origin = [m.setting for m in likely if m.setting.source.version_id == version]
    others = [m.setting for m in matches if m.setting.source.version_id != version]
    is_sure = max(m.score for m in likely if m.setting.source.version_id == version) >= sure
    lost = list(differences(one, origin, others=others, rules=rules)) if is_sure else []
    later = newer(one, origin, by_unit.get(one.figure.unit, ()), rules=rules)
    words = [difference.words for difference in lost] or [_agrees(one, first)]
    if added:
        words.append(added[0].words)
    if later is not None:
        words.append(f"the base holds a newer value: {later.figure.text}, {_when(later)}")
    relation = next((r for r in ORDER if any(d.relation == r for d in lost)), "supports")
    if relation == "supports" and later is not None and not _is_dated_right(one, origin):
        relation = "superseded"
    return _finding(
        one,
        relation,
        lost=lost,
        why="; ".join(words),
        origin=first,
        status=_STATUSES.get(relation),
    )


def _of_its_day(one: Setting, likely: Sequence[Match]) -> list[Match]:
    """Return the matches that are of the day which the article states: it says which it means."""
    days = stated(one)
    if days is None:
        return []
    slack = numbers_of_checking()["same_date_days"]
    return [
        found
        for found in likely
        if any(meet(days, other, slack=slack) for other in known_days(found.setting))
    ]


def _disagreeing(one: Setting, same_unit: Sequence[Setting], *, rules: Rules) -> Finding:
    """Return what the base says of a value that no text of it tells."""
    for place in same_unit:
        if _is_contradicted(one, place, rules):
            why = f"the base says {place.figure.text} of the same thing at the same time"
            return _finding(one, "refutes", why=why, origin=place, status=Status.DISPUTED)
    return _finding(one, "none", why="nothing in the base tells of it")


def _is_contradicted(one: Setting, place: Setting, rules: Rules) -> bool:
    """Tell whether two figures are of one thing and one date, and can't both be right."""
    here, there = one.figure, place.figure
    found = match(one, place, rules=rules)
    if found is None or found.score < numbers_of_checking()["context"]["sure"]:
        return False
    if is_incompatible(here, there) or here.measure != there.measure or here.change != there.change:
        return False
    if {one.told.modality, place.told.modality} != {"asserted"}:
        return False
    if here.modifier or there.modifier or _is_vague(here) or _is_vague(there):
        return False
    if there.text in one.window or here.text in place.window:
        return False
    days = stated(one) or interval(one.source.published[:10])
    slack = numbers_of_checking()["same_date_days"]
    if days is None or not any(meet(days, other, slack=slack) for other in known_days(place)):
        return False
    if any(agree(here, told.figure, rules=rules) for told in place.source.figures):
        return False
    is_of_company = (
        found.is_same_company
        and bool(here.measure)
        and here.measure
        not in {
            "survey share",
            "survey sample",
        }
    )
    return is_same_question(one, place) and (is_of_company or found.is_same_company)


def _is_vague(figure: StoredFigure) -> bool:
    """Tell whether a figure is a size in words: *a few hundred*."""
    return figure.low < figure.value < figure.high or not any(map(str.isdigit, figure.text))


def _agrees(one: Setting, first: Setting) -> str:
    if one.figure.value == first.figure.value:
        return f"agrees with {first.figure.text}, {_when(first)}"
    return f"agrees with {first.figure.text} within rounding, {_when(first)}"


def _when(place: Setting) -> str:
    return in_words(origin_date(place)) or "undated"


def _is_dated_right(one: Setting, origin: Sequence[Setting]) -> bool:
    """Tell whether the article says as of when its value is, and the origin is of that time."""
    days = stated(one)
    if days is None:
        return False
    slack = numbers_of_checking()["same_date_days"]
    return any(meet(days, other, slack=slack) for place in origin for other in known_days(place))


def _finding(  # noqa: PLR0913 - a finding is made of so much
    one: Setting,
    relation: str,
    *,
    why: str,
    lost: Sequence[Difference] = (),
    origin: Setting | None = None,
    status: Status | None = None,
) -> Finding:
    found = Status(origin.told.status) if origin and origin.told.status else Status.SINGLE_SOURCE
    return Finding(
        text=one.figure.text,
        start=one.told.start,
        end=one.told.end,
        value=one.figure.value,
        unit=one.figure.unit,
        status=status or found,
        relation=relation,
        lost=tuple(d.lost for d in lost if d.lost and d.relation == "mutates"),
        why=why,
        origin=FirstTold(
            outlet=origin.source.outlet,
            date=origin_date(origin),
            url=origin.source.url,
            article_id=origin.source.article_id,
            claim_id=origin.told.claim_id,
        )
        if origin
        else None,
    )


# --- words and deeds ---------------------------------------------------------------------


def _statement(
    told: ToldStatement, checked: Source, texts: Sequence[Source], *, near: Near | None
) -> Finding:
    earlier = [text for text in texts if _is_earlier(text, checked)]
    printed = list(printings(told, earlier, language=checked.language, near=near))
    status, why = _of_itself(told)
    if not printed:
        return _said(told, "none", status, why=why)
    first = printed[0]
    lost = list(alterations(told, first, printed, language=checked.language))
    if lost:
        words = "; ".join(each.words for each in lost)
        named = tuple(each.lost for each in lost)
        return _said(told, "mutates", status, why=words, lost=named, first=first)
    when = in_words(first.told.statement.said_on) or "undated"
    words = {
        "same": f"the same words, {when}",
        "translated": f"the same in another language or other words, {when}",
        "deed": f"the base holds the same deed, {when}",
    }[first.way]
    if first.told.status:
        status = Status(first.told.status)
    return _said(told, "supports", status, why=words, first=first)


def _of_itself(told: ToldStatement) -> tuple[Status, str]:
    statement = told.statement
    if statement.axis in OPINIONS or statement.modality in UNCHECKABLE:
        return Status.NOT_CHECKABLE, "an opinion, a forecast or a hypothesis"
    what = "deed" if statement.kind is Kind.ACTION else "statement"
    return Status.SINGLE_SOURCE, f"no other source for this {what} in the base"


def _said(  # noqa: PLR0913 - a finding is made of so much
    told: ToldStatement,
    relation: str,
    status: Status,
    *,
    why: str,
    lost: tuple[str, ...] = (),
    first: Printing | None = None,
) -> Finding:
    return Finding(
        text=told.text,
        start=told.start,
        end=told.end,
        value=None,
        unit="",
        status=status,
        relation=relation,
        lost=lost,
        why=why,
        origin=FirstTold(
            outlet=first.source.outlet,
            date=first.told.statement.said_on,
            url=first.source.url,
            article_id=first.source.article_id,
            claim_id=first.told.claim_id,
        )
        if first
        else None,
    )


# --- the order of texts ------------------------------------------------------------------


def _age(source: Source) -> tuple[str, str]:
    """Return what sorts texts by their publication; those without a date come last."""
    if not source.published:
        return ("9999", source.version_id)
    if "T" in source.published:
        moment = datetime.fromisoformat(source.published)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
        return (moment.strftime("%Y-%m-%dT%H:%M:%S"), source.version_id)
    return (source.published, source.version_id)


def _is_earlier(source: Source, checked: Source) -> bool:
    """Tell whether a text can be what another one rests on: it was published before, or may be."""
    one, other = interval(source.published[:10]), interval(checked.published[:10])
    if one is None or other is None:
        return True
    return days_between(other[1], one[0]) <= int(numbers_of_checking()["later_days"])
