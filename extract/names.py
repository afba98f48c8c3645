"""The names in an article: where they stand, what they stand for, person or company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick
from spacy.tokens import Doc, Token

from db.records import Company, Person, Role
from extract.datelines import story_start
from extract.kinds import (
    COMPANY,
    COMPANY_LABELS,
    ORGANISATION,
    PERSON,
    PERSON_LABELS,
    PLACE_LABELS,
    POSSESSIVES,
    SUBJECTS,
    VERBS,
    Name,
    kinds,
)
from extract.nlp import text_of
from extract.vocabulary import Words, words

__all__ = ["COMPANY", "ORGANISATION", "PERSON", "Gazetteer", "Mention", "mentions"]

NAME_LABELS = PERSON_LABELS | COMPANY_LABELS | PLACE_LABELS | {"MISC", "NORP", "WORK_OF_ART"}
OPEN = frozenset({"PROPN", "NOUN", "X", "ADJ"})
LONGEST = 6
"""Words of a name; more is a sentence that the model took for one."""
LEAST_SMALL = 4
"""Letters of a brand written small."""


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

    def _add(self, name: str, aliases: Iterable[str], kind: str) -> None:
        for alias in aliases:
            if alias and not self._automaton.exists(alias):
                self._automaton.add_word(alias, (alias, name, kind))
                self._size += 1

    def find(self, text: str) -> Iterator[Mention]:
        """Yield known names as whole words, longest first at each place, in reading order."""
        if not self._size:
            return
        hits = []
        for last, (alias, name, kind) in self._automaton.iter(text):
            start, end = last - len(alias) + 1, last + 1
            if _is_whole(text, start, end):
                hits.append((start, -end, name, kind))
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

    Known names first; the others are the model's spans and runs of proper nouns, whose kind is
    decided once for the whole article from what stands around all their places.
    """
    known = list(gazetteer.find(text_of(doc)))
    held = {at for mention in known for at in range(mention.start, mention.end)}
    table = words(doc.vocab.lang)
    found = [
        name
        for name in _joined(doc, [*_names(doc, title, table), *_small(doc, title, table)])
        if doc[name.start].idx not in held and doc[name.end - 1].idx not in held
    ]
    found = [*_unowned(doc, found)]
    kind_of = kinds(doc, found, table, title=title)
    people = {m.name for m in known if m.kind == PERSON} | {
        text for text, kind in kind_of.items() if kind == PERSON and " " in text
    }
    folded = {person.casefold() for person in people}
    people = {p for p in people if not any(f.endswith(" " + p.casefold()) for f in folded)}
    companies = {text for text, kind in kind_of.items() if kind in {COMPANY, ORGANISATION}}
    surnames = {short.casefold(): full for short, full in _surnames(people - companies).items()}
    result = list(known)
    for name in found:
        kind = kind_of[name.text]
        full = name.text
        if name.text not in people and name.text.casefold() in surnames:
            kind, full = PERSON, surnames[name.text.casefold()]
        elif kind != PERSON and (whole := _whole(name.text, companies)):
            kind, full = kind_of[whole], whole
        if kind:
            last = doc[name.end - 1]
            result.append(
                Mention(start=doc[name.start].idx, end=last.idx + len(last), name=full, kind=kind)
            )
    return sorted(result, key=lambda mention: mention.start)


