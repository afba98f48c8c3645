"""A language's words about people and organisations: titles, common nouns, what joins them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache

from extract.lexicons import languages, lexicon

OTHERS = frozenset({"unions", "research", "press", "public", "others"})
"""Groups of organisations that aren't the company: their deeds and officers aren't its own."""


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
    indefinite: frozenset[str]
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
    given: frozenset[str]
    """Given names, of every language."""
    bodies: frozenset[str]
    """Nouns that open the name of a body: "Institute for …", « Fédération des … »."""
    seated: frozenset[str]
    """Those that name one with a place in small letters: « tribunal de Lyon »."""
    body_links: frozenset[str]
    after_name: frozenset[str]
    """Nouns of bodies that follow a place: "Tarnbrook council"."""
    civic: frozenset[str]
    """What may stand between them: "borough"."""
    joins: frozenset[str]
    """"and" and its like, where they end a name before another one."""
    writes_bodies_small: bool
    """True where the words of a body's name are written small: « Fédération des centres »."""
    legal_suffixes: frozenset[str]
    """What a name may leave out without being another's: "plc", « SA », "Group"."""
    papers: frozenset[str]
    """Nouns for a document in which somebody speaks: "memo", « rapport »."""
    internal: frozenset[str]
    issued: frozenset[str]
    """What stands between a document and who issued it: "by", « du »."""
    personal: frozenset[str]
    """Possessives of a person alone: "his"."""
    generic: frozenset[str]
    """Nouns for any company at all: "firm", « groupe »."""
    organs: tuple[str, ...]
    """What speaks for a company without being its boss: "the board", « le directoire »."""
    teams: frozenset[str]
    """Nouns for a part of a company that may speak: "its data team"."""
    taken_up: frozenset[str]
    """Nouns that take up a person told of: « l'intéressée », "the 43-year-old"."""
    latter: frozenset[str]
    """Those that take up who was named last."""
    staff: frozenset[str]
    """Titles of people who belong to the company without binding it."""
    outsiders: frozenset[str]
    """Titles of people who belong to nobody whose they are: "its lawyer", « son client »."""
    counsel: frozenset[str]
    """Those outsiders who speak for whom they serve: "the bank's lawyer", « l'avocat de »."""
    hired: frozenset[str]
    """Participles of who was hired or dismissed: "laid (off)", « licenciée »."""
    generic_heads: frozenset[str]
    """Titles that take up anybody who leads: « la dirigeante », "the executive"."""
    authors: frozenset[str]
    came: frozenset[str]
    """What tells an employer that is left: « venu de chez Veltra »."""
    voice: frozenset[str]
    """« par la voix de »."""
    within: frozenset[str]
    """What stands before the organisation that opens a sentence: "At Veltra, Ana Costa"."""
    unionists: frozenset[str]
    """Titles before the name of a union."""
    as_words: frozenset[str]
    lead_fillers: frozenset[str]
    """What may stand between a person and the verb of leading: "who", « qui »."""
    stripped: frozenset[str]
    """Articles that are no part of a name."""
    owed: frozenset[str]
    """What makes a name another's complement: "an aide to Lind"."""
    own_bodies: tuple[str, ...]
    """Bodies of a company's own staff: "works council"."""
    geography: frozenset[str]
    """Countries and parts of the world."""
    parts: frozenset[str]
    """Nouns before the name of a department."""
    divisions: frozenset[str]
    """Nouns for a part of a company."""
    works: frozenset[str]
    """Verbs that need an employer: "works", « travaille »."""
    employers: frozenset[str]
    """What stands between them and the employer: "for", « chez »."""
    stripped_names: frozenset[str]
    """Articles with which a name may open, but a person's only as part of the surname."""
    researchers: frozenset[str]
    """Nouns for a house that studies things: "consultancy", « cabinet »."""
    colleagues: frozenset[str]
    """Nouns for who works where somebody works: "successor", "deputy"."""
    aged: frozenset[str]
    """Verbs between a person and an age."""
    person_endings: tuple[str, ...]
    """Endings of nouns for somebody by what they do: "-ist", « -euse »."""
    kin: frozenset[str]
    """Nouns for a relative: "her husband", « son fils »."""
    products: frozenset[str]
    """Nouns for a thing that bears a name: "chatbot", « logiciel »."""
    naming: frozenset[str]
    """Participles before that name: "called", « baptisé »."""
    posted: frozenset[str]
    """Words of publishing, after which "on" names a medium: "posted on …"."""
    posted_on: frozenset[str]
    years: frozenset[str]
    """Words after an age: "29 years"."""
    neuter: frozenset[str]
    """Possessives that no person has: "its"."""
    house_endings: tuple[str, ...]
    """Endings of nouns for a house by its trade: « sellerie »."""
    participles: tuple[str, ...]
    """Endings of participles that open a sentence, where no name ends so: « Contacté, … »."""
    offices: Mapping[str, frozenset[str]]
    """Noun of a body to the titles of those who hold an office there: « mairie », "council"."""
    chairs: Mapping[str, frozenset[str]]
    """The same where the body stands in the paragraph: a university's teachers."""
    halls: Mapping[str, frozenset[str]]
    """The town hall of a place to the titles of its head: "{} town hall"."""
    yours: frozenset[str]
    """Possessives of whom an interview is with: "your", « votre »."""
    nowadays: frozenset[str]
    """What opens the post of today: "now", « désormais »."""
    contracted: frozenset[str]
    """Prepositions that hold an article: « du », « au »."""
    not_bodies: frozenset[str]
    """Nouns with a capital behind an article that name no body: « le Code du travail »."""
    allied: frozenset[str]
    """Nouns for several bodies at once: « intersyndicale »."""
    territories: frozenset[str]
    """Nouns for a place that governs itself: "the region", « la métropole »."""
    trade_first: bool
    """True where the noun for a company opens its name: « Banque Orvel »."""
    surnames_alone: bool
    """True where a person once named in full goes by the surname."""
    now_called: frozenset[str]
    """What stands between a company's former name and that of today: "now", « devenue »."""
    once_called: frozenset[str]
    """What stands between them the other way round: "formerly"."""
    stripped_links: frozenset[str]
    """Links that follow somebody's full name: "Ana Costa of Veltra"."""
    by_word_of: frozenset[str]
    """What names a source: "according", « selon »."""
    sides: frozenset[str]
    """What opens a sentence before whom it is about: « Pour Veltra, », « Du côté de »."""
    no_bodies: frozenset[str]
    """Nouns that only look like the plural of one: « cours »."""
    parents: frozenset[str]
    """Nouns for the owner of a company: "parent", « maison mère »."""
    belongs: frozenset[str]
    """Words that lead to the owner with a preposition: "owned (by)", « appartient (à) »."""
    rename_words: frozenset[str]
    """What else may stand there: "known as"."""
    of_names: frozenset[str]
    """Nouns that open a company's name before "of": "Port of Orvel"."""
    premises: frozenset[str]
    """Nouns for a place of work, before which a name is a place: "its Orvel depot"."""
    of_things: frozenset[str]
    """Relative pronouns that nobody has: "which"."""
    demonyms: frozenset[str]
    """Adjectives of origin that lead to a company's name: « l'autrichien Veltra »."""
    civic_titles: frozenset[str]
    """Titles of public offices, whose complement is a place or a matter: "mayor", « ministre »."""
    left: frozenset[str]
    """What stands after a verb of moving and before the employer left: "joined from"."""
    officers: frozenset[str]
    """Titles of people of an organisation whom no other word ties to it: "manager", "partner"."""
    body_heads: frozenset[str]
    """Titles of heads whom bodies that are no company have as well: "president"."""
    partner_of: frozenset[str]
    """What stands between a lawyer and the firm: "at", « au », not who is served."""
    whose: frozenset[str]
    """Relative pronouns of an owner: "whose", « dont »."""
    plural_owners: frozenset[str]
    """Possessives of several: « leur », which takes up no single company."""
    called_companies: frozenset[str]
    """Nouns right after a company's own name: "the Veltra group"."""

    def group(self, noun: str) -> str:
        """Return the group of a lower-case noun, of its singular if it has none itself."""
        if noun in self.organisations:
            return self.organisations[noun]
        return "" if noun in self.no_bodies else self.organisations.get(noun.removesuffix("s"), "")


