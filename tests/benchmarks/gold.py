"""Measure the reader on the short articles written for it, with gold by another hand.

    python -m tests.benchmarks.gold [--held-out] [--show] [--strict]

By language, on the articles of ``tests/data/gold`` that are not set aside, or with ``--held-out``
only on those that are: recall of direct and of indirect quotes (most of the gold's characters in
one statement; ``--strict``: .8 of them), precision of direct quotes, and of the quotes found how
often speaker, company and said-date are right; of the figures precision and recall of the values,
and of those found how often the unit is right. ``--show`` lists what is wrong: an article set
aside whose errors were read is set aside no longer.
"""

import argparse
import math
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import spacy

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.ids import fold
from db.records import ArticleVersion, Figure, Relevance, Statement
from extract import nlp
from extract.stage import gazetteer
from extract.statements import read
from tests.benchmarks.scoring import (
    OVERLAP,
    Counts,
    compare_quotes,
    is_same,
    quote_shares,
    ratio,
    spans,
)

FOLDER = Path(__file__).parents[1] / "data" / "gold"
LANGUAGES = ("en", "fr")
_STRICT = 0.8
_NEAR = 0.005  # one in nine is written 11.11 in the gold
_UNITS = Path(__file__).with_name("gold_units.toml")

Article = Mapping[str, Any]


def measure(
    language: str, *, held_out: bool = False, overlap: float = OVERLAP, show: bool = False
) -> dict[str, float]:
    """Return counts and shares in [0, 1] over the language's articles; none give zeros."""
    counts = Counts()
    told = list(articles(language, held_out=held_out))
    texts = ((article["text"], (name, article)) for name, article in told)
    for doc, (name, article) in nlp.documents(texts, language=language):
        version = _version(name, article, doc.text, language=language)
        reading = read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=gazetteer())
        compared = [
            *compare_quotes(
                doc.text,
                article.get("quotes", []),
                reading.statements,
                is_speaker=lambda quote, found: _is_speaker(quote, found, language=language),
                ignoring=_empty_words(language),
                overlap=overlap,
            ),
            *compare_figures(doc.text, article.get("figures", []), reading.figures),
        ]
        for kind, line in compared:
            counts[kind] += 1
            if show and line:
                print(f"{language}/{name} {kind}: {line}")
    return {"articles": len(told), **quote_shares(counts), **_figure_shares(counts)}


def articles(language: str, *, held_out: bool) -> Iterator[tuple[str, Article]]:
    """Yield (name, article) of those set aside, or of all others, by name."""
    for path in sorted((FOLDER / language).glob("*.toml")):
        article = tomllib.loads(path.read_text("utf-8"))
        if article.get("held_out", False) is held_out:
            yield path.stem, article


def compare_figures(
    text: str, gold: Sequence[Mapping[str, Any]], ours: Sequence[Figure]
) -> Iterator[tuple[str, str]]:
    """Yield (what is counted, a line about it when it is wrong).

    A figure is found when one of ours shares a character with it and has its value; one of ours
    is good when it is found so.
    """
    places = spans(text, [figure["text"] for figure in gold])
    good: set[int] = set()
    for figure, (start, end) in zip(gold, places, strict=True):
        here = [i for i, one in enumerate(ours) if one.start < end and start < one.end]
        right = [i for i in here if _has_value(figure, ours[i])]
        good.update(right)
        yield "figures", ""
        if not right:
            got = ", ".join(f"{ours[i].text} = {ours[i].value:g}" for i in here)
            yield "figure missed", f"{_context(text, start, end)} | got {got or 'nothing'}"
            continue
        yield "figure found", ""
        if any(_has_unit(figure, ours[i]) for i in right):
            yield "unit right", ""
        else:
            got = ours[right[0]].unit
            yield "unit wrong", f"{figure['text']} | wanted {figure['unit']} | got {got}"
    for i, one in enumerate(ours):
        yield "figure made", ""
        if i not in good:
            yield "figure bad", f"{_context(text, one.start, one.end)} | {one.value:g} {one.unit}"


def _figure_shares(counts: Counts) -> dict[str, float]:
    bad = counts["figure bad"]
    return {
        "figures": counts["figures"],
        "value_recall": ratio(counts["figure found"], counts["figures"]),
        "value_precision": ratio(counts["figure made"] - bad, counts["figure made"]),
        "unit": ratio(counts["unit right"], counts["figure found"]),
    }


def _has_value(gold: Mapping[str, Any], figure: Figure) -> bool:
    """Tell whether the value is the gold's, or within its range where it has both ends."""
    if "value" in gold:
        return _is_near(figure.value, gold["value"])
    if "low" in gold and "high" in gold:
        return bool(gold["low"] <= figure.value <= gold["high"])
    end = ("low", figure.low) if "low" in gold else ("high", figure.high)
    return _is_near(end[1], gold[end[0]]) or _is_near(figure.value, gold[end[0]])


def _is_near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_NEAR)


def _has_unit(gold: Mapping[str, Any], figure: Figure) -> bool:
    """Tell whether the units are the same, or the noun counted is, in any number."""
    wanted = fold(gold["unit"]).split()
    got = fold(figure.unit).split()
    if wanted == got:
        return True
    if {"percent", "percentage"} & {*wanted, *got}:  # percent are not percentage points
        return False
    if _counts_people(wanted) and _counts_people(got):
        return True
    got += fold(figure.counted).split()
    return any(_is_same_noun(one, other) for one in wanted for other in got)


def _counts_people(words: Sequence[str]) -> bool:
    return any(_is_same_noun(word, noun) for word in words for noun in _people())


def _is_same_noun(one: str, other: str) -> bool:
    """Tell whether two words differ by the ending of a plural at most."""
    pairs = zip(one, other, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return common >= max(3, len(one) - 2, len(other) - 3)


@cache
def _people() -> tuple[str, ...]:
    return tuple(fold(word) for word in tomllib.loads(_UNITS.read_text("utf-8"))["people"])


@cache
def _empty_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in spacy.blank(language).Defaults.stop_words)


def _is_speaker(gold: Mapping[str, Any], found: Statement, *, language: str) -> bool:
    """Compare with the name resolved; without one, with the company and the words written.

    Somebody whom the text doesn't name has in the gold the words written alone.
    """
    if not gold["speaker"]:
        wanted = gold.get("speaker_as_written", "")
        same = is_same(wanted, found.speaker, ignoring=_empty_words(language))
        return not found.person and same
    got = found.person or f"{found.company} {found.speaker}"
    return is_same(gold["speaker"], got, ignoring=_empty_words(language))


def _context(text: str, start: int, end: int) -> str:
    around = text[max(0, start - 30) : start], text[start:end], text[end : end + 20]
    return "{}[{}]{}".format(*around).replace("\n", " ")


def _version(name: str, article: Article, text: str, *, language: str) -> ArticleVersion:
    return ArticleVersion(
        id=name,
        article_id=name,
        url=name,
        title=article["title"],
        text=text,
        language=language,
        published=article["published"],
    )


def main() -> None:
    """Print one line a language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="only the articles set aside")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("--strict", action="store_true", help="a quote found needs .8, not .6")
    options = parser.parse_args()
    for language in LANGUAGES:
        shares = measure(
            language,
            held_out=options.held_out,
            overlap=_STRICT if options.strict else OVERLAP,
            show=options.show,
        )
        words = (
            f"{name} {share:.3f}" if isinstance(share, float) else f"{name} {share}"
            for name, share in shares.items()
        )
        print(language, "  ".join(words))


if __name__ == "__main__":
    main()
