"""What its clause makes of a name: a thing, a seat, a medium, somebody, what owns something."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.cues import cues
from extract.evidence import (
    COMPANY,
    ENOUGH,
    MEDIUM,
    PERSON,
    PLACE,
    POSSESSIVES,
    SHOUTED,
    SUBJECTS,
    VERBS,
    WINDOW,
    Name,
)
from extract.phrases import plain
from extract.vocabulary import Words

REACH = 6
"""Tokens between a subject and the possessive of what it has."""
FAR = 16
"""Tokens of a relative clause between a name and its verb."""


def usage_points(doc: Doc, name: Name, table: Words) -> Iterator[tuple[str, float]]:
    """Yield what the clause makes of a name: a thing, a seat, a medium, what owns something."""
    is_origin = name.label == "NORP" and name.end < len(doc) and doc[name.end].is_lower
    if is_origin and doc[name.end].pos_ == "NOUN":
        yield "other", SHOUTED  # "Californian start-up Orvel"
    if _is_thing(doc, name, table):
        yield "other", 3 * SHOUTED  # "an assistant called Orla", however often it acts
    if _is_seat(doc, name, table):
        yield PLACE, ENOUGH + 0.5
    if _is_posted(doc, name, table):
        yield MEDIUM, ENOUGH
    if _has(doc, name, table, table.neuter):
        yield COMPANY, ENOUGH + 0.5  # "Veltra Row has disbanded its pool"
    if _has(doc, name, table, table.personal):
        yield PERSON, ENOUGH + 0.5  # "Ana Costa cut her forecast"
    if told := _says_of(doc, name, table):
        yield told, ENOUGH


def _is_thing(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a name is a thing's: "the chatbot Orla", "a bot called Orla", "Orla, its bot"."""
    if " " not in name.text:
        at = name.start - 1
        while at > 0 and (doc[at].is_quote or doc[at].is_space or doc[at].lower_ in table.naming):
            at -= 1
        is_apposed = doc[at].text == "," and doc[name.end : name.end + 1].text in {",", "."}
        # "the group's assistant, Orla, …", not "the maker of the assistant, Orvel, …"
        is_own = table.links.isdisjoint(plain(token) for token in doc[max(0, at - 3) : at])
        at -= is_apposed and is_own
        if at >= 0 and _is_product(doc[at], table):
            return True
    at = name.end
    if (
        at + 1 >= len(doc)
        or doc[at].text != ","
        or plain(doc[at + 1]) not in (table.indefinite | table.definite | table.possessives)
        or _is_whereabouts(doc, name)
    ):
        return False
    for token in doc[at + 2 : at + WINDOW]:
        if _is_product(token, table):
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            return following is None or following.pos_ not in {"NOUN", "PROPN"}
        if token.pos_ not in {"NOUN", "ADJ", "PROPN", "VERB"} or token.is_punct:
            return False
    return False


def _is_whereabouts(doc: Doc, name: Name) -> bool:
    """Ask whether a name ends the adverbial that opens a sentence: "At Veltra, an assistant"."""
    at = name.start - 1
    if at > 0 and doc[at].pos_ == "DET":
        at -= 1
    return at >= 0 and doc[at].pos_ == "ADP" and (at == 0 or bool(doc[at].is_sent_start))


def _is_product(token: Token, table: Words) -> bool:
    return token.is_lower and token.lower_ in table.products


def _is_seat(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a name only tells where a company sits: "the Leeds ticketing group Veltra".

    Right before its noun a name may be the company's own ("the Veltra group"), unless another
    name follows the noun.
    """
    at = name.start - 1
    if table.trade_first or at < 0 or " " in name.text:
        return False
    if plain(doc[at]) not in table.definite | table.indefinite | table.possessives:
        return False
    end = name.end
    while (
        end < len(doc)
        and end < name.end + WINDOW
        and doc[end].is_lower
        and (doc[end].pos_ in {"NOUN", "ADJ"} or "Part" in doc[end].morph.get("VerbForm", []))
    ):
        end += 1
    noun = doc[end - 1].lower_
    if end + 1 < len(doc) and doc[end].text == "-" and end > name.end:
        noun, end = doc[end - 1 : end + 2].text.lower(), end + 2  # the model cuts "start-up"
    if end == name.end or table.group(noun) != "companies":
        return False
    is_named = end < len(doc) and doc[end].pos_ == "PROPN"
    is_told = end < len(doc) and doc[end].lower_ in POSSESSIVES
    is_own = end == name.end + 1 and doc[end - 1].lower_ in table.called_companies
    return (is_named and not is_told) or not is_own


def _is_posted(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a name is where something was published: « un post publié sur Orvel »."""
    start = name.start - 1
    if start < 0 or doc[start].lower_ not in table.posted_on:
        return False
    return any(token.lower_ in table.posted for token in doc[max(0, start - WINDOW) : start])


def _says_of(doc: Doc, name: Name, table: Words) -> str:
    """Return what a name is by how it speaks of itself: "Ana Costa said she", "Veltra said it".

    Where a language has no pronoun for things alone nothing is told.
    """
    if not table.neuter:
        return ""
    at = name.end
    if at < len(doc) and doc[at].text == "," and plain(doc[at + 1 : at + 2][0]) in table.relatives:
        end = next((i for i in range(at + 1, min(len(doc), at + FAR)) if doc[i].text == ","), at)
        at = end + 1 if end > at else at
    if at + 1 >= len(doc) or cues(doc.vocab.lang).at(doc[at]) is None:
        return ""
    following = [token for token in doc[at + 1 : at + 3] if token.lower_ not in table.relatives][:1]
    word = following[0].lower_ if following else ""
    is_person = word in table.pronouns["masculine"] | table.pronouns["feminine"]
    return PERSON if is_person else COMPANY if word in table.pronouns["organisation"] else ""


def _has(doc: Doc, name: Name, table: Words, owned: frozenset[str]) -> bool:
    """Ask whether a subject has what only its kind has, after its verb: "… has cut its staff"."""
    opens = doc[name.start].is_sent_start is True
    if not table.neuter or not (opens or doc[name.start : name.end].root.dep_ in SUBJECTS):
        return False
    has_verb = False
    for token in doc[name.end : name.end + REACH]:
        if token.lower_ in owned:
            return has_verb
        has_verb = has_verb or token.pos_ in VERBS
        if token.pos_ not in {"VERB", "AUX", "ADV", "PART", "ADP"}:
            return False
    return False


def is_acting(doc: Doc, name: Name) -> bool:
    """Ask whether a name acts though the parser missed it: "Veltra met …", « répond Veltra. »."""
    first = doc[name.start]
    following = doc[name.end] if name.end < len(doc) else None
    if following is None:
        return False
    if first.is_sent_start and following.pos_ in VERBS:
        return True
    before = doc[name.start - 1] if name.start else None
    cue = cues(doc.vocab.lang).at(before) if before is not None and before.pos_ in VERBS else None
    return cue is not None and following.is_punct
