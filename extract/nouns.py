"""Nouns that hold words: "its claim that …", « la promesse de Lind de … », "his view is that …"."""

from spacy.tokens import Doc, Token

from extract.complements import whole
from extract.cues import Cues
from extract.nlp import sentence_end
from extract.phrases import (
    NOMINAL,
    OBJECTS,
    STOPS,
    VERBS,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)
from extract.reported import Report

NEAR = 6
"""Tokens from a noun to the « par » of who said it, and to the verb that equates it."""
FAR = 14
"""The same with a bracket between: "Her fear, voiced twice in May, is that"."""
SHORTEST = 3
"""Tokens of what somebody's noun holds; less says nothing."""


def owned(token: Token, cues: Cues) -> Report | None:
    """Read "its claim that …" and « son intention de … », where somebody owns the noun."""
    lemma = token.lemma_.lower()
    holds_words, holds_plan = lemma in cues.nouns["words"], lemma in cues.nouns["infinitive"]
    if not (holds_words or holds_plan):
        return None
    owner = next((child for child in token.children if _owns(child)), None)
    agent = _agent(token) if cues.clitics["subject"] else None
    if agent is not None:
        return _handed(token, agent, cues)
    if owner is None:
        return _given(token, cues)
    if holds_plan and owner.dep_ == "nmod" and _opens_plan(token.doc, owner.i + 1, cues):
        return _handed(token, owner, cues)
    for child in token.children:
        if child.i <= token.i or child.dep_ not in {"acl", "ccomp", "relcl", "acl:relcl", "xcomp"}:
            continue
        first = plain(child.left_edge)
        is_clause = first in cues.complementizers and any(
            below.dep_ == "mark" for below in child.children
        )
        is_plan = first in {"to", "de", "d'"}
        if (holds_words and is_clause) or (holds_plan and is_plan):
            return Report(
                cue=(token.i, token.i + 1),
                speaker=noun_phrase(owner),
                content=whole(child, after=token),
                force="speech" if is_clause else "intention",
                construction="noun",
            )
    return None


def _given(token: Token, cues: Cues) -> Report | None:
    """Read "gave an assurance that …", « a pris l'engagement de … »: whose words the verb says."""
    verb = token.head
    if token.dep_ not in OBJECTS or verb.lemma_.lower() not in cues.nouns["light"]:
        return None
    subject = subject_of(verb)
    speaker = noun_phrase(subject, without=verb) if subject is not None else None
    if speaker is None:
        return None
    for child in (*token.children, *verb.children):
        if child.i <= token.i or child.pos_ not in VERBS | {"ADJ", "NOUN"}:
            continue
        first = plain(child.left_edge)
        is_clause = first in cues.that and token.lemma_.lower() in cues.nouns["words"]
        # "made plans to build" tells a deed, "made a promise to" words.
        may_plan = bool(cues.clitics["subject"]) or token.lemma_.lower() in cues.nouns["words"]
        is_plan = may_plan and first in {"to", "de", "d'"} and _is_infinitive(child)
        if (is_clause or is_plan) and child.left_edge.i > token.i:
            return Report(
                cue=(token.i, token.i + 1),
                speaker=speaker,
                content=whole(child, after=token),
                force="speech" if is_clause else "intention",
                construction="noun",
            )
    return None


def _is_infinitive(verb: Token) -> bool:
    return verb.morph.get("VerbForm", []) == ["Inf"] or any(
        child.dep_.startswith("aux") and child.morph.get("VerbForm", []) == ["Inf"]
        for child in verb.children
    )


def _opens_plan(doc: Doc, start: int, cues: Cues) -> bool:
    """Ask whether « de ne licencier personne » follows the owner; the model may call it a noun."""
    if start + 2 >= len(doc) or plain(doc[start]) not in {"de", "d'"}:
        return False
    first = doc[start + 1]
    is_negated = plain(first) in cues.inquits["not"]
    return is_negated or first.morph.get("VerbForm", []) == ["Inf"]


