"""What a page says, in each layout of the newsroom, and what hostile ones give: never an error."""

import json
import urllib.request
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.metadata import forbids_copy
from crawler.newsroom.server import Newsroom
from crawler.newsroom.stories import Quirk, Story
from crawler.page import agency_of, read_page
from db.records import Article, Capture, PageKind

URL = "https://mill.example/2026/story"


def read(body: bytes, *, url: str = URL, charset: str = "utf-8", hint: str = "") -> Article:
    capture = Capture(
        requested_url=url,
        final_url=url,
        outlet="mill-post",
        status=200,
        fetched_at="2026-03-06T08:30:00Z",
        charset=charset,
    )
    return read_page(body, capture=capture, language_hint=hint)


@pytest.fixture(scope="module")
def newsroom_pages() -> list[tuple[Story, Article]]:
    pages = []
    with Newsroom(first_port=0) as room:
        for story in room.stories:
            url = room.address(story.outlet, story.slug)
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own loopback
                pages.append((story, read(answer.read(), url=url)))
    return pages


def test_every_layout_gives_title_authors_date_language_and_text(
    newsroom_pages: list[tuple[Story, Article]],
) -> None:
    walls = {Quirk.CONSENT, Quirk.SOFT_404, Quirk.PAYWALL}
    for story, article in newsroom_pages:
        if story.quirks & walls:
            continue
        shown = story.editions[0]
        assert article.kind is PageKind.ARTICLE
        assert article.title == shown.title
        assert article.authors == story.authors
        assert article.published == story.published.isoformat()
        assert article.language == story.language
        assert article.text == "\n\n".join(text for _tag, text in shown.blocks)


def test_copy_credits_the_agency_it_came_from(newsroom_pages: list[tuple[Story, Article]]) -> None:
    credited = [(s.agency, a.agency) for s, a in newsroom_pages if s.agency]
    assert credited
    for agency, found in credited:
        assert found
        assert agency is not None
        assert agency.startswith(found)


def test_modified_date_is_told_where_the_layout_tells_it(
    newsroom_pages: list[tuple[Story, Article]],
) -> None:
    told = [
        (story.editions[0].modified, article.modified)
        for story, article in newsroom_pages
        if article.modified
    ]
    assert len(told) > 20
    assert all(datetime.fromisoformat(found) == modified for modified, found in told)


def test_linked_data_with_graph_lists_and_broken_neighbours_is_read(
    story: Callable[..., bytes],
) -> None:
    thing = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Halyard &amp; sons",
                "author": [{"name": "Ada Quill"}, "By Ben Ash and Cy Dell"],
                "datePublished": "2026-03-07T10:00:00+01:00",
                "publisher": {"@type": "Organization", "name": "The Mill Post"},
                "articleSection": ["Work", "Mills"],
                "isAccessibleForFree": "True",
            },
        ],
    }
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    head = f'{broken}<script type="application/ld+json">/* x */{json.dumps(thing)[:-1]},}}</script>'
    article = read(story(1, head=head))
    assert article.title == "Halyard & sons"
    assert article.authors == ("Ada Quill", "Ben Ash", "Cy Dell")
    assert (article.published, article.section) == ("2026-03-07T10:00:00+01:00", "Work")
    assert (article.publisher, article.is_free) == ("The Mill Post", True)


def test_metered_page_is_read_but_offers_no_copy(story: Callable[..., bytes]) -> None:
    data = '{"@type": "NewsArticle", "isAccessibleForFree": false}'
    locked = f'<script type="application/ld+json">{data}</script>'
    whole = read(story(1, head=locked, text="Halyard Mills has put people back on its desk. " * 60))
    assert (whole.kind, whole.is_free, whole.may_archive) == (PageKind.ARTICLE, False, False)
    assert read(story(1, head=locked)).kind is PageKind.PAYWALL
    assert forbids_copy(story(1, head=locked))
    assert forbids_copy(b"", robots_header="googlebot: noarchive")
    assert forbids_copy(story(1, head='<meta name=robots content="noindex, noarchive">'))
    assert not forbids_copy(story(1, head='<meta name="robots" content="index, follow">'))


@pytest.mark.parametrize("charset", ["cp1252", "utf-8", "utf-16", "no-such-charset"])
def test_wrong_or_missing_charset_still_gives_the_words(
    charset: str, story: Callable[..., bytes]
) -> None:
    text = "La direction a reconnu « une erreur » : les employés seront réembauchés dès l'été. " * 3
    page = story(1, text=text).decode()
    for encoding in ("utf-8", "cp1252"):
        article = read(page.encode(encoding), charset=charset, hint="fr")
        assert (
            article.text.startswith("La direction a reconnu « une erreur »") or charset == "utf-16"
        )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 5000,
        b"\xff\xfe" * 300,
        b"<" * 100_000,
        b"<div>" * 20_000,
        b"<title>" + b"t" * 2_000_000,
        b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script>",
        b'<script type="application/ld+json">{"@type":{"a":1},"author":[[[{"name":{}}]]]}</script>',
        b'<script type="application/ld+json">{"@type":"Article","datePublished":7,"headline":[]}',
        b"<?xml version='1.0' encoding='utf-99'?><html><body><p>x</p></body></html>",
        b"<meta charset=rot13><p>x</p>",
        b"<html lang=''><link rel=canonical href='http://[broken'><base href='//'>",
        b"%PDF-1.7 " + bytes(range(256)) * 10,
    ],
)
def test_hostile_page_is_no_article_and_no_error(body: bytes) -> None:
    article = read(body)
    assert article.kind is not PageKind.ARTICLE
    assert article.url == URL
    assert len(article.title) <= 500
    assert "\x00" not in article.title + article.text


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "base64", "x"]))
def test_any_bytes_are_read_without_an_error(body: bytes, charset: str) -> None:
    page = b"<html><head>" + body + b"</head><body><article><p>" + body + b"</p></article>"
    assert read(page, charset=charset).url


def test_agency_is_read_from_dateline_and_credit_line_in_both_languages() -> None:
    assert (
        agency_of("PORT ELLERY, 6 mars 2026 (Vigie Presse) - La direction a cédé.")
        == "Vigie Presse"
    )
    assert agency_of("PORT ELLERY (Mill Wire) — Nine people are back.") == "Mill Wire"
    assert agency_of("Nine are back.\n\nThis story was provided by Mill Wire.") == "Mill Wire"
    assert agency_of("Neuf sont revenus.\n\n(avec VPR)") == "VPR"
    assert agency_of("Nine are back.\n\nAdditional reporting by Ada Quill") == ""
    assert agency_of("The plant (Halyard) - said to be old - is shut.") == ""
