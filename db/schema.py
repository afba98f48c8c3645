"""The tables, as SQL: STRICT, with checks and foreign keys, so that truth is enforced here.

``docs/data.md`` tells what each column means; a test compares the two.
"""

from enum import StrEnum

from db.records import (
    Attribution,
    Axis,
    Change,
    DateMethod,
    Direction,
    Function,
    Grade,
    Kind,
    Modality,
    Modifier,
    PageKind,
    Population,
    Relation,
    Relevance,
    SpeakerKind,
    Status,
    Tier,
)


def _one_of(column: str, values: type[StrEnum]) -> str:
    listed = ", ".join("'" + value.value.replace("'", "''") + "'" for value in values)
    return f"CHECK ({column} IN ({listed}))"


_SEEN = """
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    retracted TEXT"""

TABLES = f"""
CREATE TABLE outlets (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    home TEXT NOT NULL,
    language TEXT NOT NULL,
    country TEXT NOT NULL,
    tier TEXT NOT NULL {_one_of("tier", Tier)},
    family TEXT NOT NULL,
    least_a_day REAL NOT NULL,
    most_a_day REAL NOT NULL,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    note TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT;

CREATE TABLE frontier (
    url TEXT PRIMARY KEY,
    outlet_id TEXT REFERENCES outlets(id),
    found_in TEXT NOT NULL,
    lastmod TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    http_status INTEGER,
    outcome TEXT NOT NULL,
    visits INTEGER NOT NULL CHECK (visits >= 0),
    changes INTEGER NOT NULL CHECK (changes >= 0),
    last_visit TEXT,
    next_visit TEXT,
    first_seen TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    requested_url TEXT NOT NULL,
    final_url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    outlet_id TEXT REFERENCES outlets(id),
    publisher TEXT NOT NULL,
    kind TEXT NOT NULL {_one_of("kind", PageKind)},
    title TEXT NOT NULL,
    authors TEXT NOT NULL CHECK (json_valid(authors)),
    published TEXT NOT NULL,
    modified TEXT NOT NULL,
    language TEXT NOT NULL,
    section TEXT NOT NULL,
    agency TEXT NOT NULL,
    is_free INTEGER NOT NULL CHECK (is_free IN (0, 1)),
    may_archive INTEGER NOT NULL CHECK (may_archive IN (0, 1)),{_SEEN}
) STRICT;

CREATE TABLE article_versions (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    language TEXT NOT NULL,
    published TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL CHECK (warc_offset >= 0),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    relevance TEXT {_one_of("relevance", Relevance)},
    extracted_by TEXT,{_SEEN},
    UNIQUE (article_id, sha256)
) STRICT;

CREATE TABLE companies (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    wikidata TEXT NOT NULL,
    country TEXT NOT NULL,
    parent_id TEXT REFERENCES companies(id),
    is_followed INTEGER NOT NULL CHECK (is_followed IN (0, 1)),
    source TEXT NOT NULL CHECK (source IN ('seed', 'article', 'review')),{_SEEN}
) STRICT;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    wikidata TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('seed', 'article', 'review')),{_SEEN}
) STRICT;

CREATE TABLE roles (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people(id),
    company_id TEXT NOT NULL REFERENCES companies(id),
    title TEXT NOT NULL,
    start TEXT NOT NULL,
    end TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('seed', 'article', 'review')),{_SEEN}
) STRICT;

CREATE TABLE aliases (
    id TEXT PRIMARY KEY,
    alias TEXT NOT NULL,
    folded TEXT NOT NULL,
    company_id TEXT REFERENCES companies(id),
    person_id TEXT REFERENCES people(id),
    source TEXT NOT NULL CHECK (source IN ('seed', 'article', 'review')),{_SEEN},
    CHECK ((company_id IS NULL) <> (person_id IS NULL))
) STRICT;

CREATE TABLE origins (
    id TEXT PRIMARY KEY,
    first_version_id TEXT NOT NULL REFERENCES article_versions(id),
    articles INTEGER NOT NULL CHECK (articles > 0),
    reason TEXT NOT NULL,{_SEEN}
) STRICT;

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES article_versions(id),
    kind TEXT NOT NULL {_one_of("kind", Kind)},
    start INTEGER NOT NULL CHECK (start >= 0),
    end INTEGER NOT NULL CHECK (end > start),
    spans TEXT NOT NULL CHECK (json_valid(spans)),
    text TEXT NOT NULL CHECK (length(text) = end - start),
    wording TEXT NOT NULL CHECK (length(wording) > 0),
    language TEXT NOT NULL,
    speaker TEXT NOT NULL,
    speaker_kind TEXT NOT NULL {_one_of("speaker_kind", SpeakerKind)},
    cue TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    company TEXT NOT NULL,
    about TEXT NOT NULL,
    speaks_for_company INTEGER NOT NULL CHECK (speaks_for_company IN (0, 1)),
    said_on TEXT NOT NULL,
    said_from TEXT NOT NULL,
    said_to TEXT NOT NULL CHECK (said_to >= said_from),
    said_method TEXT NOT NULL {_one_of("said_method", DateMethod)},
    said_words TEXT NOT NULL,
    said_anchor TEXT NOT NULL,
    said_alternative TEXT NOT NULL,
    position REAL CHECK (position BETWEEN -1 AND 1),
    axis TEXT {_one_of("axis", Axis)},
    function TEXT {_one_of("function", Function)},
    population TEXT {_one_of("population", Population)},
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence TEXT NOT NULL CHECK (json_valid(evidence)),
    modality TEXT NOT NULL {_one_of("modality", Modality)},
    certainty REAL NOT NULL CHECK (certainty BETWEEN 0 AND 1),
    attribution TEXT NOT NULL {_one_of("attribution", Attribution)},
    attribution_words TEXT NOT NULL,
    action TEXT NOT NULL,
    acknowledges_change INTEGER NOT NULL CHECK (acknowledges_change IN (0, 1)),
    is_clarification INTEGER NOT NULL CHECK (is_clarification IN (0, 1)),
    retracts_nothing INTEGER NOT NULL CHECK (retracts_nothing IN (0, 1)),
    company_id TEXT REFERENCES companies(id),
    person_id TEXT REFERENCES people(id),
    about_id TEXT REFERENCES companies(id),
    origin_id TEXT REFERENCES origins(id),
    extracted_by TEXT NOT NULL,{_SEEN},
    CHECK ((position IS NULL) = (axis IS NULL))
) STRICT;

CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES article_versions(id),
    statement_id TEXT REFERENCES statements(id),
    start INTEGER NOT NULL CHECK (start >= 0),
    end INTEGER NOT NULL CHECK (end > start),
    text TEXT NOT NULL CHECK (length(text) = end - start),
    value REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL CHECK (high >= low),
    unit TEXT NOT NULL,
    modifier TEXT {_one_of("modifier", Modifier)},
    change TEXT {_one_of("change", Change)},
    measure TEXT NOT NULL,
    counted TEXT NOT NULL,
    base TEXT NOT NULL,
    population TEXT NOT NULL,
    per TEXT NOT NULL,
    as_of TEXT NOT NULL,
    place TEXT NOT NULL,
    company TEXT NOT NULL,
    sentence TEXT NOT NULL,
    is_plausible INTEGER NOT NULL CHECK (is_plausible IN (0, 1)),
    company_id TEXT REFERENCES companies(id),
    origin_id TEXT REFERENCES origins(id),
    extracted_by TEXT NOT NULL,{_SEEN}
) STRICT;

CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    company_id TEXT REFERENCES companies(id),
    text TEXT NOT NULL,
    value REAL,
    unit TEXT NOT NULL,
    measure TEXT NOT NULL,
    status TEXT NOT NULL {_one_of("status", Status)},
    why TEXT NOT NULL,
    rule TEXT NOT NULL,
    origins INTEGER NOT NULL CHECK (origins >= 0),
    articles INTEGER NOT NULL CHECK (articles >= 0),
    first_said TEXT NOT NULL,
    last_said TEXT NOT NULL,{_SEEN}
) STRICT;

CREATE TABLE claim_statements (
    id TEXT PRIMARY KEY,
    claim_id TEXT NOT NULL REFERENCES claims(id),
    statement_id TEXT NOT NULL REFERENCES statements(id),
    figure_id TEXT REFERENCES figures(id),{_SEEN}
) STRICT;

CREATE TABLE links (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES statements(id),
    target_id TEXT NOT NULL REFERENCES statements(id),
    relation TEXT NOT NULL {_one_of("relation", Relation)},
    rule TEXT NOT NULL,
    evidence TEXT NOT NULL,{_SEEN},
    CHECK (source_id <> target_id)
) STRICT;

CREATE TABLE reversals (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies(id),
    person_id TEXT REFERENCES people(id),
    function TEXT NOT NULL {_one_of("function", Function)},
    axis TEXT NOT NULL {_one_of("axis", Axis)},
    earlier_id TEXT REFERENCES statements(id),
    later_id TEXT NOT NULL REFERENCES statements(id),
    grade TEXT NOT NULL {_one_of("grade", Grade)},
    direction TEXT NOT NULL {_one_of("direction", Direction)},
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    factors TEXT NOT NULL CHECK (json_valid(factors)),
    gates TEXT NOT NULL CHECK (json_valid(gates)),
    why TEXT NOT NULL,
    why_fr TEXT NOT NULL,
    is_oscillating INTEGER NOT NULL CHECK (is_oscillating IN (0, 1)),
    rule TEXT NOT NULL,{_SEEN},
    CHECK ((earlier_id IS NULL) = (grade = 'self_declared'))
) STRICT;

CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    target TEXT NOT NULL
        CHECK (target IN ('reversals', 'statements', 'companies', 'people', 'claims')),
    target_id TEXT NOT NULL,
    decision TEXT NOT NULL
        CHECK (decision IN ('confirm', 'reject', 'correct', 'merge', 'undo')),
    value TEXT NOT NULL CHECK (json_valid(value)),
    reviewer TEXT NOT NULL CHECK (length(reviewer) > 0),
    note TEXT NOT NULL,
    undoes INTEGER REFERENCES reviews(id),
    decided_at TEXT NOT NULL,
    CHECK ((undoes IS NULL) = (decision <> 'undo'))
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    version TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'failed')),
    counts TEXT NOT NULL CHECK (json_valid(counts)),
    message TEXT NOT NULL
) STRICT;

CREATE TABLE skipped (
    id TEXT PRIMARY KEY,
    stage TEXT NOT NULL,
    outlet_id TEXT REFERENCES outlets(id),
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT;
"""

