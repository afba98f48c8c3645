"""Words between quote marks with their tokens, before anybody asks who said them."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from db.records import Span
from extract.cues import cues
from extract.datelines import story_start
from extract.marks import Marked, inner, marked
from extract.nlp import offsets, text_of
from extract.phrases import PHRASE, TokenSpan


@dataclass(slots=True)
class Words:
    """A pair of marks with its tokens: ``start`` to ``end`` inside, ``outer`` with the marks."""

    mark: Marked
    start: int
    end: int
    outer: TokenSpan
    pieces: list[Span] = field(default_factory=list)
    """The uttered characters: without an aside that stands inside the marks."""


def words_in_marks(doc: Doc) -> tuple[list[Words], list[int]]:
    """Return the words in marks, and for each token the index of the marks around it or -1."""
    inside = [-1] * len(doc)
    found: list[Words] = []
    marks = marked(text_of(doc))
    if not marks:
        return found, inside
    at = 0
    bounds = offsets(doc)
    for mark in marks:
        while at < len(doc) and bounds[at][1] <= mark.outer[0]:
            at += 1
        first = at
        start = end = -1
        while at < len(doc) and bounds[at][0] < mark.outer[1]:
            inside[at] = len(found)
            low, high = bounds[at]
            if high > mark.start and low < mark.end:
                start = at if start < 0 else start
                end = at + 1
            at += 1
        if start < 0:
            start, end = first, at
        found.append(Words(mark, start, end, (first, at), [(mark.start, mark.end)]))
    return found, inside


def words_in_words(doc: Doc, here: Words) -> list[Words]:
    """Return the words in marks inside quoted words."""
    found = []
    for mark in inner(text_of(doc), here.mark):
        outer = doc.char_span(*mark.outer, alignment_mode="expand")
        within = doc.char_span(mark.start, mark.end, alignment_mode="contract")
        if outer is not None and within is not None:
            bounds = (outer.start, outer.end)
            found.append(Words(mark, within.start, within.end, bounds, [(mark.start, mark.end)]))
    return found


def char_span(doc: Doc, span: TokenSpan) -> Span:
    """Return a token span as characters."""
    bounds = offsets(doc)
    return bounds[span[0]][0], bounds[span[1] - 1][1]


def speaker_span(doc: Doc, span: TokenSpan) -> Span:
    """Return a speaker as characters, the pronoun alone of « a-t-il »."""
    story = story_start(text_of(doc))
    if doc[span[0]].idx < story:
        span = _after_dateline(doc, span, story)
    rest = "".join(token.lower_ for token in doc[span[1] : span[1] + 2])
    if rest.startswith(("-ci", "-là")):  # « Celle-ci », which the model cuts in three
        span = (span[0], span[1] + (2 if doc[span[1]].text == "-" else 1))
    start, end = char_span(doc, span)
    first = doc[span[0]]
    if "-" in first.text and span[1] - span[0] == 1:
        clitics = cues(doc.vocab.lang).clitics["subject"]
        pronoun = first.text.rsplit("-", 1)[-1]
        if pronoun.lower() in clitics:
            start = end - len(pronoun)
    return start, end


def _after_dateline(doc: Doc, span: TokenSpan, story: int) -> TokenSpan:
    """Return what is left of a speaker after the dateline, else the story's first noun phrase."""
    start = span[0]
    while start < len(doc) - 1 and doc[start].idx < story:
        start += 1
    end = max(start + 1, span[1])
    while span[1] <= start and end < len(doc) and doc[end].pos_ in PHRASE:
        end += 1
    return start, end
