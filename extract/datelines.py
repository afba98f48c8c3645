"""The place, day and agency that open a story before its first sentence."""

import re
from functools import lru_cache

_DAY = r"(?:,[^\n(—–]{1,30}?)?"
_DASH = r"[ \u00a0]*[-–—][ \u00a0]"
_DATELINE = re.compile(
    # "Paris, May 3 (Reuters) - "; without an agency, capitals and a capital after the dash.
    rf"\s*(?:[A-ZÀ-Þ][\w.'’ -]{{2,30}}{_DAY} ?\([^)\n]{{2,30}}\){_DASH}"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{{2,30}}{_DAY}{_DASH}(?=[«“\"' \u00a0]*[A-ZÀ-Þ0-9]))"
)


@lru_cache(maxsize=64)
def story_start(text: str) -> int:
    """Return the character at which the story itself begins: 0, or the end of its dateline.

    "PARIS, May 3 (Reuters) - ", "LONDON — ", « STOCKHOLM, 9 mai (AFP) – ».
    """
    found = _DATELINE.match(text[:160])
    return found.end() if found else 0
