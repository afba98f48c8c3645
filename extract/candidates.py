"""Where names may stand: the model's spans, runs of capitals, bodies by their noun."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from extract.bodies import BODY, HOUSE, bodies
from extract.cuts import begins, cut
from extract.datelines import story_start
from extract.evidence import is_trade
from extract.headlines import headline_names, is_title_case
from extract.kinds import (
    COMPANY_LABELS,
    PERSON_LABELS,
    PLACE_LABELS,
    POSSESSIVES,
    SUBJECTS,
    Name,
)
from extract.nlp import lowers, text_of, texts
from extract.phrases import plain
from extract.vocabulary import Words

NAME_LABELS = PERSON_LABELS | COMPANY_LABELS | PLACE_LABELS | {"MISC", "NORP", "WORK_OF_ART"}
GUESSED = frozenset({"EVENT", "LAW", "LANGUAGE"})
"""Labels of names that are seldom an event's: the span counts, the label doesn't."""
OPEN = frozenset({"PROPN", "NOUN", "X", "ADJ"})
_SMALL = frozenset({"DET", "ADP", "ADV", "PRON", "CCONJ", "SCONJ", "VERB", "AUX", "NUM"})
PAIR = 2
"""Words of a given name and a surname."""
LEAST_SMALL = 4
"""Letters of a brand written small."""


def candidates(doc: Doc, *, title: str, table: Words) -> list[Name]:
    """Return what may be a name, in reading order, none over another."""
    whole = list(bodies(doc, table))
    held = {i for name in whole for i in range(name.start, name.end)}
    others = [*_names(doc, title, table, held), *_small(doc, title, table)]
    found = [_housed(doc, name, table) for name in _joined(doc, [*whole, *others], table)]
    found = [name for name in found if not _is_own_body(doc, name, table)]
    headed = list(_headed(doc, title, found, table))
    held = {i for name in headed for i in range(name.start, name.end)}
    found = [name for name in found if name.start not in held] + headed
    found.sort(key=lambda name: name.start)
    return list(_unprefixed(doc, list(_unowned(doc, found)), title, table))


def _headed(doc: Doc, title: str, found: Sequence[Name], table: Words) -> Iterator[Name]:
    """Yield the names of the headline that the text repeats and the model missed."""
    text = text_of(doc)
    # A name that the model cut in two is whole in the headline: « Proxim’Orvel ».
    inside = {i: name for name in found for i in range(name.start, name.end)}
    for wanted in sorted(headline_names(title, table), key=lambda name: (-len(name), name)):
        at = text.find(wanted)
        while at >= 0:
            span = doc.char_span(at, at + len(wanted))
            at = text.find(wanted, at + len(wanted))
            if span is None or span.start_char < story_start(text):
                continue
            over = {inside[i] for i in range(span.start, span.end) if i in inside}
            is_free = all(span.start <= n.start and n.end <= span.end for n in over)
            if is_free and not _is_same(over, span) and not _is_alone(span):
                label = next((name.label for name in over), "")
                name = Name(span.start, span.end, wanted, label)
                inside.update(dict.fromkeys(range(span.start, span.end), name))
                yield name


def _is_own_body(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a body of the staff only opens a post: "Works council chair Ana Costa"."""
    if name.end == len(doc) or name.text.lower() not in table.own_bodies:
        return False
    return doc[name.end].lower_ in table.titles


def _is_same(over: set[Name], span: Span) -> bool:
    return any((name.start, name.end) == (span.start, span.end) for name in over)


def _is_alone(span: Span) -> bool:
    """Ask whether one word has its capital from opening a sentence, and is used as a word there."""
    is_first = len(span) == 1 and begins(span.doc, span.start)
    return is_first and (span[0].is_stop or span[0].pos_ in _SMALL)


def _unprefixed(doc: Doc, names: Sequence[Name], title: str, table: Words) -> Iterator[Name]:
    """Cut what a sentence's first capital drew into a name, and the place after it.

    "Forwarder Orvel & Roe" where the name also stands alone; "Callwise in Leeds".
    """
    alone = {name.text for name in names} | headline_names(title, table)
    for name in names:
        start, end = name.start, name.end
        if _is_prefixed(doc, start, end, table) and doc[start + 1 : end].text in alone:
            start += 1
        for i in range(start + 1, end - 1):
            if plain(doc[i]) in table.places and doc[start:i].text in alone:
                end = i
                break
        if (start, end) == (name.start, name.end):
            yield name
        else:
            yield Name(start, end, doc[start:end].text, name.label)


