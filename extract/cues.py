"""The words that hand words to somebody, looked up by surface form as well as by lemma."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.tokens import Token

from extract.lexicons import lexicon

FORCES = ("speech", "belief", "intention", "finding")
REFLEXIVE = "se"
_THERE = "y"
"""« y voit une promesse »."""
_REFLEXIVES = ("se ", "s'")


@dataclass(slots=True)
class Cue:
    """A verb of saying, thinking or intending and what it takes."""

    lemma: str
    partner: str = ""
    """A word that must follow (``out``), or ``se`` for a reflexive verb."""
    forces: dict[str, str] = field(default_factory=dict)
    """Construction (``clause``, ``infinitive``, ``object``, ``inquit``, ``quality``) to force."""
    prepositions: frozenset[str] = frozenset()
    names: bool = False
    """True when it says something only with a name for its object: "called it a mess"."""
    feels: bool = False
    """True when it takes what one says of one's own mind: « se dit confiante »."""
    receives: bool = False
    """True when its object is who is told: "told staff"."""

    def takes(self, construction: str) -> bool:
        """Ask whether the verb enters the construction."""
        return construction in self.forces

    @property
    def force(self) -> str:
        """The force of the verb's first construction: speech before belief before the rest."""
        return min(self.forces.values(), key=FORCES.index, default="speech")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """One language's cues, ready for look-up."""

    by_form: Mapping[str, tuple[Cue, ...]]
    sources: Mapping[str, tuple[tuple[str, ...], ...]]
    """First word of a source phrase to the whole phrases, longest first."""
    careful_sources: frozenset[str]
    own_sources: frozenset[tuple[str, ...]]
    """Phrases that hold their own pronoun: « à ses yeux », "in his view"."""
    relatives: frozenset[str]
    """What follows a source phrase for who stands before it: « selon laquelle »."""
    owners: frozenset[str]
    """Those pronouns."""
    nouns: Mapping[str, frozenset[str]]
    """``words`` and ``infinitive``: lemmas of nouns that hold words."""
    minds: frozenset[str]
    """Words for a state of mind that a clause follows: "convinced", « persuadée »."""
    emerging: frozenset[str]
    """Forms of verbs by which a text gives something away: « il ressort de la note que »."""
    empty: frozenset[str]
    """Their subject, which stands for nobody: "it", « il »."""
    hearsay: frozenset[str]
    complementizers: frozenset[str]
    that: frozenset[str]
    """Those that open a plain clause: "that", « que »."""
    not_cues: frozenset[str]
    never: frozenset[str]
    """Forms that report nothing in any use: "going"."""
    deeds: frozenset[str]
    """Verbs that with a thing for their object are as often a deed: "dismissed 40 clerks"."""
    mentions: frozenset[str]
    """Verbs that only name a topic: "speak of", « évoquer »; what they take must say more."""
    performed: frozenset[str]
    """Verbs for which a word is enough: « annonce son départ », « réclame un moratoire »."""
    trailing: Mapping[str, frozenset[str]]
    """Of sentences that name the speaker of the one before: ``opens`` ("that is …"), ``by``,
    ``of``, ``what``, ``news``, ``tell`` (verbs) and ``so`` (what stands for the words told)."""
    silence: Mapping[str, frozenset[str]]
    """``refuse`` (declining) and ``speak`` (what is declined): words that report nothing."""
    clitics: Mapping[str, frozenset[str]]
    """``subject`` (after the verb), ``reflexive``, ``never_subject``."""
    interview: Mapping[str, frozenset[str]]
    """``asker`` and ``asked``: words by which the two of an interview address each other."""
    texts: frozenset[str]
    """Nouns for what is printed whole after a colon: "memo", « lettre »."""
    stances: frozenset[str]
    """Words for how somebody speaks before a colon: "adamant:", « formel : »."""
    recent: frozenset[str]
    """Verbs of what was just done: « vient d'annoncer »."""
    contrasts: frozenset[str]
    """What sets another's report against the one before: "while", « tandis »."""
    as_said: frozenset[str]
    """What opens a comment on words: "as" ("as the paper reported"), « comme »."""
    goes_on: frozenset[str]
    """What adds to a thing that was said: ", or a tenth of its staff", « , soit un dixième »."""
    quoted_as: frozenset[str]
    """Lemmas of "was quoted as saying"."""
    for_saying: frozenset[str]
    """What stands before words that somebody is judged for: "fined for saying"."""
    gerund: frozenset[str]
    """What opens a gerund: « en ajoutant »."""
    said_at: frozenset[str]
    """What opens when or where something was said: "on Tuesday", « lors d'un point presse »."""
    said_of: frozenset[str]
    """What opens a time of what is said, not of the saying: "by Friday"."""
    said_in: frozenset[str]
    """Nouns of such times and places beside days, months and texts: "week", « séance »."""
    afterwards: frozenset[str]
    """What sets another saying in time: "a year after telling", « après avoir promis »."""
    at_once: frozenset[str]
    """What may stand with it: « tout en demandant »."""
    inquits: Mapping[str, frozenset[str]]
    """Of attributions with the verb first: ``helpers``, ``objects``, ``pronouns``, ``opens`` and
    ``indefinite`` (what a speaker begins with), ``places`` (« chez », where one speaks)."""
    nobody: frozenset[str]
    """Subjects that name nobody: "one", "this", « on », « cela »."""
    conditional: str
    """The word of the mood in which reported speech goes on; empty where the verb's form has it."""
    conditional_endings: tuple[str, ...]
    conditions: frozenset[str]
    """What opens a condition, whose mood is its own: "if", « si »."""
    reopens: bool
    """True where marks that reopen after a full stop begin another quote, as the French print."""

    def at(self, token: Token) -> Cue | None:
        """Return the cue that stands at a token, by its form, else by its lemma."""
        found = self.by_form.get(token.lower_)
        if found is None and token.pos_ == "VERB":
            found = self.by_form.get(token.lemma_.lower())
        if not found:
            return None
        for cue in found:
            if not cue.partner or self._has_partner(token, cue.partner):
                return cue
        return None

    def _has_partner(self, token: Token, partner: str) -> bool:
        doc, at = token.doc, token.i
        if partner == _THERE:
            return at > 0 and doc[at - 1].lower_ == _THERE
        if partner == REFLEXIVE:
            before = {doc[i].lower_.replace("’", "'") for i in range(max(0, at - 4), at)}
            mine = self.clitics["mine"]
            if not before.isdisjoint(mine):  # « Elle m'a dit » is no « je me suis dit »
                return not before.isdisjoint(self.clitics["first"])
            return not before.isdisjoint(self.clitics["reflexive"])
        if " " in partner:  # « mettre en avant »
            length = partner.count(" ") + 1
            return any(doc[i : i + length].text.lower() == partner for i in range(at + 1, at + 4))
        return any(doc[i].lower_ == partner for i in range(at + 1, min(len(doc), at + 4)))


