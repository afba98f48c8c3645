"""Who can say something: names, posts, organisations, and not what is announced."""

from spacy.tokens import Doc

from extract.cues import cues
from extract.phrases import TokenSpan, plain
from extract.vocabulary import words

LONGEST_LEAD = 4
"""Tokens from an article to the noun of a post: « la très discrète directrice »."""


def may_speak(doc: Doc, phrase: TokenSpan) -> bool:
    """Ask whether a phrase is a name, or a definite noun for a post or an organisation."""
    if doc[phrase[0]].pos_ == "PROPN":
        return True
    table = words(doc.vocab.lang)
    if plain(doc[phrase[0]]) not in table.definite | table.possessives | {"un", "une", "les"}:
        return False
    return any(
        doc[i].lower_ in table.titles
        or doc[i].lower_ in table.organisations
        or doc[i].lower_ in table.taken_up
        for i in range(phrase[0] + 1, min(phrase[1], phrase[0] + LONGEST_LEAD))
    )


def may_tell(doc: Doc, phrase: TokenSpan) -> bool:
    """Ask whether a phrase after a verb of saying is who says it, not what is announced.

    « …, indique l'entourage du ministre » has a speaker, « …, annonce la suppression » a deed.
    """
    if may_speak(doc, phrase):
        return True
    table = cues(doc.vocab.lang).inquits
    noun = next((doc[i] for i in range(*phrase) if doc[i].pos_ in {"NOUN", "PROPN"}), None)
    if noun is not None and noun.pos_ == "PROPN" and noun.text[:1].isupper():
        return True
    if noun is None or noun.morph.get("Number", []) == ["Plur"]:
        return False
    is_definite = plain(doc[phrase[0]]) in table["opens"]
    return is_definite and not noun.lower_.endswith(tuple(table["deeds"]))
