"""Who comes back and who goes by the syntax of a sentence, however far the verb stands.

Patterns read words in a row; here the tree tells whom a verb brings back or sends away (*it has, at
great cost and without a word, taken its binders back*), so that verbs of many other uses can be
read: to give back, to find again, to let go.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_OBJECT = frozenset({"obj", "dobj", "nsubj:pass", "nsubjpass"})
_TO = frozenset({"obl:arg", "iobj", "dative"})
_SUBJECT = frozenset({"nsubj"})
_CLAUSES = frozenset({"acl:relcl", "relcl"})
_CORE = frozenset({"appos", "nummod", "amod", "flat:name", "conj"})
_COUNTING = frozenset({"nmod"})
_SHARED = frozenset({"conj", "xcomp"})
# Steps from a verb to the one it shares its subject with.
_STEPS = 3


def movements(sentence: Words, *, words: Wording) -> Iterator[tuple[Match, Kind]]:
    """Yield who is brought back, comes back, is sent away or leaves, by the lexicon's kinds.

    The kinds are those whose ``done_by`` is ``back`` and ``gone``. Linear in the words and their
    dependants.
    """
    back, gone = words.at_task.get("back"), words.at_task.get("gone")
    if back is None or gone is None:
        return
    roles = (
        (words.bit("GETBACK"), _OBJECT, back),
        (words.bit("GIVEBACK"), _TO, back),
        (words.bit("COMEBACK"), _SUBJECT, back),
        (words.bit("TAKEBACK"), _SUBJECT, back),
        (words.bit("SENDOFF"), _OBJECT, gone),
        (words.bit("LEAVE"), _SUBJECT, gone),
    )
    told = 0
    for bit, _, _ in roles:
        told |= bit
    if not sentence.union & told:
        return
    places = {token.i: place for place, token in enumerate(sentence.tokens)}
    for place, token in enumerate(sentence.tokens):
        mask = sentence.masks[place]
        if not mask & told or token.pos_ not in {"VERB", "ADJ"}:
            continue
        for bit, role, kind in roles:
            if not mask & bit:
                continue
            who = _people(token, role, sentence, places, words)
            if who is None or _is_by_machine(token, role, sentence, places, words):
                continue
            if bit == words.bit("TAKEBACK") and not _has_own(token, sentence, places, words):
                continue
            ends = sorted({place, places[who.i]})
            yield (
                Match(name=kind.name, positions=tuple(ends), marked=(place,), end=ends[-1] + 1),
                kind,
            )
            break


def _people(
    verb: Token,
    role: frozenset[str],
    sentence: Words,
    places: dict[int, int],
    words: Wording,
) -> Token | None:
    """Return the noun in a role of a verb that names or counts people, if any."""
    for thing in _things(verb, role):
        if thing.i in places and _names_people(thing, sentence, places, words):
            return thing
    return None


def _things(verb: Token, role: frozenset[str]) -> Iterator[Token]:
    """Yield what stands in a role; for a relative pronoun the noun that it takes up."""
    node, is_of_subject = verb, bool(role & _SUBJECT)
    for _ in range(_STEPS):
        found = [child for child in node.children if child.dep_ in role]
        for thing in found:
            is_relative = "PronType=Rel" in str(thing.morph) or thing.lower_ in {"qui", "que"}
            yield node.head if is_relative and node.dep_ in _CLAUSES else thing
        if found or not is_of_subject or node.dep_ not in _SHARED:
            return
        node = node.head


def _names_people(noun: Token, sentence: Words, places: dict[int, int], words: Wording) -> bool:
    people = words.people | words.bit("CONTRACTORS") | words.bit("TEAM") | words.bit("JOBS")
    number = words.bit("NUM")

    def mask(token: Token) -> int:
        place = places.get(token.i)
        return 0 if place is None else sentence.masks[place]

    head = mask(noun)
    if head & words.machines:
        return False
    if head & people:
        return True
    if head & number:  # *a hundred of its clerks*
        return any(mask(child) & people for child in noun.children if child.dep_ in _COUNTING)
    return any(mask(child) & people for child in noun.children if child.dep_ == "appos")


def _has_own(verb: Token, sentence: Words, places: dict[int, int], words: Wording) -> bool:
    """Say whether what is taken up again is theirs: *their desks*, *her badge*."""
    own = words.bit("OWN") | words.bit("MOD_own")
    for thing in verb.children:
        if thing.dep_ not in _OBJECT:
            continue
        marks = [places[word.i] for word in thing.children if word.i in places]
        return any(sentence.masks[place] & own for place in marks)
    return False


def _is_by_machine(
    verb: Token,
    role: frozenset[str],
    sentence: Words,
    places: dict[int, int],
    words: Wording,
) -> bool:
    """Say whether a machine does it: *AI has taken back two thirds*."""
    if role & _SUBJECT:
        return False
    for child in verb.children:
        place = places.get(child.i)
        if child.dep_ in _SUBJECT and place is not None:
            return bool(sentence.masks[place] & words.machines)
    return False
