"""Which names are one person: never by surname alone, and never across unrelated companies."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from db.ids import company_id, person_id
from db.records import ResolvedPerson, Review
from db.seeds import Seeds
from graph.companies import aliases, followed, merges, most_used
from graph.names import person_key

Mention = tuple[str, str]
"""A person's name as written, and the id of the company that it stands with, or nothing."""

Employers = Callable[[str], Collection[str]]
"""A person's name as written → ids of all companies that it stands with anywhere in the base."""


class People:
    """The people that were named, each with the company that they stand with."""

    def __init__(
        self,
        mentions: Iterable[Mention],
        *,
        seeds: Seeds,
        are_related: Callable[[str, str], bool],
        employers: Employers,
        reviews: Iterable[Review] = (),
    ) -> None:
        self.seeds = {person_id(person.name): person for person in seeds.people}
        self._reviews = [review for review in reviews if review.target == "people"]
        self._merged = merges(self._reviews)
        self._are_related = are_related
        self._seed_ids: dict[str, str] = {}
        for person in seeds.people:
            for name in (person.name, *person.aliases):
                self._seed_ids[person_key(name)] = person_id(person.name)
        self._employers: dict[str, set[str]] = defaultdict(set)
        for role in seeds.roles:
            self._employers[person_id(role.person)].add(company_id(role.company))
        self._counts = Counter(mentions)
        self._employers_of = employers
        self._full_names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for name, company in self._counts:
            self._note(person_key(name), company)
        for key, seed in self._seed_ids.items():
            for company in self._employers[seed]:
                self._note(key, company)
        self._ids = {mention: self._resolve(mention) for mention in self._counts}

    def find(self, name: str, company: str) -> str:
        """Return the id of the person meant, or nothing where it isn't sure."""
        return self._ids.get((name, company), "")

    def _note(self, key: str, company: str) -> None:
        if " " in key and company:
            words = key.split()
            for start in range(1, len(words)):
                self._full_names[" ".join(words[start:]), company].add(key)

    def _resolve(self, mention: Mention) -> str:
        name, company = mention
        found = self._identify(person_key(name), company)
        if not company and found not in self.seeds and len(self._employers_of(name)) > 1:
            return ""  # one name in several places: which of them is meant isn't known
        return followed(found, self._merged)

    def _identify(self, key: str, company: str) -> str:
        seed = self._seed_ids.get(key)
        if seed and (not company or self._works_at(seed, company)):
            return seed
        if not company:
            return person_id(key) if " " in key else ""
        if not key:
            return ""
        # A surname stands for the one person of that company who bears it, or for nobody.
        holders = self._full_names.get((key, company), set())
        found = {self._identify(holder, company) for holder in holders}
        if len(found) > 1:
            return ""
        return found.pop() if found else person_id(f"{key} {company}")

    def _works_at(self, seed: str, company: str) -> bool:
        return any(self._are_related(company, employer) for employer in self._employers[seed])

    def names(self) -> dict[str, str]:
        """Return the name of each person that was named, by id."""
        written = self._written()
        corrected = {
            review.target_id: review.value["name"]
            for review in self._reviews
            if "name" in review.value
        }
        return {
            person: corrected.get(person)
            or (self.seeds[person].name if person in self.seeds else most_used(counts))
            for person, counts in written.items()
        }

    def resolved(self, *, also: Iterable[str] = ()) -> tuple[ResolvedPerson, ...]:
        """Return the people that were named, and the seeds ``also``, by id; without an address."""
        written = self._written()
        names = self.names() | {
            person: self.seeds[person].name
            for person in also
            if person not in written and person in self.seeds
        }
        return tuple(
            ResolvedPerson(
                id=person,
                name=names[person],
                slug="",
                wikidata=self.seeds[person].wikidata if person in self.seeds else "",
                source="seed" if person in self.seeds else "article",
                aliases=aliases(names[person], self._other_names(person, written)),
            )
            for person in sorted(names)
        )

    def _other_names(self, person: str, written: Mapping[str, Mapping[str, int]]) -> set[str]:
        seed = self.seeds.get(person)
        if seed:
            # Who is known by seed is so wherever named; one part of the base doesn't see all.
            return set(seed.aliases)
        # A surname alone is no alias: it would find others of that name.
        return {name for name in written.get(person, ()) if " " in person_key(name)}

    def _written(self) -> dict[str, Counter[str]]:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for (name, company), person in self._ids.items():
            if person:
                written[person][name] += self._counts[name, company]
        return {person: _full_only(counts) for person, counts in sorted(written.items())}


def _full_only(counts: Counter[str]) -> Counter[str]:
    full = Counter({name: count for name, count in counts.items() if " " in person_key(name)})
    return full or counts
