"""The tables, indexes and triggers that linking keeps for itself."""

_READ = (
    "kind, start, end, spans, wording, language, speaker, speaker_kind, person, role, company, "
    "about, speaks_for_company, said_on, said_from, said_to, said_method, position, axis, "
    "function, population, confidence, modality, certainty, action, acknowledges_change, "
    "is_clarification, retracts_nothing, retracted"
)
"""Columns of a statement on which linking rests."""

_COUNTED = (
    "text, value, low, high, unit, modifier, change, measure, counted, base, population, as_of, "
    "place, company, sentence, statement_id, retracted"
)
"""Columns of a figure on which linking rests."""


def _note(version: str) -> str:
    """Return the trigger's action. Not OR IGNORE: the statement that fires it decides on that."""
    return (
        f"BEGIN INSERT INTO _unlinked SELECT {version} WHERE NOT EXISTS "
        f"(SELECT 1 FROM _unlinked WHERE version_id = {version}); END;"
    )


LINKING = f"""
-- What linking keeps for itself. Their names begin with a line: they are no one's to query.
CREATE TABLE _unlinked (version_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE _linked (basis TEXT NOT NULL, totals TEXT NOT NULL) STRICT;
CREATE TABLE _marks (
    mark INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (mark, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE _copies (
    version_id TEXT NOT NULL, other_id TEXT NOT NULL, reason TEXT NOT NULL, share REAL NOT NULL,
    PRIMARY KEY (version_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX _copies_other ON _copies(other_id);
CREATE TABLE _grouped (
    version_id TEXT PRIMARY KEY, origin_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reversals_grade ON reversals(grade, retracted) WHERE retracted IS NULL;
CREATE INDEX statements_named ON statements(company, person, retracted)
    WHERE retracted IS NULL;
-- A text lies between the columns that linking asks for: the index spares reading past it.
CREATE INDEX versions_brief ON article_versions(id, article_id, published, language);
CREATE INDEX statements_who ON statements(person, company, retracted)
    WHERE retracted IS NULL AND person <> '';
CREATE INDEX statements_about ON statements(about_id) WHERE about_id IS NOT NULL;
CREATE INDEX aliases_company ON aliases(company_id) WHERE company_id IS NOT NULL;
CREATE INDEX aliases_person ON aliases(person_id) WHERE person_id IS NOT NULL;

CREATE TRIGGER statements_unlinked_new AFTER INSERT ON statements
{_note("new.version_id")}
CREATE TRIGGER statements_unlinked AFTER UPDATE OF {_READ} ON statements
{_note("new.version_id")}
CREATE TRIGGER figures_unlinked_new AFTER INSERT ON figures
{_note("new.version_id")}
CREATE TRIGGER figures_unlinked AFTER UPDATE OF {_COUNTED} ON figures
{_note("new.version_id")}
CREATE TRIGGER versions_unlinked AFTER UPDATE OF published, is_current ON article_versions
{_note("new.id")}
CREATE TRIGGER articles_unlinked
AFTER UPDATE OF canonical_url, agency, publisher, outlet_id ON articles
BEGIN
    INSERT INTO _unlinked
    SELECT id FROM article_versions WHERE article_id = new.id AND is_current = 1
        AND id NOT IN (SELECT version_id FROM _unlinked);
END;
"""
