import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
import trafilatura

from crawler.newsroom.pages import Pages
from crawler.newsroom.sites import Site
from crawler.newsroom.stories import Quirk, Story, read_story

HOME = "http://127.0.0.1:9"
NS = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
NO_ARTICLE = {Quirk.CONSENT, Quirk.SOFT_404, Quirk.PAYWALL}


@pytest.fixture(scope="module")
def press(stories: tuple[Story, ...], sites: tuple[Site, ...]) -> dict[str, Pages]:
    """Every outlet's pages, by outlet."""
    addresses = {
        f"{story.outlet}/{story.slug}": f"{HOME}/{story.outlet}{site.path(story)}"
        for site in sites
        for story in stories
        if story.outlet == site.outlet
    }
    return {
        site.outlet: Pages(
            site,
            [story for story in stories if story.outlet == site.outlet],
            home=f"{HOME}/{site.outlet}",
            addresses=addresses,
        )
        for site in sites
    }


@pytest.fixture(scope="module")
def html(press: dict[str, Pages], sites: tuple[Site, ...]) -> Callable[[Story], str]:
    site = {site.outlet: site for site in sites}

    def render(story: Story) -> str:
        path = site[story.outlet].path(story)
        return press[story.outlet].page(path, edition=1).body.decode()

    return render


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_layouts_are_truly_different(sites: tuple[Site, ...]) -> None:
    assert len({site.layout for site in sites}) >= 5


def test_every_layout_gives_back_title_date_and_body_alone(
    stories: tuple[Story, ...], html: Callable[[Story], str]
) -> None:
    for story in stories:
        if story.quirks & NO_ARTICLE:
            continue
        found = trafilatura.bare_extraction(
            html(story), favor_precision=True, include_comments=False, with_metadata=True
        )
        body = squeeze(" ".join(text for _, text in story.edition(1).blocks))
        assert squeeze(found.text) == body, (story.outlet, story.slug)
        assert found.title == story.edition(1).title, (story.outlet, story.slug)
        assert found.date == story.published.date().isoformat(), (story.outlet, story.slug)


def test_every_article_page_says_that_it_is_a_sample_and_names_its_sources(
    stories: tuple[Story, ...], html: Callable[[Story], str]
) -> None:
    for story in stories:
        if story.quirks & {Quirk.CONSENT, Quirk.SOFT_404}:
            continue
        page = html(story)
        assert "Walkback" in page
        for source in story.sources:
            assert source.replace("&", "&amp;") in page, story.slug


def test_consent_wall_shows_nothing_of_the_article(
    stories: tuple[Story, ...], html: Callable[[Story], str]
) -> None:
    story = next(story for story in stories if Quirk.CONSENT in story.quirks)
    page = html(story)
    assert "cookies" in page
    assert story.edition(1).body not in page
    assert story.edition(1).title not in page


