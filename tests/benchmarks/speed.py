"""How much our reading costs on top of bare spaCy: ``python -m tests.benchmarks.speed``.

Reads the sample newsroom's articles in both languages, twice in one process after a warm-up: once
with the models alone, once with everything that makes statements. Prints ratios of CPU time, which
hold on any machine, and articles a second, which don't.
"""

import sys
import time

from crawler.newsroom.stories import read_stories
from db.records import ArticleVersion, Relevance
from extract import nlp
from extract.stage import gazetteer
from extract.statements import read
from tests.benchmarks.newsroom import STORIES, text_of, version_of

ROUNDS = 3


def measure(language: str) -> tuple[float, float, int]:
    """Return CPU seconds of the models and of our reading, the best of some rounds, and n."""
    stories = [story for story in read_stories(STORIES) if story.language == language]
    texts: list[tuple[str, ArticleVersion]] = [
        (text_of(story), version_of(story, text_of(story))) for story in stories
    ]
    model, ours = [], []
    for _ in range(ROUNDS + 1):
        started = time.process_time()
        documents = list(nlp.documents(texts, language=language))
        parsed = time.process_time()
        for doc, version in documents:
            read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=gazetteer())
        model.append(parsed - started)
        ours.append(time.process_time() - parsed)
    return min(model[1:]), min(ours[1:]), len(texts)


def main() -> int:
    """Print one line a language."""
    for language in ("en", "fr"):
        model, ours, count = measure(language)
        sys.stdout.write(
            f"{language}: ours {ours / model:.1%} on top of bare spaCy; "
            f"{count / (model + ours):.1f} articles a CPU second ({count} articles)\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
