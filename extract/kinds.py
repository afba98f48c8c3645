"""What the names of an article stand for, decided once for each from all its places."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.cues import cues
from extract.datelines import story_start
from extract.headlines import (
    bare,
    headed_words,
    is_place_in,
    is_shouted,
    is_title_case,
    openings,
)
from extract.media import is_told
from extract.nlp import lowers, text_of
from extract.vocabulary import Words

PERSON = "person"
COMPANY = "company"
ORGANISATION = "organisation"
PLACE = "place"
MEDIUM = "medium"
"""A newspaper or an agency to which somebody spoke."""
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


def kinds(  # noqa: C901, PLR0912 (evidence in order, each by itself)
    doc: Doc, names: Sequence[Name], table: Words, *, title: str
) -> dict[str, str]:
    """Return each name's kind: ``person``, ``company``, ``organisation`` or empty.

    News gives a person's full name once, so a single word that is nobody's surname and acts,
    owns or heads the story is a company, whatever the model calls it.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    places = Counter(name.text for name in names)
    for name in names:
        points = votes[name.text]
        # The model's labels count once a name, however often it stands there.
        for kind, vote in _label_points(name, table):
            points[kind] += vote / places[name.text]
        for kind, vote in _context_points(doc, name, table):
            points[kind] += vote
    opening_line = text_of(doc)[: story_start(text_of(doc))]
    for text, points in votes.items():
        first, _, last = text.rpartition(" ")
        if first and last in votes and first not in votes:
            points[PERSON] += ENOUGH  # later called by the surname alone
        if text in opening_line:
            points[MEDIUM] += ENOUGH + 1
        if first.lower() in table.stripped_names and not any(t.endswith(f" {text}") for t in votes):
            points[PERSON] -= ENOUGH  # « Le Fanal », but « Ana Le Guen »
    people = {text for text in votes if " " in text and _best(votes[text]) == PERSON}
    parts = {part for text in people for part in text.split()}
    heard = re.findall(r"[\w&'’-]+", title)
    headline = {bare(word) for word in heard}
    opening = openings(title)
    headed = headed_words(heard, table)
    is_titled = is_title_case(title)
    wanted = {text.lower() for text in votes}
    lower = {
        form
        for form, token in zip(lowers(doc), doc, strict=True)
        if form in wanted and (token.is_lower or token.is_stop)
    }
    found = {}
    for text, points in votes.items():
        is_short = " " not in text
        in_title = text in headline if is_short else text in title
        is_acting = points[COMPANY] or (is_short and (places[text] > 1 or text in opening))
        if in_title and text not in parts and is_acting:
            # The headline names who the story is about; a person is there by a known surname.
            points[COMPANY] += HEADLINE if is_short else HEADLINE / 2
        if is_short and text in headed and text not in parts:
            points[COMPANY] += ENOUGH + 1
        if is_short and is_place_in(title, text, table):
            points[PLACE] += ENOUGH + 1
        if is_short and len(text) > 1 and text.isupper() and text.lower() in lower:
            points["other"] += 4  # a word that somebody shouts
        if is_short and (is_titled or not in_title) and text.istitle() and text.lower() in lower:
            points["other"] += LEAST  # a common noun with a capital
        if is_short and text in parts:
            points[COMPANY] -= ENOUGH
        kind = _best(points)
        least = LEAST if kind == PERSON and is_short else 1
        kind = ORGANISATION if kind == MEDIUM else kind
        is_named = kind in {PERSON, COMPANY, ORGANISATION}
        found[text] = kind if is_named and max(points.values()) >= least else ""
    return found


