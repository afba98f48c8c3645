"""How often a host is asked: Crawl-delay, Retry-After, and a pause for one in trouble."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.messages import Outcome
from crawler.middlewares import FAILED, Refusal
from crawler.settings import LOOPBACK_CONCURRENCY
from crawler.urls import host_and_port, is_loopback

BUSY = frozenset({429, 503})
"""Too Many Requests and Service Unavailable, RFC 9110 and 6585: the host asks for a pause."""

PATIENCE = 60.0
"""Seconds of pause that are waited out; after a longer one is asked for, the host is left."""

FIRST_PAUSE = 10.0
"""Seconds, doubled each time, when the host does not say how long."""

MAX_STRIKES = 4
"""Busy answers in a row after which a host is left alone for the rest of the run."""

MAX_FAILURES = 8
"""Requests in a row that end without an answer, or with the server's own error, after which a
host is left alone for the rest of the run: the circuit breaker."""

REST_OF_RUN = 24 * 3600.0
"""Seconds: the next run tries again."""

LOOPBACK_DELAY = 0.002
"""Seconds; without any, Scrapy sends all that is queued at once."""


@dataclass(slots=True)
class _Host:
    """How one host fares."""

    strikes: int = 0
    failures: int = 0
    resume: float = 0.0
    """On the monotonic clock."""


class _PutBackError(Exception):
    """A request that has to wait after all."""


class Politeness:
    """Gives each host a queue of its own, with the delay that it asked for."""

    def __init__(self, crawler: Crawler) -> None:
        """``crawler`` gives the engine whose queues these are."""
        self._crawler = crawler
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl; Scrapy's way in."""
        made = cls(crawler)
        crawler.signals.connect(made.answered, signal=signals.response_downloaded)
        return made

    def answered(self, response: Response, request: Request) -> None:
        """Note how a host answers, before its queue moves on."""
        place = request.meta["download_slot"]
        host = self._hosts.setdefault(place, _Host())
        if response.status in BUSY:
            self._pause(place, host, response)
        else:
            host.strikes = 0
            self._count_failure(place, is_failure=response.status >= 500)  # noqa: PLR2004
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(place) if engine else None
        if slot is not None and request.meta.get("crawl_delay"):
            # A delay that was asked for counts from the answer: what leaves us evenly may
            # arrive less so, and this way the server sees the whole of it.
            slot.lastseen = time.monotonic()

    async def process_request(self, request: Request) -> None:
        """Wait while the host pauses. Raises Refusal when that takes too long."""
        place = self._place(request)
        request.meta["download_slot"] = place
        self._set_delay(place, request)
        host = self._hosts.get(place)
        if host is not None and host.failures >= MAX_FAILURES:
            raise Refusal(
                Outcome.HOST_FAILING, f"{place}: {host.failures} requests in a row failed"
            )
        while host is not None and (wait := host.resume - time.monotonic()) > 0:
            if wait > PATIENCE:
                raise Refusal(Outcome.HOST_PAUSED, f"{place} asked for a pause of {wait:.0f} s")
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Ask a busy host again if the pause is short."""
        host = self._hosts.get(self._place(request))
        if host is None or response.status not in BUSY:
            return response
        if host.resume - time.monotonic() > PATIENCE:
            return response
        return request.replace(dont_filter=True)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Send what was put back round again, to wait with the rest; count what failed."""
        if isinstance(exception, _PutBackError):
            return request.replace(dont_filter=True)
        if isinstance(exception, FAILED):
            self._count_failure(self._place(request), is_failure=True)
        return None

    def _count_failure(self, place: str, *, is_failure: bool) -> None:
        """Open the circuit after the last failure that is borne; any answer closes it."""
        host = self._hosts.setdefault(place, _Host())
        if host.failures < MAX_FAILURES:
            host.failures = host.failures + 1 if is_failure else 0
            if host.failures == MAX_FAILURES:
                self._put_back(place)

    def _pause(self, place: str, host: _Host, response: Response) -> None:
        """Leave a host alone for as long as it asks, or for the run if it keeps asking."""
        host.strikes += 1
        pause = retry_after(response) or FIRST_PAUSE * 2 ** (host.strikes - 1)
        if host.strikes >= MAX_STRIKES:
            pause = max(pause, REST_OF_RUN)
        host.resume = max(host.resume, time.monotonic() + pause)
        self._put_back(place)

    def _put_back(self, place: str) -> None:
        """Take back what already stands in the queue of a host, before it goes out."""
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(place) if engine else None
        while slot is not None and slot.queue:
            _request, waiting = slot.queue.popleft()
            waiting.errback(_PutBackError())

    def _set_delay(self, place: str, request: Request) -> None:
        """Make the queue of a host keep the delay of its robots.txt."""
        asked = float(request.meta.get("crawl_delay") or 0)
        is_own = is_loopback(request.url)
        if not asked and not is_own:
            return
        engine = self._crawler.engine
        if engine is None:
            return
        # AutoThrottle would go below what was asked for.
        request.meta["autothrottle_dont_adjust_delay"] = True
        concurrency = LOOPBACK_CONCURRENCY if is_own and not asked else 1
        delay = asked or LOOPBACK_DELAY
        engine.downloader.per_slot_settings[place] = {
            "concurrency": concurrency,
            "delay": delay,
            "jitter": 0.0,
        }
        slot = engine.downloader.slots.get(place)
        if slot is not None:
            if asked and slot.delay != asked:
                # Its first request was for robots.txt, before the delay was known.
                slot.lastseen = time.monotonic()
            slot.concurrency, slot.delay, slot.jitter = concurrency, delay, 0.0

    @staticmethod
    def _place(request: Request) -> str:
        host, port = host_and_port(request.url)
        return f"{host}:{port}"


def retry_after(response: Response) -> float:
    """Return the seconds that a response asks to wait, in either form; 0 when it doesn't."""
    header = response.headers.get("Retry-After") or b""
    value = header.decode("latin-1").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
