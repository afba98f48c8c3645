"""Quoted words without a cue: whether they are an utterance, and of whom."""

from spacy.tokens import Doc, Span, Token

from extract.nlp import parts, sentence_start, sentence_with, text_of
from extract.phrases import ACTIVE_SUBJECTS, PEOPLE, STOPS, VERBS, TokenSpan, noun_phrase, plain
from extract.quoted import Words
from extract.vocabulary import words as words_of

FULL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "AUX"})
LEAST_TITLE = 3
"""Words with a capital from which quoted words are a title."""
SHORTEST = 2
"""Tokens of quoted words that the next paragraph goes on with."""
NEAR = 4
"""Tokens of a courtesy or a title before the name that opens a paragraph."""
LONG = 8
"""Tokens from which a sentence with a capital stands by itself before a comma."""
SHORTEST_FLOATING = 4
"""Tokens of quoted words that count as an utterance without any cue."""


def is_headline(doc: Doc, here: Words) -> bool:
    """Ask whether every word that counts has a capital: the title of an article or a book."""
    full = [doc[i] for i in range(here.start, here.end) if parts(doc)[i] in FULL]
    return len(full) >= LEAST_TITLE and all(token.is_title for token in full)


def ends_clause(doc: Doc, here: Words, left: int) -> bool:
    """Ask whether quoted words only end a clause told outside: « Il ne bouge « pas du tout » »."""
    at = here.outer[0] - 1
    first = doc[here.start]
    if at < left or not first.text[:1].islower() or doc[at].is_space:
        return False
    if doc[at].text in STOPS | {":"} or doc[at].is_quote:
        return False
    start = max(left, sentence_start(doc[at]))
    if _lacks_subject(doc, here) and doc[at].text != ",":
        return True
    while at > start and doc[at - 1].text not in STOPS | {":"}:
        at -= 1
    return any(
        doc[i].dep_ in ACTIVE_SUBJECTS and (doc[i].head.i >= here.start or _is_finite(doc[i].head))
        for i in range(at, here.outer[0])
    )


def _lacks_subject(doc: Doc, here: Words) -> bool:
    """Ask whether words begin with a finite verb: "Using it “is a mistake,” said Lind"."""
    first = doc[here.start]
    is_english = doc.vocab.lang == "en"
    return is_english and first.pos_ in VERBS and first.tag_ in {"MD", "VBD", "VBP", "VBZ"}


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
    return subject_before(doc, here.outer[0], left=left)


def subject_before(doc: Doc, place: int, *, left: int = 0, named: bool = False) -> TokenSpan | None:
    """Return whom the sentence before a token is about, if a person; none left of ``left``.

    With ``named`` any name will do.
    """
    at = place - 1
    while at >= left and doc[at].is_space:
        at -= 1
    if at <= left:
        return None
    sentence = sentence_with(doc[at])
    return _person_in(sentence, named=named) if sentence.start >= left else None


def told_elsewhere(doc: Doc, here: Words, right: int) -> TokenSpan | None:
    """Return whom the next sentence is about, else the person named last."""
    found = _told_after(doc, here, right) or _last_person(doc, here)
    return found or (_told_below(doc, here) if doc.vocab.lang == "fr" else None)


def _told_below(doc: Doc, here: Words) -> TokenSpan | None:
    """Return the person whom the next paragraph opens with, for words that open the story."""
    at = here.outer[1]
    while at < len(doc) and doc[at].is_space:
        at += 1
    sentence = sentence_with(doc[at]) if at < len(doc) else None
    named = next((e for e in sentence.ents if e.label_ in PEOPLE), None) if sentence else None
    return (named.start, named.end) if named is not None and named.start - at <= NEAR else None


def _told_after(doc: Doc, here: Words, right: int) -> TokenSpan | None:
    """Return whom the sentence right after is about, for words that open the story."""
    at = here.outer[1]
    while at < right and doc[at].is_space and "\n" not in doc[at].text:
        at += 1
    if at >= right or doc[at].is_space:
        return None
    sentence = sentence_with(doc[at])
    named = next((e for e in sentence.ents if e.label_ in PEOPLE), None)
    if named is None or doc.vocab.lang != "fr":
        return _person_in(sentence)
    return _person_in(sentence) or (named.start, named.end)


def _last_person(doc: Doc, here: Words) -> TokenSpan | None:
    """Return the person named last before the words."""
    before = [e for e in doc.ents if e.label_ in PEOPLE and e.end <= here.outer[0]]
    return (before[-1].start, before[-1].end) if before else None


def _person_in(sentence: Span, *, named: bool = False) -> TokenSpan | None:
    for token in sentence:
        if token.dep_ in ACTIVE_SUBJECTS and token.head.dep_ in {"ROOT", "xcomp"}:
            is_named = named and token.pos_ == "PROPN"
            return noun_phrase(token) if is_named or _is_somebody(token) else None
    return None


def _is_somebody(token: Token) -> bool:
    """Ask whether a subject is a person's name or a pronoun for one."""
    table = words_of(token.doc.vocab.lang)
    people = table.pronouns["masculine"] | table.pronouns["feminine"]
    if token.ent_type_ in PEOPLE or token.lower_ in people:
        return True
    is_post = token.lower_ in table.titles or token.lower_ in table.taken_up
    is_someone = token.pos_ == "NOUN" and token.lower_.endswith(table.person_endings)
    if is_someone and token.morph.get("Number", []) != ["Plur"]:
        return True
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
    is_whole = is_whole or (doc.vocab.lang == "fr" and is_announced(doc, here))
    if not is_whole or not text[here.mark.start].isupper():
        return False
    before = here.outer[0]
    while before > left and doc[before - 1].is_space:
        before -= 1
    starts = before == left or doc[before - 1].text in STOPS | {":"}
    ends = text[here.mark.end - 1] in ".?!…," or here.mark.is_continued
    after = text[here.mark.outer[1] : here.mark.outer[1] + 1]
    is_french = doc.vocab.lang == "fr"
    is_apart = after == "," and is_french and is_long(here, LONG)
    return starts and (ends or is_apart or after in {".", "\n", ""} or is_announced(doc, here))


def announcer_of(doc: Doc, here: Words) -> TokenSpan | None:
    """Return who is told after « … » : c'est la promesse faite par Lind, « …, le cri de Lind »."""
    at = here.outer[1]
    end = at
    while end < len(doc) and doc[end].text not in STOPS and "\n" not in doc[end].text:
        end += 1
    by = next((i + 1 for i in range(at, end) if plain(doc[i]) == "par"), None)
    if by is not None and by < end:
        head = next((doc[i] for i in range(by, end) if doc[i].pos_ in {"NOUN", "PROPN"}), None)
        named = noun_phrase(head) if head is not None else None
        return (max(named[0], by), named[1]) if named is not None else None
    named_here = (e for e in doc.ents if e.label_ in PEOPLE and at <= e.start and e.end <= end)
    first = next(named_here, None)
    return (first.start, first.end) if first is not None else None


def is_announced(doc: Doc, here: Words) -> bool:
    """Ask whether a sentence opens with words and a colon: « Aucun départ » : c'est promis."""
    at = here.outer[1]
    while at < len(doc) and doc[at].is_space and "\n" not in doc[at].text:
        at += 1
    first = here.outer[0] == 0 or doc[here.outer[0] - 1].is_space or doc[here.outer[0] - 1].is_punct
    return first and at < len(doc) and doc[at].text == ":" and is_long(here, SHORTEST)
