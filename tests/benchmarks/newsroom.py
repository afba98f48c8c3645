"""Measure the reader on the sample newsroom, whose quotes have gold written by hand.

    python tests/benchmarks/newsroom.py [--show]

For each language: recall of direct and of clear indirect quotes (most of the gold's characters in
one statement), precision of direct quotes (their gold is complete), and of the quotes found how
often speaker and company are right and the said-date's interval holds or meets the gold's. ``--show`` lists what is wrong.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crawler.newsroom.stories import Story, read_stories
from db.ids import fold
from db.records import ArticleVersion, Kind, Relevance, SaidDate, Statement
from extract import intervals, nlp
from extract.stage import gazetteer
from extract.statements import read

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "data" / "newsroom_gold.jsonl"
STORIES = ROOT / "crawler" / "newsroom" / "stories"
OVERLAP = 0.6
"""Intersection over union of characters from which a quote counts as found."""

Counts = Counter[str]


def measure(*, show: bool = False) -> dict[str, dict[str, float]]:
    """Return the measures by language; shares in [0, 1]."""
    return {language: _shares(_counted(language, show=show)) for language in ("en", "fr")}


def _counted(language: str, *, show: bool) -> Counts:
    counts: Counts = Counter()
    told = {(story.outlet, story.slug): story for story in read_stories(STORIES)}
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    rows = [
        (row, told[row["outlet"], row["slug"]])
        for row in gold
        if row["relevant"] and told[row["outlet"], row["slug"]].language == language
    ]
    texts = ((_text(story), (row, story)) for row, story in rows)
    for doc, (row, story) in nlp.documents(texts, language=language):
        version = _version(story, doc.text)
        reading = read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=gazetteer())
        for kind, line in _compared(doc.text, row, reading.statements):
            counts[kind] += 1
            if show and line:
                print(f"{story.outlet}/{story.slug} {kind}: {line}")
    return counts


def _compared(
    text: str, row: Mapping[str, Any], statements: tuple[Statement, ...]
) -> Iterator[tuple[str, str]]:
    """Yield (what is counted, a line about it when it is wrong)."""
    quotes = [s for s in statements if s.kind in {Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE}]
    places = [_characters(statement.spans) for statement in quotes]
    used: set[int] = set()
    for gold in row["quotes"]:
        kind = gold["kind"]
        want = _characters(_spans(text, gold.get("parts") or [gold["text"]]))
        yield f"{kind}s", ""
        best = max(range(len(quotes)), key=lambda i: _iou(want, places[i]), default=None)
        words = " … ".join(gold.get("parts") or [gold["text"]])
        if best is None or _iou(want, places[best]) < OVERLAP:
            yield f"{kind} missed", words
            continue
        used.add(best)
        found = quotes[best]
        yield f"{kind} found", ""
        yield "found", ""
        for name, right, got in (
            ("speaker", _same(gold["speaker"], found.person or found.company or found.speaker), ""),
            ("company", _same(gold["company"] or "", found.company), ""),
            ("date", _overlap(gold["said_on"], found.said), found.said.edtf),
        ):
            got = got or f"{found.speaker!r} → {found.person!r}, {found.company!r}"
            wanted = f"{gold['speaker']}, {gold['company']}, {gold['said_on']}"
            yield (
                f"{name} right" if right else f"{name} wrong",
                ("" if right else f"{words[:60]} | wanted {wanted} | got {got}"),
            )
    for i, statement in enumerate(quotes):
        if statement.kind is Kind.DIRECT_QUOTE:
            inside = any(
                len(places[i] & _characters(_spans(text, gold.get("parts") or [gold["text"]]))) * 2
                >= len(places[i])
                for gold in row["quotes"]
            )
            yield "direct made", ""
            yield ("direct good", "") if inside else ("direct bad", statement.wording)


def _shares(n: Counts) -> dict[str, float]:
    return {
        "quotes": n["direct_quotes"] + n["indirect_quotes"],
        "direct_recall": n["direct_quote found"] / n["direct_quotes"],
        "direct_precision": n["direct good"] / n["direct made"],
        "indirect_recall": n["indirect_quote found"] / n["indirect_quotes"],
        "speaker": n["speaker right"] / n["found"],
        "company": n["company right"] / n["found"],
        "said_date": n["date right"] / n["found"],
    }


def _same(want: str, got: str) -> bool:
    """Tell whether two names share a word; no name wants no name."""
    wanted, found = set(fold(want).split()), set(fold(got).split())
    return bool(wanted & found) if wanted else not found


def _overlap(want: str, found: SaidDate) -> bool:
    """Tell whether two intervals share a day, and the found one isn't much the wider."""
    day = intervals.parse(want)
    if day is None:
        return not found.edtf
    first, last = day.first.isoformat(), day.last.isoformat()
    return found.earliest <= last and first <= found.latest and len(found.edtf) >= len("2024-01")


def _spans(text: str, parts: list[str]) -> list[tuple[int, int]]:
    return [(text.index(part), text.index(part) + len(part)) for part in parts]


def _characters(spans: Any) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _iou(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def _text(story: Story) -> str:
    return "\n\n".join(text for _, text in story.edition(1).blocks)


def _version(story: Story, text: str) -> ArticleVersion:
    edition = story.edition(1)
    return ArticleVersion(
        id=story.slug,
        article_id=story.slug,
        url=story.slug,
        title=edition.title,
        text=text,
        language=story.language,
        published=story.published.isoformat(),
    )


if __name__ == "__main__":
    for language, shares in measure(show="--show" in sys.argv).items():
        print(language, "  ".join(f"{name} {share:.3f}" for name, share in shares.items()))