def _housed(doc: Doc, name: Name, table: Words) -> Name:
    """Give a name the noun that opens it with a capital: « Sellerie Orvel », « Banque Orvel »."""
    at = name.start - 1
    is_apart = (
        at < 0 or not table.trade_first or name.label in {BODY, HOUSE} or not doc[at].is_title
    )
    if is_apart or not is_trade(doc[at].lower_, table):
        return name
    return Name(at, name.end, doc[at : name.end].text, name.label)


def _unowned(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Cut the ending of "Klarna's" again where the name also stands without it."""
    plain = {n.text for n in names if n.end == len(doc) or doc[n.end].lower_ not in POSSESSIVES}
    for name in names:
        base = name.text.removesuffix("'s").removesuffix("’s")
        if base != name.text and base in plain and name.end - name.start > 1:
            yield Name(name.start, name.end - 1, base, name.label)
        else:
            yield name


def _names(  # noqa: C901 (the model\'s spans first, then runs of capitals)
    doc: Doc, title: str, table: Words, held: set[int]
) -> Iterator[Name]:
    """Yield the model's name spans and, where it saw none, runs of proper nouns."""
    label_at: dict[int, tuple[int, str]] = {}
    for entity in doc.ents:
        if entity.label_ in NAME_LABELS:
            label_at[entity.start] = (_numberless(entity), entity.label_)
        elif _is_month_named(entity, table.given):
            label_at[entity.start] = (entity.end, "PERSON")
        elif entity.label_ in GUESSED and all(token.is_title for token in entity):
            label_at[entity.start] = (entity.end, "")
    headed = {word.removesuffix("'s").removesuffix("’s") for word in title.split()[1:]}
    headed = {word for word in headed if word[:1].isupper() and word.lower() not in table.definite}
    headed = headed if not is_title_case(title) else set()
    written = texts(doc)
    at = 0
    while at < len(written):
        is_small = at not in label_at and not written[at][:1].isupper()
        if is_small or at in held:
            at += 1
            continue
        if at in label_at:
            end, label = label_at[at]
            while end < len(doc) and end not in label_at and _goes_on(doc[end], table):
                end += 1
            end = _glued(doc, end)
            if end in label_at and _is_second_half(doc, end - 1) and doc[end - 2].text == "-":
                end = label_at[end][0]  # the model cuts "Ji-woo" from "Han"
            yield from cut(doc, at, end, label, table, headed)
            at = end
            continue
        end = at
        while (
            end < len(doc)
            and written[end][:1].isupper()
            and end not in label_at
            and (_is_name_token(doc[end], headed) or (end > at and _goes_on(doc[end], table)))
        ):
            end += 1
        if end == at:
            at += 1
            continue
        stop, label = _glued(doc, end), ""
        if (
            stop in label_at
            and label_at[stop][0] in {stop + 1, _glued(doc, stop + 1)}
            and doc[end - 1].lower_ not in table.titles
            and (stop == end or doc[stop - 1].is_lower)
        ):
            # The model often keeps only the surname of a person: "Ana [Costa]", "Ana [Costa-Reis]".
            stop, label = label_at[stop]
        yield from cut(doc, at, stop, label, table, headed)
        at = stop


def _numberless(entity: Span) -> int:
    """Return where a name ends before a number that the model drew in: *told Orvel ten times*."""
    end = entity.end
    while end - entity.start > 1 and entity.doc[end - 1].like_num and entity.doc[end - 1].is_lower:
        end -= 1
    return int(end)


def _is_month_named(entity: Span, given: frozenset[str]) -> bool:
    """Ask whether what the model takes for a date is somebody: "June Rademaker"."""
    is_pair = entity.label_ == "DATE" and entity.end - entity.start == PAIR
    return is_pair and entity[0].lower_ in given and entity[1].is_title and entity[1].is_alpha


def _is_told_of(token: Token) -> bool:
    """Ask whether a comma and an article follow: "Nimbly, the meal-kit firm, …"."""
    following = token.doc[token.i + 1 : token.i + 3]
    return len(following) > 1 and following[0].text == "," and following[1].pos_ == "DET"


def _goes_on(token: Token, table: Words) -> bool:
    """Ask whether a name that the model ended goes on: "Gelato" in "Gelato Nord"."""
    before = token.nbor(-1)
    is_free = token.text[:1].isupper() and not token.ent_type_ and token.lower_ not in table.days
    if is_free and (token.lower_ in table.trades or token.lower_ in table.legal_suffixes):
        return bool(before.whitespace_)  # "Waterlands Energy", « Bastide Fraîcheur »
    return is_free and token.pos_ == "PROPN" and before.pos_ == "PROPN"


def _glued(doc: Doc, end: int) -> int:
    """Return where a name ends that a hyphen joins to its next part: "Moreau-Petit"."""
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end].whitespace_
        and not doc[end - 1].whitespace_
        and (doc[end + 1].text[:1].isupper() or _is_second_half(doc, end + 1))
    ):
        end += 2
    return end


