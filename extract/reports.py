"""Who reports what, by syntax: the clause, infinitive or object that a cue governs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.asides import aside
from extract.brackets import before_bracket, beside_participle
from extract.clause_ends import joined_to
from extract.comments import comment
from extract.complements import complement
from extract.cues import Cue, Cues
from extract.extents import gap
from extract.floating import subject_before
from extract.inquits import inquit, place_in
from extract.nlp import lowers, parts, sentence_start
from extract.nouns import equated, owned
from extract.phrases import (
    ACTIVE_SUBJECTS,
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
from extract.predicates import predicated
from extract.reported import Report
from extract.sources import source
from extract.subjects import before_helper, helper_before, subject_left

__all__ = ["Report", "is_addressed", "reports"]

LONGEST_REST = 8
"""Tokens of an apposition after a comma of its own."""
ADDRESSED = frozenset({"you", "vous", "tu"})
LONGEST_OPENING = 3
"""Tokens before an infinitive that opens its sentence: « Et de … », « Avant d' »."""
FARTHEST = 60
"""Tokens back to who spoke last."""
SHORTEST_CLAUSE = {"en": 5, "fr": 6}
"""Tokens of each of two clauses under one cue; a shorter pair says one thing."""
_MAY_REPORT = frozenset({"VERB", "NOUN"})
"""Parts of speech that report by their lemma, whatever their form."""
SHORTEST_OBJECT = 2
"""Tokens; "denied it", "cited costs" say too little to be kept as words."""


def reports(doc: Doc, *, cues: Cues, inside: Sequence[int]) -> Iterator[Report]:
    """Yield what each cue outside quote marks governs, in reading order of the cues.

    ``inside`` holds, for each token, the index of the quote marks around it or -1.
    """
    last: Report | None = None
    for place, (form, part) in enumerate(zip(lowers(doc), parts(doc), strict=True)):
        if inside[place] >= 0 or form.isspace():
            continue
        may_lead = form in cues.sources or ("’" in form and form.replace("’", "'") in cues.sources)
        is_mind = form in cues.minds or form in cues.emerging
        if not (may_lead or is_mind or part in _MAY_REPORT or form in cues.by_form):
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
        if cue and (is_verbal(token, cues) or _is_helped(token, cues)):
            found = _governed(token, cue, cues=cues, inside=inside, before=last)
        else:
            found = (owned(token, cues) or equated(token, cues)) if part == "NOUN" else None
        if found is None and is_mind:
            found = predicated(token, cues)
        if found:
            last = found
            yield from _each(token.doc, found, cues=cues, inside=inside)


def _is_helped(token: Token, cues: Cues) -> bool:
    """Ask whether a helper stands far before a participle: « a, pour sa part, appelé à »."""
    is_participle = "Part" in token.morph.get("VerbForm", []) and bool(cues.clitics["subject"])
    return is_participle and helper_before(token, cues) is not None


def _each(doc: Doc, report: Report, *, cues: Cues, inside: Sequence[int]) -> Iterator[Report]:
    """Yield one report a clause: "that it would close and that staff knew"."""
    if report.construction != "clause" or len(report.content) > 1:
        yield report
        return
    start, end = report.content[0]
    first, least = start, SHORTEST_CLAUSE[doc.vocab.lang]
    for i in range(start + least, end - least + 1):
        is_outside = inside[i] < 0
        # Two short clauses say one thing, unless one of them stands in marks.
        is_long = i < end - least or any(inside[j] >= 0 for j in range(first, i))
        if is_outside and is_long and plain(doc[i]) in cues.that and doc[i - 1].pos_ == "CCONJ":
            if part := trimmed(doc, first, i - 1):
                yield replace(report, content=(part,))
            first = i
    if part := trimmed(doc, first, end):
        yield replace(report, content=(part,))


