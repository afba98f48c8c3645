"""Listings asked whether they answer, and nothing else."""

from dataclasses import replace
from typing import Any

from crawler.probing import check


def test_check_tells_how_each_listing_answers_and_asks_for_no_page(
    site: Any,  # noqa: ANN401 - of conftest.py, which no test module can import
) -> None:
    site.feed("/a", "/b")
    site.pages["/old"] = (301, {"Location": "/feed"}, b"")
    index = "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>"
    site.pages["/index"] = (200, {}, index.encode())
    dated = f"<urlset><url><loc>{site.home}/c</loc><lastmod>2026-03-06</lastmod></url></urlset>"
    site.pages["/map"] = (200, {}, dated.encode())
    site.pages["/page"] = (200, {"Content-Type": "text/html"}, b"<html></html>")
    feeds = tuple(f"{site.home}/{name}" for name in ("feed", "gone", "old", "page"))
    maps = (f"{site.home}/index", f"{site.home}/map")
    outlet = replace(site.outlet, feeds=feeds, sitemaps=maps)
    reports = check(outlets={outlet.id: outlet}, allow_loopback=True)
    told = {report.url.removeprefix(site.home): report for report in reports}
    found = {path: (r.is_readable, r.entries, r.newest, r.detail[:8]) for path, r in told.items()}
    assert found == {
        "/feed": (True, 2, "", ""),
        "/gone": (False, 0, "", "HTTP 404"),
        "/index": (True, 0, "", "1 furthe"),
        "/map": (True, 1, "2026-03-06", ""),
        "/old": (True, 2, "", ""),
        "/page": (False, 0, "", "no feed:"),
    }
    asked = {hit.path for hit in site.hits}
    assert asked == {"/robots.txt", "/feed", "/gone", "/old", "/page", "/index", "/map"}
