"""Attributions with verb and speaker turned round, as in French: « …, soupire Lind »."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.cues import Cues, cues
from extract.nlp import texts
from extract.phrases import (
    COMMAS,
    PEOPLE,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    inverted_speaker,
    plain,
)
from extract.tellers import may_tell
from extract.vocabulary import words

REACH = 26
"""Tokens from the verb to the speaker: « a déploré lundi, lors d'un comité houleux, la maire »."""
LONGEST_CHAIN = 9
"""Tokens of a verb with its helpers: « a cru bon de préciser », « a-t-il toutefois nuancé »."""
LONGEST_TAIL = 12
"""Tokens after the speaker: where, when and to whom it was said."""
LONGEST_REPLY = 3
"""Tokens of a reply without a verb: « Faux, réplique Lind »."""
MOST_PRONOUNS = 2
_PAIR = 2
"""Commas round a relative clause."""
LONGEST_PLACE = 10
LONGEST_LEAD = 4
"""Tokens from a helper to its infinitive: « a fini par », « a cru bon de »."""
_RARE = frozenset({"VERB", "ADJ", "NOUN", "PROPN", "ADV", "AUX", "X"})
"""What the model takes a rare verb for."""
_LINKED = frozenset({"ADP", "PRON", "ADV", "ADJ"})
"""What may stand between the verbs of a chain: « a fini par en dire »."""
_HELPERS = frozenset({"AUX", "ADV", "PRON", "VERB", "ADP", "ADJ"})
"""What may stand between a comma and its cue: « , a cru bon de préciser »."""
_THIRD = ("e", "t", "d", "a", "nt", "c")
"""Endings of a verb's third person."""
_PAST = ("é", "ée", "és", "ées", "i", "ie", "is", "u", "it", "ert")


@dataclass(frozen=True, slots=True)
class Inquit:
    """A verb with its speaker behind it; ``end`` is the first token after both."""

    cue: TokenSpan
    speaker: TokenSpan | None
    end: int
    is_known: bool
    """False where the verb is no cue by itself."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """A finite verb and what hangs on it: « a-t-il fini par lâcher »."""

    start: int
    end: int
    pronoun: int | None
    is_known: bool


def inquit(
    doc: Doc, start: int, limit: int, *, cues: Cues, is_quoted: bool = False
) -> Inquit | None:
    """Return the attribution that starts at a token; None where there is none, and in English.

    With ``is_quoted``, right after quoted words, any finite verb will do: « …, grince Lind ».
    """
    if not cues.clitics["subject"] or start >= limit:
        return None
    limit = _stop(doc, start, limit)
    chain = _chain(doc, start, limit, cues)
    if chain is None or not (chain.is_known or is_quoted):
        return None
    if chain.pronoun is not None:
        return _with_pronoun(doc, chain, limit, cues)
    speaker = _told_by(doc, chain, limit, cues) or _speaker(doc, chain, limit, cues)
    if speaker is None or (not chain.is_known and not _is_near(doc, chain, speaker)):
        return None
    end = _end(doc, speaker[1], limit)
    if end is None:
        return None
    phrase = _with_another(doc, speaker, limit)
    end = _end(doc, phrase[1], limit) or end
    phrase = _without_clause(doc, phrase)
    return Inquit((chain.start, chain.end), phrase, end, chain.is_known)


def _told_by(doc: Doc, chain: _Chain, limit: int, cues: Cues) -> TokenSpan | None:
    """Return from whom a newsroom has it: « …, a appris l'agence de source syndicale »."""
    if doc[chain.end - 1].lemma_.lower() not in cues.inquits["learns"]:
        return None
    return _at_place(doc, chain.end, _end(doc, chain.end, limit) or limit, cues)