def _governed(  # noqa: C901, PLR0912 (refusals in order)
    token: Token, cue: Cue, *, cues: Cues, inside: Sequence[int], before: Report | None = None
) -> Report | None:
    beside = aside(token, cue, inside=inside) or comment(token, cue, cues, inside=inside)
    if beside:
        return Report(
            cue=beside.cue,
            speaker=beside.speaker,
            content=beside.content,
            force=cue.force,
            construction="aside",
            is_reply=beside.is_reply,
        )
    head = head_of(token, cue)
    said = cue_span(token, cue)
    taken = gap(token, cue, cues)
    content, construction = ((taken[1],), "clause") if taken else complement(head, cue, cues)
    if content and len(content) == 1 and content[0][0] < said[1]:
        # "made clear that", « mettre en avant »: the cue's other words are no content.
        rest = trimmed(token.doc, said[1], content[0][1])
        content = (rest,) if rest else ()
    if not content:
        return None
    subject = taken[0] if taken else None
    subject = subject or (beside_participle(head) if cues.clitics["subject"] else None)
    subject = subject or before_helper(token, cues) or subject_of(joined_to(head) or head)
    if subject is None or (subject.i > token.i and inside[subject.i] >= 0):
        subject = subject_left(token, head, cues)
    if subject is None and head.pos_ not in VERBS:
        subject = token.doc[token.i - 1] if token.doc[token.i - 1].pos_ != "CCONJ" else None
    speaker = noun_phrase(subject, without=token) if subject is not None else None
    if cues.clitics["subject"] and not is_passive(head):
        speaker = before_bracket(token.doc, token) or _of_place(token, speaker, cues) or speaker
        speaker = speaker or _of_first(token, before) or _of_opening(token, cues, before)
        turned = _of_turned(token, cues)
        if speaker is None or (turned and token.doc[turned[0]].text.startswith("-")):
            speaker = turned or speaker  # « …, a-t-elle lancé, rappelant que … »
    asker = _asker(token, cue)
    if (_is_asked(token, cue) and asker is None) or _is_reduced(token, cues):
        return None
    speaker = asker or speaker
    is_unnamed = speaker is None and construction == "clause" and is_hearing(token, cue)
    if not is_unnamed and speaker is None:
        return None
    # "You said that …": of an interview's guest; whoever else is addressed said nothing.
    may_say = construction == "clause" and cue.force == "speech"
    if speaker is not None and is_addressed(token.doc, speaker) and not may_say:
        return None
    if is_unnamed and plain(token.doc[content[0][0]]) in cues.complementizers - cues.that:
        return None
    if speaker is not None:
        speaker = _to_comma(token.doc, speaker, said[0])
    force = cue.forces.get(construction, cue.force)
    is_unsaid = construction == "object" or force in {"belief", "finding"}
    if is_unsaid and _is_bare_infinitive(token, cues):
        return None
    if _is_empty(token, content, construction, cues):
        return None
    if force == "finding" and plain(token.doc[content[0][0]]) in cues.empty:
        return None  # "will find it difficult"
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


def _of_opening(token: Token, cues: Cues, before: Report | None) -> TokenSpan | None:
    """Return who goes on in « Et d'ajouter que … », « Avant de préciser que … »."""
    doc, start = token.doc, sentence_start(token)
    if token.morph.get("VerbForm", []) != ["Inf"] or not 0 < token.i - start <= LONGEST_OPENING:
        return None
    if plain(doc[token.i - 1]) not in cues.inquits["of"] or not doc[start].is_title:
        return None
    found = subject_before(doc, start)
    last = before.speaker if before is not None and start - before.cue[1] < FARTHEST else None
    return last or found or subject_before(doc, start, named=True)


def _of_turned(token: Token, cues: Cues) -> TokenSpan | None:
    """Return who was told to say the words before « …, a dit Lind, ajoutant que … »."""
    doc = token.doc
    form = (token.morph.get("VerbForm", []), token.morph.get("Tense", []))
    if form != (["Part"], ["Pres"]):
        return None
    for i in range(token.i - 1, sentence_start(token), -1):
        if doc[i].text == "," and (said := inquit(doc, i + 1, token.i, cues=cues)):
            return said.speaker
    return None


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