def _unowned(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Cut the ending of "Klarna's" again where the name also stands without it."""
    plain = {n.text for n in names if n.end == len(doc) or doc[n.end].lower_ not in POSSESSIVES}
    for name in names:
        base = name.text.removesuffix("'s").removesuffix("’s")
        if base != name.text and base in plain and name.end - name.start > 1:
            yield Name(name.start, name.end - 1, base, name.label)
        else:
            yield name


def _surnames(people: Iterable[str]) -> dict[str, str]:
    """Map the last word of each full name to it; a surname of two people maps to neither."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        parts = person.split()
        for at in range(1, len(parts)):
            found[" ".join(parts[at:])].add(person)
        found[parts[0]].add(person)
    return {surname: full.pop() for surname, full in found.items() if len(full) == 1}


def _whole(text: str, companies: Iterable[str]) -> str:
    """Return the article's name for a company of which this is a short or a longer form.

    "Veltra Group" is "Veltra", "the Argus" the one "Fenwater Argus", "NEDA" whoever it abbreviates.
    """
    fuller = []
    for other in sorted(companies):
        if text == other:
            continue
        if other in {text + "'s", text + "’s"}:
            return other
        if text.startswith(other + " ") and text not in fuller:
            return other
        is_end = other.endswith(" " + text) and other.split()[-2][0].isupper()
        if is_end or (text.isupper() and _initials(other) == text):
            fuller.append(other)
    return fuller[0] if len(fuller) == 1 else text if text in companies else ""


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part[0].isupper()) if " " in name else ""


def _names(doc: Doc, title: str, table: Words) -> Iterator[Name]:
    """Yield the model's name spans and, where it saw none, runs of proper nouns."""
    label_at: dict[int, tuple[int, str]] = {}
    for entity in doc.ents:
        if entity.label_ in NAME_LABELS:
            label_at[entity.start] = (entity.end, entity.label_)
    headed = {word.removesuffix("'s").removesuffix("’s") for word in title.split()[1:]}
    headed = {word for word in headed if word[:1].isupper()} - {"The", "A", "An"}
    at = 0
    while at < len(doc):
        if at in label_at:
            end, label = label_at[at]
            yield from _cut(doc, at, end, label, table)
            at = end
            continue
        end = at
        while end < len(doc) and end not in label_at and _is_name_token(doc[end], headed):
            end += 1
        if end > at:
            stop, label = end, ""
            if (
                end in label_at
                and label_at[end][0] == end + 1
                and doc[end - 1].lower_ not in table.titles
            ):
                # The model often keeps only the surname of a person: "Ana [Costa]".
                stop, label = end + 1, label_at[end][1]
            yield from _cut(doc, at, stop, label, table)
            at = stop
        else:
            at += 1


