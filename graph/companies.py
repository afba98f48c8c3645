"""Which names are one company: seeds first, then the names that articles use."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from db.ids import company_id, fold, slug
from db.records import ResolvedCompany, Review
from db.seeds import Seeds
from graph.names import company_key


class Companies:
    """The companies that were named, by any of their names.

    A name that two seeds share belongs to neither: which one is meant is not known.
    """

    def __init__(self, seeds: Seeds, reviews: Iterable[Review] = ()) -> None:
        self.seeds = {company_id(company.name): company for company in seeds.companies}
        self._by_key = _keys(seeds)
        self._ids: dict[str, str] = {}
        self._reviews = [review for review in reviews if review.target == "companies"]
        self._merged = merges(self._reviews)

    def find(self, name: str) -> str:
        """Return the id of the company with this name, known or new; nothing for no name."""
        found = self._ids.get(name)
        if found is None:
            key = company_key(name)
            found = self._by_key.get(key) or (company_id(key) if key else "")
            self._ids[name] = found = followed(found, self._merged)
        return found

    def are_related(self, one: str, other: str) -> bool:
        """Tell whether the seeds say that one company owns the other."""
        return one == other or other == self._parent(one) or one == self._parent(other)

    def _parent(self, company: str) -> str:
        seed = self.seeds.get(company)
        return company_id(seed.parent) if seed and seed.parent else ""

    def with_parents(self, ids: Iterable[str]) -> set[str]:
        """Return companies with those that own them."""
        wanted = {company for company in ids if company}
        for company in tuple(wanted):
            owner = company
            while (owner := self._parent(owner)) and owner not in wanted:
                wanted.add(owner)
        return wanted

    def resolved(
        self, named: Mapping[str, Counter[str]], *, followed_ids: Collection[str]
    ) -> tuple[ResolvedCompany, ...]:
        """Return companies without an address, by id.

        ``named`` tells how often each is written how; nothing for one that only owns another.
        """
        return tuple(
            self._company(company, named[company], is_followed=company in followed_ids)
            for company in sorted(named)
        )

    def _name(self, company: str, written: Mapping[str, int]) -> str:
        for review in reversed(self._reviews):
            if review.target_id == company and "name" in review.value:
                return review.value["name"]
        seed = self.seeds.get(company)
        return seed.name if seed else most_used(written)

    def _company(
        self, company: str, named: Mapping[str, int], *, is_followed: bool
    ) -> ResolvedCompany:
        seed = self.seeds.get(company)
        name = self._name(company, named)
        written = set(named) | set(seed.aliases if seed else ())
        return ResolvedCompany(
            id=company,
            name=name,
            slug="",
            wikidata=seed.wikidata if seed else "",
            country=seed.country if seed else "",
            parent_id=self._parent(company),
            is_followed=is_followed or bool(seed and seed.is_followed),
            source="seed" if seed else "article",
            aliases=aliases(name, written),
        )


def merges(reviews: Iterable[Review]) -> dict[str, str]:
    """Return what the merges in force say: the id of a row → the id of what it is part of."""
    return {
        review.target_id: review.value["into"]
        for review in reviews
        if review.decision == "merge" and review.value.get("into")
    }


def followed(found: str, merged: Mapping[str, str]) -> str:
    """Return where the merges lead from an id; a circle is left where it is entered again."""
    seen = {found}
    while (into := merged.get(found)) and into not in seen:
        seen.add(into)
        found = into
    return found


def most_used(names: Mapping[str, int]) -> str:
    """Return the name used most; of equals the shortest, then the first in the alphabet."""
    return min(names, key=lambda name: (-names[name], len(name), name))


def aliases(name: str, written: Iterable[str]) -> tuple[str, ...]:
    """Return the other names, one of each that differs when folded."""
    distinct = {fold(other): other for other in sorted(written, reverse=True)}
    distinct.pop(fold(name), None)
    distinct.pop("", None)
    return tuple(distinct[key] for key in sorted(distinct))


def slugs_for(names: Mapping[str, str], *, taken: Mapping[str, str]) -> dict[str, str]:
    """Return an address for each id, unlike any other.

    ``taken`` maps the ids of the base to their addresses: an address once given is kept.
    """
    given = {key: taken[key] for key in names if key in taken}
    used = set(taken.values())
    for key in sorted(names):
        if key not in given:
            wanted = slug(names[key])
            # A digest, not a number: the address doesn't depend on who came first.
            address = wanted if wanted not in used else f"{wanted}-{key[:6]}"
            given[key] = address
            used.add(address)
    return given


def _keys(seeds: Seeds) -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for company in seeds.companies:
        for name in (company.name, *company.aliases):
            owners.setdefault(company_key(name), set()).add(company_id(company.name))
    return {key: min(found) for key, found in owners.items() if len(found) == 1}
