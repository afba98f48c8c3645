"""The linking stage: reads what was extracted, stores who is who and what changed.

Little that is new touches little: then only the companies that it names, and those that share a
copied text with them, are linked again. Anything else is linked afresh, part by part. Both go
through ``work.py``, which is why they end alike.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from db import checks, exports
from db.findings import Finding
from db.ids import digest
from db.records import ArticleVersion, Reading
from db.seeds import load_seeds
from db.sources import Source
from db.store import Store
from db.vectors import nearness
from graph.afresh import afresh
from graph.changed import relink
from graph.checking import check
from graph.export import csv_lines, gexf, graphml, jsonld, parquet
from graph.network import network
from graph.parts import LINKER
from graph.rules import load_rules
from graph.turns import CHANGES
from graph.work import Work

FEW = 500
"""Texts up to which only what they touch is linked again."""
MANY = 50_000
"""Statements from which more than one process links them afresh."""
MOST_WORKERS = 2
"""Processes that one writer keeps up with."""
CACHE = 60_000
"""Kibibytes of the base that each of those processes keeps in memory."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """What the base holds after linking, and how many of its rows changed."""

    companies: int
    people: int
    origins: int
    claims: int
    reversals: dict[str, int]
    """By grade."""
    changed: int


def link(path: Path, *, progress: Progress | None = None, workers: int | None = None) -> LinkReport:
    """Link all that is new in a base. Running it twice changes nothing.

    A large base is linked afresh by several processes, or by so many ``workers``, which changes
    nothing in what is found.

    Raises StoreError for a path that isn't a base.
    """
    tell = progress or _silent
    with Store(path, must_exist=True) as store, store.run("link", version=LINKER) as counts:
        work = _work(store)
        # Only decisions on who is who bear on links; the others are in force through the views.
        merges = [one for one in work.reviews if one.target in {"companies", "people"}]
        basis = digest(LINKER, _data(), repr(work.seeds), repr(merges))
        known, totals = store.basis()
        todo = store.unlinked(most=FEW + 1)
        if known == basis and len(todo) <= FEW:
            work.totals.update(totals)
            if todo:
                with store.transaction(), _uncollected():
                    relink(work, todo, tell=tell)
                    store.set_linked(todo)
                    store.save_basis(basis, work.totals)
        else:
            store.forget_basis()
            with _uncollected():
                afresh(
                    work,
                    tell=tell,
                    open_work=partial(_opened, path),
                    workers=workers or _workers(store),
                )
            with store.transaction():
                store.save_basis(basis, work.totals)
        grades = dict(
            store.scan(
                "SELECT grade, count(*) FROM reversals WHERE retracted IS NULL "
                "GROUP BY grade ORDER BY grade"
            )
        )
        report = LinkReport(
            companies=work.totals["companies"],
            people=work.totals["people"],
            origins=work.totals["origins"],
            claims=work.totals["claims"],
            reversals=grades,
            changed=work.changed,
        )
        counts.update(
            texts=len(todo),
            companies=report.companies,
            people=report.people,
            origins=report.origins,
            claims=report.claims,
            reversals=sum(grades.get(grade.value, 0) for grade in CHANGES),
            changed=report.changed,
        )
    return report


def export(
    path: Path, out: BinaryIO, *, form: str, company: str = "", view: str = "quotes"
) -> None:
    """Write what a base holds, or what it holds of one company, in a form for other tools.

    ``form`` is jsonld, gexf, graphml, csv or parquet; the last two are one ``view``. Raises
    UnknownCompanyError, TooLargeError, and StoreError for a path that isn't a base.
    """
    is_all = not company
    with Store(path, must_exist=True) as store:
        exports.choose(store, company)
        if form == "parquet":
            parquet(exports.table(store, view, of_all=is_all), out)
        elif form == "csv":
            table = exports.table(store, view, of_all=is_all)
            out.writelines(line.encode() for line in csv_lines(table))
        elif form == "jsonld":
            pieces = jsonld(
                companies=exports.companies(store),
                people=exports.people(store),
                versions=exports.versions(store, of_all=is_all),
                statements=exports.statements(store, of_all=is_all),
                claims=exports.claims(store, of_all=is_all),
                changes=exports.changes(store),
                links=exports.links(store, of_all=is_all),
            )
            out.writelines(piece.encode() for piece in pieces)
        else:
            found = network(
                companies=exports.companies(store),
                people=exports.people(store),
                statements=exports.statements(store, of_all=is_all),
                links=exports.links(store, of_all=is_all),
            )
            out.write(gexf(found) if form == "gexf" else graphml(found))


def check_stored(
    path: Path, url: str, *, as_of: str = ""
) -> tuple[Source, tuple[Finding, ...]] | None:
    """Check the article at an address by what is stored of it; None when nothing was read of it.

    Raises StoreError for a path that isn't a base.
    """
    with Store(path, must_exist=True) as store:
        article_id = checks.article_at(store.connection, url)
        found = checks.stored_source(store.connection, article_id) if article_id else None
        if found is None or not (found.figures or found.statements):
            return None
        return found, _checked(store, found, as_of)


def check_read(
    path: Path, version: ArticleVersion, reading: Reading, *, as_of: str = ""
) -> tuple[Source, tuple[Finding, ...]]:
    """Check an article that was read but not stored. Raises StoreError."""
    with Store(path, must_exist=True) as store:
        found = checks.read_source(store.connection, version, reading)
        return found, _checked(store, found, as_of)


def _checked(store: Store, found: Source, as_of: str) -> tuple[Finding, ...]:
    known = checks.bearing(store.connection, found, as_of=as_of)
    return check(found, known, rules=load_rules(), near=nearness)


def _work(store: Store) -> Work:
    return Work(store, seeds=load_seeds(), reviews=store.reviews(), rules=load_rules())


def _opened(path: Path) -> Work:
    """Open a base for one process of a crew, which only reads."""
    store = Store(path, must_exist=True)
    store.connection.execute("PRAGMA query_only = ON")
    store.connection.execute(f"PRAGMA cache_size = -{CACHE}")
    return _work(store)


def _workers(store: Store) -> int:
    # Starting a process takes as long as linking some thousand statements.
    (row,) = store.query("SELECT coalesce(max(rowid), 0) AS last FROM statements")
    return min(MOST_WORKERS, os.cpu_count() or 1) if row["last"] >= MANY else 1


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no cycles be looked for: millions of records make none, and looking takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _silent(_line: str) -> None:
    """Say nothing."""


def _data() -> str:
    """Return all that is data of this wing: what is linked by other words is linked anew."""
    root = files("graph")
    found = [root / name for name in ("rules.toml", "names.toml", "phrases.toml")]
    for language in sorted((root / "lexicons").iterdir(), key=lambda folder: folder.name):
        found += sorted(language.iterdir(), key=lambda lexicon: lexicon.name)
    return "\n".join(path.read_text(encoding="utf-8") for path in found)
