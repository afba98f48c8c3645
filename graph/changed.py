"""Linking what changed: the companies that some texts name, and what those texts are copies of."""

from collections import Counter
from collections.abc import Callable, Iterable

from db.linked_rows import Standing
from db.records import Graph, LaneStatement
from graph.concerned import Figures, rewrite_companies, spare_people, without_own_words
from graph.denials import DENYING, OTHERS, OWN, is_denying
from graph.marks import marks
from graph.origins import grouped
from graph.parts import LINKER
from graph.work import Found, Work, compared, own_origin

Tell = Callable[[str], None]


def relink(work: Work, texts: list[str], *, tell: Tell) -> None:
    """Link some texts whose reading changed, and all that they touch."""
    work.store.connection.execute("PRAGMA defer_foreign_keys = ON")
    tell("who is who")
    tell("origins")
    moved_texts = _origins(work, texts)
    scope = _Scope(work, moved_texts)
    work.standing |= scope.standing()
    tell("lanes and reversals")
    found = work.find_part(scope.statements, beside=scope.told_of())
    work.write(found)
    work.anonymous(scope.anonymous)
    work.pointed.settle()
    work.store.point_statements(work.pointed)
    tell("claims")
    figures = Figures(work, texts, _moved(scope.statements, found), denying=scope.denying())
    figures.link()
    tell("storing")
    rewrite_companies(
        work,
        linked=scope.companies,
        others=figures.companies | without_own_words(work, scope.spoken_of),
        statements=scope.statements,
    )
    spare_people(work)
    work.retire()


def _moved(statements: Iterable[LaneStatement], found: Found) -> list[str]:
    """Return the ids of statements that are of another company, or from elsewhere, than stored."""
    pointed = {row[0]: row for row in found.pointed}
    return [
        one.id
        for one in statements
        if (one.company_id, one.origin_id) != (pointed[one.id][1], pointed[one.id][4])
    ]


# --- origins -----------------------------------------------------------------------------


def _origins(work: Work, texts: list[str]) -> set[str]:
    """Find the copies of some texts anew; return the texts whose origin is another than it was."""
    store, rules = work.store, work.rules
    told = _told(work, texts)
    near = {v for copy in store.copies(texts) for v in (copy.version_id, copy.other_id)}
    pairs: set[tuple[str, str]] = set()
    numbers = store.rowids(told)
    for version in store.versions(sorted(told)):
        own = marks(version, rules=rules)
        store.save_marks((mark, numbers[version.id]) for mark in own)
        shared: Counter[str] = Counter()
        for mark in own:
            # A shared address is as good as enough shared words.
            weight = int(rules.copies["shared"]) if mark < 0 else 1
            for other in store.holders(mark, most=int(rules.copies["common"])):
                shared[other] += weight
        shared.pop(version.id, None)
        pairs |= {
            (min(version.id, other), max(version.id, other))
            for other, count in shared.items()
            if count >= rules.copies["shared"]
        }
    known = _told(work, {v for pair in pairs for v in pair})
    copies = compared(work, sorted(pair for pair in pairs if known.issuperset(pair)))
    store.save_copies(copies, of=texts)
    near |= {v for copy in copies for v in (copy.version_id, copy.other_id)}
    members = _component(work, near | told)
    before = work.origins_of(members | set(texts))
    edges = {(c.version_id, c.other_id): c for c in store.copies(sorted(members))}
    found = grouped(list(store.versions(sorted(members))), edges.values())
    work.standing["origins"] |= {
        row[0]
        for row in store.select(
            "SELECT id FROM origins WHERE retracted IS NULL AND id",
            sorted({own_origin(v) for v in members | set(texts)} | set(before.values())),
        )
    }
    work.put(Graph(origins=found))
    now = {version: origin.id for origin in found for version in origin.version_ids}
    together = {v: one.id for one in found if len(one.version_ids) > 1 for v in one.version_ids}
    store.save_grouped(together, of=sorted(members | set(texts)))
    return {v for v in members if now[v] != before[v]} | set(texts)


def _told(work: Work, texts: Iterable[str]) -> set[str]:
    """Return those of some texts that are current and tell anything."""
    listed = sorted(texts)
    current = {
        row[0]
        for row in work.store.select(
            "SELECT id FROM article_versions WHERE is_current = 1 AND id", listed
        )
    }
    said: set[str] = set()
    for table in ("statements", "figures"):
        sql = f"SELECT DISTINCT version_id FROM {table} WHERE retracted IS NULL AND version_id"  # noqa: S608  # names of ours
        said |= {row[0] for row in work.store.select(sql, listed)}
    return current & said


def _component(work: Work, texts: set[str]) -> set[str]:
    """Return the texts that are joined to some by pairs of copies, and told."""
    found: set[str] = set()
    rim = set(texts)
    while rim:
        found |= rim
        rim = {
            v for copy in work.store.copies(sorted(rim)) for v in (copy.version_id, copy.other_id)
        } - found
    return _told(work, found)


# --- who is concerned --------------------------------------------------------------------


