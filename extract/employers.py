"""In which company a post is: "of Veltra", « de la fintech », "Veltra's", or the one told of."""

from spacy.tokens import Doc

from extract.affiliations import REACH, Scene
from extract.cues import cues
from extract.kinds import POSSESSIVES
from extract.media import is_told
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import text_of
from extract.phrases import COMMAS, STOPS, plain
from extract.titles import title_at
from extract.vocabulary import Words

FURTHEST = REACH + 2
"""Tokens from a title to its company: "of claims and complaints at the Brigg-based carrier"."""
TOLD = 4
"""Tokens from a verb of saying to the end of a post that is its subject."""


def company_after(  # noqa: C901, PLR0912 (cases in order, first match wins)
    scene: Scene, end: int
) -> tuple[str, int]:
    """Return the company of "of Veltra", "de la fintech suédoise" and where the phrase ends."""
    doc, table = scene.doc, scene.table
    if end >= len(doc):
        return "", end
    words = doc[end].lower_.replace("’", "'")
    at = end
    if _is_told_after(scene, end):
        return "", end  # « une porte-parole à l'agence Orvel »
    # "chef du service client de Veltra": a link may follow some nouns of the title's own.
    if words not in table.links:
        if end in scene.starts and scene.starts[end].kind != PERSON:
            mention = scene.starts[end]  # « délégué syndical FO »
            return mention.name, _token_end(scene, mention, end)
        further = _joined_title(scene, end)
        if further > end:
            return company_after(scene, further)
        if words == "(" and end + 1 in scene.starts:
            mention = scene.starts[end + 1]
            if mention.kind != PERSON:
                return mention.name, end + 2
        return "", end
    described = ""
    for i in range(at, min(len(doc), at + FURTHEST)):
        token = doc[i]
        if _is_glued(doc, i, table):
            continue  # "the Brigg-based carrier"
        if token.text in COMMAS | STOPS or token.is_quote or "\n" in token.text:
            return (scene.topics.meant(described, at), i) if described else ("", end)
        if i in scene.starts:
            mention = scene.starts[i]
            if mention.kind != PERSON:
                return mention.name, _token_end(scene, mention, i)
            return (scene.topics.meant(described, at), i) if described else ("", end)
        if owner := scene.topics.parent(token):
            return owner, i + 1
        if token.lower_ in table.territories and _is_determined(doc, i):
            is_named = i + 1 < len(doc) and doc[i + 1].text[:1].isupper()
            return ("", end) if is_named else (str(token.text), i + 1)
        group = table.group(token.lower_)
        pair = doc[i : i + 2].text.lower()
        if token.lower_ in table.bodies and not group and _is_public_body(doc, i, table):
            return str(doc[i : i + 2].text), i + 2  # « du conseil départemental »
        if table.organisations.get(pair) == "companies":
            group = "companies"  # « la jeune pousse Orvel », whatever the tagger makes of it
        is_whole = group == "companies" or _is_determined(doc, i)
        if is_whole and group in {"companies", "unions", "research", "press"}:
            if _is_any(doc, i, table):
                return "", end  # "head of a bakery chain": another house, without a name
            described = described or token.lower_
        elif group == "public" and _is_determined(doc, i):
            found = scene.topics.described(token.lower_, token.idx)
            return (found, i + 1) if found else ("", end)  # "a spokeswoman for the authority"
        elif token.pos_ in {"VERB", "AUX", "PRON"} and doc[i - 1 : i + 1].text.lower() not in (
            table.organisations
        ):
            return (scene.topics.meant(described, at), i) if described else ("", end)
    return (scene.topics.meant(described, at), at + FURTHEST) if described else ("", end)


def _is_public_body(doc: Doc, noun: int, table: Words) -> bool:
    """Ask whether an adjective tells which body it is, and it is no organ of a company's own."""
    pair = doc[noun : noun + 2].text.lower()
    own = (*table.organs, *table.own_bodies)
    is_told = table.trade_first and noun + 1 < len(doc) and doc[noun + 1].pos_ == "ADJ"
    return is_told and not any(one.startswith(pair) for one in own)


def _is_glued(doc: Doc, at: int, table: Words) -> bool:
    """Ask whether a token is the hyphen of a word, or what follows a place's: "Brigg-based"."""
    hyphen = at if doc[at].text == "-" else at - 1
    is_glued = hyphen > 0 and doc[hyphen].text == "-" and not doc[hyphen - 1].whitespace_
    return is_glued and (hyphen == at or doc[at].lower_ in table.based)


