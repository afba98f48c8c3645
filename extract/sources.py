"""Phrases that name whose words a sentence holds: "according to Lind", « selon Lind »."""

from spacy.tokens import Doc, Token

from extract.asides import SHORTEST, Aside, is_subordinator, sentence_bounds
from extract.cues import Cues
from extract.nlp import lowers
from extract.phrases import (
    ACTIVE_SUBJECTS,
    COMMAS,
    LONGEST,
    NOMINAL,
    PEOPLE,
    PHRASE,
    RELATIVE_CLAUSES,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    noun_phrase,
    plain,
    trimmed,
)
from extract.tellers import may_speak
from extract.vocabulary import words

SPEAKERS = PEOPLE | {"ORG"}
MOST_LEAD = 4
"""Tokens before a source phrase that still opens its sentence ("On Monday, according to …")."""


def source(token: Token, *, table: Cues) -> Aside | None:  # noqa: C901 (refusals in order)
    """Return what "according to Lind" or « selon Lind » reports, when a phrase starts here."""
    doc = token.doc
    phrase = source_phrase(token, table)
    if phrase is None and token.dep_ != "prep":
        return None
    bounds = _apart(token, sentence_bounds(token))
    if owned := _owned(token, bounds, table):
        return owned
    if phrase is None:
        return None
    start = token.i + len(phrase)
    if any(doc[i].lemma_.lower() in table.inquits["learns"] for i in range(bounds[0], token.i)):
        return None  # « …, a appris l'agence de source syndicale »: an aside of its own
    if start < bounds[1] and plain(doc[start]) in table.relatives:
        return _relative(token, start, bounds)
    speaker = _pronoun_in(token, phrase, bounds[1], table) or source_speaker(doc, start, bounds[1])
    if speaker is None:
        return None
    lead = token.i - bounds[0]
    has_subject = any(doc[i].dep_ in ACTIVE_SUBJECTS for i in range(bounds[0], token.i))
    after_comma = lead <= MOST_LEAD and doc[token.i - 1].text == "," and not has_subject
    opens = lead <= 1 or after_comma
    end = max(start, speaker[1])
    if phrase[0] in table.careful_sources:
        stands_apart = opens and end < bounds[1] and doc[end].text == ","
        if not (stands_apart and (_can_speak(doc, speaker) or may_speak(doc, speaker))):
            return None
    if opens:
        end = _over_relative(doc, end, bounds[1])
    parts = [trimmed(doc, end, bounds[1])]
    if not opens:
        before = trimmed(doc, bounds[0], token.i)
        has_rest = end + 1 < bounds[1] and doc[end].text in COMMAS
        has_rest = has_rest and not (
            doc[end + 1].lower_ in words(doc.vocab.lang).who
            or (doc.vocab.lang == "fr" and _is_relative(doc[end + 1]))
        )
        # « conduit selon lui à davantage d'embauches »
        goes_on = doc[token.i - 1].text not in COMMAS and end < bounds[1]
        goes_on = goes_on and end - start == 1 and doc[end].pos_ not in {"PUNCT", "PRON"}
        parts = [before, parts[0] if has_rest or goes_on else None]
        is_link = doc[token.i - 1].text in COMMAS and is_subordinator(doc[token.i - 2])
        if has_rest and is_link:
            parts = parts[1:]
    content = tuple(part for part in parts if part)
    if sum(stop - first for first, stop in content) < SHORTEST:
        return None
    return Aside(cue=(token.i, start), speaker=speaker, content=content) if content else None


def _apart(token: Token, bounds: TokenSpan) -> TokenSpan:
    """Return the part of a sentence between semicolons, and after a colon."""
    doc, (start, end) = token.doc, bounds
    start = next((i + 1 for i in range(token.i - 1, start, -1) if doc[i].text in ":;"), start)
    end = next((i for i in range(token.i + 1, end) if doc[i].text == ";"), end)
    return start, end


def _over_relative(doc: Doc, end: int, limit: int) -> int:
    """Step over ", que nous avons pu lire," and ", seen by this paper,": they are the source's."""
    at = end + (end < limit and doc[end].text == ",")
    if at == end or at >= limit:
        return end
    first = doc[at]
    is_relative = "Rel" in first.morph.get("PronType", []) or first.lower_ in RELATIVES
    is_part = first.morph.get("VerbForm", []) == ["Part"] or first.dep_ == "acl"
    if not (is_relative or is_part or plain(first) in {"que", "qu'"}):
        return end
    close = next((i for i in range(at, min(limit, at + LONGEST)) if doc[i].text == ","), None)
    has_rest = close is not None and any(
        "Fin" in doc[i].morph.get("VerbForm", []) or doc[i].pos_ == "AUX"
        for i in range(close, limit)
    )
    return close if close is not None and has_rest else end


def _owned(token: Token, bounds: TokenSpan, table: Cues) -> Aside | None:
    """Read "In Lind's view, …", "by the firm's own account": a possessor for the pronoun."""
    doc = token.doc
    if token.dep_ != "prep":
        return None
    first = plain(token)
    nouns = {phrase[-1] for phrase in table.own_sources if phrase[0] == first}
    if not nouns:
        return None
    noun = next((child for child in token.children if child.dep_ == "pobj"), None)
    if noun is None or plain(noun) not in nouns:
        return None
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None or owner.pos_ not in {"NOUN", "PROPN"}:
        return None
    case = next((child.i for child in owner.children if child.dep_ == "case"), owner.i + 1)
    speaker = trimmed(doc, owner.left_edge.i, case)
    end = noun.i + 1
    before = trimmed(doc, bounds[0], token.i) if token.i > bounds[0] else None
    opens = before is None and end < bounds[1] and doc[end].text == ","
    closes = before is not None and doc[token.i - 1].text == ","
    content = trimmed(doc, end, bounds[1]) if opens else before
    if speaker is None or content is None or not (opens or closes):
        return None
    return Aside(cue=(token.i, token.i + 1), speaker=speaker, content=(content,))


