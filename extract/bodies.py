"""Bodies that their noun names: "Institute for Fair Work", « Fédération des centres d'appels »."""

from collections.abc import Iterator

from spacy.tokens import Doc

from extract.kinds import PERSON_LABELS, PLACE_LABELS, Name
from extract.nlp import lowers, texts
from extract.phrases import plain
from extract.vocabulary import Words

HOUSE = "HOUSE"
"""Label of a company's name that goes on with "of"."""
BODY = "BODY"
"""Label of such a name, beside the model's."""
NAMING = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM"})
DATES = frozenset({"DATE", "TIME"})
PLURAL_OWNERS = frozenset({"'", "’"})
LONGEST = 9
"""Tokens of a body's name."""
REACH = 4
"""Tokens from a common noun to the capital that makes it a name."""


def bodies(doc: Doc, table: Words) -> Iterator[Name]:
    """Yield the names that run over small words, which no model's span holds, in reading order."""
    reached = 0
    written = texts(doc)
    for at, form in enumerate(lowers(doc)):
        if at < reached:
            continue
        if form in table.of_names and (house := _house(doc, at, table)):
            reached = house[1]
            yield Name(house[0], house[1], doc[house[0] : house[1]].text, HOUSE)
        if at < reached:
            continue
        has_capital = written[at][:1].isupper()
        if not (form in table.bodies or (has_capital and _is_named_noun(doc, at, table))):
            continue
        if has_capital:
            start = _start(doc, at, reached)
            end = _end(doc, at, table)
            is_owned = start < at and doc[at - 1].text in PLURAL_OWNERS
            found = (start, end) if end > at + 1 or is_owned else None
        else:
            found = _named_before(doc, at, table) or _seated(doc, at, table)
        if found:
            reached = found[1]
            yield Name(found[0], found[1], doc[found[0] : found[1]].text, BODY)


def _is_named_noun(doc: Doc, at: int, table: Words) -> bool:
    """Ask whether a noun has its capital as a body's name: « la Convention des fabricants ».

    Only where names are written small but for their first word, and behind an article.
    """
    if not table.writes_bodies_small or not doc[at].is_title or at == 0 or at + 2 >= len(doc):
        return False
    token, before, after = doc[at], plain(doc[at - 1]), doc[at + 1]
    if not after.is_lower or plain(after) not in table.body_links:
        return False
    is_told = before in table.stripped_names or before in table.contracted
    is_noun = token.pos_ in NAMING and token.lower_ not in table.not_bodies
    is_free = token.ent_type_ not in PLACE_LABELS and token.lower_ not in table.titles
    return is_told and is_noun and is_free and doc[at + 2].text[-1].islower()


def _house(doc: Doc, at: int, table: Words) -> tuple[int, int] | None:
    """Return "Port of Orvel", "Mutual of Kent": a noun with a capital, and a capital after "of"."""
    end = at + 2
    if end >= len(doc) or not doc[at].is_title or doc[at + 1].lower_ not in table.links:
        return None
    while end < len(doc) and doc[end].is_title and doc[end].pos_ == "PROPN":
        end += 1
    start = at
    while start and doc[start - 1].is_title and doc[start - 1].pos_ == "PROPN":
        start -= 1
    return (start, end) if end > at + 2 and doc[start].lower_ not in table.titles else None


def _start(doc: Doc, at: int, floor: int) -> int:
    """Return where the capitals before a body's noun begin: "National Association of …"."""
    start = at
    while start > floor:
        before = doc[start - 1]
        is_owner = before.text in PLURAL_OWNERS and start > floor + 1
        if is_owner and doc[start - 2].text[:1].isupper():
            start -= 2
        elif before.text[:1].isupper() and before.is_alpha and not before.is_stop:
            start -= 1
        else:
            break
    return start


def _end(doc: Doc, at: int, table: Words) -> int:
    """Return where a name ends that goes on with "of …"; the noun's own end without one."""
    last = at + 1
    is_linked = False
    is_small = table.writes_bodies_small
    for i in range(at + 1, min(len(doc), at + LONGEST)):
        token = doc[i]
        lower = plain(token)
        before = doc[i - 1]
        if lower in table.body_links:
            is_linked = True
            continue
        is_joined = before.i == at or plain(before) in table.body_links
        if lower in table.days or not (token.is_alpha or "-" in token.text):
            break
        if token.text[:1].isupper():
            if not is_linked and i > at + 1:
                break
        elif not (is_small and token.pos_ in NAMING and (is_joined or token.pos_ == "ADJ")) or (
            before.lower_ in table.joins and token.text[:1].isupper()
        ):
            break
        last = i + 1
    return last if is_linked else at + 1


def _named_before(doc: Doc, at: int, table: Words) -> tuple[int, int] | None:
    """Return "Tarnbrook borough council": a place and the small noun of its body."""
    if doc[at].lower_ not in table.after_name or at == 0:
        return None
    start = at - 1
    start -= start > 0 and doc[start].lower_ in table.civic
    first = doc[start]
    is_name = first.text[:1].isupper() and not first.is_stop and first.pos_ != "DET"
    return (start, at + 1) if is_name else None


def _seated(  # noqa: C901 (what may stand up to the capital, in order)
    doc: Doc, at: int, table: Words
) -> tuple[int, int] | None:
    """Return « tribunal de Lyon », « cour d'appel de Bordeaux »: a common noun up to a capital."""
    lower = doc[at].lower_
    if lower not in table.seated or at + 1 == len(doc):
        return None
    link = at + 1
    if lower in table.premises and doc[link].pos_ != "ADJ":
        return None  # « centre hospitalier de Lyon », not « le centre de Lyon »
    while link + 1 < len(doc) and doc[link].is_lower and doc[link].pos_ == "ADJ":
        link += 1  # « tribunal judiciaire de Lyon »
    start = at
    if not table.trade_first and plain(doc[link]) in table.places:
        while start and doc[start - 1].is_lower and doc[start - 1].pos_ in {"ADJ", "NOUN"}:
            start -= 1  # "commercial court in Brigg"
    elif plain(doc[link]) not in table.body_links:
        return None
    for i in range(link + 1, min(len(doc), link + 1 + REACH)):
        token = doc[i]
        if token.ent_type_ in DATES:
            return None  # "left the ministry in May"
        if token.text[:1].isupper() and token.pos_ in NAMING:
            end = i + 1
            while end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN":
                end += 1
            while end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].text[:1].isupper():
                end += 2
            is_person = end - i > 1 and token.ent_type_ in PERSON_LABELS
            return None if is_person else (start, end)
        is_part = plain(token) in table.body_links or token.pos_ in {"NOUN", "ADJ"}
        if not is_part or token.lower_ in table.bodies:
            return None
    return None
