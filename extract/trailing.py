"""Words whose speaker the next sentence names: « … C'est la promesse faite mardi par Lind ».

Newswriting puts a deed or a finding first, and whose word it is second. What is reported is then
the whole sentence before.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from extract.brackets import before_bracket
from extract.cues import Cues
from extract.phrases import (
    ACTIVE_SUBJECTS,
    VERBS,
    TokenSpan,
    cue_span,
    inverted_speaker,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)
from extract.reports import Report
from extract.sources import source_phrase, source_speaker
from extract.vocabulary import words

SHORTEST = 5
"""Tokens of the sentence before; less tells nothing."""
REACH = 8
"""Tokens from the head of a sentence to what it calls the words before."""

Told = tuple[TokenSpan, TokenSpan | None]
"""A cue and who speaks."""


def trailing(
    doc: Doc, *, cues: Cues, inside: Sequence[int], held: AbstractSet[int]
) -> Iterator[Report]:
    """Yield the sentences whose speaker the sentence after them names.

    ``inside`` holds, for each token, the index of the quote marks around it or -1; ``held`` the
    tokens that are reported already. A sentence that is, or that holds marks, is left out.
    """
    before: Span | None = None
    for sentence in doc.sents:
        here = trimmed(doc, sentence.start, sentence.end)
        if here is None:
            continue
        span = doc[here[0] : here[1]]
        if before is not None and _may_be_told(before, cues, inside=inside, held=held):
            said = None if held & set(range(*here)) else _told(span, cues)
            if said and not any(inside[i] >= 0 for i in range(*here)):
                yield Report(
                    cue=said[0],
                    speaker=said[1],
                    content=((before.start, before.end),),
                    force="speech",
                    construction="trailing",
                )
        before = span


def _may_be_told(
    before: Span, cues: Cues, *, inside: Sequence[int], held: AbstractSet[int]
) -> bool:
    if len(before) < SHORTEST or "\n" in before.text:
        return False
    after = before.doc[before.end] if before.end < len(before.doc) else None
    if after is not None and after.text in {"?", ":"}:
        return False
    if max(inside[before.start : before.end]) >= 0:
        return False
    if not held.isdisjoint(range(before.start, before.end)):
        return False
    first = plain(before[0])
    return first not in cues.trailing["opens"] and any(token.pos_ in VERBS for token in before)


def _told(sentence: Span, cues: Cues) -> Told | None:
    if plain(sentence[0]) in cues.trailing["opens"]:
        return (
            _called(sentence, cues) or _what_is_said(sentence, cues) or _according(sentence, cues)
        )
    return _news(sentence, cues) or _said_so(sentence, cues)


def _called(sentence: Span, cues: Cues) -> Told | None:
    """Read « C'est la conclusion d'une étude », "That is the verdict of a panel"."""
    doc = sentence.doc
    known = cues.nouns["words"] | cues.nouns["labels"]
    for token in sentence[1:REACH]:
        if plain(token) in cues.complementizers or token.pos_ == "VERB":
            return None
        if token.pos_ == "NOUN" and token.lemma_.lower() in known:
            speaker = _owner(doc, token, sentence.end, cues)
            return ((token.i, token.i + 1), speaker) if speaker else None
    return None


def _owner(doc: Doc, noun: Token, end: int, cues: Cues) -> TokenSpan | None:
    """Return whose a promise is: « de Lind », « faite mardi par Lind », « qu'a faite Lind »."""
    links = cues.trailing["by"]
    by = next((i for i in range(noun.i + 1, end) if plain(doc[i]) in links), None)
    if by is not None:
        return source_speaker(doc, by + 1, end)
    at = noun.i + 1
    if at < end and plain(doc[at]) in cues.trailing["of"]:
        return source_speaker(doc, at + 1, end)
    if at < end and plain(doc[at]) in cues.that:
        return _round_verb(doc, at + 1, end)
    return None


def _round_verb(doc: Doc, start: int, end: int) -> TokenSpan | None:
    """Return the subject of a relative clause, before its verb or after it."""
    for i in range(start, end):
        if doc[i].pos_ == "VERB":
            own = next((c for c in doc[i].children if c.dep_ in ACTIVE_SUBJECTS and c.i < i), None)
            if own is not None:
                return noun_phrase(own, without=doc[i])
            return inverted_speaker(doc[i], end)
    return None


