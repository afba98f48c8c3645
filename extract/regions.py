"""Where digits name something and count nothing: addresses, telephones, clocks, scores."""

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"\S*(?:https?://|www\.)\S*|\S+@\S+")
_DIGITS = re.compile(r"[+\d][\d(). :/h-]*")
_NAMES = re.compile(
    r"\+?\d[\d()]*(?:[-. /]\(?\d{2,4}\)?){3,}(?!\d)(?![,.]\d)"  # telephone numbers
    r"|(?<![\d.,])0\d{2,4}(?:[-. ]\d{2,4}){1,4}(?!\d)"
    r"|(?<!\d)24 ?/ ?7(?!\d)"  # round the clock
    r"|\d+(?:\.\d+){2,}"  # versions and internet addresses
    r"|\d{1,2} ?h ?\d\d(?!\d)|\d{1,2}:\d\d(?::\d\d)?"  # clock
    r"|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d"  # calendar
    r"|(?m:^)\d{1,2}[.)] (?=[^\W\d])"  # the numbers of a list
)
_AHEAD = 3  # characters that tell what follows the digits
_SCORE = re.compile(r"(?<![\d.,-])(\d{1,3})-(\d{1,3})(?![\d%.,-])")
_SHORT = 2  # digits that can be no such name


def regions(low: str) -> Iterator[tuple[int, int]]:
    """Yield where digits name something and count nothing: addresses, clocks, scores."""
    if "@" in low or "://" in low or "www." in low:
        yield from (match.span() for match in _ADDRESS.finditer(low))
    for run in _DIGITS.finditer(low):
        if len(run[0]) <= _SHORT:
            continue
        start, end = run.start(), run.end() + _AHEAD
        yield from (hit.span() for hit in _NAMES.finditer(low, start, end))
        for hit in _SCORE.finditer(low, start, end):
            if int(hit[1]) >= int(hit[2]):
                yield hit.span()
