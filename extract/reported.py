"""A report: words handed to somebody, as token spans."""

from dataclasses import dataclass

from extract.phrases import TokenSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Words handed to a speaker: token spans, ends excluded."""

    cue: TokenSpan
    speaker: TokenSpan | None
    content: tuple[TokenSpan, ...]
    force: str
    """``speech``, ``belief``, ``intention`` or ``finding``."""
    construction: str
    """``clause``, ``infinitive``, ``object``, ``preposition``, ``aside``, ``source``, ``noun``,
    ``colon``, ``fragment``, ``continuation``, ``trailing``."""
    is_reply: bool = False
    """True for a word or two before their cue that answer somebody."""