def _joined(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    """Yield names in reading order, "Beddoe & Sons" as one."""
    last: Name | None = None
    for name in sorted(names, key=lambda name: name.start):
        if last is not None and name.start < last.end:
            continue
        if last is not None and name.start == last.end + 1 and doc[last.end].text == "&":
            last = Name(last.start, name.end, doc[last.start : name.end].text, name.label)
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _small(doc: Doc, title: str, table: Words) -> Iterator[Name]:
    """Yield brands in small letters, wherever they stand: they open the title or hold an "&".

    "the online grocer zeplo" counts too when the same word stands elsewhere as a possessor.
    """
    opening = title.split(maxsplit=1)[:1]
    small = {word for word in opening if word.isalpha() and word.islower()} - table.definite
    for token in doc:
        if token.is_lower and "&" in token.text[1:-1] and token.text[0].isalpha():
            small.add(token.text)
        elif token.is_lower and token.i and len(token) >= LEAST_SMALL and token.pos_ in OPEN:
            is_after = table.organisations.get(doc[token.i - 1].lower_) == "companies"
            is_owner = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in POSSESSIVES
            if is_after and is_owner and token.lower_ not in table.organisations:
                small.add(token.text)
    for token in doc:
        if token.text in small:
            yield Name(token.i, token.i + 1, token.text, "ORG")


def _is_name_token(token: Token, headed: set[str]) -> bool:
    if not token.text[:1].isupper() or token.ent_type_:
        return False
    if token.pos_ == "PROPN":
        return True
    if token.text in headed and token.dep_ in SUBJECTS and not _is_common(token):
        return True  # the first word of a sentence, and a capital in the headline too
    before = token.nbor(-1) if token.i else None
    is_inside = before is not None and not (before.is_punct or before.is_space)
    # A capital inside a sentence is a name, whatever the tagger takes it for.
    return is_inside and not token.is_sent_start and token.pos_ in {"VERB", "NOUN", "X"}


def _cut(doc: Doc, start: int, end: int, label: str, table: Words) -> Iterator[Name]:
    """Strip articles, titles and possessive endings; "Klarna CEO Sam Altman" is two names."""
    run = start
    inside = start
    for i in range(start, end + 1):
        is_over = i == end
        inside = inside if is_over else max(inside, _title_end(doc, i, table))
        lower = "" if is_over else doc[i].lower_
        is_cut = not is_over and (
            i < inside
            or lower in table.titles
            or lower in table.courtesy
            or (lower in table.organisations and (doc[i].is_lower or _opens(doc, i, end)))
            or (doc[i].is_punct and doc[i].text not in {"-", "&", "."})
            or doc[i].is_space
        )
        if (is_over or is_cut) and run < i:
            name = _stripped(doc, run, i, label, table)
            if name:
                yield name
        if is_cut:
            run = i + 1


def _title_end(doc: Doc, at: int, table: Words) -> int:
    """Return the end of a title of several words ("Chief Technology Officer"), else ``at``."""
    lengths = [
        len(parts)
        for parts in table.title_starts.get(doc[at].lower_, ())
        if [token.lower_ for token in doc[at : at + len(parts)]] == list(parts)
    ]
    longest = max(lengths, default=0)
    return at + longest if longest > 1 else at


def _is_institution(doc: Doc, start: int, table: Words) -> bool:
    """Ask whether a name ends that of an institution: « l'université de Lille »."""
    if start <= 1 or start == len(doc):
        return False
    return doc[start - 2].lower_ in table.institution_words and doc[start - 1].lower_ in table.links


def _is_common(token: Token) -> bool:
    is_plural = token.pos_ == "NOUN" and token.morph.get("Number", []) == ["Plur"]
    return is_plural or token.pos_ in {"VERB", "ADV"}


def _begins(doc: Doc, at: int) -> bool:
    """Ask whether a capital comes from the place: the sentence's or the quoted words' first."""
    is_first = doc[at].is_sent_start is True or (at > 0 and doc[at - 1].is_quote)
    return is_first and not doc[at].text.isupper()


def _opens(doc: Doc, at: int, end: int) -> bool:
    """Ask whether a noun has its capital from opening a sentence ("Rival Beddoe & Sons")."""
    is_first = doc[at].is_sent_start is True or doc[at].idx == story_start(text_of(doc))
    return is_first and at + 1 < end and doc[at + 1].text[:1].isupper()


def _stripped(doc: Doc, start: int, end: int, label: str, table: Words) -> Name | None:
    while start < end and (
        not doc[start].text[:1].isalnum()
        or (doc[start].pos_ in {"DET", "ADP"} and doc[start].text[:1].islower())
        or doc[start].lower_ == "the"
    ):
        start += 1
    while end > start and (
        doc[end - 1].lower_ in {"'s", "’s", "'", "’"} or not doc[end - 1].text[:1].isalnum()
    ):
        end -= 1
    if start < end < len(doc) - 1 and doc[end].lower_ in POSSESSIVES:
        # "McDonald's is ending": the ending is the name's own before a verb.
        end += doc[end + 1].pos_ in VERBS or doc[end + 1].text == ","
    if end - start < LONGEST and _is_institution(doc, start, table):
        start, label = start - 2, "ORG"
    text = doc[start:end].text
    is_shaped = any(
        doc[i].text[:1].isupper() or doc[i].text[:1].isdigit() for i in range(start, end)
    )
    if (
        start == end
        or not is_shaped
        or len(text) == 1
        or text.isdigit()
        or len(text.split()) > LONGEST
    ):
        return None
    if text.lower() in table.not_names or doc[start].idx < story_start(text_of(doc)):
        return None
    if end - start == 1 and _is_common(doc[start]) and _begins(doc, start):
        return None
    if end - start == 1 and doc[start].is_stop and not doc[start].is_upper:
        return None
    if end - start == 1 and doc[start].lower_ in table.pronouns["plural"] | table.definite:
        return None
    return Name(start, end, text, label)
