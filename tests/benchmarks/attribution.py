"""Measure AI attribution of job cuts: ``python tests/benchmarks/attribution.py --bench DIR``.

Writes predictions in the form of the bench's own ``score.py`` and prints its score. The bench
folder isn't part of the project; without it the command says so and ends well.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from db.records import Attribution
from extract.attribution import attribution
from extract.nlp import documents

BLAMED = frozenset({Attribution.PRIMARY, Attribution.CONTRIBUTING})


def main() -> int:
    """Write predictions and print their score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("bench"))
    parser.add_argument("--out", type=Path, help="where the predictions go; a temporary file else")
    parser.add_argument("--show", action="store_true", help="print the passages it gets wrong")
    options = parser.parse_args()
    gold = options.bench / "attribution_dev.jsonl"
    if not gold.is_file():
        print(f"no {gold}: nothing measured")
        return 0
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    lines = []
    for doc, row in documents(((row["text"], row) for row in rows), language="en"):
        found, words = attribution(doc)
        lines.append(json.dumps({"id": row["id"], "label": found in BLAMED}))
        if options.show and (found in BLAMED) is not row["label"]:
            print(f"{row['id']}: {found} ({words!r}), gold {row['label']}\n{row['text']}\n")
    out = options.out or Path(tempfile.mkdtemp()) / "attribution.jsonl"
    out.write_text("\n".join(lines), encoding="utf-8")
    score = [sys.executable, str(options.bench / "score.py"), "attribution", str(gold), str(out)]
    return subprocess.run(score, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
