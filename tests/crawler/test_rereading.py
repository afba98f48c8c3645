"""The archive read afresh: what is stored can be made again of the copies alone."""

import shutil
from pathlib import Path
from typing import Any

from crawler.stage import crawl, reread
from crawler.warc import responses
from db.base import Row
from db.store import Store

Story = Any
Site = Any


def current(path: Path) -> dict[str, Row]:
    with Store(path) as store:
        rows = store.query(
            "SELECT url, articles.title AS title, text, authors, outlet_id, requested_url, "
            "articles.published AS published, fetched_at, warc_file, warc_offset "
            "FROM article_versions JOIN articles ON articles.id = article_id WHERE is_current "
            "ORDER BY url"
        )
    return {row["url"].rpartition("/")[2]: row for row in rows}


def test_what_a_poor_reader_made_is_made_well_from_the_archive_alone(
    site: Site, tmp_path: Path, story: Story
) -> None:
    base = tmp_path / "base.db"
    head = '<meta name="robots" content="noarchive">'
    site.page("/right", story(1))
    site.page("/misread", story(2))
    site.page("/missed", story(3))
    site.page("/no-copy", story(4, head=head))
    site.page("/dated", story(5))
    site.page("/notice", b"<title>Page not found</title><h1>Page not found</h1>")
    site.pages["/moved"] = (302, {"Location": "/missed-too"}, b"")
    site.page("/missed-too", story(6))
    site.feed("/right", "/misread", "/missed", "/no-copy", "/dated", "/notice", "/moved")
    crawl(base, outlets={site.outlet.id: site.outlet}, allow_loopback=True)
    good = current(base)
    assert len(good) == 6
    with Store(base) as store, store.transaction():
        # As a reader would have left them that cut a text, took two pages for something else,
        # misread a date, and took a notice for an article.
        run = store.connection.execute
        of = "article_id = (SELECT id FROM articles WHERE url LIKE ?)"
        poor = f"id = 'poor', text = 'Cut short.', sha256 = '{'0' * 64}'"
        run(f"UPDATE article_versions SET {poor} WHERE {of}", ("%/misread",))
        run(f"UPDATE article_versions SET published = '1999' WHERE {of}", ("%/dated",))
        for name in ("%/missed", "%/missed-too"):
            run(f"DELETE FROM article_versions WHERE {of}", (name,))
            run("DELETE FROM articles WHERE url LIKE ?", (name,))
    hits = len(site.hits)
    report = reread(base)
    assert len(site.hits) == hits
    assert (report.changed, report.found, report.without_copy) == (1, 2, 1)
    assert (report.unchanged, report.withdrawn, report.skipped) == (2, 0, {"soft_404": 1})
    again = current(base)
    assert again == good
    assert again["missed-too"]["requested_url"].endswith("/moved")
    with Store(base) as store:
        [dated] = store.query(
            "SELECT article_versions.published AS at FROM article_versions "
            "JOIN articles ON articles.id = article_id WHERE url LIKE '%/dated'"
        )
    assert dated["at"] == good["dated"]["published"]
    # Twice changes nothing more.
    report = reread(base)
    assert (report.changed, report.found, report.unchanged) == (0, 0, 5)
    assert current(base) == good


def test_article_whose_copy_is_none_is_withdrawn_and_one_without_its_copy_stays(
    site: Site, tmp_path: Path, story: Story
) -> None:
    base = tmp_path / "base.db"
    site.page("/a", story(1))
    site.page("/b", b"<title>Page not found</title><h1>Page not found</h1>")
    site.feed("/a", "/b")
    crawl(base, outlets={site.outlet.id: site.outlet}, allow_loopback=True)
    [row] = current(base).values()
    with Store(base) as store:
        store.connection.execute("UPDATE article_versions SET warc_offset = 3")
        folder = store.archive
    report = reread(base)
    assert (report.without_copy, report.skipped) == (1, {"soft_404": 1})
    assert current(base)["a"]["text"] == row["text"]
    with Store(base) as store:
        # The place of the notice, which the reader takes for what it is.
        [file] = folder.iterdir()
        place = next(offset for offset, found in responses(file) if found.url.endswith("/b"))
        store.connection.execute("UPDATE article_versions SET warc_offset = ?", (place,))
    assert reread(base).withdrawn == 1
    assert current(base) == {}
    shutil.rmtree(folder)
    assert reread(base).skipped == {}
