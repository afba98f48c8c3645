"""A crawl that is killed at any moment, and run again, ends in the base of one that wasn't."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from crawler.newsroom.server import Newsroom
from crawler.newsroom.stories import Quirk
from crawler.stage import crawl, load_outlets
from crawler.warc import responses
from db.archive import archived
from db.store import Store

OUTLETS = ["meridian", "calder-wire", "courrier-docks"]

CRAWL = """
import sys
from pathlib import Path
from crawler.stage import crawl, load_outlets
if __name__ == "__main__":
    outlets = load_outlets(Path(sys.argv[2]))
    crawl(Path(sys.argv[1]), outlets=outlets, only=sys.argv[3:], allow_loopback=True)
"""


def contents(path: Path) -> list[tuple[str, str]]:
    """Return each stored text with its address, the current and any former."""
    with Store(path) as store:
        rows = store.query(
            "SELECT url, text FROM article_versions JOIN articles ON articles.id = article_id"
        )
    return sorted((row["url"], row["text"]) for row in rows)


def published(room: Newsroom) -> list[tuple[str, str]]:
    """Return what an undisturbed crawl stores: each listed article once, word for word."""
    walls = {Quirk.CONSENT, Quirk.SOFT_404, Quirk.PAYWALL, Quirk.UNLISTED}
    return sorted(
        (
            room.address(story.outlet, story.slug),
            "\n\n".join(text for _tag, text in story.edition(1).blocks),
        )
        for story in room.stories
        if story.outlet in OUTLETS and not story.quirks & walls
    )


def stored(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.OperationalError):
        return int(connection.execute("SELECT count(*) FROM article_versions").fetchone()[0])
    return 0


def offspring(parent: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    found: set[int] = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent:
            child = int(status.parent.name)
            found |= {child} | offspring(child)
    return found


def test_crawl_killed_twice_ends_in_the_same_base(tmp_path: Path) -> None:
    script = tmp_path / "run_crawl.py"
    script.write_text(CRAWL)
    root = str(Path(__file__).resolve().parents[2])
    with Newsroom(first_port=0) as room:
        folder = room.write_outlets(tmp_path / "outlets")
        path = tmp_path / "killed.db"
        command = [sys.executable, str(script), str(path), str(folder), *OUTLETS]
        for goal in (1, 20):
            with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": root}) as process:
                deadline = time.monotonic() + 30
                while stored(path) < goal and process.poll() is None:
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
                children = offspring(process.pid)
                process.send_signal(signal.SIGKILL)
            # None of them is left to crawl on for nobody.
            while any(Path(f"/proc/{child}").exists() for child in children):
                assert time.monotonic() < deadline
                time.sleep(0.02)
        crawl(path, outlets=load_outlets(folder), only=OUTLETS, allow_loopback=True)
        expected = published(room)
    assert len(expected) > 25
    assert contents(path) == expected
    with Store(path) as store:
        outcomes = [row["outcome"] for row in store.query("SELECT outcome FROM runs ORDER BY id")]
        kept = store.query(
            "SELECT warc_file, warc_offset, final_url FROM article_versions "
            "JOIN articles ON articles.id = article_id WHERE warc_file <> ''"
        )
        for row in kept:
            copy = archived(store.archive, row["warc_file"], row["warc_offset"])
            assert copy.url == row["final_url"]
        for file in store.archive.iterdir():
            assert all(copy.status == 200 for _offset, copy in responses(file))
    assert outcomes[-1] == "done"
    assert outcomes[:-1] == ["failed", "failed"]
