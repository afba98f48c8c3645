"""The names in an article: where they stand, what they stand for, person or company."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick
from spacy.tokens import Doc, Token

from db.records import Company, Person, Role
from extract.vocabulary import Words, words

PERSON = "person"
COMPANY = "company"
ORGANISATION = "organisation"
PERSON_LABELS = frozenset({"PER", "PERSON"})
COMPANY_LABELS = frozenset({"ORG", "PRODUCT"})
NAME_LABELS = PERSON_LABELS | COMPANY_LABELS | {"LOC", "GPE", "MISC", "NORP", "FAC", "WORK_OF_ART"}
VERBS = frozenset({"VERB", "AUX"})
RELATIVES = frozenset({"who", "whose", "which", "qui", "dont"})
KINDS = frozenset({PERSON, COMPANY, ORGANISATION})
ENOUGH = 2.0
"""Points of evidence from which a name is taken for a company against the model's own label."""
HEADLINE = 2.0
"""Points of a single-word name of the headline that comes back in the text."""
LONGEST = 6
"""Words of a name; more is a sentence that the model took for one."""
LEAST = 1.5
"""Points below which a single word isn't a person: the model's label alone isn't enough."""


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


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the article that no gazetteer knows: tokens ``start`` to ``end``."""

    start: int
    end: int
    text: str
    label: str


def mentions(doc: Doc, *, gazetteer: Gazetteer, title: str = "") -> list[Mention]:
    """Return the people and companies named in an article, in reading order.

    Known names first; the others are the model's spans and runs of proper nouns, whose kind is
    decided once for the whole article from what stands around all their places.
    """
    known = list(gazetteer.find(doc.text))
    held = {at for mention in known for at in range(mention.start, mention.end)}
    table = words(doc.vocab.lang)
    found = [
        name
        for name in _names(doc, table)
        if doc[name.start].idx not in held and doc[name.end - 1].idx not in held
    ]
    kinds = _kinds(doc, found, table, title=title)
    people = {m.name for m in known if m.kind == PERSON} | {
        text for text, kind in kinds.items() if kind == PERSON and " " in text
    }
    folded = {person.casefold() for person in people}
    people = {p for p in people if not any(f.endswith(" " + p.casefold()) for f in folded)}
    companies = {text for text, kind in kinds.items() if kind == COMPANY}
    surnames = {short.casefold(): full for short, full in _surnames(people - companies).items()}
    result = list(known)
    for name in found:
        kind = kinds[name.text]
        full = name.text
        if name.text not in people and name.text.casefold() in surnames:
            kind, full = PERSON, surnames[name.text.casefold()]
        elif kind == COMPANY:
            full = _fullest(name.text, companies)
        if kind:
            last = doc[name.end - 1]
            result.append(
                Mention(start=doc[name.start].idx, end=last.idx + len(last), name=full, kind=kind)
            )
    return sorted(result, key=lambda mention: mention.start)


def _surnames(people: Iterable[str]) -> dict[str, str]:
    """Map the last word of each full name to it; a surname of two people maps to neither."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        parts = person.split()
        for at in range(1, len(parts)):
            found[" ".join(parts[at:])].add(person)
        found[parts[0]].add(person)
    return {surname: full.pop() for surname, full in found.items() if len(full) == 1}


def _fullest(text: str, companies: Iterable[str]) -> str:
    """Return the article's shortest name of a company whose legal form only was left out."""
    for other in companies:
        if text != other and text.startswith(other + " "):
            return other
    return text


def _names(doc: Doc, table: Words) -> Iterator[_Name]:
    """Yield the model's name spans and, where it saw none, runs of proper nouns."""
    label_at: dict[int, tuple[int, str]] = {}
    for entity in doc.ents:
        if entity.label_ in NAME_LABELS:
            label_at[entity.start] = (entity.end, entity.label_)
    at = 0
    while at < len(doc):
        if at in label_at:
            end, label = label_at[at]
            yield from _cut(doc, at, end, label, table)
            at = end
            continue
        end = at
        while end < len(doc) and end not in label_at and _is_name_token(doc[end]):
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