INDEXES = """
-- A partial index answers without the row only if it holds the column it is partial by.
CREATE INDEX frontier_due ON frontier(outlet_id, next_visit);
CREATE INDEX frontier_visited ON frontier(outlet_id, last_visit);
CREATE INDEX articles_outlet ON articles(outlet_id, published);
CREATE INDEX articles_standing ON articles(published, retracted) WHERE retracted IS NULL;
CREATE INDEX versions_article ON article_versions(article_id, is_current);
CREATE INDEX versions_todo ON article_versions(extracted_by);
CREATE INDEX statements_version ON statements(version_id, start);
CREATE INDEX statements_lane ON statements(company_id, axis, function, said_from);
CREATE INDEX statements_company ON statements(company_id, said_from, retracted)
    WHERE retracted IS NULL;
CREATE INDEX statements_person ON statements(person_id, said_from, retracted)
    WHERE retracted IS NULL;
CREATE INDEX statements_standing ON statements(
    said_from, kind, axis, function, language, position, company_id, person_id, said_to,
    retracted
) WHERE retracted IS NULL;
CREATE INDEX statements_origin ON statements(origin_id);
CREATE INDEX figures_version ON figures(version_id, start);
CREATE INDEX figures_standing ON figures(company_id, retracted) WHERE retracted IS NULL;
CREATE INDEX figures_statement ON figures(statement_id);
CREATE INDEX figures_company ON figures(company_id, measure, unit);
CREATE INDEX aliases_folded ON aliases(folded);
CREATE INDEX roles_person ON roles(person_id);
CREATE INDEX roles_company ON roles(company_id);
CREATE INDEX claims_company ON claims(company_id, measure);
CREATE INDEX claim_statements_claim ON claim_statements(claim_id);
CREATE INDEX claim_statements_statement ON claim_statements(statement_id);
CREATE INDEX links_source ON links(source_id, relation);
CREATE INDEX links_target ON links(target_id, relation);
CREATE INDEX reversals_company ON reversals(company_id, score);
CREATE INDEX reversals_person ON reversals(person_id);
CREATE INDEX reversals_earlier ON reversals(earlier_id);
CREATE INDEX reversals_later ON reversals(later_id);
CREATE INDEX reviews_target ON reviews(target, target_id);
CREATE INDEX skipped_stage ON skipped(stage, reason);
"""

APPEND_ONLY = """
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;
"""


def full_text(table: str, columns: tuple[str, ...]) -> str:
    """Return DDL for an FTS5 index over columns of a table, kept in step by triggers."""
    listed = ", ".join(columns)
    new = ", ".join(f"new.{column}" for column in columns)
    old = ", ".join(f"old.{column}" for column in columns)
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    gone = (
        f"INSERT INTO {table}_fts({table}_fts, rowid, {listed}) "
        f"VALUES ('delete', old.rowid, {old});"
    )
    come = f"INSERT INTO {table}_fts(rowid, {listed}) VALUES (new.rowid, {new});"
    return f"""
CREATE VIRTUAL TABLE {table}_fts USING fts5(
    {listed}, content='{table}', content_rowid='rowid',
    tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {come} END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {gone} END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {listed} ON {table} WHEN {changed}
BEGIN {gone} {come} END;
"""
