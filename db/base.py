"""An open base: its connection, its schema, its runs, and rows that are never deleted.

Each batch is one transaction. A row that no longer holds is retracted and keeps the days
between which the base said it.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from db import ids
from db.migrations import APPLICATION_ID, MIGRATIONS
from db.records import Skip

Row = dict[str, Any]


class StoreError(Exception):
    """A base that cannot be used as asked; the message is one clear line."""


def now() -> str:
    """Return the present moment, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Base:
    """An open base. Use as a context manager, or call ``close``.

    Raises StoreError for a file that isn't a base of ours, or was written by a later Walkback.
    """

    def __init__(
        self,
        path: Path,
        *,
        must_exist: bool = False,
        clock: Callable[[], str] = now,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self.path = path
        self.clock = clock
        if must_exist and not path.is_file():
            raise StoreError(f"no base at {path}: run `walkback demo`, `crawl` or `ingest` first")
        if path.is_dir() or not path.parent.is_dir():
            raise StoreError(f"cannot write a base at {path}")
        is_new = not path.exists() or path.stat().st_size == 0
        try:
            self.connection = sqlite3.connect(path, timeout=60, isolation_level=None)
            is_new = is_new or self._is_unmade()
            self._check_ours(is_new=is_new)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA foreign_keys = ON")
            self.db = Database(self.connection)
            self._migrate(is_new=is_new, tell=tell)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} is not a Walkback base: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the base; what was not committed is gone."""
        self.connection.close()

    @property
    def archive(self) -> Path:
        """The folder of WARC files that belongs to this base, beside it."""
        return self.path.with_name(f"{self.path.stem}-warc")

    def query(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return the rows of a query as dictionaries."""
        cursor = self.connection.execute(sql, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def snapshot(self, out: Path) -> None:
        """Write a compact copy without a log, ready to be served as immutable."""
        self.connection.execute("VACUUM INTO ?", (str(out),))
        with closing(sqlite3.connect(out)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("ANALYZE")
            copy.commit()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside one transaction."""
        with self.db.atomic():
            yield

    # --- rows ----------------------------------------------------------------------------

    def replace(
        self,
        table: str,
        rows: Iterable[Row],
        *,
        moment: str,
        where: tuple[str, str] | None = None,
    ) -> int:
        """Make a table, or its part ``where`` a column has a value, hold just these rows.

        Rows that are already there stay untouched, changed ones are updated in their columns
        alone, missing ones retracted. Returns how many rows were written or retracted.
        """
        condition = "retracted IS NULL" + (f" AND {where[0]} = ?" if where else "")
        values = (where[1],) if where else ()
        found = self.connection.execute(
            f"SELECT id FROM {table} WHERE {condition}",
            values,
        )
        gone = {row[0] for row in found}
        changed = 0
        for row in rows:
            gone.discard(row["id"])
            changed += self.write(table, row, moment)
        for row_id in sorted(gone):
            self.connection.execute(
                f"UPDATE {table} SET retracted = ? WHERE id = ?",
                (moment, row_id),
            )
        return changed + len(gone)

    def write(self, table: str, row: Row, moment: str) -> bool:
        """Insert a row, or update it where it differs; return whether anything was written."""
        known = self.query(f"SELECT * FROM {table} WHERE id = ?", (row["id"],))
        if not known:
            self._insert(table, {**row, "first_seen": moment, "last_seen": moment})
            return True
        differs = {name: value for name, value in row.items() if known[0][name] != value}
        if known[0].get("retracted") is not None:
            differs["retracted"] = None
        if not differs:
            return False
        differs["last_seen"] = moment
        sets = ", ".join(f"{name} = ?" for name in differs)
        self.connection.execute(
            f"UPDATE {table} SET {sets} WHERE id = ?",
            (*differs.values(), row["id"]),
        )
        return True

    def _insert(self, table: str, row: Row) -> None:
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            tuple(row.values()),
        )

    # --- runs and what was skipped -------------------------------------------------------

    @contextmanager
    def run(self, stage: str, *, version: str) -> Iterator[Row]:
        """Record one run of a stage; what is put into the yielded dictionary is its counts.

        A run that raises is recorded as failed. One that was killed stays ``running`` until
        the next run of that stage notes it.
        """
        counts: Row = {}
        with self.transaction():
            self.connection.execute(
                "UPDATE runs SET outcome = 'failed', ended = ?, message = 'interrupted' "
                "WHERE stage = ? AND outcome = 'running'",
                (self.clock(), stage),
            )
            cursor = self.connection.execute(
                "INSERT INTO runs (stage, version, started, outcome, counts, message) "
                "VALUES (?, ?, ?, 'running', '{}', '')",
                (stage, version, self.clock()),
            )
        run_id = cursor.lastrowid
        try:
            yield counts
        except BaseException as error:
            self._end_run(run_id, "failed", counts, f"{type(error).__name__}: {error}"[:500])
            raise
        self._end_run(run_id, "done", counts, "")

    def _end_run(self, run_id: int | None, outcome: str, counts: Row, message: str) -> None:
        with self.transaction():
            self.connection.execute(
                "UPDATE runs SET outcome = ?, ended = ?, counts = ?, message = ? WHERE id = ?",
                (outcome, self.clock(), json.dumps(counts, sort_keys=True), message, run_id),
            )

    def skip(self, skips: Iterable[Skip]) -> None:
        """Park what could not be used, with its reason; the same one again is counted."""
        moment = self.clock()
        with self.transaction():
            for skip in skips:
                self.connection.execute(
                    "INSERT INTO skipped (id, stage, outlet_id, subject, reason, detail, times, "
                    "first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET times = times + 1, "
                    "detail = excluded.detail, last_seen = excluded.last_seen",
                    (
                        ids.digest("skip", skip.stage, skip.subject, skip.reason),
                        skip.stage,
                        skip.outlet or None,
                        skip.subject[:2000],
                        skip.reason,
                        skip.detail[:2000],
                        moment,
                        moment,
                    ),
                )

    # --- the schema ----------------------------------------------------------------------

    def _is_unmade(self) -> bool:
        """Return whether the file is a base whose making was cut short: ours or nobody's, empty."""
        (mark,) = self.connection.execute("PRAGMA application_id").fetchone()
        (tables,) = self.connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
        ).fetchone()
        return mark in {0, APPLICATION_ID} and not tables

    def _check_ours(self, *, is_new: bool) -> None:
        if is_new:
            return
        (mark,) = self.connection.execute("PRAGMA application_id").fetchone()
        if mark != APPLICATION_ID:
            raise StoreError(f"{self.path} is not a Walkback base")
        known = {row.name for row in MIGRATIONS.pending(Database(memory=True))}
        applied = {row[0] for row in self.connection.execute("SELECT name FROM _sqlite_migrations")}
        if not applied <= known:
            raise StoreError(f"{self.path} was written by a later Walkback: upgrade this one first")

    def _migrate(self, *, is_new: bool, tell: Callable[[str], None]) -> None:
        pending = MIGRATIONS.pending(self.db)
        if not pending:
            return
        if is_new:
            self.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        else:
            copy = self.path.with_suffix(f".before-{pending[0].name}.db")
            # The log must be in the main file before that file is copied.
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy2(self.path, copy)
            tell(f"{self.path.name} is of an older version: migrated, the old one is {copy.name}")
        MIGRATIONS.apply(self.db)