def _relative(token: Token, start: int, bounds: TokenSpan) -> Aside | None:
    """Read « une note, selon laquelle … »: who or what stands before the comma speaks."""
    doc = token.doc
    at = token.i - 1
    while at >= bounds[0] and doc[at].text in COMMAS:
        at -= 1
    for i in range(at, bounds[0] - 1, -1):
        if doc[i].pos_ in VERBS or doc[i].text in COMMAS:
            break
        is_head = doc[i].pos_ in {"NOUN", "PROPN"} and (
            i == bounds[0] or doc[i].head.i < i - MOST_LEAD or doc[i].head.pos_ in VERBS
        )
        speaker = noun_phrase(doc[i], without=token) if is_head else None
        content = trimmed(doc, start + 1, _before_verb_of(doc[i], start + 1, bounds[1]))
        if speaker and content:
            return Aside(cue=(token.i, start), speaker=speaker, content=(content,))
    return None


def _before_verb_of(noun: Token, start: int, limit: int) -> int:
    """Return where a relative clause ends that the noun's own verb follows.

    « La rumeur selon laquelle le site fermerait a été démentie. »
    """
    verb = noun.head
    if verb.pos_ not in VERBS or not start < verb.i < limit:
        return limit
    own = [child.i for child in verb.children if start < child.i < verb.i]
    return min([*own, verb.i])


def _pronoun_in(token: Token, phrase: tuple[str, ...], limit: int, table: Cues) -> TokenSpan | None:
    """Return the possessive or pronoun of « à ses yeux », "in his view"."""
    if phrase not in table.own_sources:
        return None
    for at, word in enumerate(phrase):
        if word in table.owners:
            first = token.i + at
            named = (
                source_speaker(token.doc, first, limit) if token.doc[first].pos_ == "NOUN" else None
            )
            return named or (first, first + 1)
    return None


def source_phrase(token: Token, table: Cues) -> tuple[str, ...] | None:
    """Return the longest source phrase that starts at a token."""
    phrases = table.sources.get(plain(token))
    if not phrases:
        return None
    longest = lowers(token.doc)[token.i : token.i + len(phrases[0])]
    here = tuple(form.replace("’", "'") for form in longest)
    return next((phrase for phrase in phrases if here[: len(phrase)] == phrase), None)


def source_speaker(doc: Doc, start: int, limit: int) -> TokenSpan | None:
    """Return the noun phrase after a source phrase, with its appositions."""
    if start < limit and doc[start].lower_ in _persons(doc):
        return start, start + 1
    first = start
    while (
        first < limit
        and (doc[first].pos_ in PHRASE or doc[first].pos_ == "ADV")
        and doc[first].text not in COMMAS
    ):
        if _is_relative(doc[first]) and first > start:
            break
        first += 1
    if not any(doc[i].pos_ in NOMINAL for i in range(start, first)):
        return None
    end = first
    while end < limit and end - start < LONGEST:
        token = doc[end]
        if _is_relative(token) or token.dep_ in RELATIVE_CLAUSES or token.dep_ == "acl":
            end = next((i for i in range(end, limit) if doc[i].text in COMMAS), end)
            break
        is_over = (
            token.text in STOPS or token.pos_ in VERBS or token.pos_ == "SCONJ" or token.is_quote
        )
        if is_over or "\n" in token.text:
            break
        if token.text in COMMAS:
            end = _over_apposition(doc, end, limit)
            break
        end += 1
    return trimmed(doc, start, end)


def _is_relative(token: Token) -> bool:
    """Ask whether a clause on the source begins: « d'après une note que nous avons lue »."""
    return token.lower_ in RELATIVES or "Rel" in token.morph.get("PronType", [])


def _persons(doc: Doc) -> frozenset[str]:
    pronouns = words(doc.vocab.lang).pronouns
    return pronouns["masculine"] | pronouns["feminine"]


def _over_apposition(doc: Doc, comma: int, limit: int) -> int:
    """Step over ", an analyst at Ombrix" when another comma or a stop closes it."""
    is_relative = comma + 1 < limit and doc[comma + 1].lower_ in RELATIVES
    for i in range(comma + 1, min(limit, comma + 14)):
        if doc[i].text not in COMMAS and doc[i].text not in STOPS:
            continue
        if is_relative:
            return i if doc[i].text == "," else comma
        is_apposition = doc[comma + 1].lower_ in words(doc.vocab.lang).titles or any(
            doc[j].dep_ in {"appos", "conj"} and doc[j].head.i < comma for j in range(comma + 1, i)
        )
        has_verb = any(doc[j].pos_ in VERBS for j in range(comma + 1, i))
        return i if is_apposition and not has_verb else comma
    return comma


def _can_speak(doc: Doc, span: TokenSpan) -> bool:
    return any(
        doc[i].ent_type_ in SPEAKERS or doc[i].pos_ in {"PROPN", "PRON"} for i in range(*span)
    )
