"""Subjects that the parser lost: whose words a verb reports, by what stands to its left."""

from spacy.tokens import Token

from extract.cues import Cues, cues
from extract.nlp import sentence_start
from extract.phrases import (
    ACTIVE_SUBJECTS,
    NOMINAL,
    RELATIVES,
    STOPS,
    VERBS,
    is_passive,
    plain,
    subject_of,
)

FARTHEST = 25
"""Tokens of a relative clause between a subject and its verb."""
MOST_STEPS = 4
"""Steps up from a name to the post before it."""
LONGEST_CHAIN = 8
"""Tokens from a helper to its participle."""
_BETWEEN = frozenset({"ADP", "DET", "NOUN", "ADV", "ADJ", "PRON"})
_BEFORE_VERB = frozenset({"AUX", "PRON", "ADV"})


def subject_left(token: Token, head: Token, cues: Cues) -> Token | None:
    """Return the subject of a French cue that hangs on nothing; None when nobody stands there.

    ``head`` is the verb that governs what is reported, ``token`` where the cue begins.
    """
    if not cues.clitics["subject"]:
        found = _quoted_as(token, cues) or _under_passive(head, cues) or _before_it(head, cues)
        return found or (None if is_passive(head) else _beside(token))
    if is_passive(head):
        return None
    if head.pos_ not in VERBS:
        return _before_lost(head)
    if token.i and token.nbor(-1).lower_ == "qui" and (before := _before_qui(token)):
        return before
    return _above(head, cues) or _before_relative(token) or _beside(token)


def helper_before(verb: Token, cues: Cues) -> int | None:
    """Return the helper that a phrase parts from a French participle: « a de son côté rappelé »."""
    doc = verb.doc
    for i in range(verb.i - 1, max(0, verb.i - LONGEST_CHAIN), -1):
        if doc[i].lower_ in cues.inquits["helpers"]:
            return i if i < verb.i - 1 else None
        if doc[i].pos_ not in _BETWEEN and doc[i].text != ",":
            return None
    return None


def before_helper(verb: Token, cues: Cues) -> Token | None:
    """Return the noun before « a, de son côté, rappelé »; the parser takes « côté » for it."""
    helper = helper_before(verb, cues)
    own = (child for child in verb.children if child.dep_ in ACTIVE_SUBJECTS)
    if helper is None or any(child.i < helper for child in own):
        return None
    doc, at = verb.doc, helper
    while at > 0 and doc[at - 1].pos_ in _BEFORE_VERB:
        at -= 1
    if at > 0 and doc[at - 1].text == ",":  # « La CGT, elle, a … »
        opening = (i for i in range(at - 2, max(0, at - MOST_STEPS) - 1, -1) if doc[i].text == ",")
        at = next(opening, at)
    is_noun = at > 0 and doc[at - 1].pos_ in {"NOUN", "PROPN"}
    return _before_lost(doc[at]) if is_noun else None


def _quoted_as(verb: Token, cues: Cues) -> Token | None:
    """Return who is quoted: "was quoted as saying", "quoted her as saying"."""
    link, above = verb.head, verb.head.head
    if verb.dep_ != "pcomp" or above.lemma_.lower() not in cues.quoted_as:
        return None
    wanted = {"nsubjpass"} if is_passive(above) else {"dobj"}
    return next((c for c in above.children if c.dep_ in wanted and c.i < link.i), None)


def _under_passive(verb: Token, cues: Cues) -> Token | None:
    """Return who is "understood to have told", was "fined for saying", "apologised for telling"."""
    cue = cues.at(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ in cues.as_said and cue:
        # "went on record as saying"
        over = next((above for above in verb.ancestors if above.pos_ in VERBS), verb)
        return subject_of(over) if cue.force == "speech" and not is_passive(over) else None
    if verb.dep_ == "pcomp" and verb.head.lower_ in cues.for_saying and cue:
        over = verb.head.head
        if over.pos_ not in VERBS or cue.force != "speech":
            return None
        judged = next((c for c in over.children if c.dep_ == "dobj" and c.i < verb.i), None)
        return _suffering(over) if is_passive(over) else judged or subject_of(over)
    is_below = verb.dep_ == "xcomp" and verb.head.pos_ in VERBS and is_passive(verb.head)
    return _suffering(verb.head) if is_below else None


def _suffering(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "nsubjpass" and c.i < verb.i), None)


