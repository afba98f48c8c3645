"""Firms that bear the surname of whoever owns them."""

from spacy.tokens import Doc

from extract.phrases import plain
from extract.vocabulary import Words


def is_house(doc: Doc, start: int, end: int, table: Words) -> bool:
    """Ask whether a surname is here the firm's that bears it: « chez Le Guen », "the Lind group".

    The noun for a company stands right beside it, or « chez » opens its sentence.
    """
    if not start:
        return False
    before = doc[start - 1]
    following = doc[end] if end < len(doc) else None
    if before.lower_ in table.at:
        return before.is_sent_start is True or table.writes_bodies_small
    if before.pos_ == "ADJ" and before.is_lower and before.i:
        before = before.nbor(-1)  # « l'entreprise familiale Le Guen »
    is_noun = before.pos_ in {"NOUN", "ADJ", "PROPN"} and before.lower_ not in table.titles
    if is_noun and table.organisations.get(before.lower_) == "companies":
        return True
    if following is None or plain(before) not in table.definite:
        return False
    return table.organisations.get(following.lower_) == "companies"
