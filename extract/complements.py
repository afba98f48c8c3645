"""What a cue governs to its right: a clause, an infinitive, an object, a preposition's."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.clause_ends import (
    before_other_saying,
    joined_end,
    over_bracket,
    tense_kept,
)
from extract.cues import Cue, Cues
from extract.extents import (
    after_receiver,
    clause_end,
    clause_start,
    far_opener,
    is_inverted,
    is_time,
    over_phrases,
    span_after,
)
from extract.nlp import sentence_end
from extract.phrases import (
    NOMINAL,
    OBJECTS,
    PHRASE,
    STOPS,
    VERBS,
    TokenSpan,
    plain,
)
from extract.subjects import helper_before
from extract.things import taken
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
    below = _below(token, cues)
    clause, thing = below.clause, below.thing
    if _is_restricted(token, cues):
        return (), ""
    if cue.receives and cue.takes("clause") and (start := after_receiver(token, thing, cues)):
        end = clause_end(token.doc, start, sentence_end(token))
        return span_after(token.doc, start, end, after=token), "clause"
    if clause is not None and clause.left_edge.lower_ in _WHO and cue.takes("object"):
        # The parser made a clause of « souligne l'humiliation qui accompagne … ».
        return span_after(token.doc, token.i + 1, clause.right_edge.i + 1, after=token), "object"
    if cue.takes("clause"):
        opener = _opener(token, cue, cues)
        is_first = opener is not None and clause is not None and opener < clause.left_edge.i - 1
        is_first = is_first and opener is not None and plain(token.doc[opener]) in cues.that
        if clause is not None and _is_clause(clause) and not is_first:
            return _clause(clause, token, cues), "clause"
        if opener is not None:
            end = clause_end(token.doc, opener, sentence_end(token))
            return span_after(token.doc, opener, end, after=token), "clause"
    if cue.takes("infinitive") and (found := _infinitive(token, cue, below, cues)):
        return found, "infinitive"
    if found := _gerund(token, cue):
        return found, "infinitive"
    if cue.feels and (found := _stance(token, cues)):
        return found, "object"
    if cue.takes("clause") and clause is not None:
        return whole(clause, after=token), "clause"
    return taken(token, cue, thing, cues)


def _clause(head: Token, cue: Token, cues: Cues) -> tuple[TokenSpan, ...]:
    """Return a clause without what belongs to its saying, before it or joined to it."""
    end = joined_end(head, cue, head.right_edge.i + 1)
    for rest in cue.children:
        # "that the bot had, in some weeks, resolved": the parser made two clauses of one.
        has_subject = any(child.dep_ in SUBJECT_MARKS for child in rest.children)
        if rest.dep_ == "ccomp" and rest.i > end and rest.tag_ == "VBN" and not has_subject:
            end = rest.right_edge.i + 1
    end = tense_kept(head, cue, end, cues)
    if head.pos_ not in VERBS:  # « que la décision relève de … », taken for an adjective
        end = over_phrases(head.doc, end, sentence_end(cue), cues)
    end = over_bracket(head, end, cues)
    end = before_other_saying(head, end, cues)
    return span_after(head.doc, clause_start(head, cue, cues), end, after=cue)


def _stance(token: Token, cues: Cues) -> tuple[TokenSpan, ...]:
    """Return what somebody says of their own mind: « se dit confiante dans la suite »."""
    at, limit = token.i + 1, sentence_end(token)
    if at < limit and token.doc[at].is_quote:  # « s'est dit « préoccupé » au micro »
        close = next((i for i in range(at + 1, limit) if token.doc[i].is_quote), None)
        return ((at, close + 1),) if close is not None else ()
    for child in token.children:
        is_first = token.i < child.left_edge.i <= token.i + 2
        # « s'est déclarée surprise »: the model calls what agrees with somebody a noun, too.
        if child.dep_ == "xcomp" and child.pos_ in {"ADJ", "VERB", "NOUN"} and is_first:
            end = over_phrases(token.doc, child.right_edge.i + 1, sentence_end(token), cues)
            start = _past_adverb(token.doc, child.left_edge.i, cues)
            return span_after(token.doc, start, end, after=token)
    return ()


def _gerund(token: Token, cue: Cue) -> tuple[TokenSpan, ...]:
    """Return what somebody denies or admits doing: "denied replacing", "admits having cut"."""
    if token.doc.vocab.lang != "en" or not (cue.takes("clause") or cue.takes("object")):
        return ()
    for child in token.children:
        if child.i > token.i and child.dep_ in {"xcomp", "ccomp"} and child.pos_ in VERBS:
            first = child.left_edge
            is_gerund = first.tag_ == "VBG" and cue.force == "speech" and first.i == token.i + 1
            return whole(child, after=token) if is_gerund else ()
    return ()


@dataclass(frozen=True, slots=True)
class _Governed:
    """What depends on a verb to its right, the first of each sort."""

    clause: Token | None = None
    infinitive: Token | None = None
    thing: Token | None = None


def _below(verb: Token, cues: Cues) -> _Governed:
    clause = infinitive = thing = None
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ == "ccomp":
            clause = clause or child
        elif child.dep_ == "xcomp" or (child.dep_ == "acl" and child.left_edge.i == verb.i + 1):
            infinitive = infinitive or child
        elif (named := _thing(child, cues)) is not None:
            thing = thing or named
        elif child.pos_ == "ADV" and cues.clitics["subject"]:
            # « s'est engagée auprès des élus à ne fermer aucun site »
            lower = (below for below in child.children if below.dep_ == "xcomp")
            infinitive = infinitive or next(lower, None)
    rival = infinitive or thing
    if clause is not None and rival is not None and _is_stray(clause, rival, cues):
        clause = None
    return _Governed(clause, infinitive, thing)


def _thing(child: Token, cues: Cues) -> Token | None:
    """Return an object, also where the parser hung it on a day: « a annoncé jeudi le plan »."""
    if is_time(child, cues):
        return None
    if child.lower_ in words(child.doc.vocab.lang).days:
        return next((c for c in child.children if c.dep_ in OBJECTS and c.i > child.i), None)
    return child if child.dep_ in OBJECTS else None


def _is_stray(clause: Token, rival: Token, cues: Cues) -> bool:
    """Ask whether a French clause is not the cue's: « dit regretter la hâte avec laquelle … »."""
    first = clause.left_edge
    return (
        bool(cues.clitics["subject"])
        and rival.i < first.i
        and plain(first) not in cues.complementizers
        and not first.is_quote
    )


