"""What linking reads from the base and writes into it, a part at a time.

A part is what some companies said. Linking afresh goes through all parts, and one more article
through the parts that it touches; both read and write by the same verbs, so they end alike.
Triggers note each text whose reading changed, so that nothing has to be looked through.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from db.linked_rows import LinkedRows, batches
from db.linking_schema import LINKING
from db.quick import maker
from db.records import ArticleVersion, Copy, LaneStatement, Review, StoredFigure
from db.rows import LANE_STATEMENTS, STORED_FIGURES, lane_statement, stored_figure
from db.schema import INDEXES

VERSIONS = """
SELECT article_versions.id AS id, article_id, articles.url AS url,
    article_versions.title AS title, article_versions.text AS text,
    article_versions.language AS language, article_versions.published AS published,
    coalesce(outlets.id, '') AS outlet, coalesce(outlets.name, articles.publisher) AS publisher,
    articles.agency AS agency, fetched_at, articles.canonical_url AS canonical_url,
    coalesce(outlets.family, '') AS family, coalesce(outlets.tier, '') AS tier
FROM article_versions
    JOIN articles ON articles.id = article_id
    LEFT JOIN outlets ON outlets.id = articles.outlet_id
"""

SAID = """
SELECT id, version_id, kind, wording, language, said_on, said_from, said_to, said_method, speaker,
    speaker_kind, person, role, company, about, speaks_for_company, position, axis, function,
    population, confidence, modality, certainty, acknowledges_change, is_clarification,
    retracts_nothing, action, coalesce(company_id, '') AS company_id,
    coalesce(person_id, '') AS person_id, coalesce(origin_id, '') AS origin_id
FROM statements WHERE retracted IS NULL
"""
TEXTS = """
SELECT article_versions.id, article_id, article_versions.published, url,
    coalesce(outlet_id, publisher)
