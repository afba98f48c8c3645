"""What the words left and right of a number make of it: a modifier, a change."""

from db.records import Change, Modifier
from extract.measures import Hits, Words
from extract.quantities import Quantity

_CUE_REACH = 90  # characters in which the verb of change stands before its number
_SHORT = 24


def modifier_of(
    before: str, after: str, words: Words, quantity: Quantity
) -> tuple[Modifier | None, str]:
    """Return the modifier of a number and the words left of it without the modifier."""
    found: Modifier | None = None
    for _ in range(3):
        match = next(
            ((name, hit) for name, pattern in words.modifiers if (hit := pattern.search(before))),
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


def change_of(  # noqa: PLR0913  (both sides of the number, and what was found in them)
    before: str,
    after: str,
    sentence_before: str,
    quantity: Quantity,
    hits: Hits,
    words: Words,
) -> Change | None:
    """Tell a level from a difference: *cut to 2,000*, *by 2,000*, *from 4,500*, *4,000 fewer*."""
    if quantity.change:
        return Change(quantity.change)
    moved = min(hits.behind(name, sentence_before) for name in ("cut", "grow"))
    if words.fewer.search(after):
        return Change.BY
    if words.against.search(before):
        return Change.FROM
    if moved > _CUE_REACH:
        return None
    if words.to.search(before):
        return Change.TO
    if words.by.search(before):
        # French says *de* for both: *de 4 500 à 3 500* against *réduit de 22 %*.
        is_from = words.onward is not None and words.onward.match(after)
        return Change.FROM if is_from else Change.BY
    if words.from_.search(before):
        return Change.FROM
    if quantity.sort in {"percent", "points"} and hits.behind("move", sentence_before) < _SHORT:
        return Change.BY
    return None
