"""The sentences of ``en.tsv`` and ``fr.tsv``, each with the side that it takes.

Columns: side (``+`` AI replaces people, ``-`` people are needed, ``0`` neither), axis, function,
population, whether it is asserted, the twin group, the text. Twins differ in little (a negation,
a speaker, a cause) and take different sides.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from extract.patterns import Words
from extract.wording import wording

HERE = Path(__file__).parent
SIDES = ("+", "-", "0")
# Neighbours in a file share names and a writer's mood: they are never divided between folds.
_BLOCK = 10


class BadExample(Exception):  # noqa: N818 (reads as what happened)
    """A line of the training data that cannot be read; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence as a person labelled it."""

    side: str
    axis: str
    """Empty where no side is taken."""
    function: str
    population: str
    is_asserted: bool
    text: str
    group: int
    """Twins, and ten neighbours, share a group."""


def examples(language: str, *, path: Path | None = None) -> list[Example]:
    """Return the sentences of a language in the order of its file. Raises BadExample."""
    with (path or HERE / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups = _groups([row["twin"] for row in rows])
    found = []
    for number, (row, group) in enumerate(zip(rows, groups, strict=True), 2):
        if row["side"] not in SIDES or not row["text"]:
            raise BadExample(f"{language}.tsv, line {number}: no side or no text")
        found.append(
            Example(
                side=row["side"],
                axis=row["axis"].strip("."),
                function=row["function"].strip("."),
                population=row["population"].strip("."),
                is_asserted=row["asserted"] != "no",
                text=row["text"],
                group=group,
            )
        )
    return found


def words_of(text: str, *, language: str) -> Words:
    """Return the words of a text as the reader would cut it, without any model."""
    return wording(language).vocabulary.words(_blank(language).make_doc(text))


@cache
def _blank(language: str) -> Language:
    return spacy.blank(language)


def _groups(twins: list[str]) -> list[int]:
    """Return a group for each row: the blocks that share a twin are one."""
    parents = list(range(len(twins) // _BLOCK + 1))

    def top(block: int) -> int:
        while parents[block] != block:
            block = parents[block]
        return block

    first: dict[str, int] = {}
    for place, twin in enumerate(twins):
        block = place // _BLOCK
        if twin.strip("."):
            parents[top(block)] = top(first.setdefault(twin, block))
    return [top(place // _BLOCK) for place in range(len(twins))]
