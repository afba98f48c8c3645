"""The cases of changed positions: well formed and true to their own articles.

The cases set aside are read for their form only. A failure names cases, never their words.
"""

import json
import re
from calendar import monthrange
from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).with_name("reversals")
SIZES = {"open": 180, "set_aside": 50}
CASE_KEYS = {"id", "situation", "articles", "changes", "not_changes"}
ARTICLE_KEYS = {"url", "publisher", "language", "title", "published", "text"}
CHANGE_KEYS = {
    "company",
    "person",
    "function",
    "direction",
    "grade",
    "earlier",
    "later",
    "earlier_words",
    "later_words",
}
FUNCTIONS = {
    "customer service",
    "marketing",
    "translation",
    "editorial",
    "engineering",
    "HR",
    "legal",
    "finance",
    "sales",
    "logistics",
    "operations",
    "all",
}
DIRECTIONS = {"to_humans", "to_ai"}
GRADES = {"full_reversal", "partial_retreat"}
SAID = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
ADDRESS = re.compile(r"https://[a-z0-9-]+\.example/[a-z0-9/-]+")

each_file = pytest.mark.parametrize("name", sorted(SIZES))


@cache
def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").rstrip("\n").split("\n")
    return [json.loads(line) for line in lines]


def holding(name: str, *, changes: bool) -> list[dict[str, Any]]:
    return [case for case in cases(name) if bool(case["changes"]) is changes]


def days(said: str) -> tuple[date, date] | None:
    """First and last day of a said-date; none when it is no date."""
    found = SAID.fullmatch(said)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    last_month = month or 12
    try:
        last = day or monthrange(year, last_month)[1]
        return date(year, month or 1, day or 1), date(year, last_month, last)
    except ValueError:
        return None


def places(case: dict[str, Any], words: str) -> list[dict[str, Any]]:
    return [
        article
        for article in case["articles"]
        if words and (words in article["text"] or words in article["title"])
    ]


@each_file
def test_cases_have_their_fields_and_no_others(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        if case.keys() != CASE_KEYS
        or not case["situation"].strip()
        or not 1 <= len(case["articles"]) <= 4
        or any(article.keys() != ARTICLE_KEYS for article in case["articles"])
        or any(change.keys() != CHANGE_KEYS for change in case["changes"])
    ]
    assert bad == []
    assert len(cases(name)) == SIZES[name]


def test_no_case_and_no_address_stands_twice() -> None:
    everything = [case for name in SIZES for case in cases(name)]
    ids = Counter(case["id"] for case in everything)
    addresses = Counter(article["url"] for case in everything for article in case["articles"])
    assert [key for key, times in ids.items() if times > 1] == []
    assert sum(times > 1 for times in addresses.values()) == 0


def test_no_company_with_a_change_stands_in_two_cases() -> None:
    companies = Counter(
        company
        for name in SIZES
        for case in cases(name)
        for company in {change["company"] for change in case["changes"]}
    )
    assert sum(times > 1 for times in companies.values()) == 0


@each_file
def test_articles_are_short_dated_and_from_invented_outlets(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for article in case["articles"]
        if not ADDRESS.fullmatch(article["url"])
        or article["language"] not in {"en", "fr"}
        or not article["publisher"].strip()
        or not article["title"].strip()
        or "\n" in article["title"]
        or not 58 <= len(article["text"].split()) <= 300
        or datetime.fromisoformat(article["published"]).tzinfo is None
    ]
    assert bad == []


@each_file
def test_changes_use_the_known_labels(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for change in case["changes"]
        if change["function"] not in FUNCTIONS
        or change["direction"] not in DIRECTIONS
        or change["grade"] not in GRADES
        or not change["company"].strip()
    ]
    assert bad == []


@each_file
def test_both_statements_are_words_of_the_articles(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for change in case["changes"]
        if not places(case, change["earlier_words"])
        or not places(case, change["later_words"])
        or change["earlier_words"] == change["later_words"]
    ]
    assert bad == []


@each_file
def test_names_of_a_change_are_names_of_the_articles(name: str) -> None:
    bad = [
        case["id"]
        for case in cases(name)
        for change in case["changes"]
        if not any(
            change["company"].lower() in f"{article['title']} {article['text']}".lower()
            for article in case["articles"]
        )
        or (change["person"] and not places(case, change["person"]))
    ]
    assert bad == []


@each_file
def test_earlier_is_over_before_later_begins_and_nothing_is_said_after_it_was_printed(
    name: str,
) -> None:
    bad = []
    for case in cases(name):
        for change in case["changes"]:
            earlier, later = days(change["earlier"]), days(change["later"])
            if not earlier or not later or earlier[1] >= later[0]:
                bad.append(case["id"])
                continue
            for said, words in ((earlier, "earlier_words"), (later, "later_words")):
                printed = [
                    datetime.fromisoformat(article["published"]).date()
                    for article in places(case, change[words])
                ]
                if not any(said[0] <= day for day in printed):
                    bad.append(case["id"])
    assert bad == []


@each_file
def test_a_case_without_a_change_is_a_trap_and_says_why(name: str) -> None:
    assert [c["id"] for c in holding(name, changes=False) if not c["not_changes"].strip()] == []
    assert [
        case["id"]
        for case in cases(name)
        if case["situation"].startswith("trap") is bool(case["changes"])
    ] == []


@each_file
def test_many_are_traps_and_both_languages_and_directions_are_there(name: str) -> None:
    share = len(holding(name, changes=True)) / len(cases(name))
    assert 0.4 <= share <= 0.65
    directions = Counter(change["direction"] for c in cases(name) for change in c["changes"])
    assert directions["to_ai"] >= directions.total() / 5
    spoken = Counter(
        "+".join(sorted({article["language"] for article in case["articles"]}))
        for case in cases(name)
    )
    assert spoken.keys() == {"en", "fr", "en+fr"}
    assert min(spoken["en"], spoken["fr"]) >= len(cases(name)) / 3
