"""Which organisation a place in the text is about: by subject, by description, by "its"."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from extract.callings import (
    APPOSITION,
    BESIDE,
    members,
    nouns_apposed,
    nouns_beside,
    own_nouns,
)
from extract.cues import cues
from extract.kinds import POSSESSIVES, SUBJECTS, VERBS
from extract.media import is_told
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import sentence_with, text_of, texts
from extract.parents import parent_noun, parents
from extract.phrases import plain
from extract.vocabulary import Words

LOOK_BACK = 4
"""Sentences in which "its" looks for its owner across paragraphs."""
FURTHEST = 9
"""The same within its own: the model takes quoted words for sentences."""
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

    def called(self, noun: str, place: int) -> str:
        """Return the one organisation by whose side a noun for any company stands, if told last.

        « La compagnie Veltra … » and then « la compagnie » among others.
        """
        told = {mention.name for mention in self.nouns.get(noun, ()) if mention.start < place}
        last = next((m.name for m in reversed(self.others) if m.start < place), "")
        return last if told == {last} else ""

    def at(self, place: int) -> str:
        """Return the company that a description without a name stands for at a character.

        The last one that acts in the paragraph; in a round-up the last one before; else the main.
        """
        floor = text_of(self.doc).rfind("\n", 0, place)
        index = bisect_left(self.starts, place)
        for mention in reversed(self.subjects[:index]):
            if mention.start < floor and not self.is_round_up:
                break
            if mention.kind == COMPANY or is_employing(mention.name, self.table):
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
        if self.table.group(noun) == "unions":  # "the union" is no college or town hall
            fitting = [m for m in fitting if not is_employing(m.name, self.table)]
        bodies = [m for m in fitting if m.start < place and self._is_body(m)]
        if bodies:
            return bodies[-1].name
        if self.table.group(noun) == "unions" and (near := self._acted(place)):
            return near  # « Orvel proteste. Le syndicat … »
        # "The regulator" of a first sentence is named in the next.
        return next((m.name for m in fitting if m.kind != COMPANY), "")

    def _acted(self, place: int) -> str:
        """Return who acted last before a character in its paragraph, but the main company."""
        floor = text_of(self.doc).rfind("\n", 0, place)
        index = bisect_left(self.starts, place)
        last = self.subjects[index - 1] if index else None
        is_near = last is not None and last.start > floor and last.name != self.main
        return last.name if last is not None and is_near else ""

    def parent(self, noun: Token) -> str:
        """Return the owner that "its parent", « la maison mère » stands for; empty without one."""
        form = parent_noun(noun, self.table)
        found = [m for m in self.nouns.get(form, ()) if m.start < noun.idx]
        return found[-1].name if found else ""

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
        return mention.kind != COMPANY or self.is_acronym(mention)

    def is_acronym(self, mention: Mention) -> bool:
        """Ask whether a name is an acronym that isn't the main company's: "RMT" may be a union."""
        is_short = mention.name.isupper() and len(mention.name) <= LONGEST_ACRONYM
        return is_short and mention.name != self.main

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
        if noun in self.table.own_bodies:
            return self.at(place)  # « la secrétaire du CSE »
        here = (token for token in self.doc[at : at + APPOSITION] if token.lower_ == noun)
        head = next(here, None)
        is_body = noun in self.table.bodies or self.table.group(noun) in {"unions", "public"}
        return _phrase(head) if head is not None and is_body else ""

    def owner(self, at: int) -> str:
        """Return the organisation that "its" at a token stands for.

        The subject of the clause so far or of a sentence before, else who was last named there.
        """
        sentence = sentence_with(self.doc[at])
        stop = at
        floor = text_of(self.doc).rfind("\n", 0, self.doc[at].idx)
        for step in range(FURTHEST):
            if step >= LOOK_BACK and sentence.start_char <= floor:
                break
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
            is_people = self.table.group(token.lower_) == "workers"
            if is_people or token.i in self.quoted or token.lower_ in self.table.papers:
                continue  # neither people nor a report have heads of their own
            is_about = token.dep_ in SUBJECTS or self._is_side(token, sentence.start)
            group = self.table.group(token.lower_) if is_about else ""
            if is_about and token.lower_ in self.table.territories:
                return str(token.text)  # « La région … Sa vice-présidente »
            if owner := self.parent(token) if is_about else "":
                return owner
            if group in BODIES and _has_own_complement(token, self.table):
                return _phrase(token)  # « Pour le collectif des livreurs, »
            if group:
                found = self.described(token.lower_, token.idx)
                return found or (_phrase(token) if group in BODIES else self.at(token.idx))
        return ""

    def _is_side(self, noun: Token, start: int) -> bool:
        """Ask whether a sentence opens with « Pour le collectif des livreurs, »."""
        is_near = noun.pos_ == "NOUN" and start < noun.i <= start + BESIDE
        return is_near and plain(self.doc[start]) in self.table.sides

    def _last(self, sentence: Span, at: int) -> str:
        """Return who was last named in a sentence, but the main company where it was told of."""
        floor = text_of(self.doc).rfind("\n", 0, self.doc[at].idx)
        if any(m.name == self.main and floor < m.start < self.doc[at].idx for m in self.others):
            return self.main
        here = [m for m in self.others if sentence.start_char <= m.start < sentence.end_char]
        return here[-1].name if here else ""


def is_employing(name: str, table: Words) -> bool:
    """Ask whether a body that is no company has staff and heads of its own: a town hall.

    Unions, courts, regulators, media and those who study things are others than the employer.
    """
    parts = name.lower().split()
    noun = parts[0] if table.trade_first else parts[-1]
    is_hall = noun in table.after_name | table.seated and noun in table.bodies
    is_court = noun in table.seated and table.group(noun) == "public"
    is_own = noun in table.after_name or table.group(noun) not in BODIES
    return is_hall and is_own and not is_court


def _has_own_complement(noun: Token, table: Words) -> bool:
    """Ask whether small words tell which body it is: « le collectif des livreurs lyonnais »."""
    after = [plain(one) for one in noun.doc[noun.i + 1 : noun.i + 3] if one.is_lower]
    return members(noun) is not noun or (len(after) > 1 and after[0] in table.links)


def _phrase(noun: Token) -> str:
    """Return a body that has no name by its noun: « syndicat des fleuristes »."""
    end = noun.i + 1
    for token in noun.doc[end : noun.i + APPOSITION]:
        if token.pos_ not in {"ADP", "DET", "NOUN", "ADJ", "PROPN"}:
            break
        end = token.i + 1 if token.pos_ in {"NOUN", "PROPN", "ADJ"} else end
    return str(noun.doc[members(noun).i : end].text)


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
            *nouns_beside(doc, span, table),
            *own_nouns(mention, table),
            *nouns_apposed(doc, span, table),
        }:
            nouns.setdefault(noun, []).append(mention)
        if mention.name in media:
            continue
        if span.start in quoted:
            continue
        others.append(mention)
        is_near = _opens(doc, span.start) or _is_place_of(doc, span, table)
        is_near = is_near or _closes_description(doc, span, table)
        if is_near or _acts(doc, span, table) or _is_source(doc, span, table):
            subjects.append(mention)
    for noun, mention in parents(doc, places, table):
        nouns.setdefault(noun, []).append(mention)
    heard = {m.name for m in subjects if m.kind == COMPANY and m.name in title}
    leads = {m.name for m, span in places if m.kind == COMPANY and _opens(doc, span.start)}
    leads &= {m.name for m in subjects}
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
    if root.dep_ == "obl:agent" or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return True  # "The system was built by Orvel": who does what is told
    if span.start and doc[span.start - 1].pos_ == "ADP" and not table.trade_first:
        return False  # "a charity between Orvel and Roe gave …"
    if root.dep_ in SUBJECTS or _starts(doc, span, table):
        return True
    head = root.head
    if root.dep_ in {"appos", "nmod"} and head.dep_ == "appos" and not _has_case(root):
        head = head.head  # « L'actionnaire principal, le fonds Jalvin, … »
    # « Le transporteur Jalvin embauche »: the name stands in apposition to the subject.
    is_beside = root.dep_ in {"appos", "nmod", "compound", "flat:name"} and head.dep_ in SUBJECTS
    is_owner = span.end < len(doc) and doc[span.end].lower_ in POSSESSIVES
    return is_owner or (is_beside and abs(head.i - root.i) <= BESIDE and _is_apposed(root))


def _closes_description(doc: Doc, span: Span, table: Words) -> bool:
    """Ask whether a name ends whom a sentence is about: « Contacté, l'éditeur du site, Orvel, »."""
    if span.start < BESIDE or doc[span.start - 1].text != ",":
        return False
    if doc[span.end : span.end + 1].text != ",":
        return False
    for i in range(span.start - 2, max(0, span.start - APPOSITION), -1):
        token = doc[i]
        if token.text == "," or token.pos_ in VERBS:
            return False
        if table.group(token.lower_) in {"companies", "others"}:
            return plain(doc[i - 1]) in table.definite | table.possessives
    return False


