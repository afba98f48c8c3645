"""The names in an article: where they stand, what they stand for, person or company."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick
from spacy.tokens import Doc, Token

from db.records import Company, Person, Role
from extract.lexicons import lexicon

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's words about titles and organisations, as sets."""

    titles: Mapping[str, str]
    """Title in lower case to its rank: ``heads``, ``executives``, ``spokespeople``, ``others``."""
    title_starts: Mapping[str, tuple[tuple[str, ...], ...]]
    courtesy: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    former: frozenset[str]
    links: frozenset[str]
    possessives: frozenset[str]
    leads: frozenset[str]
    lead_title: str
    fillers: frozenset[str]
    pronouns: Mapping[str, frozenset[str]]
    organisations: Mapping[str, str]
    """Common noun to its group: ``companies``, ``unions``, ``research``, ``press`` …"""
    legal_forms: frozenset[str]
    institution_words: frozenset[str]
    definite: frozenset[str]
    employs: frozenset[str]
    owned: frozenset[str]
    at: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    not_names: frozenset[str]
    media: frozenset[str]
    documents: tuple[str, ...]


GROUPS = ("companies", "unions", "research", "press", "public", "workers")
RANKS = ("heads", "executives", "spokespeople", "others")


@cache
def words(language: str) -> Words:
    """Return a language's words for people and organisations. Raises LexiconError."""
    titles, nouns = lexicon(language, "titles"), lexicon(language, "organisations")
    ranks: dict[str, str] = {}
    for rank in reversed(RANKS):
        ranks.update(dict.fromkeys(titles[rank], rank))
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for title in sorted(ranks, key=lambda known: -len(known.split())):
        parts = tuple(title.replace("'", "' ").split())
        starts[parts[0]].append(parts)
    return Words(
        titles=ranks,
        title_starts={first: tuple(found) for first, found in starts.items()},
        organisations={noun: group for group in reversed(GROUPS) for noun in nouns[group]},
        documents=tuple(nouns["documents"]),
        lead_title=titles["lead_title"],
        pronouns={name: frozenset(found) for name, found in titles["pronouns"].items()},
        **{
            name: frozenset(titles[name])
            for name in ("courtesy", "feminine", "masculine", "former", "links", "possessives")
        },
        leads=frozenset(titles["leads"]),
        fillers=frozenset(titles["fillers"]),
        **{
            name: frozenset(nouns[name])
            for name in ("legal_forms", "institution_words", "definite", "employs", "owned")
        },
        days=frozenset(nouns["days"]),
        not_names=frozenset(nouns["not_names"]),
        media=frozenset(nouns["media"]),
        at=frozenset(nouns["at"]),
        places=frozenset(nouns["places"]),
    )


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
    found = [name for name in _names(doc, table) if doc[name.start].idx not in held and doc[name.end - 1].idx not in held]
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
        if text != other and text.startswith(other + " ") and len(other) > 2:
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
            if end in label_at and label_at[end][0] == end + 1 and doc[end - 1].lower_ not in table.titles:
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
            or doc[i].is_punct and doc[i].text not in {"-", "&", "."} or doc[i].is_space
        )
        if (is_over or is_cut) and run < i:
            name = _stripped(doc, run, i, label, table)
            if name:
                yield name
        if is_cut:
            run = i + 1


def _stripped(doc: Doc, start: int, end: int, label: str, table: Words) -> _Name | None:
    while start < end and (not doc[start].text[:1].isalnum() or doc[start].pos_ in {"DET", "ADP"} and doc[start].text[:1].islower() or doc[start].lower_ in {"the"}):
        start += 1
    while end > start and (doc[end - 1].lower_ in {"'s", "’s", "'", "’"} or not doc[end - 1].text[:1].isalnum()):
        end -= 1
    text = doc[start:end].text
    is_shaped = any(doc[i].text[:1].isupper() or doc[i].text[:1].isdigit() for i in range(start, end))
    if start == end or not is_shaped or len(text) < 2 or text.isdigit() or len(text.split()) > 6:
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
    return is_first and doc[start:end].text.isupper() and following in {",", "(", "-", "–", "—", "/"}


