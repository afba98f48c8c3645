"""The identity of a page: which addresses name the same one.

Pure: nothing is looked up. Tracking parameters are those that courlan knows.
"""

import ipaddress
import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import tldextract
from courlan.clean import clean_query

MAX_LENGTH = 2000
"""Longer addresses are refused: no newspaper has them, traps for crawlers do."""

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:index\.\w{3,5})?", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# The list of public suffixes that comes with the package; nothing is downloaded.
_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def _suffixes(host: str) -> tldextract.ExtractResult:
    return _extract(host)


def identity(url: str, *, base: str = "") -> str:
    """Return the address under which a page is known; empty for one that is no web page's.

    >>> identity("HTTP://News.Example.COM:80/a/../b?utm_source=x&id=7#top")
    'http://news.example.com/b?id=7'
    >>> identity("/story?12345", base="https://news.example.com/feed")
    'https://news.example.com/story?12345'
    >>> identity("https://example.com")
    'https://example.com/'
    >>> [identity(bad) for bad in ("mailto:a@b.c", "javascript:1", "http://u:p@h.org/", "//")]
    ['', '', '', '']
    """
    cleaned = "".join(char for char in url.strip() if char.isprintable() and char != " ")
    try:
        parts = urlsplit(urljoin(base, cleaned) if base else cleaned)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host or parts.username is not None:
        return ""
    host = _ascii_host(host)
    if not host:
        return ""
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    address = urlunsplit((parts.scheme, host, _path(parts.path), _query(parts.query), ""))
    return address if len(address) <= MAX_LENGTH else ""


def is_same_site(one: str, other: str) -> bool:
    """Return whether two addresses are one publisher's: the same registrable domain.

    Addresses without one (numbers, ``localhost``) are the same site on the same host and port.

    >>> is_same_site("https://www.paper.co.uk/a", "https://amp.paper.co.uk/b")
    True
    >>> is_same_site("https://one.co.uk/", "https://two.co.uk/")
    False
    >>> is_same_site("http://127.0.0.1:8101/", "http://127.0.0.1:8102/")
    False
    """
    return bool(site(one)) and site(one) == site(other)


def site(url: str) -> str:
    """Return the registrable domain of an address, or its host and port when it has none.

    >>> site("https://rss.news.paper.co.uk/feed"), site("http://127.0.0.1:8101/x")
    ('paper.co.uk', '127.0.0.1:8101')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    found = _suffixes(host)
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    return f"{host}:{port or _DEFAULT_PORTS.get(parts.scheme, 0)}" if host else ""


def brand(url: str) -> str:
    """Return the name in front of the public suffix, which a publisher keeps across countries.

    >>> brand("https://www.bbc.com/news"), brand("https://feeds.bbc.co.uk/x.xml")
    ('bbc', 'bbc')
    """
    found = _suffixes(urlsplit(url).hostname or "")
    return found.domain if found.domain and found.suffix else site(url)


def canonical_identity(canonical: str, *, final: str) -> str:
    """Return the identity that a page at ``final`` has, given the one it claims.

    The claim counts only within the same site, and never when it names the site's front page:
    a publisher's template may, and then every article would be one.

    >>> canonical_identity("https://www.paper.org/a", final="https://m.paper.org/a?x=1")
    'https://www.paper.org/a'
    >>> canonical_identity("https://other.org/a", final="https://paper.org/copy")
    'https://paper.org/copy'
    >>> canonical_identity("https://paper.org/", final="https://paper.org/story")
    'https://paper.org/story'
    >>> canonical_identity("https://paper.org/fr/", final="https://paper.org/fr/recit")
    'https://paper.org/fr/recit'
    """
    own = identity(final)
    claimed = identity(canonical, base=final) if canonical else ""
    if not claimed or not is_same_site(claimed, own):
        return own
    if _is_front(claimed) and not _is_front(own):
        return own
    return claimed


def is_loopback(url: str) -> bool:
    """Return whether an address is of this machine, by its name or number alone.

    >>> is_loopback("http://127.0.0.1:8101/"), is_loopback("http://[::1]/")
    (True, True)
    >>> is_loopback("http://localhost/"), is_loopback("https://example.org/")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_and_port(url: str) -> tuple[str, int]:
    """Return where a connection for an address goes.

    >>> host_and_port("https://example.org/a"), host_and_port("http://127.0.0.1:81/")
    (('example.org', 443), ('127.0.0.1', 81))
    """
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)


def _is_front(url: str) -> bool:
    """Return whether an address is a site's front page, or that of one of its languages."""
    parts = urlsplit(url)
    return not parts.query and bool(_FRONT.fullmatch(parts.path))


def _ascii_host(host: str) -> str:
    """Return a host as it goes over the wire; empty when it isn't one."""
    host = host.rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _path(path: str) -> str:
    """Return a path without ``.`` and ``..``, percent-encoded where it must be."""
    if "/." in path:
        is_folder = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath(path)
        path = "/" + path.lstrip("/") + ("/" if is_folder and path != "/" else "")
    return quote(path or "/", safe="/%!$&'()*+,;=:@~-._")


def _query(query: str) -> str:
    """Return a query without what only follows readers about; the order is kept."""
    kept = [part for part in query.split("&") if part and not _is_tracking(part)]
    return quote("&".join(kept), safe="/%!$&'()*+,;=:@~-._?")


def _is_tracking(part: str) -> bool:
    name, equals, value = part.partition("=")
    # courlan drops what has no value; an article's number may stand there by itself.
    return bool(equals and value and name) and not clean_query(part)