def _has_case(root: Token) -> bool:
    return any(child.dep_ == "case" for child in root.children)


def _starts(doc: Doc, span: Span, table: Words) -> bool:
    """Ask whether a name opens its sentence before a verb: "Veltra said", "Veltra, which"."""
    following = doc[span.end : span.end + 2]
    first = span.start - (span.start > 0 and doc[span.start - 1].pos_ == "DET")
    if doc[first].is_sent_start is not True or not len(following):
        return False
    is_relative = following[0].text == "," and plain(following[-1]) in table.relatives
    is_verb = following[0].pos_ in VERBS or cues(doc.vocab.lang).at(following[0]) is not None
    return is_verb or is_relative


def _is_apposed(root: Token) -> bool:
    """Ask whether nothing like "of" stands between a noun and its name."""
    return not any(child.pos_ == "ADP" for child in root.children if child.i < root.i)


def _is_place_of(doc: Doc, span: Span, table: Words) -> bool:
    """Ask whether a sentence begins with « Chez Veltra, », "At rival Veltra,", « Du côté de »."""
    following = doc[span.end] if span.end < len(doc) else None
    if following is None or not (following.text == "," or plain(doc[span.start - 1]) in table.at):
        return False
    for at in range(span.start - 1, max(-1, span.start - 1 - BESIDE), -1):
        if doc[at].is_sent_start is True:
            return plain(doc[at]) in table.sides | table.at
        if doc[at].pos_ not in {"DET", "ADP", "NOUN", "ADJ"}:
            return False
    return False


def _is_source(doc: Doc, span: Span, table: Words) -> bool:
    """Ask whether a name speaks as a source: « D'après une enquête du syndicat Veltra »."""
    for at in range(span.start - 1, max(-1, span.start - 1 - APPOSITION), -1):
        if doc[at].lower_ in table.by_word_of:
            return True
        if doc[at].pos_ not in {"DET", "ADP", "NOUN", "ADJ"}:
            return False
    return False


def _opens(doc: Doc, at: int) -> bool:
    """Ask whether a token is among the first of its paragraph."""
    before = doc[max(0, at - FIRST_TOKENS) : at]
    return at < FIRST_TOKENS or any("\n" in token.text for token in before)