@cache
def cues(language: str) -> Cues:
    """Return a language's cues. Raises LexiconError."""
    table = lexicon(language, "cues")
    known = _known(table)
    by_form: dict[str, list[Cue]] = {}
    # A verb with its partner is asked for first: "point out" before "point".
    for verb, cue in sorted(known.items(), key=lambda item: not item[1].partner):
        for form in _forms(cue.lemma, table, verb):
            if cue not in by_form.setdefault(form, []):
                by_form[form].append(cue)
    return Cues(
        by_form={form: tuple(found) for form, found in by_form.items()},
        sources=_sources(table["sources"]["phrases"] + table["sources"]["own"]),
        own_sources=frozenset(tuple(phrase) for phrase in table["sources"]["own"]),
        relatives=frozenset(table["sources"]["relatives"]),
        owners=frozenset(table["sources"]["owners"]),
        careful_sources=frozenset(table["sources"].get("careful", ())),
        nouns={name: frozenset(words) for name, words in table["nouns"].items()},
        minds=frozenset(table["predicates"]["minds"]),
        emerging=frozenset(table["predicates"]["emerging"]),
        empty=frozenset(table["predicates"]["empty"]),
        hearsay=frozenset(table["adverbs"]["hearsay"]),
        complementizers=frozenset(table["openers"]["complementizers"]),
        that=frozenset(table["openers"]["that"]),
        not_cues=frozenset(table["not_cues"]["forms"]),
        never=frozenset(table["not_cues"]["never"]),
        deeds=frozenset(table["mentions"]["deeds"]),
        mentions=frozenset(table["mentions"]["verbs"]),
        performed=frozenset(table["mentions"]["performed"]),
        trailing={name: frozenset(words) for name, words in table["trailing"].items()},
        silence={name: frozenset(words) for name, words in table["silence"].items()},
        clitics={name: frozenset(words) for name, words in table["clitics"].items()},
        interview={name: frozenset(words) for name, words in table["interview"].items()},
        texts=frozenset(table["colons"]["texts"]),
        stances=frozenset(table["colons"]["stances"]),
        recent=frozenset(table["joins"]["recent"]),
        contrasts=frozenset(table["joins"]["contrasts"]),
        as_said=frozenset(table["joins"]["as_said"]),
        goes_on=frozenset(table["joins"]["goes_on"]),
        quoted_as=frozenset(table["joins"]["quoted_as"]),
        for_saying=frozenset(table["joins"]["for_saying"]),
        gerund=frozenset(table["joins"]["gerund"]),
        said_at=frozenset(table["joins"]["said_at"]),
        said_of=frozenset(table["joins"]["said_of"]),
        said_in=frozenset(table["joins"]["said_in"]),
        afterwards=frozenset(table["joins"]["afterwards"]),
        at_once=frozenset(table["joins"]["at_once"]),
        inquits={name: frozenset(words) for name, words in table["inquits"].items()},
        nobody=frozenset(table["nobody"]["subjects"]),
        conditional=table["mood"]["conditional"],
        conditional_endings=tuple(table["mood"]["endings"]),
        conditions=frozenset(table["mood"]["conditions"]),
        reopens=table["marks"]["reopens"],
    )


