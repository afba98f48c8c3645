"""What is read of a text: who said what when, where it stands, and the numbers in it."""

from dataclasses import dataclass

from db.records.words import (
    Attribution,
    Axis,
    Change,
    DateMethod,
    Function,
    Kind,
    Modality,
    Modifier,
    Population,
    Relevance,
    SpeakerKind,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Somebody's post in a company, for as long as it is known to last (EDTF, may be empty)."""

    person: str
    company: str
    title: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """An organisation that employs, with the names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    country: str = ""
    parent: str = ""
    is_followed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, with the names they go by."""

    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDate:
    """When something was said or done: an EDTF interval and how it was found."""

    edtf: str
    earliest: str
    """First day of the interval, ISO."""
    latest: str
    """Last day of the interval, ISO."""
    method: DateMethod
    words: str = ""
    """The words of the text that say so; empty for the publication date."""
    anchor: str = ""
    """What a relative date was counted from, in EDTF."""
    alternative: str = ""
    """A second reading in EDTF where the context does not decide."""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that counts something, with what is needed to compare it with another."""

    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    unit: str
    """``percent``, ``percentage points``, ``people``, an ISO 4217 code, ``times``, or a noun."""
    modifier: Modifier | None = None
    change: Change | None = None
    measure: str = ""
    """What is measured: ``headcount reduction``, ``savings``, ``survey sample`` …"""
    counted: str = ""
    """The noun phrase that is counted, as written."""
    base: str = ""
    """Of what a share is a share, as written."""
    population: str = ""
    per: str = ""
    as_of: str = ""
    """EDTF; empty when it is the said-date."""
    place: str = ""
    company: str = ""
    sentence_start: int = -1
    sentence_end: int = -1
    is_plausible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a statement stands: +1 AI replaces people … −1 people are needed."""

    value: float
    axis: Axis
    function: Function = Function.ALL
    population: Population = Population.EMPLOYEES
    confidence: float = 0.0
    """In [0, 1], of the side taken."""
    evidence: tuple[str, ...] = ()
    """The words of the text on which it rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One stretch of text in which somebody says or does something."""

    kind: Kind
    spans: tuple[Span, ...]
    """One span, or several for a quote that its attribution breaks; sorted, disjoint."""
    text: str
    """The words from the first span's start to the last span's end."""
    wording: str
    """The words of the spans alone, joined by `` … ``."""
    said: SaidDate
    speaker: str = ""
    """The speaker or doer as written, whole subject with name and title."""
    cue: str = ""
    speaker_kind: SpeakerKind = SpeakerKind.REPORTER
    person: str = ""
    """Full name, resolved within the article."""
    role: str = ""
    company: str = ""
    """The organisation the speaker belongs to, or that acts; resolved within the article."""
    about: str = ""
    """The organisation spoken of, when it is another one."""
    speaks_for_company: bool = False
    """True when the words or the deed bind the company: its head, its spokesperson, itself."""
    position: Position | None = None
    modality: Modality = Modality.ASSERTED
    certainty: float = 1.0
    attribution: Attribution = Attribution.UNKNOWN
    attribution_words: str = ""
    acknowledges_change: bool = False
    """True when the speaker says himself that he changed course or was wrong."""
    is_clarification: bool = False
    """True when the words reinterpret earlier ones without a change of action."""
    retracts_nothing: bool = False
    """True when the words deny a change of course."""
    action: str = ""
    """For an action: what was done, a frame name of the lexicons such as ``freeze_hiring``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the extraction found in one article version."""

    version_id: str
    relevance: Relevance
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
