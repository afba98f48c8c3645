"""The cases of claims and the pairs of articles: well formed and true to their own articles.

Form only. A failure names cases, never their words: one half of the claims is set aside.
"""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FILES = ("open", "set_aside")
CASE_KEYS = {"id", "articles", "claims", "relations"}
ARTICLE_KEYS = {"url", "publisher", "tier", "language", "title", "published", "text"}
CLAIM_KEYS = {"article", "text", "company", "status", "why"}
RELATION_KEYS = {"source", "target", "relation", "lost"}
TIERS = {"press", "trade", "agency", "company", "public"}
STATUSES = {
    "not_checkable",
    "self_contradicted",
    "superseded",
    "disputed",
    "corroborated",
    "single_source",
}
RELATIONS = {
    "supports",
    "refutes",
    "qualifies",
    "extrapolates",
    "mutates",
    "supersedes",
    "corrects",
}
LOST = {"date", "base", "place", "subject", "predicate"}
PAIR_KEYS = {"id", "one", "other", "same_origin", "kind"}
MEMBER_KEYS = {"url", "publisher", "language", "published", "text"}
KINDS = {
    "copy": True,
    "trimmed copy": True,
    "rewrite of one wire story": True,
    "translation": True,
    "same quotes within a week": True,
    "independent report": False,
    "same event different sources": False,
    "same company a month later": False,
    "boilerplate shared": False,
}
ADDRESS = re.compile(r"https://[a-z0-9-]+\.example/[a-z0-9/-]+")

each_file = pytest.mark.parametrize("name", FILES)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]


@cache
def cases(name: str) -> list[dict[str, Any]]:
    return lines(HERE / "claims" / f"{name}.jsonl")


@cache
def pairs() -> list[dict[str, Any]]:
    return lines(HERE / "origins" / "pairs.jsonl")


def stands_once(case: dict[str, Any], article: int, words: str) -> bool:
    return (
        0 <= article < len(case["articles"])
        and bool(words.strip())
        and case["articles"][article]["text"].count(words) == 1
    )


def is_article(article: dict[str, Any], *, shortest: int, longest: int) -> bool:
    return (
        ADDRESS.fullmatch(article["url"]) is not None
        and article["language"] in {"en", "fr"}
        and bool(article["publisher"].strip())
        and datetime.fromisoformat(article["published"]).utcoffset() == timedelta(0)
        and shortest <= len(article["text"].split()) <= longest
    )


@each_file
def test_claim_cases_have_their_fields_and_no_others(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        if case.keys() != CASE_KEYS
        or not 1 <= len(case["articles"]) <= 5
        or not case["claims"]
        or any(article.keys() != ARTICLE_KEYS for article in case["articles"])
        or any(claim.keys() != CLAIM_KEYS for claim in case["claims"])
        or any(relation.keys() != RELATION_KEYS for relation in case["relations"])
    ]
    assert bad == []


@each_file
def test_articles_of_claims_are_short_dated_and_from_invented_outlets(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for article in case["articles"]
        if not is_article(article, shortest=20, longest=160)
        or article["tier"] not in TIERS
        or not article["title"].strip()
        or "\n" in article["title"]
    ]
    assert bad == []


@each_file
def test_claims_stand_in_their_articles_under_a_known_status(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for claim in case["claims"]
        if claim["status"] not in STATUSES
        or not claim["why"].strip()
        or not stands_once(case, claim["article"], claim["text"])
    ]
    twice = [
        case["id"]
        for case in cases(name)
        if len({(claim["article"], claim["text"]) for claim in case["claims"]})
        != len(case["claims"])
    ]
    assert (bad, twice) == ([], [])


@each_file
def test_company_of_a_claim_is_named_in_its_case(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for claim in case["claims"]
        if not any(
            claim["company"] in f"{article['publisher']} {article['title']} {article['text']}"
            for article in case["articles"]
        )
    ]
    assert bad == []


@each_file
def test_relations_join_two_places_of_the_case_and_only_a_loss_names_what_was_lost(
    name: str,
) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for relation in case["relations"]
        if relation["relation"] not in RELATIONS
        or relation["source"] == relation["target"]
        or not stands_once(case, *relation["source"])
        or not stands_once(case, *relation["target"])
        or relation["lost"] not in LOST | {""}
        or (relation["relation"] == "mutates" and not relation["lost"])
        or (relation["relation"] in {"supports", "refutes", "supersedes"} and relation["lost"])
    ]
    assert bad == []


@each_file
def test_later_statement_is_the_one_that_supersedes_corrects_or_mutates(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for relation in case["relations"]
        if relation["relation"] in {"corrects", "mutates", "extrapolates"}
        and case["articles"][relation["source"][0]]["published"]
        <= case["articles"][relation["target"][0]]["published"]
    ]
    assert bad == []


@each_file
def test_corroborated_and_disputed_claims_stand_in_two_articles_and_corroborated_in_two_papers(
    name: str,
) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for status in ("corroborated", "disputed")
        if 0 < len({c["article"] for c in case["claims"] if c["status"] == status}) < 2
    ]
    alone = [
        case["id"]
        for case in cases(name)
        if any(claim["status"] == "corroborated" for claim in case["claims"])
        and len({article["publisher"] for article in case["articles"]}) < 2
    ]
    assert (bad, alone) == ([], [])


def test_both_files_hold_each_status_language_and_relation() -> None:
    sizes = {name: sum(len(case["claims"]) for case in cases(name)) for name in FILES}
    assert min(sizes.values()) >= 65
    for name in FILES:
        statuses = Counter(claim["status"] for case in cases(name) for claim in case["claims"])
        assert statuses.keys() == STATUSES
        assert min(statuses.values()) >= 5
        languages = Counter(
            article["language"] for case in cases(name) for article in case["articles"]
        )
        assert min(languages.values()) >= 0.4 * languages.total()
        related = [relation for case in cases(name) for relation in case["relations"]]
        assert {relation["relation"] for relation in related} == RELATIONS
        assert {r["lost"] for r in related if r["relation"] == "mutates"} == LOST


def test_no_case_pair_or_address_stands_twice() -> None:
    everything = [case for name in FILES for case in cases(name)]
    members = [pair[side] for pair in pairs() for side in ("one", "other")]
    ids = Counter(record["id"] for record in [*everything, *pairs()])
    addresses = Counter(
        article["url"]
        for article in [*members, *(a for case in everything for a in case["articles"])]
    )
    assert [key for key, times in ids.items() if times > 1] == []
    assert sum(times > 1 for times in addresses.values()) == 0


def test_pairs_have_their_fields_and_a_kind_that_fits_the_answer() -> None:
    bad = [
        pair["id"]
        for pair in pairs()
        if pair.keys() != PAIR_KEYS
        or KINDS.get(pair["kind"]) is not pair["same_origin"]
        or not all(
            pair[side].keys() - {"agency"} == MEMBER_KEYS
            and is_article(pair[side], shortest=80, longest=250)
            for side in ("one", "other")
        )
        or (pair["kind"] == "translation")
        is not (pair["same_origin"] and pair["one"]["language"] != pair["other"]["language"])
    ]
    assert bad == []


def test_half_of_the_pairs_share_an_origin_and_every_kind_is_there() -> None:
    answers = Counter(pair["same_origin"] for pair in pairs())
    assert answers == {True: 30, False: 30}
    assert {pair["kind"] for pair in pairs()} == KINDS.keys()
    languages = Counter(pair[side]["language"] for pair in pairs() for side in ("one", "other"))
    assert min(languages.values()) >= 0.4 * languages.total()
