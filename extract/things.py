"""What a cue takes for its object, directly or after a preposition."""

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues
from extract.extents import (
    after_saying,
    clause_end,
    is_inverted,
    over_phrases,
    over_time,
    span_after,
)
from extract.nlp import sentence_end
from extract.phrases import OBJECTS, STOPS, VERBS, TokenSpan, cue_span, over_adverbial, plain

_MEASURES = frozenset({"NUM", "SYM"})
"""What a number begins with: "at 40", "at $40"."""


def taken(
    token: Token, cue: Cue, thing: Token | None, cues: Cues
) -> tuple[tuple[TokenSpan, ...], str]:
    """Return the thing that a cue reports, and by which construction; empty where there is none.

    ``thing`` is the object that the parser found.
    """
    if cue.takes("object") and thing is not None and thing.pos_ != "PRON":
        end = _object_end(token, thing, cue)
        if cue.takes("clause") and _is_clause_after(token, thing):
            end = clause_end(token.doc, thing.left_edge.i, sentence_end(token))
            return span_after(token.doc, thing.left_edge.i, end, after=token), "clause"
        is_named = end > thing.right_edge.i + 1 or _has_two(token, thing)
        is_named = is_named or (cue.names and _is_called(thing, cue, cues, sentence_end(token)))
        if is_named or not cue.names:
            end = over_phrases(token.doc, end, sentence_end(token), cues)
            end = _with_addition(token.doc, end, sentence_end(token), cues)
            first = token.doc[token.i + 1]
            # « chiffre à 2 milliards les économies »: the measure belongs to what is said.
            is_before = plain(first) in cue.prepositions or (cue.names and first.pos_ == "ADJ")
            start = first.i if is_before else thing.left_edge.i
            start = over_time(token.doc, start, thing.i, cues) or start
            return span_after(token.doc, start, end, after=token), "object"
        return _object_after(token, cue, cues), "object"
    if cue.takes("object") and (found := _object_after(token, cue, cues)):
        start, end = found[0]
        end = _with_addition(token.doc, end, sentence_end(token), cues)
        return span_after(token.doc, start, end, after=token), "object"
    found, construction = _after_preposition(token, cue, thing)
    if found:
        start, end = found[0]
        end = over_phrases(token.doc, end, sentence_end(token), cues)
        end = _with_addition(token.doc, end, sentence_end(token), cues)
        found = span_after(token.doc, start, end, after=token)
    return found, construction


def _is_clause_after(verb: Token, thing: Token) -> bool:
    """Ask whether an object is a clause's subject, without "that": "warned costs would rise"."""
    end = thing.right_edge.i + 1
    if end >= sentence_end(verb):
        return False
    follows = verb.doc[end]
    return follows.pos_ in VERBS and follows.tag_ in {"MD", "VBD", "VBZ", "VBP"}


def _is_called(thing: Token, cue: Cue, cues: Cues, limit: int) -> bool:
    """Ask whether marks that the parser hung on the thing say what it is called.

    Or « comme » does, or a number: « estime le coût de la panne à 21 millions ».
    """
    doc = thing.doc
    for i in range(thing.i + 1, limit - 1):
        if doc[i].text in STOPS or doc[i].text == ",":
            return False
        if plain(doc[i]) in cues.as_said and i < thing.right_edge.i:
            return True
        if plain(doc[i]) in cue.prepositions:
            is_inside = i < thing.right_edge.i
            is_put = doc[i + 1].is_quote and i + 2 < limit and doc[i + 2].like_num
            if (is_inside and doc[i + 1].is_quote) or is_put or doc[i + 1].pos_ in _MEASURES:
                return True
    return False


def _with_addition(doc: Doc, end: int, limit: int, cues: Cues) -> int:
    """Step over what adds to a thing: « 300 départs, soit un dixième de l'effectif, »."""
    at = end + (end < limit and doc[end].text == ",")
    if at >= limit or plain(doc[at]) not in cues.goes_on:
        return end
    for i in range(at + 1, limit):
        if doc[i].text in STOPS | {",", ":", "("} or "\n" in doc[i].text or doc[i].is_quote:
            return i
        if doc[i].pos_ in VERBS:
            return end
    return limit


def _object_after(  # noqa: C901 (refusals in order)
    token: Token, cue: Cue, cues: Cues
) -> tuple[TokenSpan, ...]:
    """Return an object that the parser lost: « a détaillé devant les élus un plan de … ».

    French only; after « juge » and its like the quality stands first: « juge « viable » le plan ».
    """
    doc = token.doc
    start = cue_span(token, cue)[1] if " " in cue.partner else token.i + 1
    if doc.vocab.lang != "fr" or start >= sentence_end(token):
        return ()
    if is_inverted(token):
        return ()
    if plain(doc[start]) not in cue.prepositions:
        start = after_saying(doc, start, sentence_end(token), cues)
    if start >= sentence_end(token):
        return ()
    if doc[start].pos_ == "ADP" and not cue.prepositions:
        start = over_adverbial(doc, start, sentence_end(token))
    if start >= sentence_end(token):
        return ()
    is_quality = cue.names and (doc[start].is_quote or doc[start].pos_ == "ADJ")
    if cue.names and not is_quality:
        return ()
    if start >= sentence_end(token) or not (is_quality or doc[start].pos_ in {"DET", "NUM"}):
        return ()
    end = start + 1
    while end < sentence_end(token) and doc[end].text not in STOPS | {",", ":", "("}:
        is_finite = "Fin" in doc[end].morph.get("VerbForm", [])
        if "\n" in doc[end].text or (is_finite and not is_quality):
            break
        if doc[end].pos_ == "CCONJ" and doc[min(end + 1, len(doc) - 1)].pos_ in VERBS:
            break
        end += 1
    return span_after(doc, start, end, after=token)


