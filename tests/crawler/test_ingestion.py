"""Articles from files: what is one is stored, what isn't is parked, and again changes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import MissingPathError
from crawler.stage import ingest
from crawler.warc import WarcFile
from db.records import Capture
from db.store import Store

RECORD = {
    "url": "https://paper.example/halyard?utm_source=x",
    "title": "Halyard puts people back on the night desk",
    "text": "Halyard Mills has put nine people back on its night desk.\n\nIt said so on Friday.",
    "published": "2026-03-06T08:30:00+01:00",
}


def rows(path: Path) -> list[dict[str, Any]]:
    with Store(path) as store:
        return store.query(
            "SELECT articles.*, text FROM articles JOIN article_versions "
            "ON articles.id = article_id WHERE is_current ORDER BY url"
        )


def parked(path: Path) -> dict[str, str]:
    with Store(path) as store:
        return {
            row["subject"]: row["reason"]
            for row in store.query("SELECT * FROM skipped WHERE stage = 'ingest'")
        }


def test_lines_are_read_and_bad_ones_parked_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    lines: list[object] = [
        RECORD,
        "{not json",
        [1, 2],
        RECORD | {"url": "javascript:alert(1)"},
        RECORD | {"url": "https://paper.example/2", "published": "someday"},
        RECORD | {"url": "https://paper.example/3", "text": ""},
        RECORD | {"url": "https://paper.example/4", "title": 7},
    ]
    file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines) + "\n\n")
    report = ingest(tmp_path / "base.db", [file])
    assert report.new == 1
    reasons = ["not_json", "not_a_record", "no_address", "no_date", "no_text", "not_a_record"]
    assert parked(tmp_path / "base.db") == {
        f"{file}:{number}": reason for number, reason in enumerate(reasons, start=2)
    }
    [row] = rows(tmp_path / "base.db")
    assert row["url"] == "https://paper.example/halyard"
    assert row["publisher"] == "paper.example"
    assert (row["language"], row["published"]) == ("en", "2026-03-06T08:30:00+01:00")
    assert row["text"] == RECORD["text"]


def test_one_pretty_printed_record_is_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    record = RECORD | {"published": "2025-05", "language": "fr", "publisher": "Le Papier"}
    file.write_text(json.dumps(record, indent=1))
    assert ingest(tmp_path / "base.db", [file]).new == 1
    [row] = rows(tmp_path / "base.db")
    assert (row["published"], row["language"], row["publisher"]) == ("2025-05", "fr", "Le Papier")


def test_folder_of_html_lines_and_archives_twice_changes_nothing(
    tmp_path: Path, story: Callable[..., bytes]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    head = '<link rel="canonical" href="https://paper.example/html">'
    (folder / "page.html").write_bytes(story(2, head=head))
    (folder / "nowhere.html").write_bytes(story(3))
    (folder / "lines.jsonl").write_text(
        json.dumps(
            {
                "url": "https://paper.example/in-line",
                "html": story(4).decode(),
                "authors": ["By Ada Quill and Ben Ash"],
            }
        )
    )
    with WarcFile(folder, name="walkback", timestamp="2026-03-01T00:00:00Z") as warc:
        for day, number in (("2026-03-01", 5), ("2026-03-02", 6)):
            capture = Capture(
                requested_url="https://paper.example/warc",
                final_url="https://paper.example/warc",
                outlet="",
                status=200,
                fetched_at=f"{day}T00:00:00Z",
            )
            headers = [("Content-Type", "text/html; charset=utf-8")]
            warc.append(capture, reason="OK", headers=headers, body=story(number))
    path = tmp_path / "base.db"
    first = ingest(path, [folder])
    assert (first.new, first.changed, first.skipped) == (3, 1, {"no_address": 1})
    before = rows(path)
    assert [row["url"].rpartition("/")[2] for row in before] == ["html", "in-line", "warc"]
    assert json.loads(before[1]["authors"]) == ["Ada Quill", "Ben Ash"]
    assert "put 6 people back" in before[2]["text"]
    assert all(row["may_archive"] == 0 for row in before)
    second = ingest(path, [folder])
    assert (second.new, second.changed, second.unchanged) == (0, 0, 4)
    assert rows(path) == before


def test_missing_path_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match=r"no such file: .*nowhere\.jsonl"):
        ingest(tmp_path / "base.db", [tmp_path, tmp_path / "nowhere.jsonl"])
    assert not (tmp_path / "base.db").exists()


def test_file_of_an_unknown_kind_is_parked(tmp_path: Path) -> None:
    file = tmp_path / "article.docx"
    file.write_bytes(b"PK")
    assert ingest(tmp_path / "base.db", [file]).skipped == {"unknown_format": 1}
