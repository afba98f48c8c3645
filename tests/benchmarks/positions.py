"""Measure the side that sentences take: ``python -m tests.benchmarks.positions [--set-aside]``.

By language, for frames alone, the classifier alone and both joined: how many sentences take a side
and how many of those are right; how many sides are found; how many are turned into the other one;
the confusion by side and by axis; how far confidence is from the share that is right. On the
training data the classifier's weights are made without the fold that is told; frames know those
sentences, so that their figures flatter. ``--set-aside`` measures sentences by another hand
instead, with the weights that stand. Nothing is listed: what was read is set aside no longer.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.records import Axis, Position
from extract import classifier, position
from extract.classifier import Weights, parsed, verdicts, weights
from extract.frames import Frame, frames
from extract.nlp import documents
from extract.training.examples import SIDES, Example, examples
from extract.training.weighing import calibration_error, weighed_by_fold

SET_ASIDE = Path(__file__).parents[1] / "data" / "positions"
LANGUAGES = ("en", "fr")
_HELD = 0.25
"""Strength from which linking takes a position for held (graph/rules.toml)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence with what a system says of it."""

    example: Example
    side: str
    axis: str
    confidence: float


System = Callable[[Doc, Sequence[Frame]], Position | None]


def measure(language: str, *, set_aside: bool = False) -> dict[str, list[Reading]]:
    """Return what each system says of every sentence, by the system's name."""
    found: dict[str, list[Reading]] = {name: [] for name in SYSTEMS}
    for known, told in _parts(language, set_aside=set_aside):
        with patch.object(classifier, "weights", lambda _, known=known: known):
            texts = ((example.text, example) for example in told)
            for doc, example in documents(texts, language=language):
                seen = list(frames(doc))
                for name, system in SYSTEMS.items():
                    stance = system(doc, seen)
                    side = _side(stance)
                    found[name].append(
                        Reading(
                            example=example,
                            side=side,
                            axis=stance.axis if stance and side != "0" else "",
                            confidence=stance.confidence if stance else 0.0,
                        )
                    )
    return found


def shares(readings: Sequence[Reading]) -> dict[str, float]:
    """Return counts and shares in [0, 1]; flips are a share of all sentences."""
    taken = [r for r in readings if r.side != "0"]
    right = [r for r in taken if r.side == r.example.side]
    flips = [r for r in taken if r.side != r.example.side != "0"]
    sided = sum(r.example.side != "0" for r in readings)
    sure = np.array([r.confidence for r in taken])
    return {
        "sentences": len(readings),
        "right": sum(r.side == r.example.side for r in readings) / len(readings),
        "taken": len(taken) / len(readings),
        "precision": len(right) / max(1, len(taken)),
        "recall": len(right) / max(1, sided),
        "flips": len(flips) / len(readings),
        "axis": sum(r.axis == r.example.axis for r in right) / max(1, len(right)),
        "calibration_error": calibration_error(
            sure, np.array([r.side == r.example.side for r in taken])
        )
        if taken
        else 0.0,
    }


def confusion(readings: Iterable[Reading]) -> Iterator[str]:
    """Yield a table: gold side and axis against the side found, rows of Markdown."""
    counts = Counter(
        (r.example.side, r.example.axis if r.example.side != "0" else "–", r.side) for r in readings
    )
    yield "| gold | axis | + | - | 0 |"
    yield "|---|---|---|---|---|"
    for side in SIDES:
        for axis in [axis.value for axis in Axis] if side != "0" else ["–"]:
            cells = " | ".join(str(counts[side, axis, found]) for found in SIDES)
            yield f"| {side} | {axis} | {cells} |"


def _framed(doc: Doc, seen: Sequence[Frame]) -> Position | None:
    with (
        patch.object(position, "_classified", lambda *_: None),
        patch.object(position, "_doubted", lambda _doc, _spans, stance: stance),
    ):
        return _joined(doc, seen)


def _joined(doc: Doc, seen: Sequence[Frame]) -> Position | None:
    return position.position(doc, spans=[(0, len(doc.text))], frames=seen, is_quote=True)


def _classified(doc: Doc, seen: Sequence[Frame]) -> Position | None:
    """Take the likeliest side where it is likelier than none: the classifier without restraint."""
    del seen
    told = list(verdicts(doc, 0, len(doc.text)))
    best = max(told, key=lambda verdict: verdict.chance(verdict.side), default=None)
    if best is None or best.neither >= best.chance(best.side):
        return None
    sure = best.chance(best.side)
    return Position(value=float(best.side), axis=best.axis, confidence=sure)


SYSTEMS: dict[str, System] = {"frames": _framed, "classifier": _classified, "joined": _joined}


def _parts(language: str, *, set_aside: bool) -> Iterator[tuple[Weights, list[Example]]]:
    if set_aside:
        yield weights(language), examples(language, path=SET_ASIDE / f"{language}.tsv")
        return
    for text, told in weighed_by_fold(language):
        yield parsed(text), told


def _side(stance: Position | None) -> str:
    if stance is None or abs(stance.value) < _HELD:
        return "0"
    return "+" if stance.value > 0 else "-"


def main() -> int:
    """Print one line a system and language, and the confusion of the joined one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set-aside", action="store_true", help="measure what is set aside")
    options = parser.parse_args()
    for language in LANGUAGES:
        found = measure(language, set_aside=options.set_aside)
        for name, readings in found.items():
            told = " ".join(f"{key} {value:.3f}" for key, value in shares(readings).items())
            print(f"{language} {name:10} {told}")
        print("\n".join(confusion(found["joined"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
