"""Metadata of the same invented stories in ten layouts, in both languages, field by field."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

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


STORIES = (
    Story(
        "night-desk",
        "en",
        "Halyard Mills puts nine people back on its night desk",
        ("Ada Quill",),
        "2026-03-06T08:30:00+00:00",
        "2026-03-07T11:05:00+00:00",
        "Work",
        (
            (
                "Halyard Mills has asked nine people who left in spring to come back to its night "
                "desk, it said on Friday, after the machines that took over had misread a third of "
                "the labels that came with the late shipments."
            ),
            (
                "“We went too far,” said Orla Finch, who runs the site of Port Ellery, "
                "and the works "
                "council answered that it had told her so before the first of them was let go."
            ),
            (
                "The company will keep the machines for orders that are typed, and has told its "
                "staff that no further desk will be closed before the end of the year."
            ),
        ),
    ),
    Story(
        "letters",
        "en",
        "Letters to the harbour: why the queue is human again – and longer",
        ("Ben Ash", "Cy Dell"),
        "2026-11-02T17:45:00+01:00",
        "",
        "Harbour",
        (
            (
                "The harbour office answers its letters by hand again. Since Monday four "
                "clerks have "
                "opened the post that a program had sorted for a year, and found what it had left "
                "at the bottom of the pile."
            ),
            (
                "Nobody had complained, since the complaints were there too, among the "
                "letters that "
                "the program could not place and therefore put aside for a person who had left."
            ),
            (
                "The office says that the program stays for what is printed, and that two of the "
                "four clerks are new, while two had done the work before it came."
            ),
        ),
    ),
    Story(
        "standard",
        "fr",
        "Le moulin Halyard rappelle neuf salariés à son standard de nuit",
        ("Zoé Le Goff",),
        "2026-03-06T09:30:00+01:00",
        "2026-03-06T18:00:00+01:00",
        "Travail",
        (
            (
                "Le moulin Halyard a demandé à neuf personnes parties au printemps de "
                "revenir à son "
                "standard de nuit, a indiqué la direction vendredi, après que les machines ont mal "
                "lu un tiers des étiquettes arrivées avec les derniers envois."
            ),
            (
                "« Nous sommes allés trop loin », a reconnu Orla Finch, qui dirige le site de Port "
                "Ellery, et le comité a répondu qu'il l'avait dit avant le premier départ."
            ),
            (
                "L'entreprise garde les machines pour les commandes tapées, et a promis qu'aucun "
                "autre service ne fermerait avant la fin de l'année."
            ),
        ),
    ),
    Story(
        "courrier",
        "fr",
        "Au port, le courrier est de nouveau ouvert à la main",
        ("Malo Kerven", "Inès Daoud"),
        "2026-11-02T07:15:00+01:00",
        "2026-11-03T08:00:00+01:00",
        "Port",
        (
            (
                "Le bureau du port répond de nouveau à la main. Depuis lundi, quatre "
                "agents ouvrent "
                "le courrier qu'un programme avait trié pendant un an, et découvrent ce "
                "qu'il avait "
                "laissé au fond de la pile."
            ),
            (
                "Personne ne s'était plaint, puisque les plaintes s'y trouvaient aussi, parmi les "
                "lettres que le programme ne savait pas classer et mettait donc de côté."
            ),
            (
                "Le bureau garde le programme pour ce qui est imprimé ; deux des quatre "
                "agents sont "
                "nouveaux, deux avaient déjà fait ce travail avant lui."
            ),
        ),
    ),
)


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
)

HAS_NO_MODIFIED = frozenset({sailthru, bare_words})
"""Layouts that don't tell when a story was changed."""


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


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_layout_gives_every_field_of_its_stories(layout: Callable[[Story], str]) -> None:
    wrong = defaultdict(list)
    for story in STORIES:
        found = read(layout, story)
        expected = {
            "kind": PageKind.ARTICLE,
            "title": story.title,
            "authors": story.authors,
            "published": story.published,
            "section": story.section,
            "language": story.language,
            "url": story.url,
            "text": "\n\n".join(story.paragraphs),
        }
        if story.modified and layout not in HAS_NO_MODIFIED:
            expected["modified"] = story.modified
        for name, value in expected.items():
            if getattr(found, name) != value:
                wrong[name].append((getattr(found, name), value))
    assert dict(wrong) == {}
