"""A base as JSON-LD: statements as quotations and annotations, claims, where each comes from.

Terms are those of schema.org, PROV-O and the Web Annotation Data Model; what they lack has a term
of our own, told in docs/vocabulary.md.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from db.records import Kind

Row = Mapping[str, Any]
Node = dict[str, Any]

CONTEXT = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "wb": "urn:walkback:terms:",
}


def document(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield a JSON-LD document piece by piece, a node a line."""
    yield f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n'
    between = ""
    for node in nodes:
        yield between + json.dumps(_filled(node), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def company_node(row: Row) -> Node:
    """Return a company."""
    return {
        "@id": urn("company", row["id"]),
        "@type": "schema:Organization",
        "schema:name": row["name"],
        "schema:sameAs": _wikidata(row["wikidata"]),
        "schema:parentOrganization": _ref("company", row["parent_id"]),
    }


def person_node(posts: list[Row]) -> Node:
    """Return a person with the posts held, one row each."""
    return {
        "@id": urn("person", posts[0]["id"]),
        "@type": "schema:Person",
        "schema:name": posts[0]["name"],
        "schema:sameAs": _wikidata(posts[0]["wikidata"]),
        "schema:hasOccupation": [
            _filled(
                {
                    "@type": "schema:Role",
                    "schema:roleName": post["title"],
                    "schema:startDate": post["start"],
                    "schema:endDate": post["end"],
                    "schema:affiliation": _ref("company", post["company_id"]),
                }
            )
            for post in posts
        ],
    }


def version_nodes(row: Row) -> Iterator[Node]:
    """Yield a version of an article as it was fetched, and the article itself."""
    yield {
        "@id": urn("version", row["id"]),
        "@type": "prov:Entity",
        "prov:specializationOf": {"@id": _address(row["url"], row["article_id"])},
        "prov:generatedAtTime": row["fetched_at"],
        "wb:sha256": row["sha256"],
    }
    yield {
        "@id": _address(row["url"], row["article_id"]),
        "@type": "schema:NewsArticle",
        "schema:headline": row["title"],
        "schema:datePublished": row["published"],
        "schema:inLanguage": row["language"],
        "schema:publisher": _filled(
            {"@type": "schema:Organization", "schema:name": row["publisher"]}
        ),
    }


def statement_nodes(row: Row) -> Iterator[Node]:
    """Yield a statement, and the annotation that shows where its words stand."""
    is_quotation = row["kind"] == Kind.DIRECT_QUOTE
    yield {
        "@id": urn("statement", row["id"]),
        "@type": ["schema:Quotation" if is_quotation else "wb:Statement", "prov:Entity"],
        "schema:text": row["wording"],
        "schema:inLanguage": row["language"],
        "schema:creator": _ref("person", row["person_id"]) or _ref("company", row["company_id"]),
        "schema:about": _ref("company", row["about_id"]),
        "schema:isPartOf": {"@id": _address(row["url"], row["article_id"])},
        "wb:onBehalfOf": _ref("company", row["company_id"]),
        "wb:kind": row["kind"],
        "wb:speakerAsWritten": row["speaker"],
        "wb:saidOn": row["said_on"],
        "wb:position": row["position"],
        "wb:axis": row["axis"],
        "wb:function": row["function"],
        "wb:population": row["population"],
        "wb:modality": row["modality"],
        "wb:attribution": row["attribution"],
        "prov:wasDerivedFrom": {"@id": urn("version", row["version_id"])},
        "prov:wasGeneratedBy": {"@id": urn("reader", row["extracted_by"])},
    }
    yield {
        "@id": urn("annotation", row["id"]),
        "@type": "oa:Annotation",
        "oa:hasBody": {"@id": urn("statement", row["id"])},
        "oa:hasTarget": list(_targets(row)),
    }


def reader_node(version: str) -> Node:
    """Return the activity that found statements: one version of the reader."""
    return {"@id": urn("reader", version), "@type": "prov:Activity", "wb:readerVersion": version}


def claim_nodes(row: Row) -> Iterator[Node]:
    """Yield a claim and, only where a person decided on it, that person's review."""
    claim = urn("claim", row["id"])
    yield {
        "@id": claim,
        "@type": "schema:Claim",
        "schema:text": row["text"],
        "schema:about": _ref("company", row["company_id"]),
        "schema:appearance": [
            {"@id": urn("statement", member)} for member in json.loads(row["members"])
        ],
        "wb:status": row["status"],
        "wb:why": row["why"],
        "wb:rule": row["rule"],
        "wb:origins": row["origins"],
        "wb:firstSaid": row["first_said"],
        "wb:lastSaid": row["last_said"],
    }
    if row["decision"]:
        yield {
            "@id": urn("review", row["id"]),
            "@type": "schema:ClaimReview",
            "schema:itemReviewed": {"@id": claim},
            "schema:claimReviewed": row["text"],
            "schema:author": {"@type": "schema:Person", "schema:name": row["reviewer"]},
            "schema:datePublished": row["decided_at"],
            "wb:decision": row["decision"],
        }


def change_node(row: Row) -> Node:
    """Return a change of position."""
    return {
        "@id": urn("change", row["reversal_id"]),
        "@type": "wb:ChangeOfPosition",
        "wb:earlier": _ref("statement", row["earlier_statement_id"]),
        "wb:later": _ref("statement", row["later_statement_id"]),
        "wb:grade": row["grade"],
        "wb:direction": row["direction"],
        "wb:function": row["function"],
        "wb:score": row["score"],
        "wb:why": [
            {"@value": row["why"], "@language": "en"},
            {"@value": row["why_fr"], "@language": "fr"},
        ],
    }


def link_node(row: Row) -> Node:
    """Return an edge between two statements; its relation is a term of our own."""
    first, *rest = row["relation"].split("_")
    term = "wb:" + first + "".join(part.capitalize() for part in rest)
    return {"@id": urn("statement", row["source_id"]), term: _ref("statement", row["target_id"])}


def urn(kind: str, name: str) -> str:
    """Return the identifier of a thing of the base."""
    return f"urn:walkback:{kind}:{quote(name, safe='')}"


def _ref(kind: str, name: str | None) -> Node | None:
    return {"@id": urn(kind, name)} if name else None


def _address(url: str, article_id: str) -> str:
    """Return an article's address; what isn't one of the web gets a name instead."""
    is_plain = url.startswith(("http://", "https://")) and not set(url) & set(' "<>\\^`{|}')
    return url if is_plain else urn("article", article_id)


def _wikidata(item: str) -> Node | None:
    return {"@id": f"http://www.wikidata.org/entity/{item}"} if item else None


def _targets(row: Row) -> Iterator[Node]:
    spans = json.loads(row["spans"])
    for number, (start, end) in enumerate(spans):
        begin = start - row["start"]
        words = {
            "@type": "oa:TextQuoteSelector",
            "oa:exact": row["text"][begin : end - row["start"]],
            "oa:prefix": row["before"] if number == 0 else "",
            "oa:suffix": row["after"] if number == len(spans) - 1 else "",
        }
        yield {
            "oa:hasSource": {"@id": urn("version", row["version_id"])},
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end},
                _filled(words),
            ],
        }


def _filled(node: Node) -> Node:
    """Return a node without what isn't known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
