"""Search services' answers, in shapes of our own making after their documentation."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.listings import Entry, ListingError
from crawler.searches import read_search
from crawler.stage import crawl

BASE = "https://api.example/search"

GDELT = {
    "articles": [
        {
            "url": "https://mill.example/a?utm_source=x",
            "url_mobile": "",
            "title": "Mills hire back",
            "seendate": "20260306T083000Z",
            "domain": "mill.example",
            "language": "English",
        },
        {"url": "https://mill.example/a"},
        {"url": "javascript:alert(1)"},
        {"title": "no address"},
        "no thing",
    ]
}
ALGOLIA = {
    "hits": [
        {"url": "https://mill.example/a", "created_at_i": 1772785800, "points": 60},
        {"url": None, "title": "Ask: who hires back?"},
    ],
    "nbHits": 2,
    "page": 0,
}


@pytest.mark.parametrize("found", [GDELT, ALGOLIA])
def test_search_result_gives_each_address_once_and_no_date(found: dict[str, Any]) -> None:
    body = json.dumps(found).encode()
    assert list(read_search(body, base=BASE)) == [Entry(url="https://mill.example/a")]


def test_control_characters_in_a_title_do_not_spoil_the_result() -> None:
    body = b'{"articles": [{"url": "https://mill.example/a", "title": "Mills\thire\x01back"}]}'
    assert [entry.url for entry in read_search(body, base=BASE)] == ["https://mill.example/a"]


def test_search_that_found_nothing_is_no_error() -> None:
    assert list(read_search(b"{}", base=BASE)) == []
    assert list(read_search(b'{"hits": []}', base=BASE)) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"Your query was too short or too long.\n", "too short or too long"),
        (b"Please limit requests to one every 5 seconds", "one every 5 seconds"),
        (b"", "an empty answer"),
        (b"[1, 2]", "neither articles nor hits"),
        (b'{"message": "rate limited"}', "neither articles nor hits"),
        (b"\xff\xfe\x00", "no search result"),
    ],
)
def test_error_in_plain_text_is_told_in_its_own_words(body: bytes, complaint: str) -> None:
    with pytest.raises(ListingError, match=complaint):
        list(read_search(body, base=BASE))


def test_search_leads_to_pages_of_crawled_outlets_alone_and_keeps_its_pace(
    site: Any,  # noqa: ANN401 - of conftest.py, which no test module can import
    tmp_path: Path,
    story: Any,  # noqa: ANN401
) -> None:
    found = [{"url": f"{site.home}/a"}, {"url": "https://elsewhere.example/b"}]
    site.pages["/api?q=1"] = (200, {}, json.dumps({"articles": found}).encode())
    site.pages["/api?q=2"] = (200, {}, b"Please limit requests to one every 5 seconds")
    site.page("/a", story(1))
    outlet = replace(site.outlet, feeds=())
    service = replace(
        outlet, id="search", searches=(f"{site.home}/api?q=1", f"{site.home}/api?q=2")
    )
    outlets = {outlet.id: outlet, service.id: service}
    report = crawl(tmp_path / "base.db", outlets=outlets, allow_loopback=True)
    assert report.outlets["mill-post"].new == 1
    assert (report.outlets["search"].failed, report.total.skipped) == (1, {})
    first, second = [hit.at for hit in site.hits if hit.path.startswith("/api")]
    # Seen by the server: a request may be a millisecond longer on its way than the next one.
    assert second - first >= 0.19
