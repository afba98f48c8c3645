"""What a cue governs to its right: a clause, an infinitive, an object, a preposition's."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues
from extract.nlp import sentence_end
from extract.phrases import (
    ACTIVE_SUBJECTS,
    NOMINAL,
    OBJECTS,
    PHRASE,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    over_adverbial,
    plain,
    trimmed,
)
from extract.vocabulary import words

SUBJECT_MARKS = frozenset(
    {"nsubj", "nsubjpass", "nsubj:pass", "mark", "expl", "expl:subj", "csubj"}
)

_WHO = frozenset({"qui", "dont"})
_BEFORE_INFINITIVE = frozenset({"ADP", "ADV", "PART", "PRON"})
NEAREST = 7
FARTHEST = 16
"""Tokens from a cue to its "that", and with a place or a day between commas before it."""
NEAR = 8
"""Tokens from a cue to its infinitive: « affirmait devant les députés n'avoir rien su »."""


def complement(  # noqa: C901 (cases in order, first match wins)
    token: Token, cue: Cue, cues: Cues
) -> tuple[tuple[TokenSpan, ...], str]:
    """Return what a cue governs to its right, and by which construction."""
    below = _below(token)
    clause, thing = below.clause, below.thing
    if clause is not None and clause.left_edge.lower_ in _WHO and cue.takes("object"):
        # The parser made a clause of « souligne l'humiliation qui accompagne … ».
        return _span(token.doc, token.i + 1, clause.right_edge.i + 1, after=token), "object"
    if cue.takes("clause"):
        opener = _opener(token, cues)
        is_first = opener is not None and clause is not None and opener < clause.left_edge.i - 1
        is_first = is_first and opener is not None and plain(token.doc[opener]) in cues.that
        if clause is not None and _is_clause(clause) and not is_first:
            return whole(clause, after=token), "clause"
        if opener is not None:
            end = _clause_end(token.doc, opener, sentence_end(token))
            return _span(token.doc, opener, end, after=token), "clause"
    if cue.takes("infinitive") and (found := _infinitive(token, cue, below)):
        return found, "infinitive"
    if cue.takes("clause") and clause is not None:
        return whole(clause, after=token), "clause"
    if cue.takes("object") and thing is not None and thing.pos_ != "PRON":
        end = _object_end(token, thing)
        if cue.takes("clause") and _is_clause_after(token, thing):
            end = _clause_end(token.doc, thing.left_edge.i, sentence_end(token))
            return _span(token.doc, thing.left_edge.i, end, after=token), "clause"
        is_named = end > thing.right_edge.i + 1 or _has_two(token, thing)
        is_named = is_named or (cue.names and _is_called(thing, cue))
        if is_named or not cue.names:
            end = _with_addition(token.doc, end, sentence_end(token), cues)
            first = token.doc[token.i + 1]
            # « chiffre à 2 milliards les économies »: the measure belongs to what is said.
            start = first.i if plain(first) in cue.prepositions else thing.left_edge.i
            return _span(token.doc, start, end, after=token), "object"
        return _object_after(token, cue), "object"
    if cue.takes("object") and (found := _object_after(token, cue)):
        start, end = found[0]
        end = _with_addition(token.doc, end, sentence_end(token), cues)
        return _span(token.doc, start, end, after=token), "object"
    found, construction = _after_preposition(token, cue)
    if found:
        start, end = found[0]
        end = _with_addition(token.doc, end, sentence_end(token), cues)
        found = _span(token.doc, start, end, after=token)
    return found, construction


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
    token: Token, cue: Cue
) -> tuple[TokenSpan, ...]:
    """Return an object that the parser lost: « a détaillé devant les élus un plan de … ».

    French only; after « juge » and its like the quality stands first: « juge « viable » le plan ».
    """
    doc, start = token.doc, token.i + 1
    if doc.vocab.lang != "fr" or start >= sentence_end(token):
        return ()
    if _is_inverted(token):
        return ()
    days = words(doc.vocab.lang).days
    while start < sentence_end(token) - 1 and (
        doc[start].pos_ == "ADV" or doc[start].lower_ in days
    ):
        start += 1
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
        if "\n" in doc[end].text or (doc[end].pos_ in VERBS and not is_quality):
            break
        if doc[end].pos_ == "CCONJ" and doc[min(end + 1, len(doc) - 1)].pos_ in VERBS:
            break
        end += 1
    return _span(doc, start, end, after=token)


