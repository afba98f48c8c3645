"""Body text of real news pages against gold that others made: ``python tests/benchmarks/pages.py``.

Writes predictions and scores them with the benchmark's own script. Says so, and ends well, where
the benchmark's folder is not there. ``WALKBACK_BENCH`` names another folder.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
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
    if bench is None or not (Path(bench) / "pages").is_dir():
        sys.stdout.write("pages: no benchmark here (name its folder, or set WALKBACK_BENCH)\n")
        return 0
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
    return 0 if round(result["f1"], 3) >= FLOOR else 1


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
