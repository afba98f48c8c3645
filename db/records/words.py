"""The words of the records: what a kind, an axis or a grade may be, as the base writes it."""

from enum import StrEnum


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
