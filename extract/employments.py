"""What a clause tells of somebody's work: "lost her job", « a été licencié », "joined Veltra".

A person named in full is told of once; whether the house of the story employs them stands in the
clause after the name, or in who follows whom: *Ana Costa succeeded Nora Lind*.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from spacy.tokens import Token

from extract.affiliations import Scene
from extract.lexicons import lexicon
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import lowers
from extract.phrases import COMMAS, STOPS, plain
from extract.titles import Post
from extract.trades import is_plural_worker

LONGEST = 12
"""Tokens of a clause after a name."""
NEAR = 4
"""Tokens between a verb and its object's noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """The words of a language for having work, keeping and losing it."""

    jobs: frozenset[str]
    losing: frozenset[str]
    """Verbs whose object is one's own job."""
    labours: frozenset[str]
    """Verbs of what clerks do, for whoever is told to have done it: "who handles calls"."""
    succeeding: frozenset[str]
    joining: frozenset[str]
    """What leads to one's employer or whom one speaks for: "joined", « au nom de »."""


def is_employed(scene: Scene, end: int) -> bool:
    """Ask whether the clause after a name that ends at a token tells of a job in the story's house.

    "Ana Costa, 52, will lose her job", « dont le poste disparaît », "who handles calls".
    """
    clause = _clause(scene, end)
    if not clause or any(token.i in scene.starts for token in clause):
        return False
    house = scene.topics.at(scene.doc[end - 1].idx)
    if not any(m.name == house and m.kind == COMPANY for m in scene.named):
        return False  # who waits for a benefit lost a job elsewhere
    table, told = scene.table, _work(scene.doc.vocab.lang)
    forms = [plain(token) for token in clause]
    if forms[0] in table.whose and not told.jobs.isdisjoint(forms[1:NEAR]):
        return True
    for at, form in enumerate(forms):
        following = forms[at + 1 : at + 1 + NEAR]
        if form in told.losing and _has_own_job(following, scene, told):
            return True
        is_done = at > 0 and clause[at - 1].pos_ == "AUX" and forms[at - 1] not in table.joins
        if is_done and form in table.hired and clause[at].pos_ in {"VERB", "ADJ", "AUX"}:
            return _is_passive(clause[:at], scene)
        if form in told.labours and forms[0] in table.who and at <= NEAR:
            return True
    return False


