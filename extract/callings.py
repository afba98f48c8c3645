"""By which common nouns an article calls an organisation: "the insurer", « le négociant »."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.kinds import SUBJECTS, VERBS
from extract.names import COMPANY, Mention
from extract.phrases import plain
from extract.vocabulary import Words

BESIDE = 4
"""Tokens before a name in which the noun for it stands."""
APPOSITION = 8
"""Tokens after its comma."""


def nouns_beside(  # noqa: C901, PLR0912 (before the name, then after it)
    doc: Doc, span: Span, table: Words
) -> Iterator[str]:
    """Yield the nouns of « le transporteur Jalvin », "Veltra, the Lyon insurer"."""
    first = span.start - 1
    is_apposed = first > 0 and doc[first].text == "," and doc[span.end : span.end + 1].text == ","
    if is_apposed and doc[first - 1].pos_ == "NOUN":
        first -= 1  # « Le constructeur, Veltra, … »
    for i in range(first, max(-1, first - BESIDE), -1):
        token = doc[i]
        if token.is_punct or token.pos_ in VERBS or token.is_space:
            break
        if plain(token) in table.links:
            # « des analystes de Veltra »
            noun = doc[i - 1].lower_ if i else ""
            if table.group(noun) == "research":
                yield noun
            break
        if table.group(token.lower_):
            yield token.lower_
            break
    if span.end < len(doc) and doc[span.end].text == ",":
        for token in doc[span.end + 1 : span.end + 1 + APPOSITION]:
            if token.is_punct or token.pos_ in VERBS or token.lower_ in table.titles:
                break
            if plain(token) in table.relatives:
                break  # "a test with Veltra, which the chain ended": another's deed
            if plain(token) in table.links and token.i > span.end + 2:
                break
            if token.dep_ in SUBJECTS and token.i > span.end + 2:
                break  # « Reprise par Veltra, l'usine ferme »: the clause has its own subject
            if table.group(token.lower_):
                yield token.lower_


def nouns_apposed(doc: Doc, span: Span, table: Words) -> Iterator[str]:
    """Yield any noun in apposition, in the lexicon or not: "Orvel, the Ohio maker of pumps".

    Titles are people's: "Orvel, the chief executive" is somebody.
    """
    following = doc[span.end : span.end + 2]
    articles = table.definite | table.indefinite
    if len(following) > 1 and following[0].text == "," and plain(following[1]) in articles:
        last = None
        for token in doc[span.end + 2 : span.end + 2 + APPOSITION]:
            is_noun = token.pos_ == "NOUN" and token.is_lower
            if not (is_noun or token.pos_ in {"ADJ", "PROPN", "NUM"} or token.text == "-"):
                break
            last = token if is_noun and not (last and table.trade_first) else last
        if last is not None and _may_be_called(last, table):
            yield last.lower_
    before = doc[span.start - 1] if span.start else None
    is_noun = before is not None and before.pos_ == "NOUN" and before.is_lower
    if before is None or not (is_noun and before.i):
        return
    if plain(doc[before.i - 1]) in articles and _may_be_called(before, table):
        yield before.lower_  # « le négociant Orvel »


def _may_be_called(noun: Token, table: Words) -> bool:
    """Ask whether an organisation may be called by a noun: one thing, no title, no machine."""
    is_one = noun.morph.get("Number", []) != ["Plur"]
    return (
        is_one
        and noun.lower_ not in table.titles
        and noun.lower_ not in table.products
        and noun.lower_ not in table.kin
        and noun.lower_ not in table.papers
        and noun.lower_ not in table.parts
    )


def own_nouns(mention: Mention, table: Words) -> Iterator[str]:
    """Yield the nouns in a name: "the institute" for the "Institute for Plain Words".

    A body that is no company is called by its first or last word: "the alliance".
    """
    parts = mention.name.lower().split()
    for at, part in enumerate(parts):
        is_edge = mention.kind != COMPANY and len(parts) > 1 and at in {0, len(parts) - 1}
        if is_edge or part in table.bodies or part in table.organisations:
            yield part


def members(noun: Token) -> Token:
    """Return those of whom a body is, "tenants" in "the tenants' union", or its noun."""
    owners = (one for one in noun.lefts if one.dep_ == "poss" and one.is_lower)
    return next((one for one in owners if one.morph.get("Number", []) == ["Plur"]), noun)
