"""Who holds which post in which company, as an article says it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.affiliations import REACH, SUBJECTS, Scene, beside, scene_of
from extract.kinds import POSSESSIVES
from extract.leads import lead
from extract.media import is_told
from extract.names import COMPANY, PERSON, Mention
from extract.nlp import lowers
from extract.phrases import COMMAS, STOPS
from extract.titles import BINDING, Post, may_open_title, rank_of, title_at
from extract.topics import Topics
from extract.vocabulary import Words

COMPLEMENT = frozenset({"NOUN", "ADJ", "ADP", "DET", "CCONJ", "PROPN", "NUM"})
"""Parts of speech inside a title's own complement."""
NEXT = 300
"""Characters after "its boss" within which the boss is named."""


def posts(doc: Doc, named: Sequence[Mention], *, table: Words, about: Topics) -> Iterator[Post]:
    """Yield each title with its holder and company, in reading order.

    ``about`` tells which company a description stands for ("PDG de la fintech").
    """
    scene = scene_of(doc, named, table, about)
    yield from _held(list(_told(scene)), scene)


def _told(scene: Scene) -> Iterator[Post]:
    doc, table = scene.doc, scene.table
    forms = lowers(doc)
    at = 0
    ends = {scene.first[end]: end for end in scene.ends}
    opening = {form for form in set(forms) if may_open_title(form, table) or form in table.leads}
    while at < len(forms):
        if at in ends and scene.starts[at].kind != PERSON:
            at = ends[at]  # "Haulage Workers' Alliance" names no worker
            continue
        if forms[at] not in opening:
            at += 1
            continue
        end, title = title_at(doc, at, table)
        if title and not (end == at + 1 and doc[at].pos_ == "VERB" and doc[at].text.islower()):
            yield _post(scene, at, end, title)
            at = end
        elif forms[at] in table.leads and (post := lead(scene, at)):
            yield post
            at += 1
        else:
            at += 1


def _held(found: Sequence[Post], scene: Scene) -> Iterator[Post]:
    """Give "its boss", whom nobody is beside, the next person who is told to be nothing else.

    *Its boss said so in an interview. "We thought so," Henrik Solvang said.*
    """
    table = scene.table
    placed = {post.person for post in found}
    headed = {(post.company, post.rank) for post in found if post.person}
    tied = {scene.ends[end].name for end in scene.ends if beside(scene, end)}
    spokesperson: Post | None = None
    for post in found:
        if post.rank == "spokespeople":
            if spokesperson and post.is_implied and post.is_definite and not post.person:
                # "The spokesperson" is the one told of.
                yield replace(post, person=spokesperson.person, company=spokesperson.company)
                continue
            spokesperson = post
        is_body = table.group(post.title.lower()) == "companies"  # « la direction »
        is_open = not (post.person or is_body or post.is_former) and post.is_definite
        is_open = is_open and bool(post.company) and (post.company, post.rank) not in headed
        if is_open and post.rank in {"heads", "executives"}:
            person = _holder(post, scene, placed | tied)
            if person:
                placed.add(person)
                headed.add((post.company, post.rank))
                yield replace(post, person=person)
                continue
        yield post


def _holder(post: Post, scene: Scene, placed: set[str]) -> str:
    """Return who was told of last, or who acts next, and is told to be nothing else."""
    people = [m for m in scene.named if m.kind == PERSON and m.name not in placed]
    before = [m for m in people if 0 < post.place - m.start < NEXT]
    if before and post.rank == "heads":
        return before[-1].name
    for mention in people:
        span = scene.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        is_next = 0 < mention.start - post.place < NEXT
        if span is not None and is_next and span.root.dep_ in SUBJECTS | {"obj", "dobj"}:
            return mention.name
    return ""


