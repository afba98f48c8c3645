"""Words after a colon that somebody is said to say: « Lind tempère : … », "Its thesis: …"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.brackets import before_bracket
from extract.cues import Cues
from extract.cues import cues as cues_of
from extract.nlp import texts
from extract.phrases import (
    ACTIVE_SUBJECTS,
    COMMAS,
    NOMINAL,
    PEOPLE,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    inverted_speaker,
    is_passive,
    is_verbal,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)
from extract.reports import Report
from extract.times import times
from extract.vocabulary import words

REACH = 12
"""Tokens from a colon back to its cue."""
LONGEST_LABEL = 7
"""Tokens of a name with its post before a headline's colon."""
LONGEST_NAME = 3
NEAR = 4
"""Tokens from a colon back to the noun for what was said."""
SHORTEST_THING = 2
"""Tokens of a thing after a cue: « avait promis : aucun départ »."""
SHORTEST = 4
"""Tokens of a clause; less is a label of its own ("Price: 40 euros")."""


def after_colons(doc: Doc, *, cues: Cues, inside: Sequence[int]) -> Iterator[Report]:
    """Yield the clauses after colons that stand outside quote marks, in reading order."""
    for at, text in enumerate(texts(doc)):
        if text != ":" or inside[at] >= 0:
            continue
        token = doc[at]
        start, end = _bounds(doc, token.i)
        content = trimmed(doc, token.i + 1, end)
        if content is None or inside[content[0]] >= 0:
            continue
        if token.i + 1 < len(doc) and inside[token.i + 1] >= 0:
            continue
        said = _said(doc, start, token.i, cues)
        is_clause = any(doc[i].pos_ in VERBS and doc[i].dep_ != "acl" for i in range(*content))
        length = content[1] - content[0]
        found = said or labelled(doc, start, token.i, cues)
        if is_clause and length >= SHORTEST:
            found = (
                said
                or _attitude(doc, start, token.i, cues)
                or found
                or _worded(doc, start, token.i, cues)
                or _headline(doc, start, token.i)
            )
        elif not cues.clitics["subject"] or length < SHORTEST_THING:
            continue
        if found:
            cue, speaker = found
            yield Report(
                cue=cue,
                speaker=speaker,
                content=(content,),
                force="speech",
                construction="colon",
            )


def _bounds(doc: Doc, colon: int) -> TokenSpan:
    """Return the sentence around a colon, whatever the parser made of it."""
    start, end = colon, colon + 1
    written = texts(doc)
    while start > 0 and written[start - 1] not in STOPS and "\n" not in written[start - 1]:
        start -= 1
    while end < len(doc) and "\n" not in written[end]:
        if written[end] in STOPS:
            end += 1
            break
        end += 1
    return start, end


def _said(doc: Doc, start: int, colon: int, cues: Cues) -> tuple[TokenSpan, TokenSpan] | None:
    """Read « Le directeur tempère : … »: the last verb before the colon is a cue."""
    for i in range(colon - 1, max(start - 1, colon - REACH), -1):
        token = doc[i]
        is_lost = doc.vocab.lang != "en" and cues.at(token) and is_verbal(token, cues)
        if token.pos_ not in VERBS and not is_lost:
            continue
        cue = cues.at(token)
        may_say = cue and cue.force == "speech" and (cue.takes("clause") or cue.takes("inquit"))
        if not cue or not may_say or not is_verbal(token, cues) or is_passive(token):
            return None
        subject = subject_of(token) or next(
            (doc[j] for j in range(start, i) if doc[j].dep_ in ACTIVE_SUBJECTS), None
        )
        speaker = before_bracket(doc, token) if cues.clitics["subject"] else None
        if speaker is not None:
            return cue_span(token, cue), speaker
        if subject is not None and start <= subject.i < colon:
            speaker = noun_phrase(subject, without=token)
        else:
            speaker = inverted_speaker(token, colon) if cues.clitics["subject"] else None
        return (cue_span(token, cue), speaker) if speaker else None
    return None


def _attitude(doc: Doc, start: int, colon: int, cues: Cues) -> tuple[TokenSpan, TokenSpan] | None:
    """Read "Lind is adamant: …", « Lind n'en démord pas : … »."""
    stance = next(
        (
            i
            for i in range(colon - 1, max(start, colon - 4) - 1, -1)
            if doc[i].lower_ in cues.stances
        ),
        None,
    )
    if stance is None:
        return None
    for i in range(start, stance):
        if doc[i].dep_ in ACTIVE_SUBJECTS:
            speaker = noun_phrase(doc[i], without=doc[stance])
            return ((stance, stance + 1), speaker) if speaker else None
    return None


