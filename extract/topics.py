"""Which organisation a place in the text is about: by subject, by description, by "its"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from extract.kinds import POSSESSIVES, SUBJECTS, VERBS
from extract.media import is_told
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import sentence_with, text_of, texts
from extract.phrases import plain
from extract.vocabulary import Words

BESIDE = 4
"""Tokens before a name in which the noun for it stands."""
APPOSITION = 8
"""Tokens after its comma."""
LOOK_BACK = 4
"""Sentences in which "its" looks for its owner."""
FIRST_TOKENS = 3
"""Tokens at a paragraph's head in which a name is what it is about: « Chez Veltra, … »."""
BODIES = frozenset({"unions", "research", "public", "press"})
"""Groups of organisations that are no company."""
LONGEST_ACRONYM = 8
ROUND_UP = 2
"""Companies in a headline from which each paragraph has its own."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What an article's places are about, worked out once."""

    doc: Doc
    main: str
    table: Words
    subjects: tuple[Mention, ...]
    """Organisations that act or open a paragraph, in reading order, outside quotes."""
    others: tuple[Mention, ...]
    """All organisations, in reading order."""
    nouns: Mapping[str, tuple[Mention, ...]]
    """Common noun to the organisations beside which it stands, or whose name holds it."""
    is_round_up: bool
    quoted: frozenset[int] = frozenset()
    """Tokens inside quote marks."""
    starts: tuple[int, ...] = field(default=())

    def at(self, place: int) -> str:
        """Return the company that a description without a name stands for at a character.

        The last one that acts in the paragraph; in a round-up the last one before; else the main.
        """
        floor = text_of(self.doc).rfind("\n", 0, place)
        index = bisect_left(self.starts, place)
        for mention in reversed(self.subjects[:index]):
            if mention.start < floor and not self.is_round_up:
                break
            if mention.kind == COMPANY:
                return mention.name
        return self.main

    def speaking(self, place: int) -> str:
        """Return the organisation of any kind that acted last in the paragraph, else the main."""
        floor = text_of(self.doc).rfind("\n", 0, place)
        index = bisect_left(self.starts, place)
        last = self.subjects[index - 1] if index else None
        return last.name if last is not None and last.start > floor else self.at(place)

    def described(self, noun: str, place: int) -> str:
        """Return the organisation that "the insurer", « la mutuelle » stands for, or empty.

        The last one told to be it; a union, an institute or a court is else the last body named.
        """
        found = self.nouns.get(noun) or self.nouns.get(noun.removesuffix("s"), ())
        beside = place + len(noun) + BESIDE
        before = [mention for mention in found if mention.start < beside]
        if before:
            return before[-1].name
        is_body = self.table.group(noun) in BODIES
        if found and not is_body and self.others and self.others[0].start < place:
            return self.at(place) or found[0].name
        if found:
            return found[0].name
        if not is_body:
            return ""
        if self.table.group(noun) == "research" and (house := self._researcher(place)):
            return house
        fitting = [m for m in self.others if self._may_be(m, noun)]
        bodies = [m for m in fitting if m.start < place and self._is_body(m)]
        if bodies:
            return bodies[-1].name
        # "The regulator" of a first sentence is named in the next.
        return next((m.name for m in fitting if m.kind != COMPANY), "")

    def _researcher(self, place: int) -> str:
        """Return the last one before a character that is told to study things: « le cabinet »."""
        told = [
            mention
            for noun, found in self.nouns.items()
            if noun in self.table.researchers or self.table.group(noun) == "research"
            for mention in found
            if mention.start < place
        ]
        return max(told, key=lambda mention: mention.start).name if told else ""

    def _may_be(self, mention: Mention, noun: str) -> bool:
        """Ask whether nothing in a name tells another group: a court is no union."""
        told = {self.table.group(part) for part in mention.name.lower().split()} & BODIES
        return not told or self.table.group(noun) in told

    def _is_body(self, mention: Mention) -> bool:
        """Ask whether a name is that of a body, or an acronym that isn't the main company's."""
        is_acronym = mention.name.isupper() and len(mention.name) <= LONGEST_ACRONYM
        return mention.kind != COMPANY or (is_acronym and mention.name != self.main)

    def meant(self, noun: str, at: int) -> str:
        """Return the organisation that a noun after a title at a token stands for.

        One told to be it, else the company of the place, else an unnamed body as it is written.
        """
        place = self.doc[at].idx
        if found := self.described(noun, place):
            return found
        if self.table.group(noun) == "companies":
            return self.at(place)
        if noun in self.table.papers:
            return ""
        here = (token for token in self.doc[at : at + APPOSITION] if token.lower_ == noun)
        head = next(here, None)
        return "" if head is None else _phrase(head)

    def owner(self, at: int) -> str:
        """Return the organisation that "its" at a token stands for.

        The subject of the clause so far or of a sentence before, else who was last named there.
        """
        sentence = sentence_with(self.doc[at])
        stop = at
        for step in range(LOOK_BACK):
            if found := self._acting(sentence, stop):
                return found
            if step and (named := self._last(sentence, at)):
                return named
            if sentence.start == 0:
                break
            sentence = sentence_with(self.doc[sentence.start - 1])
            stop = sentence.end
        return self.at(self.doc[at].idx)

    def _acting(self, sentence: Span, stop: int) -> str:
        low = bisect_left(self.starts, sentence.start_char)
        high = bisect_left(self.starts, self.doc[stop - 1].idx) if stop > sentence.start else low
        if low < high:
            return self.subjects[high - 1].name
        for token in self.doc[sentence.start : stop]:
            group = self.table.group(token.lower_) if token.dep_ in SUBJECTS else ""
            if group:
                found = self.described(token.lower_, token.idx)
                return found or (_phrase(token) if group in BODIES else self.at(token.idx))
        return ""

    def _last(self, sentence: Span, at: int) -> str:
        """Return who was last named in a sentence, but the main company where it was told of."""
        floor = text_of(self.doc).rfind("\n", 0, self.doc[at].idx)
        if any(m.name == self.main and floor < m.start < self.doc[at].idx for m in self.others):
            return self.main
        here = [m for m in self.others if sentence.start_char <= m.start < sentence.end_char]
        return here[-1].name if here else ""