def _post(scene: Scene, start: int, end: int, title: str) -> Post:
    before = scene.doc[start - 1].lower_ if start else ""
    if before == "-" and start > 1:
        before = scene.doc[start - 2].lower_
    is_former = before in scene.table.former
    company, reach = _company_after(scene, end)
    is_outside = any(word in scene.table.outsiders for word in title.lower().split())
    if is_outside and company and not _is_firm_of(scene, end, reach):
        company = ""  # « l'avocat de Veltra » is nobody of Veltra's
    is_whose = scene.doc[start - 1].lower_ in scene.table.possessives if start else False
    if not company and not (is_outside and is_whose):
        company = _company_before(scene, start)
    # "Operations manager" is one person: the head noun tells.
    is_plural = scene.doc[start:end].root.morph.get("Number", []) == ["Plur"]
    person = "" if is_plural else _person_after(scene, reach) or _person_before(scene, start)
    rank = rank_of(title, scene.table)
    following = scene.doc[end].lower_.replace("’", "'") if end < len(scene.doc) else ""
    is_elsewhere = following in scene.table.links and _names_body(scene, end)
    # "UAW Local 9 President": the capitals before a title name another house.
    is_other = start > 0 and (
        scene.doc[start - 1].pos_ in {"PROPN", "NUM"} or before in scene.table.personal
    )
    is_elsewhere = is_elsewhere or is_other
    is_implied = not company
    if not company and rank in BINDING and not is_elsewhere and not is_former:
        # A post without a company is one in the company that the article is about.
        about = scene.topics.speaking if rank == "spokespeople" else scene.topics.at
        company = about(scene.doc[start].idx)
    if not company and not is_former and any(w in scene.table.staff for w in title.lower().split()):
        company = _of_staff(scene, start, end)
    if not company and not is_plural and set(title.lower().split()) & scene.table.unionists:
        company = _of_union(scene, start)
    return Post(
        start=start,
        end=end,
        title=title,
        rank=rank,
        person=person,
        company=company,
        is_former=is_former,
        is_implied=is_implied,
        place=scene.doc[end - 1].idx,
        is_definite=_is_definite(scene, start),
    )


def _is_firm_of(scene: Scene, end: int, reach: int) -> bool:
    """Ask whether « chez » or the noun for a firm tells whose somebody is, not whom they serve."""
    table, told = scene.table, scene.doc[end:reach]
    return any(t.lower_ in table.at or table.group(t.lower_) == "companies" for t in told)


def _is_definite(scene: Scene, start: int) -> bool:
    """Ask whether "the", "its" or a possessor stands before a title and its adjectives."""
    doc, table = scene.doc, scene.table
    at = start - 1
    parts = {"ADJ", "NOUN"}  # "its human resources chief"
    while at > 0 and at > start - REACH and doc[at].pos_ in parts and doc[at].is_lower:
        at -= 1
    return at >= 0 and doc[at].lower_ in table.definite | table.possessives | POSSESSIVES


def _of_union(scene: Scene, start: int) -> str:
    """Return the body told of last, for « le délégué » after « la CGT »."""
    if not _is_definite(scene, start):
        return ""
    place = scene.doc[start].idx
    bodies = [m for m in scene.named if m.start < place and m.kind not in {PERSON, COMPANY}]
    return bodies[-1].name if bodies else ""


def _of_staff(scene: Scene, start: int, end: int) -> str:
    """Return the company of « un ouvrier », "picker Ana Costa": that of the place, if one alone.

    Several workers are told of in general; one who names another employer is that one's.
    """
    doc = scene.doc
    if doc[start].morph.get("Number", []) == ["Plur"] or _names_body(scene, end):
        return ""
    if start and doc[start - 1].lower_ in scene.table.possessives:
        return ""
    return scene.topics.at(doc[start].idx)


def _names_body(scene: Scene, end: int) -> bool:
    """Ask whether a post's complement is a body, a name or a place, not a part of the company.

    « la présidente de la commission » against « la directrice du programme ».
    """
    doc, table = scene.doc, scene.table
    for i in range(end, min(len(doc), end + REACH)):
        token = doc[i]
        if token.text in COMMAS | STOPS or token.is_quote or token.pos_ in {"VERB", "AUX"}:
            return False
        if i == end and i in scene.starts and scene.starts[i].kind == PERSON:
            return False  # "picker Ana Costa"
        if (i > end and i in scene.starts) or token.lower_ in table.parts | table.teams:
            return False
        if token.pos_ == "PROPN" or table.group(token.lower_):
            return True
    return False


