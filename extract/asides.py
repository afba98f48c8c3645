"""Reports that stand beside their sentence: "…, Lind said, …", « selon Lind, … »."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.cues import Cue, Cues, cues
from extract.phrases import (
    ACTIVE_SUBJECTS,
    COMMAS,
    LONGEST,
    NOMINAL,
    OBJECTS,
    PHRASE,
    RELATIVE_CLAUSES,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    inverted_speaker,
    noun_phrase,
    plain,
    trimmed,
)
from extract.vocabulary import words

LONGEST_TAIL = 10
"""Tokens after the verb of an aside ("Lind told reporters on Monday")."""
SHORTEST = 3
"""Tokens of what a source is given for; less is a fragment."""
PEOPLE = frozenset({"PER", "PERSON", "ORG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A report beside its sentence: the content is what stands round it."""

    cue: TokenSpan
    speaker: TokenSpan | None
    content: tuple[TokenSpan, ...]


def aside(token: Token, cue: Cue, *, inside: Sequence[int]) -> Aside | None:
    """Return the sentence around ", Lind said," or ", explique Lind,"; None when it is no aside."""
    if not (cue.takes("clause") or cue.takes("inquit")):
        return None
    doc, bounds = token.doc, sentence_bounds(token)
    found = _between_commas(token, cue, bounds)
    if found is None:
        return None
    speaker, start, end = found
    before = trimmed(doc, bounds[0], start) if start > bounds[0] else None
    if before is None or all(inside[i] >= 0 for i in range(*before)):
        return None
    content = [before]
    if end < bounds[1] and doc[end].text in COMMAS and (rest := trimmed(doc, end, bounds[1])):
        content.append(rest)
    if not any(doc[i].pos_ in VERBS for part in content for i in range(*part)):
        return None
    return Aside(cue=cue_span(token, cue), speaker=speaker, content=tuple(content))


def sentence_bounds(token: Token) -> TokenSpan:
    """Return the sentence's tokens, rejoined where the parser cut it at a comma."""
    doc, start, end = token.doc, token.sent.start, token.sent.end
    while start > 0 and doc[start].text in COMMAS and "\n" not in doc[start - 1].text:
        start = doc[start - 1].sent.start
    if end < len(doc) and doc[end].text in COMMAS:
        end = doc[end].sent.end
    return start, end


def clitic_subject(verb: Token, start: int, limit: int) -> int | None:
    """Return the token of an inverted pronoun: « a-t-il déclaré », « explique-t-elle »."""
    doc = verb.doc
    clitics = cues(doc.vocab.lang).clitics["subject"]
    for i in range(start, min(limit, verb.i + 4)):
        lower = doc[i].lower_
        if "-" in lower and lower.rsplit("-", 1)[-1] in clitics:
            return i
    return None


def _between_commas(
    token: Token, cue: Cue, bounds: TokenSpan
) -> tuple[TokenSpan | None, int, int] | None:
    """Find an aside's speaker, the comma before it and its end."""
    doc = token.doc
    if before_clitic := clitic_aside(token, bounds):
        return before_clitic
    if cue.force == "speech" and (after_verb := inverted(token, bounds)):
        return after_verb
    subject = next((c for c in token.children if c.dep_ in ACTIVE_SUBJECTS and c.i < token.i), None)
    if subject is None and cue.force == "speech":
        return _closing(token, cue, bounds)
    if subject is None or subject.lower_ in RELATIVES:
        return None
    start = subject.left_edge.i
    if start <= bounds[0] or doc[start - 1].text not in COMMAS:
        return None
    end = _aside_end(doc, token.i + 1, bounds[1])
    if any(
        doc[i].pos_ in VERBS or plain(doc[i]) in {"that", "que", "qu'"}
        for i in range(token.i + 1, end)
    ):
        return None
    if end - token.i > LONGEST_TAIL or _governs(token, receives=cue.receives):
        return None
    return noun_phrase(subject, without=token), start - 1, end