@cache
def given_names(language: str) -> Mapping[str, frozenset[str]]:
    """Return the given names that tell a gender, under ``feminine`` and ``masculine``.

    Names travel: those of the other languages count as well, except where they tell otherwise.
    """
    own = lexicon(language, "given_names")
    found = {gender: set(own[gender]) for gender in ("feminine", "masculine")}
    known = found["feminine"] | found["masculine"]
    for other in languages():
        table = lexicon(other, "given_names")
        for gender, names in found.items():
            names.update(set(table[gender]) - known)
    unsure = found["feminine"] & found["masculine"]
    return {gender: frozenset(names - unsure) for gender, names in found.items()}


GROUPS = ("companies", "others", "unions", "research", "press", "public", "workers")
RANKS = ("heads", "executives", "spokespeople", "others")


_MADE = frozenset({"feminine", "given"})
"""Sets of Words that are made of more than one list."""


@cache
def words(language: str) -> Words:
    """Return a language's words for people and organisations. Raises LexiconError."""
    titles, nouns = lexicon(language, "titles"), lexicon(language, "organisations")
    ranks: dict[str, str] = {}
    for title in (*titles["staff"], *titles["outsiders"], *titles["civic_titles"]):
        ranks[title] = "others"
    for rank in reversed(RANKS):
        ranks.update(dict.fromkeys(titles[rank], rank))
    for title in [t for t, rank in ranks.items() if rank in {"heads", "executives"}]:
        ranks.setdefault(f"ex-{title}", "others")
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for title in sorted(ranks, key=lambda known: -len(known.split())):
        parts = tuple(title.replace("'", "' ").split())
        # One model keeps "co-founder" whole, the other cuts it at the hyphen.
        for form in {parts, tuple(" - ".join(title.split("-")).replace("'", "' ").split())}:
            starts[form[0]].append(form)
    sets = [f.name for f in fields(Words) if f.type == frozenset[str] and f.name not in _MADE]
    return Words(
        titles=ranks,
        title_starts={first: tuple(found) for first, found in starts.items()},
        organisations={noun: group for group in reversed(GROUPS) for noun in nouns[group]},
        documents=tuple(nouns["documents"]),
        lead_title=titles["lead_title"],
        pronouns={name: frozenset(found) for name, found in titles["pronouns"].items()},
        feminine=frozenset((*titles["feminine"], *_feminine(ranks, titles["feminine_endings"]))),
        given=frozenset().union(*given_names(language).values()),
        writes_bodies_small=nouns["writes_bodies_small"],
        organs=tuple(nouns["organs"]),
        own_bodies=tuple(nouns["own_bodies"]),
        person_endings=tuple(titles["person_endings"]),
        house_endings=tuple(nouns["house_endings"]),
        participles=tuple(nouns["participles"]),
        offices={noun: frozenset(held) for noun, held in titles["offices"].items()},
        chairs={noun: frozenset(held) for noun, held in titles["chairs"].items()},
        halls={name: frozenset(held) for name, held in titles["halls"].items()},
        trade_first=nouns["trade_first"],
        surnames_alone=nouns["surnames_alone"],
        **{name: frozenset((titles if name in titles else nouns)[name]) for name in sets},
    )


def _feminine(titles: Iterable[str], endings: Iterable[str]) -> set[str]:
    """Return the first words of titles that only a woman has by their ending: « conseillère »."""
    first = {title.split()[0] for title in titles}
    return {word for word in first if word.endswith(tuple(endings))}
