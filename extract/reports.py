"""Who reports what, by syntax: the clause, infinitive or object that a cue governs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from extract.asides import aside
from extract.brackets import before_bracket, beside_participle
from extract.comments import comment
from extract.complements import complement, whole
from extract.cues import Cue, Cues
from extract.inquits import place_in
from extract.nlp import lowers, parts
from extract.phrases import (
    ACTIVE_SUBJECTS,
    NOMINAL,
    RELATIVE_CLAUSES,
    RELATIVES,
    STOPS,
    VERBS,
    TokenSpan,
    cue_span,
    head_of,
    is_hearing,
    is_passive,
    is_verbal,
    noun_phrase,
    plain,
    subject_of,
    trimmed,
)
from extract.sources import source
from extract.subjects import subject_left

LONGEST_REST = 8
"""Tokens of an apposition after a comma of its own."""
ADDRESSED = frozenset({"you", "vous", "tu"})
SHORTEST_CLAUSE = 6
"""Tokens of each of two clauses under one cue; a shorter pair says one thing."""
_MAY_REPORT = frozenset({"VERB", "NOUN"})
"""Parts of speech that report by their lemma, whatever their form."""
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
    """``clause``, ``infinitive``, ``object``, ``preposition``, ``aside``, ``source``, ``noun``,
    ``colon``, ``fragment``."""
    is_reply: bool = False
    """True for a word or two before their cue that answer somebody."""


def reports(doc: Doc, *, cues: Cues, inside: Sequence[int]) -> Iterator[Report]:
    """Yield what each cue outside quote marks governs, in reading order of the cues.

    ``inside`` holds, for each token, the index of the quote marks around it or -1.
    """
    last: Report | None = None
    for place, (form, part) in enumerate(zip(lowers(doc), parts(doc), strict=True)):
        if inside[place] >= 0 or form.isspace():
            continue
        may_lead = form in cues.sources or ("’" in form and form.replace("’", "'") in cues.sources)
        if not (may_lead or part in _MAY_REPORT or form in cues.by_form):
            continue
        token = doc[place]
        if may_lead and (named := source(token, table=cues)):
            yield Report(
                cue=named.cue,
                speaker=named.speaker,
                content=named.content,
                force="speech",
                construction="source",
            )
        cue = cues.at(token)
        if cue and is_verbal(token, cues):
            found = _governed(token, cue, cues=cues, inside=inside, before=last)
        else:
            found = _noun(token, cues) if part == "NOUN" else None
        if found:
            last = found
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
    token: Token, cue: Cue, *, cues: Cues, inside: Sequence[int], before: Report | None = None
) -> Report | None:
    said = aside(token, cue, inside=inside) or comment(token, cue, cues, inside=inside)
    if said:
        return Report(
            cue=said.cue,
            speaker=said.speaker,
            content=said.content,
            force=cue.force,
            construction="aside",
            is_reply=said.is_reply,
        )
    head = head_of(token, cue)
    content, construction = complement(head, cue, cues)
    if not content:
        return None
    subject = (beside_participle(head) if cues.clitics["subject"] else None) or subject_of(head)
    if subject is None or (subject.i > token.i and inside[subject.i] >= 0):
        subject = subject_left(token, head, cues)
    if subject is None and head.pos_ not in VERBS:
        subject = token.doc[token.i - 1]
    speaker = noun_phrase(subject, without=token) if subject is not None else None
    if cues.clitics["subject"] and not is_passive(head):
        speaker = before_bracket(token.doc, token) or _of_place(token, speaker, cues) or speaker
        speaker = speaker or _of_first(token, before)
    if _is_asked(token, cue):
        return None
    is_unnamed = speaker is None and construction == "clause" and is_hearing(token, cue)
    if not is_unnamed and (speaker is None or not _is_somebody(token.doc, speaker)):
        return None
    if is_unnamed and plain(token.doc[content[0][0]]) in cues.complementizers - cues.that:
        return None
    if speaker is not None:
        speaker = _to_comma(token.doc, speaker, cue_span(token, cue)[0])
    force = cue.forces.get(construction, cue.force)
    if _is_bare_infinitive(token, cues) and (construction == "object" or force == "belief"):
        return None
    if _is_empty(token, content, construction, cues):
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


def _is_empty(token: Token, content: tuple[TokenSpan, ...], construction: str, cues: Cues) -> bool:
    """Ask whether a construction reports nothing here."""
    if content[0][1] - content[0][0] == 1 and plain(token.doc[content[0][0]]) in cues.that:
        return True  # "said that:" before a list
    if construction == "infinitive":
        return _has_gap(token) or _is_silent(token, content, cues)
    if construction == "preposition":
        return is_passive(token)
    return construction == "object" and _says_little(token.doc, content[0])


def _to_comma(doc: Doc, speaker: TokenSpan, cue: int) -> TokenSpan:
    """Stretch a speaker cut at a comma of its own: "Veltra, the eat now, pay later firm, said"."""
    start, end = speaker
    gap = range(end, cue - 1)
    if doc[cue - 1].text != "," or not 0 < len(gap) <= LONGEST_REST or doc[end].text != ",":
        return speaker
    has_begun = any(doc[i].text == "," for i in range(start, end))
    is_plain = all(
        doc[i].text not in STOPS and not doc[i].is_quote and "\n" not in doc[i].text for i in gap
    )
    is_clear = not any(doc[i].lower_ in RELATIVES or doc[i].pos_ == "SCONJ" for i in gap)
    return (start, cue - 1) if has_begun and is_plain and is_clear else speaker


def _of_first(token: Token, before: Report | None) -> TokenSpan | None:
    """Return who speaks in « a rappelé que … et indiqué que … », where the parser lost the pair."""
    doc, at = token.doc, token.i
    while at > 0 and doc[at - 1].pos_ in {"AUX", "PRON", "ADV"}:
        at -= 1
    is_joined = at > 0 and doc[at - 1].pos_ == "CCONJ"
    if before is None or not is_joined or before.construction == "source":
        return None
    is_near = all(doc[i].text not in STOPS for i in range(before.cue[1], at))
    return before.speaker if is_near else None


def _of_place(token: Token, speaker: TokenSpan | None, cues: Cues) -> TokenSpan | None:
    """Return who « on » is in « Chez Veltra, on assure que … », « À la CGT, on redoute … »."""
    doc = token.doc
    if speaker is None or plain(doc[speaker[0]]) != "on":
        return None
    comma = speaker[0] - 1
    if comma < 1 or doc[comma].text != ",":
        return None
    start = comma
    while start > 0 and doc[start - 1].text not in STOPS and "\n" not in doc[start - 1].text:
        start -= 1
    return place_in(doc, start, comma, cues=cues)


def _is_asked(token: Token, cue: Cue) -> bool:
    """Ask whether somebody else asks: "Asked whether it had failed, Lind laughed"."""
    is_bare = token.tag_ == "VBN" or token.morph.get("Tense", []) == ["Past"]
    is_participle = is_bare and token.morph.get("VerbForm", []) == ["Part"]
    has_auxiliary = any(child.dep_.startswith("aux") for child in token.children)
    return cue.receives and is_participle and not has_auxiliary and token.dep_ != "conj"


def _is_somebody(doc: Doc, speaker: TokenSpan) -> bool:
    """Leave out "you", whom the writer only addresses."""
    return any(doc[i].lower_ not in ADDRESSED for i in range(*speaker))


def _says_little(doc: Doc, content: TokenSpan) -> bool:
    """Ask whether an object is a single word or nothing but a name ("attacked Mr Lind")."""
    start, end = content
    is_name = all(doc[i].pos_ in {"PROPN", "DET", "PUNCT", "NUM"} for i in range(start, end))
    return end - start < SHORTEST_OBJECT or (is_name and doc[end - 1].pos_ == "PROPN")


def _is_silent(token: Token, content: tuple[TokenSpan, ...], cues: Cues) -> bool:
    """Ask whether somebody only refuses to say something ("declined to comment")."""
    if token.lemma_.lower() not in cues.silence["refuse"]:
        return False
    return any(
        token.doc[i].lemma_.lower() in cues.silence["speak"]
        for i in range(content[0][0], min(content[0][0] + 3, content[0][1]))
    )


def _is_bare_infinitive(token: Token, cues: Cues) -> bool:
    """Ask whether nothing was said yet ("met to discuss the plan")."""
    if token.i > 1 and not cues.recent.isdisjoint(
        plain(token.doc[i]) for i in (token.i - 1, token.i - 2)
    ):
        return False  # « vient d'annoncer »
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


def _noun(token: Token, cues: Cues) -> Report | None:
    """Read "its claim that …" and « son intention de … », where somebody owns the noun."""
    lemma = token.lemma_.lower()
    holds_words, holds_plan = lemma in cues.nouns["words"], lemma in cues.nouns["infinitive"]
    if not (holds_words or holds_plan):
        return None
    owner = next((child for child in token.children if _owns(child)), None)
    agent = _agent(token) if cues.clitics["subject"] else None
    if agent is not None:
        return _handed(token, agent, cues)
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
                content=whole(child, after=token),
                force="speech" if is_clause else "intention",
                construction="noun",
            )
    return None


def _agent(noun: Token) -> Token | None:
    """Return who stands in « l'annonce par Veltra de … », « la promesse, faite par Lind, de … »."""
    doc = noun.doc
    for i in range(noun.i + 1, min(len(doc) - 1, noun.i + SHORTEST_CLAUSE)):
        if plain(doc[i]) == "par":
            return next((t for t in doc[i + 1 : i + 4] if t.pos_ in {"NOUN", "PROPN"}), None)
        is_between = doc[i].text == "," or "Part" in doc[i].morph.get("VerbForm", [])
        if not is_between and doc[i].pos_ not in {"ADJ", "ADV"}:
            return None
    return None