def _above(verb: Token, cues: Cues) -> Token | None:
    """Return the subject of the verb over a gerund: « tout en demandant que … »."""
    is_gerund = verb.morph.get("Tense", []) == ["Pres"] and "Part" in verb.morph.get("VerbForm", [])
    if (
        verb.i == 0
        or not is_gerund
        or (plain(verb.doc[verb.i - 1]) not in cues.gerund and plain(verb.doc[verb.i - 1]) != ",")
    ):
        return None
    above = (subject_of(over) for over in verb.ancestors if over.pos_ in VERBS)
    return next((subject for subject in above if subject is not None), None)


def _before_lost(verb: Token) -> Token | None:
    """Return who stands before a verb that the model took for a noun: « La ministre vante »."""
    doc, at = verb.doc, verb.i - 1
    while at > sentence_start(verb) and doc[at].pos_ in {"ADJ", "ADV", "PUNCT"}:
        at -= 1
    noun = doc[at]
    if noun.pos_ not in NOMINAL:
        return None
    for _ in range(MOST_STEPS):
        if noun.head.pos_ not in NOMINAL or not sentence_start(noun) <= noun.head.i < noun.i:
            break
        noun = noun.head
    return noun


def _before_relative(verb: Token) -> Token | None:
    """Return the noun before « , qui conteste la décision, a indiqué », cut off by the parser."""
    doc, at = verb.doc, verb.i
    while at > 0 and doc[at - 1].pos_ in {"AUX", "PRON", "ADV"}:
        at -= 1
    if at < MOST_STEPS or doc[at - 1].text != ",":
        return None
    for i in range(at - 2, max(0, at - FARTHEST), -1):
        if doc[i].text in STOPS or "\n" in doc[i].text:
            return None
        if doc[i].lower_ in RELATIVES and doc[i - 1].text == "," and doc[i - 2].pos_ in NOMINAL:
            return doc[i - 2]
        is_bare = "Rel" in doc[i].morph.get("PronType", []) and doc[i - 1].pos_ in {"NOUN", "PROPN"}
        if is_bare and _opens_sentence(doc[i - 1]):
            return doc[i - 1]  # « Un client que nous avons vu, et qui paie, dit avoir … »
    return None


def _opens_sentence(noun: Token) -> bool:
    """Ask whether nothing but its own article stands before a noun in its sentence."""
    doc, at = noun.doc, noun.i
    while at > 0 and doc[at - 1].pos_ in {"DET", "ADJ", "NUM"}:
        at -= 1
    return at == 0 or doc[at - 1].text in STOPS or "\n" in doc[at - 1].text


def _before_qui(verb: Token) -> Token | None:
    """Return the noun before « …, tonne la déléguée centrale, qui demande un vote »."""
    doc, at = verb.doc, verb.i - 2
    while at > sentence_start(verb) and (doc[at].text == "," or doc[at].pos_ == "ADJ"):
        at -= 1
    return doc[at] if doc[at].pos_ in {"NOUN", "PROPN"} else None


def _before_it(verb: Token, cues: Cues) -> Token | None:
    """Return who said something else before: "It cut 40 jobs a year after telling staff …"."""
    if verb.dep_ != "pcomp" or plain(verb.head) not in cues.afterwards:
        return None
    over = next((above for above in verb.head.ancestors if above.pos_ in VERBS), None)
    return subject_of(over) if over is not None and not is_passive(over) else None


def _beside(verb: Token) -> Token | None:
    """Return the noun phrase right before a finite verb: « …, Nora Lind, a estimé que »."""
    doc, at = verb.doc, verb.i
    while at > 0 and doc[at - 1].pos_ in _BEFORE_VERB:
        at -= 1
    is_finite = "Fin" in verb.morph.get("VerbForm", []) or at < verb.i
    at -= at > 1 and doc[at - 1].text == ","
    if is_finite and at and doc[at - 1].pos_ in {"ADJ", "PRON"} and _is_indefinite(doc[at - 1]):
        return doc[at - 1]
    if not is_finite or at < 1 or doc[at - 1].pos_ not in {"NOUN", "PROPN"}:
        return None
    noun = doc[at - 1]
    if "subj" in noun.dep_ and doc.vocab.lang == "en":
        return None  # it has a verb of its own
    for _ in range(MOST_STEPS):
        over = noun.head
        if (
            over.pos_ not in NOMINAL
            or over.i >= noun.i
            or sentence_start(over) != sentence_start(verb)
        ):
            break
        noun = over
    return noun


def _is_indefinite(token: Token) -> bool:
    """Ask whether « d'autres » or « certains » stands for people: « D'autres craignent »."""
    known = cues(token.doc.vocab.lang).inquits["indefinite"]
    before = plain(token.nbor(-1)) if token.i else ""
    return plain(token) in known or before + plain(token) in known