def turned(
    token: Token, bounds: TokenSpan, *, opening: AbstractSet[str]
) -> tuple[TokenSpan, int, int] | None:
    """Find « , a par ailleurs indiqué Lind » with the helpers before its cue."""
    doc, table = token.doc, cues(token.doc.vocab.lang)
    if not table.clitics["subject"]:
        return None
    first = token.i
    while first > bounds[0] and first > token.i - LONGEST_CHAIN and doc[first - 1].pos_ in _HELPERS:
        first -= 1
    if first <= bounds[0] or doc[first - 1].text not in opening:
        return None
    if _is_bracketed(doc, bounds[0], first):
        return None
    found = inquit(doc, first, bounds[1], cues=table)
    if found is None or found.speaker is None or not found.cue[0] <= token.i < found.cue[1]:
        return None
    if found.cue[1] < found.end and doc[found.speaker[0]].text[0] == "-":
        return found.speaker, first - 1, found.end
    has_clitic = any(len(doc[i]) > 1 and doc[i].text[0] == "-" for i in range(first, found.end))
    is_pronoun = has_clitic or found.speaker[0] < found.cue[1]
    # « Le syndicat, majoritaire, accuse la direction » has its subject before its verb.
    is_told = is_pronoun or _has_clause(doc, bounds[0], first - 1)
    is_indefinite = plain(doc[found.speaker[0]]) in table.inquits["indefinite"]
    is_learnt = doc[found.cue[1] - 1].lemma_.lower() in table.inquits["learns"]
    is_somebody = is_pronoun or is_indefinite or is_learnt or may_tell(doc, found.speaker)
    return (found.speaker, first - 1, found.end) if is_told and is_somebody else None


def _is_bracketed(doc: Doc, start: int, verb: int) -> bool:
    """Ask whether a subject with a relative clause stands before: « Télix, qui loue, espère … »."""
    comma = next((i for i in range(start, verb - 1) if doc[i].text == ","), None)
    if comma is None or comma + 1 >= verb - 1 or doc[start].pos_ in {"ADP", "ADV", "SCONJ"}:
        return False
    follows = doc[comma + 1]
    is_relative = "Rel" in follows.morph.get("PronType", []) or follows.lower_ in RELATIVES
    has_verb = any("Fin" in doc[i].morph.get("VerbForm", []) for i in range(start, comma))
    commas = sum(doc[i].text == "," for i in range(start, verb))
    return is_relative and not has_verb and commas == _PAIR


def _has_clause(doc: Doc, start: int, end: int) -> bool:
    """Ask whether a finite verb, or a word or two of reply, stand before an aside."""
    is_reply = 0 < end - start <= LONGEST_REPLY and doc[end - 1].pos_ not in {"PROPN", "NOUN"}
    return is_reply or any(
        "Fin" in doc[i].morph.get("VerbForm", []) or doc[i].pos_ == "AUX" for i in range(start, end)
    )


def place_in(doc: Doc, start: int, end: int, *, cues: Cues) -> TokenSpan | None:
    """Return the noun phrase after « chez », « du côté de la » from a token on: those who speak."""
    places = cues.inquits["places"]
    at = start
    while at < end and (plain(doc[at]) in places or doc[at].is_space):
        at += 1
    if at == start:
        return None
    stop = at
    while (
        stop < end
        and stop - at < LONGEST_PLACE
        and doc[stop].text not in COMMAS
        and doc[stop].text not in STOPS
    ):
        stop += 1
    is_named = any(doc[i].pos_ in {"NOUN", "PROPN"} for i in range(at, stop))
    return (at, stop) if is_named else None


def _stop(doc: Doc, start: int, limit: int) -> int:
    written = texts(doc)
    for i in range(start, limit):
        text = written[i]
        # What is all letters is no mark: only the others are looked at.
        if not text.isalpha() and (text in STOPS or text == ":" or "\n" in text or doc[i].is_quote):
            return i
    return limit


def _chain(doc: Doc, start: int, limit: int, cues: Cues) -> _Chain | None:
    first = _verb_at(doc, start, limit, cues)
    if first is None:
        return None
    pronoun, at = _pronoun_after(doc, first, limit, cues)
    if at is None:
        return None  # « dis-je », « voyez-vous »
    has_helper = doc[first].lower_ in cues.inquits["helpers"]
    end = _reach(doc, at, min(limit, first + LONGEST_CHAIN), has_helper=has_helper)
    if has_helper and end == at:
        return None
    verbs = [doc[i] for i in range(first, end) if not (i == first and has_helper)]
    is_known = any(cues.at(verb) is not None for verb in verbs)
    if doc[first].lower_ in words(doc.vocab.lang).titles and not is_known:
        return None
    if pronoun is not None:  # « a-t-elle ajouté »: the verb alone, as « elle » stands inside
        return _Chain(max(first, end - 1) if end > at else first, end, pronoun, is_known)
    return _Chain(first, end, None, is_known)


