"""A part of the graph: what some companies said, linked by itself.

A lane is of one company, and so is a claim in words; what one company said changes nothing between
the statements of another. So the whole is the sum of its parts, and one more article concerns the
parts of those that it names.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.quick import changer
from db.records import (
    ArticleVersion,
    Grade,
    Graph,
    LaneStatement,
    Link,
    Relation,
    Reversal,
    Review,
    StoredFigure,
)
from db.seeds import Seeds
from graph.actors import Directory, Who, addressed
from graph.claims import figure_claims, word_claims
from graph.denials import OPPOSITE, Denied, against, denials
from graph.lanes import Utterance, lanes, utterances
from graph.origins import by_version, origins, split_off
from graph.people import Employers
from graph.promises import broken
from graph.relations import Load
from graph.reversals import reversals
from graph.rules import Rules, load_rules
from graph.sources import told
from graph.translations import Near, translations
from graph.turns import CHANGES
from graph.verify import Checked, verify_figures, verify_words

LINKER = "link-8"
"""The version of the linking: written beside all that it finds."""

Named = dict[str, Counter[str]]
"""Id of a company → how often it is written how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that linking starts from."""

    statements: Sequence[LaneStatement]
    figures: Sequence[StoredFigure] = ()
    versions: Sequence[ArticleVersion] = ()
    seeds: Seeds = field(default_factory=Seeds)
    reviews: Sequence[Review] = ()
    taken: Mapping[str, str] = field(default_factory=dict)
    """Ids of the base → addresses given before, which are kept."""


def build(material: Material, *, rules: Rules | None = None) -> Graph:
    """Return the graph of some statements, figures and texts; opens nothing.

    The order in which they come makes no difference.
    """
    rules = rules or load_rules()
    statements = material.statements
    directory = Directory(
        material.seeds, material.reviews, employers=employers(statements, material)
    )
    who = directory.who(statements)
    apart = split_off(material.reviews)
    found = origins(material.versions, rules=rules, apart=apart)
    of_version = by_version(found)
    told_of = nameless(statements, directory)
    part = link_part(statements, who, of_version, rules=rules, apart=apart, told_of=told_of)
    placed = {
        statement.id: resolved(statement, who, part.statement_origins) for statement in statements
    }
    find = directory.companies.find
    figures = [replace(one, company_id=find(one.company)) for one in material.figures]
    checked = check_figures(
        figures,
        placed,
        denied=contradicted(part.reversals, part.links),
        load=told(material.versions, figures, statements),
        rules=rules,
    )
    known = directory.companies.with_parents(
        actor for one in who.of_statement.values() for actor in (one[0], one[2])
    ) | {figure.company_id for figure in figures if figure.company_id}
    named = written(
        directory,
        own=Counter([*(s.company for s in statements), *(f.company for f in figures)]),
        spoken_of=Counter(s.about for s in statements),
        known=known,
    )
    roles = {role.id: role for role in (*who.roles, *directory.seed_roles(named))}
    people = {one.id: one for one in (*directory.seed_people(roles.values()), *who.people)}
    return replace(
        part,
        companies=addressed(
            directory.companies.resolved(named, followed_ids=who.followed),
            table="companies",
            taken=lambda _table, _names: material.taken,
        ),
        people=addressed(
            tuple(people[key] for key in sorted(people)),
            table="people",
            taken=lambda _table, _names: material.taken,
        ),
        roles=tuple(roles[key] for key in sorted(roles)),
        figure_companies={figure.id: figure.company_id for figure in figures},
        figure_origins={
            figure.id: part.statement_origins.get(figure.statement_id)
            or of_version.get(figure.version_id, "")
            for figure in figures
        },
        origins=found,
        claims=tuple(sorted((*part.claims, *checked.claims), key=lambda claim: claim.id)),
        links=in_order((*part.links, *checked.links)),
    )


def employers(statements: Iterable[LaneStatement], material: Material) -> Employers:
    """Return where each person who is named in some statements stands, as a look-up."""
    companies = Directory(material.seeds, material.reviews, employers=_nowhere).companies
    found: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.person and statement.company:
            found[statement.person].add(companies.find(statement.company))
    return lambda name: found.get(name, set())


def _nowhere(_name: str) -> Collection[str]:
    return ()


def written(
    directory: Directory,
    *,
    own: Mapping[str, int],
    spoken_of: Mapping[str, int],
    known: Iterable[str],
) -> Named:
    """Return how companies are written: by their own statements and figures, else by others'.

    ``own`` and ``spoken_of`` tell how often each name is used; ``known`` are further ids.
    """
    named: Named = {}
    for names in (own, spoken_of):
        before = set(named)
        for name, count in names.items():
            company = directory.companies.find(name)
            if company and company not in before:
                named.setdefault(company, Counter())[name] += count
    for company in directory.companies.with_parents((*named, *known)):
        named.setdefault(company, Counter())
    return named


def link_part(  # noqa: PLR0913 - a part rests on so much
    statements: Sequence[LaneStatement],
    who: Who,
    of_version: Mapping[str, str],
    *,
    rules: Rules,
    near: Near | None = None,
    apart: Collection[str] = (),
    told_of: Mapping[str, Iterable[LaneStatement]] | None = None,
) -> Graph:
    """Return who is meant in some statements, where they come from, and what changed.

    All that their companies said must be among them. Companies, origins and figures are not part
    of it. ``near`` finds translations; ``apart`` are ids of statements, and of articles, that are
    nobody's copies; ``told_of`` is what is told of companies, by their ids, and by nobody of a
    name.
    """
    placed = [resolved(statement, who, of_version, by="version_id") for statement in statements]
    said = list(utterances(placed, rules=rules))
    apart = {one.id for one in placed if {one.id, one.article_id} & set(apart)}
    of_statement = {statement.id: statement.origin_id for statement in placed}
    for utterance in said:
        for copy in () if utterance.statement.id in apart else utterance.copies:
            if copy not in apart:
                of_statement[copy] = utterance.statement.origin_id
    changes = [
        reversal
        for lane in lanes((utterance.statement for utterance in said), former=who.former)
        for reversal in reversals(lane, rules=rules)
    ]
    denied = tuple(denials(placed, rules=rules, told_of=told_of))
    speaking_against = contradicted(changes, denied)
    speaking_against.deeds.update(broken(changes, {one.id: one for one in placed}))
    claims = verify_words(
        word_claims(said),
        statements={
            statement.id: statement
            if of_statement[statement.id] == statement.origin_id
            else replace(statement, origin_id=of_statement[statement.id])
            for statement in placed
        },
        denied=speaking_against,
        rules=rules,
    )
    translated = translations(placed, rule=LINKER, near=near)
    return Graph(
        people=who.people,
        roles=who.roles,
        statement_actors=who.of_statement,
        statement_origins=of_statement,
        claims=claims,
        links=in_order((*_copies(said, apart), *_changed(changes), *denied, *translated)),
        reversals=tuple(sorted(changes, key=lambda found: (found.later_id, found.earlier_id))),
    )


def nameless(
    statements: Iterable[LaneStatement], directory: Directory
) -> dict[str, list[LaneStatement]]:
    """Return the deeds that nobody of a name tells, by the company of which they are told."""
    found: dict[str, list[LaneStatement]] = defaultdict(list)
    for one in statements:
        if one.about and one.action and not (one.company or one.person):
            found[directory.companies.find(one.about)].append(one)
    return found


def check_figures(
    figures: Iterable[StoredFigure],
    statements: Mapping[str, LaneStatement],
    *,
    denied: Denied,
    load: Load,
    rules: Rules,
) -> Checked:
    """Return the claims of figures; ``statements`` are those that hold them, resolved, by id.

    ``denied`` tells what speaks against some of them; ``load`` reads the texts of versions.
    """
    found = figure_claims(figures, rules=rules)
    return verify_figures(found, statements=statements, denied=denied, load=load, rules=rules)


def contradicted(changes: Iterable[Reversal], links: Iterable[Link]) -> Denied:
    """Return what speaks against statements: the opposite on the same day, or a denial."""
    found = against(links)
    for reversal in changes:
        if reversal.grade is Grade.INCONSISTENT:
            for statement in (reversal.earlier_id, reversal.later_id):
                found.own[statement] = OPPOSITE
    return found


def resolved(
    statement: LaneStatement, who: Who, origin: Mapping[str, str], *, by: str = "id"
) -> LaneStatement:
    """Return a statement with the ids of those who are meant and of where it comes from."""
    company, person, about = who.of_statement[statement.id]
    return _placed(
        statement,
        company,
        person,
        who.names.get(person, statement.person),
        statement.about if about else "",
        origin.get(getattr(statement, by), ""),
    )


_placed = changer(LaneStatement, "company_id", "person_id", "person", "about", "origin_id")


def in_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links in an order that doesn't depend on how they were found."""
    return tuple(sorted(links, key=lambda edge: (edge.source_id, edge.target_id, edge.relation)))


def _copies(said: Iterable[Utterance], apart: Collection[str]) -> Iterator[Link]:
    for utterance in said:
        for copy in utterance.copies:
            if copy in apart or utterance.statement.id in apart:
                continue
            yield Link(
                source_id=copy,
                target_id=utterance.statement.id,
                relation=Relation.COPY_OF,
                rule=LINKER,
                evidence="the same words of the same voice",
            )


def _changed(found: Iterable[Reversal]) -> Iterator[Link]:
    for reversal in found:
        if reversal.earlier_id:
            is_change = reversal.grade in CHANGES
            yield Link(
                source_id=reversal.earlier_id,
                target_id=reversal.later_id,
                relation=Relation.CHANGED_TO if is_change else Relation.PRECEDES,
                rule=LINKER,
                evidence=reversal.grade.value,
            )
