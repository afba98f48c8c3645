"""Who stands before a bracket of commas: « Un cadre, qui requiert l'anonymat, raconte … »."""

from spacy.tokens import Doc, Token

from extract.cues import cues
from extract.phrases import (
    NOMINAL,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    plain,
    subject_of,
    trimmed,
)

FARTHEST = 40
"""Tokens from a verb back to the start of its clause."""
SHORTEST = 2
"""Tokens before the verb: a noun and a comma."""
LONGEST = 12
"""Tokens of the phrase before the bracket."""
_BEFORE_VERB = frozenset({"AUX", "PRON", "ADV"})
_LEADS = frozenset({"ADP", "ADV", "SCONJ", "CCONJ"})
_OPENS = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM"})
"""What a subject begins with."""
_WHICH = RELATIVES | {"dont", "où", "lequel", "laquelle"}


def before_bracket(doc: Doc, verb: Token) -> TokenSpan | None:
    """Return the subject of a verb that follows the closing comma of a bracket; None without one.

    With an apposition the whole phrase, before a relative clause the noun phrase alone. The
    parser often takes a noun inside the bracket for the subject, or loses the verb.
    """
    table = cues(doc.vocab.lang)
    at = verb.i
    while at > 0 and doc[at - 1].pos_ in _BEFORE_VERB:
        at -= 1
        if plain(doc[at]) in table.inquits["indefinite"]:
            return at, at + 1  # « Dans le métier, beaucoup racontent … »
        if plain(doc[at]) in table.inquits["pronouns"] or plain(doc[at]) in table.nobody:
            return None
    if at < SHORTEST or doc[at - 1].text != ",":
        return None
    start = _start(doc, at - 1)
    if doc[start].pos_ in _LEADS or _is_time(doc, start, at - 1):
        start = next((i + 1 for i in range(start, at - 1) if doc[i].text == ","), at)
    opening = next((i for i in range(start, at - 1) if doc[i].text == ","), None)
    if opening is None or not 0 < opening - start <= LONGEST:
        return None
    start += next(
        (opening - start - i for i in range(1, opening - start + 1) if _joins(doc[opening - i])), 0
    )
    head = doc[start:opening]
    if any(t.pos_ in VERBS or t.is_quote for t in head):
        return None
    if not any(t.pos_ in NOMINAL or t.pos_ == "ADJ" for t in head) or head[0].pos_ not in _OPENS:
        return None
    after = doc[opening + 1]
    # « La CFT, par la voix de Lind, juge »: who lends the voice belongs to the speaker.
    is_adverbial = after.pos_ in _LEADS and after.lower_ != "par"
    is_relative = after.lower_ in _WHICH or is_adverbial
    has_verb = any("Fin" in doc[i].morph.get("VerbForm", []) for i in range(opening, at - 1))
    if has_verb and not is_relative:
        return None
    return trimmed(doc, start, opening if is_relative else at - 1)


def _joins(token: Token) -> bool:
    """Ask whether a clause begins after a token: « Une décision que son président, Lind, juge »."""
    return token.pos_ == "SCONJ" or token.lower_ in _WHICH or plain(token) in {"que", "qu'"}


def _is_time(doc: Doc, start: int, end: int) -> bool:
    """Ask whether only a time stands before the first comma: « La semaine dernière, »."""
    comma = next((i for i in range(start, end) if doc[i].text == ","), end)
    times = cues(doc.vocab.lang).inquits["times"]
    return any(doc[i].lower_ in times for i in range(start, comma))


def beside_participle(verb: Token) -> Token | None:
    """Return the subject of the clause that « , jugeant le plan injuste » or « en relevant » joins.

    The subject of the nearest finite verb to the left: the parser takes the last noun for it.
    """
    doc = verb.doc
    form = (verb.morph.get("VerbForm", []), verb.morph.get("Tense", []))
    if form != (["Part"], ["Pres"]) or verb.i < SHORTEST or doc[verb.i - 1].text not in {",", "en"}:
        return None
    for i in range(verb.i - 2, max(-1, verb.i - FARTHEST), -1):
        if doc[i].text in STOPS or "\n" in doc[i].text:
            return None
        if doc[i].pos_ in VERBS and "Fin" in doc[i].morph.get("VerbForm", []):
            head = doc[i].head if doc[i].pos_ == "AUX" and doc[i].head.pos_ in VERBS else doc[i]
            found = subject_of(head)
            return found if found is not None and found.i < verb.i else None
    return None


def _start(doc: Doc, at: int) -> int:
    """Return where the clause before a token starts: after a stop, a colon, a mark."""
    first = max(0, at - FARTHEST)
    for i in range(at - 1, first - 1, -1):
        token = doc[i]
        if token.text in STOPS or token.text == ":" or token.is_quote or "\n" in token.text:
            return i + 1
    return first
