"""Linking afresh: every part of the base, one after another, never all of it at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt

from db.pointed import AllPointed
from db.records import Graph
from db.rows import FIRST_DAY, LAST_DAY
from graph.crew import Each, crew
from graph.denials import DENYING
from graph.marks import marks
from graph.origins import Dated, candidates, grouped
from graph.parts import Named, written
from graph.work import KEPT, Found, Work, compared

PART = 10_000
"""Statements that are linked at once, unless one company has more."""
CACHE = 200_000
"""Kibibytes of the base that are kept in memory."""
TOGETHER = 24
"""Parts that are written in one transaction, which other writers wait for."""
ONLY_WRITTEN = ("claims_company", "claim_statements_claim")
"""Indexes that nothing asks while claims are still being written."""
PAIRS = 200
"""Pairs of articles whose texts are read at once."""
MARKS = 100_000
"""Marks that are made plain numbers at once."""
TEXTS = 2_000
"""Texts whose marks are made at once."""

Tell = Callable[[str], None]


def afresh(work: Work, *, tell: Tell, open_work: Callable[[], Work], workers: int) -> None:
    """Link the whole base. What stood before and is not found again is retracted.

    ``workers`` processes find what is new, each in a base that it opens by ``open_work``.
    """
    store = work.store
    # Ids are digests, so rows are written all over the file: pages must stay at hand.
    store.connection.execute(f"PRAGMA cache_size = -{CACHE}")
    store.note_empty(KEPT)
    work.standing = store.standing(KEPT)
    work.totals.update({table: len(rows) for table, rows in work.standing.items()})
    if not work.standing["origins"]:
        store.drop_indexes()  # it is quicker to make them at the end than row by row
    with store.unchecked(), crew(work, open_work, size=workers) as each:
        _link(work, each, tell)
    for table, count in store.told_empty().items():
        work.changed += count - work.totals[table]  # what was put twice is one row
        work.totals[table] = count


def _link(work: Work, each: Each, tell: Tell) -> None:
    store = work.store
    tell("who is who")
    names = _Names(work)
    with store.transaction():
        work.companies(names.named, followed=names.followed)
    tell("origins")
    with store.transaction():
        _origins(work, each)
    tell("lanes and reversals")
    _lanes(work, names, each)
    tell("claims")
    with store.transaction():
        work.settle()
        _point_figures(work)
    store.make_indexes(but=ONLY_WRITTEN)
    asked = [("company_id", companies) for companies in _parts(names.figures)]
    asked.append(("company_id IS NULL AND figures.id", names.loose))
    _write(work, each(_figures, asked))
    store.make_indexes()
    tell("storing")
    with store.transaction():
        work.retire()


def _lanes(work: Work, names: "_Names", each: Each) -> None:
    """Link what each company and each person without one said."""
    store = work.store
    asked: list[tuple[list[str], list[str], list[str]]] = []
    for companies in _parts(names.sizes):
        written_as = [name for company in companies for name in names.written_as[company]]
        at_home = [one for company in companies for one in names.at_home.get(company, ())]
        beside = [
            one
            for company in companies
            if company in names.denying
            for one in names.told_of.get(company, ())
        ]
        asked.append((written_as, at_home, beside))
    wandering = Counter({name: len(ids) for name, ids in names.wandering.items()})
    asked += [
        ([], [row_id for person in people for row_id in names.wandering[person]], [])
        for people in _parts(wandering)
    ]
    _write(work, each(_part, asked))
    work.anonymous(names.anonymous)
    with store.transaction():
        work.pointed.settle()
        store.point_all(work.pointed)
    work.pointed = AllPointed()


def _write(work: Work, found: Iterator[Found]) -> None:
    """Write what was found, so many parts in one transaction: each touches the same pages."""
    is_more = True
    while is_more:
        with work.store.transaction():
            is_more = False
            for one in islice(found, TOGETHER):
                work.write(one)
                is_more = True


def _part(work: Work, asked: tuple[list[str], list[str], list[str]]) -> Found:
    """Link the statements of companies that are written so, and those with some ids.

    The last of what is asked are ids of what is told of those companies.
    """
    written_as, ids, beside = asked
    store = work.store
    return work.find_part(
        [*store.lane_statements("company", written_as), *store.lane_statements("id", ids)],
        beside=store.lane_statements("id", beside),
    )


def _figures(work: Work, asked: tuple[str, list[str]]) -> Found:
    return work.find_figures(list(work.store.figures(*asked)))


class _Names:
    """Who is named in the base, how often, and by what: one look at each statement."""

    def __init__(self, work: Work) -> None:
        find = work.directory.companies.find
        own: Counter[str] = Counter()
        spoken_of: Counter[str] = Counter()
        employers: dict[str, set[str]] = defaultdict(set)
        homeless: list[tuple[str, str, str, str, bool]] = []
        self.anonymous: list[tuple[str, str, str]] = []
        """Ids, companies spoken of and texts of words that nobody is named for."""
        self.told_of: dict[str, list[str]] = defaultdict(list)
        """Company → ids of the deeds that nobody of a name tells of it."""
        self.denying: set[str] = set()
        """Companies that deny anything."""
        self.loose: list[str] = []
        """Ids of figures that are of no company."""
        self.followed: set[str] = set()
        rows = work.store.scan(
            "SELECT id, version_id, company, about, person, said_from, said_to, "  # noqa: S608  # ours
            f"speaks_for_company AND position IS NOT NULL, {DENYING}, action <> '' "
            "FROM statements WHERE retracted IS NULL"
        )
        for row_id, version, company, about, person, *days, is_stand, is_denied, is_deed in rows:
            if about:
                spoken_of[about] += 1
            if company:
                own[company] += 1
                if person:
                    employers[person].add(company)
                self.followed |= {find(company)} if is_stand else set()
                self.denying |= {find(company)} if is_denied else set()
            elif not person:
                self._note(row_id, about, version, of=find(about) if is_deed else "")
            else:
                homeless.append((row_id, person, *days, bool(is_stand)))
        work.employers = {person: set(map(find, found)) for person, found in employers.items()}
        self.sizes: Counter[str] = Counter()
        self.written_as: dict[str, list[str]] = defaultdict(list)
        for name in sorted(own):
            self.sizes[find(name)] += own[name]
            self.written_as[find(name)].append(name)
        self._place(work, homeless)
        self.figures: Counter[str] = Counter()
        for company, row_id in work.store.scan(
            "SELECT company, id FROM figures WHERE retracted IS NULL"
        ):
            if company:
                own[company] += 1
                self.figures[find(company)] += 1
            else:
                self.loose.append(row_id)
        self.named: Named = written(
            work.directory, own=own, spoken_of=spoken_of, known=self.at_home
        )

    def _note(self, row_id: str, about: str, version: str, *, of: str) -> None:
        """Note words that nobody is named for, and the company of whose deed they tell."""
        self.anonymous.append((row_id, about, version))
        if of:
            self.told_of[of].append(row_id)

    def _place(self, work: Work, homeless: Iterable[tuple[str, str, str, str, bool]]) -> None:
        """Sort the words of people without a company: at home in one, or wandering."""
        self.at_home: dict[str, list[str]] = defaultdict(list)
        self.wandering: dict[str, list[str]] = defaultdict(list)
        for row_id, person, said_from, said_to, is_stand in homeless:
            days = (said_from or FIRST_DAY, said_to or LAST_DAY)
            if home := work.directory.home(person, *days):
                self.at_home[home].append(row_id)
                self.sizes[home] += 1
                if is_stand:
                    self.followed.add(home)
            else:
                self.wandering[person].append(row_id)


def _parts(sizes: Counter[str]) -> Iterator[list[str]]:
    """Yield companies, together as large as one part at most."""
    part: list[str] = []
    size = 0
    for company in sorted(sizes):
        if part and size + sizes[company] > PART:
            yield part
            part, size = [], 0
        part.append(company)
        size += sizes[company]
    if part:
        yield part


def _origins(work: Work, each: Each) -> None:
    """Find the copies among all texts that tell anything, and the origins that they make."""
    store, rules = work.store, work.rules
    ids: list[str] = []
    age: list[tuple[str, str]] = []
    listed: list[npt.NDArray[np.int64]] = []
    for found in each(_marked, range(0, store.versions_seen() + 1, TEXTS)):
        for version, published, url, own in found:
            ids.append(version)
            age.append((published, url))
            listed.append(own)
    pairs = ((ids[one], ids[other]) for one, other in candidates(listed, rules=rules))
    asked = iter(lambda: list(islice(pairs, PAIRS)), [])
    copies = [copy for found in each(compared, asked) for copy in found]
    store.save_copies(copies, of=None)
    origins = grouped(
        [Dated(id=i, published=day, url=url) for i, (day, url) in zip(ids, age, strict=True)],
        copies,
    )
    work.put(Graph(origins=origins))
    store.save_grouped(
        {v: one.id for one in origins if len(one.version_ids) > 1 for v in one.version_ids}, of=None
    )
    numbers = store.rowids(ids)
    holders = np.repeat([numbers[i] for i in ids], [len(own) for own in listed])
    values = np.concatenate([*listed, np.array([], dtype=np.int64)])
    order = np.lexsort((holders, values))
    store.save_marks(_rows(values[order], holders[order]), anew=True)


def _rows(
    values: npt.NDArray[np.int64], holders: npt.NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """Yield marks with their holders, some at once: plain numbers take five times the room."""
    for start in range(0, len(values), MARKS):
        some = slice(start, start + MARKS)
        yield from zip(values[some].tolist(), holders[some].tolist(), strict=True)


def _marked(work: Work, first: int) -> list[tuple[str, str, str, npt.NDArray[np.int64]]]:
    """Return ids, days, addresses and marks of some of the texts that tell anything."""
    return [
        (version.id, version.published, version.url, np.array(own, dtype=np.int64))
        for version in work.store.told_versions(first, first + TEXTS - 1)
        for own in [marks(version, rules=work.rules)]
    ]


def _point_figures(work: Work) -> None:
    find = work.directory.companies.find
    rows = work.store.scan(
        "SELECT figures.id, figures.company, statements.origin_id, figures.version_id "
        "FROM figures LEFT JOIN statements ON statements.id = statement_id "
        "WHERE figures.retracted IS NULL"
    )
    listed = list(rows)
    alone = work.origins_of(version for _, _, origin, version in listed if not origin)
    work.store.point_figures(
        (row_id, find(company), origin or alone[version])
        for row_id, company, origin, version in listed
    )
