"""The newsroom, crawled as anybody's site would be: one crawl, then another, then a changed one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.errors import ContactNeededError, UnknownOutletError
from crawler.newsroom.server import Hit, Newsroom
from crawler.newsroom.stories import Quirk
from crawler.stage import CrawlProgress, CrawlReport, crawl, load_outlets
from crawler.warc import responses
from db.archive import archived
from db.records import Outlet
from db.store import Store


@dataclass(frozen=True)
class Crawled:
    """Three crawls of the newsroom into one base, with the requests of each."""

    room: Newsroom
    path: Path
    outlets: dict[str, Outlet]
    reports: list[CrawlReport]
    hits: list[list[Hit]]
    progress: list[CrawlProgress]
    after_first: dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("crawl")
    path = folder / "base.db"
    reports, hits, progress = [], [], []
    with Newsroom(first_port=0) as room:
        outlets = load_outlets(room.write_outlets(folder / "outlets"))
        for edition in (1, 1, 2):
            room.edition = edition
            room.hits.clear()
            reports.append(
                crawl(path, outlets=outlets, allow_loopback=True, progress=progress.append)
            )
            hits.append(list(room.hits))
            if len(reports) == 1:
                with Store(path) as store:
                    first = {
                        name: store.query(f"SELECT * FROM {name}")
                        for name in ("articles", "article_versions")
                    }
        yield Crawled(room, path, outlets, reports, hits, progress, first)


def test_every_listed_article_is_stored_with_its_text_and_dates(crawled: Crawled) -> None:
    rows = {row["url"]: row for row in crawled.after_first["articles"]}
    texts = {row["article_id"]: row["text"] for row in crawled.after_first["article_versions"]}
    walls = {Quirk.CONSENT, Quirk.SOFT_404, Quirk.PAYWALL, Quirk.UNLISTED}
    expected = [story for story in crawled.room.stories if not story.quirks & walls]
    assert len(expected) >= 40
    for story in expected:
        row = rows[crawled.room.address(story.outlet, story.slug)]
        assert row["title"] == story.editions[0].title
        assert row["published"] == story.published.isoformat()
        assert row["outlet_id"] == story.outlet
        body = "\n\n".join(text for _tag, text in story.editions[0].blocks)
        assert texts[row["id"]] == body
    assert crawled.reports[0].total.new == len(rows) == len(expected)


def test_walls_stubs_and_notices_are_skipped_with_their_reason(crawled: Crawled) -> None:
    with Store(crawled.path) as store:
        skipped = {row["subject"]: row["reason"] for row in store.query("SELECT * FROM skipped")}
    kinds = {Quirk.CONSENT: "consent_wall", Quirk.SOFT_404: "soft_404", Quirk.PAYWALL: "paywall"}
    for story in crawled.room.stories:
        for quirk in story.quirks & kinds.keys():
            address = crawled.room.address(story.outlet, story.slug)
            assert skipped.pop(address) == kinds[quirk]
    assert skipped == {}
    assert sum(crawled.reports[0].total.skipped.values()) == 3


def test_archived_copy_is_the_page_as_it_came(crawled: Crawled) -> None:
    with Store(crawled.path) as store:
        rows = store.query(
            "SELECT text, warc_file, warc_offset, final_url, may_archive FROM article_versions "
            "JOIN articles ON articles.id = article_id WHERE is_current"
        )
        folder = store.archive
    kept = [row for row in rows if row["warc_file"]]
    assert len(kept) == len(rows) - 1
    for row in kept:
        copy = archived(folder, row["warc_file"], row["warc_offset"])
        assert (copy.url, copy.status, copy.media_type) == (row["final_url"], 200, "text/html")
        assert row["text"][:60] in unescape(copy.body.decode(copy.charset))


def test_page_that_asks_for_no_copy_has_its_text_and_no_copy(crawled: Crawled) -> None:
    story = next(s for s in crawled.room.stories if Quirk.NOARCHIVE in s.quirks)
    address = crawled.room.address(story.outlet, story.slug)
    with Store(crawled.path) as store:
        [row] = store.query(
            "SELECT may_archive, warc_file, text FROM article_versions "
            "JOIN articles ON articles.id = article_id WHERE url = ?",
            (address,),
        )
        files = list(store.archive.iterdir())
    assert (row["may_archive"], row["warc_file"]) == (0, "")
    assert row["text"]
    assert address not in {copy.url for file in files for _offset, copy in responses(file)}


def test_second_crawl_of_unchanged_sites_downloads_no_body(crawled: Crawled) -> None:
    sent = [hit for hit in crawled.hits[1] if hit.path != "/robots.txt" and hit.sent_bytes]
    assert sent == []
    assert crawled.reports[1].total.unchanged == crawled.reports[0].total.found
    assert crawled.reports[1].total.new == crawled.reports[1].total.changed == 0


def test_changed_page_becomes_a_new_version_and_the_old_one_stays(crawled: Crawled) -> None:
    changing = [story for story in crawled.room.stories if len(story.editions) > 1]
    assert changing
    assert crawled.reports[2].total.changed == len(changing)
    with Store(crawled.path) as store:
        for story in changing:
            address = crawled.room.address(story.outlet, story.slug)
            versions = store.query(
                "SELECT text, is_current FROM article_versions JOIN articles "
                "ON articles.id = article_id WHERE url = ? ORDER BY article_versions.rowid",
                (address,),
            )
            assert [version["is_current"] for version in versions] == [0, 1]
            assert versions[0]["text"] != versions[1]["text"]


def test_folders_closed_by_robots_are_never_asked_for(crawled: Crawled) -> None:
    closed = {site.outlet: site.disallow for site in crawled.room.sites}
    for hit in [hit for hits in crawled.hits for hit in hits]:
        assert not hit.path.startswith(closed[hit.outlet])


def test_crawl_delay_is_kept_by_the_servers_own_log(crawled: Crawled) -> None:
    slow = {site.outlet: site.crawl_delay for site in crawled.room.sites if site.crawl_delay}
    assert slow
    for hits in crawled.hits:
        for outlet, delay in slow.items():
            moments = [hit.at for hit in hits if hit.outlet == outlet]
            gaps = [(b - a).total_seconds() for a, b in pairwise(moments)]
            assert min(gaps) >= delay * 0.95  # as seen by the server


def test_robots_is_asked_once_for_each_host_and_run(crawled: Crawled) -> None:
    for hits in crawled.hits:
        asked = [hit.outlet for hit in hits if hit.path == "/robots.txt"]
        assert sorted(asked) == sorted(site.outlet for site in crawled.room.sites)


def test_progress_ends_at_the_reports_counts(crawled: Crawled) -> None:
    last = crawled.progress[-1]
    total = crawled.reports[-1].total
    assert (last.found, last.visited, last.stored) == (total.found, total.found, total.changed)


def test_each_run_is_recorded_with_its_counts(crawled: Crawled) -> None:
    with Store(crawled.path) as store:
        runs = store.query("SELECT stage, outcome, json_extract(counts, '$.new') AS new FROM runs")
    assert [(run["stage"], run["outcome"]) for run in runs] == [("crawl", "done")] * 3
    assert [run["new"] for run in runs] == [crawled.reports[0].total.new, 0, 0]
    assert all(report.troubles == () for report in crawled.reports)


def test_unknown_outlet_is_refused_with_those_that_are_known(
    crawled: Crawled, tmp_path: Path
) -> None:
    with pytest.raises(UnknownOutletError, match=r"unknown outlet nowhere; known: calder-wire, "):
        crawl(tmp_path / "base.db", outlets=crawled.outlets, only=["nowhere"])


def test_crawl_of_other_peoples_sites_needs_a_contact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WALKBACK_CONTACT", raising=False)
    with pytest.raises(ContactNeededError, match="WALKBACK_CONTACT"):
        crawl(tmp_path / "base.db", outlets=load_outlets(), only=["guardian"])
    assert not (tmp_path / "base.db").exists()


def test_loopback_is_refused_unless_allowed(
    crawled: Crawled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALKBACK_CONTACT", "mailto:desk@example.org")
    crawled.room.hits.clear()
    outlet = replace(crawled.outlets["harrow-review"], sitemaps=())
    report = crawl(tmp_path / "base.db", outlets={outlet.id: outlet})
    assert report.total.skipped == {"unsafe_address": 1}
    assert crawled.room.hits == []
