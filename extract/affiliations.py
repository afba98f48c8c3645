"""The organisation that stands beside a person's name, whatever post the person holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.kinds import POSSESSIVES
from extract.media import is_told
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import lowers, sentence_start, texts
from extract.phrases import COMMAS, STOPS, plain
from extract.titles import Post
from extract.topics import Topics
from extract.vocabulary import Words

LONGEST_BESIDE = 16
"""Tokens of an apposition in which a person's organisation may stand."""
INSTITUTIONS = frozenset({"unions", "public"})
WORK = 3
"""Tokens between a verb of working and the employer's preposition."""
REACH = 8
"""Tokens between a title and its person or company."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A document with its names by token."""

    doc: Doc
    starts: dict[int, Mention]
    ends: dict[int, Mention]
    first: dict[int, int]
    """Token index of a mention's end to that of its start."""
    table: Words
    topics: Topics
    named: Sequence[Mention]


def affiliations(
    doc: Doc, named: Sequence[Mention], *, table: Words, about: Topics, held: Sequence[Post]
) -> dict[str, str]:
    """Return the organisation that stands beside a person's name without a post that binds it.

    ``held`` are the posts that the article tells of.
    "Nora Lind, who studies work at the Pelham Institute", "Lind of Veltra", « du cabinet Ombrix ».
    """
    scene = scene_of(doc, named, table, about)
    found: dict[str, str] = {}
    for end, mention in scene.ends.items():
        if mention.kind == PERSON and mention.name not in found:
            organisation = beside(scene, end) or ahead(scene, scene.first[end])
            if organisation and not _is_of_today(scene, end, mention.name, held):
                found[mention.name] = organisation
    for person, employer in (*_employed(scene), *_colleagues(scene, found, held)):
        found.setdefault(person, employer)
    return found


def _is_of_today(scene: Scene, end: int, person: str, held: Sequence[Post]) -> bool:
    """Ask whether "now a partner at Veltra" is not where somebody spoke who holds another post."""
    told = scene.doc[end + 1 : end + 2]
    is_now = bool(len(told)) and plain(told[0]) in scene.table.nowadays
    return is_now and any(post.person == person and post.company for post in held)


def _colleagues(
    scene: Scene, found: Mapping[str, str], held: Sequence[Post]
) -> Iterator[tuple[str, str]]:
    """Yield who is somebody's colleague, "His successor, Ana Costa", or of a house's own name."""
    doc, table = scene.doc, scene.table
    posted = {post.person: post.company for post in reversed(held) if post.person and post.company}
    houses = {
        part: mention.name
        for mention in reversed(scene.named)
        if mention.kind == COMPANY
        for part in mention.name.split()
        if part.istitle()
        and (lower := part.lower()) not in table.trades
        and lower not in table.organisations
    }
    owners = table.possessives | POSSESSIVES  # "Lind's predecessor Ana Costa"
    last = ""
    for end, mention in sorted(scene.ends.items()):
        if mention.kind != PERSON:
            continue
        at = scene.first[end] - 1
        at -= doc[at].text == ","
        is_beside = at > 0 and doc[at].lower_ in table.colleagues
        if is_beside and doc[at - 1].lower_ in table.yours:
            yield mention.name, scene.topics.at(mention.start)  # "your predecessor, Ana Costa"
        if is_beside and doc[at - 1].lower_ in owners and last != mention.name:
            employer = found.get(last) or posted.get(last, "")
            if employer:
                yield mention.name, employer
        if house := houses.get(mention.name.split()[-1]):
            yield mention.name, house  # « Ana Orban », of « chez Orban »
        last = mention.name


