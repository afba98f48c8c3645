"""Who does the work of a sentence by its syntax: a machine, people from now on, or nobody any more.

Patterns read words in a row; the doer of a verb may stand far from it (*Ada, an assistant built in
house, will from Monday handle every claim*). Here the tree tells who does what.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from extract.cues import cues
from extract.governing import is_past_clause
from extract.patterns import Match, Words
from extract.wording import Kind, Wording

_SUBJECT = frozenset({"nsubj"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass", "auxpass", "aux:pass"})
_AGENT = frozenset({"agent", "obl:agent"})
# *has its books kept by*: without an auxiliary the doer alone tells it.
_MARKS_PASSIVE = _PASSIVE | _AGENT
_OBJECT = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass", "pobj"})
_CORE = frozenset({"compound", "amod", "appos", "nmod", "flat:name", "det", "nummod"})
_SHARED = frozenset({"conj", "xcomp"})
# Clauses that say which thing is meant, and not what is done.
_ASIDE = frozenset({"relcl", "acl", "acl:relcl", "advcl", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
_OWNED = frozenset({"det", "poss", "nmod:poss"})
_DATED = frozenset({"DATE", "TIME"})
# Verbs up a chain of *and* and infinitives to the one that has the subject.
_STEPS = 4
# Words after *from* in which its day or month stands.
_ONSET = 4


def tasks(sentence: Words, *, words: Wording) -> Iterator[tuple[Match, Kind]]:
    """Yield what is done by whom, for the kinds of the lexicon that name a doer (``done_by``).

    A machine does a task in a finite clause, announced, already or all of it. People do it again,
    from a day on, always or for each; by a clause in the past they only did it once. Nobody does
    it where people are denied to. Linear in the words and their dependants.
    """
    doers = words.at_task
    if not doers or not sentence.union & (words.machines | words.people):
        return
    done = words.tasks | words.bit("VERBED")
    places = {token.i: place for place, token in enumerate(sentence.tokens)}
    for place, token in enumerate(sentence.tokens):
        mask = sentence.masks[place]
        if not mask & done or token.pos_ != "VERB":
            continue
        children = list(token.children)
        is_passive = any(child.dep_ in _MARKS_PASSIVE for child in children)
        if not is_passive and not mask & words.tasks:
            continue
        who = _agent(children) if is_passive else _subject(token)
        if who is None or who.i not in places or _is_aside(token) or _is_offered(token, words):
            continue
        found = _Task(sentence, places, token, who, is_passive=is_passive, words=words)
        name = found.side()
        if name and name in doers:
            yield found.match(doers[name].name), doers[name]


def _is_offered(verb: Token, words: Wording) -> bool:
    """Say whether it is done to what the reader has, as adverts say: *answers your clients*."""
    yours = cues(words.language).interview["asker"]
    things = (thing for child in verb.children for thing in (child, *child.children))
    return any(
        word.lower_ in yours and word.dep_ in _OWNED and thing.pos_ == "NOUN"
        for thing in things
        for word in thing.children
    )


class _Task:
    """A verb of work with its doer, and what stands around both."""

    def __init__(  # noqa: PLR0913 - a clause is all of these
        self,
        sentence: Words,
        places: dict[int, int],
        verb: Token,
        who: Token,
        *,
        is_passive: bool,
        words: Wording,
    ) -> None:
        self._sentence, self._places, self._words = sentence, places, words
        self._verb, self._who, self._is_passive = verb, who, is_passive
        self._held = [who.i, verb.i]

    def match(self, name: str) -> Match:
        """Return the place of doer, verb and what tells since when or for whom."""
        positions = tuple(sorted({self._places[held] for held in self._held}))
        verb = self._places[self._verb.i]
        return Match(name=name, positions=positions, marked=(verb,), end=positions[-1] + 1)

    def side(self) -> str:
        """Return ``machine``, ``people``, ``nobody`` or nothing."""
        words = self._words
        core = list(_core(self._who))
        if any(self._has(token, words.machines) for token in core):
            is_helper = self._oversees() or self._has(self._who, words.bit("PEOPLE"))
            return "machine" if not is_helper and self._is_taken_over() else ""
        if not any(self._has(token, words.people) for token in core):
            return ""
        # *Agents will answer*: by itself the word tells neither people nor machines.
        if len(core) == 1 and self._has(self._who, words.bit("MACHINE")):
            return ""
        if self._is_denied(core):
            return "nobody"
        if any(self._has(token, words.bit("MOD_few")) for token in core):
            return ""
        return "people" if self._is_given_back() else ""

    def _is_taken_over(self) -> bool:
        """Say whether a machine has the task or gets it, and doesn't only lend a hand."""
        if self._is_negative():
            return False
        if self._is_passive:
            return not is_past_clause(self._verb)
        thing = _object(self._verb)
        if thing is None:
            return False
        return self._is_announced() or self._is_marked(self._words.bit("NOW"), ())

    def _is_given_back(self) -> bool:
        """Say whether people do it again, from a day on, or always."""
        words = self._words
        if self._is_negative() or self._any_child(words.bit("MOD_background")):
            return False
        if self._is_of_who_stay():
            return False
        thing = _object(self._verb)
        if self._is_marked(words.bit("AGAIN"), self._near(thing)):
            return True
        if is_past_clause(self._verb):
            return False
        if thing is not None and self._is_of_each(thing):
            return True
        if self._oversees():
            return False
        if self._is_marked(words.bit("ALWAYS"), ()) or self._has_onset(self._near(thing)):
            return True
        is_generic = any(self._has(token, words.bit("SOUL")) for token in _core(self._who))
        if self._is_passive and self._is_marked(words.bit("NOW"), ()):
            return True
        return self._is_announced() and (self._is_passive or (is_generic and thing is not None))

    def _is_of_who_stay(self) -> bool:
        """Say so of *forty will stay to answer them* and *those who stay will*: the others go."""
        stays = self._words.bit("MOD_stays")
        over = self._verb.head
        clauses = (child for child in self._who.children if child.dep_ in _ASIDE)
        is_so = self._verb.dep_ in {"xcomp", "advcl"} and self._has(over, stays)
        return is_so or any(self._has(clause, stays) for clause in clauses)

    def _is_denied(self, core: Sequence[Token]) -> bool:
        """Say so of *no person looks at it* and *no part is looked at by a person anymore*."""
        words = self._words
        none = words.bit("MOD_none")
        denied = next((t for t in core if t.i < self._who.i and self._has(t, none)), None)
        if denied is None and self._is_passive:
            thing = next((c for c in self._verb.children if c.dep_ in _OBJECT), None)
            first = None if thing is None else thing.left_edge
            denied = first if first is not None and self._has(first, none) else None
        over = words.bit("MOD_no_longer")
        denied = denied or next((c for c in self._verb.children if self._has(c, over)), None)
        if denied is None or self._is_barred():
            return False
        self._held += [denied.left_edge.i, denied.i]
        self._held += [c.i for c in self._verb.children if self._has(c, words.bit("NEG"))]
        return True

    def _is_barred(self) -> bool:
        """Say whether it is a rule or a condition: *no person may see it*, *unless*, *until*."""
        barred = self._words.bit("CAN") | self._words.bit("MOD_modal") | self._words.bit("MOD_past")
        return self._any_child(barred) or is_past_clause(self._verb)

    def _is_negative(self) -> bool:
        subject = _subject(self._verb)
        opening = None if subject is None else subject.left_edge
        none = self._words.bit("MOD_none")
        return self._any_child(self._words.bit("NEG") | self._words.bit("MOD_no_longer")) or (
            opening is not None and self._has(opening, none)
        )

    def _is_announced(self) -> bool:
        """Say whether an auxiliary or a tense puts it in the future."""
        announced = self._words.bit("MOD_announced")
        verb = self._verb
        if "Fut" in verb.morph.get("Tense", []):
            return True
        return any(
            child.dep_.startswith("aux")
            and (self._has(child, announced) or "Fut" in child.morph.get("Tense", []))
            for child in (*verb.children, *(verb.head.children if verb.dep_ in _SHARED else ()))
        )

    def _is_marked(self, bits: int, others: Sequence[Token]) -> bool:
        """Say whether the verb, or a noun beside it, has such an adverb; it becomes held."""
        for token in (*self._verb.children, *others):
            if token.i in self._places and token.i != self._who.i and self._has(token, bits):
                self._held.append(token.i)
                return True
        return False

    def _has_onset(self, others: Sequence[Token]) -> bool:
        """Say whether a day is told from which it holds: *from 1 December*."""
        onset = self._words.bit("MOD_effective") | self._words.bit("MOD_since")
        for token in (*self._verb.children, *others):
            if token.i not in self._places or not self._has(token, onset):
                continue
            after = token.doc[token.i + 1 : token.i + 1 + _ONSET]
            if any(t.ent_type_ in _DATED or self._has(t, self._words.bit("TIME")) for t in after):
                return True
        return False

    def _near(self, thing: Token | None) -> list[Token]:
        near = list(self._who.children)
        return near if thing is None else [*near, *thing.children]

    def _is_of_each(self, thing: Token) -> bool:
        each = self._words.bit("MOD_each")
        return any(self._has(child, each) for child in thing.children)

    def _oversees(self) -> bool:
        """Say whether the verb is one of looking after what another has done."""
        return self._has(self._verb, self._words.bit("OVERSEE"))

    def _any_child(self, bits: int) -> bool:
        return any(self._has(child, bits) for child in self._verb.children)

    def _has(self, token: Token, bits: int) -> bool:
        place = self._places.get(token.i)
        return place is not None and bool(self._sentence.masks[place] & bits)


def _is_aside(verb: Token) -> bool:
    for _ in range(_STEPS):
        if verb.dep_ in _ASIDE:
            return True
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


def _agent(children: Sequence[Token]) -> Token | None:
    for child in children:
        if child.dep_ == "obl:agent":
            return child
        if child.dep_ in _AGENT:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _subject(verb: Token) -> Token | None:
    for _ in range(_STEPS):
        found = [child for child in verb.children if child.dep_ in _SUBJECT]
        if found:
            return found[-1]
        if verb.dep_ not in _SHARED or verb.head.pos_ not in _VERBAL:
            return None
        verb = verb.head
    return None


def _object(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in _OBJECT:
            return child
    # "looks at every part", "deals with the claims"
    for child in verb.children:
        if child.dep_ in {"prep", "obl:arg"}:
            return next((c for c in child.children if c.dep_ == "pobj"), child)
    return None


def _core(head: Token) -> Iterator[Token]:
    """Yield a noun and the words that tell what it is, appositions among them."""
    yield head
    for child in head.children:
        if child.dep_ in _CORE:
            yield child
            if child.dep_ in {"appos", "compound"}:
                yield from (c for c in child.children if c.dep_ in _CORE)
