"""Where the patterns of the lexicons find a frame in a sentence, gapped clauses included."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.contrasts import contrasts
from extract.movements import movements
from extract.objects import is_about_work, is_beside_the_point, is_of_machine
from extract.patterns import Match, Words
from extract.strength import is_one_sentence
from extract.tasks import tasks
from extract.wording import Kind, Wording

# Words after a frame in which a second object may follow without a verb of its own.
_GAPPED = 9
# Strength from which a frame takes a side.
_SILENT = 0.25
# Sentences of a quote, a headline or a brief.
_SHORT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A match with its kind, and for a gapped clause the part that is its own."""

    match: Match
    kind: Kind
    own: tuple[int, int]
    consumed: bool


def findings(
    sentence: Words, words: Wording, *, passage: Sequence[Words] = (), number: int = 0
) -> list[Finding]:
    """Return matches in reading order; an earlier frame of the lexicon keeps its words.

    ``sentence`` is the ``number``-th of ``passage``; with those beside it, it may tell a contrast.
    """
    taken: list[Finding] = []
    for pattern in words.patterns.fitting(sentence.union):
        kind = words.kinds[pattern.name]
        for match in words.vocabulary.places(sentence, pattern):
            if any(_clashes(match, other.match) for other in taken):
                continue
            if not _fits(sentence, match, kind, words):
                continue
            taken.append(_finding(sentence, match, kind, words))
    taken += _by_syntax(sentence, taken, words)
    if not any(_is_loud(item.kind) for item in taken):
        is_long = len(passage) > _SHORT
        near = _near(passage, number, is_long=is_long)
        for match, kind in contrasts(sentence, near, is_long=is_long, words=words):
            own = (match.start, match.end)
            taken.append(Finding(match=match, kind=kind, own=own, consumed=True))
    for item in list(taken):
        if second := _gapped(sentence, item, taken, words):
            taken.append(second)
    return sorted(taken, key=lambda item: item.own)


def _by_syntax(sentence: Words, taken: Sequence[Finding], words: Wording) -> list[Finding]:
    """Return what the tree tells and the patterns don't; a task outweighs what takes no side."""
    found: list[Finding] = []
    for match, kind in tasks(sentence, words=words):
        others = (*taken, *found)
        if any(_clashes(match, other.match) and _is_loud(other.kind) for other in others):
            continue
        if _fits(sentence, match, kind, words):
            found.append(_finding(sentence, match, kind, words))
    for match, kind in movements(sentence, words=words):
        if any(_clashes(match, other.match) for other in (*taken, *found)):
            continue
        if _fits(sentence, match, kind, words):
            found.append(_finding(sentence, match, kind, words))
    return found


def _finding(sentence: Words, match: Match, kind: Kind, words: Wording) -> Finding:
    consumed = _consumes(sentence, match, words)
    return Finding(match=match, kind=kind, own=(match.start, match.end), consumed=consumed)


def _near(passage: Sequence[Words], number: int, *, is_long: bool) -> list[Words]:
    """Return a sentence with those beside it that may tell one contrast with it.

    In a quote or a headline those are its neighbours. A longer text tells what went before in the
    imperfect as well, and only what a semicolon parts belongs together.
    """
    around = passage[max(0, number - 1) : number + 2]
    sentence = passage[number] if passage else None
    return [
        other
        for other in around
        if not is_long
        or other is sentence
        or (sentence is not None and is_one_sentence(sentence, other))
    ]


def _fits(sentence: Words, match: Match, kind: Kind, words: Wording) -> bool:
    """Say whether a match is what its kind tells: by what stands around and what it acts on."""
    if any(_overlaps(match, other) for other in words.vocabulary.matches(sentence, kind.unless)):
        return False
    if kind.replaces and not is_about_work(sentence, match, words=words):
        return False
    if is_beside_the_point(sentence, match, kind):
        return False
    if _is_noun_of_doing(sentence, match, kind, words):
        return False
    return is_of_machine(sentence, match, kind, words=words)


def _is_noun_of_doing(sentence: Words, match: Match, kind: Kind, words: Wording) -> bool:
    """Say whether what looks like a machine's verb is a noun: *un système de contrôle*."""
    trigger = match.marked[0]
    if not (kind.by_machine and trigger and sentence.masks[trigger] & words.bit("DOES")):
        return False
    parts = [token.pos_ for token in sentence.tokens[trigger - 1 : trigger + 1]]
    return parts == ["ADP", "NOUN"]


def _is_loud(kind: Kind) -> bool:
    return abs(kind.polarity) >= _SILENT


def _clashes(match: Match, other: Match) -> bool:
    marked = range(match.marked[0], match.marked[-1] + 1)
    if other.start <= match.marked[0] < other.end or other.marked[0] in marked:
        return True
    return not set(match.positions).isdisjoint(other.positions)


def _overlaps(match: Match, other: Match) -> bool:
    return other.start < match.end and match.start < other.end


def _consumes(sentence: Words, match: Match, words: Wording) -> bool:
    negation, without = words.bit("MOD_negation") | words.bit("NEG"), words.bit("MOD_without")
    if not sentence.union & negation:
        return False
    # A verb of denying or giving up (*n'a pas renoncé à …*) is what is negated, not what negates.
    return any(
        sentence.masks[position] & negation
        and not sentence.masks[position] & without
        and sentence.tokens[position].pos_ != "VERB"
        for position in match.positions
    )


def _gapped(
    sentence: Words, item: Finding, taken: Sequence[Finding], words: Wording
) -> Finding | None:
    """Find a second object after *and*, *then*, *puis* whose verb is the first frame's."""
    if item.match.marked[0] != item.match.start:
        return None
    joint = words.bit("AND")
    limit = min(item.match.end + _GAPPED, len(sentence.masks))
    for position in range(item.match.end, limit):
        if sentence.tokens[position].pos_ in {"VERB", "AUX"}:
            return None
        if not sentence.masks[position] & joint:
            continue
        end = position + 1
        while end < min(position + 1 + _GAPPED, len(sentence.masks)):
            is_over = sentence.masks[end] & (words.bit(",") | words.bit("."))
            if is_over or sentence.tokens[end].pos_ in {"VERB", "AUX"}:
                break
            end += 1
        if any(position < other.match.marked[0] < end for other in taken):
            return None
        return _second(sentence, item, (position + 1, end), words)
    return None


def _second(sentence: Words, item: Finding, own: tuple[int, int], words: Wording) -> Finding | None:
    things = words.bit("JOBS") | words.bit("TEAM") | words.bit("CONTRACTS") | words.bit("HIRE")
    if not sentence.has(things, *own):
        return None
    verb = item.match.marked
    places = (*verb, *range(*own))
    virtual = Words(
        tokens=tuple(sentence.tokens[place] for place in places),
        masks=tuple(sentence.masks[place] for place in places),
        inner=tuple(sentence.inner[place] for place in places),
        union=sentence.union,
    )
    for pattern in words.patterns.fitting(virtual.union):
        kind = words.kinds[pattern.name]
        for match in words.vocabulary.places(virtual, pattern):
            if match.start < len(verb) < match.end and match.marked[0] < len(verb):
                real = Match(
                    name=kind.name,
                    positions=tuple(places[p] for p in match.positions),
                    marked=tuple(places[p] for p in match.marked),
                    end=places[match.end - 1] + 1,
                )
                if _fits(sentence, real, kind, words):
                    return Finding(match=real, kind=kind, own=own, consumed=item.consumed)
    return None
