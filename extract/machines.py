"""Machines with names: *an AI chatbot called Bo*, *Nina, un agent conversationnel*.

News introduces a bot by its name once and then speaks of it by that name alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from spacy.tokens import Token

from extract.patterns import Words

# Words that may stand between a machine's noun and its name, or its name and its noun.
_NEAR = 5
# Words after a machine's noun in which its name stands in marks: *its assistant, “Bo”*.
_IN_MARKS = 2
_OPENING = frozenset({"“", '"', "«", "‘", "'"})
_CLOSING = frozenset({"”", '"', "»", "’", "'", ","})
# What a bare plural does or has done: *written by agents*.
_DOING = frozenset({"nsubj", "pobj"})
_NAMING = frozenset({"NOUN", "PROPN"})
_NAMED = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB"})
# What tells of a noun which or how many: *two agents*, *agents of the post*.
_TELLING = frozenset({"nummod", "nmod", "amod", "flat:name"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# What the model makes of a subject whose verb it takes for a noun.
_UNREAD = frozenset({"dep", "ROOT"})
_EMPTY = "expl:subj"
# Words after *il* in which its verb stands.
_VERB_OF_IL = 3
_HELD = frozenset({"obj", "dobj", "nsubj:pass", "nsubjpass"})
# Words before a noun in which *by*, *thanks to* stands.
_LINKED = 3


def with_named_machines(passage: Sequence[Words], *, bits: Callable[[str], int]) -> list[Words]:
    """Return the sentences with every name of a machine marked as one, wherever it stands."""
    names = {name for found in passage for name in _names(found, bits)}
    machine = bits("AI") | bits("TOOL")
    named = [_marked(found, names, machine) for found in passage] if names else passage
    told = _with_agents(list(_with_taken_up(named, bits=bits)), bits=bits)
    union = reduce(or_, (found.union for found in told), 0)
    if not (union & bits("TAKEUP") and union & machine):
        return told
    return list(_with_pronouns(told, bits=bits))


def _with_pronouns(passage: Sequence[Words], *, bits: Callable[[str], int]) -> Iterator[Words]:
    """Yield the sentences with the pronouns marked that take up a machine: *elle n'invente pas*.

    A pronoun stands for the subject before it that agrees with it, in its sentence or the last.
    """
    pronoun, machine = bits("TAKEUP"), bits("AI") | bits("TOOL")
    subjects: dict[str, bool] = {}
    for found in passage:
        masks = list(found.masks)
        heard: dict[str, bool] = {}
        for position, (token, mask) in enumerate(zip(found.tokens, found.masks, strict=True)):
            if not _is_subject(found, position, bits, is_first=not heard):
                continue
            form = "".join(token.morph.get("Number", []) + token.morph.get("Gender", []))
            if mask & pronoun:
                if heard.get(form, subjects.get(form, False)):
                    masks[position] = mask | machine
            elif token.pos_ in _NAMING:
                heard[form] = bool(mask & machine)
                if mask & bits("TOOL"):  # the model often knows no gender of a bot's
                    number = "".join(token.morph.get("Number", []))
                    for gender in ("Masc", "Fem"):
                        heard.setdefault(f"{number}{gender}", bool(mask & machine))
        subjects = heard
        if tuple(masks) == found.masks:
            yield found
        else:
            yield replace(found, masks=tuple(masks), union=reduce(or_, masks, 0))


def _is_subject(found: Words, position: int, bits: Callable[[str], int], *, is_first: bool) -> bool:
    token = found.tokens[position]
    # The model takes many an *il* that stands for somebody for one that stands for nothing.
    if token.dep_ == _EMPTY and found.masks[position] & bits("TAKEUP"):
        place = position + 1
        return not found.has(bits("IMPERSONAL"), place, place + _VERB_OF_IL)
    return token.dep_ in _SUBJECTS or (is_first and token.dep_ in _UNREAD)


def _with_agents(passage: list[Words], *, bits: Callable[[str], int]) -> list[Words]:
    """Return the sentences with *agents* as machines where no other machine is told.

    *It let its 28 testers go: the tests are run by agents.* The word alone tells neither people nor
    machines. Beside workers of another trade, of no number or kind, and doing the work, it is the
    machine; where people come back it may be they.
    """
    either = bits("EITHER")
    union = reduce(or_, (found.union for found in passage), 0)
    if not union & either or union & (bits("AI") | bits("MECH")):
        return passage
    staff = bits("PEOPLE") | bits("JOBS") | bits("TEAM") | bits("HIRE")
    others = any(mask & staff and not mask & either for found in passage for mask in found.masks)
    if not others or union & (bits("AGAIN") | bits("REHIRE") | bits("BRING")):
        return passage
    people = bits("PEOPLE") | bits("HUMANLY") | bits("SOUL")
    given = []
    for found in passage:
        masks = [
            mask & ~people | bits("AI") | bits("TOOL")
            if mask & either and _is_at_work(found, position, bits)
            else mask
            for position, mask in enumerate(found.masks)
        ]
        given.append(replace(found, masks=tuple(masks), union=reduce(or_, masks, 0)))
    return given


def _is_at_work(found: Words, position: int, bits: Callable[[str], int]) -> bool:
    """Say whether a bare noun does the work, or is what it is given to or done by."""
    noun = found.tokens[position]
    if any(child.dep_ in _TELLING or "PronType=Dem" in str(child.morph) for child in noun.children):
        return False
    places = {token.i: place for place, token in enumerate(found.tokens)}
    over = places.get(noun.head.i)
    told = 0 if over is None else found.masks[over]
    if noun.dep_ == "nsubj":
        return bool(told & (bits("WORKS") | bits("DO") | bits("TAKES")))
    if noun.dep_ in _HELD:
        return bool(told & bits("INVEST"))
    return found.has(bits("MEANS"), max(0, position - _LINKED), position)


def _with_taken_up(passage: Sequence[Words], *, bits: Callable[[str], int]) -> Iterator[Words]:
    """Yield the sentences with *these agents*, *agents*, marked as the machines told before.

    Where the text has also told of people by that word, or tells by it whose they are, it is left.
    """
    either, tool, definite = bits("MACHINE"), bits("TOOL"), bits("MOD_definite")
    people = bits("PEOPLE") | bits("HUMANLY") | bits("SOUL")
    machines: set[str] = set()
    staff: set[str] = set()
    for found in passage:
        if not found.union & either:
            yield found
            continue
        masks = list(found.masks)
        for position, mask in enumerate(found.masks):
            form = found.tokens[position].lower_
            if not mask & either:
                continue
            if mask & tool:
                machines.add(form)
            elif form in machines - staff and (
                (position and masks[position - 1] & definite) or _is_bare(found.tokens[position])
            ):
                masks[position] = mask & ~people | bits("AI") | tool
            else:
                staff.add(form)
        if tuple(masks) == found.masks:
            yield found
        else:
            yield replace(found, masks=tuple(masks), union=reduce(or_, masks, 0))


def _is_bare(token: Token) -> bool:
    """Say whether a plural has nothing by it that tells whose or which: *agents will write it*."""
    left = any(child.i < token.i for child in token.children)
    return not left and token.dep_ in _DOING and "Plur" in token.morph.get("Number", [])


def _marked(found: Words, names: set[str], machine: int) -> Words:
    if not any(token.text in names for token in found.tokens):
        return found
    masks = tuple(
        mask | machine if token.text in names else mask
        for token, mask in zip(found.tokens, found.masks, strict=True)
    )
    return replace(found, masks=masks, union=found.union | machine)


def _names(found: Words, bits: Callable[[str], int]) -> Iterator[str]:
    """Yield the names of machines that a sentence introduces."""
    machine, tool = bits("BOT"), bits("TOOL")
    if not found.union & machine:
        return
    named, article = bits("NAMED"), bits("ARTICLE")
    for position, mask in enumerate(found.masks):
        if not (mask & machine and mask & tool):  # the AI of "an AI company" is no tool
            continue
        if (name := _after(found, position, named)) is not None:
            yield name.text
        if (name := _before(found, position, article, bits(","))) is not None:
            yield name.text


def _after(found: Words, position: int, named: int) -> Token | None:
    """Return the name in *a chatbot called Bo*, *its assistant, “Bo”*."""
    tokens, masks = found.tokens, found.masks
    for place in range(position + 1, min(position + _NEAR, len(tokens) - 1)):
        if masks[place] & named and _is_name(tokens[place + 1]):
            return tokens[place + 1]
    place = position + 1
    while place < len(tokens) and place <= position + _IN_MARKS:
        token = tokens[place]
        is_quoted = token.i > 0 and token.nbor(-1).text in _OPENING
        if is_quoted and _is_name(token) and _closes(token):
            return token
        if token.text != ",":
            return None
        place += 1
    return None


def _closes(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).text in _CLOSING


def _before(found: Words, position: int, article: int, comma: int) -> Token | None:
    """Return the name in *Ratio, an AI system*, *Nina, un agent conversationnel*."""
    tokens, masks = found.tokens, found.masks
    for place in range(position - 1, max(0, position - _NEAR), -1):
        if masks[place] & comma:
            # "Nina, un agent conversationnel", and in headlines "Nina, agent conversationnel"
            is_bare = place + 1 == position
            is_apposition = (is_bare or bool(masks[place + 1] & article)) and place > 0
            name = tokens[place - 1]
            return name if is_apposition and _is_name(name) and _is_alone(name) else None
        if tokens[place].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.text.isalpha() and token.pos_ in _NAMED


def _is_alone(token: Token) -> bool:
    """Say whether a name is one word: one of two is a person's or a firm's."""
    return token.i == 0 or not (token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).text.istitle())
