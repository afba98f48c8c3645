"""What governs what: the verb over a token, its tense, and how far a date stands from it."""

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Span, Token

from db.records import SaidDate
from extract.nlp import sentence_starts, text_of
from extract.times import Times

_MARKS = frozenset(".!?…")
_QUOTES = frozenset("\"'“”‘’«»()")
_OPENING = 6  # tokens before a date that still opens its sentence
_ADVERBIAL = ("obl", "fixed", "case")  # verbs that became prepositions: *à compter du 1er mai*
_STOPPED = re.compile(r"\.[ \u00a0\u202f]*[”»][ \u00a0\u202f]+(?=[^\W\d_])")
_STARTS = "walkback_sentences"
_OPENERS = frozenset({"PRON", "DET", "PROPN", "SCONJ"})  # of a clause without *that*
_WITHIN_NOUN = frozenset({"nmod", "pobj", "prep", "obl:arg", "obl:mod"})
_ARGUMENTS = ("nsubj", "dobj", "obj")
_NEAR = 2  # words between a period and the noun that it specifies: *2023 annual accounts*
_DEEPEST = 60  # steps up a tree; a cycle can't happen, a broken parse may be long


def sentence_of(span: Span) -> Span:
    """Return the sentence around a span, mended where the model broke it off in the middle.

    A sentence ends with its mark or its paragraph, whatever the parser made of it.
    """
    start, end = sentence_around(span.doc, (span.start, span.end))
    return span.doc[start:end]


def sentence_around(doc: Doc, place: tuple[int, int]) -> tuple[int, int]:
    """Return the tokens of that sentence around some tokens."""
    starts: list[int] | None = doc.user_data.get(_STARTS)
    if starts is None:
        starts = doc.user_data[_STARTS] = _starts(doc)
    before, after = bisect_right(starts, place[0]), bisect_left(starts, place[1])
    return (
        starts[before - 1] if before else 0,
        starts[after] if after < len(starts) else len(doc),
    )


def _starts(doc: Doc) -> list[int]:
    """Return where the sentences of a document start, without the false starts of the model."""
    starts = {
        place for place in sentence_starts(doc) if not place or _ends_sentence(doc[place - 1])
    }
    # « Nous partons. » Le 16 mai, elle hésitait: a full stop inside the marks ends it, too.
    for found in _STOPPED.finditer(text_of(doc)):
        after = doc.char_span(found.end(), found.end() + 1, alignment_mode="expand")
        if after is not None and after.text[:1].isupper():
            starts.add(after.start)
    return sorted(starts)


def _ends_sentence(token: Token) -> bool:
    while token.text in _QUOTES and token.i > 0:
        token = token.nbor(-1)
    return token.text[-1] in _MARKS or "\n" in token.text


_HEADS = re.compile(r"[ \u00a0\u202f]?(?:[:–—]|\.(?=\s))|[ \t]*(?=\n)")


def heads_paragraph(text: str, said: SaidDate, place: int) -> bool:
    """Tell whether a date heads the paragraph of a place, as in *May 2023: The shop opens*.

    *10 October. First meeting.*, or a date alone on the line before.
    """
    start = text.rfind("\n", 0, place) + 1
    if start and said.end < start:
        start = text.rfind("\n", 0, start - 1) + 1
        if text[said.end : place].split("\n", 1)[0].strip(" \t:.–—"):
            return False
    return (
        start <= said.start
        and text[start : said.start].strip() == ""
        and bool(_HEADS.match(text, said.end))
    )


def verb_over(token: Token) -> Token:
    """Return the nearest verb over a token, or the root of its sentence."""
    node = token
    for _ in range(_DEEPEST):
        if node.pos_ in {"VERB", "AUX"} and not node.dep_.startswith(_ADVERBIAL):
            return node
        head = node.head
        if head == node:  # the same token is another object at each call
            return node
        node = head
    return node


def is_future_clause(token: Token, words: Times) -> bool:
    """Tell whether the verb over a token is in the future."""
    verb = verb_over(token)
    auxiliaries = words.future
    if "Fut" in verb.morph.get("Tense", []):
        return True
    return any(
        child.dep_.startswith("aux")
        and (child.lower_ in auxiliaries or "Fut" in child.morph.get("Tense", []))
        for child in verb.children
    )


def is_present_clause(token: Token) -> bool:
    """Tell whether the verb over a token stands in the plain present."""
    verb = verb_over(token)
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if any(helper.dep_ not in {"aux:pass", "auxpass"} for helper in helpers):
        return False
    verb = helpers[0] if helpers else verb  # *are expected*
    return "Pres" in verb.morph.get("Tense", []) and "Fin" in verb.morph.get("VerbForm", [])


