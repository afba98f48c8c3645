"""The spiders: one kind of listing each, and the one that reads all of an outlet's."""

from crawler.spiders.feed import FeedSpider
from crawler.spiders.sitemap import SitemapSpider

__all__ = ["FeedSpider", "NewsSpider", "SitemapSpider"]


class NewsSpider(FeedSpider, SitemapSpider):
    """Follows the feeds and the sitemaps of each outlet to its pages."""

    name = "walkback"
