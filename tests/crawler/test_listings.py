import gzip
import json
from pathlib import Path

import pytest

from crawler.listings import Entry, ListingError, read_feed, read_sitemap

BASE = "https://paper.example/feeds/all"


def test_rss_atom_and_json_feeds_say_the_same() -> None:
    rss = """<rss version="2.0"><channel><title>t</title><item><link>/a?utm_source=rss</link>
    <pubDate>Fri, 06 Mar 2026 08:30:00 +0100</pubDate></item></channel></rss>"""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>x</id><entry>
    <id>1</id><title>a</title><link href="https://paper.example/a"/>
    <updated>2026-03-06T07:30:00Z</updated></entry></feed>"""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": []}
    feed["items"] = [{"id": "1", "url": "/a#x", "date_modified": "2026-03-06T07:30:00Z"}]
    for body in (rss, atom, json.dumps(feed)):
        [entry] = read_feed(body.encode(), base=BASE)
        assert entry.url == "https://paper.example/a"
        assert entry.changed.replace("+00:00", "Z") == "2026-03-06T07:30:00Z"


def test_address_listed_twice_is_one_entry() -> None:
    links = (
        "<item><link>/a</link></item><item><link>/a#2</link></item><item><link>x:y</link></item>"
    )
    body = f"<rss version='2.0'><channel>{links}</channel></rss>".encode()
    assert [entry.url for entry in read_feed(body, base=BASE)] == ["https://paper.example/a"]


def test_news_sitemap_and_index_give_dates_and_further_listings() -> None:
    news = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
     xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
     <loc>https://paper.example/a</loc><news:news>
     <news:publication_date>2026-03-06T08:30:00+01:00</news:publication_date></news:news></url>
     </urlset>"""
    [entry] = read_sitemap(news.encode(), base=BASE)
    assert entry == Entry(url="https://paper.example/a", changed="2026-03-06T08:30:00+01:00")
    index = "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>"
    [entry] = read_sitemap(gzip.compress(index.encode()), base=BASE)
    assert entry == Entry(url="https://paper.example/1.xml", is_listing=True)


def test_entities_of_a_listing_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://paper.example/secret")
    doctype = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY a "https://paper.example/a">'
    )
    bombs = "".join(f'<!ENTITY b{n} "&b{n - 1};&b{n - 1};&b{n - 1};">' for n in range(1, 40))
    head = f'{doctype}<!ENTITY b0 "x">{bombs}]>'
    sitemap = f"{head}<urlset><url><loc>&e;</loc></url><url><loc>&b39;</loc></url></urlset>"
    assert list(read_sitemap(sitemap.encode(), base="")) == []
    feed = f"{head}<rss version='2.0'><channel><item><link>&e;</link></item></channel></rss>"
    assert all("secret" not in entry.url for entry in read_feed(feed.encode(), base=""))


def test_body_that_looks_like_a_file_or_an_address_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text("<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>")
    for body in (str(file).encode(), file.as_uri().encode()):
        with pytest.raises(ListingError):
            list(read_feed(body, base=BASE))


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, b"<html></html>", b"{", b"[]", b"\x1f\x8bx"])
def test_what_is_no_listing_is_refused(body: bytes) -> None:
    with pytest.raises(ListingError):
        list(read_feed(body, base=BASE, media_type="application/feed+json"))
    with pytest.raises(ListingError):
        list(read_sitemap(body, base=BASE))
