"""What a feed or a sitemap lists, as pure reading: bytes to addresses with their dates."""

import calendar
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree

from crawler.dates import edtf
from crawler.markup import decode
from crawler.urls import identity

MAX_ENTRIES = 50_000
"""What the sitemap protocol allows in one file; what stands behind is passed over."""

MAX_BYTES = 10 * 1024 * 1024
"""Of a listing, decompressed."""


class ListingError(ValueError):
    """A listing that cannot be read as what it was said to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address that a listing names."""

    url: str
    """Its identity."""
    changed: str = ""
    """When it last changed or, failing that, was published; EDTF, empty when not told."""
    is_listing: bool = False
    """True for a sitemap that a sitemap index names."""


def read_feed(body: bytes, *, base: str, media_type: str = "") -> Iterator[Entry]:
    """Yield what an RSS, Atom or JSON feed lists, each address once, in its order.

    Raises ListingError when the body is none of these.
    """
    if "json" in media_type or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        found = _json_feed(body, base)
    else:
        found = _xml_feed(body, base)
    yield from _unique(found)


def read_sitemap(body: bytes, *, base: str) -> Iterator[Entry]:
    """Yield what a sitemap, news sitemap or sitemap index lists, gzipped or not.

    Raises ListingError when the body is none of these. Entities are not resolved.
    """
    yield from _unique(_sitemap(_unzipped(body), base))


def _unique(entries: Iterator[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.url and entry.url not in seen:
            seen.add(entry.url)
            yield entry
        if len(seen) >= MAX_ENTRIES:
            return


def _xml_feed(body: bytes, base: str) -> Iterator[Entry]:
    # As a stream: feedparser would open bytes that look like a path or an address.
    feed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-location": base},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.version and not feed.entries:
        raise ListingError(f"no feed: {feed.get('bozo_exception', 'no entries')}")
    for entry in feed.entries:
        # Asked as a plain dictionary: feedparser gives one date for the other, with a warning.
        moment = dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed")
        # A service that hands feeds on counts clicks, and names the page itself beside.
        link = entry.get("feedburner_origlink") or entry.get("link") or _absolute(entry.get("id"))
        if link:
            yield Entry(url=identity(str(link), base=base), changed=_from_tuple(moment))


def _absolute(written: object) -> str:
    """Return an id that is an address; most are not, and lead nowhere."""
    return written if isinstance(written, str) and _WEB.match(written) else ""


def _from_tuple(moment: Any) -> str:  # noqa: ANN401 - feedparser is untyped
    if moment is None:
        return ""
    try:
        return edtf(datetime.fromtimestamp(calendar.timegm(moment), tz=UTC).isoformat())
    except (ValueError, TypeError, OverflowError, OSError):
        return ""


def _json_feed(body: bytes, base: str) -> Iterator[Entry]:
    """Read jsonfeed.org, versions 1 and 1.1."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ListingError(f"no JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ListingError("no JSON feed: it has no items")
    for item in items:
        if isinstance(item, dict):
            address = item.get("url") or item.get("external_url") or _absolute(item.get("id"))
            changed = item.get("date_modified") or item.get("date_published")
            if address:
                yield Entry(url=identity(str(address), base=base), changed=edtf(str(changed or "")))


def _sitemap(body: bytes, base: str) -> Iterator[Entry]:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(_mended(body), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListingError(f"no XML: {error}") from error
    kind = _name(root) if root is not None else ""
    if kind in _FEEDS:
        yield from _xml_feed(body, base)
    elif kind in {"urlset", "sitemapindex"}:
        for element in root:
            yield Entry(
                url=identity(_text(element, "loc"), base=base),
                changed=edtf(_text(element, "lastmod") or _text(element, "publication_date")),
                is_listing=kind == "sitemapindex",
            )
    elif not kind and _WEB.match(text := decode(body).strip()):
        yield from (Entry(url=identity(line)) for line in text.splitlines())
    else:
        raise ListingError(f"no sitemap: its root is {kind or 'missing'}")


# The other forms that https://www.sitemaps.org/protocol.html allows, beside plain text.
_FEEDS = frozenset({"rss", "feed", "rdf"})
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!#?\w{1,32};)", re.DOTALL)


def _mended(body: bytes) -> bytes:
    """Escape the ampersands of addresses that were written into XML as they are."""
    if b"\x00" in body[:4]:
        # Of two bytes a character: these are not written by hand.
        return body
    return _BARE_AMPERSAND.sub(lambda match: match[1] or b"&amp;", body)


def _text(element: Any, name: str) -> str:  # noqa: ANN401 - lxml is untyped
    """Return what a sitemap says of an address itself, or its news; not of a picture in it."""
    for child in element:
        if _name(child) == name:
            return (child.text or "").strip()
        if _name(child) == "news" and (found := _text(child, name)):
            return found
    return ""


def _name(element: Any) -> str:  # noqa: ANN401 - lxml is untyped
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as stream:
            return stream.read(MAX_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise ListingError(f"broken gzip: {error}") from error