def _is_name_token(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not token.ent_type_


def _cut(doc: Doc, start: int, end: int, label: str, table: Words) -> Iterator[_Name]:
    """Strip articles, titles and possessive endings; "Klarna CEO Sam Altman" is two names."""
    run = start
    for i in range(start, end + 1):
        is_over = i == end
        lower = "" if is_over else doc[i].lower_
        is_cut = not is_over and (
            lower in table.titles
            or lower in table.courtesy
            or (lower in table.organisations and doc[i].is_lower)
            or (doc[i].is_punct and doc[i].text not in {"-", "&", "."})
            or doc[i].is_space
        )
        if (is_over or is_cut) and run < i:
            name = _stripped(doc, run, i, label, table)
            if name:
                yield name
        if is_cut:
            run = i + 1


def _stripped(doc: Doc, start: int, end: int, label: str, table: Words) -> _Name | None:
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
    if text.lower() in table.not_names or _is_dateline(doc, start, end):
        return None
    if end - start == 1 and doc[start].lower_ in table.pronouns["plural"] | table.definite:
        return None
    return _Name(start, end, text, label)


def _is_dateline(doc: Doc, start: int, end: int) -> bool:
    """Ask whether a name is the place in capitals that opens an agency's story."""
    is_first = start == 0 or "\n" in doc[start - 1].text or doc[start - 1].is_space
    following = doc[end].text if end < len(doc) else ""
    return (
        is_first and doc[start:end].text.isupper() and following in {",", "(", "-", "–", "—", "/"}
    )


def _kinds(doc: Doc, names: Sequence[_Name], table: Words, *, title: str) -> dict[str, str]:
    """Decide each name's kind from all its places: ``person``, ``company`` or empty."""
    points: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    places = Counter(name.text for name in names)
    for name in names:
        # The model's labels count once a name, however often it stands there.
        votes = points[name.text]
        for kind, vote in _label_points(name, table).items():
            votes[kind] += vote / places[name.text]
        for kind, vote in _context_points(doc, name, table).items():
            votes[kind] += vote
    kinds = {}
    headline = set(re.findall(r"[\w&'’-]+", title))
    for text, votes in points.items():
        if (
            places[text] > 1
            and " " not in text
            and text in {w.removesuffix("'s").removesuffix("’s") for w in headline}
        ):
            # The headline names who the story is about; a person is there by a known surname.
            votes[COMPANY] += HEADLINE
        best, score = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        least = LEAST if best == PERSON and " " not in text else 1
        kinds[text] = best if best in KINDS and score >= least else ""
    return kinds


def _label_points(name: _Name, table: Words) -> dict[str, float]:
    parts = name.text.split()
    votes: dict[str, float] = defaultdict(float)
    if name.label in PERSON_LABELS:
        votes[PERSON] += 2.5 if len(parts) in {2, 3} else 1
    elif name.label in COMPANY_LABELS:
        votes[COMPANY] += 1.5
    elif name.label in {"LOC", "GPE", "FAC"}:
        votes["place"] += 1
    elif name.label in {"NORP", "WORK_OF_ART"}:
        votes["other"] += 1
    elif name.label == "MISC":
        votes["other"] += 0.5
    if len(parts) > 1 and parts[-1].lower() in table.legal_forms:
        votes[COMPANY] += 3
    if any(part.lower() in table.institution_words for part in parts):
        votes[ORGANISATION] += 4
    return votes


def _context_points(doc: Doc, name: _Name, table: Words) -> dict[str, float]:
    """Return what stands for a person or a company around one place of a name."""
    votes: dict[str, float] = defaultdict(float)
    before = [doc[i] for i in range(max(0, name.start - 3), name.start)]
    after = [doc[i] for i in range(name.end, min(len(doc), name.end + 6))]
    several = " " in name.text
    for points in (
        _points_before(before, table, several=several),
        _points_after(after, table, several=several),
    ):
        for kind, vote in points:
            votes[kind] += vote
    is_object = bool(before) and before[-1].pos_ == "ADP"
    follows = [token.lower_ for token in after[:2]]
    if not is_object and ("who" in follows or follows[:1] == ["qui"]):
        votes[PERSON] += 2
    head = doc[name.start : name.end].root
    if head.dep_ in {"nsubj", "nsubj:pass"} and head.head.lemma_.lower() in table.employs:
        votes[COMPANY] += 1 if several else ENOUGH
    return votes


def _points_before(
    before: Sequence[Token], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    lower = ["", "", *(token.lower_.replace("’", "'") for token in before)]
    last = lower[-1]
    if last in table.courtesy:
        yield PERSON, 4
    if last in table.at:
        yield COMPANY, ENOUGH
    if last in table.links and _ends_title(lower, table):
        yield COMPANY, 3
    if last in table.links and lower[-2] in table.owned:
        yield COMPANY, ENOUGH
    if last in table.organisations:
        is_company = table.organisations[last] == "companies"
        yield (COMPANY if is_company else ORGANISATION), 3
    elif before and before[-1].pos_ in {"ADJ", "NOUN"}:
        # « la société nantaise Bornéo », « du cabinet de conseil Ombrix »
        noun = lower[-3] if lower[-2] in table.links else lower[-2]
        if table.organisations.get(noun) == "companies":
            yield COMPANY, 3
    if last in table.titles and several:
        yield PERSON, 2
    if last in table.places:
        yield "place", 0.5


def _points_after(
    after: Sequence[Token], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    lower = [*(token.lower_.replace("’", "'") for token in after), "", ""]
    if lower[0] in {"'s", "'"}:
        ahead = lower[1:4]
        if any(word in table.owned for word in ahead[:2]):
            yield COMPANY, ENOUGH
        if any(word in table.titles for word in (*ahead, " ".join(ahead[:2]))):
            yield COMPANY, ENOUGH
    if lower[0] in table.titles and not several:
        yield COMPANY, ENOUGH
    if lower[0] == ",":
        yield from _apposition_points(after[1:], table)


def _ends_title(before: Sequence[str], table: Words) -> bool:
    """Ask whether a title stands before the link: "chief executive of", « directrice de »."""
    return any(" ".join(before[first:-1]) in table.titles for first in (-2, -3) if before[first:-1])


def _apposition_points(tokens: Sequence[Token], table: Words) -> Iterator[tuple[str, float]]:
    """Read ", the Lyon insurer" as a company and ", chief executive of" as a person."""
    after = [token.lower_.replace("’", "'") for token in tokens]
    for at, word in enumerate(after):
        if tokens[at].dep_ in {"nsubj", "nsubj:pass", "nsubjpass"} or tokens[at].pos_ in VERBS:
            break
        pair = " ".join(after[at : at + 2])
        is_first_link = at == 0 and (tokens[at].pos_ == "ADP" or word in table.links)
        if word in {",", "."} or word in RELATIVES or is_first_link:
            break
        if word in table.titles or pair in table.titles:
            yield PERSON, 3
            return
        if table.organisations.get(word) == "companies":
            yield COMPANY, 3
            return
        if word in table.organisations:
            yield ORGANISATION, 2
            return
