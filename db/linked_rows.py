"""Rows that linking writes: found again, new, or found no longer."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from db.base import Base, Row
from db.pointed import AllPointed

BATCH = 500
"""Values bound at once; well under SQLite's limit on bound variables."""
PAGE = 10_000
"""Statements that are looked through at once."""

POINTED = "SELECT rowid, id, company_id, person_id, about_id, origin_id FROM statements"

Standing = dict[str, set[str]]
"""Table → ids of rows that stand and were not found again yet."""

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""Names of columns, of which ``id`` is the first, and rows."""


class LinkedRows(Base):
    """A base with the verbs by which linking writes rows."""

    empty: Collection[str] = ()
    """Tables that held nothing when linking began, so that no row is looked for before it is put.

    A row that is put there twice counts twice, until all is told.
    """

    def select(
        self, sql: str, values: Iterable[str], *, then: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of ``… IN (values) …``, a batch at a time; ``sql`` ends before the IN."""
        for batch in batches(values):
            marks = ", ".join("?" * len(batch))
            yield from self.connection.execute(f"{sql} IN ({marks}) {then}", batch).fetchall()

    def scan(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one at a time: there may be millions."""
        yield from self.connection.execute(sql)

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """Let no foreign key be looked up, which takes as long as writing the row that holds it.

        For whole bases alone: all that is written there points at rows that the same run read or
        wrote, and a test holds that it does.
        """
        self.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA foreign_keys = ON")

    # --- what was found ------------------------------------------------------------------

    def addresses(
        self, table: str, names: Mapping[str, str], slugs: Iterable[str]
    ) -> dict[str, str]:
        """Return id → address of the rows with one of the ids or one of the addresses."""
        found = dict(self.select(f"SELECT id, slug FROM {table} WHERE id", names))
        return found | dict(self.select(f"SELECT id, slug FROM {table} WHERE slug", slugs))

    def note_empty(self, tables: Iterable[str]) -> None:
        """Note which tables hold nothing yet: what is put there until all is told is new."""
        self.empty = {table for table in tables if not any(self.scan(f"SELECT 1 FROM {table}"))}

    def told_empty(self) -> dict[str, int]:
        """Return how much the tables hold now that were empty, which they are no longer."""
        told = {
            table: next(self.scan(f"SELECT count(*) FROM {table}"))[0]
            for table in sorted(self.empty)
        }
        self.empty = set()
        return told

    def standing(self, tables: Iterable[str]) -> Standing:
        """Return the ids of all rows that stand, by table."""
        return {
            table: {row[0] for row in self.scan(f"SELECT id FROM {table} WHERE retracted IS NULL")}
            for table in tables
        }

    def put(
        self, table: str, content: Table, *, standing: set[str], moment: str
    ) -> tuple[int, int]:
        """Write rows where they differ from what stands, and take them off ``standing``.

        Returns how many were written, and how many of those did not stand before.
        """
        names, rows = content
        if table in self.empty:
            self._insert_all(table, names, rows, moment)
            return len(rows), len(rows)
        changed, new = 0, 0
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            standing.difference_update([row[0] for row in batch])
            written = self._put_batch(table, names, batch, moment)
            changed, new = changed + written[0], new + written[1]
        return changed, new

    def _insert_all(
        self, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]], moment: str
    ) -> None:
        columns = ", ".join((*names, "first_seen", "last_seen"))
        marks = ", ".join("?" * (len(names) + 2))
        sets = ", ".join(f"{name} = excluded.{name}" for name in names)
        self.connection.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) "
            f"ON CONFLICT (id) DO UPDATE SET {sets}",
            ((*row, moment, moment) for row in rows),
        )

    def _put_batch(
        self, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]], moment: str
    ) -> tuple[int, int]:
        known = {
            row[1]: row
            for row in self.select(
                f"SELECT retracted, {', '.join(names)} FROM {table} WHERE id",
                [row[0] for row in rows],
            )
        }
        new = [(*row, moment, moment) for row in rows if row[0] not in known]
        if new:
            columns = ", ".join((*names, "first_seen", "last_seen"))
            marks = ", ".join("?" * (len(names) + 2))
            self.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", new)
        changed = [row for row in rows if (old := known.get(row[0])) and old != (None, *row)]
        if changed:
            sets = ", ".join(f"{name} = ?" for name in names)
            self.connection.executemany(
                f"UPDATE {table} SET {sets}, retracted = NULL, last_seen = ? WHERE id = ?",
                [(*row, moment, row[0]) for row in changed],
            )
        back = sum(known[row[0]][0] is not None for row in changed)
        return len(new) + len(changed), len(new) + back

    def retire(self, standing: Standing, *, moment: str) -> int:
        """Retract the rows that were not found again; return how many they are."""
        for table, row_ids in standing.items():
            self.connection.executemany(
                f"UPDATE {table} SET retracted = ? WHERE id = ?",
                [(moment, row_id) for row_id in sorted(row_ids)],
            )
        return sum(map(len, standing.values()))

    def point_statements(self, found: AllPointed) -> None:
        """Write who is meant in some statements."""
        for batch in batches(found.ids()):
            self._point([*self.select(f"{POINTED} WHERE id", batch)], found)

    def point_all(self, found: AllPointed) -> None:
        """Write who is meant in all statements, page after page of the file."""
        sql, last = f"{POINTED} WHERE rowid > ? ORDER BY rowid LIMIT ?", 0
        while rows := self.connection.execute(sql, (last, PAGE)).fetchall():
            last = rows[-1][0]
            self._point(rows, found)

    def _point(self, rows: list[tuple[Any, ...]], found: AllPointed) -> None:
        """Write who is meant in the statements of some rows, where it differs."""
        self.connection.executemany(
            "UPDATE statements SET company_id = ?, person_id = ?, about_id = ?, origin_id = ? "
            "WHERE rowid = ?",
            [
                (*now, row[0])
                for row, now in zip(rows, found.of([row[1] for row in rows]), strict=True)
                if now and row[2:] != now
            ],
        )

    def point_figures(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Write whose figures they are: ids of figure, company and origin."""
        self.connection.executemany(
            "UPDATE figures SET company_id = ?2, origin_id = ?3 "
            "WHERE id = ?1 AND (company_id IS NOT ?2 OR origin_id IS NOT ?3)",
            ((row[0], *(value or None for value in row[1:])) for row in found),
        )


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """Yield the values in lists that fit one query."""
    rest = iter(values)
    while batch := list(islice(rest, BATCH)):
        yield batch


def as_tables(found: Mapping[str, Sequence[Row]]) -> dict[str, Table]:
    """Return rows as tuples, by table: those are quick to hand on and to write."""
    return {
        table: (tuple(rows[0]), [tuple(row.values()) for row in rows])
        for table, rows in found.items()
        if rows
    }
