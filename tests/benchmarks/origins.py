"""Measure origins: which of two articles rest on one, and how long grouping takes.

    python -m tests.benchmarks.origins [--show] [--articles 20000]

The pairs of ``tests/data/origins`` go into one base and through reading and linking; a pair is
found when both articles have one origin. Shown are precision, recall, and what was found of each
kind of pair. ``--articles`` groups so many synthetic articles instead, a fifth of them reprints,
and then one more; CPU seconds.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.records import Article, ArticleVersion, Capture
from db.store import Store
from extract.stage import extract
from graph.marks import marks
from graph.origins import candidates, copied, grouped
from graph.rules import load_rules
from graph.stage import link
from tests.benchmarks.claims import read_rest
from tests.benchmarks.scoring import ratio

PAIRS = Path(__file__).parents[1] / "data" / "origins" / "pairs.jsonl"

_ORIGIN = """
SELECT articles.url AS url, (SELECT origin_id FROM statements WHERE version_id = v.id
    AND retracted IS NULL AND origin_id IS NOT NULL LIMIT 1) AS said,
    coalesce(g.origin_id, v.id) AS origin, coalesce(o.reason, '') AS reason
FROM article_versions AS v JOIN articles ON articles.id = v.article_id
    LEFT JOIN _grouped AS g ON g.version_id = v.id LEFT JOIN origins AS o ON o.id = g.origin_id
WHERE v.is_current = 1
"""


def measure(*, show: bool = False) -> dict[str, Any]:
    """Return precision and recall in [0, 1], and what was found of each kind of pair."""
    pairs = [json.loads(line) for line in PAIRS.open(encoding="utf-8")]
    with TemporaryDirectory() as folder:
        base = Path(folder) / "origins.db"
        with Store(base) as store:
            for pair in pairs:
                for told in (pair["one"], pair["other"]):
                    _save(store, told)
        extract(base)
        read_rest(base)
        link(base)
        with Store(base, must_exist=True) as store:
            of = {row["url"]: row for row in store.query(_ORIGIN)}
    counts: Counter[str] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    for pair in pairs:
        one, other = (of[pair[end]["url"]] for end in ("one", "other"))
        is_one = one["origin"] == other["origin"]
        counts[f"{pair['same_origin']} {is_one}"] += 1
        kinds[pair["kind"], is_one] += 1
        if show and is_one != pair["same_origin"]:
            sys.stdout.write(f"{pair['id']} {pair['kind']}: {one['reason'] or 'not grouped'}\n")
    right = counts["True True"]
    return {
        "pairs": len(pairs),
        "precision": ratio(right, right + counts["False True"]),
        "recall": ratio(right, right + counts["True False"]),
        "kinds": {
            kind: f"{kinds[kind, True]} of {kinds[kind, True] + kinds[kind, False]} grouped"
            for kind in sorted({kind for kind, _ in kinds})
        },
    }


def _save(store: Store, told: dict[str, str]) -> None:
    store.save_article(
        Article(
            url=told["url"],
            title=told.get("title", ""),
            text=told["text"],
            language=told["language"],
            published=told["published"],
            publisher=told["publisher"],
            agency=told.get("agency", ""),
        ),
        Capture(
            requested_url=told["url"],
            final_url=told["url"],
            outlet="",
            status=200,
            fetched_at=told["published"],
        ),
    )


# --- time --------------------------------------------------------------------------------


def synthetic(count: int) -> Iterator[ArticleVersion]:
    """Yield articles of words drawn as in a language; every fifth is a cut reprint."""
    chance = Random(5)
    words = [f"word{n}" for n in range(30_000)]
    weights = [1 / (n + 5) for n in range(30_000)]
    told: list[str] = []
    for n in range(count):
        if told and n % 5 == 0:
            kept = chance.choice(told).split()
            text = " ".join(kept[: max(60, int(len(kept) * chance.uniform(0.5, 1)))])
        else:
            text = " ".join(chance.choices(words, weights, k=chance.randint(150, 600)))
            told.append(text)
        yield ArticleVersion(
            id=f"{n:08}",
            article_id=f"{n:08}",
            url=f"https://outlet{n % 200}.example/{n}",
            title="",
            text=text,
            language="en",
            published=f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}",
        )


def timed(count: int) -> str:
    """Return in words how long grouping so many articles takes, and one more."""
    rules = load_rules()
    versions = list(synthetic(count + 1))
    started = time.process_time()
    listed = [marks(version, rules=rules) for version in versions[:-1]]
    pairs = list(candidates(listed, rules=rules))
    found = [
        copy
        for one, other in pairs
        if (copy := copied(versions[one], versions[other], rules=rules))
    ]
    origins = grouped(versions[:-1], found)
    taken = time.process_time() - started
    holders = {mark for own in listed for mark in own}
    started = time.process_time()
    shared = sum(mark in holders for mark in marks(versions[-1], rules=rules))
    more = time.process_time() - started
    return (
        f"{count:,} articles in {taken:.1f} s of CPU ({taken / count * 100_000:.0f} s for "
        f"100,000): {len(pairs):,} pairs compared, {len(origins):,} origins; "
        f"the marks of one more in {more * 1000:.1f} ms ({shared} known)"
    )


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("--articles", type=int, default=0, help="time so many instead")
    options = parser.parse_args()
    if options.articles:
        sys.stdout.write(f"{timed(options.articles)}\n")
        return
    for name, value in measure(show=options.show).items():
        words = f"{value:.3f}" if isinstance(value, float) else value
        sys.stdout.write(f"{name}: {words}\n")


if __name__ == "__main__":
    main()
