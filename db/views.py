"""The views: the door for journalists and analysts. Human decisions are in force through them."""

IN_FORCE = """
    SELECT target, target_id, decision, value, reviewer, decided_at, max(id) AS id
    FROM reviews
    WHERE decision <> 'undo'
        AND id NOT IN (SELECT undoes FROM reviews WHERE undoes IS NOT NULL)
    GROUP BY target, target_id
"""
"""The last decision on each thing that was not undone."""

_WHERE_FROM = """
    JOIN article_versions ON article_versions.id = statements.version_id
    JOIN articles ON articles.id = article_versions.article_id
    LEFT JOIN outlets ON outlets.id = articles.outlet_id
    LEFT JOIN companies ON companies.id = statements.company_id
    LEFT JOIN people ON people.id = statements.person_id
"""

_STATEMENT_STANDS = """
    statements.retracted IS NULL AND NOT EXISTS (
        SELECT 1 FROM reviews_in_force
        WHERE reviews_in_force.target = 'statements'
            AND reviews_in_force.target_id = statements.id
            AND reviews_in_force.decision = 'reject'
    )
"""

VIEWS = {
    "reviews_in_force": IN_FORCE,
    "quotes": f"""
SELECT
    statements.said_on AS said_on,
    coalesce(people.name, nullif(statements.person, ''), statements.speaker) AS speaker,
    statements.role AS role,
    coalesce(companies.name, statements.company) AS company,
    statements.wording AS text,
    statements.kind AS kind,
    statements.position AS position,
    statements.axis AS axis,
    statements.function AS function,
    article_versions.published AS published,
    coalesce(outlets.name, articles.publisher) AS outlet,
    articles.title AS title,
    articles.url AS url,
    statements.speaker AS speaker_as_written,
    statements.modality AS modality,
    statements.certainty AS certainty,
    statements.language AS language,
    statements.id AS statement_id,
    articles.id AS article_id
FROM statements {_WHERE_FROM}
WHERE statements.kind IN ('direct_quote', 'indirect_quote') AND {_STATEMENT_STANDS}
""",
    "figures_in_context": """
SELECT
    figures.value AS value,
    figures.low AS low,
    figures.high AS high,
    figures.unit AS unit,
    figures.modifier AS modifier,
    figures.measure AS measure,
    figures.base AS base,
    coalesce(nullif(figures.as_of, ''), statements.said_on, article_versions.published) AS as_of,
    figures.text AS text,
    coalesce(companies.name, figures.company) AS company,
    coalesce(statements.said_on, article_versions.published) AS said_on,
    coalesce(outlets.name, articles.publisher) AS outlet,
    articles.url AS url,
    figures.change AS change,
    figures.counted AS counted,
    figures.per AS per,
    figures.place AS place,
    figures.sentence AS sentence,
    figures.is_plausible AS is_plausible,
    figures.id AS figure_id,
    figures.statement_id AS statement_id,
    articles.id AS article_id
FROM figures
    JOIN article_versions ON article_versions.id = figures.version_id
    JOIN articles ON articles.id = article_versions.article_id
    LEFT JOIN outlets ON outlets.id = articles.outlet_id
    LEFT JOIN statements ON statements.id = figures.statement_id
    LEFT JOIN companies ON companies.id = figures.company_id
WHERE figures.retracted IS NULL
""",
    "claim_status": """
SELECT
    companies.name AS company,
    claims.text AS claim,
    claims.value AS value,
    claims.unit AS unit,
    claims.status AS status,
    claims.why AS why,
    claims.origins AS origins,
    claims.articles AS articles,
    claims.first_said AS first_said,
    claims.last_said AS last_said,
    claims.measure AS measure,
    claims.rule AS rule,
    claims.id AS claim_id
FROM claims LEFT JOIN companies ON companies.id = claims.company_id
WHERE claims.retracted IS NULL AND NOT EXISTS (
    SELECT 1 FROM reviews_in_force
    WHERE reviews_in_force.target = 'claims' AND reviews_in_force.target_id = claims.id
        AND reviews_in_force.decision = 'reject'
)
""",
    "reversal_pairs": """
SELECT
    companies.name AS company,
    people.name AS person,
    reversals.function AS function,
    reversals.direction AS direction,
    coalesce(json_extract(decided.value, '$.grade'), reversals.grade) AS grade,
    reversals.score AS score,
    earlier.said_on AS earlier_date,
    earlier.wording AS earlier_text,
    earlier_article.url AS earlier_url,
    later.said_on AS later_date,
    later.wording AS later_text,
    later_article.url AS later_url,
    CAST(julianday(later.said_from) - julianday(earlier.said_from) AS INTEGER) AS days_between,
    decided.decision AS review,
    reversals.grade AS machine_grade,
    reversals.axis AS axis,
    reversals.why AS why,
    reversals.why_fr AS why_fr,
    reversals.is_oscillating AS is_oscillating,
    reversals.earlier_id AS earlier_statement_id,
    reversals.later_id AS later_statement_id,
    reversals.id AS reversal_id,
    reversals.turn_id AS turn_id
FROM reversals
    JOIN companies ON companies.id = reversals.company_id
    LEFT JOIN people ON people.id = reversals.person_id
    LEFT JOIN statements AS earlier ON earlier.id = reversals.earlier_id
    LEFT JOIN article_versions AS earlier_version ON earlier_version.id = earlier.version_id
    LEFT JOIN articles AS earlier_article ON earlier_article.id = earlier_version.article_id
    JOIN statements AS later ON later.id = reversals.later_id
    JOIN article_versions AS later_version ON later_version.id = later.version_id
    JOIN articles AS later_article ON later_article.id = later_version.article_id
    LEFT JOIN reviews_in_force AS decided
        ON decided.target = 'reversals' AND decided.target_id = reversals.id
WHERE reversals.retracted IS NULL
    AND coalesce(decided.decision, '') <> 'reject'
    AND coalesce(json_extract(decided.value, '$.grade'), reversals.grade)
        IN ('full_reversal', 'partial_retreat', 'inconsistent', 'self_declared')
""",
    "timeline": f"""
SELECT
    statements.said_from AS date,
    coalesce(companies.name, statements.company) AS company,
    coalesce(people.name, statements.person) AS person,
    statements.kind AS kind,
    statements.position AS position,
    statements.wording AS text,
    articles.url AS url,
    statements.said_on AS said_on,
    statements.axis AS axis,
    statements.function AS function,
    statements.action AS action,
    statements.id AS statement_id,
    articles.id AS article_id
FROM statements {_WHERE_FROM}
WHERE (statements.company <> '' OR statements.person <> '') AND {_STATEMENT_STANDS}
""",
}
"""Name → query, in the order in which they build on each other."""
