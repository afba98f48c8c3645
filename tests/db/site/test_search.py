from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.site.pages.search import match_expression

Get = Callable[..., Any]


def found(get: Get, query: str) -> dict[str, Any]:
    return get(f"/search.json?{query}").json()


def test_search_finds_words_in_any_case_and_without_accents(get: Get) -> None:
    assert found(get, "q=HUMAN")["found"] == 2
    assert found(get, "q=economiser")["found"] == 1


def test_all_words_have_to_be_there_and_phrases_stand_together(get: Get) -> None:
    assert found(get, "q=human+customer")["found"] == 1
    assert found(get, 'q="human support"')["found"] == 1
    assert found(get, 'q="support human"')["found"] == 0
    assert found(get, "q=invest*")["found"] == 1


def test_newest_is_first_unless_ranked(get: Get) -> None:
    days = [row["said_from"] for row in found(get, "")["statements"]]
    assert days == sorted(days, reverse=True)
    assert found(get, "q=human&sort=best")["found"] == 2


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("company=klarna", 5),
        ("company=klarna&kind=action", 1),
        ("company=nobody", 0),
        ("person=mara-ellison", 3),
        ("side=to_ai&company=klarna", 3),
        ("side=to_humans&company=klarna", 2),
        ("axis=capability", 1),
        ("function=all", 3),
        ("language=fr", 3),
        ("since=2025-05-01&until=2025-05-31", 2),
        ("since=nonsense&company=klarna", 5),
        ("q=human&side=to_ai", 0),
        ("q=human&company=klarna&sort=best", 2),
    ],
)
def test_filters_narrow_the_search(get: Get, query: str, count: int) -> None:
    assert found(get, query)["found"] == count


def test_matches_are_highlighted_and_nothing_else(get: Get) -> None:
    html = get("/search?q=human").text
    assert html.count("<mark>human</mark>") == 2
    assert html.count("<mark>") == 2


def test_filters_and_words_stay_in_the_form(get: Get) -> None:
    html = get("/search?q=human&kind=direct_quote&since=2025-01-01").text
    assert 'value="human"' in html
    assert '<option value="direct_quote" selected>' in html
    assert 'value="2025-01-01"' in html


def test_page_number_that_is_none_is_the_first_page(get: Get) -> None:
    for page in ("0", "-1", "x", "99999999999", "²"):
        assert get(f"/search?page={page}").status_code == 200, page


@given(st.text(max_size=60))
def test_nothing_typed_is_an_operator(text: str) -> None:
    expression = match_expression(text)
    outside_quotes = expression.split('"')[::2]
    assert set("".join(outside_quotes)) <= {" ", "*"}


@pytest.mark.parametrize(
    "typed", ['"', '""', "AND", "a OR", "NEAR(", "*", "-", "a:b", "^a", "'", "\\", "\x00", "{a b}"]
)
def test_odd_searches_are_answered(get: Get, typed: str) -> None:
    assert get("/search", params={"q": typed}).status_code == 200
