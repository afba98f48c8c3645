"""Feeds as a way to pages."""

from collections.abc import Iterator

from crawler.listings import Entry, read_feed
from crawler.spiders.base import Listing, OutletSpider
from db.records import Outlet


class FeedSpider(OutletSpider):
    """Follows RSS, Atom and JSON feeds."""

    name = "walkback-feed"

    def listings(self, outlet: Outlet) -> Iterator[Listing]:
        """Yield the feeds of an outlet before what else lists its pages."""
        for url in outlet.feeds:
            yield Listing(url=url, outlet=outlet, read=_read)
        yield from super().listings(outlet)


def _read(body: bytes, base: str, media_type: str) -> Iterator[Entry]:
    return read_feed(body, base=base, media_type=media_type)
