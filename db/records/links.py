"""What linking starts from and what it finds: who is who, what changed, what is claimed."""

from dataclasses import dataclass, field

from db.records.words import (
    Axis,
    DateMethod,
    Direction,
    Function,
    Grade,
    Kind,
    Modality,
    Population,
    Relation,
    SpeakerKind,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneStatement:
    """A stored statement, as the linking stage gets it."""

    id: str
    version_id: str
    article_id: str
    kind: Kind
    wording: str
    language: str
    said_on: str
    said_from: str
    said_to: str
    said_method: DateMethod
    published: str
    speaker: str
    speaker_kind: SpeakerKind
    person: str
    role: str
    company: str
    about: str
    speaks_for_company: bool
    position: float | None
    axis: Axis | None
    function: Function | None
    population: Population | None
    confidence: float
    modality: Modality
    certainty: float
    acknowledges_change: bool
    is_clarification: bool
    retracts_nothing: bool
    action: str
    url: str
    outlet: str
    company_id: str = ""
    person_id: str = ""
    origin_id: str = ""


SURVEYED = frozenset({"survey share", "survey sample"})
"""Measures of what was found by asking many: of no single company, least of all of who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFigure:
    """A stored figure, as the linking stage gets it."""

    id: str
    version_id: str
    article_id: str
    statement_id: str
    text: str
    value: float
    low: float
    high: float
    unit: str
    modifier: str
    change: str
    measure: str
    counted: str
    base: str
    population: str
    as_of: str
    place: str
    company: str
    said_on: str
    said_from: str
    said_to: str
    language: str
    sentence: str
    company_id: str = ""
    origin_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a piece of information comes from; its copies share it."""

    id: str
    version_ids: tuple[str, ...]
    first_version_id: str
    reason: str
    """Why the copies were grouped, in words; empty for a lone article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two article versions that are copies of one text, and why; the smaller id comes first."""

    version_id: str
    other_id: str
    reason: str
    share: float
    """Of the shorter text's runs of three words, how many the other holds; 0 for no such reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An edge between two statements, with the rule that drew it and its evidence."""

    source_id: str
    target_id: str
    relation: Relation
    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """Two statements of one lane between which the position changed, graded and explained."""

    earlier_id: str
    """Empty for ``self_declared``: no antecedent is invented."""
    later_id: str
    company_id: str
    person_id: str
    """Empty when the company changed without one person speaking both times."""
    function: Function
    axis: Axis
    grade: Grade
    direction: Direction
    score: float
    factors: dict[str, float] = field(default_factory=dict)
    """Each factor of the score by name."""
    gates: dict[str, str] = field(default_factory=dict)
    """Each gate that was passed, with what it saw."""
    why: str = ""
    """One sentence a reader understands."""
    why_fr: str = ""
    is_oscillating: bool = False
    turn_id: str = ""
    """Id of the strongest pair of the same turn; empty where nothing turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Statements and figures with the same truth conditions, and what the base says of them."""

    id: str
    company_id: str
    text: str
    value: float | None
    unit: str
    measure: str
    status: Status
    why: str
    rule: str
    origins: int
    articles: int
    first_said: str
    last_said: str
    members: tuple[tuple[str, str], ...]
    """Pairs of statement id and figure id; the second empty for a claim without a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedCompany:
    """A company as the linking stage knows it, across articles and seeds."""

    id: str
    name: str
    slug: str
    wikidata: str = ""
    country: str = ""
    parent_id: str = ""
    is_followed: bool = False
    source: str = "article"
    """``seed``, ``article`` or ``review``."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedPerson:
    """A person as the linking stage knows them, across articles and seeds."""

    id: str
    name: str
    slug: str
    wikidata: str = ""
    source: str = "article"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedRole:
    """A post of a person in a company, with the days between which it is known (EDTF)."""

    id: str
    person_id: str
    company_id: str
    title: str
    start: str = ""
    end: str = ""
    source: str = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision that is in force."""

    id: int
    target: str
    """Table: ``reversals``, ``statements``, ``claims``, ``companies``, ``people``, ``origins``."""
    target_id: str
    """Of ``origins``, the article or statement that is split from its own."""
    decision: str
    """``confirm``, ``reject``, ``correct``, ``merge`` or ``split``."""
    value: dict[str, str] = field(default_factory=dict)
    """What was corrected, column by column, or ``{"into": id}`` for a merge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All that the linking stage found, ready to be stored."""

    companies: tuple[ResolvedCompany, ...] = ()
    people: tuple[ResolvedPerson, ...] = ()
    roles: tuple[ResolvedRole, ...] = ()
    statement_actors: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Statement id → ids of the company, the person and the company spoken of (may be empty)."""
    figure_companies: dict[str, str] = field(default_factory=dict)
    statement_origins: dict[str, str] = field(default_factory=dict)
    figure_origins: dict[str, str] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    reversals: tuple[Reversal, ...] = ()