def employers_told(scene: Scene, *, tied: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (person, organisation) of "who joined Veltra", "speaking for the insurer".

    Not those of ``tied``; a noun for a house is the one that it stands for at that place.
    """
    told = _work(scene.doc.vocab.lang)
    for end, mention in sorted(scene.ends.items()):
        if mention.kind != PERSON or mention.name in tied:
            continue
        clause = _clause(scene, end)
        joined = next((t for t in clause[: NEAR + 1] if _joins(t, told)), None)
        house = _house(scene, joined) if joined is not None else ""
        if house:
            yield mention.name, house


def successions(
    scene: Scene, *, held: Sequence[Post], tied: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield (person, organisation) for who follows, or made way for, somebody with a post there.

    "Ana Costa succeeded Nora Lind", « Ana Costa a succédé à Nora Lind », "who replaces her".
    """
    posted = {post.person: post.company for post in reversed(held) if post.person and post.company}
    posted |= tied
    told, doc, table = _work(scene.doc.vocab.lang), scene.doc, scene.table
    forms = lowers(doc)
    people = sorted((m for m in scene.named if m.kind == PERSON), key=lambda m: m.start)
    for at, form in enumerate(forms):
        if form not in told.succeeding or doc[at].pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
            continue
        place = doc[at].idx
        before = [m for m in people if m.end <= place]
        after = _next_person(scene, at)
        if not before:
            continue
        new = before[-1]
        object_ = [plain(t) for t in doc[at - 1 : at + 3]]
        is_taken_up = not (table.pronouns["masculine"] | table.pronouns["feminine"]).isdisjoint(
            object_
        )
        old = after or (before[-2] if is_taken_up and len(before) > 1 else None)
        if old is None or old.name == new.name:
            continue
        house = posted.get(new.name) or posted.get(old.name) or scene.topics.at(place)
        for person in (new.name, old.name):
            if house and person not in posted:
                yield person, house


def _next_person(scene: Scene, at: int) -> Mention | None:
    """Return the person named right after a verb: "succeeded the founder, Nora Lind"."""
    doc = scene.doc
    for i in range(at + 1, min(len(doc), at + 2 * NEAR)):
        if i in scene.starts:
            return scene.starts[i] if scene.starts[i].kind == PERSON else None
        if doc[i].text in STOPS or doc[i].pos_ == "VERB":
            return None
    return None


def _clause(scene: Scene, end: int) -> list[Token]:
    """Return what follows a name up to the clause's end, past an age: ", 52, will lose her job"."""
    doc = scene.doc
    start = end
    if doc[start : start + 1].text in COMMAS:
        start += 1
        age = list(takewhile(lambda t: t.like_num or t.lower_ in scene.table.years, doc[start:]))
        if age and doc[start + len(age) : start + len(age) + 1].text == ",":
            start += len(age) + 1
    return list(
        takewhile(
            lambda t: (
                t.text == "-" or not (t.text in COMMAS | STOPS or "\n" in t.text or t.is_quote)
            ),
            doc[start : start + LONGEST],
        )
    )


def _has_own_job(following: Sequence[str], scene: Scene, told: _Work) -> bool:
    """Ask whether one's own job is the object: "her job", « son emploi »."""
    table = scene.table
    own = table.possessives | table.personal
    at = next((at for at, form in enumerate(following) if form in told.jobs), -1)
    return at > 0 and not own.isdisjoint(following[:at])


def _is_passive(before: Sequence[Token], scene: Scene) -> bool:
    """Ask whether "was", « a été » leads to the participle, not "has (hired)"."""
    forms = {plain(token) for token in before[-2:]}
    return not forms.isdisjoint(lexicon(scene.doc.vocab.lang, "titles")["been"])


def _joins(token: Token, told: _Work) -> bool:
    following = token.doc[token.i + 1 : token.i + 2].text.lower().replace("’", "'")
    return plain(token) in told.joining or f"{plain(token)} {following}" in told.joining


def _house(scene: Scene, joined: Token) -> str:
    """Return the organisation right after a word that leads to it, a name or "the insurer"."""
    doc, table = scene.doc, scene.table
    for i in range(joined.i + 1, min(len(doc), joined.i + 1 + NEAR)):
        token = doc[i]
        if i in scene.starts:
            last = next(end for end, first in scene.first.items() if first == i)
            is_theirs = last < len(doc) and table.group(doc[last].lower_) == "workers"
            is_house = scene.starts[i].kind != PERSON and not is_theirs
            return scene.starts[i].name if is_house else ""
        if table.group(token.lower_) == "workers" or is_plural_worker(token, table):
            return ""  # « qui représente les salariés de Veltra »
        if table.group(token.lower_):
            is_the = plain(doc[i - 1]) in table.definite or doc[i - 1].pos_ == "ADJ"
            return scene.topics.meant(token.lower_, i) if is_the else ""
        if token.lower_ in table.organs:
            return scene.topics.at(token.idx)
        if token.pos_ not in {"DET", "ADJ", "ADP", "NOUN"} and not token.is_punct:
            return ""
        if token.text in COMMAS | STOPS:
            return ""
    return ""


@cache
def _work(language: str) -> _Work:
    """Return a language's words for having work. Raises LexiconError."""
    titles = lexicon(language, "titles")
    return _Work(
        jobs=frozenset(titles["jobs"]),
        losing=frozenset(titles["losing"]),
        labours=frozenset(titles["labours"]),
        succeeding=frozenset(titles["succeeding"]),
        joining=frozenset(titles["joining"]),
    )
