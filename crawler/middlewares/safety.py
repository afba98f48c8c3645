"""No connection but to public addresses: what a page links to may be anything.

A name is looked up once, and the addresses that were checked are those connected to, so that
it cannot change between the two. Each redirect goes the same way.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.messages import Outcome
from crawler.middlewares import Refusal
from crawler.urls import host_and_port

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Return whether a numeric address is one of the internet's, in all of its forms.

    >>> [is_public(each) for each in ("93.184.216.34", "2606:2800:220:1::1")]
    [True, True]
    >>> [is_public(each) for each in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "224.0.0.1")]
    [False, False, False, False]
    >>> [is_public(each) for each in ("::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "fe80::1%eth0")]
    [False, False, False, False]
    """
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    for inner in (found, *_embedded(found)):
        if not inner.is_global or inner.is_multicast or inner.is_reserved:
            return False
        if isinstance(inner, ipaddress.IPv6Address) and inner.is_site_local:
            return False
    return True


def _embedded(address: Address) -> Sequence[Address]:
    """Return the IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    inner: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
    if address.teredo:
        inner.extend(address.teredo)
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in inner if each is not None]


class Safety:
    """Refuses, before anything is looked up, what is plainly not a public web address."""

    def __init__(self, allowed: frozenset[tuple[str, int]]) -> None:
        """Let ``allowed`` through: hosts and ports of this machine."""
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl; Scrapy's way in."""
        return cls(_allowed(crawler.settings))

    def process_request(self, request: Request) -> None:
        """Raise Refusal for a scheme or a numeric host that is out of bounds."""
        if not request.url.startswith(("http://", "https://")):
            raise Refusal(Outcome.UNSAFE_ADDRESS, "neither http nor https")
        host, port = host_and_port(request.url)
        if (host, port) in self._allowed:
            return
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return
        if not is_public(host):
            raise Refusal(Outcome.UNSAFE_ADDRESS, host)


@implementer(IHostnameResolver)
class Resolver:
    """Looks names up and passes on public addresses alone."""

    refused: ClassVar[set[str]] = set()
    """Hosts that had an address which isn't public; for telling why a request failed."""

    def __init__(self, reactor: Any, allowed: frozenset[tuple[str, int]]) -> None:  # noqa: ANN401
        """Stand in front of the reactor's own resolver."""
        self._reactor = reactor
        self._inner = reactor.nameResolver
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:  # noqa: ANN401 - Scrapy's process
        """Make one for a crawl; Scrapy's way in."""
        return cls(reactor, _allowed(crawler.settings))

    def install_on_reactor(self) -> None:
        """Make the reactor ask here."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - the interface's
        self,
        resolutionReceiver: Any,  # noqa: ANN401, N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: ANN401, N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:  # noqa: ANN401
        """Look a name up; see Twisted's IHostnameResolver."""
        receiver = resolutionReceiver
        if (hostName, portNumber) not in self._allowed:
            receiver = _PublicOnly(resolutionReceiver, hostName)
        return self._inner.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Hands public addresses on to another receiver."""

    def __init__(self, inner: Any, host: str) -> None:  # noqa: ANN401 - Twisted is untyped
        self._inner = inner
        self._host = host

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: ANN401, N802, N803
        self._inner.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: ANN401, N802
        if is_public(address.host):
            self._inner.addressResolved(address)
        else:
            Resolver.refused.add(self._host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._inner.resolutionComplete()


def _allowed(settings: BaseSettings) -> frozenset[tuple[str, int]]:
    return frozenset((host, port) for host, port in settings.getlist("WALKBACK_LOOPBACK"))
