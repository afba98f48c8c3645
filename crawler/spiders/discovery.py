"""Search services as a way to pages: they find them, the outlets' own rules decide the rest."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from crawler.listings import Entry
from crawler.searches import read_search
from crawler.spiders.base import Listing, OutletSpider
from crawler.urls import host_and_port
from db.records import Outlet

UNKNOWN_PACE = 5.0
"""Seconds between two searches on a service whose wishes nobody noted."""


class DiscoverySpider(OutletSpider):
    """Follows searches to pages of the outlets that are crawled; all others are left alone."""

    name = "walkback-discovery"

    def listings(self, outlet: Outlet) -> Iterator[Listing]:
        """Yield the searches of an outlet before what else lists its pages."""
        for url in outlet.searches:
            pace = _paces().get(host_and_port(url)[0], UNKNOWN_PACE)
            yield Listing(url=url, outlet=outlet, read=_read, pace=pace, is_search=True)
        yield from super().listings(outlet)


def _read(body: bytes, base: str, media_type: str) -> Iterator[Entry]:  # noqa: ARG001 - any type
    return read_search(body, base=base)


@cache
def _paces() -> dict[str, float]:
    """Return the seconds that services ask for between two searches, by host."""
    path = Path(__file__).parents[1] / "searches.toml"
    paces: dict[str, float] = tomllib.loads(path.read_text(encoding="utf-8"))["pace"]
    return paces
