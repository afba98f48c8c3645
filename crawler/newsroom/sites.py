"""The invented outlets and how each of their sites is laid out.

`outlets/<id>.toml` has the format of a real outlet, so that the crawler reads it as it would
read any other. What only the newsroom needs to know (layout, addresses, robots.txt) is in
`sites/<id>.toml`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.newsroom.stories import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed or a sitemap: where it is and what it is written in."""

    path: str
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One outlet's site."""

    outlet: str
    name: str
    language: str
    port: int
    """The port named in the outlet's file; a running newsroom may use another."""
    layout: str
    tagline: str
    address: str
    """Pattern of a story's path, with {section}, {slug}, {year}, {month} and {day}."""
    sections: dict[str, str]
    feeds: tuple[Listing, ...]
    sitemaps: tuple[Listing, ...]
    disallow: tuple[str, ...]
    crawl_delay: float | None

    def path(self, story: Story) -> str:
        """Return the path at which `story` is published."""
        day = story.published
        return self.address.format(
            section=story.section,
            slug=story.slug,
            year=f"{day:%Y}",
            month=f"{day:%m}",
            day=f"{day:%d}",
        )

    def is_disallowed(self, path: str) -> bool:
        """Return whether robots.txt keeps crawlers away from `path`."""
        return path.startswith(self.disallow)


def read_sites(folder: Path) -> tuple[Site, ...]:
    """Read `outlets/*.toml` with its `sites/*.toml` under `folder`, in order of port."""
    sites = [_site(path, folder / "sites" / path.name) for path in (folder / "outlets").glob("*")]
    return tuple(sorted(sites, key=lambda site: site.port))


def _site(outlet_file: Path, site_file: Path) -> Site:
    outlet = tomllib.loads(outlet_file.read_text(encoding="utf-8"))
    site = tomllib.loads(site_file.read_text(encoding="utf-8"))
    return Site(
        outlet=outlet_file.stem,
        name=outlet["name"],
        language=outlet["language"],
        port=urlsplit(outlet["home"]).port or 80,
        layout=site["layout"],
        tagline=site["tagline"],
        address=site["address"],
        sections=site["sections"],
        feeds=_listings(site.get("feeds", ())),
        sitemaps=_listings(site.get("sitemaps", ())),
        disallow=tuple(site.get("disallow", ())),
        crawl_delay=site.get("crawl_delay"),
    )


def _listings(tables: list[dict[str, Any]] | tuple[()]) -> tuple[Listing, ...]:
    return tuple(Listing(path=table["path"], format=table["format"]) for table in tables)
