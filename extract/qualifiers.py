"""What the words left and right of a number make of it: a modifier, a change."""

import re

from db.records import Change, Modifier
from extract.measures import Hits, Words
from extract.quantities import Quantity

_CUE_REACH = 90  # characters in which the verb of change stands before its number
_SHORT = 24
# A number with a unit of shares.
_SHARE = re.compile(r"\d[\d., ]*(?:%|pour cent|per ?cent|p(?:oin)?ts?\b)")


def modifier_of(
    before: str, after: str, words: Words, quantity: Quantity
) -> tuple[Modifier | None, str]:
    """Return the modifier of a number and the words left of it without the modifier."""
    found: Modifier | None = None
    for _ in range(3):
        match = None
        if before.rstrip().endswith(words.modifying):
            match = next(
                (
                    (name, hit)
                    for name, pattern in words.modifiers
                    if (hit := pattern.search(before))
                ),
                None,
            )
        if match is None:
            filler = words.filler.search(before)
            if filler is None or found is not None:
                break
            before = before[: filler.start()]
            continue
        found = found or match[0]
        before = before[: match[1].start()]
    if found is None:
        found = next((name for name, pattern in words.after if pattern.search(after)), None)
    if found is None and quantity.has_plus:
        found = Modifier.MORE_THAN
    if found is None and quantity.is_range:
        found = Modifier.BETWEEN
    if found is None and quantity.number.is_about:
        found = Modifier.ABOUT
    return found, before


def change_of(
    quantity: Quantity, sides: tuple[str, str, str], *, hits: Hits, words: Words
) -> Change | None:
    """Tell a level from a difference: *cut to 2,000*, *by 2,000*, *from 4,500*, *4,000 fewer*.

    ``sides``: the words left of the number without its modifier, those right of it, and the
    whole sentence before it, all in plain lower case.
    """
    before, after, sentence_before = sides
    if quantity.change:
        return Change(quantity.change)
    if words.fewer.search(after):
        return Change.BY
    if words.against.search(before):
        return Change.FROM
    if words.moved.search(before):
        return Change.BY
    if min(hits.behind(name, sentence_before) for name in ("cut", "grow")) > _CUE_REACH:
        return None
    if words.to.search(before):
        return Change.TO
    # French says *de* for both: *de 4 500 à 3 500* against *réduit de 22 %*.
    onward = words.onward.match(after) if words.onward is not None else None
    is_share = quantity.sort in {"percent", "points"}
    # *Reculé de 12 % à 8 400*: a share leads to a share.
    is_onward = onward is not None and not (is_share and not _SHARE.match(after, onward.end() - 1))
    if words.by.search(before) and not is_onward:
        return Change.BY
    if words.from_.search(before):
        return Change.FROM
    is_moved = hits.behind("move", sentence_before) < _SHORT
    return Change.BY if is_moved and is_share else None