def company_before(scene: Scene, start: int) -> str:
    """Return the company of "Veltra's new", "Veltra" or "its" right before a title."""
    doc, table = scene.doc, scene.table
    for i in range(start, max(0, start - 5), -1):
        if i in scene.ends and scene.ends[i].kind != PERSON:
            return scene.ends[i].name
        token = doc[i - 1]
        if token.lower_ in table.plural_owners:
            return scene.topics.at(token.idx)  # « leur directeur »: several people's
        if token.lower_ in table.possessives:
            return scene.topics.owner(token.i)
        if token.lower_ in table.whose:
            return _antecedent(scene, token.i)
        noun = doc[i - 2].lower_ if token.lower_ in POSSESSIVES and i > 1 else ""
        if noun and (table.group(noun) or noun in scene.topics.nouns):
            is_company = table.group(noun) == "companies"
            if noun not in table.generic and (found := scene.topics.described(noun, token.idx)):
                return found
            return scene.topics.at(token.idx) if is_company else ""
        if table.organisations.get(token.lower_) == "companies" or token.lower_ in POSSESSIVES:
            continue
        if not (
            token.pos_ == "ADJ" or token.lower_ in table.fillers | table.former or token.text == "-"
        ):
            return ""
    return ""


def of_union(scene: Scene, start: int, *, is_named: bool) -> str:
    """Return the body told of last, for « le délégué », "Organiser Ana Costa" after a union.

    ``is_named`` tells that the holder is named, who needs no article before the title.
    """
    if not (is_named or is_definite(scene, start)):
        return ""
    place = scene.doc[start].idx
    before = [m for m in scene.topics.others if m.start < place]
    is_near = before and "\n" not in text_of(scene.doc)[before[-1].end : place]
    near = of_house(scene, start) or (before[-1].name if is_near else "")
    if near and near != scene.topics.main:
        return near
    bodies = [m for m in before if m.kind != COMPANY or scene.topics.is_acronym(m)]
    return bodies[-1].name if bodies else ""


def of_house(scene: Scene, start: int) -> str:
    """Return the organisation that acts just before "Manager Ana Costa", in the same paragraph."""
    place = scene.doc[start].idx
    near = [m for m in scene.topics.subjects if m.start < place]
    is_near = bool(near) and "\n" not in text_of(scene.doc)[near[-1].end : place]
    return near[-1].name if is_near else ""


def of_office(scene: Scene, start: int, end: int, title: str) -> str:
    """Return the town hall of « le maire », the court of "the judge": the one body so named.

    A teacher's or a minister's stands in the paragraph, a mayor's or a judge's anywhere; a mayor
    is told with the place as well.
    """
    table, place, lower = scene.table, scene.doc[start].idx, title.lower()
    floor = text_of(scene.doc).rfind("\n", 0, place)
    for offices, reach in ((table.offices, 0), (table.chairs, floor)):
        for noun, held in offices.items():
            named = [m for m in scene.topics.nouns.get(noun, ()) if m.kind != COMPANY]
            near = [m for m in named if m.start >= reach] if lower in held else []
            if near:
                return next((m.name for m in reversed(near) if m.start < place), near[0].name)
    hall = next((name for name, held in table.halls.items() if lower in held), "")
    town = _town(scene.doc, end, table) if hall else ""
    return hall.format(town) if town else ""


def _town(doc: Doc, link: int, table: Words) -> str:
    """Return the place of « le maire de Brézolles », "the mayor of Brigg"."""
    if link + 1 >= len(doc) or plain(doc[link]) not in table.links:
        return ""
    end = link + 1
    while end < len(doc) and (doc[end].text[:1].isupper() or doc[end].text == "-"):
        end += 1
    return str(doc[link + 1 : end].text)


def of_staff(scene: Scene, start: int, end: int) -> str:
    """Return the company of « un ouvrier », "picker Ana Costa": that of the place, if one alone.

    Several workers are told of in general; one who names another employer is that one's.
    """
    doc = scene.doc
    if doc[start].morph.get("Number", []) == ["Plur"] or names_body(scene, end):
        return ""
    if start and doc[start - 1].lower_ in scene.table.possessives:
        return ""
    return scene.topics.at(doc[start].idx)


