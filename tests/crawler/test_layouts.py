"""Metadata of the same invented stories in fourteen layouts, in both languages, field by field."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

from crawler.page import read_page
from db.records import Article, Capture, PageKind

HOME = "https://mill.example"


@dataclass(frozen=True)
class Story:
    slug: str
    language: str
    title: str
    authors: tuple[str, ...]
    published: str
    modified: str
    section: str
    paragraphs: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"{HOME}/{self.section.lower()}/{self.slug}"


def _stories() -> Iterator[Story]:
    text = Path(__file__).with_name("stories.toml").read_text(encoding="utf-8")
    for values in tomllib.loads(text)["story"]:
        yield Story(**{key: _frozen(value) for key, value in values.items()})


def _frozen(value: str | list[str]) -> str | tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else value


STORIES = tuple(_stories())


def page(story: Story, head: str, body: str) -> str:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(6))
    return (
        f"<!doctype html><html lang='{story.language}'><head><meta charset='utf-8'>"
        f"<title>{escape(story.title)} | The Mill Post</title>{head}</head><body>"
        f"<nav><ul>{menu}</ul></nav>{body}<footer><p>The Mill Post, Port Ellery</p>"
        f"<ul>{menu}</ul></footer></body></html>"
    )


def paragraphs(story: Story) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in story.paragraphs)


def article(story: Story) -> str:
    return f"<article><h1>{escape(story.title)}</h1>{paragraphs(story)}</article>"


def canonical(story: Story) -> str:
    return f"<link rel='canonical' href='{story.url}'>"


def script(thing: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(thing)}</script>"


def metas(names: Mapping[str, str | tuple[str, ...]], attribute: str = "name") -> str:
    return "".join(
        f'<meta {attribute}="{name}" content="{escape(each)}">'
        for name, value in names.items()
        for each in ([value] if isinstance(value, str) else value)
        if each
    )


def linked_data(story: Story) -> str:
    thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "datePublished": story.published,
        "dateModified": story.modified or story.published,
        "articleSection": story.section,
        "inLanguage": story.language,
    }
    return page(story, canonical(story) + script(thing), article(story))


def graph_of_references(story: Story) -> str:
    people = [
        {"@type": "Person", "@id": f"{HOME}/#{n}", "name": name}
        for n, name in enumerate(story.authors)
    ]
    thing = {
        "@type": "Article",
        "@id": f"{story.url}#article",
        "headline": story.title,
        "author": [{"@id": person["@id"]} for person in people],
        "publisher": {"@id": f"{HOME}/#org"},
        "datePublished": story.published,
        "dateModified": story.modified or story.published,
        "articleSection": [story.section],
    }
    others = [
        {"@type": "WebPage", "@id": story.url, "datePublished": "2020-01-01", "name": "x"},
        {"@type": "Organization", "@id": f"{HOME}/#org", "name": "The Mill Post"},
    ]
    graph = {"@context": "https://schema.org", "@graph": [*others, thing, *people]}
    return page(story, canonical(story) + script(graph), article(story))


def open_graph(story: Story) -> str:
    head = metas(
        {
            "og:type": "article",
            "og:title": story.title,
            "og:url": story.url,
            "article:published_time": story.published,
            "article:modified_time": story.modified,
            "article:section": story.section,
            "article:author": story.authors,
        },
        "property",
    )
    return page(story, head, article(story))


def microdata(story: Story) -> str:
    by = "".join(
        f"<span itemprop='author' itemscope itemtype='https://schema.org/Person'>"
        f"<a itemprop='name' href='/by'>{name}</a></span> "
        for name in story.authors
    )
    modified = f"<meta itemprop='dateModified' content='{story.modified}'>" * bool(story.modified)
    body = (
        "<article itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<meta itemprop='articleSection' content='{story.section}'>"
        f"<h1 itemprop='headline'>{escape(story.title)}</h1><p>{by}"
        f"<time itemprop='datePublished' datetime='{story.published}'>then</time>{modified}</p>"
        f"<div itemprop='articleBody'>{paragraphs(story)}</div></article>"
    )
    return page(story, canonical(story), body)


def classes_of_a_blog(story: Story) -> str:
    by = ", ".join(f"<a rel='author' href='/by'>{name}</a>" for name in story.authors)
    updated = f"<time class='updated' datetime='{story.modified}'>later</time>"
    body = (
        f"<article class='post hentry'><header><h1 class='entry-title'>{escape(story.title)}</h1>"
        f"<a rel='category tag' href='/c'>{story.section}</a>"
        f"<time class='entry-date published' datetime='{story.published}'>then</time>"
        f"{updated * bool(story.modified)}<span class='byline'>{by}</span></header>"
        f"<div class='entry-content'>{paragraphs(story)}</div></article>"
    )
    return page(story, canonical(story), body)


def dublin_core(story: Story) -> str:
    head = canonical(story) + metas(
        {
            "DC.title": story.title,
            "DC.creator": story.authors,
            "DC.date.issued": story.published,
            "DC.date.modified": story.modified,
            "DC.subject": story.section,
            "DC.language": story.language,
            "DC.type": "NewsArticle",
        }
    )
    return page(story, head, article(story))


def parsely(story: Story) -> str:
    head = canonical(story) + metas(
        {
            "parsely-title": story.title,
            "parsely-author": story.authors,
            "parsely-pub-date": story.published,
            "parsely-section": story.section,
            "parsely-type": "post",
            "last-modified": story.modified,
        }
    )
    return page(story, head, article(story))


def sailthru(story: Story) -> str:
    head = canonical(story) + metas(
        {
            "sailthru.title": story.title,
            "sailthru.author": ", ".join(story.authors),
            "sailthru.date": story.published,
        }
    )
    crumbs = f"<div class='breadcrumb'><a href='/'>Home</a><a href='/s'>{story.section}</a></div>"
    return page(story, head, crumbs + article(story))


def relaxed_page_data(story: Story) -> str:
    """Write what old content systems do: lists where texts belong, HTML in JSON, a comma more."""
    thing = {
        "@context": "http://schema.org/",
        "@type": ["NewsArticle", "Thing"],
        "headline": [escape(story.title)],
        "author": " and ".join(story.authors)
        if story.language == "en"
        else " et ".join(story.authors),
        "datePublished": story.published,
        "dateModified": story.modified,
        "articleSection": [story.section, "Other"],
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
    }
    text = json.dumps(thing)[:-1] + ",}"
    head = f"<script type='application/ld+json'>//<![CDATA[\n{text}\n//]]></script>"
    return page(story, canonical(story) + head, article(story))


def bare_words(story: Story) -> str:
    """Write all for a reader and nothing for a program."""
    word = {"en": "By", "fr": "Par"}[story.language]
    joint = {"en": " and ", "fr": " et "}[story.language]
    by = f"{word} {joint.join(f'<a rel=author href=/by>{name}</a>' for name in story.authors)}"
    body = (
        f"<main><p class='kicker'><a href='/s'>{story.section}</a></p>"
        f"<h1>{escape(story.title)}</h1><p class='byline'>{by}</p>"
        f"<header><time datetime='{story.published}'>then</time></header>"
        f"<div>{paragraphs(story)}</div></main>"
    )
    return page(story, canonical(story), body)


def words_for_readers(story: Story) -> str:
    """Write the dates in words, with hour and zone, under a headline among other text."""
    lines = {
        "night-desk": "Published Friday, March 6, 2026 at 8:30 a.m. GMT | Updated 7 March 2026, "
        "11:05 GMT",
        "letters": "2 November 2026, 5:45 pm CET",
        "standard": "Publié le vendredi 6 mars 2026 à 9 h 30 (heure de Paris) – Mis à jour le "
        "6 mars 2026 à 18h00 (heure de Paris)",
        "courrier": "02/11/2026 à 07:15 CET, modifié le 03/11/2026 à 08:00 CET",
    }
    word, joint = {"en": ("Words by", " & "), "fr": ("Propos recueillis par", ", ")}[story.language]
    body = (
        f"<nav class='breadcrumb'><a href='/'>Home</a><a href='/s'>{story.section}</a></nav>"
        f"<div class='post'><h1>{escape(story.title)}</h1>"
        f"<p>{word} {joint.join(f'<a rel=author href=/by>{name}</a>' for name in story.authors)}"
        f"</p><p>{lines[story.slug]}</p>{paragraphs(story)}</div>"
    )
    return page(story, canonical(story), body)


def broken_page_data(story: Story) -> str:
    """Write a text into JSON with its quotes as they are: no parser takes it."""
    by = json.dumps([{"@type": "Person", "name": name} for name in story.authors])
    thing = (
        f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{story.title}",'
        f'"description": "He said "no", and "never again", too", "author": {by},'
        f'"datePublished": "{story.published}", "dateModified": "{story.modified}",'
        f'"articleSection": "{story.section}"}}'
    )
    head = f"<script type='application/ld+json'>{thing}</script>"
    return page(story, canonical(story) + head, article(story))


def accelerated(story: Story) -> str:
    """Write AMP: its canonical link leads to the page proper, and its elements are its own."""
    thing = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": story.url,
        "headline": story.title,
        "datePublished": story.published,
        "dateModified": story.modified,
        "author": {"@type": "Person", "name": list(story.authors)},
        "articleSection": story.section,
    }
    body = (
        "<amp-sidebar id='menu' layout='nodisplay'><ul><li><a href='/1'>One</a></li></ul>"
        f"</amp-sidebar><article><h1>{escape(story.title)}</h1>"
        "<amp-img src='/a.jpg' width='320' height='180'></amp-img>"
        f"{paragraphs(story)}<amp-social-share type='email'></amp-social-share></article>"
        "<amp-analytics><script type='application/json'>{\"vars\": {}}</script></amp-analytics>"
    )
    made = page(story, canonical(story) + script(thing), body)
    return made.replace("<html ", "<html amp ", 1)


def other_stories_around(story: Story) -> str:
    """Surround a story by the dates, names and data of others, and say it changed too early."""
    teaser = (
        "<div class='teaser'><h3><a href='/other'>Another mill reopens its canteen</a></h3>"
        "<span class='author vcard'><a class='fn' rel='author' href='/by/x'>Nobody Here</a></span>"
        "<time class='published' datetime='2019-01-02T03:04:05Z'>2 January 2019</time></div>"
    )
    things = [
        {"@type": "WebSite", "name": "The Mill Post", "datePublished": "2001-01-01"},
        {"@type": "WebPage", "dateModified": "2031-01-01T00:00:00Z", "datePublished": "2000"},
        {"@type": "NewsArticle", "headline": "Another mill reopens its canteen", "author": "X Y"},
        {
            "@type": "ReportageNewsArticle",
            "headline": story.title,
            "author": [{"@type": "Person", "name": name} for name in story.authors],
            "datePublished": story.published,
            "dateModified": "2018-05-05T05:05:05Z",
            "articleSection": story.section,
            "comment": [{"@type": "Comment", "author": {"name": "Troll"}, "text": "First!"}],
        },
    ]
    body = f"<aside>{teaser * 3}</aside>{article(story)}<section>{teaser * 4}</section>"
    return page(story, canonical(story) + "".join(map(script, things)), body)


LAYOUTS: tuple[Callable[[Story], str], ...] = (
    linked_data,
    graph_of_references,
    open_graph,
    microdata,
    classes_of_a_blog,
    dublin_core,
    parsely,
    sailthru,
    relaxed_page_data,
    bare_words,
    words_for_readers,
    broken_page_data,
    accelerated,
    other_stories_around,
)

HAS_NO_MODIFIED = frozenset({sailthru, bare_words, other_stories_around})
"""Layouts that don't tell when a story was changed, or tell what cannot be."""