def _after_preposition(
    token: Token, cue: Cue, thing: Token | None
) -> tuple[tuple[TokenSpan, ...], str]:
    if cue.prepositions and cue.partner not in {"", "se", "y"}:
        return _after_partner(token, cue)
    if cue.prepositions and token.pos_ not in VERBS:
        return _after_lost(token, cue)
    for child in token.children:
        if child.i <= token.i or not cue.prepositions:
            continue
        first = child.left_edge
        if thing is not None and thing.i < child.i and child.lower_ in {"to", "on"}:
            continue  # "blamed it on the bot": half of what is said
        stands_before = child.dep_.startswith("obl") or child.dep_ == "xcomp"
        # A verb that the model takes for a noun: « Le directeur, Lind, table sur un retour ».
        stands_before = stands_before or (token.pos_ == "NOUN" and child.dep_ == "nmod")
        if child.dep_ in {"prep", "agent", "prt"} and child.lower_ in cue.prepositions:
            first = child
        elif not (stands_before and _preposition(first) in cue.prepositions):
            continue
        elif _preposition(first) != plain(first):
            first = first.nbor(1)
        end = max(
            [child.right_edge.i] + [c.right_edge.i for c in token.children if c.dep_ == "xcomp"]
        )
        # « chiffre à 2 milliards les économies »: the measure is part of what is said.
        is_measure = cue.takes("object") and first.i < end and first.nbor(1).pos_ == "NUM"
        start = first.i if is_measure else first.i + 1
        end = _measured_end(token.doc, end + 1, sentence_end(token)) if is_measure else end + 1
        return span_after(token.doc, start, end, after=token), "preposition"
    return (), ""


def _measured_end(doc: Doc, end: int, limit: int) -> int:
    """Step over what a number is the measure of: « chiffre à 4 millions le manque à gagner »."""
    if doc.vocab.lang != "fr" or end >= limit or doc[end].pos_ != "DET":
        return end
    for i in range(end, limit):
        is_over = doc[i].text in STOPS | {",", ":", "("} or "\n" in doc[i].text
        if is_over or "Fin" in doc[i].morph.get("VerbForm", []):
            return i
    return limit


def _after_lost(token: Token, cue: Cue) -> tuple[tuple[TokenSpan, ...], str]:
    """Return what stands after a verb taken for a noun: « Le groupe table sur un retour … »."""
    doc, start = token.doc, token.i + 1
    limit = sentence_end(token)
    if start >= limit or plain(doc[start]) not in cue.prepositions:
        return (), ""
    is_measure = start + 1 < limit and doc[start + 1].pos_ in _MEASURES
    first = start if cue.takes("object") and is_measure else start + 1
    for end in range(start + 1, limit):
        is_over = doc[end].text in STOPS | {",", ":", "("} or "\n" in doc[end].text
        is_joined = doc[end].pos_ == "CCONJ" and end + 1 < limit and doc[end + 1].pos_ in VERBS
        if is_over or is_joined:
            return span_after(doc, first, end, after=token), "preposition"
    return span_after(doc, first, limit, after=token), "preposition"


def _preposition(token: Token) -> str:
    """Return a word with the apostrophe that the model cuts off before marks: « d'« oubli » »."""
    is_cut = token.i + 1 < len(token.doc) and token.nbor(1).text in {"'", "’"}
    return plain(token) + "'" if is_cut and not plain(token).endswith("'") else plain(token)


def _after_partner(token: Token, cue: Cue) -> tuple[tuple[TokenSpan, ...], str]:
    """Return what follows a cue of two words: « fait état de 212 fraudes »."""
    doc = token.doc
    start = cue_span(token, cue)[1]
    if start >= sentence_end(token) or plain(doc[start]) not in cue.prepositions:
        return (), ""
    end = start + 1
    while end < sentence_end(token) and doc[end].text not in STOPS | {":"}:
        is_over = doc[end].text == "," and end + 1 < sentence_end(token)
        if is_over and doc[end + 1].pos_ in VERBS | {"CCONJ", "PRON", "SCONJ"}:
            break
        end += 1
    return span_after(doc, start, end, after=token), "preposition"


def _object_end(verb: Token, thing: Token, cue: Cue) -> int:
    """Return the end of an object with what is said of it.

    "the plan a mess", "the plan as too slow", "the loss to the bot".
    """
    end: int = thing.right_edge.i + 1
    for child in verb.children:
        if child.i < end:
            continue
        is_as = child.lower_ in {"as", "comme"} or child.left_edge.lower_ == "comme"
        is_of = child.dep_ == "prep" and child.lower_ in {"for", "of"} | cue.prepositions
        if child.dep_ in {"oprd", "xcomp"} or is_as or is_of:
            end = child.right_edge.i + 1
    return end


def _has_two(verb: Token, thing: Token) -> bool:
    return any(
        child.dep_ in {"oprd", "xcomp"} or (child.dep_ in OBJECTS and child != thing)
        for child in verb.children
    )
