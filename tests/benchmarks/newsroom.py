"""Measure the reader on the sample newsroom, whose quotes have gold written by hand.

    python tests/benchmarks/newsroom.py [--show] [--no-seeds]

For each language: recall of direct and of clear indirect quotes (most of the gold's characters in
one statement), precision of direct quotes (their gold is complete), and of the quotes found how
often speaker and company are right and the said-date's interval holds or meets the gold's.
``--show`` lists what is wrong; ``--no-seeds`` reads with no known company or person.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from crawler.newsroom.stories import Story, read_stories
from db.records import ArticleVersion, Relevance, Statement
from extract import nlp
from extract.people import Gazetteer
from extract.stage import gazetteer
from extract.statements import read
from tests.benchmarks.scoring import Counts, compare_quotes, is_same, quote_shares

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "data" / "newsroom_gold.jsonl"
STORIES = ROOT / "crawler" / "newsroom" / "stories"


def measure(*, show: bool = False, seeds: bool = True) -> dict[str, dict[str, float]]:
    """Return the measures by language; shares in [0, 1]. Without seeds, no name is known."""
    known = gazetteer() if seeds else Gazetteer.build([], [], [])
    return {
        language: quote_shares(_counted(language, known, show=show)) for language in ("en", "fr")
    }


def _counted(language: str, known: Gazetteer, *, show: bool) -> Counts:
    counts = Counts()
    told = {(story.outlet, story.slug): story for story in read_stories(STORIES)}
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    rows = [
        (row, told[row["outlet"], row["slug"]])
        for row in gold
        if row["relevant"] and told[row["outlet"], row["slug"]].language == language
    ]
    texts = ((text_of(story), (row, story)) for row, story in rows)
    for doc, (row, story) in nlp.documents(texts, language=language):
        version = version_of(story, doc.text)
        reading = read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=known)
        for kind, line in compare_quotes(
            doc.text, row["quotes"], reading.statements, is_speaker=_is_speaker
        ):
            counts[kind] += 1
            if show and line:
                print(f"{story.outlet}/{story.slug} {kind}: {line}")
    return counts


def _is_speaker(gold: Mapping[str, Any], found: Statement) -> bool:
    return is_same(gold["speaker"], found.person or found.company or found.speaker)


def text_of(story: Story) -> str:
    return "\n\n".join(text for _, text in story.edition(1).blocks)


def version_of(story: Story, text: str) -> ArticleVersion:
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
    for language, shares in measure(
        show="--show" in sys.argv, seeds="--no-seeds" not in sys.argv
    ).items():
        print(language, "  ".join(f"{name} {share:.3f}" for name, share in shares.items()))
