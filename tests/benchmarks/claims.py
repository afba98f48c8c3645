"""Measure claims, their status and their relations on small worlds of invented articles.

    python -m tests.benchmarks.claims [--set-aside] [--show] [--read-all]

Each world of ``tests/data/claims`` is a few articles with the claims a careful editor marked in
them. All worlds go into one base (no two have a company in common) with their outlets and tiers,
and through reading and linking. A claim is found by its words: as the claim of a figure in them,
else of the statement that holds most of them; so is the end of a relation. Shown are the share of
claims with the right status, a table of confusions, and precision and recall of relations. A
relation is right when both ends,
the way and the kind are the editor's; a copy or translation supports what it repeats. Relations
of a kind that accuses (refutes, mutates, extrapolates, corrects, supersedes, qualifies) are false
wherever the editor has none; that others agree counts only between marked claims.
``--read-all`` reads what the filter of relevance leaves out too: it measures linking alone.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.ids import digest
from db.records import Article, Capture, Outlet, Relevance, Tier
from db.store import Store
from extract import nlp
from extract.stage import extract, gazetteer
from extract.statements import read
from graph.stage import link
from tests.benchmarks.scoring import ratio

FOLDER = Path(__file__).parents[1] / "data" / "claims"
MISSING = "not found"
AGREE = {"copy_of": "supports", "translation_of": "supports"}
NEUTRAL = frozenset({"precedes", "changed_to"})

Row = Mapping[str, Any]
Place = tuple[str, int, int]
"""Address of an article, and where in its text some words stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the base says of one marked claim."""

    world: str
    marked: Row
    place: Place
    claim: Row | None
    """The row of the base; None when it has no claim there."""

    @property
    def status(self) -> str:
        """The status in the base."""
        return str(self.claim["status"]) if self.claim else MISSING


def measure(name: str = "open", *, show: bool = False, all_texts: bool = False) -> dict[str, Any]:
    """Return shares in [0, 1] and counts, with the confusions of statuses.

    With ``all_texts``, no text is left out as irrelevant.
    """
    worlds = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").open(encoding="utf-8")]
    with TemporaryDirectory() as folder:
        base = Path(folder) / "claims.db"
        fill(base, worlds)
        extract(base)
        if all_texts:
            read_rest(base)
        link(base)
        with Store(base, must_exist=True) as store:
            outcomes = [outcome for world in worlds for outcome in _claims(world, store)]
            counts: Counter[str] = Counter()
            for world in worlds:
                _relations(world, store, counts, show=show)
    if show:
        for one in outcomes:
            if one.status != one.marked["status"]:
                _tell(
                    f"{one.world} {one.marked['status']} → {one.status}: {one.marked['text']} "
                    f"| {one.claim['why'] if one.claim else ''}"
                )
    return shares(outcomes, counts)


def fill(base: Path, worlds: Sequence[Row]) -> None:
    """Store the articles of worlds with their outlets, as a crawl would."""
    with Store(base) as store:
        for world in worlds:
            for article in world["articles"]:
                outlet = digest("outlet", article["publisher"])
                home = "/".join(article["url"].split("/")[:3])
                store.save_outlets(
                    [
                        Outlet(
                            id=outlet,
                            name=article["publisher"],
                            home=home,
                            language=article["language"],
                            tier=Tier(article["tier"]),
                        )
                    ]
                )
                store.save_article(
                    Article(
                        url=article["url"],
                        title=article["title"],
                        text=article["text"],
                        language=article["language"],
                        published=article["published"],
                        publisher=article["publisher"],
                    ),
                    Capture(
                        requested_url=article["url"],
                        final_url=article["url"],
                        outlet=outlet,
                        status=200,
                        fetched_at=article["published"],
                    ),
                )


def read_rest(base: Path) -> None:
    """Read the texts that the filter of relevance left out."""
    known = gazetteer()
    with Store(base, must_exist=True) as store:
        rows = store.query(
            "SELECT id, language FROM article_versions WHERE relevance IN ('none', 'work') "
            "AND is_current = 1 AND id NOT IN (SELECT version_id FROM statements) ORDER BY id"
        )
        for language in sorted({row["language"] for row in rows}):
            chosen = [row["id"] for row in rows if row["language"] == language]
            texts = ((version.text, version) for version in store.versions(chosen))
            store.save_readings(
                [
                    read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=known)
                    for doc, version in nlp.documents(texts, language=language)
                ],
                extractor="all texts",
            )


def shares(outcomes: Sequence[Outcome], counts: Counter[str]) -> dict[str, Any]:
    """Return the measures of some outcomes and of the relations that were counted."""
    confusions = Counter((one.marked["status"], one.status) for one in outcomes)
    wrong = {
        status: sum(n for (want, got), n in confusions.items() if got == status != want)
        for status in ("corroborated", "disputed")
    }
    right = sum(n for (want, got), n in confusions.items() if want == got)
    return {
        "claims": len(outcomes),
        "accuracy": ratio(right, len(outcomes)),
        "found": ratio(sum(one.claim is not None for one in outcomes), len(outcomes)),
        "false_corroborated": ratio(wrong["corroborated"], len(outcomes)),
        "false_disputed": ratio(wrong["disputed"], len(outcomes)),
        "false_mutates": ratio(counts["false mutates"], len(outcomes)),
        "relations": counts["marked"],
        "relations_recall": ratio(counts["right"], counts["marked"]),
        "relations_precision": ratio(counts["right"], counts["right"] + counts["false"]),
        "by_relation": {
            kind: f"{counts[f'right {kind}']} of {counts[f'marked {kind}']}, "
            f"{counts[f'false {kind}']} false"
            for kind in sorted({key.split()[1] for key in counts if " " in key})
        },
        "confusions": confusions,
    }


# --- claims ------------------------------------------------------------------------------


_FIGURES = """
SELECT claims.id AS id, claims.status AS status, claims.why AS why, figures.start AS start,
    figures.end AS end, coalesce(figures.change, '') AS change