def _handed(noun: Token, agent: Token, cues: Cues) -> Report | None:
    """Read what follows the agent: « de la fermeture de trois agences », « de ne rien fermer »."""
    doc = noun.doc
    start = agent.i + 1
    while start < len(doc) and doc[start].pos_ in {"PROPN", "ADJ", "PUNCT"}:
        if doc[start].text in STOPS:
            return None
        start += 1
    if start >= len(doc) or plain(doc[start]) not in cues.inquits["of"] | cues.that:
        return None
    end = next(
        (
            i
            for i in range(start + 1, len(doc))
            if doc[i].text in STOPS | {",", ":"}
            or "\n" in doc[i].text
            or (doc[i].pos_ in VERBS and "Fin" in doc[i].morph.get("VerbForm", []))
        ),
        len(doc),
    )
    while end > start + 1 and doc[end - 1].pos_ in {"AUX", "PRON", "ADV"}:
        end -= 1
    content = trimmed(doc, start, end)
    speaker = noun_phrase(agent)
    if content is None or speaker is None or content[1] - content[0] < SHORTEST_CLAUSE // 2:
        return None
    return Report(
        cue=(noun.i, noun.i + 1),
        speaker=(speaker[0], min(speaker[1], start)),
        content=(content,),
        force="speech",
        construction="noun",
    )


def _owns(child: Token) -> bool:
    is_possessive = child.dep_ == "det" and child.morph.get("Poss", []) == ["Yes"]
    if child.dep_ == "compound" and child.pos_ == "PROPN" and child.i == child.head.i - 1:
        return True  # "Veltra plans to hire", taken for a noun phrase
    return child.dep_ == "poss" or is_possessive or (child.dep_ == "nmod" and child.pos_ in NOMINAL)