def _is_restricted(verb: Token, cues: Cues) -> bool:
    """Ask whether « que » only restricts: « ne répondra plus qu'un automate »."""
    doc = verb.doc
    if not cues.clitics["subject"] or verb.i + 2 >= len(doc):
        return False
    before = {plain(doc[i]) for i in range(max(0, verb.i - 4), verb.i)}
    at = verb.i + 1 + (doc[verb.i + 1].pos_ == "ADV")
    if plain(doc[verb.i + 1]) in cues.inquits["negations"] - {"plus"}:
        return False  # « n'exclut pas que »
    if before.isdisjoint(cues.inquits["not"]) or plain(doc[at]) not in cues.that:
        return False
    end = sentence_end(verb)
    return not any("Fin" in doc[i].morph.get("VerbForm", []) for i in range(at + 1, end))


def _infinitive(token: Token, cue: Cue, below: _Governed, cues: Cues) -> tuple[TokenSpan, ...]:
    """Return "to hire 300", with who is asked to where somebody is."""
    following = token.doc[token.i + 1] if token.i + 1 < sentence_end(token) else token
    if token.pos_ not in VERBS and following.morph.get("VerbForm", []) == ["Inf"]:
        last = max(following, following.head, key=lambda verb: verb.i)  # « avoir voulu »
        return span_after(token.doc, following.i, last.right_edge.i + 1, after=token)
    lower = below.infinitive
    if lower is None and (found := _after_negation(token)) is not None:
        if _is_of_thing(found, below.thing, cue):
            return ()
        return span_after(token.doc, found.i, _infinitive_end(found), after=token)
    if lower is None and below.clause is not None and not _is_clause(below.clause):
        lower = below.clause
    if lower is None or lower.pos_ not in VERBS:
        return ()
    asks = cue.forces["infinitive"] != "intention"
    asked = below.thing if asks and below.thing is not None and below.thing.i < lower.i else None
    if asked and _is_in_marks(lower):
        asked = None  # « appelle la direction à « revoir sa copie » »
    start = (asked or lower).left_edge.i
    if all(token.doc[i].pos_ in _BEFORE_INFINITIVE for i in range(token.i + 1, start)):
        start = token.i + 1  # a negation hung elsewhere: « prévoit de ne plus embaucher »
    end = over_phrases(token.doc, lower.right_edge.i + 1, sentence_end(token), cues)
    return span_after(token.doc, _past_adverb(token.doc, start, cues), end, after=token)