def _known(table: Mapping[str, Any]) -> dict[str, Cue]:
    """Return the cues of a lexicon by the verb as it stands there."""
    known: dict[str, Cue] = {}
    for construction in ("clause", "infinitive", "object"):
        for force, verbs in table[construction].items():
            for verb in verbs:
                known.setdefault(verb, _cue(verb)).forces.setdefault(construction, force)
    for verb in table["inquit"]["verbs"]:
        known.setdefault(verb, _cue(verb)).forces.setdefault("inquit", "speech")
    for verb in table["feeling"]["verbs"]:
        known.setdefault(verb, _cue(verb)).forces.setdefault("quality", "speech")
        known[verb].feels = True
    for verb, words in table["prepositions"].items():
        known.setdefault(verb, _cue(verb)).prepositions = frozenset(words)
    for verb, cue in known.items():
        cue.receives = verb in table["receivers"]["verbs"]
        cue.names = verb in table["naming"]["verbs"]
    return known


def _cue(verb: str) -> Cue:
    if verb.startswith("y "):
        return Cue(verb.removeprefix("y "), _THERE)
    for reflexive in _REFLEXIVES:
        if verb.startswith(reflexive):
            return Cue(verb.removeprefix(reflexive), REFLEXIVE)
    lemma, _, partner = verb.partition(" ")
    return Cue(lemma, partner)


def _forms(lemma: str, table: Mapping[str, Any], verb: str) -> set[str]:
    forms = {lemma, *table["forms"].get(lemma, ()), *table["forms"].get(verb, ())}
    for rule in table["endings"]["rules"]:
        if lemma.endswith(rule["lemma"]):
            stem = lemma.removesuffix(rule["lemma"])
            return forms | {stem + ending for ending in rule["forms"]}
    return forms


def _sources(phrases: list[list[str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        grouped.setdefault(phrase[0], []).append(tuple(phrase))
    return {first: tuple(found) for first, found in grouped.items()}
