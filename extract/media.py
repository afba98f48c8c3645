"""Whether a name is only that of a medium to which somebody spoke."""

from spacy.tokens import Doc

from extract.vocabulary import Words


def is_told(doc: Doc, start: int, table: Words) -> bool:
    """Ask whether a name is a medium: "told the Chronicle", « confié aux Échos », "(Reuters)"."""
    at = start - 1
    while at >= 0 and (doc[at].lower_ in table.before_media | table.stripped):
        at -= 1
    if at < 0:
        return False
    if doc[at].lower_ in table.media_verbs:
        return at < start - 1
    return doc[at].lower_ in table.media
