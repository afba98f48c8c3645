"""What a cue takes for its object, directly or after a preposition."""

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues
from extract.extents import after_saying, clause_end, is_inverted, over_phrases, span_after
from extract.nlp import sentence_end
from extract.phrases import OBJECTS, STOPS, VERBS, TokenSpan, cue_span, over_adverbial, plain


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
        is_named = is_named or (cue.names and _is_called(thing, cue))
        if is_named or not cue.names:
            end = over_phrases(token.doc, end, sentence_end(token), cues)
            end = _with_addition(token.doc, end, sentence_end(token), cues)
            first = token.doc[token.i + 1]
            # « chiffre à 2 milliards les économies »: the measure belongs to what is said.
            start = first.i if plain(first) in cue.prepositions else thing.left_edge.i
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


def _is_called(thing: Token, cue: Cue) -> bool:
    """Ask whether marks that the parser hung on the thing say what it is called."""
    doc = thing.doc
    return any(
        plain(doc[i]) in cue.prepositions and doc[i + 1].is_quote
        for i in range(thing.i + 1, thing.right_edge.i)
    )


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
        return span_after(token.doc, start, end + 1, after=token), "preposition"
    return (), ""


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
