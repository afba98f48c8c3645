"""What the base can say about a claim: its status, in the order of design section 7, and why.

The status is cautious: two addresses are not two origins, and two origins count as independent
only when each names whose word it is, and they are different organisations.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.records import (
    Axis,
    Claim,
    Grade,
    LaneStatement,
    Link,
    Modality,
    Relation,
    Reversal,
    SpeakerKind,
    Status,
)
from db.rows import FIRST_DAY, LAST_DAY
from graph.claims import FigureClaim, Subject, WordClaim, are_comparable_days
from graph.rules import Rules

OPINIONS = frozenset({Axis.CAPABILITY, Axis.EVALUATION, Axis.FORECAST})
UNCHECKABLE = frozenset({Modality.CONDITIONAL, Modality.FORECAST, Modality.QUESTION})
LEVELS = frozenset({"", "to"})
"""Changes of a figure that tell how much there is; ``by`` tells of one event among others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Claims with their status, and the edges between the statements that carry them."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]


def verify(
    figures: Iterable[FigureClaim],
    words: Iterable[WordClaim],
    *,
    statements: Mapping[str, LaneStatement],
    reversals: Iterable[Reversal],
    rules: Rules,
) -> Checked:
    """Return the claims with their status. ``statements`` are those of all members, by id."""
    rule = f"claims {rules.version}"
    by_subject: dict[Subject, list[FigureClaim]] = defaultdict(list)
    for claim in figures:
        by_subject[claim.subject].append(claim)
    found: list[Claim] = []
    links: dict[tuple[str, str, str], Link] = {}
    for _, group in sorted(by_subject.items()):
        checked, edges = _check_subject(group, statements, rules, rule)
        found.extend(checked)
        for edge in edges:
            links.setdefault((edge.source_id, edge.target_id, edge.relation.value), edge)
    contradicted = {
        statement
        for reversal in reversals
        if reversal.grade is Grade.INCONSISTENT
        for statement in (reversal.earlier_id, reversal.later_id)
    }
    found.extend(_check_words(claim, statements, contradicted, rule) for claim in words)
    return Checked(
        claims=tuple(sorted(found, key=lambda claim: claim.id)),
        links=tuple(links[key] for key in sorted(links)),
    )


# --- whose word it is --------------------------------------------------------------------


def _primary(statement: LaneStatement) -> str:
    """Return whose word a statement is, or nothing when no organisation is named for it."""
    if statement.speaker_kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}:
        return statement.company_id
    return ""


def _are_independent(one: Sequence[LaneStatement], other: Sequence[LaneStatement]) -> bool:
    """Tell whether two groups are known to be of different organisations and origins.

    Who isn't named, or isn't known, may be the same.
    """
    first, second = {_primary(s) for s in one} - {""}, {_primary(s) for s in other} - {""}
    apart = not {s.origin_id for s in one} & {s.origin_id for s in other}
    return bool(first) and bool(second) and not first & second and apart


def _origins(members: Iterable[LaneStatement]) -> int:
    return len({_primary(member) or member.origin_id or member.version_id for member in members})


# --- figures -----------------------------------------------------------------------------


def _check_subject(
    group: Sequence[FigureClaim],
    statements: Mapping[str, LaneStatement],
    rules: Rules,
    rule: str,
) -> tuple[list[Claim], list[Link]]:
    ordered = sorted(group, key=lambda claim: (claim.first_day, claim.last_day, claim.id))
    members = [_members(claim, statements) for claim in ordered]
    checked: list[Claim] = []
    links: list[Link] = []
    for index, claim in enumerate(ordered):
        status, why, against = _figure_status(index, ordered, members, rules)
        checked.append(_figure_claim(claim, members[index], status, why, rule))
        if against is not None:
            other = members[against][0]
            relation = Relation.SUPERSEDES if status is Status.SUPERSEDED else Relation.REFUTES
            # The newer statement supersedes; the claim in question is the edge's target.
            source, target = other.id, members[index][0].id
            if source != target:
                links.append(
                    Link(
                        source_id=source,
                        target_id=target,
                        relation=relation,
                        rule=rule,
                        evidence=why,
                    )
                )
    return checked, links


def _members(claim: FigureClaim, statements: Mapping[str, LaneStatement]) -> list[LaneStatement]:
    return [statements[figure.statement_id] for figure in claim.figures]


