"""Sitemaps as a way to pages."""

from collections.abc import Iterator

from crawler.listings import Entry, read_sitemap
from crawler.spiders.base import Listing, OutletSpider
from db.records import Outlet


class SitemapSpider(OutletSpider):
    """Follows sitemaps, news sitemaps and indexes of them."""

    name = "walkback-sitemap"

    def listings(self, outlet: Outlet) -> Iterator[Listing]:
        """Yield the sitemaps of an outlet before what else lists its pages."""
        for url in outlet.sitemaps:
            yield Listing(url=url, outlet=outlet, read=_read)
        yield from super().listings(outlet)


def _read(body: bytes, base: str, media_type: str) -> Iterator[Entry]:  # noqa: ARG001 - any type
    return read_sitemap(body, base=base)
