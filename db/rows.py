"""Records as rows of the base, and rows as the records that linking reads."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from db import ids
from db.quick import maker
from db.records import (
    SURVEYED,
    Article,
    ArticleVersion,
    Axis,
    Capture,
    DateMethod,
    Figure,
    Function,
    Graph,
    Kind,
    LaneStatement,
    Modality,
    Outlet,
    Population,
    Reversal,
    SpeakerKind,
    Statement,
    StoredFigure,
    Tier,
)

Row = dict[str, Any]


def statement_row(version: ArticleVersion, statement: Statement, extractor: str) -> Row:
    """Return the row of a statement. Raises ValueError when its spans don't give its words."""
    start, end = statement.spans[0][0], statement.spans[-1][1]
    if version.text[start:end] != statement.text:
        raise ValueError(f"span {start}-{end} of {version.url} does not hold its words")
    said, position = statement.said, statement.position
    return {
        "id": ids.statement_id(version.id, statement.spans),
        "version_id": version.id,
        "kind": statement.kind.value,
        "start": start,
        "end": end,
        "spans": json.dumps(statement.spans),
        "text": statement.text,
        "wording": statement.wording,
        "language": version.language,
        "speaker": statement.speaker,
        "speaker_kind": statement.speaker_kind.value,
        "cue": statement.cue,
        "person": statement.person,
        "role": statement.role,
        "company": statement.company,
        "about": statement.about,
        "speaks_for_company": int(statement.speaks_for_company),
        "said_on": said.edtf,
        "said_from": said.earliest,
        "said_to": said.latest,
        "said_method": said.method.value,
        "said_words": said.words,
        "said_anchor": said.anchor,
        "said_alternative": said.alternative,
        "position": position.value if position else None,
        "axis": position.axis.value if position else None,
        "function": position.function.value if position else None,
        "population": position.population.value if position else None,
        "confidence": position.confidence if position else 0.0,
        "evidence": json.dumps(position.evidence if position else (), ensure_ascii=False),
        "modality": statement.modality.value,
        "certainty": statement.certainty,
        "attribution": statement.attribution.value,
        "attribution_words": statement.attribution_words,
        "action": statement.action,
        "acknowledges_change": int(statement.acknowledges_change),
        "is_clarification": int(statement.is_clarification),
        "retracts_nothing": int(statement.retracts_nothing),
        "extracted_by": extractor,
    }


def figure_row(
    version: ArticleVersion, figure: Figure, statements: Sequence[Statement], extractor: str
) -> Row:
    """Return the row of a figure, tied to the shortest statement that holds it.

    Raises ValueError when its span doesn't give its words.
    """
    if version.text[figure.start : figure.end] != figure.text:
        raise ValueError(f"span {figure.start}-{figure.end} of {version.url} isn't its words")
    holders = [
        statement
        for statement in statements
        if any(start <= figure.start and figure.end <= end for start, end in statement.spans)
    ]
    holder = min(holders, key=lambda statement: len(statement.text), default=None)
    return {
        "id": ids.figure_id(version.id, figure.start, figure.end),
        "version_id": version.id,
        "statement_id": ids.statement_id(version.id, holder.spans) if holder else None,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "modifier": figure.modifier.value if figure.modifier else None,
        "change": figure.change.value if figure.change else None,
        "measure": figure.measure,
        "counted": figure.counted,
        "base": figure.base,
        "population": figure.population,
        "per": figure.per,
        "as_of": figure.as_of,
        "place": figure.place,
        # What a company publishes counts its own where it names nobody: "we", "the program".
        "company": figure.company or _publisher(version, figure),
        "sentence": version.text[max(figure.sentence_start, 0) : max(figure.sentence_end, 0)],
        "is_plausible": int(figure.is_plausible),
        "extracted_by": extractor,
    }


def _publisher(version: ArticleVersion, figure: Figure) -> str:
    is_own = version.tier == Tier.COMPANY.value and figure.measure not in SURVEYED
    return version.publisher if is_own else ""


