"""What follows whoever speaks beside a sentence: more of the words, or of the saying."""

from spacy.tokens import Doc, Token

from extract.cues import Cues
from extract.phrases import ACTIVE_SUBJECTS, TokenSpan
from extract.vocabulary import words

SHORTEST = 3
"""Tokens of another report; less is none."""
REACH = 6
"""Tokens from "and" to the verb of another's report."""


def is_tail(doc: Doc, before: TokenSpan, rest: TokenSpan, table: Cues) -> bool:
    """Ask whether what follows the speaker tells of the speaker, or where it was said.

    « …, admet Lind, qui dirige la banque », « …, admet Lind, lors d'une visite ».
    """
    first = doc[rest[0]]
    is_relative = first.pos_ == "PRON" and "Rel" in first.morph.get("PronType", [])
    if first.lower_ in words(doc.vocab.lang).who or (is_relative and table.clitics["subject"]):
        return True
    if first.pos_ == "CCONJ" and _is_next_report(doc, rest, table):
        return True
    if first.tag_ == "VBG" and table.at(first) is not None:
        return True  # "…, the bank said, citing falling demand"
    if table.clitics["subject"] and _is_apposed(first):
        return True
    is_told = any("Fin" in doc[i].morph.get("VerbForm", []) for i in range(*rest))
    if is_told or not table.clitics["subject"]:
        return False
    is_whole = any(
        doc[i].dep_ in ACTIVE_SUBJECTS or "Fin" in doc[i].morph.get("VerbForm", [])
        for i in range(*before)
    )
    return is_whole and (first.pos_ in {"ADP", "ADV"} or is_gerund(first))


def is_gerund(verb: Token) -> bool:
    """Ask whether a French verb goes with another: « …, rapporte Lind, citant des sources »."""
    form = (verb.morph.get("VerbForm", []), verb.morph.get("Tense", []))
    return verb.doc.vocab.lang == "fr" and form == (["Part"], ["Pres"])


def _is_apposed(first: Token) -> bool:
    """Ask whether a participle tells of the speaker: « …, explique Lind, arrivée en mars »."""
    form = (first.morph.get("VerbForm", []), first.morph.get("Tense", []))
    return form == (["Part"], ["Past"]) and not any(
        child.dep_.startswith("aux") for child in first.children
    )


def _is_next_report(doc: Doc, rest: TokenSpan, table: Cues) -> bool:
    """Ask whether another report of the same speaker is joined: ", and he credited the tools"."""
    if rest[1] - rest[0] < SHORTEST:
        return False
    if doc[rest[0] + 1].pos_ != "PRON":
        return _is_of_another(doc, rest, table)
    verb = next((doc[i] for i in range(rest[0] + 2, rest[1]) if doc[i].pos_ == "VERB"), None)
    return verb is not None and verb.i <= rest[0] + SHORTEST + 1 and table.at(verb) is not None


def _is_of_another(doc: Doc, rest: TokenSpan, table: Cues) -> bool:
    """Ask whether somebody else is told to say so: ", and the company confirmed it"."""
    verb = next((doc[i] for i in range(rest[0] + 1, rest[1]) if doc[i].pos_ == "VERB"), None)
    cue = table.at(verb) if verb is not None else None
    if verb is None or cue is None or cue.force != "speech" or verb.i > rest[0] + REACH:
        return False
    subject = next((child for child in verb.children if child.dep_ in ACTIVE_SUBJECTS), None)
    return subject is not None and rest[0] < subject.i < verb.i