SAYS_MODIFIED_AT_ONCE = frozenset({linked_data, graph_of_references})
"""Layouts that say so of a story that never was."""


def read(layout: Callable[[Story], str], story: Story) -> Article:
    capture = Capture(
        requested_url=f"{story.url}?utm_source=x",
        final_url=f"{story.url}?ref=front",
        outlet="mill-post",
        status=200,
        fetched_at="2026-12-01T00:00:00Z",
        charset="utf-8",
    )
    return read_page(layout(story).encode(), capture=capture)


def told(layout: Callable[[Story], str], story: Story) -> dict[str, tuple[object, object]]:
    """Return what is found and what is right, field by field; also for the benchmark."""
    found = read(layout, story)
    right = {
        "kind": PageKind.ARTICLE,
        "title": story.title,
        "authors": story.authors,
        "published": story.published,
        "modified": "" if layout in HAS_NO_MODIFIED else story.modified,
        "section": story.section,
        "language": story.language,
        "url": story.url,
        "text": "\n\n".join(story.paragraphs),
    }
    if layout in SAYS_MODIFIED_AT_ONCE and not story.modified:
        right["modified"] = story.published
    return {name: (getattr(found, name), value) for name, value in right.items()}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_layout_gives_every_field_of_its_stories(layout: Callable[[Story], str]) -> None:
    wrong = [
        (story.slug, name, found, right)
        for story in STORIES
        for name, (found, right) in told(layout, story).items()
        if found != right
    ]
    assert wrong == []
