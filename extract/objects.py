"""What a verb acts on: staff or a tool, and words that only look like a frame's verb."""

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_OBJECT = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass"})
_WHO = frozenset({"WDT", "WP"})
_RELATIVE = frozenset({"relcl", "acl:relcl"})
_CLOSING = frozenset({"»", "”", '"', ","})
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
    if thing is None or thing.pos_ != "NOUN":
        return True
    at = {token.i: mask for token, mask in zip(found.tokens, found.masks, strict=True)}
    people = words.bit("PEOPLE") | words.bit("JOBS") | words.bit("TEAM") | words.bit("WORK")
    people |= words.bit("HUMANLY") | words.bit("CONTRACTORS") | words.bit("NUM")
    head = at.get(thing.i, 0)
    if head & words.bit("MOD_thing"):
        return False
    inside = [at.get(token.i, 0) for token in _phrase(thing)]
    return any(mask & people for mask in inside)


def is_beside_the_point(found: Words, match: Match, kind: Kind) -> bool:
    """Say so of a cue after its quote (*»*, *regrette Lind*) and of *an abandoned pilot*."""
    trigger = found.tokens[match.marked[0]]
    if not kind.acknowledges_change:
        return False
    is_participle = trigger.tag_ == "VBN" or "VerbForm=Part" in str(trigger.morph)
    return (trigger.dep_ == "amod" and is_participle) or _is_inverted_cue(trigger)


def _is_inverted_cue(verb: Token) -> bool:
    if verb.pos_ not in _VERBAL or verb.i == 0 or verb.i + 1 >= len(verb.doc):
        return False
    if verb.nbor(-1).text not in _CLOSING:
        return False
    after = verb.nbor(1)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return after.pos_ == "PROPN" or (subject is not None and subject.i > verb.i)


def _is_relative(token: Token) -> bool:
    return token.tag_ in _WHO or "PronType=Rel" in str(token.morph)


def _phrase(head: Token) -> list[Token]:
    """Return a noun with what belongs to it, without its relative clauses."""
    kept = [head]
    for child in head.children:
        if child.dep_ not in _RELATIVE | {"acl", "advcl"} and child.lower_ not in {"with", "by"}:
            kept += [token for token in child.subtree if token.dep_ not in _RELATIVE]
    return kept