FROM figures JOIN claim_statements AS m ON m.figure_id = figures.id AND m.retracted IS NULL
    JOIN claims ON claims.id = m.claim_id AND claims.retracted IS NULL
    JOIN article_versions AS v ON v.id = figures.version_id
    JOIN articles ON articles.id = v.article_id
WHERE articles.url = ? AND figures.retracted IS NULL AND v.is_current = 1 ORDER BY figures.start
"""

_WORDS = """
SELECT claims.id AS id, claims.status AS status, claims.why AS why, s.spans AS spans
FROM statements AS s JOIN claim_statements AS m
        ON m.statement_id = s.id AND m.figure_id IS NULL AND m.retracted IS NULL
    JOIN claims ON claims.id = m.claim_id AND claims.retracted IS NULL
    JOIN article_versions AS v ON v.id = s.version_id
    JOIN articles ON articles.id = v.article_id
WHERE articles.url = ? AND s.retracted IS NULL AND v.is_current = 1 ORDER BY s.start
"""


def _claims(world: Row, store: Store) -> Iterator[Outcome]:
    for marked in world["claims"]:
        place = _place(world, marked["article"], marked["text"])
        yield Outcome(world=world["id"], marked=marked, place=place, claim=_claim_at(place, store))


def _claim_at(place: Place, store: Store) -> Row | None:
    url, start, end = place
    figures = [
        row for row in store.query(_FIGURES, (url,)) if start <= row["start"] and row["end"] <= end
    ]
    if figures:
        return min(figures, key=lambda row: (row["change"] == "from", row["start"]))
    best, most = None, 0.0
    for row in store.query(_WORDS, (url,)):
        share = _share(place, json.loads(row["spans"]))
        if share > most:
            best, most = row, share
    return best if most >= 0.5 else None


def _place(world: Row, article: int, words: str) -> Place:
    told = world["articles"][article]
    start = told["text"].find(words)
    if start < 0:
        raise ValueError(f"world {world['id']}: article {article} doesn't hold “{words}”")
    return told["url"], start, start + len(words)


def _share(place: Place, spans: Sequence[Sequence[int]]) -> float:
    _, start, end = place
    covered = sum(max(0, min(end, last) - max(start, first)) for first, last in spans)
    return covered / (end - start)


# --- relations ---------------------------------------------------------------------------


_LINKS = """
SELECT l.relation AS relation, l.evidence AS evidence, s.spans AS source_spans,
    sa.url AS source_url, t.spans AS target_spans, ta.url AS target_url,
    (SELECT json_group_array(json_array(f.start, f.end)) FROM figures AS f
        WHERE f.statement_id = s.id AND f.retracted IS NULL) AS source_figures,
    (SELECT json_group_array(json_array(f.start, f.end)) FROM figures AS f
        WHERE f.statement_id = t.id AND f.retracted IS NULL) AS target_figures
