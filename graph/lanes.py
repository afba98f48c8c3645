"""Utterances and lanes: each thing said or done once, and the series of them by actor.

Forty printings of one sentence are one utterance, told by its earliest and best dated printing.
A lane is what one actor said and did over time; inside it, statements are compared by family of
axes, function and population (see ``reversals.py``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from db.quick import changer
from db.records import Axis, DateMethod, Kind, LaneStatement, Population, SpeakerKind
from graph.dates import days_between
from graph.rules import Rules
from graph.tokens import hash_of, tokens
from graph.voices import has, party_of

KEY_WORDS = 3
LONG_WORD = 5
"""Letters from which a word can tell a sentence from others."""
PIECE = 4
"""Words by which a piece of a quote is known."""
LOOK_BACK = 8
"""Statements of one bucket that are compared with a new one: the nearest in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One thing said or done, and where else it was printed."""

    statement: LaneStatement
    """The printing that stands for it, with what any printing says of change or clarification."""
    copies: tuple[str, ...] = ()
    """Ids of the other printings, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What one actor said and did, oldest first."""

    company_id: str
    person_id: str
    """Empty for the lane of the company; else of a person who doesn't speak for it."""
    statements: tuple[LaneStatement, ...]


def utterances(statements: Iterable[LaneStatement], *, rules: Rules) -> Iterator[Utterance]:
    """Yield each utterance once, whatever the order of the statements.

    Two statements are printings of one when one voice says almost the same words (same numbers,
    shared words ≥ ``copies.quote_overlap``) in copies of one article or within a week. Later,
    when they are a quote long enough to be known again, or one of them is dated by publication
    alone: nobody says a long sentence twice, but later texts recall it and misdate it. A piece of
    a quote that begins or ends like it is that quote.
    """
    for cluster in _clusters(statements, rules):
        if len(cluster) == 1:
            yield Utterance(statement=cluster[0])
            continue
        best = min(cluster, key=_standing)
        stance = min(
            (other for other in cluster if other.position is not None), key=_standing, default=best
        )
        yield Utterance(
            statement=_standing_for_all(
                best,
                stance.position,
                stance.axis,
                stance.function,
                stance.population,
                stance.confidence,
                any(other.acknowledges_change for other in cluster),
                any(other.is_clarification for other in cluster),
                any(other.retracts_nothing for other in cluster),
            ),
            copies=tuple(sorted(other.id for other in cluster if other.id != best.id)),
        )


_standing_for_all = changer(
    LaneStatement,
    "position",
    "axis",
    "function",
    "population",
    "confidence",
    "acknowledges_change",
    "is_clarification",
    "retracts_nothing",
)


def lanes(statements: Iterable[LaneStatement], *, former: frozenset[str]) -> Iterator[Lane]:
    """Yield the lanes of all actors, sorted; ``former`` are ids of words of former leaders.

    Whoever binds the company speaks in the lane of the company; anyone else in one of their own.
    """
    pool = [_bound(statement) for statement in statements if statement.company_id]
    authorities = {
        (statement.company_id, statement.person_id)
        for statement in pool
        if statement.speaks_for_company and statement.person_id and statement.id not in former
    }
    found: dict[tuple[str, str], list[LaneStatement]] = defaultdict(list)
    for statement in pool:
        actor = (statement.company_id, statement.person_id)
        binds = statement.speaks_for_company or actor in authorities
        if binds and statement.id not in former:
            found[statement.company_id, ""].append(statement)
        elif statement.person_id:
            found[actor].append(statement)
    for (company, person), members in sorted(found.items()):
        yield Lane(
            company_id=company,
            person_id=person,
            statements=tuple(sorted(members, key=in_time)),
        )


def _bound(statement: LaneStatement) -> LaneStatement:
    """Return a statement that binds its company where an organisation did what is told.

    What an organisation does binds it, whoever tells: *the association let 40 people go*. A union
    or an analyst that stands with the company's name is another organisation. And what a company
    does or plans it does with its own people, however widely its words run: *all our passengers*.
    """
    is_deed = (
        statement.kind is Kind.ACTION
        and statement.speaker_kind is SpeakerKind.ORGANISATION
        and not (statement.speaks_for_company or statement.person)
    )
    if is_deed and not party_of(statement):
        statement = _spoken_for(statement, True)  # noqa: FBT003 - the field's value
    is_own = statement.speaks_for_company and statement.axis in _OWN_COURSE
    if is_own and statement.population is Population.ECONOMY:
        return _of_population(statement, Population.EMPLOYEES)
    return statement


_OWN_COURSE = frozenset({Axis.PRACTICE, Axis.INTENTION})
_spoken_for = changer(LaneStatement, "speaks_for_company")
_of_population = changer(LaneStatement, "population")


def in_time(statement: LaneStatement) -> tuple[object, ...]:
    """Return the key by which statements stand in a lane.

    What dates leave open the stand taken settles, so that neither another copy nor a translation
    changes the order; between equal stands the words do.
    """
    return (
        statement.said_from,
        statement.said_to,
        statement.published,
        statement.position or 0.0,
        statement.axis or "",
        statement.function or "",
        statement.population or "",
        statement.kind,
        statement.said_method,
        statement.person_id,
        statement.speaks_for_company,
        statement.acknowledges_change,
        statement.is_clarification,
        statement.wording,
        statement.id,
    )


# --- printings of one utterance ----------------------------------------------------------