FROM article_versions JOIN articles ON articles.id = article_id WHERE article_versions.id
"""
"""``LANE_STATEMENTS`` in two halves: what a text tells of all its statements is asked for once."""

LINKED_INDEXES = {
    name: made
    for made, name in re.findall(
        r"(CREATE INDEX (\w+)\s+ON "
        r"(?:statements|figures|claims|claim_statements|links|reversals)\([^;]+)",
        INDEXES + LINKING,
    )
    if name not in {"statements_version", "statements_named", "statements_who", "figures_version"}
}
"""The indexes over columns that linking fills: name → how it is made."""


_version = maker(ArticleVersion)
"""Of a row of ``VERSIONS``, which lists the fields in their order."""


class Linking(LinkedRows):
    """A base with the verbs of the linking stage."""

    # --- what is to be done --------------------------------------------------------------

    def basis(self) -> tuple[str, dict[str, int]]:
        """Return on what the links of the base rest and how much they are; nothing if unlinked."""
        found = self.query("SELECT basis, totals FROM _linked")
        return (found[0]["basis"], json.loads(found[0]["totals"])) if found else ("", {})

    def save_basis(self, basis: str, totals: Mapping[str, int]) -> None:
        """Note on what the links of the base rest from now on."""
        self.connection.execute("DELETE FROM _linked")
        self.connection.execute(
            "INSERT INTO _linked (basis, totals) VALUES (?, ?)", (basis, json.dumps(totals))
        )

    def forget_basis(self) -> None:
        """Note that the links of the base are being made anew, from all that it holds now."""
        with self.transaction():
            self.connection.execute("DELETE FROM _linked")
            self.connection.execute("DELETE FROM _unlinked")

    def unlinked(self, *, most: int) -> list[str]:
        """Return ids of the texts whose reading changed since they were linked, at most so many."""
        rows = self.connection.execute(
            "SELECT version_id FROM _unlinked ORDER BY version_id LIMIT ?", (most,)
        )
        return [row[0] for row in rows]

    def set_linked(self, version_ids: Iterable[str]) -> None:
        """Note that these texts are linked."""
        self.connection.executemany(
            "DELETE FROM _unlinked WHERE version_id = ?", ((v,) for v in version_ids)
        )

    def reviews(self) -> list[Review]:
        """Return the decisions in force, oldest first."""
        rows = self.query(
            "SELECT id, target, target_id, decision, value FROM reviews_in_force ORDER BY id"
        )
        return [Review(**{**row, "value": json.loads(row["value"])}) for row in rows]

    def drop_indexes(self) -> None:
        """Drop the indexes over what linking writes: for a base that nobody can have read yet.

        A run that is cut short leaves the base without them; the next one makes them again.
        """
        with self.transaction():
            for name in LINKED_INDEXES:
                self.connection.execute(f"DROP INDEX IF EXISTS {name}")

    def make_indexes(self, *, but: Collection[str] = ()) -> None:
        """Make the indexes that are missing, but for some that can wait."""
        there = {row[0] for row in self.scan("SELECT name FROM sqlite_master WHERE type = 'index'")}
        with self.transaction():
            for name, made in LINKED_INDEXES.items():
                if name not in there and name not in but:
                    self.connection.execute(made)

    # --- statements and figures ----------------------------------------------------------

    def lane_statements(
        self, column: str = "", values: Iterable[str] | None = None
    ) -> Iterator[LaneStatement]:
        """Yield the statements that stand: all by id, or those with one of the values.

        ``column`` is ``id``, ``version_id``, ``company`` (as written) or ``company_id``.
        """
        if values is None:
            yield from map(lane_statement, self.scan(f"{LANE_STATEMENTS} ORDER BY statements.id"))
            return
        for batch in batches(values):
            rows = list(self.select(f"{SAID} AND {column}", batch))
            asked = sorted({row[1] for row in rows})
            texts = {version: told for version, *told in self.select(TEXTS, asked)}
            for row in rows:
                article, published, url, outlet = texts[row[1]]
                yield lane_statement(
                    (*row[:2], article, *row[2:9], published, *row[9:27], url, outlet, *row[27:])
                )

    def figures(
        self, column: str = "", values: Iterable[str] | None = None
    ) -> Iterator[StoredFigure]:
        """Yield the figures that stand: all by id, or those with one of the values."""
        if values is None:
            rows = self.scan(f"{STORED_FIGURES} ORDER BY figures.id")
        else:
            rows = self.select(f"{STORED_FIGURES} AND figures.{column}", values)
        yield from map(stored_figure, rows)

    def loose_figures(self, measure: str, unit: str) -> Iterator[StoredFigure]:
        """Yield the figures of a measure and unit that are of no company."""
        rows = self.connection.execute(
            f"{STORED_FIGURES} AND figures.company_id IS NULL AND measure = ? AND unit = ?",
            (measure, unit),
        )
        yield from map(stored_figure, rows)

    # --- texts ---------------------------------------------------------------------------

    def versions(self, version_ids: Sequence[str]) -> Iterator[ArticleVersion]:
        """Yield stored texts with their article's metadata, in the order asked for."""
        for batch in batches(version_ids):
            rows = self.select(f"{VERSIONS} WHERE article_versions.id", batch)
            found = {row[0]: _version(row) for row in rows}
            yield from map(found.__getitem__, batch)

    def told_versions(self, first: int, last: int) -> Iterator[ArticleVersion]:
        """Yield the current texts that tell anything, of those with numbers in a range.

        They come in the order of their numbers, which is that of arrival.
        """
        cursor = self.connection.execute(
            f"{VERSIONS} WHERE is_current = 1 AND article_versions.rowid BETWEEN ? AND ? AND ("
            "EXISTS (SELECT 1 FROM statements WHERE statements.retracted IS NULL "
            "AND version_id = article_versions.id) OR "
            "EXISTS (SELECT 1 FROM figures WHERE figures.retracted IS NULL "
            "AND version_id = article_versions.id)) ORDER BY article_versions.rowid",
            (first, last),
        )
        yield from map(_version, cursor)

    def versions_seen(self) -> int:
        """Return the highest number of a text."""
        (last,) = self.connection.execute("SELECT max(rowid) FROM article_versions").fetchone()
        return last or 0

    def rowids(self, version_ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers by which the index of marks knows texts: their order of arrival."""
        return dict(self.select("SELECT id, rowid FROM article_versions WHERE id", version_ids))

    def save_marks(self, rows: Iterable[tuple[int, int]], *, anew: bool = False) -> None:
        """Store pairs of mark and number of a text; ``anew`` drops those of all other texts."""
        if anew:
            self.connection.execute("DELETE FROM _marks")
        self.connection.executemany(
            "INSERT OR IGNORE INTO _marks (mark, version) VALUES (?, ?)", rows
        )

    def holders(self, mark: int, *, most: int) -> list[str]:
        """Return the ids of the first texts that hold a mark, in the order of arrival."""
        rows = self.connection.execute(
            "SELECT article_versions.id FROM _marks JOIN article_versions "
            "ON article_versions.rowid = version WHERE mark = ? AND is_current = 1 "
            "ORDER BY version LIMIT ?",
            (mark, most),
        )
        return [row[0] for row in rows]

    def copies(self, version_ids: Iterable[str]) -> Iterator[Copy]:
        """Yield the pairs of copies in which one of the texts stands."""
        asked = list(version_ids)
        for column in ("version_id", "other_id"):
            rows = self.select(
                f"SELECT version_id, other_id, reason, share FROM _copies WHERE {column}", asked
            )
            for one, other, reason, share in rows:
                yield Copy(version_id=one, other_id=other, reason=reason, share=share)

    def save_copies(self, found: Iterable[Copy], *, of: Iterable[str] | None) -> None:
        """Store pairs of copies in place of those that some texts, or all, stood in."""
        if of is None:
            self.connection.execute("DELETE FROM _copies")
        else:
            self.connection.executemany(
                "DELETE FROM _copies WHERE version_id = ?1 OR other_id = ?1", ((v,) for v in of)
            )
        self.connection.executemany(
            "INSERT OR REPLACE INTO _copies (version_id, other_id, reason, share) "
            "VALUES (?, ?, ?, ?)",
            ((copy.version_id, copy.other_id, copy.reason, copy.share) for copy in found),
        )

    def grouped(self, version_ids: Iterable[str]) -> dict[str, str]:
        """Return the origin of each of the texts that is not an origin by itself."""
        return dict(
            self.select("SELECT version_id, origin_id FROM _grouped WHERE version_id", version_ids)
        )

    def save_grouped(self, found: Mapping[str, str], *, of: Iterable[str] | None) -> None:
        """Store the origins of texts in place of what was said of some, or of all."""
        if of is None:
            self.connection.execute("DELETE FROM _grouped")
        else:
            self.connection.executemany(
                "DELETE FROM _grouped WHERE version_id = ?", ((v,) for v in of)
            )
        self.connection.executemany("INSERT OR REPLACE INTO _grouped VALUES (?, ?)", found.items())
