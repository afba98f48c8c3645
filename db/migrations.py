"""The steps from an empty file to today's schema, each in one transaction with its record."""

import sqlite3

from sqlite_utils import Database, Migrations

from db import schema
from db.linking_schema import LINKING
from db.reviews.schema import TABLE
from db.views import VIEWS

MIGRATIONS = Migrations("walkback")

APPLICATION_ID = 0x57414C4B
"""``WALK``: how a base of ours is told from any other SQLite file."""


@MIGRATIONS()
def m001_tables(db: Database) -> None:
    """Create every table, index, trigger, full-text index and view."""
    _run_script(db, schema.TABLES)
    _run_script(db, schema.INDEXES)
    _run_script(db, schema.APPEND_ONLY)
    _run_script(db, schema.full_text("statements", ("wording", "speaker", "person", "company")))
    _run_script(db, schema.full_text("article_versions", ("title", "text")))
    for name, query in VIEWS.items():
        db.conn.execute(f"CREATE VIEW {name} AS {query}")


@MIGRATIONS()
def m002_turns(db: Database) -> None:
    """Let each change say which turn it is of."""
    db.conn.execute("ALTER TABLE reversals ADD COLUMN turn_id TEXT")
    _renew_views(db)


@MIGRATIONS()
def m003_linking(db: Database) -> None:
    """Let linking know what is new, and find what is near it."""
    _run_script(db, LINKING)


@MIGRATIONS()
def m004_checking(db: Database) -> None:
    """Let figures be found by what they say."""
    db.conn.execute("CREATE INDEX figures_value ON figures(unit, value)")


@MIGRATIONS()
def m005_splits(db: Database) -> None:
    """Let a person split a text from its origin: the table of decisions knows origins."""
    for name in reversed(VIEWS):
        db.conn.execute(f"DROP VIEW IF EXISTS {name}")
    for name in ("reviews_no_update", "reviews_no_delete"):
        db.conn.execute(f"DROP TRIGGER IF EXISTS {name}")
    db.conn.execute("DROP INDEX IF EXISTS reviews_target")
    # SQLite can't change a check: the rows move into a table that has the new one.
    db.conn.execute("ALTER TABLE reviews RENAME TO _reviews_before")
    _run_script(db, TABLE)
    db.conn.execute("INSERT INTO reviews SELECT * FROM _reviews_before ORDER BY id")
    db.conn.execute("DROP TABLE _reviews_before")
    _renew_views(db)


def _renew_views(db: Database) -> None:
    """Create every view anew, as today's code has it."""
    for name in reversed(VIEWS):
        db.conn.execute(f"DROP VIEW IF EXISTS {name}")
    for name, query in VIEWS.items():
        db.conn.execute(f"CREATE VIEW {name} AS {query}")


def _run_script(db: Database, script: str) -> None:
    """Run several statements inside the migration's own transaction.

    ``executescript`` would commit it first.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            if statement.strip():
                db.conn.execute(statement)
            statement = ""
