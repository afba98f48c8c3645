"""A report: words handed to somebody, as token spans."""

from dataclasses import dataclass

from db.records import Kind, Span
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of somebody in an article; all offsets are characters of its text."""

    kind: Kind
    """``direct_quote`` or ``indirect_quote``."""
    spans: tuple[Span, ...]
    """The words themselves without quote marks; several when the report splits them."""
    is_mixed: bool = False
    """True for a direct quote that stands in a reported clause; the spans hold the clause."""
    speaker: Span | None = None
    """The speaker as written: the whole noun phrase with name and title."""
    cue: Span | None = None
    inherited: bool = False
    """True for a floating quote that takes the last speaker."""
    is_reply: bool = False
    """True for a word or two before their cue that answer somebody: « Faux, réplique Lind »."""
    is_answer: bool = False
    """True for what the guest of an interview replies, printed without marks."""
    force: str = "speech"
    """What the cue reports: ``speech``, ``belief``, ``intention`` or ``finding``."""
