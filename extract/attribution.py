"""How far a passage blames AI for a cut of jobs."""

from collections.abc import Sequence

from spacy.tokens import Doc

from db.records import Attribution
from extract.nlp import text_of
from extract.patterns import Match, Words
from extract.wording import Wording, sentences, wording

# The tables of attribution.toml in the order in which they decide.
_TABLES = (
    ("denied", Attribution.DENIED),
    ("market", Attribution.CONTRIBUTING),
    ("primary", Attribution.PRIMARY),
    ("context", Attribution.CONTEXT),
)
# Words around a causal link in which *partly*, *among other reasons* count.
_AROUND = 8
# Words around a reorganisation in which AI makes it one of its own.
_BESIDE = 5


def attribution(
    doc: Doc, *, span: tuple[int, int] | None = None, language: str = ""
) -> tuple[Attribution, str]:
    """Return how a passage ties its job cuts to AI, and the words that say so.

    ``span``, in characters, narrows the passage to the sentences it touches. ``language``
    defaults to the document's.
    """
    words = wording(language or doc.lang_)
    found = sentences(doc, words=words)
    if span is not None:
        found = [
            sentence
            for sentence in found
            if sentence.tokens
            and sentence.tokens[0].idx < span[1]
            and sentence.tokens[-1].idx >= span[0]
        ]
    return blame(found, words=words)


def blame(passage: Sequence[Words], *, words: Wording) -> tuple[Attribution, str]:
    """Return the attribution of a passage of read sentences, with its words.

    A denial anywhere outweighs the rest, for a passage reports what is denied beside it.
    """
    has_cut = any(_has_cut(found, words) for found in passage)
    if not has_cut or not any(found.union & words.bit("AI") for found in passage):
        return Attribution.UNKNOWN, ""
    for name, result in _TABLES:
        for found in passage:
            match = _first(found, name, words)
            if match is None:
                continue
            is_partial = result is Attribution.PRIMARY and _is_partial(found, match, words)
            said = _text(found, match.start, match.end)
            return (Attribution.CONTRIBUTING if is_partial else result), said
    found = next(found for found in passage if found.union & words.bit("AI"))
    position = next(i for i, mask in enumerate(found.masks) if mask & words.bit("AI"))
    return Attribution.CONTEXT, _text(found, position, position + 1)


def is_market(passage: Sequence[Words], *, words: Wording) -> bool:
    """Say whether AI is the competitor: the customers left for it, no work was given to it."""
    return any(
        next(words.vocabulary.matches(found, words.causes["market"]), None) for found in passage
    )


def other_cause(found: Words, *, words: Wording) -> bool:
    """Say whether a sentence gives another reason for a cut than AI.

    A reorganisation is a reason of its own only where AI isn't named right beside it.
    """
    if not found.union & words.bit("CAUSE_because"):
        return False
    cause, soft, ai = words.bit("CAUSE_other"), words.bit("CAUSE_soft"), words.bit("AI")
    for position, mask in enumerate(found.masks):
        if mask & cause:
            return True
        start, end = max(0, position - _BESIDE), position + _BESIDE + 1
        if mask & soft and not found.has(ai, start, end):
            return True
    return False


def _has_cut(found: Words, words: Wording) -> bool:
    """Find a word for a cut (*layoffs*), or an act and what it falls on, in one sentence."""
    if found.union & (words.bit("LAYOFF") | words.bit("CUTS")):
        return True
    things = words.bit("JOBS") | words.bit("PEOPLE") | words.bit("NUM")
    acts = words.bit("CUT") | words.bit("REPLACE") | words.bit("FALL") | words.bit("AFFECTED")
    pairs = (
        (acts, things),
        (words.bit("FREEZE"), words.bit("HIRE")),
        (words.bit("END") | words.bit("STOPPING"), words.bit("CONTRACTORS")),
        (words.bit("NEED"), words.bit("SMALLER")),
        (words.bit("LET"), words.bit("GO")),
    )
    return any(found.union & one and found.union & other for one, other in pairs)


def _first(found: Words, name: str, words: Wording) -> Match | None:
    vocabulary = words.vocabulary
    for match in vocabulary.matches(found, words.causes[name]):
        if name != "primary":
            return match
        without = vocabulary.matches(found, words.causes["without"])
        if not any(other.start < match.end and match.start < other.end for other in without):
            return match
    return None


def _is_partial(found: Words, match: Match, words: Wording) -> bool:
    partly = words.bit("PARTLY")
    start, end = max(0, match.start - _AROUND), match.end + _AROUND
    return found.has(partly, start, end)


def _text(found: Words, start: int, end: int) -> str:
    first, last = found.tokens[start], found.tokens[min(end, len(found.tokens)) - 1]
    return text_of(first.doc)[first.idx : last.idx + len(last.text)]
