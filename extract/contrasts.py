"""Which of two does the work now and which did it before: people and machines, told side by side.

*Six dispatchers used to send the ambulances. A program sends them.* Neither clause says that
anybody was replaced: the tense does. What is told in the imperfect, or with *no longer*, is over;
what is told in the present goes on. So a machine at work beside people who were, or who leave, has
taken their place, and people at work beside a machine that was have taken theirs.
"""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from extract.leanings import leanings
from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_AGENT = frozenset({"obl:agent"})
_CLAUSES = frozenset({"acl:relcl", "relcl"})
_OBJECT = frozenset({"obj", "dobj"})
_SHARED = frozenset({"conj", "xcomp"})
_TOLD = frozenset({"ccomp", "parataxis"})
_CORE = frozenset({"nmod", "nummod", "amod", "appos", "flat:name"})
_NOT = frozenset({"ne", "n'", "n’"})
_STEPS = 3

Mask = Callable[[Token], int]
"""Tells the classes of a word of the sentence."""


def contrasts(
    sentence: Words, near: Sequence[Words], *, is_long: bool, words: Wording
) -> Iterator[tuple[Match, Kind]]:
    """Yield the contrast that a sentence tells, alone or with those beside it, if it tells one.

    The kinds are those whose ``done_by`` is ``machine now`` and ``people now``, and, for how it
    went, ``praise`` and ``blame``. In a long text both sides of a contrast must be told, for there
    the imperfect tells the background too. Linear in the words and their dependants.
    """
    taken, given = words.at_task.get("machine now"), words.at_task.get("people now")
    if taken is None or given is None:
        return
    has_machine = any(other.union & (words.machines | words.bit("ATWORK")) for other in near)
    if is_long and not has_machine:
        return
    own = _signals(sentence, words) if has_machine else {}
    told = set(own)
    for other in near:
        if other is not sentence:
            told |= set(_signals(other, words))
    union = sentence.union
    for other in near:
        union |= other.union
    is_taken = "people over" in told and not told & {"people on", "machine over"}
    is_taken = is_taken and bool(union & (words.machines | words.bit("ATWORK")))
    is_given = "machine over" in told and not told & {"machine on", "people over"}
    is_given = is_given and bool(union & (words.people | words.bit("CONTRACTORS")))
    if is_long:
        is_taken, is_given = is_taken and "machine on" in told, is_given and "people on" in told
    if not own or not (is_taken or is_given):
        if not is_long:
            yield from leanings(sentence, near, told, words=words)
        return
    kind = taken if is_taken else given
    first = "people over" if is_taken else "machine over"
    place = own.get(first, next(iter(own.values())))
    yield Match(name=kind.name, positions=(place,), marked=(place,), end=place + 1), kind


def _signals(sentence: Words, words: Wording) -> dict[str, int]:
    """Return who is at work and who is no more, by the place of the verb that tells it."""
    machines = words.machines | words.bit("ATWORK")
    people, nobody = words.people | words.bit("CONTRACTORS"), words.bit("NOBODY")
    if not sentence.union & (machines | people):
        return {}
    places = {token.i: place for place, token in enumerate(sentence.tokens)}

    def mask(token: Token) -> int:
        place = places.get(token.i)
        return 0 if place is None else sentence.masks[place]

    found: dict[str, int] = {}
    for place, token in enumerate(sentence.tokens):
        if token.pos_ not in {"VERB", "AUX"} or token.dep_.startswith("aux"):
            continue
        tense = _tense(token)
        if not tense:
            continue
        who = _doer(token)
        side = "" if who is None else _side(who, mask, machines, people, nobody)
        if not side and tense == "over" and sentence.masks[place] & words.bit("TOOK"):
            things = [child for child in token.children if child.dep_ in _OBJECT]
            side = next(
                (s for s in (_side(t, mask, machines, people, nobody) for t in things) if s), ""
            )
            side = side if side == "people" else ""
        if not side or (who is not None and _is_telling(token, who)):
            continue
        state = _state(token, tense, side, mask, words)
        if state:
            found.setdefault(f"{side} {state}", place)
    return found


def _state(verb: Token, tense: str, side: str, mask: Mask, words: Wording) -> str:
    """Return ``on`` or ``over``, or nothing where a verb tells neither."""
    told = mask(verb)
    negation = words.bit("NEG") | words.bit("MOD_no_longer")
    denied = [child for child in verb.children if mask(child) & words.bit("MOD_plain_not")]
    is_ended = any(
        mask(child) & words.bit("MOD_no_longer") and child.dep_.startswith("advmod")
        for child in verb.children
    ) and any(
        mask(child) & negation for child in verb.children if child.lower_ in {"ne", "n'", "n’"}
    )
    if tense == "over" and (_is_reported(verb) or denied):
        return ""  # *she said that it spoke eleven languages*
    if tense == "over" or is_ended:
        return "over"
    gone = words.bit("LEAVE") | words.bit("GONEPEOPLE") | words.bit("GONE") | words.bit("SENDOFF")
    if told & gone:
        return "" if denied or side == "machine" else "over"
    if told & (words.bit("FAIL") | words.bit("ERR")) and side == "machine":
        return "" if denied else "over"
    if denied:
        return "over" if side == "machine" else ""
    return "on"


def _is_reported(verb: Token) -> bool:
    return any(token.dep_ == "ccomp" for token in (verb, verb.head))


def _tense(verb: Token) -> str:
    """Return ``on`` for the present, the future and the perfect, ``over`` for the imperfect."""
    finite = [verb, *(child for child in verb.children if child.dep_.startswith(("aux", "cop")))]
    for token in finite:
        if "Cnd" in token.morph.get("Mood", []):
            return ""
        tenses = token.morph.get("Tense", [])
        if "Pres" in tenses and "Part" in token.morph.get("VerbForm", []) and token is verb:
            return "on"
        if "Fin" in token.morph.get("VerbForm", []) and tenses:
            return "over" if tenses[0] == "Imp" else "on"
    return ""


def _doer(verb: Token) -> Token | None:
    """Return the subject of a verb, or who it is done by; a pronoun's noun where it is relative."""
    node = verb
    for _ in range(_STEPS):
        agent = next((child for child in node.children if child.dep_ in _AGENT), None)
        if agent is not None:
            return agent
        for child in node.children:
            if child.dep_ in _SUBJECT:
                is_relative = "PronType=Rel" in str(child.morph) or child.lower_ == "qui"
                return node.head if is_relative and node.dep_ in _CLAUSES else child
        if node.dep_ not in _SHARED:
            return None
        node = node.head
    return None


def _side(noun: Token, mask: Mask, machines: int, people: int, nobody: int) -> str:
    told = mask(noun)
    if told & machines and not told & people:
        return "machine"
    if told & people:
        return "" if told & nobody else "people"
    near = 0
    for child in noun.children:
        if child.dep_ in _CORE:
            near |= mask(child)
    if near & machines and not near & people:
        return "machine" if noun.pos_ in {"NOUN", "PROPN"} else ""
    return ""


def _is_telling(verb: Token, who: Token) -> bool:
    """Say whether a verb is one of saying: its subject follows it, or it holds a clause."""
    is_inverted = who.i > verb.i and who.dep_ == "nsubj"
    return is_inverted or any(child.dep_ in _TOLD for child in verb.children)
