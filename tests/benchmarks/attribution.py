"""Measure AI attribution of job cuts: ``python tests/benchmarks/attribution.py --bench DIR``.

First the accuracy on our own sentences in both languages, five labels each
(tests/extract/attribution.tsv). Then it writes predictions in the form of the bench's own
``score.py`` and prints its score. The bench folder isn't part of the project; without it the
command says so and ends well.
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

OWN = Path(__file__).parents[1] / "extract" / "attribution.tsv"
BLAMED = frozenset({Attribution.PRIMARY, Attribution.CONTRIBUTING})


def main() -> int:
    """Write predictions and print their score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("bench"))
    parser.add_argument("--out", type=Path, help="where the predictions go; a temporary file else")
    parser.add_argument("--show", action="store_true", help="print the passages it gets wrong")
    options = parser.parse_args()
    for language in ("en", "fr"):
        print(f"own sentences {language}: {_accuracy(language, show=options.show):.3f}")
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


def _accuracy(language: str, *, show: bool) -> float:
    """Return the share of our own sentences of a language whose label is right."""
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
    texts = [(text, wanted) for where, wanted, text in rows if where == language]
    right = 0
    for doc, wanted in documents(texts, language=language):
        found, words = attribution(doc)
        right += found.value == wanted
        if show and found.value != wanted:
            print(f"{language}: {found} ({words!r}), gold {wanted}\n{doc.text}\n")
    return right / len(texts)


if __name__ == "__main__":
    sys.exit(main())