class _Words:
    """A statement with its words. A frozen record would take as long to make as to compare."""

    __slots__ = ("statement", "tokens", "words")

    def __init__(self, statement: LaneStatement) -> None:
        self.statement = statement
        self.tokens = tokens(statement.wording)
        self.words = set(self.tokens)

    def numbers(self) -> set[str]:
        """Return the words that begin with a digit."""
        return {word for word in self.words if word[0].isdigit()}

    def smallest(self) -> list[int]:
        """Return the few smallest hashes of the long words, or of all where none is long."""
        long = [hash_of(word) for word in self.words if len(word) >= LONG_WORD]
        return sorted(long or map(hash_of, self.words))[:KEY_WORDS]


def _clusters(statements: Iterable[LaneStatement], rules: Rules) -> Iterator[list[LaneStatement]]:
    # Printings are of one actor: what is kept for comparing goes with each of them.
    actors: dict[str, list[LaneStatement]] = defaultdict(list)
    for statement in statements:
        if actor := statement.company_id or statement.company or statement.person:
            actors[actor].append(statement)
        else:
            yield [statement]  # of nobody, so nobody said it twice
    for actor in sorted(actors):
        yield from _clusters_of(sorted(actors[actor], key=in_time), rules)


def _clusters_of(ordered: list[LaneStatement], rules: Rules) -> Iterator[list[LaneStatement]]:
    if len(ordered) == 1:
        yield ordered
        return
    parents = list(range(len(ordered)))
    texts: list[_Words] = []
    buckets: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, statement in enumerate(ordered):
        text = _Words(statement)
        texts.append(text)
        for key in _keys(text):
            bucket = buckets[key]
            for other in bucket[-LOOK_BACK:]:
                first, second = _root(parents, other), _root(parents, index)
                # What is one already needs no comparing: copies share most of their buckets.
                if first != second and _is_one_utterance(texts[other], text, rules):
                    parents[max(first, second)] = min(first, second)
            bucket.append(index)
    clusters: dict[int, list[LaneStatement]] = defaultdict(list)
    for index, statement in enumerate(ordered):
        clusters[_root(parents, index)].append(statement)
    yield from clusters.values()


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _keys(text: _Words) -> Iterator[tuple[object, ...]]:
    """Yield the buckets of a statement: two of its few smallest word hashes, per voice.

    Bottom-k sketching (Broder, 1997): printings that share four words in five nearly always share
    two of the three smallest hashes. Quotes are found by their first and last words too.
    """
    statement = text.statement
    # Of a company's quotes some name who said it and some don't: they must meet to be compared.
    is_quote = statement.kind is Kind.DIRECT_QUOTE
    person = statement.person_id or statement.person or statement.speaker
    voice = () if is_quote and statement.company else (person,)
    if is_quote and len(text.tokens) >= PIECE:
        yield (*voice, *text.tokens[:PIECE])
        yield (*voice, *text.tokens[-PIECE:])
    smallest = text.smallest()
    if len(smallest) < KEY_WORDS:
        yield (*voice, *smallest)
        return
    for pair in combinations(smallest, 2):
        yield (*voice, *pair)


def _is_one_utterance(one: _Words, other: _Words, rules: Rules) -> bool:
    first, second = one.statement, other.statement
    if first.person_id and second.person_id and first.person_id != second.person_id:
        return False
    if _is_piece(one, other):
        return True
    shared = len(one.words & other.words)
    either = len(one.words) + len(other.words) - shared
    if not shared or shared < rules.copies["quote_overlap"] * either:
        return False
    if one.numbers() != other.numbers():
        return False
    return _may_be_printed_twice(one, other, rules)


def _may_be_printed_twice(one: _Words, other: _Words, rules: Rules) -> bool:
    """Tell whether the same words of one voice at two places are one utterance."""
    first, second = one.statement, other.statement
    if first.origin_id and first.origin_id == second.origin_id:
        return first.version_id != second.version_id or first.wording == second.wording
    if apart(first, second) <= rules.copies["within_days"]:
        return True
    is_weak = DateMethod.PUBLICATION in (first.said_method, second.said_method)
    is_quote = first.kind is second.kind is Kind.DIRECT_QUOTE
    is_long = min(len(one.tokens), len(other.tokens)) >= rules.copies["quote_words"]
    return is_long and (is_weak or is_quote)


def _is_piece(one: _Words, other: _Words) -> bool:
    """Tell whether one direct quote is the beginning or the end of another."""
    if not one.statement.kind is other.statement.kind is Kind.DIRECT_QUOTE:
        return False
    short, long = sorted((one.tokens, other.tokens), key=len)
    size = len(short)
    if size < PIECE or short not in (long[:size], long[-size:]):
        return False
    # *I never said that …* ends in the words that it disowns.
    first, second = (
        has(told.statement.wording, "evidence.unsaid", language=told.statement.language)
        for told in (one, other)
    )
    return first == second


def apart(one: LaneStatement, other: LaneStatement) -> int:
    """Return the days between the said-dates of two statements, 0 when they overlap."""
    return max(
        0,
        days_between(one.said_to, other.said_from),
        days_between(other.said_to, one.said_from),
    )


def _standing(statement: LaneStatement) -> tuple[object, ...]:
    return (
        statement.said_method is DateMethod.PUBLICATION,
        not statement.person_id,
        statement.published or "9999",
        statement.kind is not Kind.DIRECT_QUOTE,
        -statement.confidence,
        -len(statement.wording),
        statement.id,
    )
