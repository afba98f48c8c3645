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
    FULL,
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
from extract.phrases import PASSIVES, plain
from extract.usages import is_acting, usage_points
from extract.vocabulary import Words

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
        seated = _is_seated(after, table)
        yield from _points_before(before, table, several=several, is_place=is_place, seated=seated)
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
    if [token.lower_ for token in before[-2:]] == [",", "of"] and not several:
        yield PLACE, ENOUGH if name.label in PLACE_LABELS else LEAST  # "Ana Costa, of Dundee"
    if doc[name.start].is_sent_start is True and not several and _is_modifier(after, table):
        yield "other", SHOUTED  # "Budget airline Orvel"
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
    yield from usage_points(doc, name, table)
    if told:
        yield MEDIUM, 1 if several and name.label in PERSON_LABELS else ENOUGH + 1
    follows = [token.lower_ for token in after[:2]]
    is_object = bool(before) and before[-1].pos_ == "ADP"
    if not is_object and set(follows) & table.who:
        # « qui » follows a company as well.
        yield PERSON, 2 if table.of_things else 0.5
    if follows[:1] == [","] and follows[-1] in table.of_things:
        yield COMPANY, FULL  # "Veltra Row, which handles calls": nobody is "which"
    if len(after) > 1 and after[0].text == "-" and after[1].lower_ in table.based:
        yield PLACE, 3
    head = doc[name.start : name.end].root
    if head.dep_ not in SUBJECTS:
        if not several and is_acting(doc, name):
            yield COMPANY, ACTS
        return
    if several and head.dep_ in PASSIVES and head.head.lower_ in table.hired:
        yield PERSON, ENOUGH  # "Nora Lind has been rehired"
    elif head.head.lemma_.lower() in table.employs:
        yield COMPANY, ENOUGH + 0.25 if several else ENOUGH
    elif not several and not is_object:
        yield COMPANY, ACTS
    if not is_object and cues(doc.vocab.lang).at(head.head) is not None:
        yield SPEAKS, ENOUGH


def _is_modifier(after: Sequence[Token], table: Words) -> bool:
    """Ask whether a company's noun and its name follow: "Regional publisher Orvel"."""
    is_noun = len(after) > 1 and after[0].is_lower and table.group(after[0].lower_) == "companies"
    return is_noun and after[1].text[:1].isupper() and after[1].pos_ == "PROPN"


def _is_seated(after: Sequence[Token], table: Words) -> bool:
    """Ask whether a name's place follows between commas: « Orvel, à Brézolles »."""
    told = [token.text for token in after[:BESIDE]]
    is_told = told[:1] in ([","], ["("]) and len(told) == BESIDE
    return is_told and plain(after[1]) in table.places and told[-1][:1].isupper()