class _Scope:
    """The companies that some texts name or named, with all that they said."""

    def __init__(self, work: Work, moved_texts: set[str]) -> None:
        store, find = work.store, work.directory.companies.find
        self.work = work
        self.texts = sorted(moved_texts)
        self.companies: set[str] = set()
        self.spoken_of: set[str] = set()
        names: set[str] = set()
        for company, person, known, is_of, about in store.select(
            "SELECT company, person, company_id, about_id, about FROM statements WHERE version_id",
            sorted(moved_texts),
        ):
            self.companies |= {known or "", find(company)}
            self.spoken_of |= {is_of or "", find(about)}
            names.add(person)
        names.discard("")
        homeless = list(
            store.select(
                "SELECT id, company_id FROM statements WHERE retracted IS NULL "
                "AND company = '' AND person <> '' AND person",
                sorted(names),
            )
        )
        self.companies |= {company or "" for _, company in homeless}
        loaded = [
            *store.lane_statements("version_id", sorted(moved_texts)),
            *store.lane_statements("id", sorted(row_id for row_id, _ in homeless)),
        ]
        self.companies |= {work.directory.company(statement) for statement in loaded}
        self.companies.discard("")
        # A deed that is told of a company concerns what the company denied.
        self.companies |= self._denying(self.spoken_of - {""})
        loaded += store.lane_statements("company_id", sorted(self.companies))
        distinct = {statement.id: statement for statement in loaded}
        self.statements = [one for one in distinct.values() if one.company or one.person]
        self.anonymous = [
            (one.id, one.about, one.version_id)
            for one in distinct.values()
            if not (one.company or one.person)
        ]
        self.spoken_of |= {find(one.about) for one in self.statements}
        self.spoken_of -= {""}

    def standing(self) -> Standing:
        """Return the rows that stand for the statements of the scope."""
        store = self.work.store
        companies = sorted(self.companies)
        ids = [statement.id for statement in self.statements]
        retracted = self._retracted()
        people = _ids(self.work, "people", "id", sorted(self._people()))
        claims = _ids(self.work, "claims", "value IS NULL AND company_id", companies)
        claims |= {
            row[0]
            for row in store.select(
                "SELECT claim_id FROM claim_statements WHERE retracted IS NULL "
                "AND figure_id IS NULL AND statement_id",
                sorted({*(one.id for one in self.statements if not one.company_id), *retracted}),
            )
        }
        return {
            "reversals": _ids(self.work, "reversals", "company_id", companies),
            "roles": _ids(self.work, "roles", "company_id", companies),
            "claims": claims,
            "claim_statements": _ids(self.work, "claim_statements", "claim_id", sorted(claims)),
            "links": _ids(
                self.work,
                "links",
                f"rule IN ('{LINKER}', '{OWN}', '{OTHERS}') AND source_id",
                [*ids, *retracted],
            ),
            "people": people,
            "aliases": _ids(self.work, "aliases", "person_id", sorted(people)),
        }

    def told_of(self) -> list[LaneStatement]:
        """Return what nobody of a name tells of the companies that deny anything."""
        find = self.work.directory.companies.find
        denying = {self.work.directory.company(one) for one in self.statements if is_denying(one)}
        listed = {row_id for row_id, about, _ in self.anonymous if find(about) in denying}
        rows = self.work.store.select(
            "SELECT id FROM statements WHERE retracted IS NULL AND action <> '' "
            "AND company = '' AND person = '' AND about_id",
            sorted(denying),
        )
        listed |= {row[0] for row in rows}
        return list(self.work.store.lane_statements("id", sorted(listed)))

    def _denying(self, companies: set[str]) -> set[str]:
        rows = self.work.store.select(
            "SELECT DISTINCT company_id FROM statements WHERE retracted IS NULL "  # noqa: S608  # ours
            f"AND {DENYING} AND company_id",
            sorted(companies),
        )
        return {row[0] for row in rows}

    def denying(self) -> set[str]:
        """Return the companies of which some statements are, or were, denied or contradicted."""
        store = self.work.store
        companies = sorted(self.companies)
        found = {
            row[0]
            for row in store.select(
                "SELECT company_id FROM reversals WHERE grade = 'inconsistent' AND company_id",
                companies,
            )
        }
        ids = [statement.id for statement in self.statements]
        denied = {
            row[0]
            for row in store.select(
                f"SELECT source_id FROM links WHERE rule IN ('{OWN}', '{OTHERS}') AND source_id",  # noqa: S608  # ours
                [*ids, *self._retracted()],
            )
        }
        return found | {
            row[0]
            for row in store.select(
                "SELECT company_id FROM statements WHERE company_id IS NOT NULL AND id",
                sorted(denied),
            )
        }

    def _retracted(self) -> set[str]:
        return {
            row[0]
            for column, values in (
                ("company_id", sorted(self.companies)),
                ("version_id", self.texts),
            )
            for row in self.work.store.select(
                f"SELECT id FROM statements WHERE retracted IS NOT NULL AND {column}",  # noqa: S608  # ours
                values,
            )
        }

    def _people(self) -> set[str]:
        rows = self.work.store.select(
            "SELECT DISTINCT person_id FROM statements WHERE person_id IS NOT NULL AND company_id",
            sorted(self.companies),
        )
        return {row[0] for row in rows} | {
            one.person_id for one in self.statements if one.person_id
        }


def _ids(work: Work, table: str, condition: str, values: list[str]) -> set[str]:
    sql = f"SELECT id FROM {table} WHERE retracted IS NULL AND {condition}"  # noqa: S608  # names of ours
    return {row[0] for row in work.store.select(sql, values)}
