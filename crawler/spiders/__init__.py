"""The spiders: one kind of listing each, and the one that reads all of an outlet's."""

from crawler.spiders.discovery import DiscoverySpider
from crawler.spiders.feed import FeedSpider
from crawler.spiders.sitemap import SitemapSpider

__all__ = ["DiscoverySpider", "FeedSpider", "NewsSpider", "SitemapSpider"]


class NewsSpider(FeedSpider, SitemapSpider, DiscoverySpider):
    """Follows the feeds, sitemaps and searches of each outlet to its pages."""

    name = "walkback"
