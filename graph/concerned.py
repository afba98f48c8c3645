"""What a change concerns besides lanes: figures, and the rows of companies and people."""

from collections import Counter
from collections.abc import Iterable

from db.records import LaneStatement, StoredFigure
from graph.parts import Named
from graph.work import Work


class Figures:
    """The figures of some texts and statements, with all that they are compared with."""

    def __init__(
        self, work: Work, texts: list[str], moved: list[str], *, denying: Iterable[str]
    ) -> None:
        self.work = work
        self.companies: set[str] = set(denying)
        self._loose: set[tuple[str, str]] = set()
        self._told: dict[str, tuple[str, str, str]] = {}
        find = work.directory.companies.find
        sql = (
            "SELECT id, company, company_id, measure, unit, statement_id, version_id, retracted "
            "FROM figures WHERE"
        )
        for column, values in (("version_id", texts), ("statement_id", moved)):
            for row in work.store.select(f"{sql} {column}", values):
                row_id, company, known, measure, unit, statement, version, retracted = row
                self.companies |= {known or "", find(company)}
                if not known or not find(company):
                    self._loose.add((measure, unit))
                if not retracted:
                    self._told[row_id] = (find(company), statement or "", version)
        self.companies.discard("")

    def link(self) -> None:
        """Point the figures at whom they are of, and check them with those like them."""
        work, store = self.work, self.work.store
        statements = {statement for _, statement, _ in self._told.values() if statement}
        rows = store.select("SELECT id, origin_id FROM statements WHERE id", sorted(statements))
        origin = dict(rows)
        alone = work.origins_of(version for _, _, version in self._told.values())
        store.point_figures(
            (row_id, company, origin.get(statement) or alone[version])
            for row_id, (company, statement, version) in self._told.items()
        )
        listed = list(store.figures("company_id", sorted(self.companies)))
        for measure, unit in sorted(self._loose):
            listed += store.loose_figures(measure, unit)
        self._stand(listed)
        work.write(work.find_figures(listed))

    def _stand(self, listed: list[StoredFigure]) -> None:
        """Note the claims that stand for the figures, and the edges between their statements."""
        work, store = self.work, self.work.store
        sql = "SELECT id FROM claims WHERE retracted IS NULL AND value IS NOT NULL AND company_id"
        claims = {row[0] for row in store.select(sql, sorted(self.companies))}
        for kind in sorted(self._loose):
            found = store.query(f"{sql} IS NULL AND measure = ? AND unit = ?", kind)
            claims |= {row["id"] for row in found}
        work.standing["claims"] |= claims
        members: set[str] = {figure.statement_id for figure in listed}
        for row_id, statement in store.select(
            "SELECT id, statement_id FROM claim_statements WHERE retracted IS NULL AND claim_id",
            sorted(claims),
        ):
            work.standing["claim_statements"].add(row_id)
            members.add(statement)
        edges = store.select(
            "SELECT id FROM links WHERE retracted IS NULL AND rule LIKE 'claims %' AND target_id",
            sorted(members),
        )
        work.standing["links"] |= {row[0] for row in edges} - self._elsewhere(members)

    def _elsewhere(self, members: Iterable[str]) -> set[str]:
        """Return the edges at statements that hold figures of companies beyond these too."""
        store = self.work.store
        rows = store.select(
            "SELECT statement_id, company_id FROM figures WHERE retracted IS NULL AND statement_id",
            sorted(members),
        )
        others = {row[0] for row in rows if row[1] and row[1] not in self.companies}
        edges = store.select("SELECT id FROM links WHERE target_id", sorted(others))
        return {row[0] for row in edges}


def without_own_words(work: Work, companies: set[str]) -> set[str]:
    """Return the companies that only others speak of, or that the base doesn't know yet."""
    store = work.store
    known = {
        row[0]
        for row in store.select(
            "SELECT id FROM companies WHERE retracted IS NULL AND EXISTS (SELECT 1 FROM statements "
            "WHERE company_id = companies.id AND statements.retracted IS NULL) AND id",
            sorted(companies),
        )
    }
    return companies - known


def rewrite_companies(
    work: Work, *, linked: set[str], others: set[str], statements: list[LaneStatement]
) -> None:
    """Write the rows of companies that are named, and let those go that no longer are.

    ``linked`` are those all of whose ``statements`` were linked; ``others`` have figures, or are
    spoken of.
    """
    store = work.store
    concerned = linked | others
    named = _named(work, concerned)
    at_home = {work.directory.company(one) for one in statements if not one.company}
    named |= {
        one: Counter() for one in concerned - set(named) if one in at_home or _owns(work, one)
    }
    owners = work.directory.companies.with_parents(named) - set(named)
    named |= {owner: Counter() for owner in owners} | _named(work, owners)
    stands = store.select(
        "SELECT DISTINCT company_id FROM statements WHERE retracted IS NULL "
        "AND speaks_for_company = 1 AND position IS NOT NULL AND company_id",
        sorted(set(named) - linked),
    )
    gone = concerned - set(named)
    for table, column, ids in (
        ("companies", "id", concerned),
        ("aliases", "company_id", concerned),
        ("roles", "company_id", gone - linked),
    ):
        sql = f"SELECT id FROM {table} WHERE retracted IS NULL AND {column}"  # noqa: S608  # ours
        work.standing[table] |= {row[0] for row in store.select(sql, sorted(ids))}
    sql = "SELECT person_id FROM roles WHERE retracted IS NULL AND company_id"
    work.standing["people"] |= {row[0] for row in store.select(sql, sorted(gone))}
    work.companies(named, followed=work.followed | {row[0] for row in stands})


def _named(work: Work, companies: set[str]) -> Named:
    """Return how companies are written: by their own words and figures, else by others'."""
    named: Named = {}
    for table in ("statements", "figures"):
        _count(work, named, table, ("company_id", "company"), companies)
    _count(work, named, "statements", ("about_id", "about"), companies - set(named))
    return named


def _count(
    work: Work, named: Named, table: str, columns: tuple[str, str], companies: set[str]
) -> None:
    of, name = columns
    sql = f"SELECT {of}, {name}, count(*) FROM {table} WHERE retracted IS NULL AND {of}"  # noqa: S608  # ours
    rows = work.store.select(sql, sorted(companies), then=f"AND {name} <> '' GROUP BY 1, 2")
    for company, written, count in rows:
        named.setdefault(company, Counter())[written] += count


def _owns(work: Work, company: str) -> bool:
    rows = work.store.select(
        "SELECT 1 FROM companies WHERE retracted IS NULL AND parent_id", [company]
    )
    return any(rows)


def spare_people(work: Work) -> None:
    """Keep those people who are still named elsewhere, with the names that they go by."""
    store, gone = work.store, work.standing["people"]
    listed = sorted(gone)
    said = "SELECT DISTINCT person_id FROM statements WHERE retracted IS NULL AND person_id"
    spared = {row[0] for row in store.select(said, listed)}
    held = "SELECT id, person_id FROM roles WHERE retracted IS NULL AND person_id"
    going = work.standing["roles"]
    spared |= {person for role, person in store.select(held, listed) if role not in going}
    gone -= spared
    names = "SELECT id FROM aliases WHERE person_id"
    work.standing["aliases"] -= {row[0] for row in store.select(names, sorted(spared))}
    names = "SELECT id FROM aliases WHERE retracted IS NULL AND person_id"
    work.standing["aliases"] |= {row[0] for row in store.select(names, sorted(gone))}
