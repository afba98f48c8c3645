"""Measure the quotes on PolNeAR's articles: ``python tests/benchmarks/quotes.py --bench DIR``.

Writes predictions in the form of the bench's own ``score.py`` and prints its score with the speed.
The bench folder isn't part of the project; without it the command says so and ends well.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extract.nlp import documents, pipeline
from extract.quotes import quotes


def main() -> int:
    """Write predictions, score them, print both speeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("bench"))
    parser.add_argument("--out", type=Path, help="where the predictions go; a temporary file else")
    options = parser.parse_args()
    gold = options.bench / "quotes_dev.jsonl"
    if not gold.is_file():
        sys.stdout.write(f"no {gold}: nothing measured" + "\n")
        return 0
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    pipeline("en")
    started = time.perf_counter()
    ours = 0.0
    lines = []
    for doc, row in documents(((row["text"], row) for row in rows), language="en"):
        begun = time.perf_counter()
        found = [
            {
                "spans": [list(span) for span in quote.spans],
                "speaker": doc.text[slice(*quote.speaker)] if quote.speaker else None,
            }
            for quote in quotes(doc)
        ]
        ours += time.perf_counter() - begun
        lines.append(json.dumps({"id": row["id"], "pred": found}, ensure_ascii=False))
    taken = time.perf_counter() - started
    out = options.out or Path(tempfile.mkdtemp()) / "quotes.jsonl"
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    score = subprocess.run(
        [sys.executable, str(options.bench / "score.py"), "quotes", str(gold), str(out)],
        check=True,
        capture_output=True,
        text=True,
    )
    sys.stdout.write(score.stdout.strip() + "\n")
    sys.stdout.write(
        f"{len(rows) / taken:.1f} articles/s; ours {ours / (taken - ours):.1%} on top of spaCy\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