def _employed(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield who works where: "Ana Costa works for Veltra", « qui travaille chez Veltra »."""
    doc, table = scene.doc, scene.table
    for start, mention in scene.starts.items():
        if mention.kind == PERSON or not start or plain(doc[start - 1]) not in table.employers:
            continue
        for i in range(start - 2, max(-1, start - 2 - WORK), -1):
            if (doc[i].lower_ not in table.works and doc[i].lower_ not in table.leads) or doc[
                i
            ].pos_ not in {"VERB", "AUX"}:
                continue
            before = [end for end in scene.ends if sentence_start(doc[i]) < end <= i]
            people = [scene.ends[end] for end in before if scene.ends[end].kind == PERSON]
            people = people or _taken_up(scene, i)
            if people:
                yield people[-1].name, mention.name
            break


def _taken_up(scene: Scene, verb: int) -> list[Mention]:
    """Return the person told of before "She now works for Veltra", none for another subject."""
    first, table = sentence_start(scene.doc[verb]), scene.table
    subject = plain(scene.doc[first])
    if subject not in table.pronouns["masculine"] | table.pronouns["feminine"]:
        return []
    place = scene.doc[first].idx
    return [m for m in scene.named if m.kind == PERSON and m.start < place][-1:]


def ahead(scene: Scene, start: int) -> str:  # noqa: C901, PLR0912 (cases in order, first match wins)
    """Return the organisation of "its negotiator, Ana Costa", "the head of the League, Ana Costa".

    Back from the comma over nouns to who owns or closes them.
    """
    doc, table = scene.doc, scene.table
    at = start - 1
    while at > 0 and doc[at].lower_ in table.courtesy:
        at -= 1
    if doc[at].lower_ in POSSESSIVES and at in scene.ends and scene.ends[at].kind != PERSON:
        return scene.ends[at].name  # "Veltra's Ana Costa"
    if at > 1 and doc[at].lower_ in table.links and doc[at - 1].lower_ in table.voice:
        return scene.topics.owner(at)  # « la CGT, par la voix d'Ana Costa »
    if at <= 0 or doc[at].text != ",":
        return _led_to(scene, at)
    if at in scene.ends:
        mention = scene.ends[at]
        before = scene.first[at] - 1
        while before > scene.first[at] - 4 and doc[before].pos_ in {"NOUN", "ADJ"}:
            before -= 1
        if doc[before - 1].lower_ in table.outsiders - table.counsel:
            return ""  # « le client de Veltra, Ana Costa » is nobody of Veltra's
        is_linked = plain(doc[before]) in table.within
        return mention.name if mention.kind != PERSON and is_linked else ""
    for i in range(at - 1, max(-1, at - REACH), -1):
        token = doc[i]
        if (
            token.lower_ in table.pronouns["masculine"]
            or token.lower_ in table.pronouns["feminine"]
        ):
            return ""  # "her predecessor, Ana Costa"
        if token.lower_ in table.possessives:
            is_adverbial = (
                i > 0 and doc[i - 1].pos_ == "ADP" and doc[i + 1].lower_ not in (table.titles)
            )
            return "" if is_adverbial else scene.topics.owner(i)  # « À ses côtés, Ana Costa »
        if token.lower_ in table.outsiders - table.counsel:
            return ""  # "Veltra's customer, Ana Costa"
        if token.lower_ in POSSESSIVES and i in scene.ends:
            return scene.ends[i].name if scene.ends[i].kind != PERSON else ""
        if token.lower_ in POSSESSIVES and i and doc[i - 1].lower_ in scene.topics.nouns:
            return scene.topics.described(doc[i - 1].lower_, doc[i].idx)
        if token.pos_ not in {"NOUN", "ADJ", "PROPN"} or i + 1 in scene.ends:
            return ""
    return ""


def _led_to(scene: Scene, at: int) -> str:
    """Return whose "Veltra's shift planner Ana Costa", "Veltra branch steward Ana Costa" is.

    Back over the nouns of a post, in the lexicon or not; an outsider is nobody of the company's.
    """
    doc, table = scene.doc, scene.table
    if table.trade_first:
        return ""
    for i in range(at, max(-1, at - REACH), -1):
        if i + 1 in scene.ends and i < at:
            mention = scene.ends[i + 1]
            return mention.name if mention.kind != PERSON else ""
        token = doc[i]
        if token.lower_ in POSSESSIVES:
            continue
        is_post = token.is_lower and token.pos_ in {"NOUN", "ADJ", "PROPN"}
        is_post = is_post or token.text == "-"  # "Veltra's vice-president Ana Costa"
        is_apart = token.lower_ in (table.outsiders - table.counsel) | table.kin | table.colleagues
        if is_apart or not is_post or table.group(token.lower_) == "others":
            return ""
    return ""


def beside(scene: Scene, end: int) -> str:  # noqa: C901, PLR0912 (cases in order, first match wins)
    """Return the organisation in the apposition or the complement after a name."""
    doc = scene.doc
    if end >= len(doc):
        return ""
    if _represents(scene, end):
        return scene.topics.at(doc[end].idx)
    if doc[end].text == "(" and _holds_office(scene, end):
        return ""  # "Council leader Ana Costa (Ind)" names a party
    first = doc[end].lower_.replace("’", "'")
    if first not in {",", "("} and first not in scene.table.links:
        return ""
    forms = lowers(doc)
    commas = 0
    described = is_left = is_told_of = False
    for i in range(end, min(len(doc), end + LONGEST_BESIDE)):
        token = doc[i]
        is_mark = token.is_quote and token.text not in POSSESSIVES
        if token.text in STOPS or is_mark or "\n" in token.text:
            return ""
        if token.text in COMMAS:
            commas += 1
            if is_told_of and token.text == ",":
                return scene.topics.at(doc[end].idx) if described else ""
            if described or commas > (2 if first == "," else 0):
                return scene.topics.at(doc[end].idx) if described else ""
        if token.lower_ in scene.table.came:
            is_left = True
        elif token.pos_ in {"VERB", "AUX"}:
            is_post = token.lower_ in scene.table.leads | scene.table.works
            is_told_of = not is_post and token.pos_ == "VERB"
            if commas > 1 and not is_post and token.head.pos_ != "NOUN":
                return scene.topics.at(doc[end].idx) if described else ""  # the clause goes on
            is_left = False  # "a former planner who works at Veltra"
        if owner := _described_owner(scene, i):
            return owner  # ", the insurer's transformation lead"
        if i in scene.starts:
            mention = scene.starts[i]
            if mention.kind == PERSON or is_left or is_told(doc, i, scene.table):
                return ""  # « venu de chez Veltra », "formerly of Veltra"
            before = doc[i - 1]
            if any(t.lower_ in scene.table.left and _is_away(t, scene.table) for t in doc[end:i]):
                return ""  # "who joined from rival Veltra", "a customer from Brigg"
            is_post = before.lower_ in scene.table.titles
            is_linked = before.pos_ in {"ADP", "DET", "NOUN", "ADJ"} or before.text in {",", "("}
            is_linked = is_linked or is_post
            return mention.name if is_linked else ""
        if first in scene.table.links and token.pos_ in {"VERB", "AUX"}:
            return ""
        is_linked = forms[min(end + 1, i)].replace("’", "'") in scene.table.links
        is_same = is_linked and not scene.table.same.isdisjoint(forms[end:i])
        if is_same and scene.table.group(token.lower_) == "companies":
            described = True  # « Kathy Ross, du même cabinet »
        if (first in scene.table.links or is_linked) and (
            scene.table.group(token.lower_) in INSTITUTIONS
        ):
            return _unnamed(scene, end, i)
    return ""


def _holds_office(scene: Scene, end: int) -> bool:
    """Ask whether a public office leads to the name that ends at a token."""
    doc, table = scene.doc, scene.table
    start = scene.first.get(end, end)
    before = {token.lower_ for token in doc[max(0, start - 3) : start]}
    return not before.isdisjoint(table.civic_titles)


def _described_owner(scene: Scene, noun: int) -> str:
    """Return the organisation that owns a post by its noun: "the insurer's", "the union's"."""
    doc, table = scene.doc, scene.table
    is_owner = noun + 1 < len(doc) and doc[noun + 1].lower_ in POSSESSIVES
    if not is_owner or noun in scene.starts:
        return ""
    lower = doc[noun].lower_
    after = doc[noun + 2 : noun + 5]
    apart = (table.outsiders - table.counsel) | table.kin
    is_theirs = any(t.lower_ in apart for t in after)
    group = table.group(lower)
    if is_theirs or plain(doc[noun - 1]) not in table.definite or group in {"", "workers", "press"}:
        return ""
    return scene.topics.meant(lower, noun)


def _is_away(token: Token, table: Words) -> bool:
    """Ask whether "from" tells what was left, or where a customer lives."""
    before = token.nbor(-1)
    return before.pos_ in {"VERB", "AUX"} or before.lower_ in table.outsiders


def _represents(scene: Scene, end: int) -> bool:
    """Ask whether somebody speaks for a company's own staff: « élu au CSE »."""
    doc = scene.doc
    written = texts(doc)
    if written[end] != ",":
        return False
    stop, limit = end + 1, min(len(doc), end + LONGEST_BESIDE)
    while stop < limit and written[stop] not in STOPS and written[stop] not in COMMAS:
        stop += 1
    if any(at in scene.starts for at in range(end + 1, stop)):
        return False  # « élu CGT au CSE » is the union's
    told = doc[end + 1 : stop].text.lower().replace("’", "'")
    is_outside = not scene.table.outsiders.isdisjoint(told.split())
    return not is_outside and any(body in told for body in scene.table.own_bodies)


def _unnamed(scene: Scene, end: int, noun: int) -> str:
    """Return a body without a name: "Polish metalworkers' federation", « syndicat du verre »."""
    doc = scene.doc
    start = noun
    while start > end + 1 and doc[start - 1].pos_ in {"ADJ", "NOUN", "PROPN", "PART"}:
        start -= 1
    stop = noun + 1
    while stop < min(len(doc), noun + REACH) and doc[stop].pos_ in {"ADP", "DET", "NOUN", "PROPN"}:
        stop += 1
    while doc[stop - 1].pos_ in {"ADP", "DET"}:
        stop -= 1
    return str(doc[start:stop].text)


def scene_of(doc: Doc, named: Sequence[Mention], table: Words, about: Topics) -> Scene:
    """Return the scene of an article's names."""
    starts: dict[int, Mention] = {}
    ends: dict[int, Mention] = {}
    first: dict[int, int] = {}
    for mention in named:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            starts[span.start] = mention
            ends[span.end] = mention
            first[span.end] = span.start
    return Scene(doc, starts, ends, first, table, about, named)
