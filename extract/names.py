"""The names in an article: where they stand, what they stand for, person or company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick
from spacy.tokens import Doc

from db.records import Company, Person, Role
from extract.candidates import candidates
from extract.forms import full_forms, given_gender, namesakes, short_names, surnames
from extract.houses import is_house
from extract.kinds import COMPANY, ORGANISATION, PERSON, Name, kinds
from extract.nlp import text_of
from extract.vocabulary import Words, words

__all__ = ["COMPANY", "ORGANISATION", "PERSON", "Gazetteer", "Mention", "mentions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name at its place (characters); ``name`` is the fullest form in this article or base."""

    start: int
    end: int
    name: str
    kind: str
    """``person``, ``company``, or ``organisation`` for a university, a union, a court."""
    is_known: bool = False
    """True when the gazetteer knows the name."""


class Gazetteer:
    """The names that the base knows, found in one pass over a text (Aho-Corasick)."""

    def __init__(self) -> None:
        self._automaton = ahocorasick.Automaton()
        self._size = 0
        self._own = ""
        self.roles: dict[str, list[Role]] = defaultdict(list)
        """Posts by person, as the base knows them."""

    @classmethod
    def build(
        cls, companies: Iterable[Company], people: Iterable[Person], roles: Iterable[Role]
    ) -> "Gazetteer":
        """Return a gazetteer of these names and aliases; the first owner of an alias keeps it."""
        gazetteer = cls()
        for company in companies:
            gazetteer._add(company.name, (company.name, *company.aliases), COMPANY)
        for person in people:
            gazetteer._add(person.name, (person.name, *person.aliases), PERSON)
        for role in roles:
            gazetteer.roles[role.person].append(role)
        if gazetteer._size:
            gazetteer._automaton.make_automaton()
        return gazetteer

    def naming(self, company: str) -> "Gazetteer":
        """Return the same names and one company more, such as who publishes a text of its own."""
        other = Gazetteer()
        other._automaton, other._size, other.roles = self._automaton, self._size, self.roles
        other._own = company
        return other

    def _add(self, name: str, aliases: Iterable[str], kind: str) -> None:
        for alias in aliases:
            if alias and not self._automaton.exists(alias):
                self._automaton.add_word(alias, (alias, name, kind))
                self._size += 1

    def find(self, text: str) -> Iterator[Mention]:
        """Yield known names as whole words, longest first at each place, in reading order."""
        hits = []
        for last, (alias, name, kind) in self._automaton.iter(text) if self._size else ():
            start, end = last - len(alias) + 1, last + 1
            if _is_whole(text, start, end):
                hits.append((start, -end, name, kind))
        at = text.find(self._own) if self._own else -1
        while at >= 0:
            end = at + len(self._own)
            if _is_whole(text, at, end):
                hits.append((at, -end, self._own, COMPANY))
            at = text.find(self._own, end)
        reached = 0
        for start, minus_end, name, kind in sorted(hits):
            if start >= reached:
                reached = -minus_end
                yield Mention(start=start, end=reached, name=name, kind=kind, is_known=True)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum())


def mentions(doc: Doc, *, gazetteer: Gazetteer, title: str = "") -> list[Mention]:
    """Return the people and companies named in an article, in reading order.

    Known names first; the others are the model's spans, runs of proper nouns and bodies named by
    their noun, whose kind is decided once for the whole article from all their places.
    """
    known = list(gazetteer.find(text_of(doc)))
    held = {at for mention in known for at in range(mention.start, mention.end)}
    table = words(doc.vocab.lang)
    found = [
        name
        for name in candidates(doc, title=title, table=table)
        if doc[name.start].idx not in held and doc[name.end - 1].idx not in held
    ]
    kind_of = kinds(doc, found, table, title=title)
    people = {m.name for m in known if m.kind == PERSON} | {
        text for text, kind in kind_of.items() if kind == PERSON and " " in text
    }
    folded = {person.casefold() for person in people}
    people = {p for p in people if not any(f.endswith(" " + p.casefold()) for f in folded)}
    bodies = {text for text, kind in kind_of.items() if kind in {COMPANY, ORGANISATION}}
    short = {last.casefold(): full for last, full in surnames(people - bodies).items()}
    fuller = full_forms(doc, found, bodies, table)
    shortened = short_names(kind_of, doc.vocab.lang)
    several = namesakes(people)
    result = list(known)
    for name in found:
        kind, full = kind_of[name.text], name.text
        if name.text not in people and name.text.casefold() in short:
            if is_house(doc, name.start, name.end, table):
                kind = COMPANY
            else:
                kind, full = PERSON, short[name.text.casefold()]
        elif name.text.casefold() in several:
            kind, full = _namesake(doc, name, several[name.text.casefold()], result, table)
        elif not kind and name.text in shortened:
            kind, full = COMPANY, shortened[name.text]
        elif kind != PERSON and name.text in fuller:
            full = fuller[name.text]
            kind = kind_of.get(full, kind)
        if kind:
            last = doc[name.end - 1]
            full = full.title() if kind == PERSON and full.isupper() and " " in full else full
            result.append(
                Mention(start=doc[name.start].idx, end=last.idx + len(last), name=full, kind=kind)
            )
    return sorted(result, key=lambda mention: mention.start)


def _namesake(
    doc: Doc, name: Name, people: Sequence[str], before: Sequence[Mention], table: Words
) -> tuple[str, str]:
    """Return which of several people a surname means: whom "Mrs" fits, else the last named.

    Beside a company's noun it is the firm that bears it.
    """
    if is_house(doc, name.start, name.end, table):
        return COMPANY, name.text
    courtesy = {doc[name.start - 1].lower_} if name.start else set()
    gender = "f" if courtesy & table.feminine else "m" if courtesy & table.masculine else ""
    fitting = [p for p in people if not gender or given_gender(p, doc.vocab.lang) == gender]
    told = [mention.name for mention in before if mention.name in (fitting or people)]
    return PERSON, told[-1] if told else (fitting or people)[0]
