"""What governs a deed and keeps it from being done: a verb of stopping, a ban, a denied purpose.

A negation reaches what hangs from its verb, however far off it stands: *it has never used automated
systems to reduce its staff*. And two of them make a rule: *no code goes out without an engineer*.
"""

from collections.abc import Mapping

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Wording

_VERBAL = frozenset({"VERB", "AUX"})
_PREPOSITIONS = frozenset({"prep", "case", "mark"})
# Links by which a verb or noun is what its head is about.
_COMPLEMENTS = frozenset({"xcomp", "pcomp", "dobj", "obj", "pobj"})
# Those that are so only as infinitives, of purpose or of a plan.
_PURPOSES = frozenset({"advcl", "acl"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "dobj", "obj"})
# Steps up from a trigger to the verb that governs it.
_STEPS = 6


def is_curbed(found: Words, match: Match, *, words: Wording) -> bool:
    """Say whether a verb over the match stops it, bars it, or is itself denied.

    *They have stopped sending contracts to the model*; *the deal bars it from using AI to cut any
    post*; *it has never used AI to cut one*. What the match itself holds governs nothing.
    """
    ceased, barred = words.bit("MOD_ceased"), words.bit("MOD_barred")
    if not found.union & (ceased | barred | words.bit("MOD_plain_not")):
        return False
    places = {token.i: place for place, token in enumerate(found.tokens)}
    held = range(match.start, match.end)
    trigger = node = found.tokens[match.marked[0]]
    for _ in range(_STEPS):
        over, place = node.head, places.get(node.head.i)
        if (
            place is None
            or over.i == node.i
            or not _is_governed(node, trigger, found, place, words)
        ):
            return False
        link, node = node.dep_, over
        if link == "conj" or place in held or over.pos_ not in _VERBAL:
            continue
        mask = found.masks[place]
        if _is_denied(found, over, places, held, words):
            return not mask & (ceased | barred | words.bit("MOD_undeterred"))
        if link == "xcomp" and mask & (ceased | barred):
            return True
        if link in _PREPOSITIONS and mask & barred:
            return True
    return False


def _is_governed(node: Token, trigger: Token, found: Words, place: int, words: Wording) -> bool:
    """Say whether a word is what its head is about, and no circumstance of it."""
    if node.dep_ in _COMPLEMENTS:
        return True
    if node.dep_ in _PURPOSES:
        return "Inf" in node.morph.get("VerbForm", []) and any(
            child.dep_ in {"aux", "mark"} and child.i < node.i for child in node.children
        )
    if node.dep_ == "conj":
        return not any(child.dep_ in _ARGUMENTS and child.i < node.i for child in node.children)
    if node.dep_ != "prep":
        return False
    return node.i == trigger.i or bool(found.masks[place] & words.bit("MOD_barred"))


def _is_denied(
    found: Words, verb: Token, places: Mapping[int, int], held: range, words: Wording
) -> bool:
    """Say whether a verb has a negation of its own that the match doesn't hold."""
    plain = words.bit("MOD_plain_not")
    for child in verb.children:
        place = places.get(child.i)
        if place is None or place in held or not found.masks[place] & plain:
            continue
        # *Not only*: it is done, and more.
        return not found.has(words.bit("MOD_not_negation"), place, place + 1)
    return False


def is_for_each(found: Words, match: Match, *, words: Wording) -> bool:
    """Say whether nothing is done without somebody, which promises them: *none without a clerk*.

    The match holds *without* or *with no*, and the verb over it is denied, or done to nothing.
    """
    without, none = words.bit("MOD_without"), words.bit("MOD_none")
    if not found.union & (without | none):
        return False
    for place in range(match.start, match.end):
        token, mask = found.tokens[place], found.masks[place]
        is_with_none = mask & words.bit("MOD_with") and found.has(none, place + 1, place + 2)
        if not (mask & without or is_with_none):
            continue
        verb = token.head
        if is_with_none and verb.dep_ == "advcl":
            verb = verb.head
        if verb.pos_ in _VERBAL and _is_of_nothing(found, verb, words):
            return True
    return False


def _is_of_nothing(found: Words, verb: Token, words: Wording) -> bool:
    """Say whether a verb is denied, or what does it or suffers it is none."""
    none, plain = words.bit("MOD_none") | words.bit("NOBODY"), words.bit("MOD_plain_not")
    places = {token.i: place for place, token in enumerate(found.tokens)}
    for child in verb.children:
        place = places.get(child.i)
        if place is not None and child.dep_ == "neg" and found.masks[place] & plain:
            return True
        first = places.get(child.left_edge.i)
        if child.dep_ in _ARGUMENTS and first is not None and found.masks[first] & none:
            return True
    return False
