"""The crawl measured on a site of our own making: ``python tests/benchmarks/crawl.py WHAT``.

``speed``   pages a second, reading included, as ratios to bare Scrapy spiders in the same run
``memory``  peak memory of all its processes, for two numbers of pages
``kill``    killed at random moments, then finished: every page stored exactly once
"""

import argparse
import atexit
import ctypes
import json
import os
import random
import re
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from html import unescape
from pathlib import Path

import local_site

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

FREE_CORES = 1.6
"""What two busy processes must get of two cores, for reading beside the reactor to show."""

PR_SET_CHILD_SUBREAPER = 36
"""Of Linux's prctl.h."""

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
    _adopt_orphans()
    ratios: dict[str, list[float]] = {}
    cores = []
    for who in ("ours", "reading"):
        _rate(who, 20, teasers=1)  # compiles the modules
    for _round in range(rounds):
        for weight, teasers in (("light", 12), ("heavy", HEAVY)):
            cores.append(_cores())
            found = {who: _rate(who, pages, teasers=teasers) for who in ("ours", "bare", "reading")}
            told = ", ".join(
                f"{who} {rate:.1f} ({cpu * 1000:.1f} ms CPU a page)"
                for who, (rate, cpu) in found.items()
            )
            print(f"speed, {weight} pages: {told} pages/s; {cores[-1]:.2f} cores", flush=True)
            for who in ("bare", "reading"):
                ratio = found["ours"][0] / found[who][0]
                ratios.setdefault(f"{weight}, {who}", []).append(ratio)
    polite = [_rate(who, pages // 4, teasers=12, delay=0.05)[0] for who in ("ours", "bare")]
    ratios["polite, bare"] = [polite[0] / polite[1]]
    print(f"speed, a delay of 0.05 s: ours {polite[0]:.1f}, bare {polite[1]:.1f} pages/s")
    for name, found in ratios.items():
        listed = ", ".join(f"{ratio:.2f}" for ratio in found)
        print(f"speed: {statistics.median(found):.2f} of {name} ({listed}; {pages} pages)")
    floored = ["polite, bare"]
    if statistics.median(cores) >= FREE_CORES:
        floored += ["light, reading", "heavy, reading"]
    else:
        print(f"speed: two processes got {statistics.median(cores):.2f} cores here: not judged")
    return int(min(statistics.median(ratios[name]) for name in floored) < SPEED_FLOOR)


def memory(few: int, many: int) -> int:
    """Compare the peaks of all processes, added up, at two numbers of pages.

    Each site is crawled twice: the second time all its pages are known.
    """
    peaks = [list(_peaks(pages)) for pages in (few, many)]
    ratios = [later / earlier for earlier, later in zip(*peaks, strict=True)]
    print("memory: ratios", *(f"{ratio:.3f}" for ratio in ratios))
    return int(max(ratios) > MEMORY_CEILING)


def _peaks(pages: int) -> Iterator[float]:
    """Yield the peak of a first crawl, and that of the next one, in MB."""
    with _site(pages) as address, tempfile.TemporaryDirectory() as folder:
        for which in ("first", "next"):
            peak: dict[int, int] = {}
            with _run("ours", address, "--base", f"{folder}/base.db") as process:
                while process.poll() is None:
                    peak |= {pid: _peak(pid) or peak.get(pid, 0) for pid in family(process.pid)}
                    time.sleep(0.2)
            total = sum(peak.values()) / 1024
            print(f"memory: {total:.0f} MB at {pages} pages, {which} crawl, of", end=" ")
            print(*(size // 1024 for size in sorted(peak.values())), flush=True)
            yield total


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
    from crawler.stage import crawl  # noqa: PLC0415 - only this contender needs it

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


def _cores() -> float:
    """Return how much of two cores two busy processes get: others may be at work here."""
    spin = "import time; end = time.monotonic() + 2\nwhile time.monotonic() < end: pass\n"
    spin += "print(time.process_time())"
    command = [sys.executable, "-c", spin]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return sum(float(process.communicate()[0]) for process in both) / 2


def _rate(who: str, pages: int, *, teasers: int, delay: float = 0.0) -> tuple[float, float]:
    """Return pages a second, and seconds of processor a page.

    The one is from the first request that the server saw to the end; the other counts all
    processes of the contender, with their start.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        options = ["--teasers", str(teasers), "--log", str(log)]
        with _site(pages, *options, "--delay", str(delay or "")) as address:
            arguments = ["--base", f"{folder}/base.db", "--delay", str(delay)]
            before = _used()
            with _run(who, address, *arguments) as process:
                told = json.loads(process.communicate(timeout=600)[0])
        started = min(
            float(line.split()[1])
            for line in log.read_text().splitlines()
            if line.startswith("/sitemap.xml")
        )
    assert told["pages"] == pages, f"{who} got {told['pages']} of {pages} pages"
    _reap_orphans()
    # The site's own process is counted too, for each contender alike.
    return pages / (told["end"] - started), (_used() - before) / pages


def _adopt_orphans() -> None:
    """Make processes whose parent ended ours, so that what they used is counted; Linux only."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap_orphans() -> None:
    """Wait for what contenders left behind to end."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _used() -> float:
    """Return the seconds of processor that processes started here, and ended, have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
        # Compiled modules are kept, as they are where a program is installed.
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": _compiled(),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@cache
def _compiled() -> str:
    """Return a folder for compiled modules that goes with this process."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return folder.name


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
