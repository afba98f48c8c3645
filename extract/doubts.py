"""What in the rest of a sentence speaks against a frame: undone, barred, judged, of none, meant.

A frame in doubt keeps its side but is too faint to take it; a sentence is better left unread than
read the wrong way round.
"""

from collections.abc import Sequence
from math import copysign

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_RELATIVE = frozenset({"relcl", "acl:relcl"})
_VERBAL = frozenset({"VERB", "AUX"})
_WHO = frozenset({"WDT", "WP"})
_HELD = frozenset({"dobj", "obj"})
_DONE_TO = _SUBJECT | _HELD
_HAVING = frozenset({"have", "get", "see"})
_NAMING = frozenset({"PROPN", "PRON"})
# Below the strength from which a frame takes a side.
_FAINT = 0.2
# Sentences of a quote or a headline.
_SHORT = 4
# Words around a verb in which *again* is its own: *parts with its authors again*.
_OWN_AGAIN = 4
# Words at the start of a subject in which *none of*, *not one* stands.
_QUANTIFIER = 3
# Words in which a sentence opens.
_OPENING = 2
# Words between dropping and the plan that is dropped.
_OF_PLAN = 4
# Words before a word in which its own negation stands.
_DENIED = 3
# Steps up from a trigger to the relative clause that holds it.
_STEPS = 3
# Those up to the verb of thinking over it.
_DEEP = 6


def faint(strength: float) -> float:
    """Return a strength that keeps its sign and takes no side."""
    return copysign(min(abs(strength), _FAINT), strength)


def is_doubtful(
    found: Words, match: Match, *, side: float, is_before: bool = False, words: Wording
) -> bool:
    """Say whether something outside the match undoes, bars, judges or only intended it.

    A word that the match itself holds is part of what it tells. What judges a deed, or says that
    somebody is back, speaks against replacing people (``side`` above 0), not for it. Of what is
    told as having gone before (``is_before``) a return says nothing: it was so until then.
    """
    irony = words.bit("MOD_irony")
    if found.has(irony, 0, _OPENING):
        return True
    if side <= 0:
        burden = words.bit("MOD_burden")
        return found.has(burden, 0, match.marked[0])
    if _is_plan_dropped(found, match, words):
        return True
    undone = words.bit("MOD_conceded") if _is_conceded(found, match, words) else 0
    undone |= words.bit("MOD_undone") | words.bit("MOD_barred") | words.bit("MOD_meant")
    undone |= words.bit("MOD_judged")
    back = 0 if is_before else words.bit("MOD_returns")
    if not found.union & (undone | back):
        return False
    trigger = match.marked[0]
    held = set(match.positions)
    for position, mask in enumerate(found.masks):
        if position in held or match.start <= position < match.end:
            continue
        if mask & undone:
            return True
        is_own = trigger - _OWN_AGAIN < position <= match.end + 1
        if mask & back and not is_own and not _is_denied(found, position, words):
            return True
    return False


def is_judged_beside(passage: Sequence[Words], number: int, *, words: Wording) -> bool:
    """Say whether a quote or a headline judges or undoes in its next sentence what this one tells.

    *We let our binders go for a machine. The worst decision of my career.*
    """
    if len(passage) > _SHORT:
        return False
    bits = words.bit("MOD_judged") | words.bit("MOD_undone")
    return any(
        mask & bits and not _is_denied(found, place, words)
        for found in passage[number + 1 : number + 2]
        if found.union & bits
        for place, mask in enumerate(found.masks)
    )


def is_recalled(found: Words, match: Match, *, words: Wording) -> bool:
    """Say so of what speakers once thought: *we believed that a bot could do it*."""
    thought = words.bit("MOD_thought")
    if not found.union & thought:
        return False
    places = {token.i: place for place, token in enumerate(found.tokens)}
    token = found.tokens[match.marked[0]]
    for _ in range(_DEEP):
        over, place = token.head, places.get(token.head.i)
        if place is None or over.i == token.i:
            return False
        if token.dep_ == "ccomp" and found.masks[place] & thought:
            is_past = "Past" in over.morph.get("Tense", [])
            return is_past and any(
                child.dep_ == "nsubj" and found.has(words.bit("MOD_myself"), at, at + 1)
                for child in over.children
                if (at := places.get(child.i)) is not None
            )
        token = over
    return False


def _is_plan_dropped(found: Words, match: Match, words: Wording) -> bool:
    """Say so of *it dropped its plan to …* and *the plan to … has been withdrawn*."""
    stop, plan = words.bit("STOP"), words.bit("MOD_plan")
    if not (found.union & stop and found.union & plan):
        return False
    held = range(match.start, match.end)
    outside = [(p, mask) for p, mask in enumerate(found.masks) if p not in held]
    plans = [p for p, mask in outside if mask & plan and p < match.start]
    for position, mask in outside:
        if mask & stop and any(
            0 < place - position <= _OF_PLAN or place < match.start < position for place in plans
        ):
            return True
    return False


def _is_denied(found: Words, position: int, words: Wording) -> bool:
    """Say whether a word is denied right before it: *there is no return of the volunteers*."""
    negation = words.bit("MOD_negation")
    return found.has(negation, max(0, position - _DENIED), position)


