"""Who works for the company told of, though nothing beside the name says for whom.

News names an employer once. Who is then told by a trade (*a welder of twelve years*), by being
hired or dismissed, or as one of those counted works there: clients, experts and officials are told
as such, and a worker of another house with its name.
"""

from collections.abc import Collection, Sequence
from itertools import takewhile

from spacy.tokens import Token

from extract.affiliations import Scene
from extract.cuts import begins
from extract.employers import names_body, of_office
from extract.employments import is_employed
from extract.kinds import POSSESSIVES
from extract.names import PERSON
from extract.phrases import COMMAS, STOPS, plain
from extract.titles import Post
from extract.trades import TRADE, Staff, is_outside, is_plural_worker, is_trade, staff_words
from extract.vocabulary import Words

LONGEST = 18
"""Tokens of a description."""
BEFORE = 5
"""Tokens of a trade before the name: "assembly line fitter Ana Costa"."""


def unnamed_employers(
    scene: Scene, *, held: Sequence[Post], tied: Collection[str]
) -> dict[str, str]:
    """Return (person, company) for who is told to work in the company of the place.

    Not those of ``tied``, nor who holds a post of ``held`` that places its holder.
    """
    table = scene.table
    seen = {*tied, *(post.person for post in held if _places(post, table))}
    found: dict[str, str] = {}
    for end, mention in sorted(scene.ends.items()):
        if mention.kind != PERSON or mention.name in seen:
            continue
        seen.add(mention.name)
        start = scene.first[end]
        courtesy = scene.doc[start - 1].lower_ if start else ""
        if office := of_office(scene, start, end, courtesy) if courtesy else "":
            found[mention.name] = office  # "Cllr Ana Costa"
            continue
        is_staff = (
            _is_trade_before(scene, start)
            or _is_one_before(scene, start)
            or _is_toldstaff_words(scene, end)
            or _is_apposed(scene, end)
            or is_employed(scene, end)
            or _is_hired_next(scene, end)
        )
        if is_staff and (company := scene.topics.at(mention.start)):
            found[mention.name] = company
    return found


def _places(post: Post, table: Words) -> bool:
    """Ask whether a post tells where its holder belongs, or that it is nowhere here."""
    title = post.title.lower()
    return bool(post.company) or post.is_former or is_outside(title, table)


def _is_hired_next(scene: Scene, end: int) -> bool:
    """Read the sentence after the name's: « Entrée à l'institut en 2009, elle … »."""
    doc, table, told = scene.doc, scene.table, staff_words(scene.doc.vocab.lang)
    people = table.pronouns["masculine"] | table.pronouns["feminine"]
    for i in range(end, min(len(doc) - 1, end + 2 * LONGEST)):
        if "\n" in doc[i].text:
            return False
        if doc[i].is_sent_start is not True or doc[i].lower_ not in table.works | told.hired:
            continue
        rest = list(takewhile(_goes_on, doc[i + 1 : i + LONGEST]))
        comma = next((at for at, token in enumerate(rest) if token.text == ","), len(rest))
        is_named = any(token.i in scene.starts for token in rest[:comma])
        return not is_named and [plain(t) in people for t in rest[comma + 1 : comma + 2]] == [True]
    return False


def _is_apposed(scene: Scene, end: int) -> bool:
    """Ask whether a description of who works there follows the name's comma."""
    is_apart = end < len(scene.doc) and scene.doc[end].text in {",", "(", "–", "—"}
    return is_apart and _works_there(scene, end + 1)


def _works_there(scene: Scene, start: int) -> bool:
    """Ask whether the description that starts at a token is that of somebody employed there."""
    doc, told = scene.doc, staff_words(scene.doc.vocab.lang)
    described = list(takewhile(_goes_on, doc[start : start + LONGEST]))
    described = _to_comma(described)
    if not described or any(_is_other(token, scene.table, told) for token in described):
        return False
    if any(token.i in scene.starts for token in described):
        return False  # whose name stands there is whose they are
    forms = [plain(token) for token in described]
    is_told = forms[0] in scene.table.who or described[0].pos_ in {"VERB", "ADJ", "ADP", "ADV"}
    if is_told and not told.hired.isdisjoint(forms):
        return True
    first = next((form for form in forms if form not in scene.table.definite), "")
    if first in told.ones and _is_one_of(described, scene.table, told):
        return True
    if is_told and _is_since(described, scene.table, told):
        return True
    head = _head(described, scene.table)
    return head is not None and is_trade(head, scene.table) and not names_body(scene, head.i + 1)


def _is_other(token: Token, table: Words, told: Staff) -> bool:
    form = token.lower_
    if form in told.unattached or form in table.former or form in table.came:
        return True
    is_outsider = form in table.outsiders or form in table.civic_titles or form in table.kin
    return is_outsider or table.group(form) in {"research", "press", "public", "unions"}