def _is_in_marks(infinitive: Token) -> bool:
    """Ask whether marks open right before an infinitive or its preposition's object."""
    first = infinitive.left_edge
    return first.is_quote or (first.i < infinitive.i and first.nbor(1).is_quote)


def _past_adverb(doc: Doc, start: int, cues: Cues) -> int:
    """Step over an adverb of the cue's: « affirme ainsi avoir », not « ne pas avoir »."""
    if not cues.clitics["subject"]:
        return start
    while doc[start].pos_ == "ADV" and plain(doc[start]) not in cues.inquits["not"]:
        if doc[start].lower_ in cues.inquits["negations"]:
            break
        start += 1
    return start


def _is_of_thing(infinitive: Token, thing: Token | None, cue: Cue) -> bool:
    """Ask whether an infinitive only tells of the thing: « nie toute volonté de remplacer »."""
    if thing is None or not cue.takes("object") or cue.prepositions:
        return False
    is_beside = thing.i < infinitive.i <= thing.right_edge.i
    return is_beside and thing.pos_ == "NOUN"


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


def _is_clause(head: Token) -> bool:
    """Ask whether a complement is a clause with a subject or a complementizer."""
    return any(child.dep_ in SUBJECT_MARKS and child.lower_ != "to" for child in head.children)


def _opener(token: Token, cue: Cue, cues: Cues) -> int | None:
    """Find the "that" of a clause that the parser didn't attach."""
    doc = token.doc
    is_told = cues.clitics["subject"] and helper_before(token, cues) is None
    if is_told and is_inverted(token):
        return None  # « …, révèle une note que le journal a lue »
    if (far := far_opener(token, cue, cues, farthest=FARTHEST)) is not None:
        return far
    incise = False
    for i in range(token.i + 1, min(sentence_end(token), token.i + FARTHEST)):
        if _opens_clause(doc[i], cues) and not doc[i].dep_.startswith("nsubj"):
            if plain(doc[i - 1]) == "ce" and i == token.i + 2:
                return None  # « ont rapporté ce qu'ils en attendaient »
            is_near = i < token.i + NEAREST or incise
            is_open = doc[i - 1].text == "," if incise else is_near
            return i if is_open and (not incise or plain(doc[i]) in cues.that) else None
        is_bare = incise and doc[i].morph.get("VerbForm", []) == ["Inf"]  # « , sans le dater, »
        if (doc[i].pos_ in VERBS and not is_bare) or doc[i].text in STOPS:
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


def _opens_clause(token: Token, cues: Cues) -> bool:
    """Ask whether a word may open a clause; « s' » does before « il » alone."""
    if plain(token) != "s'":
        return plain(token) in cues.complementizers
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"il", "ils"}


def whole(head: Token, *, after: Token) -> tuple[TokenSpan, ...]:
    """Return all that stands under a token, after another."""
    return span_after(head.doc, head.left_edge.i, head.right_edge.i + 1, after=after)
