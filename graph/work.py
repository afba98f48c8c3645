"""One run of linking: what it reads from an open base, and how it writes what it found."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from db.checks import sources
from db.ids import digest, slug
from db.linked_rows import Standing, Table, as_tables
from db.linking import Linking
from db.pointed import AllPointed, Pointed
from db.records import (
    Copy,
    Graph,
    LaneStatement,
    Link,
    Relation,
    ResolvedPerson,
    Review,
    StoredFigure,
)
from db.rows import graph_rows
from db.seeds import Seeds
from db.vectors import nearness
from graph.actors import Directory, addressed
from graph.denials import OPPOSITE, OTHERS, OWN, Denied, against
from graph.origins import copied, split_off
from graph.parts import LINKER, Named, check_figures, link_part, nameless
from graph.rules import Rules

TABLES = ("companies", "people", "roles", "aliases", "origins", "claims", "claim_statements")
KEPT = (*TABLES, "links", "reversals")
"""The tables that linking fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What linking found in a part, as rows to be written: it may come from another process."""

    tables: dict[str, Table]
    people: tuple[ResolvedPerson, ...] = ()
    """People without an address: that is given where they are written."""
    pointed: list[Pointed] = field(default_factory=list)
    followed: frozenset[str] = frozenset()


class Work:
    """A run of linking over an open base, with what it changed so far."""

    def __init__(
        self, store: Linking, *, seeds: Seeds, reviews: Sequence[Review], rules: Rules
    ) -> None:
        self.store = store
        self.seeds = seeds
        self.reviews = reviews
        self.apart = split_off(reviews)
        """Ids of the articles and statements that a person split from their origins."""
        self.rules = rules
        self.directory = Directory(seeds, reviews, employers=self._employers)
        self.moment = store.clock()
        self.standing: Standing = {table: set() for table in KEPT}
        """Rows that stand in what is linked anew, and were not found again so far."""
        self.totals: Counter[str] = Counter()
        self.changed = 0
        self.followed: set[str] = set()
        """Companies that took a stand, of those that were linked."""
        self.pointed = AllPointed()
        """Who is meant in which statement, of those that were linked."""
        self.employers: dict[str, Collection[str]] = {}
        """Where people stand, of those who were looked up."""

    def _employers(self, person: str) -> Collection[str]:
        if person not in self.employers:
            rows = self.store.select(
                "SELECT DISTINCT company FROM statements WHERE retracted IS NULL AND company <> '' "
                "AND person <> '' AND person",
                [person],
            )
            self.employers[person] = {self.directory.companies.find(row[0]) for row in rows}
        return self.employers[person]

    def origins_of(self, version_ids: Iterable[str]) -> dict[str, str]:
        """Return the origin of each text, as it is stored."""
        wanted = sorted(set(version_ids))
        return {version: own_origin(version) for version in wanted} | self.store.grouped(wanted)

    # --- writing -------------------------------------------------------------------------

    def put(self, graph: Graph) -> None:
        """Write the rows of a part of the graph."""
        self._write(as_tables(graph_rows(graph, rule=LINKER)))

    def write(self, found: Found) -> None:
        """Write what was found in a part; who is meant in its statements is kept for later."""
        self.followed |= found.followed
        self.pointed.add(found.pointed)
        self.put(Graph(people=addressed(found.people, table="people", taken=self._taken)))
        self._write(found.tables)

    def _write(self, tables: Mapping[str, Table]) -> None:
        for name, table in tables.items():
            changed, new = self.store.put(
                name, table, standing=self.standing[name], moment=self.moment
            )
            self.changed += changed
            self.totals[name] += new

    def settle(self) -> None:
        """Retract the changes and denials that were not found again: claims look at the others."""
        sql = "SELECT id FROM links WHERE retracted IS NULL AND rule"
        denials = self.store.select(sql, (OWN, OTHERS))
        gone = self.standing["links"].intersection([row[0] for row in denials])
        self._retract({"reversals": self.standing["reversals"], "links": gone})

    def retire(self) -> None:
        """Retract what stood in the part and was not found again."""
        self._retract(self.standing)

    def _retract(self, gone: Standing) -> None:
        self.changed += self.store.retire(gone, moment=self.moment)
        for table, row_ids in gone.items():
            self.totals[table] -= len(row_ids)
            self.standing[table] = self.standing[table] - row_ids

    # --- parts ---------------------------------------------------------------------------

    def companies(self, named: Named, *, followed: Collection[str]) -> None:
        """Write companies with the people whom the seeds place there."""
        roles = self.directory.seed_roles(named)
        self.put(
            Graph(
                companies=addressed(
                    self.directory.companies.resolved(named, followed_ids=followed),
                    table="companies",
                    taken=self._taken,
                ),
                people=addressed(
                    self.directory.seed_people(roles), table="people", taken=self._taken
                ),
                roles=roles,
            )
        )

    def find_part(
        self, statements: Sequence[LaneStatement], *, beside: Iterable[LaneStatement] = ()
    ) -> Found:
        """Link all statements of some companies; writes nothing.

        ``beside`` is what nobody of a name tells of them.
        """
        who = self.directory.who(statements)
        of_version = self.origins_of(statement.version_id for statement in statements)
        part = link_part(
            statements,
            who,
            of_version,
            rules=self.rules,
            near=nearness,
            apart=self.apart,
            told_of=nameless(beside, self.directory),
        )
        origin = part.statement_origins
        return Found(
            tables=as_tables(graph_rows(replace(part, people=()), rule=LINKER)),
            people=part.people,
            pointed=[(row_id, *who.of_statement[row_id], origin[row_id]) for row_id in origin],
            followed=who.followed,
        )

    def find_figures(self, figures: Sequence[StoredFigure]) -> Found:
        """Check all figures of some companies, or of some measures that are of no company."""
        holders = {figure.statement_id for figure in figures if figure.statement_id}
        statements = {one.id: one for one in self.store.lane_statements("id", sorted(holders))}
        # A figure may outlive its statement for a moment: between two readings of a text.
        standing = [f for f in figures if not f.statement_id or f.statement_id in statements]
        checked = check_figures(
            standing,
            statements,
            denied=self._denied(statements),
            load=partial(sources, self.store.connection),
            rules=self.rules,
        )
        graph = Graph(claims=checked.claims, links=checked.links)
        return Found(tables=as_tables(graph_rows(graph, rule=LINKER)))

    def anonymous(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Place words that nobody is named for: ids, companies spoken of and texts."""
        listed = list(rows)
        origin = self.origins_of(version for _, _, version in listed)
        find = self.directory.companies.find
        self.pointed.add(
            (row_id, "", "", find(about), origin[version]) for row_id, about, version in listed
        )

    def _denied(self, statements: Iterable[str]) -> Denied:
        """Return what speaks against some statements, of what this run found or left alone."""
        listed = sorted(statements)
        found = against(
            Link(
                source_id=source,
                target_id=target,
                relation=Relation.REFUTES,
                rule=rule,
                evidence=evidence,
            )
            for column in ("source_id", "target_id")
            for row_id, source, target, rule, evidence in self.store.select(
                "SELECT id, source_id, target_id, rule, evidence FROM links "  # noqa: S608  # ours
                f"WHERE retracted IS NULL AND rule IN ('{OWN}', '{OTHERS}') AND {column}",
                listed,
            )
            if row_id not in self.standing.get("links", ())
        )
        for column in ("earlier_id", "later_id"):
            for row_id, statement in self.store.select(
                f"SELECT id, {column} FROM reversals WHERE retracted IS NULL "  # noqa: S608  # ours
                f"AND grade = 'inconsistent' AND {column}",
                listed,
            ):
                if row_id not in self.standing.get("reversals", ()):
                    found.own[statement] = OPPOSITE
        return found

    def _taken(self, table: str, names: Mapping[str, str]) -> Mapping[str, str]:
        return self.store.addresses(table, names, map(slug, names.values()))


def compared(work: Work, pairs: Sequence[tuple[str, str]]) -> list[Copy]:
    """Return which pairs of texts are copies, and why."""
    texts = {
        one.id: one for one in work.store.versions(sorted({v for pair in pairs for v in pair}))
    }
    found = (
        copied(texts[one], texts[other], rules=work.rules, near=nearness)
        for one, other in pairs
        if not work.apart & {texts[one].article_id, texts[other].article_id}
    )
    return [copy for copy in found if copy]


def own_origin(version_id: str) -> str:
    """Return the origin that a text is when it is nobody's copy."""
    return digest("origin", version_id)
