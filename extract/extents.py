"""Where reported words begin and end, where the parser drew the line elsewhere."""

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues
from extract.nlp import sentence_end
from extract.phrases import (
    ACTIVE_SUBJECTS,
    NOMINAL,
    PHRASE,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    over_adverbial,
    plain,
    trimmed,
)
from extract.times import times
from extract.vocabulary import words

LONGEST_LEAD = 8
"""Tokens of when or where something was said: "late on Monday", "at its annual conference"."""
MOST_TIME = 3
"""Tokens of « ces derniers mois »."""
LONGEST_BRACKET = 12
"""Tokens between two commas that only say when or where."""
_SUBJECTS = ACTIVE_SUBJECTS | {"nsubjpass", "expl", "csubj"}
_GAP = RELATIVES - {"qui"} | {"whom"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def clause_start(head: Token, cue: Token, cues: Cues) -> int:
    """Return where a clause begins whose left edge is the saying's: "said on Tuesday it would".

    English only, and only without "that": what stands between a cue and the clause's subject then
    says when or where it was said, or who was told.
    """
    doc, first = head.doc, max(head.left_edge.i, cue.i + 1)
    if _is_due(doc, cue.i + 1, first, cues):
        return cue.i + 1
    if doc.vocab.lang != "en" or plain(doc[first]) in cues.complementizers:
        return first
    subject = next((child for child in head.children if child.dep_ in _SUBJECTS), None)
    if subject is None or not first < subject.left_edge.i <= first + LONGEST_LEAD:
        return first
    start: int = subject.left_edge.i
    return start if is_of_saying(doc, cue.i + 1, start, cues) else first


def _is_due(doc: Doc, start: int, end: int, cues: Cues) -> bool:
    """Ask whether a phrase hung on a cue is a time of what is said: "said by Friday it would"."""
    if not 0 < end - start <= LONGEST_LEAD or plain(doc[start]) not in cues.said_of:
        return False
    table, clock = words(doc.vocab.lang), times(doc.vocab.lang)
    known = table.days | clock.weekdays.keys() | clock.months.keys()
    return any(plain(doc[i]) in known or doc[i].like_num for i in range(start, end))


def after_receiver(cue: Token, told: Token | None, cues: Cues) -> int | None:
    """Return the "that" after who was told: "promised its members that calls will be answered".

    The model takes it for the pronoun of a relative clause.
    """
    if told is None or cue.doc.vocab.lang != "en":
        return None
    doc, at = cue.doc, told.i + 1
    is_that = at < sentence_end(cue) and plain(doc[at]) in cues.that and doc[at].pos_ == "PRON"
    return at if is_that and told.left_edge.i == cue.i + 1 else None


def is_of_saying(doc: Doc, start: int, end: int, cues: Cues) -> bool:
    """Ask whether a phrase right after a cue is when or where it was said.

    "on Tuesday", "late last week", "in a memo"; not "by Friday", "in many cases".
    """
    table, clock = words(doc.vocab.lang), times(doc.vocab.lang)
    if plain(doc[start]) not in cues.said_at | table.days or end <= start:
        return False
    if start + 1 < end and doc[start + 1].pos_ == "NUM" and doc.vocab.lang == "fr":
        return False  # « évalue à 2 points le recul »
    phrase = [plain(doc[i]) for i in range(start, end)]
    if any(doc[i].pos_ in VERBS or doc[i].text in STOPS | {","} for i in range(start, end)):
        return False
    known = table.days | clock.weekdays.keys() | clock.months.keys() | cues.said_in
    known |= clock.occasions | cues.texts
    return not known.isdisjoint(phrase) or not known.isdisjoint(
        doc[i].lemma_.lower() for i in range(start, end)
    )


def after_saying(doc: Doc, start: int, limit: int, cues: Cues) -> int:
    """Step over when and where a French cue was said: « a dit ce jeudi, lors d'un CSE, son … »."""
    table = words(doc.vocab.lang)
    at = start
    while at < limit:
        if doc[at].text == ",":
            close = _closing_comma(doc, at, limit)
            if close is None or not is_of_saying(doc, at + 1, close, cues):
                return at
            at = close + 1
        elif _is_time(doc, at, cues) or doc[at].pos_ == "ADV":
            at += 1
        elif at + 1 < limit and doc[at].pos_ == "DET" and doc[at + 1].lower_ in table.days:
            at += 2
        elif doc[at].pos_ == "DET" and (past := over_time(doc, at, limit, cues)):
            at = past
        elif plain(doc[at]) in cues.said_at:
            end = over_adverbial(doc, at, limit)
            if not is_of_saying(doc, at, end, cues):
                return at
            at = end
        else:
            return at
    return at


def _is_time(doc: Doc, at: int, cues: Cues) -> bool:
    """Ask whether a word is a day, or a part of one after it: « jeudi matin »."""
    days = words(doc.vocab.lang).days
    before = doc[at - 1].lower_ if at else ""
    return doc[at].lower_ in days or (before in days and plain(doc[at]) in cues.said_in)


def is_time(token: Token, cues: Cues) -> bool:
    """Ask whether an object is when it was said: « a annoncé la semaine dernière la fermeture »."""
    if not cues.clitics["subject"] or token.lower_ not in cues.inquits["times"]:
        return False
    return any(plain(child) in cues.inquits["deictic"] for child in token.children)


def over_time(doc: Doc, start: int, limit: int, cues: Cues) -> int:
    """Return where « la semaine passée », « ces derniers mois » ends, else 0."""
    end = start
    deictic = cues.inquits["deictic"]
    while end < limit and end - start <= MOST_TIME:
        if doc[end].pos_ not in PHRASE and plain(doc[end]) not in deictic:
            break
        end += 1
        here = {plain(doc[i]) for i in range(start, end)}
        is_told = not here.isdisjoint(deictic)
        if is_told and not here.isdisjoint(cues.inquits["times"]) and end - start > 1:
            follows = end < limit and plain(doc[end]) in deictic
            return end + 1 if follows else end
    return 0


def _closing_comma(doc: Doc, comma: int, limit: int) -> int | None:
    """Return the comma that closes a short phrase between commas."""
    reach = range(comma + 2, min(limit, comma + LONGEST_BRACKET))
    return next((i for i in reach if doc[i].text == ","), None)


def over_phrases(doc: Doc, end: int, limit: int, cues: Cues) -> int:
    """Stretch a French thing over phrases that the parser hung on its verb.

    « justifie le plan par la baisse des ventes », « la fermeture, fin juin, de la plateforme »;
    but not over « dans un communiqué », « devant les élus ».
    """
    if doc.vocab.lang != "fr" or end >= limit:
        return end
    at = end + (doc[end].is_quote and end + 1 < limit)
    if doc[at].text == ",":
        close = _closing_comma(doc, at, limit)
        if close is None or close + 1 >= limit or plain(doc[close + 1]) not in cues.inquits["of"]:
            return end
        if any(doc[i].pos_ in VERBS for i in range(at, close)):
            return end
        at = close + 1
    if doc[at].lower_ in {"qui", "dont"} and at == end:
        return next((i for i in range(at, limit) if doc[i].text in STOPS | {",", ":"}), limit)
    if doc[at].pos_ != "ADP":
        return end
    is_relative = at + 1 < limit and "Rel" in doc[at + 1].morph.get("PronType", [])
    if is_relative:  # « la hâte avec laquelle le robot a été déployé »
        return next((i for i in range(at, limit) if doc[i].text in STOPS | {",", ":"}), limit)
    stop = next((i for i in range(at, limit) if _ends_phrases(doc, i)), limit)
    return end if is_of_saying(doc, at, stop, cues) else stop


def _ends_phrases(doc: Doc, at: int) -> bool:
    """Ask whether another clause, bracket or quotation begins at a token."""
    token = doc[at]
    if token.text in STOPS | {",", ":", "(", "–", "—"} or token.is_quote or "\n" in token.text:
        return True
    is_finite = token.pos_ in VERBS and "Fin" in token.morph.get("VerbForm", [])
    is_relative = "Rel" in token.morph.get("PronType", [])
    joins = token.pos_ == "CCONJ" and at + 1 < len(doc) and doc[at + 1].pos_ in VERBS | {"PRON"}
    return is_finite or is_relative or joins or token.pos_ == "SCONJ"


def far_opener(token: Token, cue: Cue, cues: Cues, *, farthest: int) -> int | None:
    """Return a distant "that" to which only phrases lead: "told staff at a meeting in May that".

    Only where no object of the cue's own stands between, whose relative clause it might open.
    """
    doc = token.doc
    first = token.i + 1
    if first >= len(doc) or not (
        cue.receives or plain(doc[first]) in cues.said_at | words(doc.vocab.lang).days
    ):
        return None
    for i in range(token.i + 1, min(sentence_end(token), token.i + farthest)):
        if plain(doc[i]) in cues.that:
            before = doc[i - 1]
            is_opener = doc[i].dep_ == "mark" or doc[i].pos_ == "SCONJ"
            is_noun = before.pos_ in NOMINAL | {"NUM"}
            return i if is_opener and is_noun else None
        if doc[i].pos_ not in PHRASE | {"ADP", "ADV", "PART"} or doc[i].text in STOPS:
            return None
    return None


def gap(token: Token, cue: Cue, cues: Cues) -> tuple[Token, TokenSpan] | None:
    """Return who says what of the thing before: "an accord, which it says runs to 2029".

    Also "tools, which he called a toy", and in French only what is called so.
    """
    doc = token.doc
    if cues.clitics["subject"]:
        return _called_before(token, cue, cues)
    if not (cue.takes("clause") or cue.names):
        return None
    start = token.i - 1
    while start > 0 and doc[start].pos_ in PHRASE - {"X"} and doc[start].lower_ not in _GAP:
        start -= 1
    if start < 1 or start == token.i - 1 or doc[start].lower_ not in _GAP:
        return None
    first = token.i + 1
    if first >= sentence_end(token):
        return None
    follows = doc[first]
    # The model takes "runs", with nothing before it to govern it, for a noun or a participle.
    is_finite = follows.tag_ in {"MD", "NNS", "VBN", *_FINITE}
    is_name = cue.names and follows.pos_ in {"DET", "ADJ", "ADV", "PUNCT"}
    if not (is_name or (is_finite and cue.takes("clause"))):
        return None
    end = first
    while end < sentence_end(token) and doc[end].text not in STOPS | {","}:
        if "\n" in doc[end].text:
            break
        end += 1
    who = next((doc[i] for i in range(token.i - 1, start, -1) if doc[i].pos_ in NOMINAL), None)
    return (who, (first, end)) if who is not None else None


def _called_before(token: Token, cue: Cue, cues: Cues) -> tuple[Token, TokenSpan] | None:
    """Read « un accord, que la direction juge « équilibré » », with who calls it so."""
    doc, first = token.doc, token.i + 1
    if not cue.names or first >= sentence_end(token):
        return None
    first += plain(doc[first]) in cue.prepositions
    if first >= sentence_end(token) or not doc[first].is_quote:
        return None
    start = token.i - 1
    while start > 0 and doc[start].pos_ in PHRASE | {"ADP"} and plain(doc[start]) not in cues.that:
        start -= 1
    if plain(doc[start]) not in cues.that or start == token.i - 1:
        return None
    end = next((i for i in range(first + 1, sentence_end(token)) if doc[i].is_quote), None)
    who = next((doc[i] for i in range(token.i - 1, start, -1) if doc[i].pos_ in NOMINAL), None)
    return (who, (first, end + 1)) if who is not None and end is not None else None


def span_after(doc: Doc, start: int, end: int, *, after: Token) -> tuple[TokenSpan, ...]:
    """Return what stands after a token from ``start`` to ``end``, within its paragraph."""
    start = max(start, after.i + 1)
    for i in range(start, end):
        if "\n" in doc[i].text:
            end = i
            break
    found = trimmed(doc, start, end)
    return (found,) if found else ()


def clause_end(doc: Doc, start: int, limit: int) -> int:
    """Return where a clause ends that the parser lost: at a colon, a semicolon, its paragraph."""
    for i in range(start, limit):
        if doc[i].text in {";", ":"} or "\n" in doc[i].text:
            return i
    return limit


def is_inverted(verb: Token) -> bool:
    """Ask whether who speaks must follow: « …, ont annoncé mercredi la direction et la région »."""
    doc, at = verb.doc, verb.i
    while at > 0 and doc[at - 1].pos_ == "AUX":
        at -= 1
    has_subject = any(child.dep_ in ACTIVE_SUBJECTS and child.i < at for child in verb.children)
    return at > 0 and doc[at - 1].text == "," and not has_subject
