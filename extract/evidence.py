"""What a name itself tells of what it stands for: its words, its shape, the model's label."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.vocabulary import Words

PERSON = "person"
COMPANY = "company"
ORGANISATION = "organisation"
PLACE = "place"
MEDIUM = "medium"
"""A newspaper or an agency to which somebody spoke."""
SPEAKS = "speaks"
"""Evidence that a name is somebody's or some body's, not a word; it decides no kind."""
PERSON_LABELS = frozenset({"PER", "PERSON"})
COMPANY_LABELS = frozenset({"ORG", "PRODUCT"})
PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
POSSESSIVES = frozenset({"'s", "'", "’s", "’"})
ENOUGH = 2.0
"""Points of evidence from which a name is taken for a company against the model's own label."""
ACTS = 1.25
"""Points of a single word that is a verb's subject."""
HEADLINE = 2.0
"""Points of a name of the headline that comes back in the text."""
LEAST = 1.5
"""Points below which a single word isn't a person: the model's label alone isn't enough."""
BESIDE = 3
"""Tokens before a name that are looked at."""
LONGEST_ACRONYM = 3
"""Letters; longer words in capitals are brands."""
LABELLED = 2.5
"""Points of a full name that the model calls a person's."""
GIVEN = 1.5
"""Points of a given name for a person, and against a company."""
GEOGRAPHY = 3
"""Points of a country's name for a place: only what employs or has a boss there outweighs it."""
FULL = 4.0
"""Points of what can only be said of a company, against a full name that looks like somebody's."""
SHOUTED = 4.0
"""Points against a word that has its capitals from where it stands."""
LONGEST_BODY = 6
"""Letters of a body's acronym."""
DATELINE = 12
"""Tokens within which an agency stands in brackets."""
WINDOW = 6
"""Tokens after a name that tell what it is."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the article that no gazetteer knows: tokens ``start`` to ``end``."""

    start: int
    end: int
    text: str
    label: str


def label_points(  # noqa: C901 (cases in order, each by itself)
    name: Name, table: Words
) -> Iterator[tuple[str, float]]:
    """Yield what a name's words, its shape and the model's label tell: kind and points."""
    parts = name.text.split()
    if any(character.isdigit() for character in name.text):
        yield "other", 3
    if len(name.text) < LONGEST_ACRONYM and name.text.istitle():
        yield "other", ENOUGH  # "Rs 80 crore"
    if not name.label and len(parts) == 1:
        yield COMPANY, 0.75
    elif not name.label and len(parts) in {2, 3} and all(p[0].isupper() for p in parts):
        yield PERSON, 1
    elif name.label == "BODY":
        yield ORGANISATION, 8
    elif name.label == "HOUSE":
        yield COMPANY, 8
    elif name.label in PERSON_LABELS:
        is_full = len(parts) in {2, 3} and parts[0].lower() not in table.definite
        known = LABELLED if is_given(parts[0], table) else LABELLED - 0.5
        yield PERSON, known if is_full else 1
    elif name.label in COMPANY_LABELS:
        yield COMPANY, 1.5
    elif name.label in PLACE_LABELS:
        yield PLACE, 1
    elif name.label in {"NORP", "WORK_OF_ART"}:
        yield "other", 1
    elif name.label == "MISC":
        yield "other", 0.5
    yield from _form_points(name, table)


def _form_points(name: Name, table: Words) -> Iterator[tuple[str, float]]:  # noqa: C901 (see above)
    """Yield what the words of a name tell: given names, trades, legal forms, acronyms."""
    parts = name.text.split()
    lower = [part.lower() for part in parts]
    if is_given(parts[0], table) and name.label != "BODY":
        yield PERSON, GIVEN if len(parts) > 1 else GIVEN / 2
        yield COMPANY, -GIVEN if len(parts) > 1 else -GIVEN / 2
    if _is_geography(name.text, table):
        yield PLACE, GEOGRAPHY
    if len(parts) > 1 and lower[-1] in table.legal_forms:
        yield COMPANY, 3
    if len(parts) > 1 and lower[-1] in table.trades:
        yield COMPANY, 3
    if len(parts) > 1 and lower[0] in table.definite:
        yield COMPANY, 1.5
    if "&" in name.text:
        yield COMPANY, 4
    if len(parts) > 1 and table.trade_first and is_trade(lower[0], table):
        yield COMPANY, 3  # « Banque Orvel », « Sellerie Orvel »
    # « Orvel Conseil » is a firm, « Conseil de l'Ordre » a body.
    telling = lower[:1] if table.trade_first else lower
    if any(part in table.institution_words for part in telling):
        yield ORGANISATION, 4
    if len(parts) > 1 and (lower[0] if table.trade_first else lower[-1]) in table.bodies:
        yield ORGANISATION, 4
    if len(parts) == 1 and len(name.text) > LONGEST_ACRONYM and name.text.isupper():
        yield COMPANY, 1
    if len(parts) > 1 and len(parts[0]) > 1 and parts[0].isupper() and not parts[-1].isupper():
        yield PERSON, -ENOUGH  # "IF Metall"
    acronym, _, rest = name.text.partition("-")
    if rest and len(acronym) > 1 and acronym.isupper():
        yield PERSON, -ENOUGH  # "FNB-Zorg"
        yield ORGANISATION, LEAST


def is_trade(noun: str, table: Words) -> bool:
    """Ask whether a noun is one for a company, or ends as those for a trade's house do."""
    return table.group(noun) == "companies" or noun.endswith(table.house_endings or ("\0",))


def _is_geography(text: str, table: Words) -> bool:
    """Ask whether a name is that of a country or a part of the world."""
    return text.lower() in table.geography


def is_given(part: str, table: Words) -> bool:
    """Ask whether a word is a given name, "Jean-Yves" by its first half."""
    halves = part.lower().split("-")
    return part.lower() in table.given or all(half in table.given for half in halves)
