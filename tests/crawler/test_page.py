"""What a page says, in each layout of the newsroom, and what hostile ones give: never an error."""

import json
import urllib.request
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.markup import read_markup
from crawler.metadata import forbids_copy, read_metadata
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


def written(head: str, *, body: str = "", language: str = "en") -> Article:
    """Read a page of three paragraphs under a headline."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html lang='{language}'><head><title>Mill</title>{head}</head><body>"
    return read(f"{page}{body or f'<article><h1>Mill</h1>{text}</article>'}</body>".encode())


PARAGRAPHS = (
    (
        "Halyard Mills has put nine people back on its night desk, it said on Friday, after a year "
        "in which a program had taken the calls that came in between midnight and six."
    ),
    "The works council was told on Monday, and has asked for the figures behind the plan.",
    "Nobody at the site of Port Ellery expects the machines to be gone by summer.",
)
DATED = "<meta property='article:published_time' content='2026-03-06T08:30:00Z'>"


def test_relative_canonical_link_starts_where_the_page_says_that_its_links_do() -> None:
    link = "<base href='https://mill.example/work/'><link rel='canonical' href='desk'>"
    assert written(DATED + link).url == "https://mill.example/work/desk"


@pytest.mark.parametrize("front", ["https://mill.example/", "/fr", "/en-GB/", "/index.html"])
def test_article_that_calls_itself_a_front_page_keeps_its_own_address(front: str) -> None:
    assert written(f"{DATED}<link rel='canonical' href='{front}'>").url == URL


def test_body_that_is_only_given_as_data_is_read_without_its_markup() -> None:
    for body in ("\n\n".join(PARAGRAPHS), "".join(f"<p>{text}</p>" for text in PARAGRAPHS)):
        thing = {"@type": "NewsArticle", "datePublished": "2026-03-06", "articleBody": body}
        head = f"<script type='application/ld+json'>{json.dumps(thing)}</script>"
        article = written(head, body="<div id='app'></div>")
        assert (article.kind, article.text) == (PageKind.ARTICLE, "\n\n".join(PARAGRAPHS))


def test_headline_of_a_megabyte_is_cut_and_stays_out_of_the_text() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    body = f"<article><h1>{'Mill ' * 200_000}</h1>{text}</article>"
    article = written(DATED, body=body)
    assert len(article.title) <= 500
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_date_years_ahead_of_the_fetch_is_none() -> None:
    ahead = "<meta property='article:published_time' content='2036-03-06T08:30:00Z'>"
    assert written(ahead).published == ""


def test_day_in_the_first_paragraph_is_not_the_day_of_publication() -> None:
    lead = "<p>On March 6, 2019 the mill closed its desk, and opened it again this week.</p>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    line = "<p>5 March 2026</p>"
    for above, found in ((line, "2026-03-05"), ("", "")):
        body = f"<article><h1>Mill</h1>{above}{lead}{text}</article>"
        assert read_metadata(read_markup(f"<html lang=en>{body}".encode())).published == found


def test_article_in_a_side_column_that_was_never_closed_is_read_all_the_same() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = written(DATED, body=f"<nav><a href='/'>Home</a><h1>Mill</h1>{text}")
    assert article.text.endswith(PARAGRAPHS[-1])