def names_body(scene: Scene, end: int) -> bool:
    """Ask whether a post's complement is a body, a name or a place, not a part of the company.

    « la présidente de la commission » against « la directrice du programme ».
    """
    doc, table = scene.doc, scene.table
    if end and _is_premises(doc, end - 1, table):
        return False  # « la directrice du site de Brézolles »
    for i in range(end, min(len(doc), end + REACH)):
        token = doc[i]
        if token.text in COMMAS | STOPS or token.is_quote or token.pos_ in {"VERB", "AUX"}:
            return False
        if i == end and i in scene.starts and scene.starts[i].kind == PERSON:
            return False  # "picker Ana Costa"
        if (i > end and i in scene.starts) or token.lower_ in table.parts | table.teams:
            return False
        if _is_premises(doc, i, table):
            return False  # « la directrice de l'usine de Brézolles »
        if token.pos_ == "PROPN" and i + 1 < len(doc) and _is_premises(doc, i + 1, table):
            return False  # "manager of the Brigg depot"
        if token.pos_ == "PROPN" or table.group(token.lower_) not in {"", "workers"}:
            return True
    return False


def _is_premises(doc: Doc, at: int, table: Words) -> bool:
    """Ask whether a noun is one for a place of work, not « centre hospitalier »."""
    is_body = at + 1 < len(doc) and doc[at + 1].pos_ == "ADJ" and table.trade_first
    return doc[at].lower_ in table.premises and not is_body


def is_firm_of(scene: Scene, end: int, reach: int) -> bool:
    """Ask whether « chez » or « au » tells whose somebody is, not whom they serve."""
    table, told = scene.table, scene.doc[end:reach]
    return bool(len(told)) and (
        plain(told[0]) in table.partner_of or any(t.lower_ in table.at for t in told)
    )


def _is_told_after(scene: Scene, end: int) -> bool:
    """Ask whether a post is followed by the medium to which somebody spoke."""
    near = range(end + 1, min(len(scene.doc), end + 4))
    named = [i for i in near if i in scene.starts]
    if any(is_told(scene.doc, i, scene.table) for i in named):
        return True
    # « a précisé un porte-parole à Orvel-Éco »: whoever is told, not whose the post is.
    doc, table = scene.doc, scene.table
    is_anybody = not any(i in scene.ends for i in range(max(0, end - TOLD), end))
    is_to = plain(doc[end]) in table.places and bool(named) and is_anybody
    return is_to and any(cues(doc.vocab.lang).at(t) for t in doc[max(0, end - TOLD) : end])


def _is_determined(doc: Doc, at: int) -> bool:
    """Ask whether a noun is a certain one: « du syndicat », not « d'études »."""
    before = doc[at - 1]
    return before.pos_ in {"DET", "ADJ", "NOUN"} or bool(before.morph.get("Number", []))


def _is_any(doc: Doc, noun: int, table: Words) -> bool:
    """Ask whether a house is any one, and its name doesn't follow: « d'une PME de 40 salariés »."""
    at = noun - 1
    while at > 0 and doc[at].pos_ in {"ADJ", "NOUN"} and doc[at].is_lower:
        at -= 1
    if doc[at].lower_ not in table.indefinite:
        return False
    following = (token for token in doc[noun + 1 :] if token.pos_ not in {"ADJ", "NOUN"})
    return not next(following, doc[noun]).text[:1].isupper()


def _joined_title(scene: Scene, end: int) -> int:
    """Return where « vice-président exécutif et directeur financier » ends, or ``end``."""
    doc = scene.doc
    at = end
    while at < len(doc) and doc[at].pos_ == "ADJ":
        at += 1
    if at + 1 < len(doc) and doc[at].lower_ in scene.table.joins | {"&"}:
        further, title = title_at(doc, at + 1, scene.table)
        return further if title else end
    return at if at < len(doc) and doc[at].lower_.replace("’", "'") in scene.table.links else end


def _token_end(scene: Scene, mention: Mention, start: int) -> int:
    at = start
    while at < len(scene.doc) and scene.doc[at].idx < mention.end:
        at += 1
    return at


def _antecedent(scene: Scene, at: int) -> str:
    """Return the company before « , dont la directrice », ", whose chief executive"."""
    for i in range(at, max(0, at - 3), -1):
        if i in scene.ends:
            return scene.ends[i].name if scene.ends[i].kind != PERSON else ""
    return ""


def is_definite(scene: Scene, start: int) -> bool:
    """Ask whether "the", "its" or a possessor stands before a title and its adjectives."""
    doc, table = scene.doc, scene.table
    at = start - 1
    parts = {"ADJ", "NOUN"}  # "its human resources chief", "the Veltra founder"
    while at > 0 and at > start - REACH:
        if at + 1 in scene.ends and scene.ends[at + 1].kind != PERSON:
            at = scene.first[at + 1] - 1
        elif doc[at].pos_ in parts and doc[at].is_lower:
            at -= 1
        else:
            break
    return at >= 0 and doc[at].lower_ in table.definite | table.possessives | POSSESSIVES
