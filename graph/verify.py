"""What the base can say about a claim: its status, in the order of design section 7, and why.

The status is cautious: two addresses are not two origins, and two origins count as independent
only when each names whose word it is, and they are different voices.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.records import (
    Axis,
    Claim,
    LaneStatement,
    Link,
    Relation,
    Status,
    StoredFigure,
)
from db.rows import FIRST_DAY, LAST_DAY
from graph.claims import FigureClaim, WordClaim, is_expected, is_judgement
from graph.denials import Denied
from graph.edges import Edge
from graph.prospects import UNCHECKABLE, is_to_come
from graph.relations import Compared, Load, compared
from graph.rules import Rules
from graph.voices import UNKNOWN, Voice, voice

OPINIONS = frozenset({Axis.CAPABILITY, Axis.EVALUATION, Axis.FORECAST})
RULE = "claims"
"""By this and a version the claims and the edges of this module are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Claims with their status, and the edges between the statements that carry them."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]


def verify_figures(
    figures: Iterable[FigureClaim],
    *,
    statements: Mapping[str, LaneStatement],
    denied: Denied,
    load: Load,
    rules: Rules,
) -> Checked:
    """Return the claims of figures with their status.

    ``statements`` are those of all members, by id; ``denied`` tells what speaks against some.
    """
    rule = f"{RULE} {rules.version}"
    pieces = sorted(figures, key=lambda claim: (claim.subject, claim.first_day, claim.id))
    found = compared(pieces, statements, load=load, rules=rules)
    joined = _joined(pieces, found, statements)
    claims = [_figure_claim(one, joined, denied, rule) for one in joined.values()]
    return Checked(
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        links=_links(joined, pieces, statements, rule),
    )


def verify_words(
    words: Iterable[WordClaim],
    *,
    statements: Mapping[str, LaneStatement],
    denied: Denied,
    rules: Rules,
) -> tuple[Claim, ...]:
    """Return the claims in words with their status."""
    rule = f"{RULE} {rules.version}"
    return tuple(
        sorted(
            (_word_claim(claim, statements, denied, rule) for claim in words),
            key=lambda claim: claim.id,
        )
    )


# --- claims that are one -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    """A claim, made of pieces that are the same, with its members in time."""

    id: str
    company_id: str
    figures: tuple[StoredFigure, ...]
    members: tuple[LaneStatement, ...]
    """The statements of the figures, in their order."""
    voices: tuple[Voice, ...]
    edges: tuple[tuple[Edge, str, bool], ...]
    """Edges to other claims, each with the id of the other one; true where they point here."""


