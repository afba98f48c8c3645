"""Measure who speaks and for whom, on invented articles whose names are in no list.

    python -m tests.benchmarks.people [--show]

Shares, by language and half: quotes found, and of those found the speaker, the company and
whether the words bind it. The half called ``aside`` was written before the rules were tuned.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from db.ids import fold
from db.records import Span
from extract.nlp import documents
from extract.people import Cast, Gazetteer, Speaker, cast, speaker
from extract.quotes import Quote, quotes

DATA = Path(__file__).parents[1] / "data" / "invented_people.toml"
OVERLAP = 0.6
"""Intersection over union of characters from which a quote counts as found."""
MEASURES = ("found", "speaker", "company", "binds")


def measure(*, show: bool = False) -> dict[str, dict[str, float]]:
    """Return the shares in [0, 1], and how many quotes, by language and half."""
    articles = tomllib.loads(DATA.read_text("utf-8"))["articles"]
    shares = {}
    for language in ("en", "fr"):
        for half in ("open", "aside"):
            chosen = [a for a in articles if (a["language"], a["half"]) == (language, half)]
            shares[f"{language} {half}"] = _shares(
                _counted(chosen, language, show=show and half == "open")
            )
    return shares


def _counted(articles: Sequence[Any], language: str, *, show: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    nobody = Gazetteer.build([], [], [])
    for doc, article in documents(((a["text"], a) for a in articles), language=language):
        known = cast(doc, title=article["title"], gazetteer=nobody, published="2025-05-09")
        found = list(quotes(doc))
        for gold in article["quotes"]:
            counts["quotes"] += 1
            counts.update(_right(doc, gold, found, known, show=show))
    return counts


def _right(
    doc: Doc, gold: Mapping[str, Any], found: Sequence[Quote], known: Cast, *, show: bool
) -> list[str]:
    """Return the measures that hold for one quote."""
    want = _characters(_places(doc.text, gold["words"]))
    best = max(found, key=lambda quote: _iou(want, _characters(quote.spans)), default=None)
    if best is None or _iou(want, _characters(best.spans)) < OVERLAP:
        if show:
            sys.stdout.write(f"missed: {gold['words']}\n")
        return []
    who = speaker(doc, best.speaker, cast=known) if best.speaker else None
    right = ["found"]
    if _same(gold["speaker"], (who.person or who.company) if who else ""):
        right.append("speaker")
    if _same(gold["company"], who.company if who else ""):
        right.append("company")
    if gold["binds"] == bool(who and who.speaks_for_company):
        right.append("binds")
    if show and len(right) < len(MEASURES):
        sys.stdout.write(_line(gold, who) + "\n")
    return right


def _line(gold: Mapping[str, Any], who: Speaker | None) -> str:
    wanted = f"{gold['speaker']!r}, {gold['company']!r}, {gold['binds']}"
    got = f"{who.text!r} → {who.person!r}, {who.company!r}, {who.speaks_for_company}" if who else ""
    return f"{gold['words'][:50]} | wanted {wanted} | got {got}"


def _shares(counts: Counter[str]) -> dict[str, float]:
    found = counts["found"]
    return {
        "quotes": counts["quotes"],
        "found": found / counts["quotes"],
        **{name: counts[name] / found for name in MEASURES[1:]},
    }


def _places(text: str, words: str) -> list[Span]:
    return [(text.index(part), text.index(part) + len(part)) for part in words.split(" … ")]


def _same(want: str, got: str) -> bool:
    return fold(want) == fold(got) or bool(want and fold(got).endswith(" " + fold(want)))


def _characters(spans: Sequence[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _iou(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what is wrong in the open half")
    options = parser.parse_args()
    for name, shares in measure(show=options.show).items():
        line = "  ".join(f"{key} {share:.3g}" for key, share in shares.items())
        sys.stdout.write(f"{name}: {line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