def _is_conceded(found: Words, match: Match, words: Wording) -> bool:
    """*Although it said that AI would …, it hired*: what counts comes after the comma."""
    conceded, comma = words.bit("MOD_conceded"), words.bit(",")
    if not found.union & conceded:
        return False
    for mask in reversed(found.masks[: match.start]):
        if mask & comma:
            return False
        if mask & conceded:
            return True
    return False


def is_of_none(found: Words, match: Match, *, words: Wording) -> bool:
    """Say whether a frame's verb is done by nobody, or to nobody: *it replaced none of them*."""
    none = words.bit("MOD_none")
    if not found.union & none:
        return False
    trigger = found.tokens[match.marked[0]]
    if trigger.pos_ not in _VERBAL:
        return False
    for thing in (child for child in trigger.children if child.dep_ in _DONE_TO):
        first = thing.left_edge.i
        # *Its zero-touch programme*: of an object only the first word counts.
        low, high = (first, first + 1) if thing.dep_ in _HELD else (first - 1, first + _QUANTIFIER)
        for token, mask in zip(found.tokens, found.masks, strict=True):
            if low <= token.i < min(high, thing.i + 1) and mask & none:
                return True
    return False


def is_said_of_them(found: Words, match: Match, kind: Kind, *, words: Wording) -> bool:
    """Say whether a frame only tells which people, tools or things are meant: *those it dismissed*.

    What the sentence says of them stands in its main clause. Of a name, a company or a paper a
    relative clause tells more: *the bank, which let 200 go*; what a machine did tells which thing
    is meant whatever it is (*the pages that a model wrote*).
    """
    token = found.tokens[match.marked[0]]
    if found.masks[match.marked[0]] & words.bit("MOD_used_to"):
        return False  # *the clerks who used to do it*: they don't any more, whatever the tree
    if _is_which_machine(found, token, words):
        return True
    for _ in range(_STEPS):
        if _is_told_or_had(token):
            return False
        is_participle = token.dep_ == "acl" and "Part" in token.morph.get("VerbForm", [])
        if is_participle or (token.dep_ in _RELATIVE and not _is_its_subject(token)):
            if _is_added(token):
                return False
            is_its_doing = kind.by_machine and token.head.pos_ == "NOUN"
            return is_its_doing or _is_one_of_them(found, token.head, words)
        if token.dep_ in _RELATIVE or token.head.i == token.i:
            return False
        token = token.head
    return False


def _is_which_machine(found: Words, verb: Token, words: Wording) -> bool:
    """Say so of *the AI that replaced them*: which one is meant, and nothing new.

    The parser hangs such a clause on many words, so its pronoun is asked for what stands before.
    """
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if who is None or who.tag_ not in _WHO or who.i == found.tokens[0].i:
        return False
    place = next(p for p, token in enumerate(found.tokens) if token.i == who.i)
    if not found.masks[place - 1] & words.machines:
        return False
    noun = found.tokens[place - 1]
    return any(
        child.i < noun.i and found.has(words.bit("MOD_definite"), p, p + 1)
        for child in noun.children
        for p in (place - 1 - (noun.i - child.i),)
        if p >= 0
    )


def _is_told_or_had(verb: Token) -> bool:
    """Say so of *told them that rounds will be planned* and of *has its rounds planned by AI*.

    The parser hangs both on the noun before them.
    """
    if verb.dep_ == "acl":
        return verb.head.dep_ in _HELD and verb.head.head.lemma_.lower() in _HAVING
    children = list(verb.children)
    subject = next((child for child in children if child.dep_ in _SUBJECT), None)
    # In French the parser may take a relative *que* for a mark; there no tag tells them apart.
    is_that = any(child.dep_ == "mark" and child.tag_ == "IN" for child in children)
    return is_that and subject is not None and subject.tag_ not in _WHO


def _is_added(clause: Token) -> bool:
    """Say whether a French clause adds news, and doesn't tell which thing is meant.

    A comma parts it, or a present participle tells what goes on: *un robot assurant désormais …*.
    """
    if clause.lang_ != "fr":
        return False
    first = clause.left_edge
    is_parted = first.i > 0 and first.nbor(-1).text == ","
    return is_parted or ("Pres" in clause.morph.get("Tense", []) and clause.dep_ == "acl")


def _is_one_of_them(found: Words, noun: Token, words: Wording) -> bool:
    them = words.bit("PEOPLE") | words.bit("JOBS") | words.bit("TEAM") | words.bit("WORK")
    them |= words.bit("TOOL") | words.bit("CONTRACTS") | words.bit("NUM")
    pairs = zip(found.tokens, found.masks, strict=True)
    return noun.pos_ not in _NAMING and any(t.i == noun.i and mask & them for t, mask in pairs)


def _is_its_subject(verb: Token) -> bool:
    """Say whether the relative pronoun does what the clause tells: *which let 200 go*."""
    subject = next((child for child in verb.children if child.dep_ in _SUBJECT), None)
    if subject is None or subject.dep_ != "nsubj":
        return False
    is_relative = subject.tag_ in {"WDT", "WP"} or "PronType=Rel" in str(subject.morph)
    return is_relative or subject.lower_ == "qui"