def test_soft_404_answers_200_with_the_words_of_a_404(
    stories: tuple[Story, ...], sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    story = next(story for story in stories if Quirk.SOFT_404 in story.quirks)
    site = next(site for site in sites if site.outlet == story.outlet)
    page = press[story.outlet].page(site.path(story), edition=1)
    assert page.status == 200
    assert "Page introuvable" in page.body.decode()
    assert "Page introuvable" in press[story.outlet].page("/nowhere", edition=1).body.decode()


def linked_data(page: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    return data


def test_paywall_is_declared_in_linked_data(
    stories: tuple[Story, ...], html: Callable[[Story], str]
) -> None:
    story = next(story for story in stories if Quirk.PAYWALL in story.quirks)
    data = linked_data(html(story))
    assert data["isAccessibleForFree"] is False
    assert data["hasPart"]["cssSelector"] == ".subscribers-only"
    free = next(s for s in stories if s.outlet == story.outlet and not s.quirks)
    assert linked_data(html(free))["isAccessibleForFree"] is True


def test_noarchive_is_in_the_page_and_in_its_headers(
    stories: tuple[Story, ...],
    sites: tuple[Site, ...],
    press: dict[str, Pages],
    html: Callable[[Story], str],
) -> None:
    story = next(story for story in stories if Quirk.NOARCHIVE in story.quirks)
    site = next(site for site in sites if site.outlet == story.outlet)
    assert '<meta name="robots" content="noarchive">' in html(story)
    page = press[story.outlet].page(site.path(story), edition=1)
    assert ("X-Robots-Tag", "noarchive") in page.headers


def test_page_at_two_addresses_names_the_first_as_canonical(
    stories: tuple[Story, ...], sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    story = next(story for story in stories if story.also_at)
    site = next(site for site in sites if site.outlet == story.outlet)
    page = press[story.outlet].page(story.also_at, edition=1).body.decode()
    assert f'<link rel="canonical" href="{HOME}/{story.outlet}{site.path(story)}">' in page


def test_full_reprint_names_the_agencys_page_as_canonical(
    stories: tuple[Story, ...], html: Callable[[Story], str]
) -> None:
    story = next(story for story in stories if story.canonical)
    link = re.findall(r'rel="canonical" href="([^"]+)"', html(story))[0]
    assert link.startswith(f"{HOME}/calder-wire/")


def test_robots_closes_a_folder_that_holds_a_page(
    stories: tuple[Story, ...], sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    story = next(story for story in stories if Quirk.UNLISTED in story.quirks)
    site = next(site for site in sites if site.outlet == story.outlet)
    robots = RobotFileParser()
    robots.parse(press[story.outlet].page("/robots.txt", edition=1).body.decode().splitlines())
    assert press[story.outlet].page(site.path(story), edition=1).status == 200
    assert not robots.can_fetch("walkback", site.path(story))
    others = [other for other in stories if other.outlet == story.outlet and other is not story]
    assert all(robots.can_fetch("walkback", site.path(other)) for other in others)
    assert site.path(story) in press[story.outlet].page("/", edition=1).body.decode()


def test_one_outlet_asks_for_a_small_delay(
    sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    delays = {site.outlet: site.crawl_delay for site in sites if site.crawl_delay}
    assert list(delays.values()) == [0.2]
    (outlet,) = delays
    assert b"Crawl-delay: 0.2" in press[outlet].page("/robots.txt", edition=1).body


def test_feeds_list_every_listed_story_with_its_time(
    stories: tuple[Story, ...], sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    formats = set()
    for site in sites:
        listed = [s for s in stories if s.outlet == site.outlet and Quirk.UNLISTED not in s.quirks]
        for feed in site.feeds:
            formats.add(feed.format)
            body = press[site.outlet].page(feed.path, edition=1).body
            if feed.format == "json":
                times = [item["date_published"] for item in json.loads(body)["items"]]
                assert times == [story.published.isoformat() for story in listed]
                continue
            parsed = feedparser.parse(body)
            assert not parsed.bozo, site.outlet
            assert [entry.title for entry in parsed.entries] == [
                story.edition(1).title for story in listed
            ]
            assert all(entry.published_parsed for entry in parsed.entries)
    assert formats == {"rss", "atom", "json"}


def test_feed_carries_tracking_parameters_for_some_stories_only(press: dict[str, Pages]) -> None:
    parsed = feedparser.parse(press["meridian"].page("/feed.xml", edition=1).body)
    tracked = [entry.link for entry in parsed.entries if "utm_source" in entry.link]
    assert 0 < len(tracked) < len(parsed.entries)


def test_sitemaps_are_well_formed_and_leave_closed_pages_out(
    stories: tuple[Story, ...], sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    formats = set()
    for site in sites:
        listed = [s for s in stories if s.outlet == site.outlet and Quirk.UNLISTED not in s.quirks]
        for sitemap in site.sitemaps:
            formats.add(sitemap.format)
            root = ET.fromstring(press[site.outlet].page(sitemap.path, edition=1).body)  # noqa: S314
            places = [element.text for element in root.findall("*/map:loc", NS)]
            if sitemap.format == "sitemap-index":
                assert len(places) == len(site.sitemaps) - 1
            else:
                assert places == [f"{HOME}/{site.outlet}{site.path(story)}" for story in listed]
            if sitemap.format == "news-sitemap":
                titles = [element.text for element in root.findall("*/news:news/news:title", NS)]
                assert titles == [story.edition(1).title for story in listed]
    assert formats == {"sitemap", "sitemap-index", "news-sitemap"}


def test_section_lists_link_stories_and_are_no_articles(
    sites: tuple[Site, ...], press: dict[str, Pages]
) -> None:
    for site in sites:
        for section in site.sections:
            page = press[site.outlet].page(f"/{section}/", edition=1).body.decode()
            assert page.count('class="card"') >= 1, (site.outlet, section)
            assert "<article" not in page


def test_outlet_files_name_the_feeds_that_the_site_has(sites: tuple[Site, ...]) -> None:
    for site in sites:
        assert site.feeds
        assert site.sitemaps
        assert len({site.port for site in sites}) == len(sites)
    assert [site.port for site in sites] == list(range(8101, 8101 + len(sites)))


def test_markup_in_a_story_is_shown_and_not_run(tmp_path: Path, sites: tuple[Site, ...]) -> None:
    path = tmp_path / "meridian" / "x.md"
    path.parent.mkdir()
    path.write_text(
        '+++\ntitle = "<script>alert(1)</script>"\npublished = 2024-01-01T00:00:00Z\n'
        'authors = ["A"]\nsection = "business"\nlanguage = "en"\n+++\n\n<img src=x>\n',
        encoding="utf-8",
    )
    site = next(site for site in sites if site.outlet == "meridian")
    pages = Pages(site, [read_story(path)], home=HOME, addresses={"meridian/x": HOME + "/x"})
    for path in ("/business/2024/01/01/x", "/", "/feed.xml", "/business/"):
        page = pages.page(path, edition=1).body.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