def _company_after(  # noqa: C901, PLR0912 (cases in order, first match wins)
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
            return _company_after(scene, further)
        if words == "(" and end + 1 in scene.starts:
            mention = scene.starts[end + 1]
            if mention.kind != PERSON:
                return mention.name, end + 2
        return "", end
    described = ""
    for i in range(at, min(len(doc), at + REACH)):
        token = doc[i]
        if token.text in COMMAS | STOPS or token.is_quote or "\n" in token.text:
            return (scene.topics.meant(described, at), i) if described else ("", end)
        if i in scene.starts:
            mention = scene.starts[i]
            if mention.kind != PERSON:
                return mention.name, _token_end(scene, mention, i)
            return (scene.topics.meant(described, at), i) if described else ("", end)
        group = table.group(token.lower_)
        is_whole = group == "companies" or _is_determined(doc, i)
        if is_whole and group in {"companies", "unions", "research", "press"}:
            described = described or token.lower_
        elif token.pos_ in {"VERB", "AUX", "PRON"}:
            return (scene.topics.meant(described, at), i) if described else ("", end)
    return (scene.topics.meant(described, at), at + REACH) if described else ("", end)


def _is_told_after(scene: Scene, end: int) -> bool:
    """Ask whether a post is followed by the medium to which somebody spoke."""
    near = range(end + 1, min(len(scene.doc), end + 4))
    return any(i in scene.starts and is_told(scene.doc, i, scene.table) for i in near)


def _is_determined(doc: Doc, at: int) -> bool:
    """Ask whether a noun is a certain one: « du syndicat », not « d'études »."""
    before = doc[at - 1]
    return before.pos_ in {"DET", "ADJ", "NOUN"} or bool(before.morph.get("Number", []))


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


def _company_before(scene: Scene, start: int) -> str:
    """Return the company of "Veltra's new", "Veltra" or "its" right before a title."""
    doc, table = scene.doc, scene.table
    for i in range(start, max(0, start - 5), -1):
        if i in scene.ends and scene.ends[i].kind != PERSON:
            return scene.ends[i].name
        token = doc[i - 1]
        if token.lower_ in table.possessives:
            return scene.topics.owner(token.i)
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


def _person_after(scene: Scene, end: int) -> str:
    """Return the person of "CEO Nora Lind", "the chief executive of Veltra, Nora Lind"."""
    doc = scene.doc
    if end < len(doc) and doc[end].lower_.replace("’", "'") in scene.table.links:
        # "head of claims, Ana Costa": the post's own nouns, up to the comma.
        comma = next((i for i in range(end, min(len(doc), end + 5)) if doc[i].text == ","), end)
        if all(doc[i].pos_ in COMPLEMENT and i not in scene.starts for i in range(end, comma)):
            end = comma
    elif end < len(doc) and doc[end].pos_ == "ADP":
        # « Directrice générale de Veltra depuis 2021, Ana Costa »
        comma = next((i for i in range(end, min(len(doc), end + 4)) if doc[i].text == ","), end)
        end = comma if all(doc[i].pos_ in COMPLEMENT for i in range(end, comma)) else end
    elif end < len(doc) and doc[end].pos_ in {"NOUN", "ADJ"} and doc[end].is_lower:
        # « Sa responsable recrutement, Ana Costa »
        comma = next((i for i in range(end, min(len(doc), end + 3)) if doc[i].text == ","), end)
        end = comma if all(doc[i].pos_ in COMPLEMENT for i in range(end, comma)) else end
    for i in range(end, min(len(doc), end + 3)):
        if i in scene.starts:
            return scene.starts[i].name if scene.starts[i].kind == PERSON else ""
        if doc[i].text != "," and doc[i].lower_ not in scene.table.courtesy | scene.table.copulas:
            return ""
    return ""


def _person_before(scene: Scene, start: int) -> str:
    """Return the person of "Nora Lind, chief executive", "Nora Lind, Veltra's new boss"."""
    doc, table = scene.doc, scene.table
    if start and doc[start - 1].lower_ in table.as_words:
        return _taking_over(scene, start)
    commas = 0
    for i in range(start, max(0, start - REACH), -1):
        if i in scene.ends:
            mention = scene.ends[i]
            if mention.kind == PERSON:
                return mention.name
            continue
        token = doc[i - 1]
        is_part = any(first < i <= last for last, first in scene.first.items() if last <= start)
        if token.text in {",", "(", "–", "—"}:
            commas += doc[max(0, i - 2)].pos_ != "NUM"  # "Ana Costa, 58, owner of Veltra"
        elif not (
            is_part
            or token.pos_ in {"ADJ", "DET", "NUM", "ADV"}
            or token.lower_
            in table.fillers | table.possessives | table.former | table.copulas | table.links
            or table.organisations.get(token.lower_) == "companies"
        ):
            return ""
        if commas > 1:
            return ""
    return ""


def _taking_over(scene: Scene, start: int) -> str:
    """Return the person of "Ana Costa, who took over as chief executive"."""
    for i in range(start, max(0, start - REACH), -1):
        if i in scene.ends and scene.ends[i].kind == PERSON:
            following = scene.doc[i + 1 : i + 2].text.lower()
            is_told = following in scene.table.who or scene.doc[i].pos_ in {"VERB", "AUX"}
            return scene.ends[i].name if is_told else ""
        if scene.doc[i - 1].text in STOPS:
            return ""
    return ""
