"""Whether a name is only that of a medium to which somebody spoke."""

from spacy.tokens import Doc

from extract.nlp import lowers
from extract.vocabulary import Words


def is_told(doc: Doc, start: int, table: Words) -> bool:
    """Ask whether a name is a medium: "told the Chronicle", « confié aux Échos », "(Reuters)"."""
    at = start - 1
    forms = lowers(doc)
    while at >= 0 and (forms[at] in table.before_media or forms[at] in table.stripped):
        at -= 1
    if at > 0 and doc[at].pos_ == "ADJ" and forms[at - 1] in table.media:
        at -= 1  # « en entrevue éditoriale avec Orvel »
    if at < 0:
        return False
    if forms[at] in table.media_verbs:
        return at < start - 1
    return forms[at] in table.media
