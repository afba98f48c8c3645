"""What the names of an article stand for, decided once for each from all its places."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.datelines import story_start
from extract.evidence import (
    ACTS,
    COMPANY,
    COMPANY_LABELS,
    ENOUGH,
    HEADLINE,
    LEAST,
    MEDIUM,
    ORGANISATION,
    PERSON,
    PERSON_LABELS,
    PLACE,
    PLACE_LABELS,
    POSSESSIVES,
    SHOUTED,
    SPEAKS,
    SUBJECTS,
    VERBS,
    Name,
    is_given,
    is_trade,
    label_points,
)
from extract.headlines import bare, headed_words, is_place_in, is_title_case, openings
from extract.nlp import lowers, text_of
from extract.surroundings import context_points
from extract.vocabulary import Words

FIRM = 3.0
"""Points above which a name is a company's or a body's, whatever else the story names."""

__all__ = [
    "COMPANY",
    "COMPANY_LABELS",
    "ORGANISATION",
    "PERSON",
    "PERSON_LABELS",
    "PLACE_LABELS",
    "POSSESSIVES",
    "SUBJECTS",
    "VERBS",
    "Name",
    "kinds",
]


def kinds(  # noqa: C901 (evidence in order, each by itself)
    doc: Doc, names: Sequence[Name], table: Words, *, title: str
) -> dict[str, str]:
    """Return each name's kind: ``person``, ``company``, ``organisation`` or empty.

    News gives a person's full name once, so a single word that is nobody's surname and acts,
    owns or heads the story is a company, whatever the model calls it.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    strongest: dict[str, float] = defaultdict(float)
    places = Counter(name.text for name in names)
    for name in names:
        points = votes[name.text]
        # The model's labels count once a name, however often it stands there.
        for kind, vote in label_points(name, table):
            points[kind] += vote / places[name.text]
        for kind, vote in context_points(doc, name, table):
            if kind != SPEAKS:
                points[kind] += vote
            strongest[name.text] = max(strongest[name.text], vote)
    # A capital inside a sentence and the model's own word tell a name from a word.
    inside = {n.text for n in names if n.label in COMPANY_LABELS or not _begins(doc, n)}
    opening_line = text_of(doc)[: story_start(text_of(doc))]
    for text, points in votes.items():
        first, _, last = text.rpartition(" ")
        is_house = table.trade_first and is_trade(text.split()[0].lower(), table)
        is_apart = is_house or _is_body_like(text, table)
        if first and last in votes and first not in votes and not is_apart:
            points[PERSON] += ENOUGH  # later called by the surname alone
        if text in opening_line:
            points[MEDIUM] += 2 * ENOUGH + 1  # the agency that signs the story
        _weigh_forms(text, points, votes, places, table)
        if first.lower() in table.stripped_names and not any(t.endswith(f" {text}") for t in votes):
            points[PERSON] -= ENOUGH  # « Le Fanal », but « Ana Le Guen »
    people = {text for text in votes if " " in text and _best(votes[text]) == PERSON}
    parts = {part for text in people for part in text.split()}
    weighed = _Headline.of(doc, title, wanted={text.lower() for text in votes}, table=table)
    firm = {
        text for text, points in votes.items() if max(points[COMPANY], points[ORGANISATION]) > FIRM
    }
    found = {}
    for text, points in votes.items():
        weighed.weigh(text, points, parts=parts, places=places[text])
        is_short = " " not in text
        is_weak = strongest[text] < ENOUGH and text not in inside and text not in parts
        is_weak = is_weak and bool(firm - {text}) and text not in weighed.words
        if is_short and is_weak and not text.isupper():
            points["other"] += SHOUTED  # "Replies were switched off"
        kind = _best(points)
        least = LEAST if kind == PERSON and is_short else 1
        kind = ORGANISATION if kind == MEDIUM else kind
        is_named = kind in {PERSON, COMPANY, ORGANISATION}
        found[text] = kind if is_named and max(points.values()) >= least else ""
    if not {COMPANY, ORGANISATION} & set(found.values()):
        found |= dict.fromkeys(_promoted(found, votes, weighed, table), COMPANY)
    return found


