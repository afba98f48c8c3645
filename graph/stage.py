"""The linking stage: reads what was extracted, stores who is who and what changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from db.records import (
    ArticleVersion,
    Graph,
    LaneStatement,
    Link,
    Relation,
    Reversal,
    Review,
    StoredFigure,
)
from db.seeds import Seeds, load_seeds
from db.store import Store
from graph.actors import Actors, actors
from graph.claims import figure_claims, word_claims
from graph.lanes import Utterance, lanes, utterances
from graph.origins import by_version, origins
from graph.reversals import CHANGES, reversals
from graph.rules import Rules, load_rules
from graph.verify import verify

LINKER = "link-1"
"""The version of the linking: written beside all that it finds."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """What a run of linking found, and how many rows of the base it changed."""

    companies: int
    people: int
    origins: int
    claims: int
    reversals: dict[str, int]
    """By grade."""
    changed: int


def link(path: Path, *, progress: Progress | None = None) -> LinkReport:
    """Link all that stands in a base. Running it twice changes nothing.

    Raises StoreError for a path that isn't a base.
    """
    tell = progress or _silent
    with Store(path, must_exist=True) as store, store.run("link", version=LINKER) as counts:
        statements = list(store.lane_statements())
        figures = list(store.figures())
        told = {statement.version_id for statement in statements}
        told |= {figure.version_id for figure in figures}
        graph = build(
            Material(
                statements=statements,
                figures=figures,
                versions=[v for v in store.current_versions() if v.id in told],
                seeds=load_seeds(),
                reviews=store.reviews(),
                taken=_addresses(store),
            ),
            progress=tell,
        )
        tell("storing")
        changed = store.save_graph(graph, rule=LINKER)
        report = LinkReport(
            companies=len(graph.companies),
            people=len(graph.people),
            origins=len(graph.origins),
            claims=len(graph.claims),
            reversals=dict(sorted(Counter(r.grade.value for r in graph.reversals).items())),
            changed=sum(changed.values()),
        )
        counts.update(
            statements=len(statements),
            companies=report.companies,
            people=report.people,
            origins=report.origins,
            claims=report.claims,
            reversals=sum(reversal.grade in CHANGES for reversal in graph.reversals),
            changed=report.changed,
        )
    return report


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


def build(
    material: Material, *, rules: Rules | None = None, progress: Progress | None = None
) -> Graph:
    """Return the graph of some statements, figures and texts; opens nothing.

    The order in which they come makes no difference.
    """
    tell, rules = progress or _silent, rules or load_rules()
    statements, figures = material.statements, material.figures
    tell("who is who")
    who = actors(
        statements,
        figures,
        seeds=material.seeds,
        reviews=material.reviews,
        taken=material.taken,
    )
    tell("origins")
    found = origins(material.versions, statements, rules=rules)
    of_version = by_version(found)
    resolved = [_resolved(statement, who, of_version) for statement in statements]
    tell("lanes and reversals")
    said = list(utterances(resolved, rules=rules))
    of_statement = _origins_of(resolved, said)
    changes = [
        reversal
        for lane in lanes((utterance.statement for utterance in said), former=who.former)
        for reversal in reversals(lane, rules=rules)
    ]
    tell("claims")
    by_id = {
        statement.id: statement
        if of_statement.get(statement.id, "") == statement.origin_id
        else replace(statement, origin_id=of_statement[statement.id])
        for statement in resolved
    }
    checked = verify(
        figure_claims(
            (replace(figure, company_id=who.of_figure[figure.id]) for figure in figures),
            rules=rules,
        ),
        word_claims(said),
        statements=by_id,
        reversals=changes,
        rules=rules,
    )
    links = [*_copies(said), *_changed(changes), *checked.links]
    return Graph(
        companies=who.companies,
        people=who.people,
        roles=who.roles,
        statement_actors=who.of_statement,
        figure_companies=who.of_figure,
        statement_origins=of_statement,
        figure_origins={
            figure.id: of_statement.get(figure.statement_id)
            or of_version.get(figure.version_id, "")
            for figure in figures
        },
        origins=found,
        claims=checked.claims,
        links=tuple(
            sorted(links, key=lambda edge: (edge.source_id, edge.target_id, edge.relation))
        ),
        reversals=tuple(sorted(changes, key=lambda found: (found.later_id, found.earlier_id))),
    )


def _silent(_line: str) -> None:
    """Say nothing."""


def _addresses(store: Store) -> dict[str, str]:
    return {
        row["id"]: row["slug"]
        for table in ("companies", "people")
        for row in store.query(f"SELECT id, slug FROM {table}")  # noqa: S608  # two names of ours
    }


def _resolved(
    statement: LaneStatement, who: Actors, of_version: Mapping[str, str]
) -> LaneStatement:
    company, person, about = who.of_statement[statement.id]
    return replace(
        statement,
        company_id=company,
        person_id=person,
        person=who.names.get(person, statement.person),
        about=statement.about if about else "",
        origin_id=of_version.get(statement.version_id, ""),
    )


def _origins_of(statements: Iterable[LaneStatement], said: Iterable[Utterance]) -> dict[str, str]:
    """Return the origin of each statement: printings of one utterance share that of the first."""
    found = {statement.id: statement.origin_id for statement in statements}
    for utterance in said:
        for copy in utterance.copies:
            found[copy] = utterance.statement.origin_id
    return found


def _copies(said: Iterable[Utterance]) -> Iterator[Link]:
    for utterance in said:
        for copy in utterance.copies:
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
