"""How the crawl behaves towards servers in trouble, and what hostile ones get out of it."""

import gzip
import socket
import time
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from crawler.middlewares.politeness import MAX_FAILURES, retry_after
from crawler.middlewares.robots import Rules
from crawler.middlewares.safety import is_public
from crawler.settings import MAX_BYTES
from crawler.stage import CrawlReport, crawl
from db.archive import archived
from db.store import Store

Story = Callable[..., bytes]
Site = Any
"""The one of conftest.py, which no test module can import."""
Options = Any


BROTLI_BOMB = "y///P/glQOKxQCD3/i//NW7wSwDEYRGArsQN"
"""Twelve million spaces, packed."""

BROTLI_STORY = (
    "G6sCAByHsWPuXOOBLWnuEDNyTh+j/mKLuDlgVQ8ECTNjE3RXa6sfal17VdSb572LRyM0htR46HZZpw2sw3ZjANun"
    "Hb1KGIZ4+ZVNM4djbWboAGGDYbLHITJCxBv6vbwtbAZ9+WX7OyrnEafT3z2mHRvG8YFemZS54H5f3UKiGF7duMP1"
    "GTbGrnx1Fc4Y1mVjGxXWjbopQ1Ax4a9XYtWweXLsTVxhgNl4RQZL4g7a7OGM+mjPf31nTSF0lKO0UbVWEXhl88Oa"
    "44rQBTZOXRIcWza1lCHjBOUGkRaRpf73rT7W1jb05Hq9NU06nSj/Lp+rv+lAscVYATiWVUr7IAN4sxc9afTWdg5P"
    "EIjWCbIbkV1AFHA/o7ElKGEtKB+SMkHI28yruSCUDqJoAA=="
)

ENTITIES = (
    b'<!DOCTYPE html [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><html><body><p>&a11;</p></body></html>"
)


def run(site: Site, folder: Path, **options: Options) -> CrawlReport:
    outlet = site.outlet
    return crawl(folder / "base.db", outlets={outlet.id: outlet}, allow_loopback=True, **options)


def skipped(folder: Path) -> dict[str, str]:
    with Store(folder / "base.db") as store:
        rows = store.query("SELECT subject, reason FROM skipped WHERE stage = 'crawl'")
    return {"/" + row["subject"].split("/", 3)[3]: row["reason"] for row in rows}


def test_server_that_cannot_tell_its_robots_txt_is_not_crawled(
    site: Site, tmp_path: Path, story: Story
) -> None:
    site.feed("/a")
    site.page("/a", story())
    site.pages["/robots.txt"] = (500, {}, b"")
    report = run(site, tmp_path)
    assert {hit.path for hit in site.hits} == {"/robots.txt"}
    assert report.total.skipped == {"robots": 1}