@dataclass(frozen=True, slots=True)
class _Governed:
    """What depends on a verb to its right, the first of each sort."""

    clause: Token | None = None
    infinitive: Token | None = None
    thing: Token | None = None


def _below(verb: Token) -> _Governed:
    clause = infinitive = thing = None
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ == "ccomp":
            clause = clause or child
        elif child.dep_ == "xcomp" or (child.dep_ == "acl" and child.left_edge.i == verb.i + 1):
            infinitive = infinitive or child
        elif child.dep_ in OBJECTS:
            thing = thing or child
    return _Governed(clause, infinitive, thing)


def _is_inverted(verb: Token) -> bool:
    """Ask whether who speaks must follow: « …, ont annoncé mercredi la direction et la région »."""
    doc, at = verb.doc, verb.i
    while at > 0 and doc[at - 1].pos_ == "AUX":
        at -= 1
    has_subject = any(child.dep_ in ACTIVE_SUBJECTS and child.i < at for child in verb.children)
    return at > 0 and doc[at - 1].text == "," and not has_subject


def _is_clause_after(verb: Token, thing: Token) -> bool:
    """Ask whether an object is a clause's subject, without "that": "warned costs would rise"."""
    end = thing.right_edge.i + 1
    if end >= sentence_end(verb):
        return False
    follows = verb.doc[end]
    return follows.pos_ in VERBS and follows.tag_ in {"MD", "VBD", "VBZ", "VBP"}


def _infinitive(token: Token, cue: Cue, below: _Governed) -> tuple[TokenSpan, ...]:
    """Return "to hire 300", with who is asked to where somebody is."""
    following = token.doc[token.i + 1] if token.i + 1 < sentence_end(token) else token
    if token.pos_ not in VERBS and following.morph.get("VerbForm", []) == ["Inf"]:
        return whole(following, after=token)
    lower = below.infinitive
    if lower is None and (found := _after_negation(token)) is not None:
        return _span(token.doc, found.i, _infinitive_end(found), after=token)
    if lower is None and below.clause is not None and not _is_clause(below.clause):
        lower = below.clause
    if lower is None or lower.pos_ not in VERBS:
        return ()
    asks = cue.forces["infinitive"] != "intention"
    asked = below.thing if asks and below.thing is not None and below.thing.i < lower.i else None
    start = (asked or lower).left_edge.i
    if all(token.doc[i].pos_ in _BEFORE_INFINITIVE for i in range(token.i + 1, start)):
        start = token.i + 1  # a negation hung elsewhere: « prévoit de ne plus embaucher »
    return _span(token.doc, start, lower.right_edge.i + 1, after=token)


def _after_negation(token: Token) -> Token | None:
    """Return where an infinitive after a cue begins: « soutient n'avoir rien su »."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + NEAR, sentence_end(token))):
        if doc[i].morph.get("VerbForm", []) == ["Inf"]:
            first = i
            while first - 1 > token.i and doc[first - 1].pos_ in {"ADV", "PRON", "PART"}:
                first -= 1
            first -= plain(doc[first - 1]) in {"de", "d'"}  # « reproche au maire d'avoir menti »
            is_bare = doc[first - 1].pos_ in NOMINAL | {"NUM"} or first - 1 == token.i
            return doc[first] if is_bare and doc.vocab.lang == "fr" else None
        if doc[i].pos_ not in PHRASE | {"ADP", "ADV", "PART"}:
            return None
    return None


def _infinitive_end(verb: Token) -> int:
    """Return the end of an infinitive's phrase, whatever the parser hung it on."""
    doc = verb.doc
    for i in range(verb.i + 1, sentence_end(verb)):
        is_place = doc[i].text in {",", ":"}
        if doc[i].text in STOPS or is_place or "\n" in doc[i].text:
            return i
    end: int = sentence_end(verb)
    return end


