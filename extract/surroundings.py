"""What stands around a name and tells what it stands for: titles, trades, verbs, appositions."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.cues import cues
from extract.evidence import (
    ACTS,
    BESIDE,
    COMPANY,
    COMPANY_LABELS,
    DATELINE,
    ENOUGH,
    LEAST,
    LONGEST_BODY,
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
    WINDOW,
    Name,
    is_given,
)
from extract.headlines import is_shouted
from extract.media import is_told
from extract.phrases import plain
from extract.vocabulary import Words

REACH = 6
"""Tokens between a subject and the possessive of what it has."""
FARTHEST = 8
"""Tokens between a company's noun and the name that its complement parts from it."""


def context_points(  # noqa: C901, PLR0912, PLR0915 (cases in order, each by itself)
    doc: Doc, name: Name, table: Words
) -> Iterator[tuple[str, float]]:
    """Yield what stands for a person or a company around one place of a name."""
    before = [doc[i] for i in range(max(0, name.start - BESIDE), name.start)]
    after = [doc[i] for i in range(name.end, min(len(doc), name.end + WINDOW))]
    several = " " in name.text
    told = is_told(doc, name.start, table)
    if not told:
        is_place = name.label in PLACE_LABELS
        yield from _points_before(before, table, several=several, is_place=is_place)
        if _is_far_apposed(doc, name, table):
            yield COMPANY, 3
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
    is_body = is_acronym and table.writes_bodies_small
    if len(before) == BESIDE and plain(before[-1]) in table.links and not is_body:
        person = before[0] if before[1].text == "," else before[1]
        if person.ent_type_ in PERSON_LABELS and name.label not in PERSON_LABELS:
            yield COMPANY, ENOUGH
    if is_shouted(doc, name.start, name.end) and not is_given(name.text.partition(" ")[0], table):
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
    yield from _points_as_used(doc, name, table)
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
    if not is_object and cues(doc.vocab.lang).at(head.head) is not None:
        yield SPEAKS, ENOUGH


def _points_as_used(doc: Doc, name: Name, table: Words) -> Iterator[tuple[str, float]]:
    """Yield what the clause makes of a name: a thing, a seat, a medium, what owns something."""
    if _is_thing(doc, name, table):
        yield "other", SHOUTED  # "an assistant called Orla"
    if _is_seat(doc, name, table):
        yield PLACE, ENOUGH + 0.5
    if _is_posted(doc, name, table):
        yield MEDIUM, ENOUGH
    if _has_its(doc, name, table):
        yield COMPANY, ENOUGH + 0.5  # "Veltra Row has disbanded its pool"


