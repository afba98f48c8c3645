"""What becomes of a page whose body came: first the archive, then the reader."""

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from crawler.messages import Outcome, Visit
from crawler.metadata import forbids_copy
from crawler.middlewares.wire import Raw
from crawler.readers import Readers, UnreadableError
from crawler.spiders.base import Fetched, OutletSpider
from crawler.warc import WarcFile


class Archive:
    """Writes each response to the run's WARC file before anything reads it."""

    def __init__(self, file: WarcFile) -> None:
        """``file`` is closed with the spider."""
        self._file = file

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl; Scrapy's way in."""
        plan = _spider(crawler).plan
        name = plan.outlets[0].id if len(plan.outlets) == 1 else "walkback"
        return cls(WarcFile(plan.archive, name=name, timestamp=plan.timestamp))

    def process_item(self, item: Fetched) -> Fetched:
        """Keep the response, unless its page asks that no copy be kept."""
        if not forbids_copy(item.body, robots_header=item.robots_header):
            raw = _unpacked(item)
            place = self._file.append(
                item.capture, reason=item.reason, headers=raw.headers, body=raw.body
            )
            item.capture = replace(item.capture, warc_file=place.file, warc_offset=place.offset)
        return item

    def close_spider(self) -> None:
        """Close the file."""
        self._file.close()


_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""What every WARC reader can undo; servers may send others, though they were not asked to."""


def _unpacked(item: Fetched) -> Raw:
    """Return a response as it came, or unpacked where a reader might not know how."""
    packing = [value for name, value in item.raw.headers if name.lower() == "content-encoding"]
    if ", ".join(packing).strip().lower() in _PACKINGS:
        return item.raw
    headers = (pair for pair in item.raw.headers if pair[0].lower() != "content-encoding")
    return Raw(tuple(headers), item.body)


class Reading:
    """Has each page read in another process, and tells what it is."""

    def __init__(self, spider: OutletSpider) -> None:
        """``spider`` tells of visits."""
        self._spider = spider
        self._readers = Readers(spider.plan.readers)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl; Scrapy's way in."""
        return cls(_spider(crawler))

    async def process_item(self, item: Fetched) -> Fetched:
        """Read a page and tell of the visit."""
        target = item.target
        visit = Visit(
            url=target.url,
            outlet=target.outlet.id,
            outcome=Outcome.UNREADABLE,
            changed=target.changed,
            capture=item.capture,
        )
        try:
            article = await self._readers.read(item.body, item.capture, target.outlet.language)
        except UnreadableError as error:
            self._spider.tell(replace(visit, detail=str(error)))
            return item
        may_archive = article.may_archive and bool(item.capture.warc_file)
        article = replace(article, may_archive=may_archive)
        capture = (
            item.capture if may_archive else replace(item.capture, warc_file="", warc_offset=0)
        )
        self._spider.tell(
            replace(visit, outcome=article.kind.value, article=article, capture=capture)
        )
        return item

    def close_spider(self) -> None:
        """End the readers."""
        self._readers.close()


def _spider(crawler: Crawler) -> OutletSpider:
    spider = crawler.spider
    if not isinstance(spider, OutletSpider):
        raise TypeError(f"made for outlets' spiders, not for {spider!r}")
    return spider
