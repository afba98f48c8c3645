"""What a verb acts on: staff or a tool, and words that only look like a frame's verb."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_OBJECT = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass", "obl:arg"})
_SUBJECT = frozenset({"nsubj"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
# Strength of frames in which a machine does it, be it named or not.
_STRONG = 0.75
_WHO = frozenset({"WDT", "WP"})
_RELATIVE = frozenset({"relcl", "acl:relcl"})
_CLOSING = frozenset({"»", "”", '"', ","})
_THAN = frozenset({"than", "que", "qu'", "qu’"})
_VERBAL = frozenset({"VERB", "AUX"})


def is_about_work(found: Words, match: Match, *, words: Wording) -> bool:
    """Say whether what a verb acts on is people or their work, not a tool or a supplier.

    A relative pronoun stands for its antecedent. Where no object is found it is taken to be.
    """
    trigger = found.tokens[match.marked[0]]
    if trigger.pos_ not in _VERBAL:
        return True
    thing = next((child for child in trigger.children if child.dep_ in _OBJECT), None)
    if thing is not None and _is_relative(thing):
        thing = trigger.head if trigger.dep_ in _RELATIVE else None
    if thing is None:
        return True
    at = {token.i: mask for token, mask in zip(found.tokens, found.masks, strict=True)}
    if thing.pos_ != "NOUN":  # "the AI was let go": no more staff than a name or a pronoun is
        return not at.get(thing.i, 0) & words.bit("AI")
    if at.get(thing.i, 0) & words.bit("MOD_thing"):
        return False
    return _is_of_people(thing, at, words)


def _is_of_people(thing: Token, at: Mapping[int, int], words: Wording) -> bool:
    """Say whether a noun phrase counts or names people or work; a bare number counts people."""
    people = words.bit("PEOPLE") | words.bit("JOBS") | words.bit("TEAM") | words.bit("WORK")
    people |= words.bit("HUMANLY") | words.bit("CONTRACTORS") | words.bit("LAYOFF")
    phrase = _phrase(thing)
    if at.get(thing.i, 0) & words.bit("MOD_place"):  # "takes their place", "the place of the staff"
        phrase = [token for token in phrase if token.pos_ == "NOUN" and token.i != thing.i]
        return not phrase or any(at.get(token.i, 0) & people for token in phrase)
    if any(at.get(token.i, 0) & people for token in phrase):
        return True
    if not at.get(thing.i, 0) & words.bit("NUM"):
        return False
    return not any(token.pos_ == "NOUN" and token.i != thing.i for token in phrase)


def is_of_machine(found: Words, match: Match, kind: Kind, *, words: Wording) -> bool:
    """Say whether a machine does it, or is what stops, as the frame's kind wants it.

    Where the parser finds neither subject nor object, the words of the match decide.
    """
    trigger = found.tokens[match.marked[0]]
    machine = words.machines | words.bit("MACHINE") | words.bit("MOD_that")
    if kind.by_machine and trigger.pos_ in _VERBAL:
        if any(child.dep_ in _PASSIVE for child in trigger.children):
            return True
        is_first = match.start < match.marked[0] and found.masks[match.start] & machine
        if not is_first and not kind.polarity > _STRONG:
            return True
        return _is_machine(trigger, _SUBJECT, found, machine)
    if kind.stops_machine:
        if trigger.pos_ == "NOUN":  # "the withdrawal of the bot", not "an AI seller at year's end"
            inside = {token.i for token in trigger.subtree}
            return _has(found, machine, inside)
        return _is_machine(trigger, _OBJECT, found, machine)
    return True


def _is_machine(verb: Token, roles: frozenset[str], found: Words, machine: int) -> bool:
    thing = next((child for child in verb.children if child.dep_ in roles), None)
    # "Switch Wex off": a name may be a bot's.
    if thing is None or thing.pos_ not in {"NOUN", "NUM"}:
        return True
    inside = {token.i for token in thing.subtree}
    for child in thing.children:
        if child.dep_ in _RELATIVE:
            inside -= {token.i for token in child.subtree}
    return _has(found, machine, inside)


def _has(found: Words, machine: int, inside: AbstractSet[int]) -> bool:
    pairs = zip(found.tokens, found.masks, strict=True)
    return any(mask & machine and token.i in inside for token, mask in pairs)


def is_beside_the_point(found: Words, match: Match, kind: Kind) -> bool:
    """Say so of a cue after its quote (*»*, *regrette Lind*) and of *an abandoned pilot*."""
    trigger = found.tokens[match.marked[0]]
    is_participle = trigger.tag_ == "VBN" or "VerbForm=Part" in str(trigger.morph)
    if trigger.dep_ == "amod" and is_participle and trigger.i < trigger.head.i:
        return True
    return kind.acknowledges_change and _is_inverted_cue(trigger)


def _is_inverted_cue(verb: Token) -> bool:
    if verb.pos_ not in _VERBAL or verb.i == 0 or verb.i + 1 >= len(verb.doc):
        return False
    if verb.nbor(-1).text not in _CLOSING:
        return False
    after = verb.nbor(1)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return after.pos_ in {"PROPN", "DET"}
    return after.pos_ == "PROPN" or subject.i > verb.i


def _is_relative(token: Token) -> bool:
    return token.tag_ in _WHO or "PronType=Rel" in str(token.morph)


def _phrase(head: Token) -> list[Token]:
    """Return a noun with what belongs to it, without its relative clauses."""
    kept = [head]
    for child in head.children:
        is_clause = (
            child.dep_ in _RELATIVE or child.dep_ in {"acl", "advcl"} or child.pos_ in _VERBAL
        )
        if not is_clause and child.lower_ not in {"with", "by"}:
            for token in child.subtree:
                if token.lower_ in _THAN:
                    break
                if token.dep_ not in _RELATIVE:
                    kept.append(token)
    return kept