def _joined(
    pieces: Sequence[FigureClaim], found: Compared, statements: Mapping[str, LaneStatement]
) -> dict[str, _Joined]:
    parents = list(range(len(pieces)))
    for edge in found.edges:
        if edge.is_same:
            first, second = sorted((_root(parents, edge.source), _root(parents, edge.target)))
            parents[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(len(pieces)):
        members[_root(parents, place)].append(place)
    first_of = {
        root: min(places, key=lambda n: (pieces[n].first_day, pieces[n].id))
        for root, places in members.items()
    }
    edges: dict[int, list[tuple[Edge, str, bool]]] = defaultdict(list)
    for edge in found.edges:
        roots = _root(parents, edge.source), _root(parents, edge.target)
        if roots[0] != roots[1]:
            source, target = roots
            edges[source].append((edge, pieces[first_of[target]].id, False))
            edges[target].append((edge, pieces[first_of[source]].id, True))
    joined: dict[str, _Joined] = {}
    for root, places in members.items():
        figures = sorted(
            (figure for n in places for figure in pieces[n].figures),
            key=lambda figure: (
                statements[figure.statement_id].published or "9999",
                figure.said_on,
                figure.id,
            ),
        )
        told = tuple(statements[figure.statement_id] for figure in figures)
        known = pieces[first_of[root]]
        joined[known.id] = _Joined(
            id=known.id,
            company_id=known.subject[0],
            figures=tuple(figures),
            members=told,
            voices=tuple(
                found.voices.get(figure.id)
                or voice(statement, source=None, company_id=figure.company_id)
                for figure, statement in zip(figures, told, strict=True)
            ),
            edges=tuple(edges[root]),
        )
    return dict(sorted(joined.items()))


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place


def _figure_claim(one: _Joined, joined: Mapping[str, _Joined], denied: Denied, rule: str) -> Claim:
    status, why = _status(one, joined, denied)
    first = one.figures[0]
    return Claim(
        id=one.id,
        company_id=one.company_id,
        text=" ".join((first.sentence or first.text).split()),
        value=first.value,
        unit=first.unit,
        measure=first.measure,
        status=status,
        why=why,
        rule=rule,
        origins=_origins(one),
        articles=len({member.article_id for member in one.members}),
        first_said=_first(member.said_from for member in one.members),
        last_said=_last(member.said_to for member in one.members),
        members=tuple(sorted((figure.statement_id, figure.id) for figure in one.figures)),
    )


# --- status ------------------------------------------------------------------------------


def _status(one: _Joined, joined: Mapping[str, _Joined], denied: Denied) -> tuple[Status, str]:
    """Return the status of a claim, the first that holds, and why."""
    if all(map(is_to_come, one.members, one.figures)):
        return Status.NOT_CHECKABLE, "a forecast or a hypothesis"
    reasons = (
        (Status.SELF_CONTRADICTED, _told(one, lambda edge, _: edge.is_own)),
        (Status.SELF_CONTRADICTED, _against(one, denied.own)),
        (Status.SUPERSEDED, _told(one, _is_replaced)),
        (Status.DISPUTED, _told(one, lambda edge, _: edge.relation is Relation.REFUTES)),
        (Status.DISPUTED, _against(one, denied.others)),
        (Status.CORROBORATED, _corroborated(one, joined)),
    )
    found = next(((status, why) for status, why in reasons if why), None)
    return found or (Status.SINGLE_SOURCE, _single(one))


def _told(one: _Joined, holds: Callable[[Edge, bool], bool]) -> str:
    return next((edge.words for edge, _, is_target in one.edges if holds(edge, is_target)), "")


def _is_replaced(edge: Edge, is_target: bool) -> bool:  # noqa: FBT001 - a key of the edge
    return is_target and edge.relation in {Relation.SUPERSEDES, Relation.CORRECTS}


def _against(one: _Joined, words: Mapping[str, str]) -> str:
    return next((words[member.id] for member in one.members if member.id in words), "")


def _corroborated(one: _Joined, joined: Mapping[str, _Joined]) -> str:
    if pair := _independent(one, one):
        return f"two voices say so, independently: {pair[0]}, {pair[1]}"
    for edge, other, _ in one.edges:
        if edge.relation is Relation.SUPPORTS and (pair := _independent(one, joined[other])):
            return f"two voices say so, independently: {pair[0]}, {pair[1]}: {edge.words}"
    return ""


def _independent(one: _Joined, other: _Joined) -> tuple[str, str] | None:
    """Return two different voices that are known and of different origins, or None."""
    for first, mine in zip(one.members, one.voices, strict=True):
        for second, theirs in zip(other.members, other.voices, strict=True):
            if not mine.key or not theirs.key or mine.key == theirs.key:
                continue
            if first.origin_id != second.origin_id or not first.origin_id:
                return (mine.words, theirs.words)
    return None


def _origins(one: _Joined) -> int:
    return len(
        {
            said.key or member.origin_id or member.version_id
            for member, said in zip(one.members, one.voices, strict=True)
        }
    )


def _single(one: _Joined) -> str:
    articles = len({member.article_id for member in one.members})
    if articles == 1:
        return "one article says so"
    keys = {said.key for said in one.voices}
    if _origins(one) == 1 or (len(keys) == 1 and keys != {UNKNOWN.key}):
        return f"{articles} articles, all from one origin"
    return f"{articles} articles, not known to be independent of each other"


# --- edges -------------------------------------------------------------------------------


def _links(
    joined: Mapping[str, _Joined],
    pieces: Sequence[FigureClaim],
    statements: Mapping[str, LaneStatement],
    rule: str,
) -> tuple[Link, ...]:
    first = [_first_told(piece, statements) for piece in pieces]
    found: dict[tuple[str, str, str], Link] = {}
    for one in joined.values():
        for link in (*_among(one, rule), *_between(one, joined, first, rule)):
            if link.source_id != link.target_id:
                found.setdefault((link.source_id, link.target_id, link.relation.value), link)
    return tuple(found[key] for key in sorted(found))


def _among(one: _Joined, rule: str) -> Iterator[Link]:
    """Yield an edge from the first telling of each further origin to the first of all."""
    seen = {one.members[0].origin_id or one.members[0].version_id}
    first = one.members[0]
    for member, figure in zip(one.members[1:], one.figures[1:], strict=True):
        origin = member.origin_id or member.version_id
        if origin not in seen:
            seen.add(origin)
            yield Link(
                source_id=member.id,
                target_id=first.id,
                relation=Relation.SUPPORTS,
                rule=rule,
                evidence=f"the same value: {figure.text} and {one.figures[0].text}",
            )


def _first_told(piece: FigureClaim, statements: Mapping[str, LaneStatement]) -> str:
    """Return the id of the statement that tells a piece of a claim first."""
    told = (statements[figure.statement_id] for figure in piece.figures)
    return min(told, key=lambda one: (one.published or "9999", one.id)).id


def _between(
    one: _Joined, joined: Mapping[str, _Joined], first: Sequence[str], rule: str
) -> Iterator[Link]:
    for edge, other, is_target in one.edges:
        if is_target:
            continue
        targets = [edge.heard or first[edge.target]]
        if edge.relation in {Relation.SUPERSEDES, Relation.CORRECTS}:
            targets += [id_ for id_ in _tellings(joined[other]) if id_ not in targets]
        for number, target in enumerate(targets):
            # An outlet corrects itself alone; who repeated its error is only out of date.
            relation = Relation.SUPERSEDES if number else edge.relation
            yield Link(
                source_id=edge.teller or first[edge.source],
                target_id=target,
                relation=relation,
                rule=rule,
                evidence=edge.words,
            )


def _tellings(one: _Joined) -> list[str]:
    """Return ids of the first telling of a claim in each article, the earliest first: so many."""
    first: dict[str, LaneStatement] = {}
    for member in one.members:
        first.setdefault(member.article_id, member)
    return [member.id for member in first.values()][:MOST_TOLD]


MOST_TOLD = 20
"""Tellings of a claim that are told one by one to be out of date."""


# --- words -------------------------------------------------------------------------------


def _word_claim(
    claim: WordClaim,
    statements: Mapping[str, LaneStatement],
    denied: Denied,
    rule: str,
) -> Claim:
    statement = claim.statement
    members = [statements[member] for member in claim.statement_ids]
    # A denial speaks of deeds, or of words that were said or not: both can be checked.
    if own := next((denied.own[m.id] for m in members if m.id in denied.own), ""):
        status, why = Status.SELF_CONTRADICTED, own
    elif others := next((denied.others[m.id] for m in members if m.id in denied.others), ""):
        status, why = Status.DISPUTED, others
    elif statement.axis in OPINIONS or statement.modality in UNCHECKABLE:
        status, why = Status.NOT_CHECKABLE, "an opinion, a forecast or a hypothesis"
    elif is_expected(statement) or (statement.position is None and is_judgement(statement)):
        status, why = Status.NOT_CHECKABLE, "a judgement or an expectation"
    else:
        status, why = Status.SINGLE_SOURCE, _single_words(members)
    if deed := next((denied.deeds[m.id] for m in members if m.id in denied.deeds), ""):
        why = f"{why}; {deed}"
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
        origins=len({_voice_of(member) for member in members}),
        articles=len({member.article_id for member in members}),
        first_said=_first(member.said_from for member in members),
        last_said=_last(member.said_to for member in members),
        members=tuple(sorted((member, "") for member in claim.statement_ids)),
    )


def _voice_of(member: LaneStatement) -> str:
    said = voice(member, source=None, company_id=member.company_id)
    return said.key or member.origin_id or member.version_id


def _single_words(members: Sequence[LaneStatement]) -> str:
    articles = len({member.article_id for member in members})
    if articles == 1:
        return "one article says so"
    return f"{articles} articles, all from one origin"


def _first(days: Iterable[str]) -> str:
    """Return the first day that is known, or nothing."""
    return min((day for day in days if day and day != FIRST_DAY), default="")


def _last(days: Iterable[str]) -> str:
    """Return the last day that is known, or nothing."""
    return max((day for day in days if day and day != LAST_DAY), default="")
