"""The house to which a company belongs: "a unit of Veltra", « filiale du néerlandais Veltra »."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from extract.kinds import POSSESSIVES
from extract.names import PERSON, Mention
from extract.phrases import plain
from extract.vocabulary import Words

REACH = 6
"""Tokens between the word of belonging and the owner's name."""
SMALL = frozenset({"DET", "ADJ", "NOUN", "ADP", "PART", "PROPN"})


def parents(
    doc: Doc, places: Sequence[tuple[Mention, Span]], table: Words
) -> Iterator[tuple[str, Mention]]:
    """Yield (noun, owner) for each owner told of: "the parent", « la maison mère » are it."""
    for mention, span in places:
        if mention.kind != PERSON and _owns(doc, span, table):
            for noun in table.parents:
                yield noun, mention


def parent_noun(noun: Token, table: Words) -> str:
    """Return "parent", « maison mère » when a noun, with the one after it, means the owner."""
    pair = noun.doc[noun.i : noun.i + 2].text.lower()
    return next((form for form in (pair, noun.lower_) if form in table.parents), "")


def _is_predicate(noun: Token) -> bool:
    """Ask whether a noun tells what another is, not who acts: « X, filiale de », "is a unit of"."""
    at = noun.i - 1
    while at > 0 and noun.doc[at].pos_ in {"ADJ", "NOUN", "DET"}:
        at -= 1
    return at >= 0 and (noun.doc[at].text in {",", "("} or noun.doc[at].pos_ in {"AUX", "VERB"})


def _owns(doc: Doc, span: Span, table: Words) -> bool:
    for i in range(span.start - 1, max(-1, span.start - 1 - REACH), -1):
        token = doc[i]
        form = plain(token)
        if form in table.divisions:
            return _is_predicate(token)  # ", the software arm of Veltra"
        if form in table.belongs:
            return form in table.issued or (
                i + 1 < span.start and _is_within(plain(doc[i + 1]), table)
            )
        is_owner = token.lower_ in POSSESSIVES
        if not (token.pos_ in SMALL or is_owner or _is_within(form, table)):
            return False
    return False


def _is_within(form: str, table: Words) -> bool:
    return form in table.issued or form in table.within
