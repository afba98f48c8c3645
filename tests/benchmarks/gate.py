"""The quality gate: no measure may fall below its floor: ``python -m tests.benchmarks.gate``.

Floors stand in ``floors.toml`` beside the digest of the data on which they were measured. Own data
is always measured; the public benchmarks where ``WALKBACK_SHARED`` (by default the folder
``shared`` beside the project) holds them, and it is said when it doesn't.

``--raise`` writes today's figures as floors where they are higher, and adds what is new. Lowering
one is done by hand, in a commit that says why. Exit code 1 when a floor is broken or data changed.
"""

import argparse
import hashlib
import json
import math
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks import gold, newsroom

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = HERE / "floors.toml"
BENCH = Path(os.environ.get("WALKBACK_SHARED", ROOT.parent / "shared")) / "bench"
SLACK = 0.0005
"""Half of the last digit that a floor is written with."""

Shares = dict[str, float]


def main() -> int:
    """Measure, compare, print; return 1 when something fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="write higher floors")
    options = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
    fallen = 0
    for name, files, measure in _measures():
        if not all(file.exists() for file in files):
            print(f"{name}: no data at hand, not measured")
            continue
        found, digest = measure(), _digest(files)
        known = floors.setdefault(name, {"data": digest})
        if known["data"] != digest:
            print(f"{name}: the data changed since its floors were set")
            fallen += not options.lift
        for key, share in found.items():
            floor = known.get(key, 0.0)
            is_low = share < floor - SLACK
            fallen += is_low
            print(f"{name:12} {key:18} {share:.3f}  floor {floor:.3f}{'  FELL' if is_low else ''}")
            if options.lift:
                known[key] = max(floor, math.floor(share * 1000) / 1000)
        known["data"] = digest if options.lift else known["data"]
    if options.lift:
        FLOORS.write_text(_toml(floors), "utf-8")
    return int(fallen > 0)


def _measures() -> Iterable[tuple[str, list[Path], Callable[[], Shares]]]:
    for language in gold.LANGUAGES:
        folder = gold.FOLDER / language
        yield f"gold_{language}", [folder], lambda language=language: _only(gold.measure(language))
    stories = [newsroom.GOLD, newsroom.STORIES]
    measured: dict[str, dict[str, float]] = {}
    for language in gold.LANGUAGES:

        def told(language: str = language) -> Shares:
            if not measured:
                measured.update(newsroom.measure())
            return _only(measured[language])

        yield f"newsroom_{language}", stories, told
    for task in ("quotes", "attribution"):
        files = [BENCH / f"{task}_dev.jsonl", BENCH / "score.py"]
        yield task, files, lambda task=task: _only(_scored(task))


def _scored(task: str) -> Shares:
    """Return what the benchmark's own script prints for a task's command."""
    command = [sys.executable, str(HERE / f"{task}.py"), "--bench", str(BENCH)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    scores: Shares
    scores, _ = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])
    return scores


def _only(shares: Shares) -> Shares:
    """Leave out counts: they are no measure of quality."""
    return {name: float(share) for name, share in shares.items() if 0 <= share <= 1}


def _digest(files: Iterable[Path]) -> str:
    sha = hashlib.sha256()
    for top in files:
        for file in sorted(top.rglob("*.*")) if top.is_dir() else [top]:
            sha.update(file.name.encode() + b"\0" + file.read_bytes())
    return sha.hexdigest()[:16]


def _toml(floors: dict[str, dict[str, str | float]]) -> str:
    head = "# Floors of quality, set by `python -m tests.benchmarks.gate --raise`.\n"
    return head + "".join(
        f"\n[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in known.items())
        for name, known in sorted(floors.items())
    )


if __name__ == "__main__":
    sys.exit(main())
