"""Who is who: names become companies and people, with the posts they held when they spoke.

Seeds come first, then what the articles say. Where it isn't sure who is meant, nobody is: two
people of one surname, or one name at two unrelated companies, stay apart until a person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from db.ids import company_id, digest, fold, person_id
from db.records import (
    LaneStatement,
    ResolvedCompany,
    ResolvedPerson,
    ResolvedRole,
    Review,
    SpeakerKind,
    StoredFigure,
)
from db.rows import FIRST_DAY, LAST_DAY
from db.seeds import Seeds
from graph.companies import Companies
from graph.dates import interval
from graph.names import post
from graph.people import People


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Who was found, and who is meant in each statement and figure."""

    companies: tuple[ResolvedCompany, ...]
    people: tuple[ResolvedPerson, ...]
    roles: tuple[ResolvedRole, ...]
    of_statement: dict[str, tuple[str, str, str]]
    """Statement id → ids of its company, its person and the company spoken of."""
    of_figure: dict[str, str]
    names: dict[str, str]
    """Id of a person → the name."""
    former: frozenset[str] = field(default_factory=frozenset)
    """Ids of statements of people whose every known post there had ended by then."""


@dataclass(frozen=True, slots=True)
class _Held:
    person: str
    first: str
    last: str


def actors(
    statements: Sequence[LaneStatement],
    figures: Iterable[StoredFigure] = (),
    *,
    seeds: Seeds,
    reviews: Sequence[Review] = (),
    taken: Mapping[str, str] | None = None,
) -> Actors:
    """Return who is who in the statements and figures.

    ``taken`` maps ids of the base to their addresses, which stay as they are.
    """
    companies = Companies(seeds, reviews)
    of_figure = {figure.id: companies.find(figure.company) for figure in figures}
    named = [
        (companies.find(statement.company), companies.find(statement.about))
        for statement in statements
    ]
    people = People(
        (
            (statement.person, company)
            for statement, (company, _) in zip(statements, named, strict=True)
            if statement.person
        ),
        seeds=seeds,
        are_related=companies.are_related,
        reviews=reviews,
    )
    seeded = _seeded_roles(seeds)
    employers: dict[str, str] = {}
    of_statement: dict[str, tuple[str, str, str]] = {}
    for statement, (company, about) in zip(statements, named, strict=True):
        person = people.find(statement.person, company) if statement.person else ""
        if person and not company:
            if person not in employers:
                employers[person] = people.employer(person)
            company = _employer_then(person, statement, seeded) or employers[person]  # noqa: PLW2901
        of_statement[statement.id] = (company, person, about if about != company else "")
    posts = _Posts(statements, of_statement, seeds)
    for statement in statements:
        company, person, about = of_statement[statement.id]
        if not person and company and statement.role and _is_someone(statement):
            of_statement[statement.id] = (company, posts.holder(statement, company), about)
    roles = _roles(statements, of_statement, seeds)
    followed_ids = {
        of_statement[statement.id][0]
        for statement in statements
        if statement.speaks_for_company and statement.position is not None
    }
    addresses = taken or {}
    found = companies.resolved(
        used={company for company, _, _ in of_statement.values()},
        followed_ids=followed_ids,
        taken=addresses,
    )
    # A role of a seed is told when its company is.
    known = {company.id for company in found}
    roles = tuple(role for role in roles if role.company_id in known)
    return Actors(
        companies=found,
        people=people.resolved(also=(role.person_id for role in roles), taken=addresses),
        roles=roles,
        of_statement=of_statement,
        of_figure=of_figure,
        names=people.names() | {key: seed.name for key, seed in people.seeds.items()},
        former=frozenset(_former(statements, of_statement, seeded)),
    )


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


def _employer_then(
    person: str, statement: LaneStatement, seeded: Mapping[str, Sequence[tuple[str, str, str]]]
) -> str:
    then = {
        company
        for company, first, last in seeded.get(person, ())
        if first <= statement.said_to and statement.said_from <= last
    }
    return min(then) if len(then) == 1 else ""


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
    seeded: set[tuple[str, str, str]] = set()
    for role in seeds.roles:
        person, company = person_id(role.person), company_id(role.company)
        seeded.add((person, company, post(role.title) or fold(role.title)))
        found = _role(person, company, role.title)
        roles[found] = ResolvedRole(
            id=found,
            person_id=person,
            company_id=company,
            title=role.title,
            start=role.start,
            end=role.end,
            source="seed",
        )
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