def _what_is_said(sentence: Span, cues: Cues) -> Told | None:
    """Read « C'est ce qu'affirme Lind », "That is what Lind says", "That is according to Lind"."""
    doc = sentence.doc
    for token in sentence[1:REACH]:
        cue = cues.at(token)
        if cue and token.pos_ in VERBS and cue.force == "speech" and cue.takes("clause"):
            what = {plain(doc[i]) for i in range(sentence.start + 1, token.i)}
            if what.isdisjoint(cues.trailing["what"]):
                return None
            own = next((c for c in token.children if c.dep_ in ACTIVE_SUBJECTS), None)
            is_before = own is not None and sentence.start < own.i < token.i
            speaker = noun_phrase(own, without=token) if own is not None and is_before else None
            speaker = speaker or inverted_speaker(token, sentence.end)
            return (cue_span(token, cue), speaker) if speaker else None
    return None


def _according(sentence: Span, cues: Cues) -> Told | None:
    """Read "That is according to Lind"."""
    for token in sentence[1:REACH]:
        if phrase := source_phrase(token, cues):
            start = token.i + len(phrase)
            speaker = source_speaker(sentence.doc, start, sentence.end)
            return ((token.i, start), speaker) if speaker else None
        if token.pos_ not in {"AUX", "ADV"}:
            return None
    return None


def _news(sentence: Span, cues: Cues) -> Told | None:
    """Read « L'information, révélée par Lind », "The news was first reported by Lind"."""
    doc = sentence.doc
    if len(sentence) < SHORTEST or sentence[1].lemma_.lower() not in cues.trailing["news"]:
        return None
    for token in sentence[2:REACH]:
        cue = cues.at(token)
        if cue and cue.force == "speech" and "Part" in token.morph.get("VerbForm", []):
            by = token.i + 1
            if by < sentence.end and plain(doc[by]) in cues.trailing["by"]:
                speaker = source_speaker(doc, by + 1, sentence.end)
                return ((token.i, token.i + 1), speaker) if speaker else None
        if token.text != "," and token.pos_ not in {"VERB", "AUX", "ADV"}:
            return None
    return None


def _said_so(sentence: Span, cues: Cues) -> Told | None:
    """Read « La direction l'a annoncé mardi », "The bank said so on Tuesday"."""
    doc = sentence.doc
    for token in sentence:
        cue = cues.at(token)
        if not cue or cue.lemma not in cues.trailing["tell"] or token.pos_ not in VERBS:
            continue
        start, end = cue_span(token, cue)
        if not _takes_it(doc, start, end, cues) or _is_inflected(token):
            return None
        subject = subject_of(token)
        is_own = subject is not None and sentence.start <= subject.i < start
        speaker = noun_phrase(subject, without=token) if subject is not None and is_own else None
        if cues.clitics["subject"]:
            speaker = before_bracket(doc, token) or speaker
        if speaker is None or speaker[0] - sentence.start > 1:
            return None
        return (start, end), speaker
    return None


def _takes_it(doc: Doc, start: int, end: int, cues: Cues) -> bool:
    """Ask whether all that a verb takes is a pronoun for the words before."""
    so = cues.trailing["so"]
    before = start > 0 and plain(doc[start - 1]) in so and bool(cues.clitics["subject"])
    after = end < len(doc) and plain(doc[end]) in so and not cues.clitics["subject"]
    at = end + after
    while at < len(doc) and doc[at].lower_ in words(doc.vocab.lang).days:
        at += 1
    follows = doc[at] if at < len(doc) else None
    is_open = follows is not None and (
        follows.text == ":"
        or plain(follows) in cues.complementizers
        or follows.pos_ in {"DET", "VERB", "NOUN", "NUM"}
    )
    return (before or after) and not is_open


def _is_inflected(verb: Token) -> bool:
    """Ask whether a participle agrees with a noun: « la rumeur, il l'a démentie »."""
    is_part = "Part" in verb.morph.get("VerbForm", [])
    return is_part and (
        verb.morph.get("Gender", []) == ["Fem"] or verb.morph.get("Number", []) == ["Plur"]
    )
