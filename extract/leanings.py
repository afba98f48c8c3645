"""To which side a quote or a headline leans whose deeds no frame knows.

A short text leaves the deed to the reader and tells how it went, or that something is no longer so.
Each of these cues was right about five times in six on sentences that it was not made with.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import or_

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_TOLD = frozenset({"ccomp", "parataxis"})
# Words before a word in which its denial stands.
_DENIED = 3


def leanings(
    sentence: Words, near: Sequence[Words], told: AbstractSet[str], *, words: Wording
) -> Iterator[tuple[Match, Kind]]:
    """Yield to which side a quote or a headline leans by what it says of machines or people.

    How it went, what is no longer so, what goes by itself, somebody at last, a return: each leans
    one way unless its opposite is said as well. ``near`` is the whole of it, ``told`` what its
    tenses tell (extract/contrasts.py). Linear in the words.
    """
    union = reduce(or_, (other.union for other in near), 0)
    staff = words.bit("PEOPLE") | words.bit("JOBS") | words.bit("TEAM") | words.bit("SALARY")
    machines = words.machines | words.bit("ATWORK")
    has_staff, has_machine = bool(union & staff), bool(union & machines)
    has_either = has_staff or has_machine
    praise, blame = words.bit("PRAISE"), words.bit("BLAME")
    is_praised = any(_is_said(found, praise, words) for found in near)
    is_blamed = any(_is_said(found, blame, words) for found in near)
    ended = _ended(sentence, words) if has_machine and "machine over" not in told else None
    other_way = words.bit("NEG") | words.bit("MOD_returns")
    returns = words.bit("MOD_returns") | words.bit("BACKWORD")
    fewer = words.bit("FEWER") | words.bit("MOD_no_longer")
    rules = (
        ("praise", _place(sentence, praise), has_either and is_praised and not is_blamed),
        ("blame", _place(sentence, blame), has_either and is_blamed and not is_praised),
        ("machine now", ended, True),
        ("machine now", _place(sentence, words.bit("SELF")), has_either and not union & other_way),
        ("people now", _place(sentence, words.bit("SOMEBODY")), not union & words.bit("NOBODY")),
        (
            "people now",
            _place(sentence, words.bit("NEED")),
            has_staff and has_machine and not union & fewer,
        ),
        (
            "machine now",
            _place(sentence, words.bit("NOW")),
            union & words.bit("MOD_which_is") and not union & words.bit("MOD_returns"),
        ),
        (
            "people now",
            _place(sentence, returns),
            _is_return(near, has_staff=has_staff, has_machine=has_machine, words=words),
        ),
    )
    for name, place, holds in rules:
        kind = words.at_task.get(name)
        if kind is None or place is None or not holds:
            continue
        yield Match(name=kind.name, positions=(place,), marked=(place,), end=place + 1), kind
        return


def _is_return(
    near: Sequence[Words], *, has_staff: bool, has_machine: bool, words: Wording
) -> bool:
    """Say whether what comes back is what a machine had taken.

    Somebody who is neither brought it back, in so many words for or against a machine, or the
    pluperfect tells what went before.
    """
    returns = words.bit("MOD_returns")
    is_plain = any(_is_said(found, returns, words) for found in near)
    is_back = is_plain or any(_is_said(found, words.bit("BACKWORD"), words) for found in near)
    if not is_back or any(found.union & words.bit("ABSENCE") for found in near):
        return False
    if any(_is_pluperfect(token) for found in near for token in found.tokens):
        return True
    is_done = any(_is_done_by_another(found, words) for found in near)
    if is_plain and any(found.union & words.bit("MEANS") for found in near):
        return has_staff or has_machine
    return is_done and (has_machine or (is_plain and has_staff))


def _is_pluperfect(verb: Token) -> bool:
    return "Part" in verb.morph.get("VerbForm", []) and any(
        child.dep_.startswith("aux") and "Imp" in child.morph.get("Tense", [])
        for child in verb.children
    )


def _is_done_by_another(found: Words, words: Wording) -> bool:
    """Say whether a house or a town, neither a machine nor its staff, has done something."""
    known = words.machines | words.people | words.bit("CONTRACTORS")
    return any(
        token.dep_ == "nsubj"
        and token.pos_ in {"NOUN", "PROPN"}
        and not mask & known
        and "Past" in token.head.morph.get("Tense", [])
        for token, mask in zip(found.tokens, found.masks, strict=True)
    )


def _place(sentence: Words, bits: int) -> int | None:
    if not sentence.union & bits:
        return None
    return next(place for place, mask in enumerate(sentence.masks) if mask & bits)


def _ended(sentence: Words, words: Wording) -> int | None:
    """Return the place of a verb that is no longer so: *they don't see cartons any more*."""
    over, negation = words.bit("MOD_no_longer"), words.bit("NEG")
    if not (sentence.union & over and sentence.union & negation):
        return None
    if sentence.union & words.bit("MOD_without"):
        return None  # *no truck will run without a driver any more*
    places = {token.i: place for place, token in enumerate(sentence.tokens)}
    for token, mask in zip(sentence.tokens, sentence.masks, strict=True):
        verb = token.head
        if not mask & over or verb.i not in places:
            continue
        before = [places[child.i] for child in verb.children if child.i in places]
        if any(
            sentence.masks[place] & negation and sentence.tokens[place].i < verb.i
            for place in before
        ):
            return places[verb.i]
    return None


def _is_said(found: Words, bits: int, words: Wording) -> bool:
    """Say whether a word stands there that is neither denied nor told to be less."""
    if not found.union & bits:
        return False
    less = words.bit("NEG") | words.bit("FEWER")
    return any(
        mask & bits
        and not found.has(less, max(0, place - _DENIED), place)
        and not _is_cue(found.tokens[place])
        and not (mask & words.bit("RECALL") and _is_of_things(found, place, words))
        for place, mask in enumerate(found.masks)
    )


def _is_of_things(found: Words, place: int, words: Wording) -> bool:
    """Say whether what is called back is a thing: *rappelle 3 000 chaises*."""
    places = {token.i: position for position, token in enumerate(found.tokens)}
    people = words.people | words.bit("TEAM") | words.bit("CONTRACTORS")
    return any(
        child.dep_ == "obj"
        and child.pos_ == "NOUN"
        and child.i in places
        and not found.masks[places[child.i]] & people
        for child in found.tokens[place].children
    )


def _is_cue(verb: Token) -> bool:
    """Say whether a verb tells what was said: *rappelle la directrice*, *rappelle que …*."""
    return verb.pos_ == "VERB" and any(
        child.dep_ in _TOLD or (child.dep_ == "nsubj" and child.i > verb.i)
        for child in verb.children
    )
