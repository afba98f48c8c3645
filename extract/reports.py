"""Who reports what, by syntax: the clause, infinitive or object that a cue governs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from extract.asides import aside, source
from extract.cues import Cue, Cues
from extract.phrases import (
    ACTIVE_SUBJECTS,
    NOMINAL,
    OBJECTS,
    RELATIVE_CLAUSES,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    is_passive,
    is_verbal,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)

SUBJECT_MARKS = frozenset(
    {"nsubj", "nsubjpass", "nsubj:pass", "mark", "expl", "expl:subj", "csubj"}
)
ADDRESSED = frozenset({"you", "vous", "tu"})
SHORTEST_CLAUSE = 6
"""Tokens of each of two clauses under one cue; a shorter pair says one thing."""
SHORTEST_OBJECT = 2
"""Tokens; "denied it", "cited costs" say too little to be kept as words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Words handed to a speaker: token spans, ends excluded."""

    cue: TokenSpan
    speaker: TokenSpan | None
    content: tuple[TokenSpan, ...]
    force: str
    """``speech``, ``belief``, ``intention`` or ``finding``."""
    construction: str
    """``clause``, ``infinitive``, ``object``, ``preposition``, ``aside``, ``source``, ``noun``."""


def reports(doc: Doc, *, cues: Cues, inside: Sequence[int]) -> Iterator[Report]:
    """Yield what each cue outside quote marks governs, in reading order of the cues.

    ``inside`` holds, for each token, the index of the quote marks around it or -1.
    """
    for token in doc:
        if inside[token.i] >= 0 or token.is_space:
            continue
        if token.lower_ in cues.sources and (named := source(token, table=cues)):
            yield Report(
                cue=named.cue,
                speaker=named.speaker,
                content=named.content,
                force="speech",
                construction="source",
            )
        cue = cues.at(token)
        if cue and is_verbal(token, cues):
            found = _governed(token, cue, cues=cues, inside=inside)
        else:
            found = _noun(token, cues) if token.pos_ == "NOUN" else None
        if found:
            yield from _each(token.doc, found, cues=cues, inside=inside)


def _each(doc: Doc, report: Report, *, cues: Cues, inside: Sequence[int]) -> Iterator[Report]:
    """Yield one report a clause: "that it would close and that staff knew"."""
    if report.construction != "clause" or len(report.content) > 1:
        yield report
        return
    start, end = report.content[0]
    first = start
    for i in range(start + SHORTEST_CLAUSE, end - SHORTEST_CLAUSE):
        is_outside = inside[i] < 0
        if is_outside and plain(doc[i]) in cues.that and doc[i - 1].pos_ == "CCONJ":
            if part := trimmed(doc, first, i - 1):
                yield replace(report, content=(part,))
            first = i
    if part := trimmed(doc, first, end):
        yield replace(report, content=(part,))


def _governed(  # noqa: C901 (refusals in order)
    token: Token, cue: Cue, *, cues: Cues, inside: Sequence[int]
) -> Report | None:
    if said := aside(token, cue, inside=inside):
        return Report(
            cue=said.cue,
            speaker=said.speaker,
            content=said.content,
            force=cue.force,
            construction="aside",
        )
    content, construction = _content(token, cue, cues)
    if not content:
        return None
    subject = subject_of(token)
    if subject is None and token.pos_ not in VERBS:
        subject = token.doc[token.i - 1]
    speaker = noun_phrase(subject, without=token) if subject is not None else None
    if speaker is None or not _is_somebody(token.doc, speaker):
        return None
    force = cue.forces.get(construction, cue.force)
    if _is_bare_infinitive(token) and (construction == "object" or force == "belief"):
        return None
    if construction == "infinitive" and _has_gap(token):
        return None
    if construction == "preposition" and is_passive(token):
        return None
    if construction == "object" and _says_little(token.doc, content[0]):
        return None
    if construction == "infinitive" and _is_silent(token, content, cues):
        return None
    if construction != "clause":
        content = _before_aside(token.doc, content)
    return Report(
        cue=cue_span(token, cue),
        speaker=speaker,
        content=content,
        force=force,
        construction=construction,
    )


def _is_somebody(doc: Doc, speaker: TokenSpan) -> bool:
    """Leave out "you", whom the writer only addresses."""
    return any(doc[i].lower_ not in ADDRESSED for i in range(*speaker))


def _says_little(doc: Doc, content: TokenSpan) -> bool:
    """Ask whether an object is a single word or nothing but a name ("attacked Mr Lind")."""
    start, end = content
    is_name = all(doc[i].pos_ in {"PROPN", "DET", "PUNCT", "NUM"} for i in range(start, end))
    return end - start < SHORTEST_OBJECT or (is_name and doc[start].pos_ == "PROPN")


def _is_silent(token: Token, content: tuple[TokenSpan, ...], cues: Cues) -> bool:
    """Ask whether somebody only refuses to say something ("declined to comment")."""
    if token.lemma_.lower() not in cues.silence["refuse"]:
        return False
    return any(
        token.doc[i].lemma_.lower() in cues.silence["speak"]
        for i in range(content[0][0], min(content[0][0] + 3, content[0][1]))
    )


def _is_bare_infinitive(token: Token) -> bool:
    """Ask whether nothing was said yet ("met to discuss the plan")."""
    return token.morph.get("VerbForm", []) == ["Inf"] and not any(
        child.dep_.startswith("aux") and child.lower_ != "to" for child in token.children
    )


def _before_aside(doc: Doc, content: tuple[TokenSpan, ...]) -> tuple[TokenSpan, ...]:
    """End an object before the reporter's own ", which …"."""
    start, end = content[-1]
    for i in range(start + 1, end):
        is_relative = doc[i].dep_ in RELATIVE_CLAUSES
        edge = doc[i].left_edge.i
        if is_relative and start < edge - 1 and doc[edge - 1].text == ",":
            cut = trimmed(doc, start, edge)
            return (*content[:-1], cut) if cut else content
    return content


