"""How well pages are read: ``python tests/benchmarks/pages.py``.

First the metadata of our own invented stories in every layout of ``tests/crawler``, field by
field. Then the body text of real news pages against gold that others made: writes predictions
and scores them with the benchmark's own script. Says so, and ends well, where the benchmark's
folder is not there. ``WALKBACK_BENCH`` names another folder.
"""

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from crawler.page import read_page
from db.records import Capture

FLOOR = 0.976
"""F1 of trafilatura's ``favor_precision`` on the same pages."""


def main() -> int:
    """Score, print, and return 1 when F1 is below the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", nargs="?", type=Path, default=os.environ.get("WALKBACK_BENCH"))
    bench = parser.parse_args().bench
    are_right = _layouts()
    if bench is None or not (Path(bench) / "pages").is_dir():
        sys.stdout.write("pages: no benchmark here (name its folder, or set WALKBACK_BENCH)\n")
        return 0 if are_right else 1
    started = time.perf_counter()
    predictions = [_predict(file) for file in sorted((Path(bench) / "pages/html").glob("*.gz"))]
    seconds = time.perf_counter() - started
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(prediction) + "\n" for prediction in predictions)
        out.flush()
        scored = subprocess.run(
            [
                sys.executable,
                str(Path(bench) / "score.py"),
                "pages",
                str(Path(bench) / "pages"),
                out.name,
            ],
            check=True,
            capture_output=True,
            text=True,
        )
    result = json.loads(scored.stdout)
    articles = sum(prediction["kind"] == "article" for prediction in predictions)
    sys.stdout.write(
        f"pages: precision {result['precision']:.4f}, recall {result['recall']:.4f}, "
        f"F1 {result['f1']:.4f} on {result['pages']} pages; {articles} called articles; "
        f"{len(predictions) / seconds:.1f} pages/s\n"
    )
    return 0 if are_right and round(result["f1"], 3) >= FLOOR else 1


def _layouts() -> bool:
    """Print the share of right values by field; return whether all are."""
    path = Path(__file__).parents[1] / "crawler/test_layouts.py"
    spec = importlib.util.spec_from_file_location("walkback_layouts", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    # Its dataclasses look for their module by name.
    layouts = sys.modules["walkback_layouts"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(layouts)
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for layout in layouts.LAYOUTS:
        for story in layouts.STORIES:
            for name, (found, expected) in layouts.told(layout, story).items():
                asked[name] += 1
                right[name] += found == expected
    shares = ", ".join(f"{name} {right[name] / asked[name]:.3f}" for name in asked)
    count = f"{len(layouts.STORIES)} stories in {len(layouts.LAYOUTS)} layouts"
    sys.stdout.write(f"layouts: {shares}; {count}\n")
    return right == asked


def _predict(file: Path) -> dict[str, str]:
    capture = Capture(
        requested_url="https://news.example/story",
        final_url="https://news.example/story",
        outlet="",
        status=200,
        fetched_at="2026-01-01T00:00:00Z",
    )
    article = read_page(gzip.decompress(file.read_bytes()), capture=capture)
    return {"id": file.name.partition(".")[0], "text": article.text, "kind": article.kind.value}


if __name__ == "__main__":
    sys.exit(main())
