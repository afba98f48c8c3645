"""Denials: *not one clerk was replaced* beside *twelve clerks were replaced*. Pure.

A number and its denial can't both hold. One voice that says both, in one text or on one day,
contradicts itself; a company that denies what others tell of it disputes it. What a company said
on two days is no dispute: it is a change, and told as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from db.ids import fold
from db.records import Axis, Kind, LaneStatement, Link, Modality, Relation, SpeakerKind
from graph.dates import days_between, interval
from graph.features import COMMON, features, likeness
from graph.features import has as says
from graph.holding import is_finished
from graph.lanes import apart
from graph.rules import Rules
from graph.voices import has

OWN = "contradicts itself 1"
OTHERS = "denied 1"
"""The rules by which edges of denial are known."""

DENYING = "(modality = 'negated' OR action LIKE 'deny%')"
"""What marks in the base the statements that deny a deed."""

OPPOSITE = "the opposite was said on the same day"

LEAST = 0.4
"""Likeness of words from which a denial is about the same thing."""
ENOUGH = 3
"""Words that two sentences share from which they are about the same deed, whatever it is."""
DISOWNED = 14
"""Days after a quote was printed in which whoever is quoted may disown it."""
NEAREST = 40
"""Statements of a company about a denial in time that are compared with it."""

_QUOTES = frozenset({Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE})
_NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION})
_LOSSES = frozenset({"cut_jobs", "replace_with_ai", "close_team", "end_contracts"})
"""Actions by which people lose their work."""
_DENIED = frozenset({Modality.ASSERTED, Modality.HEARSAY, Modality.NEGATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """What speaks against some statements, by id, in words."""

    own: dict[str, str]
    """By the same voice."""
    others: dict[str, str]
    deeds: dict[str, str] = field(default_factory=dict)
    """Later deeds that go against words: they change no status, and are told beside it."""


def denials(
    statements: Iterable[LaneStatement],
    *,
    rules: Rules,
    told_of: Mapping[str, Iterable[LaneStatement]] | None = None,
) -> Iterator[Link]:
    """Yield the edges between denials and what they deny, from the later to the earlier.

    ``told_of`` are, by company, the deeds that nobody of a name tells of it: *according to two
    people*, *a list shows*. A company denies those above all.
    """
    by_company: dict[str, list[LaneStatement]] = defaultdict(list)
    for statement in statements:
        if statement.company_id and _tells(statement):
            by_company[statement.company_id].append(statement)
    for company, deeds in (told_of or {}).items():
        if company in by_company:
            by_company[company] += [replace(deed, company_id=company) for deed in deeds]
    for _, listed in sorted(by_company.items()):
        listed.sort(key=lambda one: (one.said_from, one.said_to, one.id))
        for at, one in enumerate(listed):
            near = listed[max(0, at - NEAREST) : at + NEAREST + 1]
            if is_none(one):
                yield from _denied(one, near, rules)
            if is_disowned(one):
                yield from _disowned(one, near)


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
    is_quoted = statement.kind in _QUOTES and statement.speaker_kind in _NAMED
    if not (statement.action or statement.speaker_kind is SpeakerKind.PERSON or is_quoted):
        return False
    return has(statement.wording, "none.words", language=statement.language)


def is_denying(statement: LaneStatement) -> bool:
    """Tell whether a statement is marked as one that denies a deed."""
    return statement.modality is Modality.NEGATED or statement.action.startswith("deny")


def is_disowned(statement: LaneStatement) -> bool:
    """Tell whether somebody says that they never said what they are told to have said."""
    return (
        statement.kind in _QUOTES
        and bool(statement.person_id)
        and has(statement.wording, "evidence.unsaid", language=statement.language)
    )


def _disowned(one: LaneStatement, near: Sequence[LaneStatement]) -> Iterator[Link]:
    """Yield what somebody disowns: a stand in each paper of the days before, the likeliest."""
    printed: dict[str, list[LaneStatement]] = defaultdict(list)
    for other in near:
        if (
            other.kind in _QUOTES
            and other.person_id == one.person_id
            and other.position is not None
            and other.version_id != one.version_id
            and not is_disowned(other)
            and 0 <= _days_after(one, other) <= DISOWNED
        ):
            printed[other.version_id].append(other)
    words = f"{one.person or one.company} denies having said it: “{_short(one)}”"
    for _, listed in sorted(printed.items()):
        said = min(
            listed,
            key=lambda other: (
                -likeness(_features(one), _features(other)),
                other.kind is not Kind.DIRECT_QUOTE,
                other.id,
            ),
        )
        yield _link(one, said, OTHERS, words)


def _days_after(one: LaneStatement, other: LaneStatement) -> int:
    """Return the days from one publication to a later one; negative when it is unknown."""
    mine, theirs = interval(one.published[:10]), interval(other.published[:10])
    return days_between(theirs[0], mine[0]) if mine and theirs else -1


def _denied(one: LaneStatement, near: Sequence[LaneStatement], rules: Rules) -> Iterator[Link]:
    days = int(rules.claims["same_date_days"])
    answered: dict[tuple[str, str], tuple[tuple[float, str], Link]] = {}
    for other in near:
        if other.id == one.id or is_none(other) or other.modality is Modality.NEGATED:
            continue
        if not _tells_number(other) or _gap(one, other) > days:
            continue
        own, theirs = _features(one), _features(other)
        shared = own & theirs
        if _is_planned(other) != _is_planned(one):
            # *Nobody has been dismissed* leaves a plan as it is, *nobody will be* what was done.
            continue
        is_of_anybody = _is_of_anybody(one) and "=removal" in theirs and _is_done(other)
        is_of_deed = bool(shared & _DEEDS) or len(shared) >= ENOUGH
        is_alike = _is_of_whom(one, shared) or (
            bool(_telling(shared)) and likeness(own, theirs) >= LEAST
        )
        if not is_of_anybody and not (is_of_deed and is_alike):
            continue
        is_one_day = one.version_id == other.version_id or (
            one.said_from == other.said_from and one.said_to == other.said_to
        )
        later, earlier = _in_order(one, other)
        if _is_own_word(other):
            if not is_one_day or not _is_one_voice(one, other):
                continue
            rule, words = OWN, f"the same voice also says: “{_short(one)}”"
        elif one.version_id != other.version_id and _is_own_word(one) and _answers(one, other):
            rule, words = OTHERS, f"{one.company or 'the company'} denies it: “{_short(one)}”"
        else:
            continue
        # Of several deeds in one text a denial answers the one that is most like it.
        rank = (-likeness(own, theirs), other.id)
        best = answered.get((other.version_id, rule))
        if best is None or rank < best[0]:
            answered[other.version_id, rule] = (rank, _link(later, earlier, rule, words))
    yield from (link for _, link in answered.values())


def _tells(one: LaneStatement) -> bool:
    """Tell whether words assert or deny something, or disown other words.

    A quote from which the reader took no stand asserts what it says, unless it asks.
    """
    is_plain = one.kind is Kind.DIRECT_QUOTE and one.modality is Modality.QUESTION
    return one.modality in _DENIED or is_disowned(one) or (is_plain and "?" not in one.wording)


def _is_planned(one: LaneStatement) -> bool:
    """Tell whether words tell of what is to be done or may be, and not of what was."""
    if one.axis is Axis.INTENTION and not is_finished(one.wording, language=one.language):
        return True
    return any(
        says(one.wording, f"held.{kind}", language=one.language)
        for kind in ("plan", "decided", "possible")
    )


def _is_one_voice(one: LaneStatement, other: LaneStatement) -> bool:
    """Tell whether one person said both; where nobody is named, whether both are told of one."""
    if one.person_id or other.person_id:
        return one.person_id == other.person_id
    return fold(one.speaker) == fold(other.speaker)


def _answers(one: LaneStatement, other: LaneStatement) -> bool:
    """Tell whether a denial was printed no earlier than what it denies: it answers it."""
    mine, theirs = interval(one.published[:10]), interval(other.published[:10])
    return not mine or not theirs or days_between(theirs[0], mine[1]) >= 0


def _is_of_whom(one: LaneStatement, shared: frozenset[str]) -> bool:
    """Tell whether two sentences tell one deed of the same people: *journalists*, *dismissed*."""
    named = _cached(f"{one.company} {one.speaker} {one.person}", one.language)
    return bool(shared & _DEEDS) and bool(_telling(shared - named))


def _telling(shared: frozenset[str]) -> set[str]:
    """Return what two sentences share besides the deed and what every story tells."""
    return {feature for feature in shared - _DEEDS if feature[1:] not in COMMON}


def _is_of_anybody(one: LaneStatement) -> bool:
    """Tell whether words deny that anybody at all lost their work: *it took nobody's job*."""
    return has(one.wording, "none.anybody", language=one.language) and (
        has(one.wording, "none.lost", language=one.language) or "=removal" in _features(one)
    )


def _is_done(one: LaneStatement) -> bool:
    """Tell whether words tell of people who lost their work, as done."""
    return one.modality is not Modality.NEGATED and one.action in _LOSSES


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
    is_named = one.speaker_kind in _NAMED
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
