"""Whose number it is: the company that a figure is of.

A number belongs to who is named in its clause: *Velta cuts 500 jobs, the agency has learnt* is
no number of the agency's. Where its sentence names nobody else, it is of who is spoken of or
speaks; and a reporter's bare sentence goes on about the company of its paragraph.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from db.records import SURVEYED, Figure, Span, Statement
from extract.casts import Cast
from extract.counted import nouns_of
from extract.cues import cues
from extract.governing import sentence_around
from extract.media import is_told
from extract.names import COMPANY, Mention
from extract.nlp import text_of, tokens_at
from extract.phrases import ACTIVE_SUBJECTS, PASSIVES, VERBS
from extract.places import within
from extract.vocabulary import words

OWN_MEASURES = frozenset(
    {
        "code written by AI",
        "full-time equivalents of work",
        "headcount",
        "headcount growth",
        "headcount reduction",
        "jobs cut",
        "jobs replaced",
        "people hired",
        "requests handled",
        "tasks completed",
    }
)
"""Measures of what a company does with its own people and machines."""
_APPOSED = frozenset({"appos", "flat", "flat:name", "compound", "nmod"})
_STEPS = 6
"""Verbs and nouns over a number among which its subject is looked for."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of an article as far as they tell whose a number is."""

    doc: Doc
    cast: Cast
    speakers: tuple[Span, ...]
    machines: frozenset[str]
    whole: Mapping[str, str]
    """Part of a name that was read as two → the whole: *Calder Mutual*."""


def owned(
    doc: Doc,
    numbers: Iterable[Figure],
    statements: Sequence[Statement],
    *,
    cast: Cast,
    speakers: Iterable[Span],
) -> Iterator[Figure]:
    """Yield each figure with the company that it is of; with none where nothing tells.

    ``speakers`` are where those are named who are quoted.
    """
    names = _Names(doc, cast, tuple(speakers), _machines(doc, cast), _whole(doc, cast))
    for number in numbers:
        place = (number.start, number.end)
        holders = [s for s in statements if within(place, s.spans)]
        holder = min(holders, key=lambda statement: len(statement.text), default=None)
        company = "" if number.measure in SURVEYED else _owner(names, number, holder)
        company = names.whole.get(company, company)
        yield number if company == number.company else replace(number, company=company)


def _owner(names: _Names, number: Figure, holder: Statement | None) -> str:
    doc, cast = names.doc, names.cast
    held = (holder.about or holder.company) if holder else ""
    if held in names.machines:
        # *Its assistant, Robin* is no company, and what Robin does is its owner's number.
        held = "" if cast.main_company in names.machines else cast.main_company
    place = tokens_at(doc, number.start, number.end)
    if place is None:
        return held
    start, end = sentence_around(doc, place)
    stretch = (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    named = [m for m in _named(names, stretch) if m.name not in names.machines]
    if found := _of_clause(doc, place[0], named):
        return found
    others = list(
        dict.fromkeys(names.whole.get(m.name, m.name) for m in named if not _is_teller(doc, m))
    )
    if names.whole.get(held, held) in others:
        return held
    is_apart = any(mention.name == held for mention in cast.within(*stretch))
    if len(others) == 1 and (not held or is_apart):
        return others[0]
    if held or holder is None or others:
        return held
    return cast.topics.at(number.start) if number.measure in OWN_MEASURES else ""


def _whole(doc: Doc, cast: Cast) -> dict[str, str]:
    """Return the names of two that stand side by side, each with what they are together."""
    found: dict[str, str] = {}
    for one, other in pairwise(cast.mentions):
        is_pair = one.kind == other.kind == COMPANY and other.start - one.end == 1
        if is_pair and text_of(doc)[one.end] == " " and one.name != other.name:
            whole = text_of(doc)[one.start : other.end]
            found |= {one.name: whole, other.name: whole}
    return found


def _named(names: _Names, stretch: Span) -> Iterator[Mention]:
    """Yield the companies named in a sentence, but for those who are quoted, or tell the news."""
    doc, table = names.doc, words(names.doc.vocab.lang)
    for mention in names.cast.within(*stretch):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if mention.kind != COMPANY or span is None:
            continue
        if any(start <= mention.start and mention.end <= end for start, end in names.speakers):
            continue
        if not is_told(doc, span.start, table):
            yield mention


def _machines(doc: Doc, cast: Cast) -> frozenset[str]:
    """Return the names that stand right behind the noun for a machine: *its assistant, Robin*."""
    nouns = nouns_of(doc.lang_).bots
    found: set[str] = set()
    for mention in cast.mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if mention.kind != COMPANY or span is None or len(span) > 1 or span.start == 0:
            continue
        at = span.start - (2 if doc[span.start - 1].text == "," else 1)
        if at >= 0 and doc[at].lower_ in nouns:
            found.add(mention.name)
    return frozenset(found)


def _of_clause(doc: Doc, place: int, named: list[Mention]) -> str:
    """Return the company that is named as the subject of a number's clause."""
    token = doc[place]
    for _ in range(_STEPS):
        if token.pos_ in VERBS:
            subject = _subject(token)
            if subject is not None:
                return _in_phrase(subject, named)
        if token.head == token:
            return ""
        token = token.head
    return ""


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ACTIVE_SUBJECTS | PASSIVES), None)


def _in_phrase(subject: Token, named: list[Mention]) -> str:
    """Return the company named in a subject's phrase, up to its commas."""
    first, last = subject.left_edge, subject.right_edge
    for token in subject.doc[subject.i : last.i + 1]:
        if token.text == ",":
            last = token
            break
    start, end = first.idx, last.idx + len(last)
    return next((m.name for m in named if start <= m.start and m.end <= end), "")


def _is_teller(doc: Doc, mention: Mention) -> bool:
    """Tell whether a name only says whose report it is: *as the trade paper Velta has reported*."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    noun = span.root
    if noun.dep_ in _APPOSED:
        noun = noun.head
    told = noun.head
    return noun.dep_ in ACTIVE_SUBJECTS and bool(
        {told.lower_, told.lemma_.lower()} & cues(doc.vocab.lang).by_form.keys()
    )