def _worded(doc: Doc, start: int, colon: int, cues: Cues) -> tuple[TokenSpan, TokenSpan] | None:
    """Read « La CFT a une autre lecture : … », "The bank has one answer: …"."""
    places = range(colon - 1, max(start, colon - NEAR) - 1, -1)
    label = next((doc[i] for i in places if _is_label(doc[i], cues)), None)
    if label is None:
        return None
    subject = next((doc[i] for i in range(start, label.i) if doc[i].dep_ in ACTIVE_SUBJECTS), None)
    if subject is None or subject.head.pos_ not in VERBS or subject.head.i > label.i:
        return None
    if _is_label(subject, cues):  # « La réponse de la banque tient en une phrase : … »
        owner = next((c for c in subject.children if c.dep_ in {"nmod", "poss"}), None)
        speaker = noun_phrase(owner) if owner is not None else None
        if speaker and doc[speaker[0]].pos_ == "ADP":
            speaker = speaker[0] + 1, speaker[1]
    else:
        speaker = noun_phrase(subject, without=subject.head)
    return ((label.i, label.i + 1), speaker) if speaker else None


def labelled(doc: Doc, start: int, colon: int, cues: Cues) -> tuple[TokenSpan, TokenSpan] | None:
    """Read "Its thesis: …", « L'argument de Lind est simple : … »."""
    noun = next(
        (doc[i] for i in range(start, min(colon, start + 4)) if _is_label(doc[i], cues)), None
    )
    if noun is None or any(
        doc[i].pos_ == "VERB" and i != noun.i and _is_finite(doc[i]) for i in range(start, colon)
    ):
        return None
    for i in range(start, noun.i):
        is_owner = doc[i].dep_ == "poss" or doc[i].morph.get("Poss", []) == ["Yes"]
        if is_owner and (doc[i].pos_ in NOMINAL or doc[i].pos_ == "DET"):
            return (noun.i, noun.i + 1), noun_phrase(doc[i]) or (i, i + 1)
    for i in range(noun.i + 1, colon):
        if doc[i].pos_ in {"NOUN", "PROPN"} and doc[i - 1].pos_ in {"DET", "ADP"}:
            link = i - 1 if doc[i - 1].pos_ == "ADP" else i - 2
            owning = cues.inquits["of"] | {"par"}
            if cues.clitics["subject"] and plain(doc[link]) not in owning:
                continue  # « L'explication, dans Le Fanal : … »
            owner = noun_phrase(doc[i])
            if owner and owner[0] > noun.i:
                first = link + 1 if cues.clitics["subject"] else owner[0]
                return (noun.i, noun.i + 1), (max(owner[0], first), min(owner[1], colon))
    return None


def _is_label(token: Token, cues: Cues) -> bool:
    if token.pos_ == "NOUN":
        return token.lemma_.lower() in cues.nouns["labels"]
    return token.is_title and token.lower_ in cues.nouns["labels"]


def _is_finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", []) or "Ind" in token.morph.get("Mood", [])


def _headline(doc: Doc, start: int, colon: int) -> tuple[TokenSpan, TokenSpan] | None:
    """Read "Veltra chief: we will rehire 200" where a paragraph opens with who speaks."""
    is_first = start == 0 or "\n" in doc[start - 1].text
    label = trimmed(doc, start, colon)
    if not is_first or label is None or label[1] - label[0] > LONGEST_LABEL:
        return None
    if any(doc[i].pos_ in VERBS or doc[i].text in COMMAS for i in range(*label)):
        return None
    if doc[label[0]].pos_ == "ADP":
        return None  # « À propos de Veltra : … »
    titles = words(doc.vocab.lang).titles
    last = doc[label[1] - 1]
    is_somebody = last.ent_type_ in PEOPLE or last.lower_ in titles
    is_somebody = is_somebody or (start == 0 and _is_heard(doc, label, colon))
    return (label, label) if is_somebody else None


def _is_heard(doc: Doc, label: TokenSpan, colon: int) -> bool:
    """Ask whether a headline opens with a study, or with a name that the text lets speak.

    English only: in French a name before a headline's colon is as often what it is about.
    """
    if doc.vocab.lang != "en" or label[1] - label[0] > LONGEST_NAME:
        return False
    last = doc[label[1] - 1]
    if label[1] - label[0] == 1 and last.lower_ in times(doc.vocab.lang).occasions:
        return True
    table = cues_of(doc.vocab.lang)
    for at in range(colon, len(doc) - 1):
        if doc[at].text != last.text:
            continue
        if doc[at].ent_type_ in PEOPLE:
            return True
        cue = table.at(doc[at + 1])
        if cue and cue.force == "speech" and doc[at + 1].pos_ in VERBS:
            return True
    return False
