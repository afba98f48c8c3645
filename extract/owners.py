"""Whose number it is: the company that a figure is of.

A number belongs to who is named in its clause: *Velta cuts 500 jobs, the agency has learnt* is
no number of the agency's. Where its sentence names nobody else, it is of who is spoken of or
speaks; and a reporter's bare sentence goes on about the company of its paragraph.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from spacy.tokens import Doc, Token

from db.ids import fold
from db.records import SURVEYED, ArticleVersion, Figure, Span, Statement, Tier
from extract import measures
from extract.casts import Cast
from extract.counted import nouns_of
from extract.cues import cues
from extract.governing import sentence_around
from extract.headlines import headline_names
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
_DEFINING = frozenset({"DET", "PRON"})
_NOMINAL = frozenset({"ADJ", "NOUN", "PROPN"})
PHRASE = 6
"""Words about a machine's name in which its noun stands."""
_STEPS = 6
"""Verbs and nouns over a number among which its subject is looked for."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of an article as far as they tell whose a number is."""

    doc: Doc
    cast: Cast
    speakers: tuple[Span, ...]
    machines: frozenset[str]
    publisher: frozenset[str]
    """Words of the publisher's name, where that is no company of the story."""
    title: str
    whole: Mapping[str, str]
    """Part of a name that was read as two → the whole: *Calder Mutual*."""


def owned(  # noqa: PLR0913 - a number's owner is told by all of it
    doc: Doc,
    numbers: Iterable[Figure],
    statements: Sequence[Statement],
    *,
    cast: Cast,
    speakers: Iterable[Span],
    version: ArticleVersion | None = None,
) -> Iterator[Figure]:
    """Yield each figure with the company that it is of; with none where nothing tells.

    ``speakers`` are where those are named who are quoted; ``version`` tells the headline and
    who publishes the text: a paper or a regulator tells of others.
    """
    is_of_others = version is not None and version.tier != Tier.COMPANY.value
    names = _Names(
        doc,
        cast,
        tuple(speakers),
        _machines(doc, cast),
        frozenset(fold(version.publisher).split() if version and is_of_others else ()),
        version.title if version else "",
        whole_names(doc, cast),
    )
    for number in numbers:
        place = (number.start, number.end)
        holders = [s for s in statements if within(place, s.spans)]
        holder = min(holders, key=lambda statement: len(statement.text), default=None)
        company = "" if number.measure in SURVEYED else _owner(names, number, holder)
        company = names.whole.get(company, company)
        is_of_others = bool(company) and _is_asked_by(company, number, doc)
        if company in names.machines or _is_publisher(company, names):
            company = _only_other(names)
        elif is_of_others:
            company = ""
        if is_of_others and not company:
            yield replace(number, company="", measure=_asked_measure(number))
            continue
        yield number if company == number.company else replace(number, company=company)


def _is_asked_by(company: str, number: Figure, doc: Doc) -> bool:
    """Tell whether a share is one that a body tells of others: *21 % of firms, the Chamber says*.

    An institute's or an office's number of firms is none of its own, but for one that it calls
    its own.
    """
    if number.unit != "percent":
        return False
    table = words(doc.lang_)
    kinds = table.bodies | table.researchers
    if kinds.isdisjoint(company.lower().replace("'", " ").replace("’", " ").split()):
        return False
    return not _is_own(number, doc)


def _is_own(number: Figure, doc: Doc) -> bool:
    of = text_of(doc)[number.end : number.end + PHRASE * PHRASE].lower()
    noun = of.find(number.base.lower()) if number.base else -1
    return noun >= 0 and bool(measures.words(doc.lang_).owned.search(of[:noun]))


def _asked_measure(number: Figure) -> str:
    """Return what a share that a body tells of others measures."""
    return "survey share" if number.base and number.change is None else number.measure


