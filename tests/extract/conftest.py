"""What several tests of frames ask: which side an English sentence takes."""

from collections.abc import Callable

import pytest

from extract.frames import frames
from extract.nlp import pipeline
from extract.position import position

# Strength from which a sentence takes a side.
_TAKEN = 0.25


@pytest.fixture(scope="session")
def side() -> Callable[..., int]:
    """Return 1, -1 or 0 for a text; ``around`` follows it in its article and isn't asked."""

    def told(text: str, *, around: str = "") -> int:
        doc = pipeline("en")(text + around)
        found = [frame for frame in frames(doc) if frame.trigger[0] < len(text)]
        stance = position(doc, spans=[(0, len(text))], frames=found) if found else None
        if stance is None or abs(stance.value) < _TAKEN:
            return 0
        return 1 if stance.value > 0 else -1

    return told
