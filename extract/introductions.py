"""What stands before quoted words and says whose they are: "Lind said:", « Selon Lind, »."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.asides import clitic_subject
from extract.brackets import before_bracket
from extract.colons import labelled
from extract.cues import Cues
from extract.floating import is_long, is_reply, is_sentence, subject_before
from extract.inquits import inquit
from extract.nlp import texts
from extract.phrases import (
    ACTIVE_SUBJECTS,
    COMMAS,
    PEOPLE,
    RELATIVES,
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
from extract.quoted import Words
from extract.sources import source_phrase, source_speaker
from extract.tellers import may_speak

REACH = 30
"""Tokens between quoted words and their cue; a longer way is another sentence's cue."""
LONGEST_LABEL = 6
"""Tokens of a name before a colon."""
SHORTEST = 2
"""Tokens of quoted words that a cue may introduce."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cue and a speaker beside quoted words."""

    cue: TokenSpan | None
    speaker: TokenSpan | None


# Lind said: "…" · Comme l'explique Lind : « … » · Lind: "…"


def introduced(  # noqa: C901 (cases in order, first match wins)
    doc: Doc, here: Words, left: int, cues: Cues
) -> Found | None:
    """Return the cue and the speaker that lead up to quoted words, from token ``left`` on."""
    at = here.outer[0] - 1
    while at >= left and doc[at].is_space:
        at -= 1
    if at < left:
        return _announced(doc, here, left, cues)
    lead = doc[at].text
    start = _sentence_start(doc, left, at)
    if lead == ":":
        found = _cue_back(doc, start, at, cues) or _label(doc, start, at)
        found = found or _labelled(doc, start, at, cues)
        if found or not (is_sentence(doc, here) or is_reply(doc, here)):
            return found
        named = _voice_given(doc, start, at) if cues.clitics["subject"] else None
        return named or _subject_before(doc, start, at) or _first_name(doc, start, at)
    if lead.lower() in RELATIVES and (asked := _source_relative(doc, at, start, cues)):
        return asked
    if lead in COMMAS and (named := _source_before(doc, start, at, cues, here=here)):
        return named
    if lead in COMMAS and (turned := _turned(doc, start, at, cues)):
        return turned
    if lead in COMMAS:
        found = _cue_back(doc, start, at, cues, reach=14) if is_long(here, SHORTEST) else None
        return None if found and _is_clause_end(doc, here, found, at) else found
    if cues.at(doc[at]) and is_sentence(doc, here) and _may_introduce(doc[at]):
        return _cue_back(doc, start, at + 1, cues, reach=3)
    if doc[at].lower_ in cues.complementizers and is_sentence(doc, here):
        return _cue_back(doc, start, at, cues, reach=8)
    return None


def _opens_aside(doc: Doc, start: int, verb: int) -> bool:
    """Ask whether no clause stands before a verb: « Lind, la maire, dit aux élus : « … » »."""
    return not any("Fin" in doc[i].morph.get("VerbForm", []) for i in range(start, verb))


def _voice_given(doc: Doc, start: int, colon: int) -> Found | None:
    """Read « Sud Hebdo donne la parole à Ada Lind, 71 ans : « … » »: the person named last.

    Only where the sentence is about no person itself.
    """
    about = subject_before(doc, colon)
    named = [e for e in doc.ents if e.label_ in PEOPLE and start <= e.start and e.end <= colon]
    if about is not None or not named or named[-1].start <= start + 1:
        return None
    return Found(None, (named[-1].start, named[-1].end))


def _labelled(doc: Doc, start: int, colon: int, cues: Cues) -> Found | None:
    """Read « La réponse de la DRH, consignée au procès-verbal : « … » »."""
    found = labelled(doc, start, colon, cues) if cues.clitics["subject"] else None
    return Found(*found) if found else None


def _turned(doc: Doc, start: int, comma: int, cues: Cues) -> Found | None:
    """Read « Toutefois, prévient la maire, « … » »: an aside right before the marks."""
    if not cues.clitics["subject"]:
        return None
    for i in range(comma - 1, start - 1, -1):
        if doc[i].text in COMMAS or (i == start and plain(doc[i]) in cues.as_said):
            said = inquit(doc, i + 1, comma, cues=cues)
            if said is not None and said.end == comma:
                return Found(said.cue, said.speaker)
    return None