def _after_preposition(token: Token, cue: Cue) -> tuple[tuple[TokenSpan, ...], str]:
    if cue.prepositions and cue.partner not in {"", "se", "y"}:
        return _after_partner(token, cue)
    for child in token.children:
        if child.i <= token.i or not cue.prepositions:
            continue
        first = child.left_edge
        stands_before = child.dep_.startswith("obl") or child.dep_ == "xcomp"
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
        return _span(token.doc, start, end + 1, after=token), "preposition"
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
    return _span(doc, start, end, after=token), "preposition"


def _is_clause(head: Token) -> bool:
    """Ask whether a complement is a clause with a subject or a complementizer."""
    return any(child.dep_ in SUBJECT_MARKS and child.lower_ != "to" for child in head.children)


def _opener(token: Token, cues: Cues) -> int | None:
    """Find the "that" of a clause that the parser didn't attach."""
    doc = token.doc
    if cues.clitics["subject"] and _is_inverted(token):
        return None  # « …, révèle une note que le journal a lue »
    incise = False
    for i in range(token.i + 1, min(sentence_end(token), token.i + FARTHEST)):
        if plain(doc[i]) in cues.complementizers and not doc[i].dep_.startswith("nsubj"):
            if plain(doc[i - 1]) == "ce" and i == token.i + 2:
                return None  # « ont rapporté ce qu'ils en attendaient »
            is_near = i < token.i + NEAREST or incise
            is_open = doc[i - 1].text == "," if incise else is_near
            return i if is_open and (not incise or plain(doc[i]) in cues.that) else None
        if doc[i].pos_ in VERBS or doc[i].text in STOPS:
            return None
        if doc[i].text == "," and not incise:
            # "wrote, in a note to clients, that …": only a place or a day may stand between.
            # « La CGT indiquait, elle, que … » sets her against the others.
            may_stand = {"ADP", "ADV", "PRON"} if doc.vocab.lang == "fr" else {"ADP", "ADV"}
            if i + 1 >= len(doc) or doc[i + 1].pos_ not in may_stand:
                return None
            incise = True
        elif doc[i].text == "," and plain(doc[min(i + 1, len(doc) - 1)]) not in cues.that:
            return None
    return None


def _clause_end(doc: Doc, start: int, limit: int) -> int:
    for i in range(start, limit):
        if doc[i].text in {";", ":"} or "\n" in doc[i].text:
            return i
    return limit


def _object_end(verb: Token, thing: Token) -> int:
    """Return the end of an object with what is said of it ("the plan a mess", "as too slow")."""
    end: int = thing.right_edge.i + 1
    for child in verb.children:
        if child.i < end:
            continue
        is_as = child.lower_ in {"as", "comme"} or child.left_edge.lower_ == "comme"
        is_of = child.dep_ == "prep" and child.lower_ in {"for", "of"}
        if child.dep_ in {"oprd", "xcomp"} or is_as or is_of:
            end = child.right_edge.i + 1
    return end


def _has_two(verb: Token, thing: Token) -> bool:
    return any(
        child.dep_ in {"oprd", "xcomp"} or (child.dep_ in OBJECTS and child != thing)
        for child in verb.children
    )


def whole(head: Token, *, after: Token) -> tuple[TokenSpan, ...]:
    """Return all that stands under a token, after another."""
    return _span(head.doc, head.left_edge.i, head.right_edge.i + 1, after=after)


def _span(doc: Doc, start: int, end: int, *, after: Token) -> tuple[TokenSpan, ...]:
    start = max(start, after.i + 1)
    for i in range(start, end):
        if "\n" in doc[i].text:
            end = i
            break
    found = trimmed(doc, start, end)
    return (found,) if found else ()