def _is_second_half(doc: Doc, at: int) -> bool:
    """Ask whether a small word is the end of a given name: "Ji-woo Han"."""
    following = doc[at + 1 : at + 2]
    return doc[at].is_alpha and len(following) == 1 and following[0].is_title


def _is_prefixed(doc: Doc, start: int, end: int, table: Words) -> bool:
    """Ask whether a name's first word may be a sentence's: no given name before a surname."""
    if end - start < PAIR or not begins(doc, start) or doc[start].lower_ in table.given:
        return False
    is_several = end - start > PAIR and doc[start + 1].lower_ not in table.stripped_names
    return is_several or doc[start].pos_ not in {"PROPN", "X"}


def _joined(doc: Doc, names: Iterable[Name], table: Words) -> Iterator[Name]:
    """Yield names in reading order, "Beddoe & Sons" and "Orvel Roe LLP" as one."""
    last: Name | None = None
    for name in sorted(names, key=lambda name: (name.start, name.label != BODY)):
        if last is not None and name.start < last.end:
            continue
        if last is not None and name.start == last.end + 1 and doc[last.end].text == "&":
            last = Name(last.start, name.end, doc[last.start : name.end].text, name.label)
            continue
        is_form = name.text.lower() in table.legal_suffixes
        if last is not None and name.start == last.end and is_form:
            last = Name(last.start, name.end, doc[last.start : name.end].text, "ORG")
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _small(doc: Doc, title: str, table: Words) -> Iterator[Name]:
    """Yield brands in small letters, wherever they stand: they open the title or hold an "&".

    "the online grocer zeplo" counts too when the same word stands elsewhere as a possessor.
    """
    opening = title.split(maxsplit=1)[:1]
    small = {word for word in opening if word.isalpha() and word.islower()} - table.definite
    forms = lowers(doc)
    for at, form in enumerate(forms):
        if "&" in form[1:-1] and form[0].isalpha() and doc[at].is_lower:
            small.add(doc[at].text)
        elif form in POSSESSIVES and at > 1 and _is_small_owner(doc[at - 1], table):
            small.add(doc[at - 1].text)
    for at, form in enumerate(forms) if small else ():
        if form in small and doc[at].text in small:
            yield Name(at, at + 1, doc[at].text, "ORG")


def _is_small_owner(token: Token, table: Words) -> bool:
    """Ask whether a word after the noun for a company, before a possessive ending, is a brand."""
    return (
        token.is_lower
        and len(token) >= LEAST_SMALL
        and token.pos_ in OPEN
        and table.organisations.get(token.nbor(-1).lower_) == "companies"
        and token.lower_ not in table.organisations
    )


def _has_inner_capital(text: str) -> bool:
    """Ask whether a word has a capital after a small letter, as only names have: "HearUs"."""
    return any(one.islower() and two.isupper() for one, two in pairwise(text))


def _is_bare_subject(token: Token) -> bool:
    """Ask whether a sentence opens with a noun without an article: « Orvel, jeune pousse, … ».

    French nouns need one: without it the subject is a name, whatever the tagger takes it for.
    """
    if token.vocab.lang != "fr" or token.pos_ not in {"NOUN", "X"} or token.dep_ not in SUBJECTS:
        return False
    is_one = token.morph.get("Number", []) != ["Plur"]
    return is_one and token.is_sent_start is True and not any(t.pos_ == "DET" for t in token.lefts)


def _is_name_token(token: Token, headed: set[str]) -> bool:
    if not token.text[:1].isupper() or token.ent_type_:
        return False
    if token.pos_ == "PROPN" or _has_inner_capital(token.text):
        return True
    if token.text in headed and (
        token.dep_ in SUBJECTS or not token.is_sent_start or _is_told_of(token)
    ):
        return True  # the first word of a sentence, and a capital in the headline too
    if _is_bare_subject(token):
        return True
    before = token.nbor(-1) if token.i else None
    is_inside = before is not None and not (before.is_punct or before.is_space)
    # A capital inside a sentence is a name, whatever the tagger takes it for.
    return is_inside and token.pos_ in {"VERB", "NOUN", "X"}