def _kinds(
    doc: Doc, names: Sequence[_Name], table: Words, *, title: str
) -> dict[str, str]:
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
        if places[text] > 1 and " " not in text and text in {w.removesuffix("'s").removesuffix("’s") for w in headline}:
            # The headline names who the story is about; a person is there by a known surname.
            votes[COMPANY] += HEADLINE
        best, score = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        least = LEAST if best == PERSON and " " not in text else 1
        kinds[text] = best if best in KINDS and score >= least else ""
    return kinds


def _label_points(name: _Name, table: Words) -> Counter[str]:
    parts = name.text.split()
    votes: Counter[str] = Counter()
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


def _context_points(doc: Doc, name: _Name, table: Words) -> Counter[str]:
    votes: Counter[str] = Counter()
    before = [doc[i] for i in range(max(0, name.start - 3), name.start)]
    after = [doc[i] for i in range(name.end, min(len(doc), name.end + 6))]
    lower_before = [token.lower_.replace("’", "'") for token in before]
    lower_after = [token.lower_.replace("’", "'") for token in after]
    several = " " in name.text
    if lower_before and lower_before[-1] in table.courtesy:
        votes[PERSON] += 4
    if lower_before and lower_before[-1] in table.at:
        votes[COMPANY] += ENOUGH
    if len(lower_before) > 1 and lower_before[-1] in table.links and lower_before[-2] in table.titles:
        votes[COMPANY] += 3
    if lower_before and lower_before[-1] in table.organisations:
        is_company = table.organisations[lower_before[-1]] == "companies"
        votes[COMPANY if is_company else ORGANISATION] += 3
    elif len(lower_before) > 1 and (before[-1].pos_ in {"ADJ", "NOUN"}):
        # « la société nantaise Bornéo », « du cabinet de conseil Ombrix »
        described = lower_before[-2] in table.links and len(lower_before) > 2
        noun = lower_before[-3] if described else lower_before[-2]
        if table.organisations.get(noun) == "companies":
            votes[COMPANY] += 3
    if lower_before and lower_before[-1] in table.titles and several:
        votes[PERSON] += 2
    if lower_before and lower_before[-1] in table.places:
        votes["place"] += 0.5
    if lower_after[:1] and lower_after[0] in {"'s", "'"} and len(lower_after) > 1:
        ahead = lower_after[1:4]
        if any(word in table.owned for word in ahead[:2]):
            votes[COMPANY] += ENOUGH
        if any(word in table.titles or " ".join(ahead[:2]) in table.titles for word in ahead):
            votes[COMPANY] += ENOUGH
    if lower_after[:1] and lower_after[0] in table.titles and not several:
        votes[COMPANY] += ENOUGH
    if lower_before[-1:] and lower_before[-1] in table.links and len(lower_before) > 1 and lower_before[-2] in table.owned:
        votes[COMPANY] += ENOUGH
    if lower_after[:1] == [","]:
        votes.update(_apposition_points(after[1:], table))
    is_object = bool(before) and before[-1].pos_ == "ADP"
    if not is_object and ("who" in lower_after[:2] or lower_after[:1] == ["qui"]):
        votes[PERSON] += 2
    head = doc[name.start : name.end].root
    if head.dep_ in {"nsubj", "nsubj:pass"} and head.head.lemma_.lower() in table.employs:
        votes[COMPANY] += ENOUGH if not several else 1
    return votes


def _apposition_points(tokens: Sequence[Token], table: Words) -> Counter[str]:
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
            return Counter({PERSON: 3})
        if table.organisations.get(word) == "companies":
            return Counter({COMPANY: 3})
        if word in table.organisations:
            return Counter({ORGANISATION: 2})
    return Counter()