def is_past_clause(token: Token) -> bool:
    """Tell whether the verb over a token tells what happened: *closed*, *was shut*, *a fermé*."""
    verb = verb_over(token)
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if helpers:
        return any(
            helper.dep_ == "aux:tense"
            or (helper.dep_ == "auxpass" and "Past" in helper.morph.get("Tense", []))
            for helper in helpers
        )
    return "Past" in verb.morph.get("Tense", []) and "Fin" in verb.morph.get("VerbForm", [])


def is_pluperfect(token: Token, words: Times) -> bool:
    """Tell whether the verb over a token tells of the time before another past."""
    auxiliaries = words.pluperfect
    verb = verb_over(token)
    return any(
        child.dep_.startswith("aux") and child.lower_.replace("’", "'") in auxiliaries
        for child in verb.children
    )


def is_before_told(token: Token, words: Times) -> bool:
    """Tell whether a clause stands in a finite pluperfect, by itself or by the verb it joins."""
    verb = verb_over(token)
    if verb.dep_ == "conj" and not any(child.dep_.startswith("aux") for child in verb.children):
        verb = verb.head
    return any(
        child.dep_.startswith("aux")
        and child.dep_ not in {"aux:pass", "auxpass"}
        and child.lower_ in words.pluperfect
        and {"Imp", "Past"} & set(child.morph.get("Tense", []))
        and verb.tag_ != "VB"
        for child in verb.children
    )


def token_of(doc: Doc, said: SaidDate) -> Token | None:
    """Return the head of a date's words."""
    span = doc.char_span(said.start, said.end, alignment_mode="expand")
    return None if span is None else span.root


def distance(doc: Doc, said: SaidDate, target: Token) -> int:
    """Return how many steps of the tree lie between a date and a token."""
    token = token_of(doc, said)
    if token is None:
        return _DEEPEST
    up = {node.i: steps for steps, node in enumerate([token, *token.ancestors])}
    for steps, node in enumerate([target, *target.ancestors]):
        if node.i in up:
            return steps + up[node.i]
    return _DEEPEST


def governs(doc: Doc, said: SaidDate, target: Token, words: Times) -> bool:
    """Tell whether a date belongs to the target's clause, or to a noun over that clause.

    *In May he said*: same verb. *His claims of December, where he said*: the clause hangs on
    the noun that the date belongs to. *In a memo sent in May he said*: the date of the memo.
    """
    token = token_of(doc, said)
    if token is None:
        return False
    token = _occasion_over(token, words)
    verb = verb_over(target)
    if _is_with_clause_above(verb, words):
        verb = verb_over(verb.head)
    if verb_over(token) in (verb, verb_over(target)):
        return True
    if not verb.dep_.startswith(("acl", "relcl")):
        return False
    noun = verb.head
    return noun == token or (noun.is_ancestor(token) and verb_over(token) == verb_over(noun))


def _is_with_clause_above(verb: Token, words: Times) -> bool:
    """Tell whether a clause tells of the time of the one above it.

    *It closed on Tuesday, saying that …*; *it began in May, when he announced …*.
    """
    if not verb.dep_.startswith(("advcl", "relcl", "acl:relcl")) or verb.head == verb:
        return False
    if verb.dep_ == "advcl" and "Part" in verb.morph.get("VerbForm", []):
        return True
    return any(child.lower_ in words.simultaneous for child in verb.children)


def _occasion_over(token: Token, words: Times) -> Token:
    """Return the memo or interview that a date belongs to, or the date's own token."""
    verb = verb_over(token)
    if not verb.dep_.startswith("acl"):
        return token
    # *In a letter to the members sent on Monday*: the nearest noun may be whom it went to.
    noun = verb.head
    while noun.lemma_.lower() not in words.occasions:
        if noun.dep_ not in _WITHIN_NOUN:
            return token
        noun = noun.head
    return noun


def is_beside(doc: Doc, said: SaidDate, end: int) -> bool:
    """Tell whether a date follows a cue at once, whatever tree the parser made of it."""
    between = text_of(doc)[end : said.start]
    return end <= said.start and len(between.split()) <= 1 and not re.search(r"[^\w\s'’]", between)


def is_of_document(doc: Doc, said: SaidDate, end: int, words: Times) -> bool:
    """Tell whether a date behind a cue is that of what the words stand in, whatever their tree.

    *…, she promises in a letter to members sent on Monday*: no finite verb comes between.
    """
    between = doc.char_span(end, said.start, alignment_mode="expand") if said.start > end else None
    if between is None or any("Fin" in token.morph.get("VerbForm", []) for token in between):
        return False
    return any(token.lemma_.lower() in words.occasions for token in between)


def follows_cue(doc: Doc, said: SaidDate, end: int) -> bool:
    """Tell whether a date behind a cue is that of the saying, and what was said begins after it.

    *It said on Tuesday it would close*, but *it said 2024 was hard*, *it said Friday's vote*.
    """
    if not is_beside(doc, said, end):
        return False
    after = doc.char_span(said.end, said.end + 2, alignment_mode="expand")
    return after is not None and after[-1].pos_ in _OPENERS