def _asker(token: Token, cue: Cue) -> TokenSpan | None:
    """Return who asks in "Asked by an analyst whether it had failed, Lind laughed"."""
    agent = next((child for child in token.children if child.dep_ == "agent"), None)
    if agent is None or not _is_asked(token, cue):
        return None
    named = next((child for child in agent.children if child.dep_ == "pobj"), None)
    return noun_phrase(named) if named is not None else None


def _is_asked(token: Token, cue: Cue) -> bool:
    """Ask whether somebody else asks: "Asked whether it had failed, Lind laughed"."""
    is_bare = token.tag_ == "VBN" or token.morph.get("Tense", []) == ["Past"]
    is_participle = is_bare and token.morph.get("VerbForm", []) == ["Part"]
    has_auxiliary = any(child.dep_.startswith("aux") for child in token.children)
    return cue.receives and is_participle and not has_auxiliary and token.dep_ != "conj"


def _is_reduced(token: Token, cues: Cues) -> bool:
    """Ask whether a participle tells of its noun, not by it: « un gain évalué à 2 millions »."""
    is_past = token.tag_ == "VBN" or token.morph.get("Tense", []) == ["Past"]
    is_participle = is_past and "Part" in token.morph.get("VerbForm", [])
    if _is_no_participle(token, cues):
        return False
    if not is_participle or token.dep_ not in {"acl", "amod"} or helper_before(token, cues):
        return False
    if token.doc.vocab.lang == "en" and token.i and token.nbor(-1).text == ",":
        return False  # "Lind, its founder, called on Friday for": the main verb, read wrong
    return not any(c.dep_.startswith("aux") or "agent" in c.dep_ for c in token.children)


def _is_no_participle(token: Token, cues: Cues) -> bool:
    """Ask whether a French form can't be its cue's participle: « La banque mise sur … »."""
    cue = cues.at(token)
    if cue is None or not cues.clitics["subject"] or not cue.lemma.endswith("er"):
        return False
    return not token.lower_.endswith(("é", "ée", "és", "ées", "ant"))


def is_addressed(doc: Doc, speaker: TokenSpan) -> bool:
    """Ask whether a speaker is "you", whom the writer only addresses."""
    return all(doc[i].lower_ in ADDRESSED for i in range(*speaker))


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
        is_relative = doc[i].dep_ in RELATIVE_CLAUSES and not _is_ahead(doc[i])
        edge = doc[i].left_edge.i
        if is_relative and start < edge - 1 and doc[edge - 1].text == ",":
            cut = trimmed(doc, start, edge)
            return (*content[:-1], cut) if cut else content
        if doc[i].text == "," and _opens_relative(doc, i + 1, end):
            return (*content[:-1], (start, i))  # « son rival, pour qui … »
    return content


def _is_ahead(verb: Token) -> bool:
    """Ask whether a relative clause tells what is to come, and so is announced with the rest."""
    return any(
        "Fut" in token.morph.get("Tense", []) or token.lower_ in {"will", "would"}
        for token in (verb, *verb.children)
        if token == verb or token.dep_.startswith("aux")
    )


def _opens_relative(doc: Doc, at: int, end: int) -> bool:
    """Ask whether a preposition with its relative pronoun stands at a token."""
    is_led = at + 1 < end and doc[at].pos_ == "ADP"
    return is_led and (
        doc[at + 1].lower_ in RELATIVES or "Rel" in doc[at + 1].morph.get("PronType", [])
    )


def _has_gap(token: Token) -> bool:
    """Ask whether a relative clause takes its object from before ("the target it pledged to")."""
    return token.dep_ in RELATIVE_CLAUSES and any(
        child.dep_ in ACTIVE_SUBJECTS and child.lower_ not in RELATIVES for child in token.children
    )
