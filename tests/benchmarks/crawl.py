"""The crawl measured on a site of our own making: ``python tests/benchmarks/crawl.py WHAT``.

``speed``   pages a second, reading included, as ratios to bare Scrapy spiders in the same run
``memory``  peak memory of all its processes, for two numbers of pages
``kill``    killed at random moments, then finished: every page stored exactly once
"""

import argparse
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from html import unescape
from pathlib import Path

import local_site

from crawler.stage import crawl
from crawler.warc import responses
from db.archive import archived
from db.records import Outlet
from db.store import Store

HERE = Path(__file__)
ROOT = HERE.parents[2]
SPEED_FLOOR = 0.8
"""Of a bare spider's pages a second, one that reads its pages too."""

MEMORY_CEILING = 1.1
"""Of the peak at the smaller number of pages."""

HEAVY = 220
"""Teasers of a page as heavy as real ones: about 65,000 bytes. The median of 60 real news pages
has 123,000."""


def main() -> int:
    """Measure, print, and return 1 when a figure is on the wrong side of its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "memory", "kill", "ours", "bare", "reading"))
    parser.add_argument("address", nargs="?", help="of the site, for ours, bare and reading")
    parser.add_argument("--base", type=Path, help="for ours")
    parser.add_argument("--delay", type=float, default=0.0, help="for bare")
    parser.add_argument("--pages", type=int, nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    return {
        "speed": lambda: speed(*(options.pages or [600]), rounds=options.rounds),
        "memory": lambda: memory(*(options.pages or [2000, 20_000])),
        "kill": lambda: kill(
            *(options.pages or [2000]), kills=options.kills, chance=random.Random(options.seed)
        ),
        "ours": lambda: ours(options.address, options.base),
        "bare": lambda: bare(options.address, delay=options.delay, reads=False),
        "reading": lambda: bare(options.address, delay=options.delay, reads=True),
    }[options.what]()


# --- what is measured --------------------------------------------------------------------


def speed(pages: int, *, rounds: int) -> int:
    """Compare with a spider that only fetches, one that reads too, and one as polite as ours."""
    ratios: dict[str, list[float]] = {}
    for _round in range(rounds):
        for weight, teasers in (("light", 12), ("heavy", HEAVY)):
            rates = {who: _rate(who, pages, teasers=teasers) for who in ("ours", "bare", "reading")}
            told = ", ".join(f"{who} {rate:.1f}" for who, rate in rates.items())
            print(f"speed, {weight} pages: {told} pages/s", flush=True)
            for who in ("bare", "reading"):
                ratios.setdefault(f"{weight}, {who}", []).append(rates["ours"] / rates[who])
    polite = [_rate(who, pages // 4, teasers=12, delay=0.05) for who in ("ours", "bare")]
    ratios["polite, bare"] = [polite[0] / polite[1]]
    print(f"speed, a delay of 0.05 s: ours {polite[0]:.1f}, bare {polite[1]:.1f} pages/s")
    for name, found in ratios.items():
        listed = ", ".join(f"{ratio:.2f}" for ratio in found)
        print(f"speed: {statistics.median(found):.2f} of {name} ({listed}; {pages} pages)")
    floored = ("light, reading", "heavy, reading", "polite, bare")
    return int(min(statistics.median(ratios[name]) for name in floored) < SPEED_FLOOR)


def memory(few: int, many: int) -> int:
    """Compare the peaks of all processes of a crawl, added up, at two numbers of pages."""
    peaks = []
    for pages in (few, many):
        with _site(pages) as address, tempfile.TemporaryDirectory() as folder:
            peak: dict[int, int] = {}
            with _run("ours", address, "--base", f"{folder}/base.db") as process:
                while process.poll() is None:
                    peak |= {pid: _peak(pid) or peak.get(pid, 0) for pid in family(process.pid)}
                    time.sleep(0.2)
            peaks.append(sum(peak.values()) / 1024)
            print(f"memory: {peaks[-1]:.0f} MB at {pages} pages, {len(peak)} processes", flush=True)
    print(f"memory: ratio {peaks[1] / peaks[0]:.3f}")
    return int(peaks[1] / peaks[0] > MEMORY_CEILING)


def kill(pages: int, *, kills: int, chance: random.Random) -> int:
    """Kill a crawl at random moments, its parent or its crawling process, then finish it."""
    with _site(pages) as address, tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base.db"
        for number in range(1, kills + 1):
            goal = chance.randrange(pages * number // (kills + 1) + 1)
            with _run("ours", address, "--base", str(base)) as process:
                while _stored(base) < goal and process.poll() is None:
                    time.sleep(0.01)
                time.sleep(0.3 * chance.random())
                members = sorted(family(process.pid))
                # Half of the time another than its parent first: that must bring it down too,
                # or not matter at all; then the parent's turn comes.
                for victim in (chance.choice([process.pid, *members]), process.pid):
                    with suppress(ProcessLookupError):
                        os.kill(victim, signal.SIGKILL)
                    time.sleep(0.2 * chance.random())
                process.wait(30)
            _wait_for_the_end_of(members)
            print(f"kill {number}: {_stored(base)} of {pages} pages stored", flush=True)
        with _run("ours", address, "--base", str(base)) as process:
            process.wait(600)
        problems = list(_problems(base, pages, address))
    print(f"kill: {pages} pages, {kills} kills, {len(problems)} problems")
    print(*problems[:10], sep="\n")
    return int(bool(problems))


def _problems(base: Path, pages: int, address: str) -> Iterator[str]:
    """Yield what a base or its archive says otherwise than an undisturbed crawl would."""
    with Store(base) as store:
        rows = store.query(
            "SELECT url, text, warc_file, warc_offset FROM article_versions "
            "JOIN articles ON articles.id = article_id"
        )
        found = sorted((row["url"], row["text"]) for row in rows)
        expected = sorted(
            (f"{address}/story/{number}", _text(local_site.page(number, address)))
            for number in range(pages)
        )
        if found != expected:
            yield f"{len(found)} texts are stored, not each of {pages} once and word for word"
        runs = [row["outcome"] for row in store.query("SELECT outcome FROM runs ORDER BY id")]
        if runs[-1] != "done" or "running" in runs:
            yield f"runs ended as {runs}"
        whole: dict[str, set[int]] = {}
        for file in store.archive.iterdir():
            whole[file.name] = {offset for offset, _response in responses(file)}
        for row in rows:
            if row["warc_offset"] not in whole[row["warc_file"]]:
                yield f"no whole record of {row['url']} in {row['warc_file']}"
        for row in rows[:: max(1, pages // 200)]:
            copy = archived(store.archive, row["warc_file"], row["warc_offset"])
            if copy.url != row["url"]:
                yield f"the copy of {row['url']} is of {copy.url}"


def _text(page: bytes) -> str:
    paragraphs = re.findall(r"<p>(.*?)</p>", page.decode().partition("</article>")[0])
    return "\n\n".join(map(unescape, paragraphs))


# --- the contenders ----------------------------------------------------------------------


def ours(address: str, base: Path) -> int:
    """Crawl the whole site into a base; print when it was done."""
    outlet = Outlet(
        id="mill-post",
        name="The Mill Post",
        home=f"{address}/",
        language="en",
        sitemaps=(f"{address}/sitemap.xml",),
        enabled=True,
    )
    report = crawl(base, outlets={outlet.id: outlet}, allow_loopback=True)
    print(json.dumps({"end": time.monotonic(), "pages": report.total.new}))
    return 0


def bare(address: str, *, delay: float, reads: bool) -> int:
    """Fetch the whole site with a spider of ten lines and Scrapy's own settings."""
    import trafilatura  # noqa: PLC0415 - only this contender needs them
    from scrapy import Request, Spider  # noqa: PLC0415
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

    found: list[object] = []

    class Bare(Spider):
        name = "bare"

        async def start(self):  # noqa: ANN202 - Scrapy's own type
            yield Request(f"{address}/sitemap.xml", callback=self.listing)

        def listing(self, response):  # noqa: ANN001, ANN202
            for url in re.findall(r"<loc>(.*?)</loc>", response.text):
                yield Request(url, callback=self.page)

        def page(self, response) -> None:  # noqa: ANN001
            text = response.text
            found.append(trafilatura.bare_extraction(text, favor_precision=True) if reads else 1)

    polite = {"DOWNLOAD_DELAY": delay, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    polite |= {"RANDOMIZE_DOWNLOAD_DELAY": False}
    settings = {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False} | (polite if delay else {})
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    print(json.dumps({"end": time.monotonic(), "pages": len(found)}))
    return 0


def _rate(who: str, pages: int, *, teasers: int, delay: float = 0.0) -> float:
    """Return pages a second, from the first request that the server saw to the end."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        options = ["--teasers", str(teasers), "--log", str(log)]
        with _site(pages, *options, "--delay", str(delay or "")) as address:
            arguments = ["--base", f"{folder}/base.db", "--delay", str(delay)]
            with _run(who, address, *arguments) as process:
                told = json.loads(process.communicate(timeout=600)[0])
        started = min(
            float(line.split()[1])
            for line in log.read_text().splitlines()
            if line.startswith("/sitemap.xml")
        )
    assert told["pages"] == pages, f"{who} got {told['pages']} of {pages} pages"
    return pages / (told["end"] - started)


# --- processes ---------------------------------------------------------------------------


@contextmanager
def _site(pages: int, *options: str) -> Iterator[str]:
    command = [sys.executable, str(HERE.with_name("local_site.py")), str(pages), *options]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.kill()


def _run(who: str, address: str, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(HERE), who, address, *options],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def family(parent: int) -> set[int]:
    """Return a process with those that it started, and those that they started."""
    found = {parent}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found |= family(int(status.parent.name))
    return found


def _wait_for_the_end_of(members: list[int]) -> None:
    """Wait until nobody is left to crawl on; raise TimeoutError after half a minute."""
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in members):
        if time.monotonic() > deadline:
            raise TimeoutError(f"still there: {members}")
        time.sleep(0.02)


def _peak(pid: int) -> int:
    """Return the most memory that a process ever had, in kB; 0 when it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        status = Path(f"/proc/{pid}/status").read_text()
        if found := re.search(r"VmHWM:\s+(\d+)", status):
            return int(found[1])
    return 0


def _stored(base: Path) -> int:
    import sqlite3  # noqa: PLC0415 - beside the store, which would wait for its writer

    if base.exists():
        with closing(sqlite3.connect(base)) as connection, suppress(sqlite3.OperationalError):
            return int(connection.execute("SELECT count(*) FROM article_versions").fetchone()[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
