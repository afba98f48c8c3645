"""Who is who: names become companies and people, with the posts they held when they spoke.

Seeds come first, then what the articles say. Where it isn't sure who is meant, nobody is: two
people of one surname, or one name at two unrelated companies, stay apart until a person decides.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from db.ids import company_id, digest, fold, person_id
from db.records import (
    LaneStatement,
    ResolvedCompany,
    ResolvedPerson,
    ResolvedRole,
    Review,
    SpeakerKind,
)
from db.rows import FIRST_DAY, LAST_DAY
from db.seeds import Seeds
from graph.companies import Companies, slugs_for
from graph.dates import interval
from graph.names import person_key, post
from graph.people import Employers, People

Addressed = TypeVar("Addressed", ResolvedCompany, ResolvedPerson)


Taken = Callable[[str, Mapping[str, str]], Mapping[str, str]]
"""Table and id → name of rows to be: id → address of those that have one, or have one of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who is meant in some statements. People and roles have no address yet."""

    of_statement: dict[str, tuple[str, str, str]]
    """Statement id → ids of its company, its person and the company spoken of."""
    people: tuple[ResolvedPerson, ...]
    roles: tuple[ResolvedRole, ...]
    names: dict[str, str]
    """Id of a person → the name."""
    followed: frozenset[str]
    """Ids of companies that took a stand."""
    former: frozenset[str] = field(default_factory=frozenset)
    """Ids of statements of people whose every known post there had ended by then."""


@dataclass(frozen=True, slots=True)
class _Held:
    person: str
    first: str
    last: str


class Directory:
    """Companies and people of the seeds and decisions, and how names lead to them.

    What a name of a company means depends on the name alone. What a person's name means depends on
    the company that it stands with, and without one on all companies that it stands with anywhere.
    """

    def __init__(self, seeds: Seeds, reviews: Sequence[Review], *, employers: Employers) -> None:
        self.seeds = seeds
        self.reviews = reviews
        self.companies = Companies(seeds, reviews)
        self._employers = employers
        self._seeded = _seeded_roles(seeds)
        self._seed_people = {
            person_key(name): person_id(person.name)
            for person in seeds.people
            for name in (person.name, *person.aliases)
        }

    def company(self, statement: LaneStatement) -> str:
        """Return the company of a statement: the one it names, or where its person is at home."""
        return self.companies.find(statement.company) or self.home(
            statement.person, statement.said_from, statement.said_to
        )

    def home(self, person: str, said_from: str, said_to: str) -> str:
        """Return the company of a person who is named without one, or nothing if it isn't sure."""
        if " " not in (key := person_key(person)):
            return ""
        if (seed := self._seed_people.get(key)) and (roles := self._seeded.get(seed)):
            then = {
                company for company, first, last in roles if first <= said_to and said_from <= last
            }
            found = then if len(then) == 1 else {company for company, _, _ in roles}
        else:
            found = set(self._employers(person))
        return min(found) if len(found) == 1 else ""

    def who(self, statements: Sequence[LaneStatement]) -> Who:
        """Return who is meant in statements. All that their companies said must be among them."""
        placed = [self.company(statement) for statement in statements]
        people = People(
            (
                (statement.person, company)
                for statement, company in zip(statements, placed, strict=True)
                if statement.person
            ),
            seeds=self.seeds,
            are_related=self.companies.are_related,
            employers=self._employers,
            reviews=self.reviews,
        )
        of_statement: dict[str, tuple[str, str, str]] = {}
        for statement, company in zip(statements, placed, strict=True):
            about = self.companies.find(statement.about)
            person = people.find(statement.person, company) if statement.person else ""
            of_statement[statement.id] = (company, person, about if about != company else "")
        posts = _Posts(statements, of_statement, self.seeds)
        for statement in statements:
            company, person, about = of_statement[statement.id]
            if not person and company and statement.role and _is_someone(statement):
                of_statement[statement.id] = (company, posts.holder(statement, company), about)
        roles = _roles(statements, of_statement, self.seeds)
        known = {company for company, _, _ in of_statement.values()}
        roles = (*roles, *self.seed_roles(known))
        return Who(
            of_statement=of_statement,
            people=people.resolved(
                also=(
                    *(role.person_id for role in roles),
                    *(person for _, person, _ in of_statement.values() if person),
                )
            ),
            roles=tuple(sorted(roles, key=lambda role: role.id)),
            names=people.names() | {key: seed.name for key, seed in people.seeds.items()},
            followed=frozenset(
                of_statement[statement.id][0]
                for statement in statements
                if statement.speaks_for_company and statement.position is not None
            ),
            former=frozenset(_former(statements, of_statement, self._seeded)),
        )

    def seed_roles(self, companies: Collection[str]) -> tuple[ResolvedRole, ...]:
        """Return the posts that the seeds tell of in some companies."""
        found = []
        for role in self.seeds.roles:
            person, company = person_id(role.person), company_id(role.company)
            if company in companies:
                found.append(
                    ResolvedRole(
                        id=_role(person, company, role.title),
                        person_id=person,
                        company_id=company,
                        title=role.title,
                        start=role.start,
                        end=role.end,
                        source="seed",
                    )
                )
        return tuple(found)

    def seed_people(self, roles: Iterable[ResolvedRole]) -> tuple[ResolvedPerson, ...]:
        """Return the people of posts that the seeds tell of."""
        people = People(
            (), seeds=self.seeds, are_related=self.companies.are_related, employers=self._employers
        )
        return people.resolved(also=(role.person_id for role in roles))