def _phrase(noun: Token) -> str:
    """Return a body that has no name by its noun: « syndicat des fleuristes »."""
    end = noun.i + 1
    for token in noun.doc[end : noun.i + APPOSITION]:
        if token.pos_ not in {"ADP", "DET", "NOUN", "ADJ", "PROPN"}:
            break
        end = token.i + 1 if token.pos_ in {"NOUN", "PROPN", "ADJ"} else end
    return str(noun.doc[noun.i : end].text)


def topics(doc: Doc, named: Sequence[Mention], *, main: str, title: str, table: Words) -> Topics:
    """Return what the places of an article are about; ``main`` is the company of the whole."""
    subjects, others = [], []
    nouns: dict[str, list[Mention]] = {}
    quoted = _quoted(doc)
    places = [
        (mention, span)
        for mention in named
        if mention.kind != PERSON
        and (span := doc.char_span(mention.start, mention.end, alignment_mode="expand"))
    ]
    media = {mention.name for mention, span in places if is_told(doc, span.start, table)} - {main}
    for mention, span in places:
        for noun in {
            *_beside(doc, span, table),
            *_own(mention, table),
            *_apposed(doc, span, table),
        }:
            nouns.setdefault(noun, []).append(mention)
        if mention.name in media:
            continue
        if span.start in quoted:
            continue
        others.append(mention)
        if _acts(doc, span, table) or _opens(doc, span.start) or _is_place_of(doc, span, table):
            subjects.append(mention)
    heard = {m.name for m in subjects if m.kind == COMPANY and m.name in title}
    leads = {m.name for m in subjects if m.kind == COMPANY}
    return Topics(
        doc=doc,
        main=main,
        table=table,
        subjects=tuple(subjects),
        others=tuple(others),
        nouns={noun: tuple(found) for noun, found in nouns.items()},
        is_round_up=len(heard) >= ROUND_UP or (len(leads) >= ROUND_UP and main not in title),
        quoted=frozenset(quoted),
        starts=tuple(mention.start for mention in subjects),
    )


def _quoted(doc: Doc) -> set[int]:
    """Return the tokens inside quote marks, by parity within a paragraph."""
    found: set[int] = set()
    is_open = False
    for at, text in enumerate(texts(doc)):
        if "\n" in text:
            is_open = False
        elif not text.isalnum() and doc[at].is_quote and text not in {"'", "’"}:
            is_open = text in {"«", "“", "„"} or (text == '"' and not is_open)
        elif is_open:
            found.add(at)
    return found