def _owner(names: _Names, number: Figure, holder: Statement | None) -> str:
    doc, cast = names.doc, names.cast
    held = (holder.about or holder.company) if holder else ""
    if held in names.machines:
        # *Its assistant, Robin* is no company, and what Robin does is its owner's number.
        held = _only_other(names) if cast.main_company in names.machines else cast.main_company
    place = tokens_at(doc, number.start, number.end)
    if place is None:
        return held
    start, end = sentence_around(doc, place)
    stretch = (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    named = [m for m in _named(names, stretch) if m.name not in names.machines]
    if found := _of_clause(doc, place[0], named):
        return found
    return _beside(names, number, holder, held=held, named=named, stretch=stretch)


def _beside(  # noqa: PLR0913 - all that a sentence tells besides its clause
    names: _Names,
    number: Figure,
    holder: Statement | None,
    *,
    held: str,
    named: Sequence[Mention],
    stretch: Span,
) -> str:
    """Return whose a number is where the subject of its clause doesn't tell."""
    doc, cast = names.doc, names.cast
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
    if number.measure not in OWN_MEASURES and not holder.action:
        return ""
    return cast.topics.at(number.start) or _only_other(names)


def _is_publisher(company: str, names: _Names) -> bool:
    """Tell whether a name is the publisher's, or a part of it: *the Gazette*."""
    return bool(company) and names.publisher.issuperset(fold(company).split())


def _only_other(names: _Names) -> str:
    """Return the company of the story where it names one alone, but for its publisher."""
    found = {
        names.whole.get(mention.name, mention.name)
        for mention in names.cast.mentions
        if mention.kind == COMPANY and mention.name not in names.machines
    }
    others = {name for name in found if not _is_publisher(name, names)}
    others = others or set(_headed(names))
    return others.pop() if len(others) == 1 else ""


def _headed(names: _Names) -> Iterator[str]:
    """Yield the names of the headline that a sentence of the text repeats, but for places."""
    text, table = text_of(names.doc), words(names.doc.lang_)
    others = {mention.name for mention in names.cast.mentions if mention.kind != COMPANY}
    for name in headline_names(names.title, table):
        before = re.findall(rf"(\w+)['’ ]+{re.escape(name)}(?!\w)", text)
        is_place = name.lower() in table.geography or any(w.lower() in table.places for w in before)
        is_word = not any(word.islower() for word in before)
        if not (is_place or is_word or name in others or _is_publisher(name, names)):
            yield name


def whole_names(doc: Doc, cast: Cast) -> dict[str, str]:
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
    """Return the names that stand beside the noun for a machine.

    *Its assistant, Robin*; *Robin, the AI assistant that …*; *the bot is called Robin*.
    """
    nouns = nouns_of(doc.lang_).bots
    found: set[str] = set()
    for mention in cast.mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if mention.kind != COMPANY or span is None or len(span) > 1 or span.start == 0:
            continue
        at = span.start - (2 if doc[span.start - 1].text == "," else 1)
        is_named = at >= 0 and (doc[at].lower_ in nouns or _is_called(doc, at, nouns))
        if is_named or _is_apposed(doc, span.end, nouns):
            found.add(mention.name)
    return frozenset(found)


def _is_called(doc: Doc, at: int, nouns: Collection[str]) -> bool:
    """Tell whether a word gives a machine its name: *the bot is called …*."""
    if doc[at].lower_ not in words(doc.lang_).naming:
        return False
    before = doc[max(0, at - PHRASE) : at]
    return any(token.lower_ in nouns for token in before)


def _is_apposed(doc: Doc, at: int, nouns: Collection[str]) -> bool:
    """Tell whether a machine's noun is told of a name behind a comma: *…, the AI assistant*."""
    following = list(doc[at : at + PHRASE])
    if len(following) < PHRASE or following[0].text != "," or following[1].pos_ not in _DEFINING:
        return False
    told = [t.lower_ for t in takewhile(lambda token: token.pos_ in _NOMINAL, following[2:])]
    return bool(told) and told[0 if words(doc.lang_).trade_first else -1] in nouns


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