def _figure_status(
    index: int,
    ordered: Sequence[FigureClaim],
    members: Sequence[list[LaneStatement]],
    rules: Rules,
) -> tuple[Status, str, int | None]:
    claim, own = ordered[index], members[index]
    if all(member.modality in UNCHECKABLE or member.axis is Axis.FORECAST for member in own):
        return Status.NOT_CHECKABLE, "a forecast or a hypothesis", None
    for other in _at_the_same_time(index, ordered, rules):
        if any(
            one.version_id == two.version_id and _primary(one) == _primary(two)
            for one in own
            for two in members[other]
        ) and _is_level(claim):
            why = f"the same voice says {_value(ordered[other])} in the same text"
            return Status.SELF_CONTRADICTED, why, other
    newer = _newer(index, ordered, members)
    if newer is not None:
        why = f"{_value(ordered[newer])} by {ordered[newer].first_day}, of the same source"
        return Status.SUPERSEDED, why, newer
    for other in _at_the_same_time(index, ordered, rules):
        if _is_level(claim) and _are_independent(own, members[other]):
            why = f"an independent origin says {_value(ordered[other])}"
            return Status.DISPUTED, why, other
    if _has_two_sources(own):
        return Status.CORROBORATED, "two organisations say so, independently of each other", None
    return Status.SINGLE_SOURCE, _single(own), None


def _at_the_same_time(index: int, ordered: Sequence[FigureClaim], rules: Rules) -> Iterator[int]:
    """Yield the claims of the same subject and date whose value is another, nearest first."""
    claim = ordered[index]
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(ordered) and are_comparable_days(claim, ordered[other], rules=rules):
            if ordered[other].high < claim.low or claim.high < ordered[other].low:
                yield other
            other += step


def _newer(
    index: int, ordered: Sequence[FigureClaim], members: Sequence[list[LaneStatement]]
) -> int | None:
    """Return the next later value of the same source, for a level that no text gives a date."""
    claim = ordered[index]
    if claim.is_dated or not _is_level(claim):
        return None
    sources = {_primary(member) for member in members[index]} - {""}
    for other in range(index + 1, len(ordered)):
        later = ordered[other]
        is_same = bool(sources & {_primary(member) for member in members[other]})
        if is_same and later.first_day > claim.last_day and _differ(claim, later):
            return other
    return None


def _differ(one: FigureClaim, other: FigureClaim) -> bool:
    return one.high < other.low or other.high < one.low


def _is_level(claim: FigureClaim) -> bool:
    _company, _unit, measure, change, *_ = claim.subject
    return change in LEVELS and bool(measure)


def _has_two_sources(members: Sequence[LaneStatement]) -> bool:
    first = members[0]
    return any(_are_independent([first], [other]) for other in members[1:])


def _single(members: Sequence[LaneStatement]) -> str:
    articles = len({member.article_id for member in members})
    if articles == 1:
        return "one article says so"
    if _origins(members) == 1:
        return f"{articles} articles, all from one origin"
    return f"{articles} articles, not known to be independent of each other"


def _value(claim: FigureClaim) -> str:
    return claim.figures[0].text


def _figure_claim(
    claim: FigureClaim, members: Sequence[LaneStatement], status: Status, why: str, rule: str
) -> Claim:
    first = claim.figures[0]
    return Claim(
        id=claim.id,
        company_id=claim.subject[0],
        text=" ".join((first.sentence or first.text).split()),
        value=first.value,
        unit=first.unit,
        measure=first.measure,
        status=status,
        why=why,
        rule=rule,
        origins=_origins(members),
        articles=len({member.article_id for member in members}),
        first_said=_first(member.said_from for member in members),
        last_said=_last(member.said_to for member in members),
        members=tuple(sorted((figure.statement_id, figure.id) for figure in claim.figures)),
    )


# --- words -------------------------------------------------------------------------------


def _check_words(
    claim: WordClaim,
    statements: Mapping[str, LaneStatement],
    contradicted: set[str],
    rule: str,
) -> Claim:
    statement = claim.statement
    members = [statements[member] for member in claim.statement_ids]
    if statement.axis in OPINIONS or statement.modality in UNCHECKABLE:
        status, why = Status.NOT_CHECKABLE, "an opinion, a forecast or a hypothesis"
    elif statement.id in contradicted:
        status, why = Status.SELF_CONTRADICTED, "the opposite was said on the same day"
    else:
        status, why = Status.SINGLE_SOURCE, _single(members)
    return Claim(
        id=claim.id,
        company_id=statement.company_id,
        text=" ".join(statement.wording.split()),
        value=None,
        unit="",
        measure="",
        status=status,
        why=why,
        rule=rule,
        origins=_origins(members),
        articles=len({member.article_id for member in members}),
        first_said=_first(member.said_from for member in members),
        last_said=_last(member.said_to for member in members),
        members=tuple(sorted((member, "") for member in claim.statement_ids)),
    )


def _first(days: Iterable[str]) -> str:
    """Return the first day that is known, or nothing."""
    return min((day for day in days if day and day != FIRST_DAY), default="")


def _last(days: Iterable[str]) -> str:
    """Return the last day that is known, or nothing."""
    return max((day for day in days if day and day != LAST_DAY), default="")
