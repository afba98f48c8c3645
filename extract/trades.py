"""Which nouns tell workers by what they do: "fitter", « soudeuse », listed or known by ending."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from extract.lexicons import lexicon
from extract.vocabulary import Words, words

LEAST = 5
"""Letters of a noun that its ending tells."""
TRADE = frozenset({"NOUN", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The words of a language that tell who is employed."""

    trades: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    none: frozenset[str]
    hired: frozenset[str]
    """Participles of who was hired or dismissed: "laid (off)", « licenciée »."""
    since: frozenset[str]
    """What stands before the years that somebody has worked: "for", « depuis »."""
    unattached: frozenset[str]
    """What tells of somebody who is employed nowhere: "freelance", « retraité »."""
    ones: frozenset[str]
    """« une », "one" of several."""
    those: frozenset[str]
    """Whom several may be without a noun: « eux », "them", "those"."""


def is_trade(noun: Token, table: Words) -> bool:
    """Ask whether a noun tells a worker by the work: "fitter", « soudeuse », listed or not."""
    told, form = staff_words(noun.vocab.lang), noun.lower_
    if noun.pos_ not in TRADE or not noun.is_lower or is_outside(form, table):
        return False
    if form in told.trades or form.startswith(told.beginnings):
        return True
    return len(form) > LEAST and form.endswith(told.endings) and f"{form}s" not in told.none


def is_plural_worker(noun: Token, table: Words) -> bool:
    """Ask whether a noun in the plural tells workers: « salariés », "claims handlers"."""
    form = noun.lower_
    if table.group(form) == "workers":
        return form.removesuffix("s") in table.staff
    singular = form.removesuffix("s")
    told = staff_words(noun.vocab.lang)
    if form in told.none or is_outside(singular, table):
        return False
    is_listed = singular in told.trades | table.staff or form.startswith(told.beginnings)
    return is_listed or (len(singular) > LEAST and singular.endswith(told.endings))


def is_outside(form: str, table: Words) -> bool:
    """Ask whether a noun tells who belongs to no company told of: a client, an official."""
    if form in table.outsiders | table.civic_titles | table.kin | table.authors:
        return True
    return table.group(form) != "" or table.titles.get(form, "others") != "others"


@cache
def staff_words(language: str) -> Staff:
    """Return a language's words for who is employed. Raises LexiconError."""
    titles, workers = lexicon(language, "titles"), lexicon(language, "workers")
    is_first = words(language).trade_first
    heads = {
        entry.split()[0 if is_first else -1]
        for found in workers["titles"].values()
        for entry in found
    }
    begun = {head.removesuffix("*") for head in heads if head.endswith("*")}
    singular = (ending.removesuffix("s") for ending in workers["endings"]["people"])
    return Staff(
        trades=frozenset({head for head in heads if not head.endswith("*")}),
        beginnings=tuple(sorted(begun)),
        endings=tuple(singular),
        none=frozenset(workers["endings"]["none"]),
        hired=frozenset(titles["hired"]),
        since=frozenset(titles["since"]),
        unattached=frozenset(titles["unattached"]),
        ones=frozenset(titles["ones"]),
        those=frozenset(titles["those"]),
    )
