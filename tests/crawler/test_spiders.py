"""The spiders' own rules, without a network: what is under way, and which names are looked up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, XmlResponse

from crawler.messages import Message, Plan
from crawler.middlewares.safety import Resolver
from crawler.spiders import NewsSpider
from crawler.spiders.base import UNDER_WAY
from db.records import Outlet

HOME = "https://mill.example"
OUTLET = Outlet(
    id="mill-post", name="The Mill Post", home=f"{HOME}/", language="en", sitemaps=(f"{HOME}/map",)
)


def spider(told: list[Message], *, max_pages: int | None = None) -> NewsSpider:
    plan = Plan(
        outlets=(OUTLET,),
        known={},
        archive=Path(),
        timestamp="",
        user_agent="x",
        max_pages=max_pages,
    )
    return NewsSpider(plan=plan, tell=told.append)


def listed(pages: int, made: NewsSpider) -> list[Request]:
    """Return what is asked for at once when a sitemap lists so many pages."""
    [listing] = made.listings(OUTLET)
    request = made._ask_listing(listing)
    assert request is not None
    urls = "".join(f"<url><loc>{HOME}/{number}</loc></url>" for number in range(pages))
    body = f"<urlset>{urls}</urlset>".encode()
    response = XmlResponse(listing.url, body=body, request=request)
    return list(made._read_listing(response, listing))


def answers(made: NewsSpider, request: Request) -> Iterator[Any]:
    target = request.cb_kwargs["target"]
    yield from made._read_page(HtmlResponse(request.url, body=b"x", request=request), target)


def test_pages_of_a_long_list_wait_as_addresses_not_as_requests() -> None:
    told: list[Message] = []
    made = spider(told)
    asked = listed(10_000, made)
    assert len(asked) == UNDER_WAY
    seen = [request.url for request in asked]
    while asked:
        found = list(answers(made, asked.pop(0)))
        following = [each for each in found if isinstance(each, Request)]
        assert len(following) <= 1
        asked.extend(following)
        seen.extend(request.url for request in following)
    assert seen == [f"{HOME}/{number}" for number in range(10_000)]


def test_max_pages_counts_the_pages_of_each_outlet() -> None:
    assert len(listed(100, spider([], max_pages=3))) == 3


@dataclass
class Address:
    host: str


@dataclass
class Names:
    """A resolver whose answers are set, and a receiver of what is let through."""

    answers: dict[str, list[str]]
    passed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def nameResolver(self) -> "Names":  # noqa: N802 - the reactor's
        return self

    def resolveHostName(self, receiver: "Names", host: str, *_values: object) -> None:  # noqa: N802
        self.asked.append(host)
        receiver.resolutionBegan(None)
        for address in self.answers[host]:
            receiver.addressResolved(Address(address))
        receiver.resolutionComplete()

    def resolutionBegan(self, _progress: object) -> None:  # noqa: N802
        self.passed.clear()

    def addressResolved(self, address: Address) -> None:  # noqa: N802
        self.passed.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Finish."""


def test_name_that_turns_from_a_public_address_to_a_private_one_leads_nowhere() -> None:
    public = ["93.184.216.34"]
    names = Names({"rebind.example": public, "mixed.example": ["10.0.0.1", *public, "::1"]})
    resolver = Resolver(names, frozenset({("127.0.0.1", 8101)}))
    resolver.resolveHostName(names, "rebind.example", 80)
    assert names.passed == public
    # Each connection takes the addresses of its own look-up, and each look-up is checked.
    names.answers["rebind.example"] = ["169.254.169.254"]
    resolver.resolveHostName(names, "rebind.example", 80)
    assert names.passed == []
    assert "rebind.example" in Resolver.refused
    resolver.resolveHostName(names, "mixed.example", 443)
    assert names.passed == public
    names.answers["localhost"] = ["127.0.0.1"]
    resolver.resolveHostName(names, "localhost", 8101)
    assert names.passed == []
