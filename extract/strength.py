"""How strongly a frame takes a side, by what the passage blames for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from db.records import Attribution
from extract.attribution import blame, is_market, other_cause
from extract.governing import is_past_clause, verb_over
from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_PARTING = frozenset({";", ":"})
# Words before a noun in which its article stands: "the latest layoffs".
_ARTICLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What a passage blames for a frame."""

    attribution: Attribution = Attribution.UNKNOWN
    words: str = ""
    is_market: bool = False
    is_other: bool = False


def cause(passage: Sequence[Words], number: int, *, words: Wording) -> Cause:
    """Return what is blamed for a cut in sentence ``number``: there first, then beside it.

    A denial beside it outweighs AI that is only named in the sentence.
    """
    sentence = passage[number]
    attribution, said = blame([sentence], words=words)
    if attribution in {Attribution.UNKNOWN, Attribution.CONTEXT}:
        beside, telling = blame(passage[max(0, number - 1) : number + 2], words=words)
        if attribution is Attribution.UNKNOWN or beside is Attribution.DENIED:
            attribution, said = beside, telling
    return Cause(
        attribution=attribution,
        words=said,
        is_market=is_market([sentence], words=words),
        is_other=other_cause(sentence, words=words),
    )


def polarity(  # noqa: PLR0913 - what strength depends on
    passage: Sequence[Words],
    number: int,
    match: Match,
    kind: Kind,
    blamed: Cause,
    *,
    words: Wording,
) -> float:
    """Return the signed strength of a frame: a cut alone doesn't say that AI replaces anybody.

    AI named near by makes of a deed told here one beside AI, but not of a cut only spoken about
    (*the layoffs reach every floor*).
    """
    near = passage[max(0, number - 1) : number + 2]
    if kind.slip is not None and any(found.union & words.bit("MOD_slip") for found in near):
        return kind.slip
    if kind.polarity < 0 and kind.negated_told is not None:
        return denied(passage[number], match, kind)
    if kind.needs_deed and not _tells_a_deed(near, words):
        return 0.0
    has_ai = _has_ai(near, passage[number], words)
    if kind.attributed is None:
        return _or(kind.beside if has_ai else None, kind.polarity)
    return _of_a_cut(passage[number], match, kind, blamed, has_ai=has_ai, words=words)


def _of_a_cut(  # noqa: PLR0913 - what strength depends on
    found: Words, match: Match, kind: Kind, blamed: Cause, *, has_ai: bool, words: Wording
) -> float:
    """Return the strength of a deed that counts by what is blamed for it."""
    if kind.market is not None and blamed.is_market:
        return kind.market
    if blamed.attribution in {Attribution.PRIMARY, Attribution.CONTRIBUTING}:
        return _or(kind.attributed, kind.polarity)
    if blamed.attribution is Attribution.DENIED or blamed.is_other:
        return _or(kind.excused, kind.polarity)
    if _is_known(found, match, words) or _is_fancied(found, words):
        return kind.polarity
    if found.union & words.bit("MOD_fund"):
        return kind.polarity  # jobs cut to pay for AI are not done by it
    if blamed.attribution is Attribution.CONTEXT or has_ai:
        return _or(kind.beside, kind.polarity)
    return kind.polarity


def _has_ai(near: Sequence[Words], found: Words, words: Wording) -> bool:
    """Say whether AI is named near by, or a machine of another name works: *software plans*."""
    if any(other.union & words.bit("AI") for other in near):
        return True
    at_work = words.bit("ATWORK")
    if found.union & at_work or any(
        other.union & at_work and is_one_sentence(found, other) for other in near
    ):
        return True
    if not found.union & words.bit("MECH"):
        return False
    return next(words.vocabulary.matches(found, words.causes["beside"]), None) is not None


def is_one_sentence(found: Words, other: Words) -> bool:
    """Say whether a semicolon or a colon parts two clauses that the model takes for sentences."""
    if not (found.tokens and other.tokens):
        return False
    first = min(found, other, key=lambda words: words.tokens[0].i)
    return first.tokens[-1].text in _PARTING


def denied(found: Words, match: Match, kind: Kind) -> float:
    """Return the strength of a denial: that AI took nobody's job is no promise that it won't."""
    if kind.negated_told is not None and _is_done(found, match):
        return kind.negated_told
    return kind.polarity


def _is_done(found: Words, match: Match) -> bool:
    """Say whether a denial is of what was done: *had not been cut because of AI*."""
    deed = found.tokens[match.marked[-1]]
    if "Inf" in deed.morph.get("VerbForm", []):
        return False  # *we have not come to replace anybody*
    verb = verb_over(deed)
    # A French form without an auxiliary is of the present as well: *il ne s'agit pas de*.
    is_told = verb.tag_ == "VBD" or any(child.dep_.startswith("aux") for child in verb.children)
    return (is_told and is_past_clause(deed)) or _is_perfect(verb)


def _is_perfect(verb: Token) -> bool:
    """Say whether a participle stands in the perfect: *nobody has lost*, *had been cut*."""
    return "Part" in verb.morph.get("VerbForm", []) and any(
        child.dep_ == "aux" and child.tag_ in _FINITE and verb.tag_ != "VBG"
        for child in verb.children
    )


def _tells_a_deed(near: Sequence[Words], words: Wording) -> bool:
    deeds = words.bit("REPLACE") | words.bit("CUT") | words.bit("LAYOFF") | words.bit("TOOL")
    deeds |= words.bit("PEOPLE") | words.bit("JOBS") | words.bit("HIRE")
    return any(found.union & deeds for found in near)


def _is_known(found: Words, match: Match, words: Wording) -> bool:
    """Say whether the trigger is a noun with a definite article: what it names is told before."""
    trigger = match.marked[0]
    if found.tokens[trigger].pos_ != "NOUN":
        return False
    return found.has(words.bit("MOD_definite"), max(0, trigger - _ARTICLE), trigger)


def _is_fancied(found: Words, words: Wording) -> bool:
    """Say whether AI is only imagined in a sentence: *you would think that a robot signed it*."""
    ai = words.bit("AI")
    if not found.union & ai:
        return False
    starts = [holder.end for holder in words.vocabulary.matches(found, words.holders["far"])]
    first = next(position for position, mask in enumerate(found.masks) if mask & ai)
    stop = words.bit(",") | words.bit(".")
    return any(start <= first and not found.has(stop, start, first) for start in starts)


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value
