"""Reported speech that goes on in the next sentence without a new attribution.

Both languages keep the mood of what was reported: « La direction a promis … . Les départs se
feraient sur la base du volontariat. », "The closure, he said, was final. It would save 4m."
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from extract.cues import Cues
from extract.nlp import sentence_with
from extract.phrases import ACTIVE_SUBJECTS, VERBS, trimmed
from extract.reports import Report

MOST = 2
"""Sentences that go on; further ones are as often the reporter's."""
SHORTEST = 4
"""Tokens."""


def continuations(
    doc: Doc, reported: Sequence[Report], *, cues: Cues, inside: Sequence[int]
) -> Iterator[Report]:
    """Yield the sentences right after a report whose main verb stays in its mood.

    Only after a report of speech that ends its sentence, in the same paragraph, without a cue,
    marks or a condition of their own.
    """
    taken = {i for report in reported for i in range(*report.cue)}
    held = {i for report in reported for span in report.content for i in range(*span)}
    for report in reported:
        if report.force != "speech" or not _ends_sentence(doc, report, cues):
            continue
        at = doc[report.content[-1][1] - 1].sent.end
        for _ in range(MOST):
            sentence = sentence_with(doc[at]) if at < len(doc) else None
            if sentence is None or not _goes_on(sentence, cues, inside=inside):
                break
            places = range(sentence.start, sentence.end)
            if any(i in taken or i in held for i in places):
                break
            content = trimmed(doc, sentence.start, sentence.end)
            if content is None or content[1] - content[0] < SHORTEST:
                break
            yield replace(report, content=(content,), construction="continuation")
            at = sentence.end


def _ends_sentence(doc: Doc, report: Report, cues: Cues) -> bool:
    """Ask whether a report of what was said is all its sentence, and told in the past."""
    if report.construction not in {"clause", "aside", "infinitive", "source"}:
        return False
    last = max(report.content[-1][1], report.cue[1])
    sentence = sentence_with(doc[last - 1])
    is_last = sentence.end - last <= SHORTEST
    verb = doc[report.cue[1] - 1]
    is_past = cues.conditional != "would" or verb.tag_ in {"VBD", "VBN"}
    return is_last and is_past


def _goes_on(sentence: Span, cues: Cues, *, inside: Sequence[int]) -> bool:
    first = sentence[0]
    if first.is_space or any("\n" in token.text for token in sentence[:-1]):
        return False
    if any(inside[token.i] >= 0 or token.text in "?:" for token in sentence):
        return False
    if any(token.lower_ in cues.conditions for token in sentence):
        return False
    return any(_is_main(token) and _keeps_mood(token, cues) for token in sentence)


def _is_main(verb: Token) -> bool:
    """Ask whether a verb governs the sentence, with a subject before it."""
    head = verb.head if verb.pos_ == "AUX" and verb.head.pos_ != "AUX" else verb
    is_top = verb.dep_ == "ROOT" or head.dep_ == "ROOT"
    over = verb if verb.dep_ == "ROOT" else head
    return (
        verb.pos_ in VERBS
        and is_top
        and any(
            child.dep_ in ACTIVE_SUBJECTS or child.dep_ == "nsubjpass" for child in over.children
        )
    )


def _keeps_mood(verb: Token, cues: Cues) -> bool:
    if cues.conditional:
        return verb.lower_ == cues.conditional
    # The model reads a rare conditional as a present, which never ends so.
    is_like = verb.lower_.endswith(cues.conditional_endings) and "Imp" not in verb.morph.get(
        "Tense", []
    )
    return is_like or "Cnd" in verb.morph.get("Mood", [])
