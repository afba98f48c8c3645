"""How Scrapy is set for a polite, safe and quiet crawl."""

import os
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crawler.errors import ContactNeededError
from crawler.messages import Plan
from crawler.urls import is_loopback
from db.records import Outlet

MAX_BYTES = 10 * 1024 * 1024
"""Of one body, before and after decompression."""

CONTACT = "WALKBACK_CONTACT"
"""The environment variable that holds an address for publishers to write to."""

LOOPBACK_CONCURRENCY = 4
"""Requests at a time to a host of this machine; any other gets one."""

TIMEOUT = 30.0
"""Seconds that an answer may take, to its last byte."""


ORDER: Mapping[str, int] = {
    # Requests pass from low to high, responses back from high to low.
    "crawler.middlewares.safety.Safety": 50,
    "crawler.middlewares.robots.Robots": 100,
    "crawler.middlewares.politeness.Politeness": 150,
    "crawler.middlewares.wire.Wire": 900,
}


def agent_for(chosen: Iterable[Outlet], *, allow_loopback: bool) -> str:
    """Return the name under which the pages of outlets are asked for.

    Raises ContactNeededError unless all of them are of this machine, and may be asked.
    """
    is_own = allow_loopback and all(is_loopback(outlet.home) for outlet in chosen)
    return user_agent(is_loopback=is_own)


def user_agent(*, is_loopback: bool, environment: Mapping[str, str] = os.environ) -> str:
    """Return the name under which pages are asked for.

    Raises ContactNeededError for a crawl beyond this machine without a contact.
    """
    contact = "".join(c for c in environment.get(CONTACT, "").strip() if c.isprintable())
    if not contact and not is_loopback:
        raise ContactNeededError
    try:
        number = version("walkback")
    except PackageNotFoundError:
        number = "0"
    return f"Walkback/{number} (+{contact or 'sample newsroom'})"


def settings(plan: Plan) -> dict[str, Any]:
    """Return Scrapy's settings for a plan."""
    is_own = bool(plan.loopback) and all(is_loopback(outlet.home) for outlet in plan.outlets)
    return {
        "USER_AGENT": plan.user_agent,
        "WALKBACK_LOOPBACK": sorted(plan.loopback),
        "DOWNLOADER_MIDDLEWARES": {
            **ORDER,
            # Ours takes its place: it refuses where robots.txt cannot be had.
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        },
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        },
        "ITEM_PIPELINES": {"crawler.pipelines.Archive": 100, "crawler.pipelines.Reading": 200},
        "ROBOTSTXT_OBEY": True,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": 2.0,
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_DELAY": 1.0,
        # Its chance would halve the delay now and then.
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "CONCURRENT_REQUESTS": 64,
        # Workers for the items of one response: a page gives one.
        "CONCURRENT_ITEMS": 2,
        # It would read our source again with every response, to warn us of a mistake in it.
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        # As many connections are kept open to a host; more only to this machine.
        "CONCURRENT_REQUESTS_PER_DOMAIN": LOOPBACK_CONCURRENCY if is_own else 1,
        "DOWNLOAD_MAXSIZE": MAX_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": plan.timeout,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            # What a WARC reader can decompress without further packages.
            "Accept-Encoding": "gzip, deflate",
        },
        "TWISTED_DNS_RESOLVER": "crawler.middlewares.safety.Resolver",
        "RETRY_TIMES": 1,
        # 429 and 503 are politeness's: they ask for a pause.
        "RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408],
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "REDIRECT_MAX_TIMES": 10,
        # A page that sends its readers on at once is followed; not one that reloads itself now
        # and then, nor what is said to readers without scripts.
        "METAREFRESH_MAXDELAY": 3,
        "METAREFRESH_IGNORE_TAGS": ["script", "noscript"],
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,
        # Through a proxy it would be the proxy that looks names up, unchecked.
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "LOGSTATS_INTERVAL": 0,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "STATS_DUMP": False,
        "SCHEDULER_DEBUG": False,
    }
