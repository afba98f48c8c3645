"""Where a reported clause ends that the parser broke off, or drew over what isn't said."""

from spacy.tokens import Token

from extract.cues import Cues
from extract.extents import LONGEST_BRACKET, LONGEST_LEAD
from extract.nlp import sentence_end
from extract.phrases import ACTIVE_SUBJECTS, STOPS, VERBS, plain

_SUBJECTS = ACTIVE_SUBJECTS | {"nsubjpass", "expl", "csubj"}
_BRACKETED = frozenset({"ADP", "ADV", "VERB", "ADJ", "X"})
"""What a bracket in the middle of a clause begins with."""
_SPEAKING = frozenset({"il", "elle", "ils", "elles", "on"})


def joined_end(head: Token, cue: Token, end: int) -> int:
    """Return where a clause ends before a verb that goes with the cue: "would stop and declined".

    A past form doesn't share the "would" of what was said. English only.
    """
    has_modal = any(child.tag_ == "MD" for child in head.children)
    if head.doc.vocab.lang != "en" or not has_modal:
        return end
    for child in head.children:
        if child.dep_ != "conj" or child.i >= end or child.pos_ not in VERBS:
            continue
        own = [below for below in child.children if below.i < child.i]
        if any(below.dep_ in _SUBJECTS for below in own):
            continue
        helper = next((below for below in own if below.dep_.startswith("aux")), None)
        first = (helper or child).i
        while first - 1 > head.i and head.doc[first - 1].pos_ == "ADV":
            first -= 1
        if head.doc[first - 1].pos_ == "CCONJ" and _is_like(child, helper, cue):
            return first - 1
    return end


def over_bracket(head: Token, end: int, cues: Cues) -> int:
    """Return where a French clause ends that the parser broke off after a bracket in it.

    « qu'elle va rouvrir, au cours de l'été, douze guichets », « que le coût, estimé à un
    million, reste absorbable »: what the bracket parts belongs together.
    """
    doc, limit = head.doc, sentence_end(head)
    if not cues.clitics["subject"] or end + 1 >= limit or doc[end].text != ",":
        return end
    reach = range(end - 2, max(head.left_edge.i, end - LONGEST_BRACKET), -1)
    opening = next((i for i in reach if doc[i].text == ","), None)
    if opening is None or doc[opening + 1].pos_ not in _BRACKETED:
        return end
    follows = doc[end + 1]
    is_verb = follows.pos_ in VERBS and "Fin" in follows.morph.get("VerbForm", [])
    last = doc[opening - 1]
    has_object = any(child.dep_ == "obj" for child in last.children)
    is_object = follows.pos_ in {"NUM", "DET"} and last.pos_ in VERBS and not has_object
    if not (is_verb and not _is_told_of(head)) and not is_object:
        return end
    stops = (i for i in range(end + 1, limit) if doc[i].text in STOPS | {",", ":"})
    return next(stops, limit)


def _is_told_of(head: Token) -> bool:
    """Ask whether a clause has its finite verb."""
    return any(
        "Fin" in token.morph.get("VerbForm", [])
        for token in (head, *head.children)
        if token.pos_ in VERBS
    )


def tense_kept(head: Token, cue: Token, end: int, cues: Cues) -> int:
    """Return where a clause ends with a second verb in the tense of reported speech.

    « a fait savoir qu'elle était contente et n'entendait pas en changer »: after a past cue what
    stays in the imperfect or the conditional is still said. French only.
    """
    doc = head.doc
    if not cues.clitics["subject"] or end + 1 >= sentence_end(cue) or doc[end].pos_ != "CCONJ":
        return end
    over = cue.head if cue.dep_ == "xcomp" else cue  # « a fait savoir »
    is_past = any(child.dep_.startswith("aux") for child in over.children)
    if not is_past or not any(map(_is_shifted, (head, *head.children))):
        return end
    for i in range(end + 1, min(sentence_end(cue), end + LONGEST_LEAD)):
        if doc[i].pos_ in VERBS:
            last = max(doc[i], doc[i].head, key=lambda verb: verb.i)
            own = doc[i] if last.pos_ not in VERBS else last
            return max(end, own.right_edge.i + 1) if _is_shifted(doc[i]) else end
        if doc[i].pos_ not in {"ADV", "PRON"} or doc[i].lower_ in _SPEAKING:
            return end
    return end


def before_other_saying(head: Token, end: int, cues: Cues) -> int:
    """Return where a clause ends before what the same speaker said at another time.

    "that it would shut two depots, a month after telling drivers that …",
    « un an après avoir promis ».
    """
    doc = head.doc
    for i in range(head.i + 2, end):
        verb = doc[i]
        is_form = verb.tag_ == "VBG" or "Inf" in verb.morph.get("VerbForm", [])
        cue = cues.at(verb) if is_form or "Part" in verb.morph.get("VerbForm", []) else None
        if cue is None or cue.force != "speech":
            continue
        lead = i - 1 - (doc[i - 1].pos_ == "AUX")
        if plain(doc[lead]) not in cues.afterwards:
            continue
        comma = next(
            (j for j in range(lead, max(head.i, lead - LONGEST_LEAD), -1) if doc[j].text == ","),
            None,
        )
        return comma if comma is not None else end
    return end


def _is_shifted(verb: Token) -> bool:
    """Ask whether a verb stands in the imperfect or the conditional."""
    return "Imp" in verb.morph.get("Tense", []) or "Cnd" in verb.morph.get("Mood", [])


def joined_to(verb: Token) -> Token | None:
    """Return the cue that a verb is joined to over a clause with "would"; its subject is shared."""
    head = verb.head
    if verb.dep_ != "conj" or head.dep_ != "ccomp" or head.head == head:
        return None
    end = head.right_edge.i + 1
    return head.head if joined_end(head, head.head, end) <= verb.i else None


def _is_like(verb: Token, helper: Token | None, cue: Token) -> bool:
    """Ask whether a verb stands in the cue's past: "said … and declined", "has told … and has"."""
    if helper is None:
        # "cut" and its like may as well go on after "would".
        return cue.tag_ == "VBD" and verb.tag_ == "VBD" and verb.lower_ != verb.lemma_
    return helper.lemma_ == "have" and any(
        child.lower_ == helper.lower_ and child.dep_ == "aux" for child in cue.children
    )
