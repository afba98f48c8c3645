"""Measure changes of position on cases told as short articles, through all the stages.

    python -m tests.benchmarks.reversals [--set-aside | --cases FILE …] [--show]

The articles of every case of ``tests/data/reversals``, or of files of the same form, go into one
base (no two cases have a company in common) and through ingest, extract and link. What
``reversal_pairs`` then shows is compared with the changes a careful editor would print. A change is
found when company and direction agree and both said-dates meet the editor's; rows of one turn, or
several rows that tell the same change, count once. Of the changes found but for their dates: how
often both dates, the grade and the person are right. ``--show`` lists what is wrong with the
statements involved: cases set aside whose errors were read are set aside no longer.
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

from crawler.stage import ingest
from db.ids import fold
from db.store import Store
from extract import intervals
from extract.stage import extract
from graph.stage import link
from tests.benchmarks.scoring import ratio

FOLDER = Path(__file__).parents[1] / "data" / "reversals"
CHANGES = frozenset({"full_reversal", "partial_retreat"})
"""Grades that say a position changed; both held on one day, or declared alone, aren't changes."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one case."""

    case: Row
    found: tuple[tuple[Row, tuple[Row, ...]], ...]
    """Changes of the case whose dates meet, each with the rows that tell it."""
    misdated: tuple[tuple[Row, tuple[Row, ...]], ...]
    """The same of changes whose company and direction agree, but not both dates."""
    missed: tuple[Row, ...]
    false: tuple[tuple[Row, ...], ...]
    """Changes shown that are none, as the rows that tell one."""


def measure(
    name: str = "open", *, files: Sequence[Path] = (), show: bool = False
) -> dict[str, dict[str, float]]:
    """Return the measures by the language of the cases' articles (``en``, ``fr``, ``en+fr``).

    ``files`` are read in place of the cases of a ``name``.
    """
    listed = files or [FOLDER / f"{name}.jsonl"]
    cases = [json.loads(line) for path in listed for line in path.open(encoding="utf-8")]
    counts: dict[str, Counter[str]] = {}
    with TemporaryDirectory() as folder:
        base = Path(folder) / "cases.db"
        records = Path(folder) / "cases.jsonl"
        with records.open("w", encoding="utf-8") as lines:
            for case in cases:
                lines.writelines(f"{json.dumps(article)}\n" for article in case["articles"])
        ingest(base, [records])
        extract(base)
        link(base)
        with Store(base, must_exist=True) as store:
            rows = [dict(row) for row in store.query("SELECT * FROM reversal_pairs")]
            for outcome in (compare(case, rows) for case in cases):
                for language in (languages(outcome.case), "all"):
                    _count(outcome, counts.setdefault(language, Counter()))
                if show:
                    _show(outcome, store)
    return {language: shares(counts[language]) for language in sorted(counts)}


def languages(case: Row) -> str:
    """Return the languages of a case's articles."""
    return "+".join(sorted({article["language"] for article in case["articles"]}))


def compare(case: Row, rows: Sequence[Row]) -> Outcome:
    """Set the rows that rest on a case's articles against its changes."""
    addresses = {article["url"] for article in case["articles"]}
    ours = [row for row in rows if row["later_url"] in addresses]
    told = [tuple(change) for change in _changes(ours)]
    found: list[tuple[Row, tuple[Row, ...]]] = []
    misdated: list[tuple[Row, tuple[Row, ...]]] = []
    left = list(case["changes"])
    for is_near, kept in ((_meets, found), (_agrees, misdated)):
        for change in list(left):
            near = [shown for shown in told if any(is_near(change, row) for row in shown)]
            if near:
                kept.append((change, tuple(row for shown in near for row in shown)))
                told = [shown for shown in told if shown not in near]
                left.remove(change)
    return Outcome(
        case=case,
        found=tuple(found),
        misdated=tuple(misdated),
        missed=tuple(left),
        false=tuple(told),
    )


def shares(counts: Counter[str]) -> dict[str, float]:
    """Return shares in [0, 1] and counts; a change with wrong dates is missed, and false."""
    agreeing = counts["found"] + counts["misdated"]
    shown = agreeing + counts["false"]
    return {
        "cases": counts["cases"],
        "changes": counts["changes"],
        "precision": ratio(counts["found"], shown),
        "recall": ratio(counts["found"], counts["changes"]),
        "dates": ratio(counts["found"], agreeing),
        "grade": ratio(counts["grade"], agreeing),
        "person": ratio(counts["person"], agreeing),
        "false_on_traps": counts["trap"],
    }


