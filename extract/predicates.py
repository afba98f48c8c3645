"""Reports without a verb of saying: "is adamant that …", « il ressort de l'enquête que … »."""

from spacy.tokens import Token

from extract.complements import whole
from extract.cues import Cues
from extract.nlp import sentence_end
from extract.phrases import ACTIVE_SUBJECTS, VERBS, noun_phrase, plain, trimmed
from extract.reported import Report
from extract.sources import source_speaker

NEAR = 3
"""Tokens from the verb "be" to what it says of somebody."""
REACH = 14
"""Tokens from « il ressort » to its « que »."""


def predicated(token: Token, cues: Cues) -> Report | None:
    """Return what a state of mind, or a verb whose subject is empty, reports."""
    form = plain(token)
    if form in cues.minds:
        return _held(token, cues)
    return _emerging(token, cues) if form in cues.emerging else None


def _held(token: Token, cues: Cues) -> Report | None:
    """Read "is convinced that …", « reste persuadée que … », "is adamant the tool will stay"."""
    subject = _subject(token)
    speaker = noun_phrase(subject, without=token) if subject is not None else None
    if speaker is None or token.i + 1 >= sentence_end(token):
        return None
    opener = plain(token.nbor(1))
    clause = next((c for c in _below(token) if c.dep_ == "ccomp" and c.i > token.i), None)
    if clause is None or clause.left_edge.i != token.i + 1:
        return None
    has_subject = any(child.dep_.startswith("nsubj") for child in clause.children)
    if opener not in cues.that and (cues.clitics["subject"] or not has_subject):
        return None
    return Report(
        cue=(token.i, token.i + 1),
        speaker=speaker,
        content=whole(clause, after=token),
        force="belief",
        construction="clause",
    )


def _below(token: Token) -> list[Token]:
    """Return what depends on a word, or on the verb right before it."""
    over = token.head
    is_near = over.pos_ in VERBS and 0 < token.i - over.i <= NEAR
    return [*token.children, *(over.children if is_near else ())]


def _subject(token: Token) -> Token | None:
    found = (
        child
        for child in (*token.children, *token.head.children)
        if child.dep_ in ACTIVE_SUBJECTS | {"nsubjpass"} and child.i < token.i
    )
    return next(found, None)


def _emerging(token: Token, cues: Cues) -> Report | None:
    """Read « Il ressort de l'enquête que … », "It emerged from the filing that …"."""
    doc, limit = token.doc, sentence_end(token)
    if token.i == 0 or plain(doc[token.i - 1]) not in cues.empty or token.i + 2 >= limit:
        return None
    if doc[token.i + 1].pos_ != "ADP":
        return None
    for i in range(token.i + 3, min(limit, token.i + REACH)):
        if plain(doc[i]) in cues.that:
            speaker = source_speaker(doc, token.i + 2, i)
            content = trimmed(doc, i, limit)
            if speaker is None or content is None:
                return None
            return Report(
                cue=(token.i, token.i + 1),
                speaker=speaker,
                content=(content,),
                force="finding",
                construction="clause",
            )
        if doc[i].pos_ in VERBS:
            return None
    return None