def _verb_at(doc: Doc, start: int, limit: int, cues: Cues) -> int | None:
    """Return the finite verb at a token, after « s' », « y », « lui »."""
    before = cues.clitics["reflexive"] | cues.inquits["objects"]
    first = start
    while first < limit and first - start < MOST_PRONOUNS and plain(doc[first]) in before:
        first += 1
    if first >= limit or doc[first].lower_ in cues.inquits["headings"]:
        return None
    return first if _is_finite(doc[first]) else None


def _pronoun_after(doc: Doc, verb: int, limit: int, cues: Cues) -> tuple[int | None, int | None]:
    """Return « -t-il » after a verb and where the rest begins; no rest after a first person."""
    pronoun, at = None, verb + 1
    while at < limit and doc[at].text[0] == "-" and len(doc[at]) > 1:
        if doc[at].lower_.rsplit("-", 1)[-1] in cues.inquits["pronouns"]:
            pronoun = at
        elif doc[at].lower_ not in {"-t", "-t-"}:
            return None, None
        at += 1
    return pronoun, at


def _reach(doc: Doc, at: int, limit: int, *, has_helper: bool) -> int:
    """Return where the chain ends that a finite verb begins: « a fini par lâcher »."""
    end = at
    while at < limit:
        if _goes_on(doc[at], has_helper=has_helper):
            has_helper = False
            end = at + 1
        elif has_helper and (past := _over_phrase(doc, at, limit)):
            at = past
            continue
        elif doc[at].pos_ != "ADV" and not _leads_on(doc, at, limit):
            break
        at += 1
    return end


def _is_finite(token: Token) -> bool:
    """Ask whether a form may be a verb's third person, whatever the model takes it for."""
    if not (token.is_alpha and token.is_lower) or token.pos_ not in _RARE:
        return False
    if token.pos_ in VERBS and "Fin" in token.morph.get("VerbForm", []):
        return True
    return token.pos_ != "ADV" and token.lower_.endswith(_THIRD)


def _goes_on(token: Token, *, has_helper: bool) -> bool:
    """Ask whether a participle or an infinitive goes on with the chain."""
    if not token.is_lower or not token.is_alpha:
        return False
    form = token.morph.get("VerbForm", [])
    if token.pos_ in VERBS and form == ["Inf"]:
        return True
    is_past = token.pos_ in _RARE and token.lower_.endswith(_PAST)
    return has_helper and is_past and token.pos_ != "ADV"


def _over_phrase(doc: Doc, at: int, limit: int) -> int:
    """Return where « a, pour sa part, » or « a par ailleurs » comes to its participle, else 0."""
    if doc[at].pos_ != "ADP":
        return 0
    for i in range(at + 1, min(limit, at + LONGEST_LEAD)):
        if doc[i].pos_ in VERBS and doc[i].morph.get("VerbForm", []) == ["Part"]:
            return i
    return 0


def _leads_on(doc: Doc, at: int, limit: int) -> bool:
    """Ask whether an infinitive follows soon: « par lâcher », « bon de préciser »."""
    for i in range(at, min(limit, at + LONGEST_LEAD)):
        if doc[i].morph.get("VerbForm", []) == ["Inf"]:
            return i > at
        if doc[i].pos_ not in _LINKED:
            return False
    return False


def _with_pronoun(doc: Doc, chain: _Chain, limit: int, cues: Cues) -> Inquit | None:
    at = chain.pronoun
    end = _end(doc, chain.end, limit)
    if at is None or end is None:
        return None
    speaker: TokenSpan | None = (at, at + 1)
    if doc[at].lower_.rsplit("-", 1)[-1] in cues.nobody:
        speaker = _at_place(doc, chain.end, end, cues) or speaker
    cue = (chain.start, chain.start + 1 if chain.start < at else chain.end)
    return Inquit(cue, speaker, end, chain.is_known)


