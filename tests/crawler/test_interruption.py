"""A crawl that is killed at any moment, and run again, ends in the base of one that wasn't."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARK = ROOT / "tests/benchmarks/crawl.py"


def test_every_page_of_a_killed_crawl_is_stored_once_and_its_copy_is_whole() -> None:
    """Ask the benchmark for a small round; by itself it kills a crawl of 2,000 pages ten times."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "kill", "--pages", "150", "--kills", "2", "--seed", "3"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    stored = [int(found) for found in re.findall(r"kill \d: (\d+) of 150", done.stdout)]
    assert len(stored) == 2
    # At least one of them hit a crawl that was under way.
    assert any(0 < pages < 150 for pages in stored)
    assert "150 pages, 2 kills, 0 problems" in done.stdout