def _closing(token: Token, cue: Cue, bounds: TokenSpan) -> tuple[TokenSpan, int, int] | None:
    """Find "…, its chief executive, Orla Venn, said on Monday" where the parser saw no subject."""
    doc = token.doc
    is_closing = any(child.dep_ == "ccomp" and child.i < token.i for child in token.children)
    if not is_closing or doc.vocab.lang != "en" or _governs(token, receives=cue.receives):
        return None
    first = token.i
    while first > bounds[0] and doc[first - 1].pos_ not in VERBS:
        first -= 1
    comma = next((i for i in range(first, token.i - 1) if doc[i].text == ","), None)
    if comma is None:
        return None
    speaker = trimmed(doc, comma + 1, token.i)
    if speaker is None or not (may_speak(doc, speaker) or doc[speaker[0]].pos_ == "PRON"):
        return None
    return speaker, comma, _aside_end(doc, token.i + 1, bounds[1])


def clitic_aside(token: Token, bounds: TokenSpan) -> tuple[TokenSpan, int, int] | None:
    """Find « , a-t-il déclaré, » and « , explique-t-elle »: speaker, comma before and end."""
    doc = token.doc
    first = token.i
    while first > bounds[0] and doc[first - 1].pos_ in {"AUX", "ADV", "PRON"}:
        first -= 1
    if first <= bounds[0] or doc[first - 1].text not in COMMAS:
        return None
    clitic = clitic_subject(token, first, bounds[1])
    if clitic is None:
        return None
    end = max(token.i, clitic) + 1
    return (clitic, clitic + 1), first - 1, _aside_end(doc, end, bounds[1])


def _governs(verb: Token, *, receives: bool) -> bool:
    """Ask whether a verb has a complement of its own to the right."""
    return any(
        child.i > verb.i
        and (child.dep_ in {"ccomp", "xcomp"} or (child.dep_ in OBJECTS and not receives))
        for child in verb.children
    )


def inverted(token: Token, bounds: TokenSpan) -> tuple[TokenSpan, int, int] | None:
    """Find ", said Lind," and « , explique Lind, »: speaker, the comma before it and its end.

    The French model often takes the speaker for an object, so a proper name or a word for a post
    or an organisation after the verb is enough there.
    """
    doc = token.doc
    first = token.i
    while first > bounds[0] and doc[first - 1].pos_ in {"AUX", "ADV"}:
        first -= 1
    if first <= bounds[0] or doc[first - 1].text not in COMMAS:
        return None
    if token.morph.get("VerbForm", []) == ["Part"] and first == token.i:
        return None
    phrase = inverted_speaker(token, bounds[1])
    if phrase is None:
        return None
    end = phrase[1]
    if end < bounds[1] and doc[end].text not in COMMAS | STOPS and not doc[end].is_space:
        return None
    subjects = [child.i for child in token.children if child.dep_ in ACTIVE_SUBJECTS]
    if any(first - 1 <= at < token.i for at in subjects):
        return None
    if any(phrase[0] <= at < end for at in subjects):
        return phrase, first - 1, end
    if doc.vocab.lang == "en" or not may_speak(doc, phrase):
        return None
    return phrase, first - 1, end


def may_speak(doc: Doc, phrase: TokenSpan) -> bool:
    """Ask whether a phrase is a name, or a definite noun for a post or an organisation."""
    if doc[phrase[0]].pos_ == "PROPN":
        return True
    table = words(doc.vocab.lang)
    if plain(doc[phrase[0]]) not in table.definite | table.possessives | {"un", "une", "les"}:
        return False
    return any(
        doc[i].lower_ in table.titles or doc[i].lower_ in table.organisations
        for i in range(phrase[0] + 1, min(phrase[1], phrase[0] + 4))
    )


def _aside_end(doc: Doc, start: int, limit: int) -> int:
    for i in range(start, limit):
        if doc[i].text in COMMAS | STOPS:
            return i
    return limit


# Sources: "according to Lind", « selon Lind »


