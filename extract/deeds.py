"""Whose deed it is that the reporter tells: who does it, or the company that the text is about."""

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from db.records import Axis, Population, SpeakerKind
from extract.casts import Cast
from extract.frames import Frame
from extract.people import Speaker, speaker
from extract.phrases import RELATIVE_CLAUSES, RELATIVES, noun_phrase
from extract.titles import BINDING
from extract.vocabulary import OTHERS, Words, words

_ANY = "others"
"""The rank of titles that are no post: *specialist*."""
NOBODY = Speaker(kind=SpeakerKind.REPORTER)
DEEDS = frozenset({Axis.PRACTICE, Axis.INTENTION})


def whose(doc: Doc, frame: Frame, *, cast: Cast) -> Speaker:
    """Return who does what a frame tells.

    Where that is nobody who could employ, it is the company of which the paragraph speaks: *the
    support team was let go*, *230 employees leave*, *a bot took over*. What happens to the
    economy, or is only said of many, is nobody's deed.
    """
    if frame.agent is None:
        return _of_company(doc, frame, cast)
    agent = doc.char_span(*frame.agent, alignment_mode="expand")
    if agent is None:
        return NOBODY
    if antecedent := _antecedent(agent):
        who = speaker(doc, antecedent, cast=cast)
        return replace(who, text=doc.text[slice(*frame.agent)])
    who = speaker(doc, frame.agent, cast=cast)
    if who.company or who.person:
        return _as_organisation(who, agent, cast)
    if not _is_nobody(agent, cast, words(doc.vocab.lang)):
        return who
    found = _of_company(doc, frame, cast)
    return replace(found, text=who.text) if found.company else who


def _as_organisation(who: Speaker, agent: Span, cast: Cast) -> Speaker:
    """Return a company that its trade introduces as what it is: *the payments specialist Neltia*.

    Where the name hangs on a preposition, or the noun is a post, it is somebody of the company.
    """
    names = [m for m in cast.within(agent.start_char, agent.end_char) if m.kind == "company"]
    is_nameless = who.kind is SpeakerKind.UNNAMED and not who.person
    if not (is_nameless and names and names[-1].end == agent.end_char):
        return who
    name = agent.doc.char_span(names[-1].start, names[-1].end, alignment_mode="expand")
    if name is None or name.start <= agent.start + 1:
        return who
    table = words(agent.doc.vocab.lang)
    described = agent.doc[agent.start : name.start]
    is_post = any(table.titles.get(token.lower_, _ANY) != _ANY for token in described)
    is_other = any(table.group(token.lower_) in OTHERS for token in described)
    is_hung = described[-1].pos_ in {"ADP", "PART", "CCONJ"}
    if is_post or is_other or is_hung or described[0].lower_ not in table.definite:
        return who
    return replace(who, kind=SpeakerKind.ORGANISATION, speaks_for_company=True)


def _of_company(doc: Doc, frame: Frame, cast: Cast) -> Speaker:
    company = cast.topics.at(frame.trigger[0])
    is_own = frame.population is not Population.ECONOMY
    if not (company and is_own and frame.axis in DEEDS and _is_put_forward(doc, frame)):
        return NOBODY
    return Speaker(kind=SpeakerKind.ORGANISATION, company=company, speaks_for_company=True)


def _is_put_forward(doc: Doc, frame: Frame) -> bool:
    """Ask whether a sentence tells a deed, and doesn't only name it or its circumstance.

    *The promise of a better service could be checked* and *… when work was handed to AI* bind
    nobody who isn't named as the doer.
    """
    trigger = doc.char_span(*frame.trigger, alignment_mode="expand")
    if trigger is None or trigger.root.pos_ == "NOUN":
        return False
    above = (trigger.root, *trigger.root.ancestors)
    return not any(token.dep_.startswith("advcl") and _is_joined(token) for token in above)


def _is_joined(verb: Token) -> bool:
    """Ask whether a word makes a clause one of time or condition, as *when* and *if* do."""
    return any(child.dep_ == "mark" or child.tag_ == "WRB" for child in verb.children)


def _antecedent(agent: Span) -> tuple[int, int] | None:
    """Return the characters of the noun that a relative pronoun takes up, "a bank that shut"."""
    pronoun = agent.root
    if len(agent) > 1 or pronoun.lower_ not in RELATIVES:
        return None
    clause = pronoun.head
    if clause.dep_ not in RELATIVE_CLAUSES or clause.head == clause:
        return None
    phrase = noun_phrase(clause.head, without=clause)
    if phrase is None:
        return None
    last = agent.doc[phrase[1] - 1]
    return agent.doc[phrase[0]].idx, last.idx + len(last)


def _is_nobody(agent: Span, cast: Cast, table: Words) -> bool:
    """Ask whether a subject can't be who decides: staff, work, a count of them, a machine.

    Not an organisation of another kind, nor companies in general, nor somebody in charge.
    """
    head = agent.root
    if any(table.group(token.lower_) in OTHERS for token in agent):
        return False
    if any(mention.kind != "person" for mention in cast.within(agent.start_char, agent.end_char)):
        return False
    forms = {head.lower_, head.lemma_.lower(), head.lower_.removesuffix("s")}
    ranks = {table.titles.get(form, "") for form in forms}
    is_firm = any(table.group(form) == "companies" for form in forms)
    if is_firm or not ranks.isdisjoint(BINDING) or not forms.isdisjoint(table.papers):
        return False
    return _is_several(agent, head) or head.pos_ == "NUM"


def _is_several(agent: Span, head: Token) -> bool:
    is_counted = any(token.like_num for token in agent)
    is_plural = head.morph.get("Number", []) == ["Plur"]
    return (is_plural or is_counted) and head.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}