def _with_another(doc: Doc, phrase: TokenSpan, limit: int) -> TokenSpan:
    """Stretch a speaker over a second one: « …, ont annoncé la ville et la région »."""
    end = phrase[1]
    if end + 1 >= limit or doc[end].pos_ != "CCONJ" or doc[end + 1].pos_ not in {"DET", "PROPN"}:
        return phrase
    end += 2
    while end < limit and doc[end].pos_ in {"NOUN", "PROPN", "ADJ"}:
        end += 1
    return phrase[0], end


def _at_place(doc: Doc, start: int, end: int, cues: Cues) -> TokenSpan | None:
    """Return whose place « répond-on mardi à la direction », « jure-t-on chez Veltra » names."""
    for at in range(start, end):
        if plain(doc[at]) in cues.inquits["places"]:
            return place_in(doc, at, end, cues=cues)
    return None


def _speaker(doc: Doc, chain: _Chain, limit: int, cues: Cues) -> TokenSpan | None:
    """Return the first noun phrase after the verb that no preposition governs."""
    verb = doc[chain.end - 1]
    days = words(doc.vocab.lang).days
    in_phrase = False
    last: int | None = None
    for at in range(chain.end, min(limit, chain.end + REACH)):
        token, before = doc[at], doc[at - 1]
        if _is_clause(token):
            break
        if token.text in COMMAS:
            in_phrase = False
        elif token.pos_ == "ADP":
            in_phrase = True
        elif plain(token) in cues.inquits["indefinite"]:
            return _indefinite(doc, at, limit)
        elif before.pos_ != "ADP" and token.lower_ not in days:
            if _opens(token, cues, in_phrase=in_phrase):
                phrase = inverted_speaker(verb, limit, after=at)
                if phrase is not None and phrase[0] == at:
                    return phrase
            if in_phrase and before.pos_ == "NOUN" and _is_name(token):
                last = at
    # « a déploré dans un communiqué Sud-Rail »: a name that only stands beside the noun.
    return inverted_speaker(verb, limit, after=last) if last is not None else None


def _indefinite(doc: Doc, at: int, limit: int) -> TokenSpan:
    """Return « plusieurs », with its noun where one follows: « plusieurs sources internes »."""
    end = at + 1
    while end < limit and doc[end].pos_ in {"NOUN", "ADJ", "DET"}:
        end += 1
    return at, end


def _is_clause(token: Token) -> bool:
    """Ask whether another clause begins: the speaker of this one stands before it."""
    if token.pos_ == "SCONJ" or "Rel" in token.morph.get("PronType", []):
        return True
    return token.pos_ in VERBS and "Fin" in token.morph.get("VerbForm", [])


def _opens(token: Token, cues: Cues, *, in_phrase: bool) -> bool:
    """Ask whether a speaker may begin here: « le maire », the name in « l'agence Ada Lind »."""
    if plain(token) in cues.inquits["opens"]:
        return True
    if (token.pos_ == "PROPN" and token.text[:1].isupper()) or token.ent_type_ in PEOPLE:
        return not in_phrase or (token.ent_type_ in PEOPLE and token.ent_iob_ == "B")
    return False


def _without_clause(doc: Doc, phrase: TokenSpan) -> TokenSpan:
    """End a speaker before « , qui promettait encore hier … »."""
    for i in range(phrase[0] + 1, phrase[1]):
        if doc[i].text == "," and i + 1 < phrase[1]:
            rest = doc[i + 1 : min(i + 3, phrase[1])]
            if any("Rel" in token.morph.get("PronType", []) for token in rest):
                return phrase[0], i
    return phrase


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _is_near(doc: Doc, chain: _Chain, speaker: TokenSpan) -> bool:
    """Ask whether only adverbs stand between a rare verb and its speaker."""
    return all(doc[i].pos_ == "ADV" or doc[i].is_space for i in range(chain.end, speaker[0]))


def _end(doc: Doc, start: int, limit: int) -> int | None:
    """Return where the attribution ends: at a comma, else with the sentence."""
    for i in range(start, limit):
        if doc[i].text in COMMAS:
            return i
        if i - start > LONGEST_TAIL or _is_clause(doc[i]):
            return None
    return limit