def source(token: Token, *, table: Cues) -> Aside | None:
    """Return what "according to Lind" or « selon Lind » reports, when a phrase starts here."""
    doc = token.doc
    phrase = source_phrase(token, table)
    if phrase is None:
        return None
    start = token.i + len(phrase)
    bounds = sentence_bounds(token)
    speaker = _pronoun_in(token, phrase, table) or source_speaker(doc, start, bounds[1])
    if speaker is None:
        return None
    lead = token.i - bounds[0]
    has_subject = any(doc[i].dep_ in ACTIVE_SUBJECTS for i in range(bounds[0], token.i))
    after_comma = lead <= MOST_LEAD and doc[token.i - 1].text == "," and not has_subject
    opens = lead <= 1 or after_comma
    end = max(start, speaker[1])
    if phrase[0] in table.careful_sources:
        stands_apart = opens and end < bounds[1] and doc[end].text == ","
        if not (stands_apart and _can_speak(doc, speaker)):
            return None
    parts = [trimmed(doc, end, bounds[1])]
    if not opens:
        before = trimmed(doc, bounds[0], token.i)
        has_rest = end + 1 < bounds[1] and doc[end].text in COMMAS
        parts = [before, parts[0] if has_rest else None]
    content = tuple(part for part in parts if part)
    if sum(stop - first for first, stop in content) < SHORTEST:
        return None
    return Aside(cue=(token.i, start), speaker=speaker, content=content) if content else None


def _pronoun_in(token: Token, phrase: tuple[str, ...], table: Cues) -> TokenSpan | None:
    """Return the possessive or pronoun of « à ses yeux », "in his view"."""
    if phrase not in table.own_sources:
        return None
    for at, word in enumerate(phrase):
        if word in table.owners:
            return token.i + at, token.i + at + 1
    return None


MOST_LEAD = 4
"""Tokens before a source phrase that still opens its sentence ("On Monday, according to …")."""


def source_phrase(token: Token, table: Cues) -> tuple[str, ...] | None:
    """Return the longest source phrase that starts at a token."""
    for phrase in table.sources.get(plain(token), ()):
        here = token.doc[token.i : token.i + len(phrase)]
        if [plain(word) for word in here] == list(phrase):
            return phrase
    return None


def source_speaker(doc: Doc, start: int, limit: int) -> TokenSpan | None:
    """Return the noun phrase after a source phrase, with its appositions."""
    if start < limit and doc[start].lower_ in _persons(doc):
        return start, start + 1
    first = start
    while first < limit and doc[first].pos_ in PHRASE | {"ADV"} and doc[first].text not in COMMAS:
        if doc[first].lower_ in RELATIVES and first > start:
            break
        first += 1
    if not any(doc[i].pos_ in NOMINAL for i in range(start, first)):
        return None
    end = first
    while end < limit and end - start < LONGEST:
        token = doc[end]
        if token.lower_ in RELATIVES or token.dep_ in RELATIVE_CLAUSES | {"acl"}:
            end = next((i for i in range(end, limit) if doc[i].text in COMMAS), end)
            break
        is_over = token.text in STOPS or token.pos_ in VERBS | {"SCONJ"} or token.is_quote
        if is_over or "\n" in token.text:
            break
        if token.text in COMMAS:
            end = _over_apposition(doc, end, limit)
            break
        end += 1
    return trimmed(doc, start, end)


def _persons(doc: Doc) -> frozenset[str]:
    pronouns = words(doc.vocab.lang).pronouns
    return pronouns["masculine"] | pronouns["feminine"]


def _over_apposition(doc: Doc, comma: int, limit: int) -> int:
    """Step over ", an analyst at Ombrix" when another comma or a stop closes it."""
    for i in range(comma + 1, min(limit, comma + 14)):
        if doc[i].text not in COMMAS | STOPS:
            continue
        is_apposition = doc[comma + 1].lower_ in words(doc.vocab.lang).titles or any(
            doc[j].dep_ in {"appos", "conj"} and doc[j].head.i < comma for j in range(comma + 1, i)
        )
        has_verb = any(doc[j].pos_ in VERBS for j in range(comma + 1, i))
        return i if is_apposition and not has_verb else comma
    return comma


def _can_speak(doc: Doc, span: TokenSpan) -> bool:
    return any(doc[i].ent_type_ in PEOPLE or doc[i].pos_ in {"PROPN", "PRON"} for i in range(*span))
