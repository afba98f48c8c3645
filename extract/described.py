"""Somebody without a name whom a pronoun stands for: « Une lectrice … , confiait-elle »."""

from spacy.tokens import Doc, Token

from extract.lexicons import lexicon
from extract.marks import marked
from extract.nlp import text_of
from extract.phrases import ACTIVE_SUBJECTS, noun_phrase, plain
from extract.places import Cover
from extract.vocabulary import Words

MOST = 4
"""Sentences before the pronoun in which the person is told of; the model takes marks for some."""


def described_before(doc: Doc, pronoun: Token, *, table: Words) -> tuple[int, int] | None:
    """Return the characters of the last unnamed person of the pronoun's gender, if one is near.

    A subject outside quote marks, in the pronoun's paragraph; one for whom a common noun stands.
    """
    word = plain(pronoun).rsplit("-", 1)[-1]
    gender = "Masc" if word in table.pronouns["masculine"] else "Fem"
    if word not in table.pronouns["masculine"] and word not in table.pronouns["feminine"]:
        return None
    quoted = Cover((mark.start, mark.end) for mark in marked(text_of(doc)))
    left = MOST
    for i in range(pronoun.i - 1, -1, -1):
        token = doc[i]
        if "\n" in token.text or left < 0:
            return None
        left -= bool(token.is_sent_start)
        if token.dep_ not in ACTIVE_SUBJECTS or not is_human(token, table=table):
            continue
        is_other = token.morph.get("Gender", [gender]) != [gender]
        if is_other or quoted.covers((token.idx, token.idx + len(token))):
            continue
        phrase = noun_phrase(token)
        if phrase is not None:
            last = doc[phrase[1] - 1]
            return doc[phrase[0]].idx, last.idx + len(last)
    return None


def is_human(noun: Token, *, table: Words) -> bool:
    """Ask whether a common noun in the singular can only be a person: « lectrice », « cadre »."""
    lower = noun.lower_
    if noun.pos_ != "NOUN" or noun.morph.get("Number", []) == ["Plur"]:
        return False
    machines = lexicon(noun.doc.lang_, "units")["counted"]["machines"]
    if any(child.lower_ in machines for child in noun.children):
        return False  # « l'agent conversationnel »
    known = lower in table.titles or lower in table.taken_up or lower in table.courtesy
    return known or table.group(lower) == "workers" or lower.endswith(table.person_endings)