def serve_hostile_pages(site: Site, story: Story) -> None:
    """Serve a page of each kind that hostile or broken servers send, and four good ones."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>more</p>" * 100_000)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>")
            handler.wfile.flush()
            time.sleep(0.1)

    site.page("/good", story(3))
    site.page("/zipped", gzip.compress(story(4)), Content_Encoding="gzip")
    site.page("/bomb", gzip.compress(b" " * (MAX_BYTES + 1)), Content_Encoding="gzip")
    site.pages["/endless"] = endless
    site.pages["/drip"] = drip
    site.page("/brotli", b64decode(BROTLI_STORY), Content_Encoding="br")
    site.page("/brotli-bomb", b64decode(BROTLI_BOMB), Content_Encoding="br")
    site.page("/twice", gzip.compress(gzip.compress(story(5))), Content_Encoding="gzip, gzip")
    links = "".join(f"<li><a href='/l/{n}'>Mill story {n}</a></li>" for n in range(10_000))
    site.page("/links", f"<h1>Links</h1><ul>{links}</ul>".encode())
    site.page("/entities", ENTITIES, Content_Type="application/xhtml+xml")
    site.page("/huge", b"x", Content_Length=str(MAX_BYTES + 1))
    site.page("/picture", b"GIF89a", Content_Type="image/gif")
    site.page("/nul", b"\x00" * 4000)
    site.page("/binary", bytes(range(256)) * 40)
    site.page("/empty", b"")
    site.page("/title", b"<title>" + b"x" * 1_000_000 + b"</title>")
    site.page("/broken-zip", b"\x1f\x8bnothing", Content_Encoding="gzip")
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    site.pages["/metadata"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")
    site.pages["/inside"] = (302, {"Location": "http://localhost:9/"}, b"")
    site.pages["/decimal"] = (302, {"Location": "http://2130706433:9/"}, b"")
    site.pages["/short"] = (302, {"Location": "http://127.1:9/"}, b"")
    site.pages["/octal"] = (302, {"Location": "http://0177.0.0.1:9/"}, b"")
    site.pages["/mapped"] = (302, {"Location": "http://[::ffff:127.0.0.1]:9/"}, b"")
    site.pages["/members"] = (403, {}, b"no")
    site.feed(*(path for path in site.pages), "/gone", "ftp://files.example.org/x", "/closed/page")
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed/")


def test_hostile_and_broken_answers_are_counted_skips_and_the_rest_is_stored(
    site: Site, tmp_path: Path, story: Story
) -> None:
    serve_hostile_pages(site, story)
    report = run(site, tmp_path, timeout=3.0)
    assert report.total.new == 4
    reasons = skipped(tmp_path)
    for path, reason in {
        "/bomb": "too_big",
        "/endless": "too_big",
        "/huge": "too_big",
        "/brotli-bomb": "too_big",
        "/drip": "timeout",
        "/links": "list_page",
        "/entities": "not_article",
        "/loop": "redirect_loop",
        "/file": "unsafe_address",
        "/picture": "not_html",
        "/nul": "not_article",
        "/binary": "not_article",
        "/empty": "not_article",
        "/title": "not_article",
        "/metadata": "unsafe_address",
        "/inside": "unsafe_address",
        "/mapped": "unsafe_address",
        "/decimal": "unsafe_address",
        "/short": "unsafe_address",
        "/octal": "unsafe_address",
        "/members": "refused",
        "/gone": "gone",
        "/closed/page": "robots",
    }.items():
        assert (path, reasons.pop(path)) == (path, reason)
    assert reasons == {"/broken-zip": "unreadable"}
    assert report.troubles == ()
    assert site.asked("/closed/page") == 0
    with Store(tmp_path / "base.db") as store:
        [row] = store.query(
            "SELECT text, warc_file AS file, warc_offset AS place FROM article_versions "
            "JOIN articles ON articles.id = article_id WHERE url LIKE '%/brotli'"
        )
        copy = archived(store.archive, row["file"], row["place"])
    # Kept unpacked, since not every reader of archives could undo it.
    assert row["text"].split("\n")[0].encode() in copy.body
    assert "content-encoding" not in {name.lower() for name, _value in copy.headers}


def test_host_that_fails_time_and_again_is_left_alone_for_the_run(
    site: Site, tmp_path: Path
) -> None:
    paths = [f"/{number}" for number in range(1, 30)]
    site.feed(*paths)
    for path in paths:
        site.pages[path] = (500, {}, b"")
    report = run(site, tmp_path)
    asked = sum(site.asked(path) for path in paths)
    assert MAX_FAILURES <= asked <= MAX_FAILURES + 4
    assert report.total.skipped["host_failing"] + report.total.failed == len(paths)
    assert report.troubles == ()
    with Store(tmp_path / "base.db") as store:
        rows = list(store.frontier(site.outlet.id))
    # Those that were not asked for are as due as they were.
    spared = [row for row in rows if not row["visits"]]
    assert len(spared) == report.total.skipped["host_failing"]


def test_busy_host_is_asked_again_only_after_the_pause_it_asked_for(
    site: Site, tmp_path: Path, story: Story
) -> None:
    answers = iter([(429, {"Retry-After": "1"}, b"")])
    site.feed("/busy")
    site.pages["/busy"] = lambda _: next(answers, (200, {"Content-Type": "text/html"}, story(5)))
    report = run(site, tmp_path)
    first, second = [hit.at for hit in site.hits if hit.path == "/busy"]
    assert second - first >= 1
    assert report.total.new == 1


def test_host_that_asks_for_a_long_pause_is_left_for_the_next_run(
    site: Site, tmp_path: Path, story: Story
) -> None:
    paths = [f"/{number}" for number in range(1, 10)]
    site.feed(*paths)
    for path in paths:
        site.pages[path] = (503, {"Retry-After": "3600"}, b"")
    started = time.monotonic()
    report = run(site, tmp_path)
    assert time.monotonic() - started < 30
    assert report.troubles == ()
    assert report.total.skipped == {"host_paused": 9}
    # Those under way together may all have been asked for; the others were spared.
    assert sum(site.asked(path) for path in paths) <= 5
    for number, path in enumerate(paths, start=1):
        site.page(path, story(number))
    assert run(site, tmp_path).total.new == 9


def test_pages_cut_off_by_max_pages_follow_in_the_next_run(
    site: Site, tmp_path: Path, story: Story
) -> None:
    paths = [f"/{number}" for number in range(1, 6)]
    site.feed(*paths)
    site.pages["/feed"][1]["ETag"] = '"feed"'
    for number, path in enumerate(paths, start=1):
        site.page(path, story(number))
    assert run(site, tmp_path, max_pages=2).total.new == 2

    def unchanged(handler: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        assert handler.headers["If-None-Match"] == '"feed"'
        return 304, {}, b""

    site.pages["/feed"] = unchanged
    assert run(site, tmp_path).total.new == 3


def test_page_that_sends_its_readers_on_is_followed_and_one_that_reloads_itself_is_read(
    site: Site, tmp_path: Path, story: Story
) -> None:
    site.page("/moved", b"<meta http-equiv='refresh' content='0; url=/new'><p>This way.</p>")
    site.page("/new", story(1))
    again = '<meta http-equiv="refresh" content="60; url=/live">'
    site.page("/live", story(2, head=again))
    unscripted = '<noscript><meta http-equiv="refresh" content="0; url=/no-scripts"></noscript>'
    site.page("/plain", story(3, head=unscripted))
    site.feed("/moved", "/live", "/plain")
    assert run(site, tmp_path).total.new == 3
    assert [site.asked(path) for path in ("/new", "/live", "/no-scripts")] == [1, 1, 0]
    with Store(tmp_path / "base.db") as store:
        urls = [row["url"] for row in store.query("SELECT url FROM articles ORDER BY url")]
    assert urls == [f"{site.home}{path}" for path in ("/live", "/new", "/plain")]


def test_page_has_one_identity_within_its_site_and_none_outside(
    site: Site, tmp_path: Path, story: Story
) -> None:
    head = f'<link rel="canonical" href="{site.home}/story">'
    site.page("/story", story(2, head=head))
    site.page("/amp/story", story(2, head=head, text="Halyard has people back, say phones. " * 5))
    site.pages["/old"] = (301, {"Location": "/story"}, b"")
    site.page("/copy", story(3, head='<link rel="canonical" href="https://example.org/original">'))
    site.page("/zipped", gzip.compress(story(4)), Content_Encoding="gzip")
    site.feed("/story?utm_source=feed", "/story", "/amp/story", "/old", "/copy", "/zipped")
    theirs = b"<item><link>http://127.0.0.1:9/theirs</link></item></channel>"
    site.pages["/feed"] = (200, {}, site.pages["/feed"][2].replace(b"</channel>", theirs))
    report = run(site, tmp_path)
    assert (report.total.new, report.total.skipped) == (3, {"off_site": 1})
    assert site.asked("/story?utm_source=feed") == 0
    # The copy for phones has words of its own, and doesn't take turns with the page.
    assert run(site, tmp_path).total.changed == 0
    with Store(tmp_path / "base.db") as store:
        rows = store.query(
            "SELECT url, canonical_url, warc_file, warc_offset FROM articles "
            "JOIN article_versions ON articles.id = article_id ORDER BY url"
        )
        found = {row["url"].removeprefix(site.home): row for row in rows}
        assert list(found) == ["/copy", "/story", "/zipped"]
        assert found["/copy"]["canonical_url"] == "https://example.org/original"
        # The copy is kept as it came over the wire, and read back decompressed.
        zipped = found["/zipped"]
        copy = archived(store.archive, zipped["warc_file"], zipped["warc_offset"])
    assert copy.body == story(4)
    assert ("Content-Encoding", "gzip") in copy.headers


def test_pages_dated_before_since_wait_for_a_crawl_without_it(
    site: Site, tmp_path: Path, story: Story
) -> None:
    urls = "".join(
        f"<url><loc>{site.home}/{day}</loc><lastmod>2026-03-0{day}</lastmod></url>"
        for day in (1, 2)
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    site.pages["/map"] = (200, {"ETag": '"1"'}, body.encode())
    for day in (1, 2):
        site.page(f"/{day}", story(day))
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    outlet = replace(site.outlet, feeds=(), sitemaps=(f"{site.home}/map",))
    dead = replace(
        site.outlet,
        id="dead",
        home=f"http://127.0.0.1:{port}/",
        feeds=(f"http://127.0.0.1:{port}/feed",),
    )
    outlets = {outlet.id: outlet, dead.id: dead}
    options: dict[str, Any] = {"outlets": outlets, "allow_loopback": True}
    report = crawl(tmp_path / "base.db", since="2026-03-02", **options)
    assert report.outlets["mill-post"].new == 1
    assert site.asked("/1") == 0
    # A server that isn't there is a failure of its own outlet, and stops no other.
    assert (report.outlets["dead"].failed, report.outlets["dead"].skipped) == (1, {})
    assert crawl(tmp_path / "base.db", **options).total.new == 1


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "127.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.251",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "::127.0.0.1",
        "2001:0:7f00:1::",
        "fec0::1",
        "fe80::1%eth0",
        "not an address",
    ],
)
def test_address_that_is_not_the_internets_is_refused(address: str) -> None:
    assert not is_public(address)


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    class Answer:
        def __init__(self, value: bytes) -> None:
            self.headers = {"Retry-After": value}

    assert retry_after(Answer(b"120")) == 120
    assert retry_after(Answer(b"Fri, 31 Dec 2100 23:59:59 GMT")) > 1_000_000
    assert retry_after(Answer(b"soon")) == retry_after(Answer(b"")) == 0


def test_robots_rules_give_the_longer_of_delay_and_rate() -> None:
    rules = Rules("User-agent: walkback\nCrawl-delay: 2\nRequest-rate: 1/5\nDisallow: /x")
    assert rules.delay == 5
    assert (rules.allows("http://a.org/y"), rules.allows("http://a.org/x")) == (True, False)
    assert not Rules(None).allows("http://a.org/y")
