"""Quoted words without a cue: whether they are an utterance, and of whom."""

from spacy.tokens import Doc, Span, Token

from extract.nlp import text_of
from extract.phrases import ACTIVE_SUBJECTS, PEOPLE, STOPS, VERBS, TokenSpan, noun_phrase, plain
from extract.quoted import Words
from extract.vocabulary import words as words_of

FULL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "AUX"})
LEAST_TITLE = 3
"""Words with a capital from which quoted words are a title."""
SHORTEST = 2
"""Tokens of quoted words that the next paragraph goes on with."""
SHORTEST_FLOATING = 4
"""Tokens of quoted words that count as an utterance without any cue."""


def is_headline(doc: Doc, here: Words) -> bool:
    """Ask whether every word that counts has a capital: the title of an article or a book."""
    full = [doc[i] for i in range(here.start, here.end) if doc[i].pos_ in FULL]
    return len(full) >= LEAST_TITLE and all(token.is_title for token in full)


def ends_clause(doc: Doc, here: Words, left: int) -> bool:
    """Ask whether quoted words only end a clause told outside: « Il ne bouge « pas du tout » »."""
    at = here.outer[0] - 1
    first = doc[here.start]
    if at < left or not first.text[:1].islower() or doc[at].is_space:
        return False
    if doc[at].text in STOPS | {":"} or doc[at].is_quote:
        return False
    start = max(left, doc[at].sent.start)
    while at > start and doc[at - 1].text not in STOPS | {":"}:
        at -= 1
    return any(
        doc[i].dep_ in ACTIVE_SUBJECTS and (doc[i].head.i >= here.start or _is_finite(doc[i].head))
        for i in range(at, here.outer[0])
    )


def _is_finite(verb: Token) -> bool:
    return verb.pos_ in VERBS


def is_long(here: Words, least: int) -> bool:
    """Ask whether quoted words have that many tokens."""
    return here.end - here.start >= least


def is_sentence(doc: Doc, here: Words) -> bool:
    """Ask whether quoted words have a verb and enough words for a sentence."""
    return is_long(here, SHORTEST_FLOATING) and any(
        doc[i].pos_ in VERBS for i in range(here.start, here.end)
    )


def is_reply(doc: Doc, here: Words) -> bool:
    """Ask whether quoted words begin and end as a sentence does: « Moins. », "Never!"."""
    text = text_of(doc)[here.mark.start : here.mark.end]
    return text[:1].isupper() and text[-1:] in ".?!…"


def told_before(doc: Doc, here: Words, left: int) -> TokenSpan | None:
    """Return whom the sentence right before is about: "He boasted of his staff. “We …”"."""
    at = here.outer[0] - 1
    while at >= left and doc[at].is_space:
        at -= 1
    if at <= left:
        return None
    sentence = doc[at].sent
    return _person_in(sentence) if sentence.start >= left else None


def told_elsewhere(doc: Doc, here: Words, right: int) -> TokenSpan | None:
    """Return whom the next sentence is about, else the person named last."""
    return _told_after(doc, here, right) or _last_person(doc, here)


def _told_after(doc: Doc, here: Words, right: int) -> TokenSpan | None:
    """Return whom the sentence right after is about, for words that open the story."""
    at = here.outer[1]
    while at < right and doc[at].is_space and "\n" not in doc[at].text:
        at += 1
    return _person_in(doc[at].sent) if at < right and not doc[at].is_space else None


def _last_person(doc: Doc, here: Words) -> TokenSpan | None:
    """Return the person named last before the words."""
    before = [e for e in doc.ents if e.label_ in PEOPLE and e.end <= here.outer[0]]
    return (before[-1].start, before[-1].end) if before else None


def _person_in(sentence: Span) -> TokenSpan | None:
    for token in sentence:
        if token.dep_ in ACTIVE_SUBJECTS and token.head.dep_ in {"ROOT", "xcomp"}:
            return noun_phrase(token) if _is_somebody(token) else None
    return None


def _is_somebody(token: Token) -> bool:
    """Ask whether a subject is a person's name or a pronoun for one."""
    table = words_of(token.doc.vocab.lang)
    people = table.pronouns["masculine"] | table.pronouns["feminine"]
    if token.ent_type_ in PEOPLE or token.lower_ in people:
        return True
    is_post = token.lower_ in table.titles or token.lower_ in table.taken_up
    known = table.definite | table.possessives
    return is_post and any(
        child.dep_ in {"det", "poss"} and (plain(child) in known or child.pos_ != "DET")
        for child in token.children
    )


def floats(doc: Doc, here: Words, left: int) -> bool:
    """Ask whether words without a cue are a whole sentence or paragraph of their own."""
    text = text_of(doc)
    is_whole = is_sentence(doc, here) or is_reply(doc, here)
    is_whole = is_whole or (here.mark.is_continued and is_long(here, SHORTEST))
    if not is_whole or not text[here.mark.start].isupper():
        return False
    before = here.outer[0]
    while before > left and doc[before - 1].is_space:
        before -= 1
    starts = before == left or doc[before - 1].text in STOPS | {":"}
    ends = text[here.mark.end - 1] in ".?!…," or here.mark.is_continued
    after = text[here.mark.outer[1] : here.mark.outer[1] + 1]
    return starts and (ends or after in {".", "\n", ""})
