"""The table of decisions and its triggers, as SQL."""

TABLE = """
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    target TEXT NOT NULL CHECK (
        target IN ('reversals', 'statements', 'companies', 'people', 'claims', 'origins')
    ),
    target_id TEXT NOT NULL,
    decision TEXT NOT NULL
        CHECK (decision IN ('confirm', 'reject', 'correct', 'merge', 'split', 'undo')),
    value TEXT NOT NULL CHECK (json_valid(value)),
    reviewer TEXT NOT NULL CHECK (length(reviewer) > 0),
    note TEXT NOT NULL,
    undoes INTEGER REFERENCES reviews(id),
    decided_at TEXT NOT NULL,
    CHECK ((undoes IS NULL) = (decision <> 'undo')),
    CHECK ((target = 'origins') = (decision = 'split') OR decision = 'undo')
) STRICT;
CREATE INDEX reviews_target ON reviews(target, target_id);
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;
-- What is split, or no longer, is linked anew: the text of an article, or that of a statement.
CREATE TRIGGER reviews_unlinked AFTER INSERT ON reviews WHEN new.target = 'origins'
BEGIN
    INSERT INTO _unlinked
    SELECT id FROM article_versions WHERE is_current = 1
        AND (article_id = new.target_id
            OR id = (SELECT version_id FROM statements WHERE id = new.target_id))
        AND id NOT IN (SELECT version_id FROM _unlinked);
END;
"""
"""The table as it is since texts can be split from their origin."""
