"""robots.txt, RFC 9309: obeyed, and read as a refusal when the server cannot tell.

Scrapy's own crawls on when robots.txt fails; a server in trouble is the last to be crawled.
"""

import asyncio
from typing import Self

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.markup import decode
from crawler.messages import Outcome
from crawler.middlewares import UNREACHABLE, Refusal
from crawler.middlewares.safety import Resolver
from crawler.urls import host_and_port

AGENT = "Walkback"
"""The name that robots.txt files know."""

MAX_BYTES = 512 * 1024
"""RFC 9309 asks for 500 KiB at least."""

_UNASKED = "walkback_is_robots_request"


class Rules:
    """What one robots.txt says to Walkback."""

    def __init__(self, text: str | None, *, failure: str = "") -> None:
        """Read ``text``; None when the server could not tell: nothing is allowed then.

        ``failure`` says why the server could not be reached at all.
        """
        self._parser = None if text is None else Protego.parse(text)
        self.failure = failure

    def allows(self, url: str) -> bool:
        """Return whether an address may be asked for."""
        return self._parser is not None and bool(self._parser.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Return the seconds to leave between two requests."""
        if self._parser is None:
            return 0.0
        delay = float(self._parser.crawl_delay(AGENT) or 0)
        rate = self._parser.request_rate(AGENT)
        return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)


class Robots:
    """Asks each host for its robots.txt once, and each request whether it may go."""

    def __init__(self, crawler: Crawler) -> None:
        """``crawler`` gives the engine that downloads."""
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl; Scrapy's way in."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refusal for an address that robots.txt keeps from us."""
        if request.meta.get(_UNASKED):
            return
        rules = await self._of(request.url)
        request.meta["crawl_delay"] = max(rules.delay, request.meta.get("least_delay", 0.0))
        if host_and_port(request.url)[0] in Resolver.refused:
            raise Refusal(Outcome.UNSAFE_ADDRESS, host_and_port(request.url)[0])
        if rules.failure:
            raise Refusal(Outcome.NO_CONNECTION, f"no robots.txt: {rules.failure}")
        if not rules.allows(request.url):
            raise Refusal(Outcome.ROBOTS)

    async def _of(self, url: str) -> Rules:
        scheme = url.partition(":")[0]
        host, port = host_and_port(url)
        place = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        if place not in self._rules:
            waiting = self._rules[place] = asyncio.get_running_loop().create_future()
            rules = Rules(None)
            try:
                rules = await self._fetch(f"{place}/robots.txt")
            finally:
                waiting.set_result(rules)
        return await self._rules[place]

    async def _fetch(self, url: str) -> Rules:
        request = Request(
            url,
            callback=NO_CALLBACK,
            priority=1000,
            dont_filter=True,
            meta={_UNASKED: True, "download_maxsize": 4 * MAX_BYTES},
        )
        engine = self._crawler.engine
        try:
            response = await engine.download_async(request) if engine else None
        except UNREACHABLE as error:
            return Rules(None, failure=f"{type(error).__name__}: {error}"[:300])
        return Rules(_text(response))


def _text(response: Response | None) -> str | None:
    """Return the rules of an answer: none at all for 4xx, no access for 5xx (section 2.3.1)."""
    if response is None or response.status >= 500 or response.status == 429:  # noqa: PLR2004
        return None
    if not 200 <= response.status < 300:  # noqa: PLR2004
        return ""
    return decode(response.body[:MAX_BYTES])
