"""The records that pass between the rooms: frozen, without behaviour of their own.

Offsets are counted in characters (Unicode code points) of an article version's text,
``start`` included, ``end`` excluded. Days are ISO 8601; imprecise dates are EDTF.
"""

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]


class Tier(StrEnum):
    """What kind of publisher an outlet is."""

    PRESS = "press"
    TRADE = "trade"
    AGENCY = "agency"
    COMPANY = "company"
    PUBLIC = "public"


class PageKind(StrEnum):
    """What a fetched page turned out to be; only ``article`` is read any further."""

    ARTICLE = "article"
    CONSENT_WALL = "consent_wall"
    PAYWALL = "paywall"
    SOFT_404 = "soft_404"
    LOGIN = "login"
    LIST_PAGE = "list_page"
    LIVE_BLOG = "live_blog"
    NOT_ARTICLE = "not_article"


class Relevance(StrEnum):
    """What the filter found in an article before any model ran."""

    AI_AND_WORK = "ai_and_work"
    FOLLOWED = "followed"
    """About work, and about an actor that the base follows: read as well."""
    WORK = "work"
    """About work alone: kept, and read when its actor becomes followed."""
    NONE = "none"


class Kind(StrEnum):
    """How a statement stands in its text."""

    DIRECT_QUOTE = "direct_quote"
    INDIRECT_QUOTE = "indirect_quote"
    ACTION = "action"
    REPORT = "report"


class SpeakerKind(StrEnum):
    """Whose voice a statement is in."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"
    REPORTER = "reporter"


class Axis(StrEnum):
    """What a position is about; only some axes compare with each other."""

    PRACTICE = "practice"
    INTENTION = "intention"
    CAPABILITY = "capability"
    EVALUATION = "evaluation"
    FORECAST = "forecast"


class Function(StrEnum):
    """The part of an organisation whose work is spoken of."""

    CUSTOMER_SERVICE = "customer service"
    MARKETING = "marketing"
    TRANSLATION = "translation"
    EDITORIAL = "editorial"
    ENGINEERING = "engineering"
    HR = "HR"
    LEGAL = "legal"
    FINANCE = "finance"
    SALES = "sales"
    LOGISTICS = "logistics"
    OPERATIONS = "operations"
    ALL = "all"


class Population(StrEnum):
    """Whose jobs are spoken of."""

    EMPLOYEES = "employees"
    CONTRACTORS = "contractors"
    ECONOMY = "economy"


class Modality(StrEnum):
    """Whether a statement asserts what it says, and if not, how it holds back."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    CONDITIONAL = "conditional"
    HEARSAY = "hearsay"
    FORECAST = "forecast"
    QUESTION = "question"


class Attribution(StrEnum):
    """How far a passage blames AI for a cut of jobs."""

    PRIMARY = "primary"
    CONTRIBUTING = "contributing"
    CONTEXT = "context"
    DENIED = "denied"
    UNKNOWN = "unknown"


class DateMethod(StrEnum):
    """How a said-date was found."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    PUBLICATION = "publication"


class Modifier(StrEnum):
    """How a text qualifies a number."""

    ABOUT = "about"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    AT_LEAST = "at least"
    UP_TO = "up to"
    BETWEEN = "between"


class Change(StrEnum):
    """Whether a number is a level or a difference: *cut to 2,000* or *cut by 2,000*."""

    BY = "by"
    TO = "to"
    FROM = "from"


class Relation(StrEnum):
    """The edges of the graph, from a statement to an earlier one unless said otherwise."""

    PRECEDES = "precedes"
    CHANGED_TO = "changed_to"
    SUPPORTS = "supports"
    REFUTES = "refutes"
    QUALIFIES = "qualifies"
    EXTRAPOLATES = "extrapolates"
    MUTATES = "mutates"
    SUPERSEDES = "supersedes"
    CORRECTS = "corrects"
    COPY_OF = "copy_of"
    TRANSLATION_OF = "translation_of"


class Status(StrEnum):
    """What the base can say about a claim."""

    NOT_CHECKABLE = "not_checkable"
    SELF_CONTRADICTED = "self_contradicted"
    SUPERSEDED = "superseded"
    DISPUTED = "disputed"
    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single_source"


class Grade(StrEnum):
    """How much a position changed between two statements."""

    FULL_REVERSAL = "full_reversal"
    PARTIAL_RETREAT = "partial_retreat"
    INCONSISTENT = "inconsistent"
    CLARIFICATION = "clarification"
    ESCALATION = "escalation"
    NO_CHANGE = "no_change"
    SELF_DECLARED = "self_declared"


class Direction(StrEnum):
    """Which way a position changed."""

    TO_HUMANS = "to_humans"
    TO_AI = "to_ai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher and how to find its pages; one TOML file each."""

    id: str
    name: str
    home: str
    language: str
    country: str = ""
    tier: Tier = Tier.PRESS
    family: str = ""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    """Searches on services that find pages; those of outlets that are crawled are followed."""
    least_a_day: float = 0
    most_a_day: float = 1000
    enabled: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as it came from the network and where it lies in a WARC file."""

    requested_url: str
    final_url: str
    outlet: str
    status: int
    fetched_at: str
    """UTC, ISO 8601 to the second."""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    warc_file: str = ""
    """File name inside the base's archive folder; empty when nothing was kept."""
    warc_offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page as read: its kind, its metadata and its body."""

    url: str
    """The identity of the page (see ``crawler/urls.py``)."""
    kind: PageKind = PageKind.ARTICLE
    title: str = ""
    text: str = ""
    language: str = ""
    published: str = ""
    """EDTF: a timestamp with zone, a day, a month or a year; empty when unknown."""
    modified: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    publisher: str = ""
    canonical_url: str = ""
    agency: str = ""
    """The agency that the page credits, as written; empty when none."""
    is_free: bool = True
    may_archive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """A stored text, as the later stages get it."""

    id: str
    article_id: str
    url: str
    title: str
    text: str
    language: str
    published: str
    outlet: str = ""
    publisher: str = ""
    agency: str = ""
    fetched_at: str = ""
    canonical_url: str = ""
    family: str = ""
    tier: str = ""
    """What kind of publisher it is; empty when unknown."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """One page, quote or row that was parked, and why."""

    stage: str
    subject: str
    """A URL, a file and line, or an id."""
    reason: str
    """A word for counting, such as ``consent_wall``."""
    detail: str = ""
    outlet: str = ""
