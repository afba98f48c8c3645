"""The command line as its user meets it: exit codes, one-line errors, the way through."""

import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

RECORD = {
    "url": "https://paper.example/brontis",
    "title": "Brontis hires again",
    "text": "In March 2024 Brontis replaced its customer service team with AI agents. “Our AI can "
    "already do all of the work of our support agents,” Orla Venn, chief executive of Brontis, "
    "said in April 2024.\n\n“We went too far, and quality suffered. We are hiring 40 people for "
    "customer service,” Orla Venn, chief executive of Brontis, said on Tuesday.",
    "published": "2025-06-04",
    "language": "en",
}


def walkback(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:walkback", "-m", "walkback", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess[str], *, code: int = 1) -> str:
    assert done.returncode == code, done
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("walkback: ")
    return lines[0]


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "crawl",
        "ingest",
        "extract",
        "link",
        "update",
        "watch",
        "serve",
        "snapshot",
        "status",
    ],
)
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    done = walkback(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "--db" in done.stdout


@pytest.mark.parametrize(
    "words",
    [["extract", "--workers", "none"], ["nonsense"], ["ingest"], ["watch", "--every", "soon"]],
)
def test_wrong_usage_exits_with_2(words: list[str], tmp_path: Path) -> None:
    assert "--help tells how" in one_line(walkback(*words, cwd=tmp_path), code=2)


@pytest.mark.parametrize("command", ["extract", "link", "serve", "status"])
def test_a_missing_base_is_one_line(command: str, tmp_path: Path) -> None:
    assert "no base at" in one_line(walkback(command, cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_base_of_ours_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "walkback.db").write_text("Dear diary, today I am no database.")
    assert "not a Walkback base" in one_line(walkback("status", cwd=tmp_path))


def test_a_missing_file_to_ingest_is_one_line(tmp_path: Path) -> None:
    assert "absent.jsonl" in one_line(walkback("ingest", "absent.jsonl", cwd=tmp_path), code=2)


def test_an_unknown_outlet_is_one_line_that_helps(tmp_path: Path) -> None:
    line = one_line(walkback("crawl", "the-daily-nothing", cwd=tmp_path), code=2)
    assert "the-daily-nothing" in line
    assert "guardian" in line


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps(RECORD))
    assert walkback("ingest", "one.jsonl", cwd=tmp_path).returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = walkback("serve", "--port", port, cwd=tmp_path)
    assert done.returncode == 1
    assert port in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_an_article_goes_all_the_way_and_twice_is_once(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(json.dumps(RECORD) + "\n{not json\n")
    done = walkback("ingest", "articles.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for command in ("extract", "link"):
        done = walkback(command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert "Brontis" in done.stdout
    assert "towards people" in done.stdout
    before = dump(tmp_path / "walkback.db")
    for words in (["ingest", "articles.jsonl"], ["extract"], ["link"]):
        assert walkback(*words, cwd=tmp_path).returncode == 0
    assert dump(tmp_path / "walkback.db") == before
    told = json.loads(walkback("status", "--json", cwd=tmp_path).stdout)
    assert told["counts"]["articles"] == 1
    assert [row["stage"] for row in told["skipped"]] == ["ingest"]
    done = walkback("snapshot", "copy.db", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert dump(tmp_path / "copy.db")[-1] == before[-1]
    assert "never overwrites" in one_line(walkback("snapshot", "copy.db", cwd=tmp_path))


@pytest.mark.slow
def test_linking_killed_and_run_again_ends_in_the_same_base(tmp_path: Path) -> None:
    rows = [RECORD | {"url": f"https://paper.example/{n}"} for n in range(40)]
    (tmp_path / "many.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    for words in (["ingest", "many.jsonl"], ["extract"]):
        assert walkback(*words, cwd=tmp_path).returncode == 0
    shutil.copy(tmp_path / "walkback.db", tmp_path / "calm.db")
    assert walkback("link", "--db", "calm.db", cwd=tmp_path).returncode == 0
    for seconds in (0.4, 0.6, 0.8, 1.0):
        running = subprocess.Popen(
            [sys.executable, "-m", "walkback", "link"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        running.kill()
        running.wait()
    assert walkback("link", cwd=tmp_path).returncode == 0
    assert undated(tmp_path / "walkback.db") == undated(tmp_path / "calm.db")


def undated(path: Path) -> list[str]:
    """Return the base as SQL without the moments at which its rows were written."""
    return [re.sub(r"'20\d\d-\d\d-\d\dT[\d:]+Z'", "''", line) for line in dump(path)]


def dump(path: Path) -> list[str]:
    """Return the base as SQL, without the log of runs and the counts of skips."""
    connection = sqlite3.connect(path)
    lines = [
        line
        for line in connection.iterdump()
        if not line.startswith(('INSERT INTO "runs"', 'INSERT INTO "skipped"'))
    ]
    connection.close()
    return lines