def addressed(rows: Sequence[Addressed], *, table: str, taken: Taken) -> tuple[Addressed, ...]:
    """Return companies or people with their addresses; one once given is kept."""
    names = {row.id: row.name for row in rows}
    slugs = slugs_for(names, taken=taken(table, names))
    return tuple(replace(row, slug=slugs[row.id]) for row in rows)


def _is_someone(statement: LaneStatement) -> bool:
    return statement.speaker_kind in {SpeakerKind.PERSON, SpeakerKind.UNNAMED}


# --- posts and dates ---------------------------------------------------------------------


def _days(start: str, end: str) -> tuple[str, str]:
    first, last = interval(start), interval(end)
    return (first[0] if first else FIRST_DAY, last[1] if last else LAST_DAY)


def _seeded_roles(seeds: Seeds) -> dict[str, list[tuple[str, str, str]]]:
    """Return person → (company, first day, last day) of each seeded post."""
    roles: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for role in seeds.roles:
        roles[person_id(role.person)].append(
            (company_id(role.company), *_days(role.start, role.end))
        )
    return roles


def _former(
    statements: Iterable[LaneStatement],
    of_statement: Mapping[str, tuple[str, str, str]],
    seeded: Mapping[str, Sequence[tuple[str, str, str]]],
) -> Iterable[str]:
    for statement in statements:
        company, person, _ = of_statement[statement.id]
        ends = [last for employer, _, last in seeded.get(person, ()) if employer == company]
        if ends and max(ends) < statement.said_from:
            yield statement.id


class _Posts:
    """Who held which post when: seeds with dates, and the days on which articles say so."""

    def __init__(
        self,
        statements: Iterable[LaneStatement],
        of_statement: Mapping[str, tuple[str, str, str]],
        seeds: Seeds,
    ) -> None:
        self._held: dict[tuple[str, str], set[_Held]] = defaultdict(set)
        for role in seeds.roles:
            if post(role.title) and role.start:
                key = (company_id(role.company), post(role.title))
                self._held[key].add(_Held(person_id(role.person), *_days(role.start, role.end)))
        seen: dict[tuple[str, str, str], tuple[str, str]] = {}
        for statement in statements:
            company, person, _ = of_statement[statement.id]
            name = post(statement.role) if statement.role else ""
            if name and person and company and statement.said_from != FIRST_DAY:
                first, last = seen.get((company, name, person), (LAST_DAY, FIRST_DAY))
                seen[company, name, person] = (
                    min(first, statement.said_from),
                    max(last, statement.said_to),
                )
        for (company, name, person), (first, last) in seen.items():
            self._held[company, name].add(_Held(person, first, last))

    def holder(self, statement: LaneStatement, company: str) -> str:
        """Return the only person known to hold the post through all the said-date."""
        held = self._held.get((company, post(statement.role)), set())
        then = {
            role.person
            for role in held
            if role.first <= statement.said_from and statement.said_to <= role.last
        }
        others = {
            role.person
            for role in held
            if role.first <= statement.said_to and statement.said_from <= role.last
        }
        return min(then) if len(then) == 1 and others == then else ""


def _roles(
    statements: Iterable[LaneStatement],
    of_statement: Mapping[str, tuple[str, str, str]],
    seeds: Seeds,
) -> tuple[ResolvedRole, ...]:
    roles: dict[str, ResolvedRole] = {}
    seeded = {
        (person_id(role.person), company_id(role.company), post(role.title) or fold(role.title))
        for role in seeds.roles
    }
    for statement in statements:
        company, person, _ = of_statement[statement.id]
        if not (statement.role and company and person):
            continue
        if (person, company, post(statement.role) or fold(statement.role)) in seeded:
            continue
        found = _role(person, company, statement.role)
        # Of several ways to write one title the first in the alphabet stands.
        if found not in roles or statement.role < roles[found].title:
            roles[found] = ResolvedRole(
                id=found, person_id=person, company_id=company, title=statement.role
            )
    return tuple(roles[found] for found in sorted(roles))


def _role(person: str, company: str, title: str) -> str:
    return digest("role", person, company, fold(title))