def outlet_row(outlet: Outlet) -> Row:
    """Return the row of an outlet."""
    return {
        "id": outlet.id,
        "name": outlet.name,
        "home": outlet.home,
        "language": outlet.language,
        "country": outlet.country,
        "tier": outlet.tier.value,
        "family": outlet.family,
        "least_a_day": outlet.least_a_day,
        "most_a_day": outlet.most_a_day,
        "enabled": int(outlet.enabled),
        "note": outlet.note,
    }


def article_row(article_id: str, article: Article, capture: Capture) -> Row:
    """Return the row of an article."""
    return {
        "id": article_id,
        "url": article.url,
        "requested_url": capture.requested_url,
        "final_url": capture.final_url,
        "canonical_url": article.canonical_url,
        "outlet_id": capture.outlet or None,
        "publisher": article.publisher,
        "kind": article.kind.value,
        "title": article.title,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "section": article.section,
        "agency": article.agency,
        "is_free": int(article.is_free),
        "may_archive": int(article.may_archive),
    }


FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
"""What an unknown beginning and an unknown end of a said-date count as when days are compared."""

LANE_STATEMENTS = """
SELECT
    statements.id AS id, version_id, article_versions.article_id AS article_id,
    statements.kind AS kind, wording, statements.language AS language, said_on, said_from,
    said_to, said_method, article_versions.published AS published, speaker, speaker_kind,
    person, role, company, about, speaks_for_company, position, axis, function, population,
    confidence, modality, certainty, acknowledges_change, is_clarification, retracts_nothing,
    action, articles.url AS url, coalesce(articles.outlet_id, articles.publisher) AS outlet,
    coalesce(company_id, '') AS company_id, coalesce(person_id, '') AS person_id,
    coalesce(origin_id, '') AS origin_id
FROM statements
    JOIN article_versions ON article_versions.id = version_id
    JOIN articles ON articles.id = article_versions.article_id
WHERE statements.retracted IS NULL
"""

STORED_FIGURES = """
SELECT
    figures.id AS id, figures.version_id AS version_id,
    article_versions.article_id AS article_id, coalesce(statement_id, '') AS statement_id,
    figures.text AS text, value, low, high, unit, coalesce(modifier, '') AS modifier,
    coalesce(change, '') AS change, measure, counted, base, figures.population AS population,
    as_of, place, figures.company AS company,
    coalesce(said_on, article_versions.published) AS said_on,
    coalesce(said_from, '') AS said_from, coalesce(said_to, '') AS said_to,
    article_versions.language AS language, sentence,
    coalesce(figures.company_id, '') AS company_id, coalesce(figures.origin_id, '') AS origin_id
FROM figures
    JOIN article_versions ON article_versions.id = figures.version_id
    LEFT JOIN statements ON statements.id = figures.statement_id
WHERE figures.retracted IS NULL
"""


# Asking a table is three times as quick as asking the enumeration, and there may be a million.
_KINDS = {one.value: one for one in Kind}
_METHODS = {one.value: one for one in DateMethod}
_SPEAKERS = {one.value: one for one in SpeakerKind}
_AXES = {one.value: one for one in Axis}
_FUNCTIONS = {one.value: one for one in Function}
_POPULATIONS = {one.value: one for one in Population}
_MODALITIES = {one.value: one for one in Modality}


def _first_day(day: str) -> str:
    return day or FIRST_DAY


def _last_day(day: str) -> str:
    return day or LAST_DAY


_READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _KINDS.__getitem__,
    "said_from": _first_day,
    "said_to": _last_day,
    "said_method": _METHODS.__getitem__,
    "speaker_kind": _SPEAKERS.__getitem__,
    "speaks_for_company": bool,
    "axis": _AXES.get,
    "function": _FUNCTIONS.get,
    "population": _POPULATIONS.get,
    "modality": _MODALITIES.__getitem__,
    "acknowledges_change": bool,
    "is_clarification": bool,
    "retracts_nothing": bool,
}
_FIELDS = tuple(field.name for field in fields(LaneStatement))
_READ = tuple((_FIELDS.index(name), read) for name, read in _READERS.items())
"""Where a value is read as another, and how."""
_statement = maker(LaneStatement)
_figure = maker(StoredFigure)


