"""As of when a figure stands: the dates of its sentence, shared out among its numbers.

*From 1,200 at the end of 2022 to 900 at the end of 2024* dates each number by what follows it;
*from 1,200 to 900 between 2022 and 2024* the first by the first and the second by the second, and
*fell by a quarter between 2022 and 2024* was the whole time about it.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from db.records import Change, Figure, SaidDate
from extract import measures
from extract.dates import said_on
from extract.nlp import text_of
from extract.plain import plain

_LEFT = 12
"""Characters before a date in which *between* stands."""


def as_of(  # noqa: PLR0913 - what the date of a number depends on
    doc: Doc,
    figure: Figure,
    found: Sequence[SaidDate],
    *,
    before: Figure | None,
    until: int,
    published: str,
) -> str:
    """Return the date of a figure in EDTF, empty where its sentence gives none.

    ``before`` is the figure before it in the sentence, ``until`` where the next one begins: a
    date that follows another number belongs to that.
    """
    told = [s for s in found if figure.sentence_start <= s.start < figure.sentence_end]
    if ends := _ends(doc, figure, told):
        first, last = ends
        if figure.change is Change.FROM:
            return first
        return last if figure.change is Change.TO else f"{_first(first)}/{_last(last)}"
    near = [said for said in told if said.start < until]
    if figure.change is Change.TO and before is not None and before.change is Change.FROM:
        own = [said for said in near if said.start >= figure.end]
        near = own or [s for s in near if not before.end <= s.start < figure.start]
    if not near:
        return ""
    said = said_on(doc, span=(figure.start, figure.end), cue=None, found=near, published=published)
    return said.edtf if said.start >= 0 else ""


def _ends(doc: Doc, figure: Figure, told: Sequence[SaidDate]) -> tuple[str, str] | None:
    """Return the two dates between which a change is told to lie, behind its numbers."""
    if figure.change is None:
        return None
    low, words = plain(text_of(doc)), measures.words(doc.lang_)
    after = [said for said in told if said.start >= figure.end]
    for place, said in enumerate(after):
        if not words.between.search(low, max(0, said.start - _LEFT), said.start):
            continue
        following = after[place + 1] if place + 1 < len(after) else None
        if following is not None and words.joined.fullmatch(low, said.end, following.start):
            return said.edtf, following.edtf
        if words.inner.search(low, said.start, said.end) and "/" in said.edtf:
            first, last = said.edtf.split("/")
            return first, last
    return None


def _first(edtf: str) -> str:
    return edtf.split("/", maxsplit=1)[0]


def _last(edtf: str) -> str:
    return edtf.rsplit("/", maxsplit=1)[-1]
