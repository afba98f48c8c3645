"""Weights out of examples: one model of the side, one of the axis, calibrated on held folds."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from db.records import Axis
from extract.training.examples import SIDES, Example, examples, words_of
from extract.training.fitting import Floats, chances, fit
from extract.traits import traits

AXES = tuple(axis.value for axis in Axis)
FOLDS = 5
# Weights are kept in whole hundredths: what differs in the last bits of a sum is rounded away.
UNIT = 100
_FOLDER = Path(__file__).parent / "weights"


def path_of(language: str) -> Path:
    """Return where a language's weights stand."""
    return _FOLDER / f"{language}.tsv"


def weighed(language: str) -> str:
    """Return the file of weights of a language: a header, then one trait a line, sorted."""
    found = examples(language)
    seen = [traits_of(example.text, language=language) for example in found]
    return _weighed(found, seen, _sharpness(_held(found, seen), found))


def weighed_by_fold(language: str) -> Iterator[tuple[str, list[Example]]]:
    """Yield weights made without one fold, as :func:`weighed`, and the examples of that fold."""
    found = examples(language)
    seen = [traits_of(example.text, language=language) for example in found]
    sharpness = _sharpness(_held(found, seen), found)
    for own, others in _folds(found):
        without = _weighed([found[i] for i in others], [seen[i] for i in others], sharpness)
        yield without, [found[i] for i in own]


def _weighed(found: Sequence[Example], seen: Sequence[frozenset[str]], sharpness: float) -> str:
    side = fit(seen, [SIDES.index(example.side) for example in found], classes=len(SIDES))
    sided = [number for number, example in enumerate(found) if example.axis]
    axis = fit(
        [seen[number] for number in sided],
        [AXES.index(found[number].axis) for number in sided],
        classes=len(AXES),
    )
    lines = ["\t".join(("trait", *SIDES, *AXES))]
    for trait in ("", *sorted({*side.vocabulary, *axis.vocabulary})):
        row = [*(side.row(trait) * sharpness), *axis.row(trait)]
        whole = [round(float(weight) * UNIT) for weight in row]
        if any(whole):
            lines.append("\t".join((trait, *map(str, whole))))
    return "\n".join(lines) + "\n"


def held(language: str) -> tuple[list[Example], Floats]:
    """Return the examples and for each the chances of its sides, told by the other folds."""
    found = examples(language)
    seen = [traits_of(example.text, language=language) for example in found]
    scores = _held(found, seen)
    return found, chances(scores * _sharpness(scores, found))


def told(result: tuple[list[Example], Floats]) -> str:
    """Return a line on how well held folds are told."""
    found, likely = result
    labels = np.array([SIDES.index(example.side) for example in found])
    right = likely.argmax(axis=1) == labels
    return (
        f"{len(found)} sentences, {right.mean():.3f} right, log loss {_loss(likely, labels):.3f}, "
        f"expected calibration error {calibration_error(likely.max(axis=1), right):.3f}"
    )


def calibration_error(confidence: Floats, right: Floats, *, bins: int = 10) -> float:
    """Return the mean gap between confidence and share right, by bins (Naeini et al. 2015)."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[place == number].mean() - right[place == number].mean())
        * (place == number).mean()
        for number in range(bins)
        if (place == number).any()
    ]
    return float(sum(gaps))


def traits_of(text: str, *, language: str) -> frozenset[str]:
    """Return the traits of a text cut into words without a model."""
    words = words_of(text, language=language)
    return frozenset(trait for trait, _ in traits(words, language=language))


def _held(found: Sequence[Example], seen: Sequence[frozenset[str]]) -> Floats:
    """Return scores of the sides, each text told by a model that saw none of its fold."""
    scores = np.zeros((len(found), len(SIDES)))
    for own, others in _folds(found):
        model = fit(
            [seen[i] for i in others],
            [SIDES.index(found[i].side) for i in others],
            classes=len(SIDES),
        )
        scores[own] = model.scores([seen[i] for i in own])
    return scores


def _folds(found: Sequence[Example]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the places of a fold and of all others; groups are dealt to the folds in turn."""
    groups = sorted({example.group for example in found})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    for number in range(FOLDS):
        own = [i for i, example in enumerate(found) if fold[example.group] == number]
        yield own, [i for i, example in enumerate(found) if fold[example.group] != number]


def _sharpness(scores: Floats, found: Sequence[Example]) -> float:
    """Return the factor of the scores with the least log loss (Guo et al. 2017), in twentieths."""
    labels = np.array([SIDES.index(example.side) for example in found])
    factors = [number / 20 for number in range(8, 41)]
    return min(factors, key=lambda factor: _loss(chances(scores * factor), labels))


def _loss(likely: Floats, labels: Floats) -> float:
    return float(-np.log(likely[np.arange(len(labels)), labels]).mean())