def lane_statement(values: Sequence[Any]) -> LaneStatement:
    """Return a row of ``LANE_STATEMENTS``, in its order, as the record that linking reads."""
    found = list(values)
    for place, read in _READ:
        found[place] = read(found[place])
    return _statement(found)


def stored_figure(values: Sequence[Any]) -> StoredFigure:
    """Return a row of ``STORED_FIGURES``, in its order, as the record that linking reads."""
    return _figure(values)


def graph_rows(graph: Graph, *, rule: str) -> dict[str, list[Row]]:
    """Return the rows of a graph by table, in the order in which keys point."""
    aliases = [
        _alias_row(alias, "company_id", company.id, company.source)
        for company in graph.companies
        for alias in (company.name, *company.aliases)
    ] + [
        _alias_row(alias, "person_id", person.id, person.source)
        for person in graph.people
        for alias in (person.name, *person.aliases)
    ]
    return {
        "companies": [
            {
                "id": company.id,
                "name": company.name,
                "slug": company.slug,
                "wikidata": company.wikidata,
                "country": company.country,
                "parent_id": company.parent_id or None,
                "is_followed": int(company.is_followed),
                "source": company.source,
            }
            for company in graph.companies
        ],
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "slug": person.slug,
                "wikidata": person.wikidata,
                "source": person.source,
            }
            for person in graph.people
        ],
        "roles": [
            {
                "id": role.id,
                "person_id": role.person_id,
                "company_id": role.company_id,
                "title": role.title,
                "start": role.start,
                "end": role.end,
                "source": role.source,
            }
            for role in graph.roles
        ],
        "aliases": aliases,
        "origins": [
            {
                "id": origin.id,
                "first_version_id": origin.first_version_id,
                "articles": len(origin.version_ids),
                "reason": origin.reason,
            }
            for origin in graph.origins
        ],
        "claims": [
            {
                "id": claim.id,
                "company_id": claim.company_id or None,
                "text": claim.text,
                "value": claim.value,
                "unit": claim.unit,
                "measure": claim.measure,
                "status": claim.status.value,
                "why": claim.why,
                "rule": claim.rule,
                "origins": claim.origins,
                "articles": claim.articles,
                "first_said": claim.first_said,
                "last_said": claim.last_said,
            }
            for claim in graph.claims
        ],
        "claim_statements": [
            {
                "id": ids.digest("claim statement", claim.id, statement_id, figure_id),
                "claim_id": claim.id,
                "statement_id": statement_id,
                "figure_id": figure_id or None,
            }
            for claim in graph.claims
            for statement_id, figure_id in claim.members
        ],
        "links": [
            {
                "id": ids.digest("link", link.source_id, link.target_id, link.relation.value),
                "source_id": link.source_id,
                "target_id": link.target_id,
                "relation": link.relation.value,
                "rule": link.rule,
                "evidence": link.evidence,
            }
            for link in graph.links
        ],
        "reversals": [_reversal_row(reversal, rule) for reversal in graph.reversals],
    }


def _alias_row(alias: str, column: str, target: str, source: str) -> Row:
    return {
        "id": ids.digest("alias", ids.fold(alias), column, target),
        "alias": alias,
        "folded": ids.fold(alias),
        "company_id": target if column == "company_id" else None,
        "person_id": target if column == "person_id" else None,
        "source": source,
    }


_in_order = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode
"""Made once: ``json.dumps`` makes one for each call that asks for anything of its own."""


def _reversal_row(reversal: Reversal, rule: str) -> Row:
    return {
        "id": ids.reversal_id(reversal.earlier_id, reversal.later_id),
        "company_id": reversal.company_id,
        "person_id": reversal.person_id or None,
        "function": reversal.function.value,
        "axis": reversal.axis.value,
        "earlier_id": reversal.earlier_id or None,
        "later_id": reversal.later_id,
        "grade": reversal.grade.value,
        "direction": reversal.direction.value,
        "score": reversal.score,
        "factors": _in_order(reversal.factors),
        "gates": _in_order(reversal.gates),
        "why": reversal.why,
        "why_fr": reversal.why_fr,
        "is_oscillating": int(reversal.is_oscillating),
        "turn_id": reversal.turn_id or None,
        "rule": rule,
    }