FROM links AS l
    JOIN statements AS s ON s.id = l.source_id JOIN statements AS t ON t.id = l.target_id
    JOIN article_versions AS sv ON sv.id = s.version_id
    JOIN articles AS sa ON sa.id = sv.article_id
    JOIN article_versions AS tv ON tv.id = t.version_id
    JOIN articles AS ta ON ta.id = tv.article_id
WHERE l.retracted IS NULL
"""


def _relations(world: Row, store: Store, counts: Counter[str], *, show: bool) -> None:
    urls = {article["url"] for article in world["articles"]}
    found = [row for row in store.query(_LINKS) if row["source_url"] in urls]
    marked = [_place(world, claim["article"], claim["text"]) for claim in world["claims"]]
    used: set[int] = set()
    for wanted in world["relations"]:
        kind = wanted["relation"]
        ends = [_place(world, *wanted[end]) for end in ("source", "target")]
        told = [
            number
            for number, row in enumerate(found)
            if AGREE.get(row["relation"], row["relation"]) == kind and _joins(row, ends)
        ]
        used.update(told)
        counts["marked"] += 1
        counts[f"marked {kind}"] += 1
        if told:
            counts["right"] += 1
            counts[f"right {kind}"] += 1
        elif show:
            _tell(f"{world['id']} missed {kind}: {wanted['source'][1]} → {wanted['target'][1]}")
    false: dict[tuple[object, ...], Row] = {}
    for number, row in enumerate(found):
        kind = AGREE.get(row["relation"], row["relation"])
        ends_at = tuple(
            next((n for n, place in enumerate(marked) if _is_at(row, end, place)), None)
            for end in ("source", "target")
        )
        is_judged = kind != "supports" or (None not in ends_at and ends_at[0] != ends_at[1])
        if number not in used and kind not in NEUTRAL and is_judged:
            false.setdefault((kind, *ends_at), row)
    for (kind, *_), wrong in false.items():
        counts["false"] += 1
        counts[f"false {kind}"] += 1
        if show:
            _tell(f"{world['id']} false {kind}: {wrong['evidence']}")


def _joins(row: Row, ends: Sequence[Place]) -> bool:
    forth = _is_at(row, "source", ends[0]) and _is_at(row, "target", ends[1])
    if row["relation"] in {*AGREE, "supports", "refutes"}:
        # Who agrees or contradicts is agreed with or contradicted.
        return forth or (_is_at(row, "source", ends[1]) and _is_at(row, "target", ends[0]))
    return forth


def _is_at(row: Row, end: str, place: Place) -> bool:
    if row[f"{end}_url"] != place[0]:
        return False
    spans = json.loads(row[f"{end}_spans"])
    held = [*spans, *json.loads(row[f"{end}_figures"])]
    return _share(place, spans) >= 0.5 or any(
        place[1] <= first and last <= place[2] for first, last in held
    )


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set-aside", action="store_true", help="the worlds that are set aside")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("--read-all", action="store_true", help="leave no text out as irrelevant")
    options = parser.parse_args()
    found = measure(
        "set_aside" if options.set_aside else "open",
        show=options.show,
        all_texts=options.read_all,
    )
    confusions: Counter[tuple[str, str]] = found.pop("confusions")
    kinds = sorted({kind for pair in confusions for kind in pair})
    for name, value in found.items():
        _tell(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    width = max(map(len, kinds))
    _tell("marked ↓, in the base →")
    _tell(" ".join([" " * width, *(f"{kind[:13]:>13}" for kind in kinds)]))
    for want in kinds:
        row = (f"{confusions[want, got] or '':>13}" for got in kinds)
        _tell(" ".join([f"{want:<{width}}", *row]))


if __name__ == "__main__":
    main()
