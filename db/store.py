"""The store: what the stages read from the base and write into it."""

from collections.abc import Iterable, Iterator

from db import ids
from db.base import Row
from db.linking import Linking
from db.pointed import AllPointed
from db.records import (
    Article,
    Capture,
    Graph,
    Outlet,
    PageKind,
    Reading,
    Relevance,
)
from db.rows import (
    article_row,
    figure_row,
    graph_rows,
    outlet_row,
    statement_row,
)


class Store(Linking):
    """A base with the verbs of the stages."""

    # --- outlets, frontier, articles -----------------------------------------------------

    def save_outlets(self, outlets: Iterable[Outlet]) -> None:
        """Write what the outlet files say; a row changes only when its file did."""
        moment = self.clock()
        with self.transaction():
            for outlet in outlets:
                self.write(
                    "outlets",
                    outlet_row(outlet),
                    moment,
                )

    def frontier(self, outlet_id: str) -> Iterator[Row]:
        """Yield what is known of each address of an outlet, one at a time: there may be many."""
        cursor = self.connection.execute("SELECT * FROM frontier WHERE outlet_id = ?", (outlet_id,))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def visits(self, url: str) -> Row:
        """Return what is known of an address; empty for a new one."""
        found = self.query("SELECT * FROM frontier WHERE url = ?", (url,))
        return found[0] if found else {}

    def save_visit(self, row: Row) -> None:
        """Write one frontier row, by its ``url``; columns that are missing stay as they are."""
        full: Row = {
            "outlet_id": None,
            "found_in": "",
            "lastmod": "",
            "etag": "",
            "last_modified": "",
            "http_status": None,
            "outcome": "",
            "visits": 0,
            "changes": 0,
            "last_visit": None,
            "next_visit": None,
            "first_seen": self.clock(),
        } | row
        sets = ", ".join(f"{name} = excluded.{name}" for name in row)
        self.connection.execute(
            f"INSERT INTO frontier ({', '.join(full)}) VALUES ({', '.join('?' * len(full))}) "
            f"ON CONFLICT (url) DO UPDATE SET {sets}",
            tuple(full.values()),
        )

    def save_article(self, article: Article, capture: Capture) -> str | None:
        """Store a page that is an article; return the id of its version if the text is new.

        A changed text is a new version: the former one stays, retracted, and so do its
        statements and figures. Raises ValueError for a page that isn't an article.
        """
        if article.kind is not PageKind.ARTICLE or not article.text.strip():
            raise ValueError(f"not an article: {article.url} ({article.kind})")
        moment = self.clock()
        article_id = ids.article_id(article.url)
        version_id = ids.version_id(article_id, article.text)
        with self.transaction():
            self.write("articles", article_row(article_id, article, capture), moment)
            current = self.query(
                "SELECT id FROM article_versions WHERE article_id = ? AND is_current = 1",
                (article_id,),
            )
            if current and current[0]["id"] == version_id:
                # The same text under another headline or date is the same version, read anew.
                self.connection.execute(
                    "UPDATE article_versions SET title = ?1, language = ?2, published = ?3, "
                    "extracted_by = NULL, last_seen = ?4 WHERE id = ?5 AND "
                    "(title <> ?1 OR language <> ?2 OR published <> ?3)",
                    (article.title, article.language, article.published, moment, version_id),
                )
                return None
            for former in current:
                self._retract_version(former["id"], moment)
            self.connection.execute(
                "INSERT INTO article_versions (id, article_id, title, text, sha256, language, "
                "published, fetched_at, warc_file, warc_offset, is_current, first_seen, "
                "last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET is_current = 1, retracted = NULL, "
                "extracted_by = NULL, last_seen = excluded.last_seen",
                (
                    version_id,
                    article_id,
                    article.title,
                    article.text,
                    ids.text_digest(article.text),
                    article.language,
                    article.published,
                    capture.fetched_at,
                    capture.warc_file,
                    capture.warc_offset,
                    moment,
                    moment,
                ),
            )
        return version_id

    def latest_fetch(self, url: str) -> str:
        """Return when the current text of the article at an identity URL was fetched.

        Empty when there is none.
        """
        found = self.connection.execute(
            "SELECT fetched_at FROM article_versions WHERE article_id = ? AND is_current = 1",
            (ids.article_id(url),),
        ).fetchone()
        return str(found[0]) if found else ""

    def archived_copies(self) -> list[Row]:
        """Return each version of an article with its place in the archive, oldest first."""
        return self.query(
            "SELECT url, requested_url, final_url, warc_file AS file, warc_offset AS offset, "
            "is_current, coalesce(outlet_id, '') AS outlet, "
            "coalesce(outlets.language, '') AS language FROM article_versions "
            "JOIN articles ON articles.id = article_id "
            "LEFT JOIN outlets ON outlets.id = outlet_id ORDER BY article_versions.rowid"
        )

    def retract_article(self, url: str) -> None:
        """Retract the article at an identity URL with its current text and what it says."""
        moment = self.clock()
        article_id = ids.article_id(url)
        with self.transaction():
            for row in self.query(
                "SELECT id FROM article_versions WHERE article_id = ? AND is_current = 1",
                (article_id,),
            ):
                self._retract_version(row["id"], moment)
            self.connection.execute(
                "UPDATE articles SET retracted = ? WHERE id = ? AND retracted IS NULL",
                (moment, article_id),
            )

    def _retract_version(self, version_id: str, moment: str) -> None:
        self.connection.execute(
            "UPDATE article_versions SET is_current = 0, retracted = ? WHERE id = ?",
            (moment, version_id),
        )
        for table in ("statements", "figures"):
            self.connection.execute(
                f"UPDATE {table} SET retracted = ? WHERE version_id = ? AND retracted IS NULL",
                (moment, version_id),
            )

    # --- extraction ----------------------------------------------------------------------

    def versions_to_extract(self, extractor: str) -> list[str]:
        """Return the ids of the current texts that this version has not read, oldest first."""
        rows = self.query(
            "SELECT id FROM article_versions WHERE is_current = 1 "
            "AND extracted_by IS NOT ? ORDER BY rowid",
            (extractor,),
        )
        return [row["id"] for row in rows]

    def versions_by_relevance(self, relevance: Relevance, *, extractor: str) -> list[str]:
        """Return the ids of the current texts that this version filed so, oldest first."""
        rows = self.query(
            "SELECT id FROM article_versions WHERE is_current = 1 AND extracted_by = ? "
            "AND relevance = ? ORDER BY rowid",
            (extractor, relevance.value),
        )
        return [row["id"] for row in rows]

    def save_readings(self, readings: Iterable[Reading], *, extractor: str) -> None:
        """Store a batch of readings in one transaction.

        What an earlier reading of the same text found and this one does not is retracted.
        """
        moment = self.clock()
        with self.transaction():
            for reading in readings:
                version = next(self.versions([reading.version_id]))
                statements = [statement_row(version, s, extractor) for s in reading.statements]
                figures = [
                    figure_row(version, figure, reading.statements, extractor)
                    for figure in reading.figures
                ]
                here = ("version_id", reading.version_id)
                self.replace("statements", statements, moment=moment, where=here)
                self.replace("figures", figures, moment=moment, where=here)
                self.connection.execute(
                    "UPDATE article_versions SET relevance = ?, extracted_by = ? WHERE id = ?",
                    (reading.relevance.value, extractor, reading.version_id),
                )

    # --- linking -------------------------------------------------------------------------

    def save_graph(self, graph: Graph, *, rule: str) -> dict[str, int]:
        """Make the base say what the graph says; return the rows changed, by table."""
        moment = self.clock()
        changed: dict[str, int] = {}
        with self.transaction():
            # A parent company may come after its subsidiary: keys are checked at the end.
            self.connection.execute("PRAGMA defer_foreign_keys = ON")
            for table, rows in graph_rows(graph, rule=rule).items():
                changed[table] = self.replace(table, rows, moment=moment)
            pointed = AllPointed()
            pointed.add(
                (statement, *actors, graph.statement_origins.get(statement, ""))
                for statement, actors in graph.statement_actors.items()
            )
            pointed.settle()
            self.point_statements(pointed)
            self.point_figures(
                (figure, company, graph.figure_origins.get(figure, ""))
                for figure, company in graph.figure_companies.items()
            )
        return changed