def _is_clause_end(doc: Doc, here: Words, found: Found, at: int) -> bool:
    """Ask whether the marks only end what the cue governs: "said that it was full, “a mess”"."""
    if found.cue is None or doc[here.start].text[:1].isupper():
        return False
    between = range(found.cue[1], at)
    is_told = any(doc[i].text == ":" for i in between)
    return is_told or any("Fin" in doc[i].morph.get("VerbForm", []) for i in between)


def _may_introduce(verb: Token) -> bool:
    return verb.pos_ in VERBS and not is_passive(verb)


def _source_before(doc: Doc, start: int, comma: int, cues: Cues, *, here: Words) -> Found | None:
    """Read « Pour Maëlle Quintric, consultante chez Ardent, « … » »."""
    found = source_phrase(doc[start], cues)
    if found is None:
        return None
    named = source_speaker(doc, start + len(found), comma)
    if named is None or (found[0] in cues.careful_sources and not _is_somebody(doc, named)):
        return None
    return None if _goes_on(doc, here) else Found((start, start + len(found)), named)


def _goes_on(doc: Doc, here: Words) -> bool:
    """Ask whether marks only open a clause: « Selon Lind, « un tiers » des dépôts mentent »."""
    at = here.outer[1]
    if at >= len(doc) or doc[here.start].text[:1].isupper():
        return False
    return doc[at].pos_ in {"ADP", "AUX", "VERB", "DET", "NOUN", "ADJ"}


def _is_somebody(doc: Doc, named: TokenSpan) -> bool:
    """Ask whether a phrase names who can speak: « Pour Lind », not « Pour le lait »."""
    return may_speak(doc, named) or any(doc[i].pos_ in {"PROPN", "PRON"} for i in range(*named))


def _source_relative(doc: Doc, at: int, start: int, cues: Cues) -> Found | None:
    """Read « …, Solène Faugère, selon qui « … » »: who stands before the comma."""
    if at - 1 <= start or source_phrase(doc[at - 1], cues) is None:
        return None
    named = _nearest_noun(doc, start, at - 1)
    return Found((at - 1, at), named) if named else None


def _first_name(doc: Doc, start: int, end: int) -> Found | None:
    """Return the name that opens the sentence before a colon, whatever the parser made of it."""
    for i in range(start, min(end, start + 2)):
        if doc[i].pos_ == "PROPN":
            return Found(None, noun_phrase(doc[i]))
    return None


def _announced(doc: Doc, here: Words, left: int, cues: Cues) -> Found | None:
    """Read a paragraph that only announces the next ("Lind said:", "made this comment:")."""
    at = left - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at < 1 or doc[at].text != ":" or not is_long(here, SHORTEST):
        return None
    start = _sentence_start(doc, paragraph_start(doc, at), at)
    return _cue_back(doc, start, at, cues) or _subject_before(doc, start, at)


def announcer(doc: Doc, start: int, end: int, cues: Cues, *, inside: Sequence[int]) -> Found | None:
    """Return who is about to speak at the end of a paragraph (characters), if words are announced.

    "Lind wrote:", « Dans une note aux salariés, la direction écrit : »; a heading announces none.
    """
    paragraph = doc.char_span(start, end, alignment_mode="contract")
    if paragraph is None:
        return None
    colon = next((t.i for t in reversed(paragraph) if t.text == ":"), None)
    if colon is None or inside[colon] >= 0:
        return None
    first = _sentence_start(doc, paragraph.start, colon)
    found = _cue_back(doc, first, colon, cues)
    if found is None and any(doc[i].lemma_.lower() in cues.texts for i in range(first, colon)):
        found = _subject_before(doc, first, colon)
    if found is None or found.speaker is None or found.speaker[0] < first:
        return None
    nobody = cues.interview["asked"] | cues.nobody
    is_told = found.cue is not None and is_passive(doc[found.cue[1] - 1])
    return None if is_told or doc[found.speaker[0]].lower_ in nobody else found


def _subject_before(doc: Doc, start: int, end: int) -> Found | None:
    """Return the subject of the sentence that a colon ends, with no cue in it."""
    for i in range(start, end):
        if doc[i].dep_ in ACTIVE_SUBJECTS and doc[i].head.dep_ in {"ROOT", "conj"}:
            return Found(None, noun_phrase(doc[i], without=doc[i].head))
    return None