def _has_gap(token: Token) -> bool:
    """Ask whether a relative clause takes its object from before ("the target it pledged to")."""
    return token.dep_ in RELATIVE_CLAUSES and any(
        child.dep_ in ACTIVE_SUBJECTS and child.lower_ not in RELATIVES for child in token.children
    )


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


def _content(token: Token, cue: Cue, cues: Cues) -> tuple[tuple[TokenSpan, ...], str]:
    """Return what a cue governs to its right, and by which construction."""
    below = _below(token)
    clause, thing = below.clause, below.thing
    if cue.takes("clause"):
        if clause is not None and _is_clause(clause):
            return _whole(clause, after=token), "clause"
        opener = _opener(token, cues)
        if opener is not None:
            end = _clause_end(token.doc, opener, token.sent.end)
            return _span(token.doc, opener, end, after=token), "clause"
    if cue.takes("infinitive") and (found := _infinitive(token, cue, below)):
        return found, "infinitive"
    if cue.takes("clause") and clause is not None:
        return _whole(clause, after=token), "clause"
    if cue.takes("object") and thing is not None and thing.pos_ != "PRON":
        end = _object_end(token, thing)
        if cue.names and end == thing.right_edge.i + 1 and not _has_two(token, thing):
            return (), ""
        return _span(token.doc, thing.left_edge.i, end, after=token), "object"
    return _after_preposition(token, cue)


def _infinitive(token: Token, cue: Cue, below: _Governed) -> tuple[TokenSpan, ...]:
    """Return "to hire 300", with who is asked to where somebody is."""
    following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else token
    if token.pos_ not in VERBS and following.morph.get("VerbForm", []) == ["Inf"]:
        return _whole(following, after=token)
    lower = below.infinitive
    if lower is None and below.clause is not None and not _is_clause(below.clause):
        lower = below.clause
    if lower is None or lower.pos_ not in VERBS:
        return ()
    asks = cue.forces["infinitive"] != "intention"
    asked = below.thing if asks and below.thing is not None and below.thing.i < lower.i else None
    start = (asked or lower).left_edge.i
    return _span(token.doc, start, lower.right_edge.i + 1, after=token)


def _after_preposition(token: Token, cue: Cue) -> tuple[tuple[TokenSpan, ...], str]:
    for child in token.children:
        if child.i <= token.i or not cue.prepositions:
            continue
        first = child.left_edge
        stands_before = child.dep_.startswith("obl") or child.dep_ == "xcomp"
        if child.dep_ in {"prep", "agent", "prt"} and child.lower_ in cue.prepositions:
            first = child
        elif not (stands_before and plain(first) in cue.prepositions):
            continue
        end = max(
            [child.right_edge.i] + [c.right_edge.i for c in token.children if c.dep_ == "xcomp"]
        )
        return _span(token.doc, first.i + 1, end + 1, after=token), "preposition"
    return (), ""


def _is_clause(head: Token) -> bool:
    """Ask whether a complement is a clause with a subject or a complementizer."""
    return any(child.dep_ in SUBJECT_MARKS and child.lower_ != "to" for child in head.children)


def _opener(token: Token, cues: Cues) -> int | None:
    """Find the "that" of a clause that the parser didn't attach."""
    doc = token.doc
    for i in range(token.i + 1, min(token.sent.end, token.i + 7)):
        if plain(doc[i]) in cues.complementizers and not doc[i].dep_.startswith("nsubj"):
            return i
        if doc[i].pos_ in VERBS or doc[i].text in STOPS or doc[i].text == ",":
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


def _whole(head: Token, *, after: Token) -> tuple[TokenSpan, ...]:
    return _span(head.doc, head.left_edge.i, head.right_edge.i + 1, after=after)


def _span(doc: Doc, start: int, end: int, *, after: Token) -> tuple[TokenSpan, ...]:
    start = max(start, after.i + 1)
    for i in range(start, end):
        if "\n" in doc[i].text:
            end = i
            break
    found = trimmed(doc, start, end)
    return (found,) if found else ()


def _noun(token: Token, cues: Cues) -> Report | None:
    """Read "its claim that …" and « son intention de … », where somebody owns the noun."""
    lemma = token.lemma_.lower()
    holds_words, holds_plan = lemma in cues.nouns["words"], lemma in cues.nouns["infinitive"]
    if not (holds_words or holds_plan):
        return None
    owner = next((child for child in token.children if _owns(child)), None)
    if owner is None:
        return None
    for child in token.children:
        if child.i <= token.i or child.dep_ not in {"acl", "ccomp", "relcl", "acl:relcl", "xcomp"}:
            continue
        first = plain(child.left_edge)
        is_clause = first in cues.complementizers and any(
            below.dep_ == "mark" for below in child.children
        )
        is_plan = first in {"to", "de", "d'"}
        if (holds_words and is_clause) or (holds_plan and is_plan):
            return Report(
                cue=(token.i, token.i + 1),
                speaker=noun_phrase(owner),
                content=_whole(child, after=token),
                force="speech" if is_clause else "intention",
                construction="noun",
            )
    return None


def _owns(child: Token) -> bool:
    is_possessive = child.dep_ == "det" and child.morph.get("Poss", []) == ["Yes"]
    if child.dep_ == "compound" and child.pos_ == "PROPN" and child.i == child.head.i - 1:
        return True  # "Veltra plans to hire", taken for a noun phrase
    return child.dep_ == "poss" or is_possessive or (child.dep_ == "nmod" and child.pos_ in NOMINAL)
