"""Which names are one person: never by surname alone, and never across unrelated companies."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from db.ids import company_id, person_id
from db.records import ResolvedPerson, Review
from db.seeds import Seeds
from graph.companies import aliases, followed, merges, most_used, slugs_for
from graph.names import person_key

Mention = tuple[str, str]
"""A person's name as written, and the id of the company that it stands with, or nothing."""


class People:
    """The people that were named, each with the company that they stand with."""

    def __init__(
        self,
        mentions: Iterable[Mention],
        *,
        seeds: Seeds,
        are_related: Callable[[str, str], bool],
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
        self._companies_of: dict[str, set[str]] = defaultdict(set)
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
            self._companies_of[key].add(company)
            words = key.split()
            for start in range(1, len(words)):
                self._full_names[" ".join(words[start:]), company].add(key)

    def _resolve(self, mention: Mention) -> str:
        name, company = mention
        return followed(self._identify(person_key(name), company), self._merged)

    def _identify(self, key: str, company: str) -> str:
        seed = self._seed_ids.get(key)
        if seed and (not company or self._works_at(seed, company)):
            return seed
        if not key or not company:
            return self._anywhere(key)
        # A surname stands for the one person of that company who bears it, or for nobody.
        holders = self._full_names.get((key, company), set())
        found = {self._identify(holder, company) for holder in holders}
        if len(found) > 1:
            return ""
        return found.pop() if found else person_id(f"{key} {company}")

    def _anywhere(self, key: str) -> str:
        """Return who a name without a company means: nobody when it is but a surname."""
        employers = self._companies_of.get(key, set())
        if " " not in key or len(employers) > 1:
            return ""
        return self._identify(key, min(employers)) if employers else person_id(key)

    def _works_at(self, seed: str, company: str) -> bool:
        return any(self._are_related(company, employer) for employer in self._employers[seed])

    def employer(self, person: str) -> str:
        """Return the only company that a person stands with, or nothing."""
        found = {company for (_, company), known in self._ids.items() if known == person}
        found.discard("")
        return min(found) if len(found) == 1 else ""

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

    def resolved(
        self, *, also: Iterable[str] = (), taken: Mapping[str, str]
    ) -> tuple[ResolvedPerson, ...]:
        """Return the people that were named, and the seeds ``also``, by id."""
        written = self._written()
        names = self.names() | {
            person: self.seeds[person].name
            for person in also
            if person not in written and person in self.seeds
        }
        slugs = slugs_for(names, taken=taken)
        return tuple(
            ResolvedPerson(
                id=person,
                name=names[person],
                slug=slugs[person],
                wikidata=self.seeds[person].wikidata if person in self.seeds else "",
                source="seed" if person in self.seeds else "article",
                aliases=aliases(names[person], self._other_names(person, written)),
            )
            for person in sorted(names)
        )

    def _other_names(self, person: str, written: Mapping[str, Mapping[str, int]]) -> set[str]:
        seed = self.seeds.get(person)
        # A surname alone is no alias: it would find others of that name.
        full = {name for name in written.get(person, ()) if " " in person_key(name)}
        return full | set(seed.aliases if seed else ())

    def _written(self) -> dict[str, Counter[str]]:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for (name, company), person in self._ids.items():
            if person:
                written[person][name] += self._counts[name, company]
        return {person: _full_only(counts) for person, counts in sorted(written.items())}


def _full_only(counts: Counter[str]) -> Counter[str]:
    full = Counter({name: count for name, count in counts.items() if " " in person_key(name)})
    return full or counts