def _best(points: Mapping[str, float]) -> str:
    best, _ = max(points.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
    return best


def _label_points(  # noqa: C901, PLR0912 (cases in order, each by itself)
    name: Name, table: Words
) -> Iterator[tuple[str, float]]:
    parts = name.text.split()
    if any(character.isdigit() for character in name.text):
        yield "other", 3
    if not name.label and len(parts) == 1:
        yield COMPANY, 0.75
    elif not name.label and len(parts) in {2, 3} and all(p[0].isupper() for p in parts):
        yield PERSON, 1
    elif name.label == "BODY":
        yield ORGANISATION, 8
    elif name.label in PERSON_LABELS:
        is_full = len(parts) in {2, 3} and parts[0].lower() not in table.definite
        known = LABELLED if _is_given(parts[0], table) else LABELLED - 0.5
        yield PERSON, known if is_full else 1
    elif name.label in COMPANY_LABELS:
        yield COMPANY, 1.5
    elif name.label in PLACE_LABELS:
        yield PLACE, 1
    elif name.label in {"NORP", "WORK_OF_ART"}:
        yield "other", 1
    elif name.label == "MISC":
        yield "other", 0.5
    lower = [part.lower() for part in parts]
    if _is_given(parts[0], table) and name.label != "BODY":
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
    if any(part in table.institution_words for part in lower):
        yield ORGANISATION, 4
    if len(parts) > 1 and lower[-1] in table.bodies:
        yield ORGANISATION, 4
    if len(parts) == 1 and len(name.text) > LONGEST_ACRONYM and name.text.isupper():
        yield COMPANY, 1
    acronym, _, rest = name.text.partition("-")
    if rest and len(acronym) > 1 and acronym.isupper():
        yield PERSON, -ENOUGH  # "FNB-Zorg"
        yield ORGANISATION, LEAST


def _is_geography(text: str, table: Words) -> bool:
    """Ask whether a name is that of a country or a part of the world."""
    return text.lower() in table.geography


def _is_given(part: str, table: Words) -> bool:
    """Ask whether a word is a given name, "Jean-Yves" by its first half."""
    lower = part.lower()
    return lower in table.given or lower.partition("-")[0] in table.given


def _context_points(  # noqa: C901, PLR0912 (cases in order, each by itself)
    doc: Doc, name: Name, table: Words
) -> Iterator[tuple[str, float]]:
    """Yield what stands for a person or a company around one place of a name."""
    before = [doc[i] for i in range(max(0, name.start - BESIDE), name.start)]
    after = [doc[i] for i in range(name.end, min(len(doc), name.end + WINDOW))]
    several = " " in name.text
    told = is_told(doc, name.start, table)
    if not told:
        yield from _points_before(before, table, several=several)
        if before and before[-1].text == ",":
            yield from _described(doc, name, table, several=several)
        is_the = bool(before) and before[-1].lower_ in table.stripped
        if several and is_the and name.label not in COMPANY_LABELS:
            yield COMPANY, ENOUGH
    if not before or before[-1].lower_ not in table.at:
        # « Chez Veltra, la DRH … » tells of her, not of Veltra.
        yield from _points_after(after, table, several=several)
    is_acronym = name.text.isupper() and not several and len(name.text) <= LONGEST_BODY
    # « la CGT », « du SNJ »: an article, by itself or in its preposition
    article = before[-1] if before and before[-1].pos_ in {"DET", "ADP"} else None
    if is_acronym and article and article.morph.get("Number", []) and table.writes_bodies_small:
        yield ORGANISATION, ENOUGH + 0.5  # « la CGT »
    if len(before) == BESIDE and before[-1].lower_.replace("’", "'") in table.links:
        person = before[0] if before[1].text == "," else before[1]
        if person.ent_type_ in PERSON_LABELS and name.label not in PERSON_LABELS:
            yield COMPANY, ENOUGH
    if is_shouted(doc, name.start, name.end) and not _is_given(name.text.partition(" ")[0], table):
        yield "other", SHOUTED
    if [token.lower_ for token in before[-2:]] == [",", "of"] and name.label in PLACE_LABELS:
        yield PLACE, ENOUGH  # "Ana Costa, of Dundee"
    if before and before[-1].lower_ in table.parts:
        yield "other", SHOUTED  # « le département Emploi »
    if (
        before
        and before[-1].text == "("
        and name.start < DATELINE
        and after[:1]
        and (after[0].text == ")" and doc[0].is_upper)
    ):
        yield MEDIUM, SHOUTED  # "DETROIT (Reuters) -"
    if told:
        yield MEDIUM, 1 if several and name.label in PERSON_LABELS else ENOUGH + 1
    follows = [token.lower_ for token in after[:2]]
    is_object = bool(before) and before[-1].pos_ == "ADP"
    if not is_object and set(follows) & table.who:
        yield PERSON, 2
    if follows == [",", "which"]:
        yield COMPANY, 2
    if len(after) > 1 and after[0].text == "-" and after[1].lower_ in table.based:
        yield PLACE, 3
    head = doc[name.start : name.end].root
    if head.dep_ not in SUBJECTS:
        if not several and _is_acting(doc, name):
            yield COMPANY, ACTS
        return
    if head.head.lemma_.lower() in table.employs:
        yield COMPANY, ENOUGH + 0.25 if several else ENOUGH
    elif not several and not is_object:
        yield COMPANY, ACTS


def _is_acting(doc: Doc, name: Name) -> bool:
    """Ask whether a name acts though the parser missed it: "Veltra met …", « répond Veltra. »."""
    first = doc[name.start]
    following = doc[name.end] if name.end < len(doc) else None
    if following is None:
        return False
    if first.is_sent_start and following.pos_ in VERBS:
        return True
    before = doc[name.start - 1] if name.start else None
    cue = cues(doc.vocab.lang).at(before) if before is not None and before.pos_ in VERBS else None
    return cue is not None and following.is_punct


def _points_before(  # noqa: C901, PLR0912 (cases in order, each by itself)
    before: Sequence[Token], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    lower = ["", "", *(token.lower_.replace("’", "'") for token in before)]
    last = lower[-1]
    if last in table.courtesy:
        yield PERSON, 4
    if last in table.at:
        yield COMPANY, ENOUGH
    if last in table.employers and lower[-2] in table.works | table.leads:
        yield COMPANY, 3  # "works for Veltra", « dirige pour Veltra un entrepôt »
    if last in table.leads and before[-1].pos_ in VERBS:
        yield COMPANY, 3  # « Paule Ségalen dirige Voltige »
    if last in table.links and _ends_title(lower, table):
        # « le ministre du Travail » heads no company of that name.
        yield ("other" if table.group(lower[-2]) == "public" else COMPANY), 3
    if last in table.definite and lower[-2] in table.links and table.group(lower[-3]) == "public":
        yield "other", SHOUTED  # « la ministre de l'Industrie »
    if last in table.links and lower[-2] in table.owned:
        yield COMPANY, ENOUGH
    if (group := table.group(last)) and before[-1].pos_ not in VERBS:
        if group in {"companies", "others"}:
            yield COMPANY, 3
        elif group != "workers":
            yield ORGANISATION, 3
    elif before and before[-1].pos_ in {"ADJ", "NOUN"}:
        # « la société nantaise Bornéo », « du cabinet de conseil Ombrix »
        noun = lower[-3] if lower[-2] in table.links else lower[-2]
        if table.group(noun) == "companies":
            yield COMPANY, 3
    elif table.group(lower[-2]) == "companies" and last in {",", "-"}:
        yield COMPANY, 1
    if last in table.titles and several:
        yield PERSON, 2
    if last in table.kin:
        yield PERSON, ENOUGH
    is_called = before[-1].pos_ == "NOUN" and before[-1].is_lower if before else False
    if is_called and not several and not table.group(last) and last not in table.titles:
        article = before[-2].pos_ == "DET" if len(before) > 1 else False
        yield COMPANY, ACTS if article and table.writes_bodies_small else 0  # « le lunetier Orvel »
    if last in table.unionists or (last in table.links and lower[-2] in table.unionists):
        yield ("other" if several else ORGANISATION), 0 if several else 4
    if last in table.places:
        yield PLACE, 0.5 if several else ENOUGH


def _described(doc: Doc, name: Name, table: Words, *, several: bool) -> Iterator[tuple[str, float]]:
    """Read back from the comma of « une petite société, Quai Sud », "head of claims, Ana Costa"."""
    comma = name.start - 1
    for i in range(comma - 1, max(-1, comma - WINDOW), -1):
        token = doc[i]
        if token.pos_ in VERBS or token.text == ",":
            return
        is_kin = token.lower_ in table.kin
        if is_kin or token.lower_ in table.titles or doc[i : i + 2].text.lower() in table.titles:
            if several:
                yield PERSON, ENOUGH
            return
        if table.group(token.lower_) == "companies" and name.label not in PERSON_LABELS:
            yield COMPANY, ENOUGH
            return


def _points_after(
    after: Sequence[Token], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    lower = [*(token.lower_.replace("’", "'") for token in after), "", ""]
    if lower[0] in POSSESSIVES:
        ahead = lower[1:4]
        if any(word in table.owned for word in ahead[:2]) or any(
            word in table.titles for word in (*ahead, " ".join(ahead[:2]))
        ):
            yield COMPANY, ENOUGH
        elif not several:
            owns = len(after) > BESIDE and after[1].pos_ == after[2].pos_ == "PROPN"
            yield COMPANY, ENOUGH if owns else 0.5  # "Veltra's Ana Costa"
    if lower[0] in table.titles and not several:
        yield COMPANY, ENOUGH
    if lower[0] == "," and len(after) > 1 and after[1].is_digit and not several:
        yield PERSON, 3  # "Robert, 79, …"
    if not several and lower[0] in table.aged and len(after) > 1 and after[1].like_num:
        yield PERSON, 3  # « Maya a 29 ans », "Maya is 29"
    if several and lower[0] == "," and lower[1] in table.links | table.at:
        yield PERSON, LEAST
    if lower[0] in {",", "("}:
        yield from _apposition_points(after[1:], table, several=several)


def _ends_title(before: Sequence[str], table: Words) -> bool:
    """Ask whether a title stands before the link: "chief executive of", « directrice de »."""
    return any(
        " ".join(before[first:-1]).removesuffix(ending) in table.titles
        for first in (-2, -3)
        for ending in ("", "s")
    )


def _apposition_points(
    tokens: Sequence[Token], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    """Read ", the Lyon insurer" as a company and ", chief executive of" as a person."""
    after = [token.lower_.replace("’", "'") for token in tokens]
    seen = False
    for at, word in enumerate(after):
        if tokens[at].dep_ in SUBJECTS or tokens[at].pos_ in VERBS:
            break
        pair = " ".join(after[at : at + 2])
        is_first_link = at == 0 and (tokens[at].pos_ == "ADP" or word in table.links)
        is_work = seen and (tokens[at].pos_ == "ADP" or word in table.links)
        if word in {",", "."} or word in table.relatives or is_first_link or is_work:
            break
        seen = seen or tokens[at].pos_ == "NOUN"
        is_both = word in table.titles and table.group(word) == "companies" and not several
        if (word in table.titles or pair in table.titles) and not is_both:
            yield PERSON, 3
            return
        is_owner = at + 1 < len(after) and after[at + 1] in POSSESSIVES
        if (group := table.group(word)) and not is_owner:
            yield (COMPANY, 3) if group in {"companies", "others"} else (ORGANISATION, 2)
            return
