"""Whether the listings of outlets answer: asked without a base, and nothing is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from crawler.dates import is_later
from crawler.messages import Found, Plan, Visit
from crawler.outlets import chosen_outlets
from crawler.process import crawling
from crawler.reports import ListingReport
from crawler.settings import TIMEOUT, agent_for
from db.records import Outlet


def check(
    *,
    outlets: Mapping[str, Outlet],
    only: Sequence[str] = (),
    allow_loopback: bool = False,
    timeout: float = TIMEOUT,
) -> list[ListingReport]:
    """Ask for the feeds, sitemaps and searches of outlets, and tell how each answered.

    Nothing is stored, no page is asked for, and no index is followed. Raises what ``crawl``
    does, but for errors of a base.
    """
    chosen = chosen_outlets(outlets, only)
    plan = Plan(
        outlets=chosen,
        known={},
        archive=Path(),
        timestamp="",
        user_agent=agent_for(chosen, allow_loopback=allow_loopback),
        allow_loopback=allow_loopback,
        timeout=timeout,
        is_check=True,
    )
    entries: Counter[str] = Counter()
    newest: dict[str, str] = {}
    reports = []
    with crawling(plan) as told:
        for message in chain.from_iterable(told):
            if isinstance(message, Found):
                entries[message.listing] += len(message.pages)
                for _url, changed in message.pages:
                    if is_later(changed, newest.get(message.listing, "")):
                        newest[message.listing] = changed
            elif isinstance(message, Visit):
                asked = message.capture.requested_url if message.capture else message.url
                report = ListingReport(
                    outlet=message.outlet,
                    url=asked,
                    outcome=message.outcome,
                    detail=message.detail,
                    entries=entries[asked],
                    newest=newest.get(asked, ""),
                )
                reports.append(report)
    return sorted(reports, key=lambda report: (report.outlet, report.url))
