"""Who does it, and how far the clause reaches: the syntax around a frame's trigger."""

from collections.abc import Sequence

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Wording

_SUBJECT = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
_POSSESSOR = frozenset({"poss", "nmod:poss"})
_RELATIVE = frozenset({"relcl", "acl:relcl"})
_OBJECT = frozenset({"obj", "iobj", "dobj", "expl:comp", "expl:subj", "pobj"})
_BEFORE_VERB = frozenset({"AUX", "PART", "ADV", "ADP", "PRON", "DET"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOT_IN_PHRASE = _RELATIVE | {"acl", "advcl", "conj", "cc", "punct", "appos", "case", "prep:case"}
# Steps up from the trigger; more than this leaves the sentence's sense.
_MOST_STEPS = 7
# Steps up in which a relative clause makes what it holds background.
_NEAR_STEPS = 3
# How far before a verb its auxiliary stands.
_AUXILIARY = 3
# A phrase longer than this is a parser's accident.
_MOST_WORDS = 25


def agent(trigger: Token) -> tuple[int, int] | None:
    """Return the character span of the doer: subject, by-phrase, possessor or controller.

    For a verb its subject, for a passive the by-phrase or None, for a noun the possessor or the
    subject of the verb it belongs to, for infinitives and participles the subject further up.
    """
    token, came = trigger, trigger
    for _ in range(_MOST_STEPS):
        children = list(token.children)
        if doer := _doer(children):
            return phrase(doer)
        subject = _nearest(children, token)
        if subject is not None and subject.i != came.i:
            return _relative(subject, token) or phrase(subject, without=trigger)
        if _child(children, _PASSIVE) and token.i == trigger.i:
            return None
        if token.pos_ not in _VERBAL and (owner := _owner(token, children)):
            return phrase(owner)
        if token.dep_ in _RELATIVE:
            return phrase(token.head, without=token)
        if token.head.i == token.i:
            break
        token, came = token.head, token
    return None


def is_passive(trigger: Token) -> bool:
    """Say whether something is done to the subject of a verb."""
    is_marked = "Voice=Pass" in str(trigger.morph)
    return is_marked or any(child.dep_ in _PASSIVE for child in trigger.children)


def is_participle(token: Token) -> bool:
    """Say whether a verb is a present participle, whose doer stands in the main clause."""
    morph = str(token.morph)
    return "VerbForm=Part" in morph and "Tense=Pres" in morph


def beside(found: Words, position: int, *, words: Wording) -> tuple[int, int] | None:
    """Return the noun phrase right before a verb, where the parser found no subject.

    For a participle that opens its sentence the noun phrase after the comma.
    """
    passing = words.bit("BE") | words.bit("MOD_negation")
    for before in range(position - 1, -1, -1):
        token = found.tokens[before]
        if token.pos_ in {"PROPN", "NOUN", "PRON"} and token.dep_ not in _OBJECT:
            return phrase(token, without=found.tokens[position])
        if token.pos_ not in {"AUX", "ADV", "PART"} and not found.masks[before] & passing:
            return None
    comma = words.bit(",")
    for after in range(position + 1, len(found.tokens) - 1):
        if found.masks[after] & comma:
            token = found.tokens[after + 1]
            return phrase(token.head if token.pos_ == "DET" else token)
    return None


def bounds(found: Words, matches: Sequence[Match], *, words: Wording) -> list[tuple[int, int]]:
    """Return for each match, in reading order, its clause as positions; clauses don't overlap.

    Two frames share a sentence at the last comma, conjunction or break between them.
    """
    stop = words.bit(".")
    cuts = words.bit(",") | words.bit("BREAK") | words.bit("AND")
    clauses: list[tuple[int, int]] = []
    for number, match in enumerate(matches):
        start = _edge(found, match.start, -1, stop)
        end = _edge(found, match.end - 1, 1, stop)
        if number and matches[number - 1].end <= match.start:
            start = max(start, _cut(found, matches[number - 1].end, match.start, cuts))
        if number + 1 < len(matches) and match.end <= matches[number + 1].start:
            end = min(end, _cut(found, match.end, matches[number + 1].start, cuts))
        clauses.append((start, max(end, match.end)))
    return clauses


def is_background(found: Words, match: Match, *, clause: tuple[int, int], words: Wording) -> bool:
    """Say whether the clause is told as what went before: *it had dismissed*, *after closing*."""
    trigger = match.marked[0]
    background = words.bit("MOD_background")
    is_verb = found.tokens[trigger].pos_ in _VERBAL
    for position in range(max(0, trigger - _AUXILIARY), trigger):
        if is_verb and found.masks[position] & background and position not in match.marked:
            return True
    happens = found.masks[trigger] & words.bit("MOD_happens")
    if happens and any(_is_imperfect(child) for child in found.tokens[trigger].children):
        return True
    if follows(found, match, clause=clause, words=words):
        return True
    token = found.tokens[trigger]
    for _ in range(_NEAR_STEPS):
        is_past = token.lang_ == "en" or "Tense=Past" in str(token.morph)
        if token.dep_ in _RELATIVE or (token.dep_ == "acl" and is_past):
            return True
        token = token.head
    return False


def follows(found: Words, match: Match, *, clause: tuple[int, int], words: Wording) -> bool:
    """Say whether the news of the sentence comes after what the clause tells: *after closing*."""
    before, comma = words.bit("MOD_before"), words.bit(",")
    low = max(0, min(clause[0], match.start) - 1)
    for position in range(match.marked[0] - 1, low - 1, -1):
        if found.masks[position] & before:
            return True
        # "After a summer of complaints, it calls them back": what comes after it is news.
        if found.masks[position] & comma and position < match.start:
            break
    return False


def _is_imperfect(token: Token) -> bool:
    """Tell whether a word is the auxiliary of a French pluperfect with *être*: *était tombé*."""
    return token.dep_.startswith("aux") and "Imp" in token.morph.get("Tense", [])


def _edge(found: Words, position: int, step: int, stop: int) -> int:
    while 0 <= position + step < len(found.masks) and not found.masks[position + step] & stop:
        position += step
    return position if step < 0 else position + 1


def _cut(found: Words, low: int, high: int, cuts: int) -> int:
    for position in range(high - 1, low - 1, -1):
        if found.masks[position] & cuts:
            return position
    # "will have hired again", "d'avoir remplacé": what belongs to the verb stays with it.
    while high > low and found.tokens[high - 1].pos_ in _BEFORE_VERB:
        high -= 1
    return high


def _nearest(children: Sequence[Token], verb: Token) -> Token | None:
    """Return the subject; of two that the parser finds, the one nearer before the verb."""
    subjects = [child for child in children if child.dep_ in _SUBJECT]
    before = [subject for subject in subjects if subject.i < verb.i]
    return next(iter(before[-1:] or subjects), None)


def _child(children: Sequence[Token], labels: frozenset[str]) -> Token | None:
    return next((child for child in children if child.dep_ in labels), None)


def _doer(children: Sequence[Token]) -> Token | None:
    for child in children:
        if child.dep_ == "obl:agent":
            return child
        if child.dep_ == "agent":
            return next(iter(child.children), None)
    return None


def is_owner(token: Token) -> bool:
    """Say whether a word of a noun phrase names whose the thing is: *its*, *Norvale's*."""
    is_possessive = token.pos_ in {"DET", "PRON"} and "Poss=Yes" in str(token.morph)
    return is_possessive or token.dep_ in _POSSESSOR or _is_named(token)


def _is_named(token: Token) -> bool:
    is_name = token.pos_ == "PROPN" or token.text[0].isupper()
    return token.dep_ == "nmod" and is_name and token.i > token.head.i


def _owner(token: Token, children: Sequence[Token]) -> Token | None:
    if owner := _child(children, _POSSESSOR):
        return owner
    for child in children:
        if _is_named(child) or (is_owner(child) and token.pos_ == "NOUN"):
            return child
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "by"}:
            name = next((leaf for leaf in child.children if leaf.pos_ == "PROPN"), None)
            if name is not None:
                return name
    return None


def _relative(subject: Token, verb: Token) -> tuple[int, int] | None:
    if verb.dep_ in _RELATIVE and subject.pos_ == "PRON" and subject.i < verb.i:
        is_relative = subject.tag_ in {"WDT", "WP"} or "PronType=Rel" in str(subject.morph)
        if is_relative:
            return phrase(verb.head, without=verb)
    return None


def phrase(head: Token, *, without: Token | None = None) -> tuple[int, int]:
    """Return the span of a noun phrase without clauses, appositions, its own preposition.

    ``without`` is the verb it belongs to: a phrase that runs over it ends before it.
    """
    first = last = head
    is_firm = any(token.text == "&" for token in head.children)
    for token in head.children:
        if token.dep_ == "conj" and is_firm:
            last = token.right_edge
        if token.dep_ in _NOT_IN_PHRASE or token == without:
            continue
        left, right = token.left_edge, token.right_edge
        if without is not None and left.i <= without.i <= right.i:
            continue
        first = left if left.i < first.i else first
        last = right if right.i > last.i else last
    if last.i - first.i > _MOST_WORDS:
        first = last = head
    if without is not None and first.i < without.i <= last.i:
        last = without.nbor(-1)
    while last.i > first.i and (last.is_punct or last.pos_ in {"PART", "AUX"}):
        last = last.nbor(-1)
    return (first.idx, last.idx + len(last.text))
