"""Who does what a frame tells: one of whom the text speaks, a crowd, or anybody."""

from spacy.tokens import Token

from extract.clauses import agent, beside, is_owner, is_passive, phrase
from extract.patterns import Match, Words
from extract.wording import Wording

# Prepositions of place, which make no owner of a name: "les employeurs en France".
_PLACE = frozenset({"en", "au", "aux", "dans"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
_CLAUSES = frozenset({"relcl", "acl:relcl", "acl"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})


def doer(sentence: Words, match: Match, *, words: Wording) -> tuple[int, int] | None:
    """Return the doer as written; of a machine's doing or of a thing done its owner.

    Never a span of time. The result is a character span, None when nobody is named.
    """
    position = match.marked[0]
    trigger = sentence.tokens[position]
    span = agent(trigger)
    if span is None and is_passive(trigger):
        span = _owner_of_subject(trigger)
    elif span is None:
        span = beside(sentence, position, words=words)
    if span is None:
        return _host(sentence, position, words)
    inside = [
        number for number, token in enumerate(sentence.tokens) if span[0] <= token.idx < span[1]
    ]
    if any(sentence.masks[number] & words.bit("TIME") for number in inside):
        return None
    machine = words.bit("TOOL")
    is_own = not set(inside).isdisjoint(match.positions)
    is_machine = any(
        sentence.masks[number] & machine
        and not _is_in_name(sentence.tokens[number])
        and not _is_told_of_it(sentence.tokens[number], trigger)
        for number in inside
    )
    if not is_own and not is_machine:
        return span
    for number in inside:
        if is_owner(sentence.tokens[number]) and not sentence.masks[number] & machine:
            return phrase(sentence.tokens[number])
    if is_machine:
        return _owner_of_subject(trigger) or _host(sentence, position, words)
    return beside(sentence, position, words=words)


def _owner_of_subject(verb: Token) -> tuple[int, int] | None:
    """Return whose it is that something is done to: *its reports are written by AI*."""
    subject = next((child for child in verb.children if child.dep_ in _PASSIVE), None)
    if subject is None:
        return None
    owner = next((child for child in subject.children if is_owner(child)), None)
    return None if owner is None else phrase(owner)


def _host(sentence: Words, position: int, words: Wording) -> tuple[int, int] | None:
    """Return the organisation where it is done: *at Orbel, guides are written by AI*."""
    at = words.bit("MOD_at")
    if not sentence.union & at:
        return None
    for token, mask in zip(sentence.tokens[:position], sentence.masks, strict=False):
        if not mask & at:
            continue
        place = next((child for child in token.children if child.dep_ == "pobj"), token.head)
        named = [leaf for leaf in place.subtree if leaf.pos_ == "PROPN"]
        if named and place.i > token.i:
            return phrase(place)
    return None


def _is_in_name(token: Token) -> bool:
    """*International Business Machines* is no machine, *ChatGPT* is."""
    return token.ent_type_ == "ORG" and token.dep_ != "compound" and token.ent_iob_ == "I"


def _is_told_of_it(token: Token, verb: Token) -> bool:
    """Say whether a word stands in a clause about the doer: *half of the firms that use AI*."""
    while token.head.i not in {token.i, verb.i}:
        if token.dep_ in _CLAUSES:
            return True
        token = token.head
    return False


def is_crowd(
    sentence: Words, match: Match, span: tuple[int, int] | None, *, words: Wording
) -> bool:
    """Say whether the doer is no one in particular: *half of the firms*, *55 % of them*."""
    trigger = match.marked[0]
    if _takes_up_a_crowd(sentence, trigger, words):
        return True
    # "cuts in which employers cited AI"
    is_noun = sentence.tokens[trigger].pos_ == "NOUN"
    if is_noun and sentence.has(words.bit("MOD_generic"), trigger):
        return True
    if span is None:
        # "three employers in ten will have hired again", where the parser finds no subject.
        names = (place for place in range(trigger) if sentence.tokens[place].pos_ in _NAMING)
        first = next(names, None)
        return first is not None and bool(sentence.masks[first] & words.bit("MOD_generic"))
    inside = [
        (token, mask)
        for token, mask in zip(sentence.tokens, sentence.masks, strict=True)
        if span[0] <= token.idx < span[1]
    ]
    if not inside or any(mask & words.bit("MOD_own") for _, mask in inside):
        return False
    if any(mask & words.bit("MOD_speakers") for _, mask in inside[:2]):
        return True  # analysts and surveys tell what others do
    crowd = words.bit("MOD_generic") | words.bit("MOD_any_firm")
    if len(inside) == 1 and inside[0][1] & words.bit("MOD_they"):
        return any(
            mask & crowd and not _is_somebodys(token)
            for token, mask in zip(sentence.tokens, sentence.masks, strict=True)
            if token.idx < span[0]
        )
    part = words.bit("MOD_share") | words.bit("MOD_some") | words.bit("ALL") | words.bit("NUM")
    is_part = any(mask & words.bit("MOD_share") for _, mask in inside) or inside[0][1] & part
    is_theirs = any(mask & (crowd | words.bit("MOD_some")) for _, mask in inside)
    work = words.bit("JOBS") | words.bit("WORK") | words.bit("TEAM") | words.bit("PEOPLE")
    if is_part and (is_theirs or not any(mask & work for _, mask in inside)):
        return is_theirs or any(mask & words.bit("MOD_share") for _, mask in inside)
    places = {token.i for token, _ in inside}
    return any(
        mask & crowd and token.head.i not in places - {token.i} and not _is_somebodys(token)
        for token, mask in inside
    )


def _takes_up_a_crowd(sentence: Words, trigger: int, words: Wording) -> bool:
    """*Of those, 55 % admit …*; not *30 % of those jobs*."""
    those = words.bit("MOD_of_those")
    if not sentence.union & those:
        return False
    for position in range(trigger):
        if sentence.masks[position] & those and not sentence.inner[position] & those:
            after = position + 1
            while after < trigger and sentence.inner[after] & those:
                after += 1
            return sentence.tokens[after].pos_ not in {"NOUN", "ADJ"}
    return False


def _is_somebodys(crowd: Token) -> bool:
    """Say so of *Amazon executives*, *the bank's managers*, not of *employers in France*."""
    for child in crowd.children:
        if child.dep_ in {"poss", "nmod:poss"}:
            return True
        is_place = any(leaf.lower_ in _PLACE for leaf in child.children)
        if child.pos_ == "PROPN" and not is_place:
            return True
    return False


def is_anybody(
    sentence: Words, match: Match, span: tuple[int, int] | None, *, words: Wording
) -> bool:
    """Say whether the doer is the *you* of a figure of speech: *you fire your people*."""
    if span is None:
        return False
    inside = [number for number, t in enumerate(sentence.tokens) if span[0] <= t.idx < span[1]]
    if len(inside) != 1:
        return False
    mask = sentence.masks[inside[0]]
    if mask & words.bit("MOD_one"):
        return sentence.has(words.bit("MOD_ones_own"), match.start, match.end)
    return bool(mask & words.bit("MOD_anybody"))
