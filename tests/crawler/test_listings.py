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


def test_entry_without_an_address_of_a_page_is_left_out() -> None:
    rss = """<rss version="2.0"><channel><item><guid isPermaLink="false">tag:3</guid></item>
    <item><guid>https://paper.example/g</guid></item></channel></rss>"""
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://paper.example/g"><title>g</title>
    </item><item rdf:about="urn:x"><title>h</title></item></rdf:RDF>"""
    feed = {"items": [{"id": "99"}, {"id": 7}, {"id": "https://paper.example/g"}]}
    for body in (rss, rdf, json.dumps(feed)):
        [entry] = read_feed(body.encode(), base=BASE)
        assert entry == Entry(url="https://paper.example/g")


def test_atom_entry_is_its_page_and_not_its_picture_or_its_comments() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>a</title>
    <link rel="self" href="/self"/><link rel="enclosure" href="/pic.jpg"/>
    <link rel="replies" href="/a/comments"/><link rel="alternate" type="text/html" href="/a"/>
    </entry></feed>"""
    [entry] = read_feed(atom.encode(), base=BASE)
    assert entry.url == "https://paper.example/a"


def test_page_is_named_by_its_own_address_and_not_by_the_service_that_counts_clicks() -> None:
    rss = """<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
    <channel><item><link>https://feeds.example/~r/1</link>
    <feedburner:origLink>https://paper.example/a</feedburner:origLink></item></channel></rss>"""
    [entry] = read_feed(rss.encode(), base=BASE)
    assert entry.url == "https://paper.example/a"


def test_pictures_films_and_translations_in_a_sitemap_are_not_its_pages() -> None:
    body = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="i" xmlns:v="v"
     xmlns:h="h"><url><loc>https://paper.example/a</loc>
     <h:link rel="alternate" hreflang="fr" href="https://paper.example/fr/a"/>
     <i:image><i:loc>https://paper.example/a.jpg</i:loc></i:image>
     <v:video><v:publication_date>2020-01-01</v:publication_date></v:video>
     <lastmod>2026-03-06</lastmod></url></urlset>"""
    [entry] = read_sitemap(body.encode(), base=BASE)
    assert entry == Entry(url="https://paper.example/a", changed="2026-03-06")


@pytest.mark.parametrize(
    "body",
    [
        "https://paper.example/a?x=1&y=2\nhttps://paper.example/b\n",
        (
            "<urlset><url><loc>https://paper.example/a?x=1&amp;y=2</loc></url>"
            "<url><loc>https://paper.example/b</loc></url></urlset>"
        ),
        (
            "<urlset><url><loc>https://paper.example/a?x=1&y=2</loc></url>"
            "<url><loc><![CDATA[https://paper.example/b]]></loc></url></urlset>"
        ),
        (
            "<urlset><url><loc><![CDATA[https://paper.example/a?x=1&y=2]]></loc></url>"
            "<url><loc>https://paper.example/b</loc></url></urlset>"
        ),
        (
            "<rss version='2.0'><channel><item><link>https://paper.example/a?x=1&amp;y=2</link></item>"
            "<item><link>/b</link></item></channel></rss>"
        ),
    ],
)
def test_sitemap_may_be_text_or_a_feed_and_its_ampersands_bare(body: str) -> None:
    urls = [entry.url for entry in read_sitemap(body.encode(), base=BASE)]
    assert urls == ["https://paper.example/a?x=1&y=2", "https://paper.example/b"]


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