def _first_subject(doc: Doc, start: int, end: int, *, is_left: bool = False) -> TokenSpan | None:
    """Return the first subject between two tokens, else the name nearest to the end."""
    # « À la question de savoir s'il regrette, Lind répond »: in French the nearest speaks.
    places = range(start, end)
    for i in reversed(places) if doc.vocab.lang == "fr" else places:
        if doc[i].dep_ in ACTIVE_SUBJECTS and doc[i].lower_ not in RELATIVES:
            found = noun_phrase(doc[i])
            if found is None or found[1] <= end:
                return found
            while end > i + 1 and doc[end - 1].pos_ in {"ADP", "PUNCT"}:
                end -= 1  # « Et la dirigeante de lâcher : « … » »
            return found[0], end
    if is_left and start < end and doc[start].pos_ == "PROPN" and "," in (doc[end - 1].text):
        return noun_phrase(doc[start])  # « Bruno, délégué depuis 22 ans, estime : »
    return _nearest_noun(doc, start, end)


def _sentence_start(doc: Doc, left: int, at: int) -> int:
    start, written = at, texts(doc)
    while start > left and written[start - 1] not in STOPS:
        start -= 1
    return start


def _cue_back(doc: Doc, start: int, end: int, cues: Cues, *, reach: int = REACH) -> Found | None:
    for i in range(end - 1, max(start, end - reach) - 1, -1):
        token = doc[i]
        cue = cues.at(token)
        if cue and (cue.takes("clause") or cue.takes("inquit")) and is_verbal(token, cues):
            subject = subject_of(token) or _agent_of(token, end)
            clitic = clitic_subject(token, i, end)
            speaker = (clitic, clitic + 1) if clitic is not None else None
            if speaker is None and cues.clitics["subject"]:
                said = inquit(doc, i, end, cues=cues) if i and doc[i - 1].text == "," else None
                is_turned = said is not None and said.is_known and not _opens_aside(doc, start, i)
                speaker = said.speaker if said is not None and is_turned else None
                speaker = speaker or before_bracket(doc, token)
            is_here = subject is not None and start <= subject.i < end
            if speaker is None and subject is not None and (is_here or _is_gerund(token)):
                speaker = noun_phrase(subject, without=token)
            if not cue.receives:
                # "Lind told the Chronicle:" has who is told after it, never who speaks.
                speaker = speaker or inverted_speaker(token, end)
            speaker = speaker or _first_subject(doc, start, i, is_left=True)
            return Found(cue_span(token, cue), speaker)
        if reach < REACH and token.pos_ == "VERB" and token.dep_ in {"ROOT", "conj"}:
            return None
    return None


def _agent_of(verb: Token, end: int) -> Token | None:
    """Return who wrote « un message publié par le fondateur : « … » »."""
    if "Part" not in verb.morph.get("VerbForm", []):
        return None
    agents = (c for c in verb.children if c.dep_ == "obl:agent" and verb.i < c.i < end)
    return next(agents, None)


def _is_gerund(verb: Token) -> bool:
    """Ask whether a verb's subject may follow: « Estimant que « … », la fédération a quitté »."""
    return verb.morph.get("VerbForm", []) == ["Part"] and verb.morph.get("Tense", []) == ["Pres"]


def _nearest_noun(doc: Doc, start: int, end: int) -> TokenSpan | None:
    for i in range(end - 1, start - 1, -1):
        if doc[i].pos_ in {"PROPN", "PRON", "NOUN"}:
            return noun_phrase(doc[i]) if doc[i].pos_ != "PRON" else (i, i + 1)
    return None


def _label(doc: Doc, start: int, colon: int) -> Found | None:
    """Read "Nora Lind: …" at a paragraph's start as an attribution."""
    span = trimmed(doc, start, colon)
    if span is None or span[1] - span[0] > LONGEST_LABEL:
        return None
    if all(doc[i].pos_ in {"PROPN", "NOUN", "DET", "ADP"} for i in range(*span)) and any(
        doc[i].pos_ == "PROPN" for i in range(*span)
    ):
        return Found(None, span)
    return None


def paragraph_start(doc: Doc, at: int) -> int:
    """Return the first token of the paragraph that a token stands in."""
    written = texts(doc)
    while at > 0 and "\n" not in written[at - 1]:
        at -= 1
    return at