def equated(token: Token, cues: Cues) -> Report | None:
    """Read "the bank's position is that …", « l'argument de Lind est que … »."""
    if token.lemma_.lower() not in cues.nouns["words"] | cues.nouns["labels"]:
        return None
    doc, end, past = token.doc, sentence_end(token), 0
    for i in range(token.i + 1, min(end - 1, token.i + FAR)):
        if i - token.i >= NEAR and not past:
            return None
        if i < past:
            continue
        if doc[i].text == "," and (past := _over_bracket(doc, i, end)):
            continue  # "Her fear, voiced twice in May, is that …"
        if doc[i].text in STOPS | {",", ":"} or doc[i].pos_ == "VERB":
            return None
        if doc[i].pos_ == "AUX" and plain(doc[i + 1]) in cues.that:
            speaker = _owner(token, i, cues)
            content = trimmed(doc, i + 1, end)
            if speaker is None or content is None:
                return None
            return Report(
                cue=(token.i, token.i + 1),
                speaker=speaker,
                content=(content,),
                force="speech",
                construction="noun",
            )
    return None


def _over_bracket(doc: Doc, comma: int, limit: int) -> int:
    """Return the token after the comma that closes what a participle opened, else 0.

    The model may take the participle for the sentence's verb.
    """
    if doc[comma + 1].pos_ != "VERB":
        return 0
    close = next((i for i in range(comma + 2, limit) if doc[i].text == ","), None)
    return close + 1 if close is not None and close - comma <= FAR else 0


def _owner(noun: Token, verb: int, cues: Cues) -> tuple[int, int] | None:
    """Return whose a noun is: a possessive before it, or « de Lind », "of the bank" after it."""
    doc = noun.doc
    before = next((child for child in noun.children if _owns(child) and child.i < noun.i), None)
    if before is not None:
        return noun_phrase(before) or (before.i, before.i + 1)
    at = noun.i + 1
    is_of = plain(doc[at]) in cues.inquits["of"] | {"of"}
    return trimmed(doc, at + 1, verb) if is_of and at + 1 < verb else None


def _agent(noun: Token) -> Token | None:
    """Return who stands in « l'annonce par Veltra de … », « la promesse, faite par Lind, de … »."""
    doc = noun.doc
    for i in range(noun.i + 1, min(len(doc) - 1, noun.i + NEAR)):
        if plain(doc[i]) == "par":
            return next((t for t in doc[i + 1 : i + 4] if t.pos_ in {"NOUN", "PROPN"}), None)
        is_between = doc[i].text == "," or "Part" in doc[i].morph.get("VerbForm", [])
        if not is_between and doc[i].pos_ not in {"ADJ", "ADV"}:
            return None
    return None


def _handed(noun: Token, agent: Token, cues: Cues) -> Report | None:
    """Read what follows the agent: « de la fermeture de trois agences », « de ne rien fermer »."""
    doc = noun.doc
    start = agent.i + 1
    while start < len(doc) and doc[start].pos_ in {"PROPN", "ADJ", "PUNCT"}:
        if doc[start].text in STOPS:
            return None
        start += 1
    if start >= len(doc) or plain(doc[start]) not in cues.inquits["of"] | cues.that:
        return None
    end = next(
        (
            i
            for i in range(start + 1, len(doc))
            if doc[i].text in STOPS | {",", ":"}
            or "\n" in doc[i].text
            or (doc[i].pos_ in VERBS and "Fin" in doc[i].morph.get("VerbForm", []))
        ),
        len(doc),
    )
    while end > start + 1 and doc[end - 1].pos_ in {"AUX", "PRON", "ADV"}:
        end -= 1
    content = trimmed(doc, start, end)
    speaker = noun_phrase(agent)
    if content is None or speaker is None or content[1] - content[0] < SHORTEST:
        return None
    return Report(
        cue=(noun.i, noun.i + 1),
        speaker=(speaker[0], min(speaker[1], start)),
        content=(content,),
        force="speech",
        construction="noun",
    )


def _owns(child: Token) -> bool:
    is_possessive = child.dep_ == "det" and child.morph.get("Poss", []) == ["Yes"]
    if child.dep_ == "compound" and child.pos_ == "PROPN" and child.i == child.head.i - 1:
        return True  # "Veltra plans to hire", taken for a noun phrase
    return child.dep_ == "poss" or is_possessive or (child.dep_ == "nmod" and child.pos_ in NOMINAL)