def _acts(doc: Doc, span: Span, table: Words) -> bool:
    root: Token = span.root
    if span.start and doc[span.start - 1].pos_ == "ADP" and not table.trade_first:
        return False  # "a charity between Orvel and Roe gave …"
    if root.dep_ in SUBJECTS:
        return True
    head = root.head
    # « Le transporteur Jalvin embauche »: the name stands in apposition to the subject.
    is_beside = root.dep_ in {"appos", "nmod", "compound", "flat:name"} and head.dep_ in SUBJECTS
    is_owner = span.end < len(doc) and doc[span.end].lower_ in POSSESSIVES
    return is_owner or (is_beside and abs(head.i - root.i) <= BESIDE and _is_apposed(root))


def _is_apposed(root: Token) -> bool:
    """Ask whether nothing like "of" stands between a noun and its name."""
    return not any(child.pos_ == "ADP" for child in root.children if child.i < root.i)


def _is_place_of(doc: Doc, span: Span, table: Words) -> bool:
    """Ask whether a sentence begins with « Chez Veltra, », "At Veltra,"."""
    at = span.start - 1
    return at >= 0 and plain(doc[at]) in table.at and doc[at].is_sent_start is True


def _opens(doc: Doc, at: int) -> bool:
    """Ask whether a token is among the first of its paragraph."""
    before = doc[max(0, at - FIRST_TOKENS) : at]
    return at < FIRST_TOKENS or any("\n" in token.text for token in before)


def _beside(  # noqa: C901 (before the name, then after it)
    doc: Doc, span: Span, table: Words
) -> Iterator[str]:
    """Yield the nouns of « le transporteur Jalvin », "Veltra, the Lyon insurer"."""
    first = span.start - 1
    is_apposed = first > 0 and doc[first].text == "," and doc[span.end : span.end + 1].text == ","
    if is_apposed and doc[first - 1].pos_ == "NOUN":
        first -= 1  # « Le constructeur, Veltra, … »
    for i in range(first, max(-1, first - BESIDE), -1):
        token = doc[i]
        if token.is_punct or token.pos_ in VERBS or token.is_space:
            break
        if plain(token) in table.links:
            # « des analystes de Veltra »
            noun = doc[i - 1].lower_ if i else ""
            if table.group(noun) == "research":
                yield noun
            break
        if table.group(token.lower_):
            yield token.lower_
            break
    if span.end < len(doc) and doc[span.end].text == ",":
        for token in doc[span.end + 1 : span.end + 1 + APPOSITION]:
            if token.is_punct or token.pos_ in VERBS or token.lower_ in table.titles:
                break
            if plain(token) in table.relatives:
                break  # "a test with Veltra, which the chain ended": another's deed
            if plain(token) in table.links and token.i > span.end + 2:
                break
            if table.group(token.lower_):
                yield token.lower_


def _apposed(doc: Doc, span: Span, table: Words) -> Iterator[str]:
    """Yield any noun in apposition, in the lexicon or not: "Orvel, the Ohio maker of pumps".

    Titles are people's: "Orvel, the chief executive" is somebody.
    """
    following = doc[span.end : span.end + 2]
    articles = table.definite | table.indefinite
    if len(following) > 1 and following[0].text == "," and plain(following[1]) in articles:
        last = None
        for token in doc[span.end + 2 : span.end + 2 + APPOSITION]:
            is_noun = token.pos_ == "NOUN" and token.is_lower
            if not (is_noun or token.pos_ in {"ADJ", "PROPN", "NUM"} or token.text == "-"):
                break
            last = token if is_noun and not (last and table.trade_first) else last
        if last is not None and _may_be_called(last, table):
            yield last.lower_
    before = doc[span.start - 1] if span.start else None
    is_noun = before is not None and before.pos_ == "NOUN" and before.is_lower
    if before is None or not (is_noun and before.i):
        return
    if plain(doc[before.i - 1]) in articles and _may_be_called(before, table):
        yield before.lower_  # « le négociant Orvel »


def _may_be_called(noun: Token, table: Words) -> bool:
    """Ask whether an organisation may be called by a noun: one thing, no title, no machine."""
    is_one = noun.morph.get("Number", []) != ["Plur"]
    return is_one and noun.lower_ not in (
        table.titles.keys() | table.products | table.kin | table.papers | table.parts
    )


def _own(mention: Mention, table: Words) -> Iterator[str]:
    """Yield the nouns in a name: "the institute" for the "Institute for Plain Words".

    A body that is no company is called by its first or last word: "the alliance".
    """
    parts = mention.name.lower().split()
    for at, part in enumerate(parts):
        is_edge = mention.kind != COMPANY and len(parts) > 1 and at in {0, len(parts) - 1}
        if is_edge or part in table.bodies or part in table.organisations:
            yield part
