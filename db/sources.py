"""A text with all that was read in it, as checking compares it with others."""

from dataclasses import dataclass

from db.records import LaneStatement, StoredFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFigure:
    """A figure where an article tells it."""

    figure: StoredFigure
    start: int
    end: int
    said_words: str = ""
    """The words that date it; empty when its date is that of publication."""
    alternative: str = ""
    """A second reading of its date in EDTF."""
    modality: str = "asserted"
    claim_id: str = ""
    status: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStatement:
    """A statement where an article makes it."""

    statement: LaneStatement
    start: int
    end: int
    text: str
    said_words: str = ""
    alternative: str = ""
    claim_id: str = ""
    status: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text with all that was read in it."""

    version_id: str
    article_id: str
    url: str
    outlet: str
    title: str
    text: str
    language: str
    published: str
    tier: str = ""
    """What kind of publisher it is; empty when unknown."""
    figures: tuple[ToldFigure, ...] = ()
    statements: tuple[ToldStatement, ...] = ()
