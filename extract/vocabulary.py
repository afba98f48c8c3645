"""A language's words about people and organisations: titles, common nouns, what joins them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extract.lexicons import lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's words about titles and organisations, as sets."""

    titles: Mapping[str, str]
    """Title in lower case to its rank: ``heads``, ``executives``, ``spokespeople``, ``others``."""
    title_starts: Mapping[str, tuple[tuple[str, ...], ...]]
    courtesy: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    former: frozenset[str]
    links: frozenset[str]
    possessives: frozenset[str]
    copulas: frozenset[str]
    leads: frozenset[str]
    lead_title: str
    fillers: frozenset[str]
    pronouns: Mapping[str, frozenset[str]]
    organisations: Mapping[str, str]
    """Common noun to its group: ``companies``, ``unions``, ``research``, ``press`` …"""
    legal_forms: frozenset[str]
    trades: frozenset[str]
    """Last words of company names that are no surnames: "Wireless", « Énergie »."""
    institution_words: frozenset[str]
    definite: frozenset[str]
    employs: frozenset[str]
    owned: frozenset[str]
    at: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    not_names: frozenset[str]
    media: frozenset[str]
    """Words before the name of a medium that was told something."""
    before_media: frozenset[str]
    """What may stand between them and the name."""
    based: frozenset[str]
    """What follows a hyphen after a place: "Leeds-based"."""
    media_verbs: frozenset[str]
    """Those that need a preposition: « confié au Figaro »."""
    relatives: frozenset[str]
    same: frozenset[str]
    """« du même cabinet », "of the same firm"."""
    who: frozenset[str]
    """Relative pronouns that follow a person."""
    documents: tuple[str, ...]

    def group(self, noun: str) -> str:
        """Return the group of a lower-case noun, of its singular if it has none itself."""
        return self.organisations.get(noun) or self.organisations.get(noun.removesuffix("s"), "")


GROUPS = ("companies", "others", "unions", "research", "press", "public", "workers")
RANKS = ("heads", "executives", "spokespeople", "others")


@cache
def words(language: str) -> Words:
    """Return a language's words for people and organisations. Raises LexiconError."""
    titles, nouns = lexicon(language, "titles"), lexicon(language, "organisations")
    ranks: dict[str, str] = {}
    for rank in reversed(RANKS):
        ranks.update(dict.fromkeys(titles[rank], rank))
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for title in sorted(ranks, key=lambda known: -len(known.split())):
        parts = tuple(title.replace("'", "' ").split())
        # One model keeps "co-founder" whole, the other cuts it at the hyphen.
        for form in {parts, tuple(" - ".join(title.split("-")).replace("'", "' ").split())}:
            starts[form[0]].append(form)
    return Words(
        titles=ranks,
        title_starts={first: tuple(found) for first, found in starts.items()},
        organisations={noun: group for group in reversed(GROUPS) for noun in nouns[group]},
        documents=tuple(nouns["documents"]),
        lead_title=titles["lead_title"],
        pronouns={name: frozenset(found) for name, found in titles["pronouns"].items()},
        **{
            name: frozenset(titles[name])
            for name in (
                "courtesy",
                "feminine",
                "masculine",
                "former",
                "links",
                "possessives",
                "copulas",
            )
        },
        leads=frozenset(titles["leads"]),
        fillers=frozenset(titles["fillers"]),
        **{
            name: frozenset(nouns[name])
            for name in (
                "legal_forms",
                "trades",
                "institution_words",
                "definite",
                "employs",
                "owned",
            )
        },
        days=frozenset(nouns["days"]),
        not_names=frozenset(nouns["not_names"]),
        media=frozenset(nouns["media"]),
        before_media=frozenset(nouns["before_media"]),
        media_verbs=frozenset(nouns["media_verbs"]),
        relatives=frozenset(nouns["relatives"]),
        who=frozenset(nouns["who"]),
        same=frozenset(nouns["same"]),
        based=frozenset(nouns["based"]),
        at=frozenset(nouns["at"]),
        places=frozenset(nouns["places"]),
    )
