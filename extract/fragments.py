"""Quoted fragments that a verb of saying governs: « y voit « une page tournée » », "a start"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.brackets import before_bracket, beside_participle
from extract.cues import REFLEXIVE, Cue, Cues
from extract.phrases import (
    OBJECTS,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    head_of,
    inverted_speaker,
    is_passive,
    is_verbal,
    noun_phrase,
    plain,
    subject_of,
)
from extract.quoted import Words
from extract.reports import Report

REACH = 9
"""Tokens from the opening mark back to the verb."""
LONGEST_JOIN = 3
"""Tokens between two fragments of one cue."""
SHORTEST = 2
"""Tokens; a single word in marks is as often a term."""
_LINKS = frozenset({"DET", "ADP", "ADV", "PRON", "NOUN", "PROPN", "NUM", "ADJ", "PART", "SCONJ"})
_FULL = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


def fragments(doc: Doc, free: Sequence[Words], *, cues: Cues) -> Iterator[tuple[Words, Report]]:
    """Yield words in marks that nothing else took up, with the cue before them that does.

    Names and terms stay out: words with capitals, words beside a noun that they name.
    """
    last: tuple[Words, Report] | None = None
    for here in free:
        if last is not None and _is_joined(doc, last[0], here):
            last = (here, replace(last[1], content=((here.start, here.end),)))
            yield last
            continue
        found = _cue_before(doc, here, cues)
        if found is None or _is_name(doc, here, found[1]):
            continue
        verb, cue = found
        is_judged = cue.names or (cue.partner == REFLEXIVE and bool(cue.prepositions))
        # The model takes « immature » for a noun; right after the thing judged it is no term.
        is_apposed = cue.names and doc[here.outer[0] - 1].pos_ == "NOUN"
        is_verdict = is_judged and (doc[here.start].pos_ in {"ADJ", "VERB"} or is_apposed)
        if here.end - here.start < SHORTEST and not is_verdict:
            continue
        speaker = _speaker(verb, cue, here.outer[0])
        if speaker is None or all(plain(doc[i]) in cues.nobody for i in range(*speaker)):
            continue
        last = (
            here,
            Report(
                cue=cue_span(verb, cue),
                speaker=speaker,
                content=((here.start, here.end),),
                force="speech",
                construction="fragment",
            ),
        )
        yield last


def _is_joined(doc: Doc, before: Words, here: Words) -> bool:
    """Ask whether only « et » or a comma stands between two: « « brutale » et « injuste » »."""
    between = doc[before.outer[1] : here.outer[0]]
    return 0 < len(between) <= LONGEST_JOIN and all(
        token.pos_ in {"CCONJ", "ADP"} or token.text == "," for token in between
    )


def _is_name(doc: Doc, here: Words, cue: Cue) -> bool:
    """Ask whether quoted words are a title, or the term that names the noun beside them.

    After « juge le plan » they say what somebody thinks of it.
    """
    full = [doc[i] for i in range(here.start, here.end) if doc[i].pos_ in _FULL]
    if not full or all(token.text[:1].isupper() for token in full):
        return True
    before = doc[here.outer[0] - 1] if here.outer[0] else None
    after = doc[here.outer[1]] if here.outer[1] < len(doc) else None
    if after is not None and after.pos_ in {"NOUN", "PROPN"}:
        return True
    is_beside = before is not None and before.pos_ in {"NOUN", "PROPN"}
    return is_beside and not cue.names and doc[here.start].pos_ not in {"DET", "PRON", "ADV", "ADP"}


def _cue_before(doc: Doc, here: Words, cues: Cues) -> tuple[Token, Cue] | None:
    for i in range(here.outer[0] - 1, max(-1, here.outer[0] - 1 - REACH), -1):
        token = doc[i]
        if "\n" in token.text or token.text in STOPS:
            return None
        cue = cues.at(token)
        may_stand = token.pos_ in VERBS or doc.vocab.lang == "fr"
        if cue and may_stand and is_verbal(token, cues):
            is_said = cue.force in {"speech", "belief"} and not is_passive(token)
            is_said = is_said and not _has_other_thing(token, here)
            return (token, cue) if is_said and "object" in _takes(cue) else None
        if token.pos_ in VERBS and _is_partner(doc, i, cues):
            continue
        if token.pos_ not in _LINKS:
            return None
    return None


def _has_other_thing(verb: Token, here: Words) -> bool:
    """Ask whether words are half of what is said: "blamed it on a “glitch”"."""
    thing = next((c for c in verb.children if c.dep_ in OBJECTS and c.pos_ == "PRON"), None)
    return thing is not None and any(
        child.dep_ == "prep" and child.lower_ in {"to", "on"} and thing.i < child.i < here.start
        for child in verb.children
    )


def _takes(cue: Cue) -> set[str]:
    """Return the constructions of a cue; one with a preposition takes a thing as well."""
    return {*cue.forces, *(("object",) if cue.prepositions or cue.takes("clause") else ())}


def _is_partner(doc: Doc, at: int, cues: Cues) -> bool:
    """Ask whether a verb is the second half of a cue: « fait valoir »."""
    before = doc[at - 1] if at else None
    cue = cues.at(before) if before is not None else None
    return cue is not None and cue.partner == doc[at].lower_


def _speaker(verb: Token, cue: Cue, limit: int) -> TokenSpan | None:
    head = head_of(verb, cue)
    if verb.doc.vocab.lang == "fr":
        if named := before_bracket(verb.doc, verb):
            return named
        subject = beside_participle(head) or subject_of(head)
    else:
        subject = subject_of(head)
    before = verb.doc[verb.i - 1] if verb.i else verb
    is_lost = subject is None or subject.i > verb.i
    if is_lost and verb.doc.vocab.lang == "fr" and before.pos_ in {"NOUN", "PROPN"}:
        subject = before.head if before.dep_ in {"appos", "flat:name", "nmod"} else before
    if subject is not None:
        return noun_phrase(subject, without=verb)
    return inverted_speaker(verb, limit)
