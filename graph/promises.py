"""Words against deeds: what was said of one's own plans, beside what was done later. Pure."""

from collections.abc import Iterable, Mapping

from db.dates import in_words
from db.records import Axis, Kind, LaneStatement, Reversal
from graph.features import short
from graph.turns import CHANGES


def broken(changes: Iterable[Reversal], statements: Mapping[str, LaneStatement]) -> dict[str, str]:
    """Return, by the id of words, the first deed that goes against them, told in words.

    ``statements`` are those of the changes, by id. Only changes of position count, from words to
    a deed: what was judged anew is no deed.
    """
    found: dict[str, LaneStatement] = {}
    for change in changes:
        said, done = statements.get(change.earlier_id), statements.get(change.later_id)
        if said is None or done is None or change.grade not in CHANGES:
            continue
        is_word = said.kind is not Kind.ACTION or said.axis is Axis.INTENTION
        if not is_word or done.kind is not Kind.ACTION or done.axis is not Axis.PRACTICE:
            continue
        known = found.get(said.id)
        if known is None or (done.said_from, done.id) < (known.said_from, known.id):
            found[said.id] = done
    return {said: _words(done) for said, done in found.items()}


def _words(done: LaneStatement) -> str:
    when = in_words(done.said_on)
    return f"a later deed goes against it{f', {when}' if when else ''}: “{short(done.wording)}”"
