"""What each address of an invented outlet answers, as pure rendering.

`Pages` maps a path to a `Page`; the server adds the protocol.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from crawler.newsroom.rendering import read_labels, templates
from crawler.newsroom.sites import Site
from crawler.newsroom.stories import Edition, Quirk, Story

HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_FEED_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer: status, type, body and, where it has one, the time of its last change."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Pages:
    """Every address of one site, rendered with the addresses of this run."""

    def __init__(
        self, site: Site, stories: Sequence[Story], *, home: str, addresses: Mapping[str, str]
    ) -> None:
        """Take the site's stories, newest first, and its home without a slash at the end.

        `addresses` maps `<outlet>/<slug>` of every outlet's stories to their full address.
        """
        self._site = site
        self._home = home
        self._addresses = addresses
        self._stories = stories
        self._listed = [
            story
            for story in stories
            if Quirk.UNLISTED not in story.quirks and not site.is_disallowed(site.path(story))
        ]
        self._labels = read_labels(site.language)
        self._templates = templates(site.language)
        self._routes = self._make_routes()
        self._rendered: dict[tuple[str, int], Page] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every known path, redirects included."""
        return tuple(self._routes)

    def page(self, path: str, *, edition: int) -> Page:
        """Return the answer to `path` (without query) in edition 1 or 2; 404 when unknown."""
        route = self._routes.get(path)
        if route is None:
            return self._notice(self._labels["not_found"], status=404)
        key = (path, edition)
        if key not in self._rendered:
            self._rendered[key] = route(edition)
        return self._rendered[key]

    def _make_routes(self) -> dict[str, Callable[[int], Page]]:
        site = self._site
        routes: dict[str, Callable[[int], Page]] = {
            "/": partial(self._list, site.name, self._stories),
            "/about": lambda _: self._notice(self._labels["about"]),
            "/robots.txt": partial(self._text, "robots.txt", "text/plain; charset=utf-8"),
        }
        for section, title in site.sections.items():
            inside = [story for story in self._listed if story.section == section]
            routes[f"/{section}/"] = partial(self._list, title, inside)
        for feed in site.feeds:
            if feed.format == "json":
                routes[feed.path] = partial(self._json_feed, feed.path)
            else:
                template = f"{feed.format}.xml"
                routes[feed.path] = partial(self._text, template, _FEED_TYPES[feed.format])
        for sitemap in site.sitemaps:
            routes[sitemap.path] = partial(self._text, f"{sitemap.format}.xml", _XML)
        for story in self._stories:
            routes[site.path(story)] = partial(self._story, story)
            if story.also_at:
                routes[story.also_at] = partial(self._story, story)
            if story.moved_from:
                routes[story.moved_from] = partial(self._moved, story)
        return routes

    def _moved(self, story: Story, _edition: int) -> Page:
        location = self._home + self._site.path(story)
        return Page(status=301, content_type=HTML, body=b"", location=location)

    def _story(self, story: Story, edition: int) -> Page:
        said = story.edition(edition)
        if Quirk.SOFT_404 in story.quirks:
            return self._notice(self._labels["not_found"], modified=said.modified)
        if Quirk.CONSENT in story.quirks:
            return self._html("consent.html", modified=said.modified, story=story, said=said)
        return self._html(
            f"{self._site.layout}/article.html",
            modified=said.modified,
            headers=(("X-Robots-Tag", "noarchive"),) if Quirk.NOARCHIVE in story.quirks else (),
            story=story,
            said=said,
            canonical=self._canonical(story),
            linked_data=self._linked_data(story, said),
            related=[other for other in self._listed if other is not story][:5],
            edition=edition,
        )

    def _canonical(self, story: Story) -> str:
        return self._addresses[story.canonical or f"{story.outlet}/{story.slug}"]

    def _linked_data(self, story: Story, said: Edition) -> dict[str, Any]:
        """Return the story as a schema.org NewsArticle."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": said.title,
            "datePublished": story.published.isoformat(),
            "dateModified": said.modified.isoformat(),
            "inLanguage": story.language,
            "author": [{"@type": "Person", "name": author} for author in story.authors],
            "publisher": {"@type": "Organization", "name": self._site.name},
            "mainEntityOfPage": self._canonical(story),
            "description": said.teaser,
            "isAccessibleForFree": Quirk.PAYWALL not in story.quirks,
        }
        if Quirk.PAYWALL in story.quirks:
            data["hasPart"] = {
                "@type": "WebPageElement",
                "isAccessibleForFree": False,
                "cssSelector": ".subscribers-only",
            }
        return data

    def _list(self, title: str, stories: Sequence[Story], edition: int) -> Page:
        return self._html(
            "list.html",
            modified=self._newest(stories, edition),
            title=title,
            stories=stories,
            edition=edition,
        )

    def _notice(
        self, text: dict[str, str], *, status: int = 200, modified: datetime | None = None
    ) -> Page:
        return self._html("notice.html", status=status, modified=modified, text=text)

    def _json_feed(self, path: str, edition: int) -> Page:
        items = [
            {
                "id": self._home + self._site.path(story),
                "url": self._feed_address(story),
                "title": story.edition(edition).title,
                "summary": story.edition(edition).teaser,
                "date_published": story.published.isoformat(),
                "date_modified": story.edition(edition).modified.isoformat(),
                "authors": [{"name": author} for author in story.authors],
                "language": story.language,
            }
            for story in self._listed
        ]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self._site.name,
            "home_page_url": self._home + "/",
            "feed_url": self._home + path,
            "language": self._site.language,
            "items": items,
        }
        body = json.dumps(feed, ensure_ascii=False, indent=1).encode()
        modified = self._newest(self._listed, edition)
        return Page(status=200, content_type=_FEED_TYPES["json"], body=body, modified=modified)

    def _feed_address(self, story: Story) -> str:
        address = self._home + self._site.path(story)
        return f"{address}?{story.tracking}" if story.tracking else address

    def _text(self, template: str, content_type: str, edition: int) -> Page:
        newest = self._newest(self._listed, edition)
        page = self._html(
            template,
            modified=newest,
            newest=newest,
            stories=self._listed,
            edition=edition,
            feed_address=self._feed_address,
        )
        return replace(page, content_type=content_type)

    def _html(
        self,
        template: str,
        *,
        status: int = 200,
        modified: datetime | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        **values: object,
    ) -> Page:
        text = self._templates.get_template(template).render(
            site=self._site,
            home=self._home,
            labels=self._labels,
            frame=f"{self._site.layout}/frame.html",
            Quirk=Quirk,
            **values,
        )
        return Page(
            status=status,
            content_type=HTML,
            body=text.encode(),
            modified=modified,
            headers=headers,
        )

    def _newest(self, stories: Sequence[Story], edition: int) -> datetime | None:
        return max((story.edition(edition).modified for story in stories), default=None)
