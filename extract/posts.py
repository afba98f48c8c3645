"""Who holds which post in which company, as an article says it."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from extract.affiliations import REACH, SUBJECTS, Scene, ahead, beside, scene_of
from extract.bearers import person_after, person_before, person_opened, several_after
from extract.cues import cues
from extract.employers import (
    company_after,
    company_before,
    is_definite,
    is_firm_of,
    names_body,
    of_house,
    of_office,
    of_staff,
    of_union,
)
from extract.kinds import POSSESSIVES
from extract.leads import is_lead, lead, leading
from extract.names import PERSON, Mention
from extract.nlp import lowers
from extract.phrases import plain
from extract.titles import BINDING, Post, former_of, may_open_title, rank_of, title_at
from extract.topics import Topics
from extract.vocabulary import OTHERS, Words

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
    told_of = leading(doc.vocab.lang)
    leads = told_of.verbs | told_of.pairs.keys()
    opening = {form for form in set(forms) if may_open_title(form, table) or form in leads}
    while at < len(forms):
        if at in ends and scene.starts[at].kind != PERSON:
            at = ends[at]  # "Haulage Workers' Alliance" names no worker
            continue
        if forms[at] not in opening:
            at += 1
            continue
        end, title = title_at(doc, at, table)
        if title and not (end == at + 1 and _is_verb(scene, at)):
            told = _post(scene, at, end, title)
            yield told
            for person in several_after(scene, end) if not told.person else ():
                yield replace(told, person=person)
            at = end
        elif forms[at] in leads and is_lead(scene, at) and (post := lead(scene, at)):
            yield post
            at += 1
        else:
            at += 1


def settled(held: Sequence[Post], tied: Mapping[str, str]) -> tuple[Post, ...]:
    """Return the posts with the organisation beside the holder where the post only implies one."""
    return tuple(
        replace(post, company=tied[post.person])
        if post.is_implied and post.company and post.person in tied
        else post
        for post in held
    )


def _is_verb(scene: Scene, at: int) -> bool:
    """Ask whether a title's form is a verb here, not « , délégué CGT »."""
    doc = scene.doc
    is_inside = 0 < at < len(doc) - 1
    if (
        at > 1
        and doc[at - 1].text == ","
        and doc[at - 2].is_quote
        and cues(doc.vocab.lang).at(doc[at])
    ):
        return True  # « … », juge Ana Costa
    if doc[at].pos_ != "VERB" or not doc[at].text.islower():
        return False
    is_apposed = is_inside and doc[at - 1].text == ","
    is_led = at + 1 in scene.starts or plain(doc[min(at + 1, len(doc) - 1)]) in scene.table.links
    return not (is_apposed and is_led)


def _held(found: Sequence[Post], scene: Scene) -> Iterator[Post]:
    """Give "its boss", whom nobody is beside, the next person who is told to be nothing else.

    *Its boss said so in an interview. "We thought so," Henrik Solvang said.*
    """
    table = scene.table
    placed = {post.person for post in found}
    headed = {(post.company, post.rank) for post in found if post.person}
    tied = {
        mention.name
        for end, mention in scene.ends.items()
        if beside(scene, end) or ahead(scene, scene.first[end])
    }
    spokesperson: Post | None = None
    last: dict[str, Post] = {}
    for post in found:
        before = last.get(post.title.lower())
        if post.person:
            last[post.title.lower()] = post
        elif before and post.is_implied and post.is_definite and post.rank == "heads":
            # « le PDG » is the one told of by that title.
            yield replace(post, person=before.person, company=before.company)
            continue
        if post.rank == "spokespeople":
            if spokesperson and post.is_implied and post.is_definite and not post.person:
                # "The spokesperson" is the one told of.
                yield replace(post, person=spokesperson.person, company=spokesperson.company)
                continue
            spokesperson = post
        is_body = table.group(post.title.lower()) == "companies"  # « la direction »
        is_open = not (post.person or is_body or post.is_former) and post.is_definite
        is_open = is_open and bool(post.company) and (post.company, post.rank) not in headed
        if is_open and post.rank in {"heads", "executives"} and not _is_house(post, scene):
            person = _holder(post, scene, placed | tied)
            if person:
                placed.add(person)
                headed.add((post.company, post.rank))
                yield replace(post, person=person)
                continue
        yield post


def _is_among(title: str, titles: Container[str]) -> bool:
    """Ask whether a title, or a word of it, is one of some."""
    lower = title.lower().replace("’", "'")
    return lower in titles or any(word in titles for word in lower.split())