def _goes_on(token: Token) -> bool:
    return token.text not in STOPS and not token.is_quote and "\n" not in token.text


def _to_comma(tokens: Sequence[Token]) -> list[Token]:
    """Return a description up to its comma, past that of an age: "58, a machine fitter,"."""
    if len(tokens) > 1 and tokens[0].is_digit:
        comma = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
        tokens = tokens[comma + 1 :]
    return list(takewhile(lambda t: t.text not in COMMAS and t.text != ")", tokens))


def _head(described: Sequence[Token], table: Words) -> Token | None:
    """Return the noun of "a machine fitter", « une soudeuse »: the last in English."""
    lead = list(
        takewhile(
            lambda t: t.pos_ in TRADE | {"DET", "NUM"} or t.text == "-" or t.tag_ == "VBG",
            described,
        )
    )
    nouns = [token for token in lead if token.pos_ in TRADE and token.is_alpha]
    if not nouns:
        return None
    return (
        next((t for t in nouns if t.pos_ == "NOUN"), nouns[0]) if table.trade_first else nouns[-1]
    )


def _is_one_of(described: Sequence[Token], table: Words, told: Staff) -> bool:
    """Ask whether somebody is « l'une des quarante », "one of those let go", « l'un d'eux »."""
    rest = [token for token in described if plain(token) not in told.ones | table.definite]
    rest = [token for token in rest if plain(token) not in table.links | table.stripped]
    if not rest:
        return False
    first = rest[0]
    is_counted = first.like_num or plain(first) in told.those
    noun = next((token for token in rest if token.pos_ == "NOUN"), None)
    is_people = noun is None or is_plural_worker(noun, table) or noun.lower_ in told.hired
    return is_people and (is_counted or noun is not None or first.lower_ in told.hired)


def _is_since(described: Sequence[Token], table: Words, told: Staff) -> bool:
    """Ask whether years are told: "for nine years", « depuis 2012 », « neuf ans de maison »."""
    for at, token in enumerate(described[:-1]):
        if plain(token) not in told.since:
            continue
        after = [plain(one) for one in described[at + 1 : at + 5]]
        is_year = after[:1] != [] and after[0].isdigit() and len(after[0]) == len("2012")
        if is_year or not table.years.isdisjoint(after):
            return True
    return False


def _is_one_before(scene: Scene, start: int) -> bool:
    """Ask whether "one of the returning clerks, Ana Costa" leads to the name."""
    doc, table, told = scene.doc, scene.table, staff_words(scene.doc.vocab.lang)
    at = start - 2
    if at < 1 or doc[start - 1].text != ",":
        return False
    while at > 0 and at > start - LONGEST and plain(doc[at]) not in told.ones and _goes_on(doc[at]):
        if doc[at].text in COMMAS or doc[at].pos_ == "VERB" or at in scene.starts:
            return False
        at -= 1
    phrase = list(doc[at : start - 1])
    is_one = plain(doc[at]) in told.ones
    is_apart = any(_is_other(token, table, told) for token in phrase)
    return is_one and len(phrase) > 1 and not is_apart and _is_one_of(phrase, table, told)


def _is_toldstaff_words(scene: Scene, end: int) -> bool:
    """Read "Ana Costa was one of the 14 staff told", "Ana Costa worked the phones for 16 years"."""
    doc, table, told = scene.doc, scene.table, staff_words(scene.doc.vocab.lang)
    at = end
    while at < min(len(doc), end + LONGEST) and doc[at].pos_ not in {"VERB", "AUX"}:
        if not _goes_on(doc[at]):
            return False
        at += 1
    rest = list(takewhile(_goes_on, doc[at + 1 : at + 1 + LONGEST]))
    if at >= len(doc) or not rest or any(token.i in scene.starts for token in rest):
        return False
    if doc[at].lower_ in table.copulas and plain(rest[0]) in told.ones:
        return _is_one_of(_to_comma(rest), table, told)
    is_work = doc[at].lower_ in table.works and at == end
    return is_work and _is_since(rest, table, told)


def _is_trade_before(scene: Scene, start: int) -> bool:
    """Ask whether a trade leads to the name: "machine fitter Ana Costa", « le soudeur … »."""
    doc, table = scene.doc, scene.table
    at = start - 1
    while at > 0 and at > start - BEFORE and doc[at].pos_ in TRADE and doc[at].is_lower:
        at -= 1
    at -= at > 0 and begins(doc, at) and doc[at].is_title  # "Retired fitter Ana Costa"
    phrase = doc[at + 1 : start]
    if not len(phrase) or any(_is_other(t, table, staff_words(doc.vocab.lang)) for t in phrase):
        return False
    if at + 1 in scene.ends or doc[at].lower_ in POSSESSIVES:
        return False  # whose possessor stands before it
    nouns = [token for token in phrase if token.pos_ in TRADE]
    return bool(nouns) and is_trade(nouns[0] if table.trade_first else nouns[-1], table)