def _points_before(  # noqa: C901, PLR0912 (cases in order, each by itself)
    before: Sequence[Token], table: Words, *, several: bool, is_place: bool, seated: bool
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
    yield from _linked_points(lower, table, is_place=is_place, seated=seated)
    pair = f"{lower[-2]} {last}"
    if table.organisations.get(pair) == "companies":
        yield COMPANY, 3  # « la jeune pousse Orvel », whatever the tagger makes of « pousse »
    elif (group := table.group(last)) and before[-1].pos_ not in VERBS:
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
    is_adjective = bool(before) and before[-1].pos_ == "ADJ" and lower[-2] in table.titles
    if several and (last in table.titles or is_adjective):
        yield PERSON, 2  # « la directrice pédagogique Ana Costa »
    if last in table.kin:
        yield PERSON, ENOUGH
    if several and last in POSSESSIVES and table.group(lower[-2]):
        yield PERSON, ENOUGH  # "the union's Nora Lind"
    is_called = before[-1].pos_ == "NOUN" and before[-1].is_lower if before else False
    if is_called and not several and not table.group(last) and last not in table.titles:
        article = before[-2].pos_ == "DET" if len(before) > 1 else False
        is_trade = article if table.writes_bodies_small else not last.endswith(table.person_endings)
        yield COMPANY, ACTS if is_trade else 0  # « le lunetier Orvel », "shipping line Orvel"
    if last in table.unionists or (last in table.links and lower[-2] in table.unionists):
        yield ("other" if several else ORGANISATION), 0 if several else 4
    if last in table.places:
        # « à » also stands before who gets something: « infliger une amende à Veltra ».
        yield PLACE, 0.5 if several else ACTS if last in table.links else ENOUGH
    if last in table.left and (
        lower[-2].removesuffix("s") not in table.titles.keys() - table.outsiders
    ):
        yield PLACE, LEAST  # "a teacher from Orvel"
    if (
        last in table.demonyms
        and before[-1].is_lower
        and lower[-2] in table.within | table.definite | table.indefinite
    ):
        yield COMPANY, FULL  # « l'autrichien Veltra »: somebody would be « l'Autrichien »


def _linked_points(
    lower: Sequence[str], table: Words, *, is_place: bool, seated: bool
) -> Iterator[tuple[str, float]]:
    """Yield what the noun tells whose complement a name is: "mayor of", « l'atelier d'»."""
    last = lower[-1]
    # « le ministre du Travail » heads no company of that name, an engineer may be from Brest.
    is_public = table.group(lower[-2]) == "public"
    if last in table.links and lower[-2] in table.civic_titles and not is_public:
        yield PLACE, 3  # « le maire de Brézolles », "MP for Brigg"
    elif last in table.links and _ends_title(lower, table):
        is_other = table.titles.get(lower[-2].removesuffix("s")) == "others"
        is_seat = last in table.places and lower[-2].removesuffix("s") in table.staff
        # Who studies a trade is somebody's, not from a place: « l'analyste d'Orvel ».
        is_other = is_other and table.group(lower[-2]) != "research"
        is_from = is_other and (is_seat or (is_place and last not in table.partner_of))
        is_from = is_from or (last in table.left and lower[-2] in table.outsiders)
        yield COMPANY, 0 if is_public else 1 if is_from else 3
        yield "other", 2 * SHOUTED if is_public else 0
    if last in table.definite and lower[-2] in table.links and table.group(lower[-3]) == "public":
        yield "other", SHOUTED  # « la ministre de l'Industrie »
    if last in table.links and lower[-2] in table.premises and table.trade_first and not seated:
        yield PLACE, ACTS  # « son agence de Brézolles »
    if last in table.links | table.at and seated:
        yield COMPANY, 3  # « l'atelier d'Orvel, à Brézolles »: the place follows
    is_division = not table.divisions.isdisjoint(lower[-3:-1])  # « la section locale d'Orvel »
    if last in table.issued | table.within and (is_division or lower[-2] in table.belongs):
        yield COMPANY, 3  # "a unit of Orvel", « racheté par Orvel »
    if last in table.links and lower[-2] in table.owned:
        is_staff = table.group(lower[-2]) == "workers" or lower[-2].removesuffix("s") in table.staff
        yield COMPANY, FULL if is_staff else ENOUGH  # « les salariés d'Ana Orvel »


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
        is_title = {token.lower_, token.lower_.removesuffix("s")} & table.titles.keys()
        if is_kin or is_title or doc[i : i + 2].text.lower() in table.titles:
            is_both = table.group(token.lower_) == "others"  # "its supplier, Orvel"
            if several or is_both:
                yield (PERSON if several else COMPANY), ENOUGH
            return
        is_house = table.group(token.lower_) in {"companies", "others"}
        if is_house and not (several and name.label in PERSON_LABELS):
            yield COMPANY, ENOUGH
            return


def _points_after(
    after: Sequence[Token], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    lower = [*(token.lower_.replace("’", "'") for token in after), "", ""]
    if lower[0] in POSSESSIVES:
        yield from _owner_points(after, lower, table, several=several)
    if lower[0] in table.civic_titles:
        yield "other", SHOUTED  # "Shadow minister Ana Costa"
    elif lower[0] in table.titles and not several:
        yield COMPANY, ENOUGH
    is_title = not table.titles.keys().isdisjoint(lower[:2])
    is_compound = lower[0] in table.premises or (lower[1] in table.premises and after[0].is_lower)
    if is_compound and not (table.trade_first or is_title):
        yield PLACE, 3  # "its Orvel depot", "the Orvel contact centre"
    if lower[0] == "," and len(after) > 1 and after[1].is_digit and not several:
        yield PERSON, 3  # "Robert, 79, …"
    if not several and _is_aged(after, table):
        yield PERSON, 3  # « Maya a 29 ans », "Maya is 29"
    is_of = several and lower[0] in table.stripped_links and len(after) > 1
    if is_of and after[1].pos_ == "PROPN":
        yield PERSON, ENOUGH  # "Ana Costa of Veltra"
    if several and lower[0] == "," and lower[1] in (table.links - table.places) | table.at:
        yield PERSON, LEAST
    is_told = lower[0] in {":", "–", "—"} and len(after) > 1 and after[1].pos_ == "DET"
    if lower[0] in {",", "("} or is_told:
        yield from _apposition_points(after[1:], table, several=several)


def _owner_points(
    after: Sequence[Token], lower: Sequence[str], table: Words, *, several: bool
) -> Iterator[tuple[str, float]]:
    """Yield what the thing owned tells of its owner: "Veltra's staff", "Veltra Row's chairman"."""
    ahead = lower[1:4]
    if several and _heads_company(ahead, table):
        yield COMPANY, FULL
    elif any(word in table.owned for word in ahead[:2]) or any(
        word in table.titles for word in (*ahead, " ".join(ahead[:2]))
    ):
        yield COMPANY, ENOUGH
    elif not several:
        owns = len(after) > BESIDE and after[1].pos_ == after[2].pos_ == "PROPN"
        yield COMPANY, ENOUGH if owns else 0.5  # "Veltra's Ana Costa"


def _heads_company(ahead: Sequence[str], table: Words) -> bool:
    """Ask whether a head whom only a company has is owned: "Veltra Row's own chief executive"."""
    told = (*ahead, " ".join(ahead[:2]), " ".join(ahead[1:3]))
    heads = {word for word in told if table.titles.get(word) == "heads"}
    return bool(heads - table.generic_heads - table.kin)


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
        if not table.trade_first and (after[at + 1 : at + 2] or [""])[0] in table.titles:
            continue  # "Nora Lind, a company spokeswoman": the last noun tells
        if (group := table.group(word) or table.group(pair)) and not is_owner:
            yield (COMPANY, 3) if group in {"companies", "others"} else (ORGANISATION, 2)
            return