def _is_thing(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a name is a thing's: "the chatbot Orla", "a bot called Orla", "Orla, its bot"."""
    if " " not in name.text:
        at = name.start - 1
        while at > 0 and (doc[at].is_quote or doc[at].lower_ in table.naming):
            at -= 1
        if at >= 0 and _is_product(doc[at], table):
            return True
    at = name.end
    if (
        at + 1 >= len(doc)
        or doc[at].text != ","
        or plain(doc[at + 1]) not in (table.indefinite | table.definite | table.possessives)
    ):
        return False
    for token in doc[at + 2 : at + WINDOW]:
        if _is_product(token, table):
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            return following is None or following.pos_ not in {"NOUN", "PROPN"}
        if token.pos_ not in {"NOUN", "ADJ", "PROPN", "VERB"} or token.is_punct:
            return False
    return False


def _is_product(token: Token, table: Words) -> bool:
    return token.is_lower and token.lower_ in table.products


def _is_seat(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a name only tells where a company sits: "the Leeds ticketing group Veltra".

    Right before its noun a name may be the company's own ("the Veltra group"), unless another
    name follows the noun.
    """
    at = name.start - 1
    if table.trade_first or at < 0 or " " in name.text:
        return False
    if plain(doc[at]) not in table.definite | table.indefinite | table.possessives:
        return False
    end = name.end
    while (
        end < len(doc)
        and end < name.end + WINDOW
        and doc[end].is_lower
        and (doc[end].pos_ in {"NOUN", "ADJ"} or "Part" in doc[end].morph.get("VerbForm", []))
    ):
        end += 1
    if end == name.end or table.group(doc[end - 1].lower_) != "companies":
        return False
    is_named = end < len(doc) and doc[end].pos_ == "PROPN"
    is_told = end < len(doc) and doc[end].lower_ in POSSESSIVES
    is_own = end == name.end + 1 and doc[end - 1].lower_ in table.called_companies
    return (is_named and not is_told) or not is_own


def _is_posted(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a name is where something was published: « un post publié sur Orvel »."""
    start = name.start - 1
    if start < 0 or doc[start].lower_ not in table.posted_on:
        return False
    return any(token.lower_ in table.posted for token in doc[max(0, start - WINDOW) : start])


def _has_its(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a subject has what no person has, right after its verb: "… has cut its staff"."""
    opens = doc[name.start].is_sent_start is True
    if not table.neuter or not (opens or doc[name.start : name.end].root.dep_ in SUBJECTS):
        return False
    has_verb = False
    for token in doc[name.end : name.end + REACH]:
        if token.lower_ in table.neuter:
            return has_verb
        has_verb = has_verb or token.pos_ in VERBS
        if token.pos_ not in {"VERB", "AUX", "ADV", "PART", "ADP"}:
            return False
    return False


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
    before: Sequence[Token], table: Words, *, several: bool, is_place: bool
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
        # « le ministre du Travail » heads no company of that name, an engineer may be from Brest.
        is_public = table.group(lower[-2]) == "public"
        is_from = is_place and table.titles.get(lower[-2].removesuffix("s")) == "others"
        yield ("other" if is_public else COMPANY), 1 if is_from else 3
    if last in table.definite and lower[-2] in table.links and table.group(lower[-3]) == "public":
        yield "other", SHOUTED  # « la ministre de l'Industrie »
    if last in table.links and lower[-2] in table.owned:
        yield COMPANY, ENOUGH
    if (group := table.group(last)) and before[-1].pos_ not in VERBS:
        # « le groupe de presse Orvel »: what the complement belongs to tells.
        is_whole = lower[-2] in table.links and table.group(lower[-3]) == "companies"
        if group in {"companies", "others"} or is_whole:
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


def _is_far_apposed(doc: Doc, name: Name, table: Words) -> bool:
    """Ask whether a noun with its complement leads to the name: « le loueur de bennes Orvel »."""
    at = name.start - 1
    if at < 1 or doc[at].pos_ not in {"NOUN", "ADJ"} or doc[at].text[:1].isupper():
        return False
    for i in range(at, max(-1, at - FARTHEST), -1):
        token = doc[i]
        if token.pos_ not in {"NOUN", "ADJ", "ADP", "DET", "NUM"} or "\n" in token.text:
            return False
        if i < name.start - 2 and table.group(token.lower_) in {"companies", "others"}:
            return token.is_lower and (i == 0 or doc[i - 1].pos_ in {"DET", "ADJ", "ADP"})
    return False


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
    if not several and _is_aged(after, table):
        yield PERSON, 3  # « Maya a 29 ans », "Maya is 29"
    if several and lower[0] == "," and lower[1] in (table.links - table.places) | table.at:
        yield PERSON, LEAST
    is_told = lower[0] in {":", "–", "—"} and len(after) > 1 and after[1].pos_ == "DET"
    if lower[0] in {",", "("} or is_told:
        yield from _apposition_points(after[1:], table, several=several)


def _is_aged(after: Sequence[Token], table: Words) -> bool:
    """Ask whether an age follows, not a count: « a 29 ans », "is 29", not "is sixteen weeks"."""
    told = [token.lower_ for token in after[:3]]
    if len(told) <= 1 or told[0] not in table.aged or not after[1].like_num:
        return False
    return told[1:] == told[1:2] or told[2] in table.years or after[2].pos_ != "NOUN"


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