def _changes(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each change shown: those of one turn are one change."""
    turns: dict[str, list[Row]] = {}
    for row in rows:
        if row["grade"] in CHANGES:
            turns.setdefault(row["turn_id"] or row["reversal_id"], []).append(row)
    yield from turns.values()


def _agrees(change: Row, row: Row) -> bool:
    ours, theirs = (f" {fold(name or '')} " for name in (row["company"], change["company"]))
    return row["direction"] == change["direction"] and (ours in theirs or theirs in ours)


def _meets(change: Row, row: Row) -> bool:
    return _agrees(change, row) and all(
        _overlap(change[end], row[f"{end}_date"]) for end in ("earlier", "later")
    )


def _overlap(wanted: str, got: str | None) -> bool:
    one, other = intervals.parse(wanted), intervals.parse(got or "")
    if one is None or other is None:
        return False
    return one.first <= other.last and other.first <= one.last


def _count(outcome: Outcome, counts: Counter[str]) -> None:
    counts["cases"] += 1
    counts["changes"] += len(outcome.case["changes"])
    counts["found"] += len(outcome.found)
    counts["misdated"] += len(outcome.misdated)
    counts["false"] += len(outcome.false)
    counts["trap"] += len(outcome.false) if not outcome.case["changes"] else 0
    for change, rows in (*outcome.found, *outcome.misdated):
        counts["grade"] += any(row["grade"] == change["grade"] for row in rows)
        counts["person"] += _has_person(change, rows)


def _has_person(change: Row, rows: Sequence[Row]) -> bool:
    people = {fold(row["person"] or "") for row in rows}
    return fold(change["person"]) in people


def _show(outcome: Outcome, store: Store) -> None:
    case = outcome.case
    wrong = [
        *(f"MISSED {_told(change)}" for change in outcome.missed),
        *(f"DATES {_told(change)}{_listed(rows)}" for change, rows in outcome.misdated),
        *(f"FALSE{_listed(rows)}" for rows in outcome.false),
        *(
            f"GRADE {change['grade']}{_listed(rows)}"
            for change, rows in outcome.found
            if all(row["grade"] != change["grade"] for row in rows)
        ),
        *(
            f"PERSON {change['person'] or 'none'}{_listed(rows)}"
            for change, rows in outcome.found
            if not _has_person(change, rows)
        ),
    ]
    if not wrong:
        return
    print(f"\n=== {case['id']} {case['situation']}")
    for line in wrong:
        print(line)
    for article in case["articles"]:
        print(f"  {article['language']} {article['published'][:10]} {article['title']}")
        for row in store.query(_STATEMENTS, [article["url"]]):
            print(
                f"    {row['said_on']} {row['kind']} {row['position']} {row['axis']} "
                f"{row['function']} {row['population']} {row['modality']} {row['action']} "
                f"| {row['person'] or row['speaker']} / {row['company']} about {row['about']} "
                f"{row['speaks_for_company']} | {row['wording']}"
            )


_STATEMENTS = """
SELECT statements.* FROM statements
    JOIN article_versions ON article_versions.id = version_id
    JOIN articles ON articles.id = article_id
WHERE url = ? AND statements.retracted IS NULL AND position IS NOT NULL
ORDER BY statements.start
"""


def _told(change: Row) -> str:
    return (
        f"{change['company']} {change['direction']} {change['earlier']} → {change['later']}: "
        f"{change['earlier_words']!r} → {change['later_words']!r}"
    )


def _listed(rows: Sequence[Row]) -> str:
    return "".join(
        f"\n    {row['company']} / {row['person'] or '-'} {row['function']} {row['direction']} "
        f"{row['grade']} {row['earlier_date']} → {row['later_date']}: "
        f"{row['earlier_text']!r} → {row['later_text']!r}"
        for row in rows
    )


def main() -> None:
    """Print one line a language."""
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--set-aside", action="store_true", help="only the cases set aside")
    which.add_argument("--cases", type=Path, nargs="+", default=[], help="files of other cases")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    name = "set_aside" if options.set_aside else "open"
    told = measure(name, files=options.cases, show=options.show)
    for language, measures in told.items():
        words = (
            f"{name} {share:.3f}" if isinstance(share, float) else f"{name} {share}"
            for name, share in measures.items()
        )
        print(language, "  ".join(words))


if __name__ == "__main__":
    main()