def _promoted(
    found: Mapping[str, str],
    votes: Mapping[str, Mapping[str, float]],
    headline: "_Headline",
    table: Words,
) -> Iterator[str]:
    """Yield the names of the headline that nothing speaks against, in a story without a company.

    A story about work has an employer, and its headline names it.
    """
    for text, kind in found.items():
        points = votes[text]
        told = text in headline.title and (" " in text or text in headline.words)
        against = max(points.get(kind, 0.0) for kind in (PERSON, PLACE, MEDIUM, "other"))
        if told and not kind and against < LEAST and not is_given(text.split()[0], table):
            yield text


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline's words, and the forms that the story also writes small."""

    title: str
    words: frozenset[str]
    opening: frozenset[str]
    headed: frozenset[str]
    lower: frozenset[str]
    table: Words

    @classmethod
    def of(cls, doc: Doc, title: str, *, wanted: set[str], table: Words) -> "_Headline":
        heard = re.findall(r"[\w&'’-]+", title)
        small = {
            form
            for at, form in enumerate(lowers(doc))
            if form in wanted and (doc[at].is_lower or doc[at].is_stop)
        }
        return cls(
            title,
            frozenset(bare(word) for word in heard),
            frozenset(openings(title)),
            frozenset(headed_words(heard, table)),
            frozenset(small | {word for word in heard if word.islower()}),
            table,
        )

    def weigh(self, text: str, points: dict[str, float], *, parts: set[str], places: int) -> None:
        """Weigh a name by the headline, and by whether it is a word; ``parts`` are of people."""
        is_short = " " not in text
        in_title = text in self.words if is_short else text in self.title
        is_small = text.lower() in self.lower
        is_word = text in self.opening and is_small and text.istitle()
        in_title = in_title and not is_word  # "State brings back …" of "the state's office"
        is_acting = points[COMPANY] or (is_short and (places > 1 or text in self.opening))
        if in_title and text not in parts and is_acting:
            # The headline names who the story is about; a person is there by a known surname.
            points[COMPANY] += HEADLINE if is_short else HEADLINE / 2
        if not is_short:
            return
        if text in self.headed and text not in parts:
            points[COMPANY] += ENOUGH + 1
        if is_place_in(self.title, text, self.table):
            points[PLACE] += ENOUGH + 1
        if len(text) > 1 and text.isupper() and is_small:
            points["other"] += SHOUTED  # a word that somebody shouts
        may_tell = is_title_case(self.title) or not in_title
        if may_tell and text.istitle() and is_small:
            points["other"] += LEAST  # a common noun with a capital
        if text in parts:
            points[COMPANY] -= ENOUGH


def _begins(doc: Doc, name: Name) -> bool:
    """Ask whether a name has its capital from opening a sentence or quoted words."""
    if doc[name.start].is_sent_start is True or not name.start:
        return True
    before = doc[name.start - 1]
    return before.is_quote or before.is_space


def _weigh_forms(
    text: str,
    points: dict[str, float],
    votes: Mapping[str, Mapping[str, float]],
    places: Mapping[str, int],
    table: Words,
) -> None:
    """Weigh a name of several words by how the article shortens it.

    A person goes by the last word; "Skerry" for "Skerry Air" is a company, and so is what keeps
    its whole name where a person would have lost the first one.
    """
    first, _, last = text.rpartition(" ")
    if not first or last in votes or is_given(text.split(maxsplit=1)[0], table):
        return
    if first in votes or (table.surnames_alone and places[text] > 1):
        points[COMPANY] += ACTS


def _is_body_like(text: str, table: Words) -> bool:
    """Ask whether a last word is no surname: a country, or after "of" ("Bank of Ireland")."""
    parts = text.split()
    is_linked = not table.trade_first and not table.body_links.isdisjoint(parts[1:])
    return is_linked or parts[-1].lower() in table.geography


def _best(points: Mapping[str, float]) -> str:
    best, _ = max(points.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
    return best