def _serves_others(scene: Scene, start: int, complement: Span) -> bool:
    """Ask whether a lawyer is somebody's, « M. Sorbier … Son avocat », or « l'avocate du CSE »."""
    doc, table = scene.doc, scene.table
    told = complement.text.lower().replace("’", "'")
    if any(body in told for body in table.own_bodies):
        return True
    if not start or doc[start - 1].lower_ not in table.possessives:
        return False
    before = [mention for mention in scene.named if mention.start < doc[start].idx]
    return bool(before) and before[-1].kind == PERSON


def _is_apart(token: Token, table: Words) -> bool:
    """Ask whether a token before a title is of another house's name: "UAW Local 9 President"."""
    if token.lower_ in table.generic | table.indefinite:
        return False  # "Group Chief Financial Officer", "one director"
    return token.pos_ == "NUM" or (token.pos_ == "PROPN" and not token.is_lower)


def _is_house(post: Post, scene: Scene) -> bool:
    """Ask whether a post is held by an organisation: "its then owner, the Danish fund Veltra"."""
    doc = scene.doc
    if post.end >= len(doc) or doc[post.end].text != ",":
        return False
    for at in range(post.end + 1, min(len(doc), post.end + REACH)):
        if at in scene.starts:
            return scene.starts[at].kind != PERSON
        if not doc[at].is_lower and doc[at].pos_ not in {"ADJ", "PROPN"}:
            return False
    return False


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


def _post(  # noqa: C901 (cases in order, each by itself)
    scene: Scene, start: int, end: int, title: str
) -> Post:
    before = scene.doc[start - 1].lower_ if start else ""
    if before == "-" and start > 1:
        before = scene.doc[start - 2].lower_
    own = former_of(title, scene.table)
    is_former = before in scene.table.former or own != title.lower()
    company, reach = company_after(scene, end)
    is_outside = any(word in scene.table.outsiders for word in title.lower().split())
    is_civic = title.lower() in scene.table.civic_titles
    serves = _is_among(title, scene.table.counsel)  # « l'avocat de Veltra » speaks for Veltra
    serves = serves and not _serves_others(scene, start, scene.doc[end:reach])
    is_apart = is_outside and not serves and not is_firm_of(scene, end, reach)
    if is_civic or (is_apart and company):
        company = ""  # « le client de Veltra » is nobody of Veltra's
    if not (company or is_civic or (is_outside and not serves)):
        company = company_before(scene, start)
    # "Operations manager" is one person: the head noun tells.
    is_plural = scene.doc[start:end].root.morph.get("Number", []) == ["Plur"]
    person = "" if is_plural else person_after(scene, reach) or person_before(scene, start)
    if company and not (person or is_plural):
        person = person_opened(scene, start, reach)
    rank = rank_of(own, scene.table) if is_former else rank_of(title, scene.table)
    following = scene.doc[end].lower_.replace("’", "'") if end < len(scene.doc) else ""
    is_elsewhere = following in scene.table.links and names_body(scene, end)
    # "UAW Local 9 President": the capitals before a title name another house.
    is_other = start > 0 and _is_apart(scene.doc[start - 1], scene.table)
    is_other = is_other or before in scene.table.personal
    # "Union president", "the regulator's chair": the noun before a title tells whose it is.
    owner = scene.doc[start - 2].lower_ if before in POSSESSIVES and start > 1 else before
    is_other = is_other or scene.table.group(owner) in OTHERS
    is_elsewhere = is_elsewhere or is_other
    is_implied = not company
    if not company and rank in BINDING and not is_elsewhere and not is_former:
        # A post without a company is one in the company that the article is about.
        is_bodys = rank == "spokespeople" or title.lower() in scene.table.body_heads
        about = scene.topics.speaking if is_bodys else scene.topics.at
        company = of_office(scene, start, end, title) or about(scene.doc[start].idx)
    if not (company or is_plural or is_former):
        company = of_office(scene, start, end, title)
    if not company and scene.doc[max(0, start - 2) : start].text.lower() in scene.table.own_bodies:
        company = scene.topics.at(scene.doc[start].idx)  # "works council chair Ana Costa"
    if not (company or is_plural or is_civic) and _is_among(title, scene.table.unionists):
        company = of_union(scene, start, is_named=bool(person))
    if not (company or is_former or is_civic) and _is_among(title, scene.table.staff):
        company = of_staff(scene, start, end)
    if not (company or is_plural or is_elsewhere or is_former or is_civic) and _is_among(
        title, scene.table.officers
    ):
        company = of_house(scene, start) if person else ""
    if is_former and not company and rank in {"heads", "executives"} and not is_elsewhere:
        company = scene.topics.at(scene.doc[start].idx)  # « L'ex-PDG Ana Costa »
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
        is_definite=is_definite(scene, start),
    )
