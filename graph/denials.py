"""Denials: *not one clerk was replaced* beside *twelve clerks were replaced*. Pure.

A number and its denial can't both hold. One voice that says both, in one text or on one day,
contradicts itself; a company that denies what others tell of it disputes it. What a company said
on two days is no dispute: it is a change, and told as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.records import Kind, LaneStatement, Link, Modality, Relation, SpeakerKind
from graph.dates import days_between, interval
from graph.features import features, likeness
from graph.lanes import apart
from graph.rules import Rules
from graph.voices import has

OWN = "contradicts itself 1"
OTHERS = "denied 1"
"""The rules by which edges of denial are known."""

OPPOSITE = "the opposite was said on the same day"

LEAST = 0.4
"""Likeness of words from which a denial is about the same thing."""
ENOUGH = 3
"""Words that two sentences share from which they are about the same deed, whatever it is."""
NEAREST = 40
"""Statements of a company about a denial in time that are compared with it."""

_DENIED = frozenset({Modality.ASSERTED, Modality.HEARSAY, Modality.NEGATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """What speaks against some statements, by id, in words."""

    own: dict[str, str]
    """By the same voice."""
    others: dict[str, str]


def denials(statements: Iterable[LaneStatement], *, rules: Rules) -> Iterator[Link]:
    """Yield the edges between denials and what they deny, from the later to the earlier."""
    by_company: dict[str, list[LaneStatement]] = defaultdict(list)
    for statement in statements:
        if statement.company_id and statement.modality in _DENIED:
            by_company[statement.company_id].append(statement)
    for _, listed in sorted(by_company.items()):
        listed.sort(key=lambda one: (one.said_from, one.said_to, one.id))
        for at, one in enumerate(listed):
            if is_none(one):
                near = listed[max(0, at - NEAREST) : at + NEAREST + 1]
                yield from _denied(one, near, rules)


def against(links: Iterable[Link]) -> Denied:
    """Return what the edges of denial say of the statements that they join."""
    found = Denied(own={}, others={})
    for link in links:
        if link.rule in {OWN, OTHERS}:
            table = found.own if link.rule == OWN else found.others
            for statement in (link.source_id, link.target_id):
                table.setdefault(statement, link.evidence)
    return found


def is_none(statement: LaneStatement) -> bool:
    """Tell whether words say that nothing of the kind was done."""
    if not (statement.action or statement.speaker_kind is SpeakerKind.PERSON):
        return False
    return has(statement.wording, "none.words", language=statement.language)


def _denied(one: LaneStatement, near: Sequence[LaneStatement], rules: Rules) -> Iterator[Link]:
    days = int(rules.claims["same_date_days"])
    for other in near:
        if other.id == one.id or is_none(other) or other.modality is Modality.NEGATED:
            continue
        if not _tells_number(other) or _gap(one, other) > days:
            continue
        own, theirs = _features(one), _features(other)
        shared = own & theirs
        is_of_deed = bool(shared & _DEEDS) or len(shared) >= ENOUGH
        if not is_of_deed or likeness(own, theirs) < LEAST:
            continue
        is_one_day = one.version_id == other.version_id or (
            one.said_from == other.said_from and one.said_to == other.said_to
        )
        later, earlier = _in_order(one, other)
        if _is_own_word(other):
            if one.person_id == other.person_id and is_one_day:
                yield _link(later, earlier, OWN, f"the same voice also says: “{_short(one)}”")
        elif one.version_id != other.version_id and _is_own_word(one):
            who = one.company or "the company"
            yield _link(later, earlier, OTHERS, f"{who} denies it: “{_short(one)}”")


def _gap(one: LaneStatement, other: LaneStatement) -> int:
    """Return the days between what is told, or between the tellings: a denial answers one."""
    published = interval(one.published[:10]), interval(other.published[:10])
    if not published[0] or not published[1]:
        return apart(one, other)
    return min(apart(one, other), abs(days_between(published[0][1], published[1][1])))


def _is_own_word(one: LaneStatement) -> bool:
    """Tell whether it is surely the company's own word, and not what others tell of it."""
    if one.modality is Modality.HEARSAY:
        return False
    is_named = one.speaker_kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}
    # A deed that is denied is denied by its doer; one that is told may be told by anybody.
    return is_named and (one.kind is not Kind.ACTION or is_none(one))


def _tells_number(one: LaneStatement) -> bool:
    return any(map(str.isdigit, one.wording)) or bool(one.action)


def _in_order(one: LaneStatement, other: LaneStatement) -> tuple[LaneStatement, LaneStatement]:
    first, second = sorted(
        (one, other), key=lambda told: (told.published or "9999", told.said_from, told.id)
    )
    return second, first


def _link(later: LaneStatement, earlier: LaneStatement, rule: str, words: str) -> Link:
    return Link(
        source_id=later.id,
        target_id=earlier.id,
        relation=Relation.REFUTES,
        rule=rule,
        evidence=words,
    )


@lru_cache(maxsize=4096)
def _cached(words: str, language: str) -> frozenset[str]:
    return features(words, language=language)


def _features(one: LaneStatement) -> frozenset[str]:
    return _cached(one.wording, one.language)


_DEEDS = frozenset({"=removal", "=hiring", "=replacement", "=regret"})
"""Concepts of what is done to people: a denial must be of the same."""


def _short(one: LaneStatement, *, longest: int = 140) -> str:
    words = " ".join(one.wording.split())
    return words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]} …"
