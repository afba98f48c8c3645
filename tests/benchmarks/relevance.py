"""Measure what an irrelevant article costs: ``python tests/benchmarks/relevance.py``.

Times the filter on 800 words without any term, in each language, against the plain folding of
the same text. The ratio holds on any machine; the milliseconds are this machine's.
"""

import sys
import timeit
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.records import Relevance
from extract.relevance import fold, relevance

_WORDS = 800
_SENTENCES = {
    "en": "The river ran low past the orchard gate while the children played near the mill. ",
    "fr": "La rivière coulait près du verger où les enfants jouaient, l'été déjà passé. ",
}


def main() -> int:
    """Print the cost of an irrelevant article in each language; fail above a millisecond."""
    worst = 0.0
    for language, sentence in _SENTENCES.items():
        text = sentence * (_WORDS // len(sentence.split()) + 1)
        if relevance(text, language=language) is not Relevance.NONE:
            sys.stdout.write(f"{language}: the text is no longer irrelevant\n")
            return 1
        taken = _milliseconds(
            lambda text=text, language=language: relevance(text, language=language)
        )
        folding = _milliseconds(lambda text=text: fold(text))
        worst = max(worst, taken)
        sys.stdout.write(f"{language}: {taken:.3f} ms, {taken / folding:.1f} times the folding\n")
    return int(worst >= 1)


def _milliseconds(call: Callable[[], object]) -> float:
    return min(timeit.repeat(call, number=20, repeat=5)) / 20 * 1000


if __name__ == "__main__":
    sys.exit(main())