def opens(doc: Doc, said: SaidDate, start: int) -> bool:
    """Tell whether a date stands at the head of its sentence, before any verb."""
    span = doc.char_span(start, said.start, alignment_mode="expand")
    if span is None:
        return True
    return len(span) <= _OPENING and not any(
        token.pos_ in {"VERB", "AUX"} and not _is_participle(token) for token in span
    )


def _is_participle(verb: Token) -> bool:
    """Tell whether a verb only leads up to its clause: *Asked on Tuesday, she said*."""
    if verb.dep_.startswith("acl"):
        return True
    is_form = "Part" in verb.morph.get("VerbForm", []) or verb.tag_ in {"VBN", "VBG"}
    has_help = any(child.dep_.startswith("aux") for child in verb.children)
    return is_form and (verb.dep_.startswith("advcl") or (verb.left_edge == verb and not has_help))


def is_present(doc: Doc, cue: tuple[int, int] | None, words: Times) -> bool:
    """Tell whether a cue stands in the present: what *she says* is said to this article."""
    span = cue and doc.char_span(*cue, alignment_mode="expand")
    if not span or any(child.dep_.startswith("aux") for child in span.root.children):
        return False
    verb = span.root
    if verb.pos_ in {"NOUN", "ADJ", "PROPN"} and len(span) == 1:  # the model's taste for nouns
        return bool(words.present.search(verb.lower_))
    return is_present_clause(verb)


def is_recounted(doc: Doc, cue: tuple[int, int] | None) -> bool:
    """Tell whether a cue stands in the compound past: « a-t-il plaidé », not « plaide-t-il »."""
    span = cue and doc.char_span(*cue, alignment_mode="expand")
    if not span:
        return False
    return any(
        token.dep_ == "aux:tense" and "Pres" in token.morph.get("Tense", [])
        for token in (*span, *span.root.children)
    )


def is_known(token: Token, words: Times) -> bool:
    """Tell whether something became known on a date: *staff learnt*, *letters went out on Friday*.

    The verb tells, or what it is about does, as its subject or its object.
    """
    verb = verb_over(token)
    parts = [child for child in verb.children if child.dep_.startswith(_ARGUMENTS)]
    if verb.dep_.startswith("acl"):  # *the plan presented on Monday*, *a podcast taped on Friday*
        parts.append(verb.head)
    known = words.occasions | words.news
    is_by_verb = verb.lemma_.lower() in words.telling | words.knowing
    # The model takes « la nouvelle » for an adjective.
    return is_by_verb or any({part.lemma_.lower(), part.lower_} & known for part in parts)


def is_by_pronoun(token: Token) -> bool:
    """Tell whether the clause of a date has "he" or "she" for its subject, « il », « elle »."""
    subjects = (c for c in verb_over(token).children if c.dep_ in {"nsubj", "nsubj:pass"})
    return any(
        "3" in one.morph.get("Person", [])
        and "Sing" in one.morph.get("Number", [])
        and "Neut" not in one.morph.get("Gender", [])
        for one in subjects
        if one.pos_ == "PRON"
    )


def suffers(token: Token, words: Times) -> Token | None:
    """Return who had something done to him on a date: *she was told on Friday* isn't her word."""
    verb = verb_over(token)
    if verb.lemma_.lower() in words.questioned:
        return None
    return next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj:pass"}), None)


def is_attributive(doc: Doc, said: SaidDate, words: Times) -> bool:
    """Tell whether a stretch of time only says which thing is meant: *first-quarter results*."""
    if not said.earliest or said.earliest[:10] == said.latest[:10]:
        return False
    token = token_of(doc, said)
    if token is None or token.dep_ not in {"compound", "amod", "nummod", "nmod"}:
        return False
    if token.head.lemma_.lower() in words.occasions or token.head.dep_.startswith("nsubj"):
        return False  # *an April 2025 memo*, *its 2024 brochure promised*
    link = token.head.head
    if link.pos_ == "ADP" and link.head.pos_ in {"VERB", "AUX"}:
        return False  # *said at a May fireside chat*
    return token.head.idx >= said.end and doc.text[said.end : token.head.idx].count(" ") <= _NEAR


def is_source(token: Token, words: Times) -> bool:
    """Tell whether a date is that of a source beside the story: *as a weekly wrote on Monday*."""
    verb = verb_over(token)
    # The model may take the clause for the main one: « …, ainsi que l'a révélé mardi une lettre ».
    deps = {"mark"} if verb.dep_ == "ROOT" else None
    return verb.dep_ in {"advcl", "conj", "mark", "parataxis", "ROOT"} and any(
        child.lower_.replace("’", "'") in words.sources and (deps is None or child.dep_ in deps)
        for child in verb.children
    )
