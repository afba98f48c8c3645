"""Who holds which post in which company, as an article says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extract.affiliations import REACH, SUBJECTS, Scene, beside, owner, scene_of
from extract.names import COMPANY, PERSON, Mention
from extract.phrases import COMMAS, STOPS
from extract.vocabulary import Words

BINDING = frozenset({"heads", "executives", "spokespeople"})
"""Ranks whose words bind the company."""
NEXT = 300
"""Characters after "its boss" within which the boss is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A title at its tokens with whom and what it names, as far as the text says."""

    start: int
    end: int
    title: str
    rank: str
    """``heads``, ``executives``, ``spokespeople``, ``others``."""
    person: str = ""
    company: str = ""
    is_former: bool = False
    place: int = 0
    """Character at which the title ends."""
    is_definite: bool = False
    """True for "the boss", "its boss", not "a boss" or "bosses"."""


def posts(doc: Doc, named: Sequence[Mention], *, table: Words, main: str) -> Iterator[Post]:
    """Yield each title with its holder and company, in reading order.

    ``main`` is the company that a definite description stands for ("PDG de la fintech").
    """
    scene = scene_of(doc, named, table, main)
    yield from _held(list(_told(scene)), scene)


def _told(scene: Scene) -> Iterator[Post]:
    doc, table = scene.doc, scene.table
    at = 0
    while at < len(doc):
        end, title = title_at(doc, at, table)
        if title and not (end == at + 1 and doc[at].pos_ == "VERB" and doc[at].text.islower()):
            yield _post(scene, at, end, title)
            at = end
        elif doc[at].lower_ in table.leads and (post := _lead(scene, at)):
            yield post
            at += 1
        else:
            at += 1


def _held(found: Sequence[Post], scene: Scene) -> Iterator[Post]:
    """Give "its boss", whom nobody is beside, the next person who is told to be nothing else.

    *Its boss said so in an interview. "We thought so," Henrik Solvang said.*
    """
    placed = {post.person for post in found}
    headed = {(post.company, post.rank) for post in found if post.person}
    tied = {scene.ends[end].name for end in scene.ends if beside(scene, end)}
    for post in found:
        is_open = not post.person and post.is_definite and not post.is_former
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


def title_at(doc: Doc, at: int, table: Words) -> tuple[int, str]:
    """Return the end and the lower-case words of the longest title that starts at a token."""
    lower = doc[at].lower_.replace("’", "'")
    best = (at, "")
    for parts in table.title_starts.get(lower, ()):
        end = at + len(parts)
        if end > best[0] and [t.lower_.replace("’", "'") for t in doc[at:end]] == list(parts):
            best = (end, doc[at:end].text.lower().replace("’", "'"))
    if not best[1] and lower.rstrip("s") in table.titles and lower.endswith("s"):
        return at + 1, lower.rstrip("s")
    if best[1]:
        # "co-founder and chief executive" is one post.
        end = best[0]
        if end < len(doc) - 1 and doc[end].lower_ in {"and", "et", "&"}:
            further, more = title_at(doc, end + 1, table)
            if more:
                return further, doc[at:further].text
        return end, doc[at:end].text
    return best


def rank_of(title: str, table: Words) -> str:
    """Return the rank of a title, of its weightiest part when it joins several."""
    lower = title.lower().replace("’", "'")
    if lower in table.titles:
        return table.titles[lower]
    parts = lower.replace(" et ", " and ").replace(" & ", " and ").split(" and ")
    for rank in ("heads", "executives", "spokespeople"):
        if any(table.titles.get(part) == rank for part in parts):
            return rank
    return "others"


def _post(scene: Scene, start: int, end: int, title: str) -> Post:
    before = scene.doc[start - 1].lower_ if start else ""
    if before == "-" and start > 1:
        before = scene.doc[start - 2].lower_
    is_former = before in scene.table.former
    company, reach = _company_after(scene, end)
    if not company:
        company = _company_before(scene, start)
    person = _person_after(scene, reach) or _person_before(scene, start)
    rank = rank_of(title, scene.table)
    following = scene.doc[end].lower_.replace("’", "'") if end < len(scene.doc) else ""
    is_elsewhere = following in scene.table.links and _names_body(scene, end)
    if not company and rank in BINDING and not is_elsewhere and not is_former:
        # A post without a company is one in the company that the article is about.
        company = scene.main
    return Post(
        start=start,
        end=end,
        title=title,
        rank=rank,
        person=person,
        company=company,
        is_former=is_former,
        place=scene.doc[end - 1].idx,
        is_definite=before in scene.table.definite | scene.table.possessives | {"'s", "’s"},
    )


def _names_body(scene: Scene, end: int) -> bool:
    """Ask whether a post's complement is a body, a name or a place, not a part of the company.

    « la présidente de la commission » against « la directrice du programme ».
    """
    doc, table = scene.doc, scene.table
    for i in range(end, min(len(doc), end + REACH)):
        token = doc[i]
        if token.text in COMMAS | STOPS or token.is_quote or token.pos_ in {"VERB", "AUX"}:
            return False
        if i > end and i in scene.starts:
            return False
        if token.pos_ == "PROPN" or table.group(token.lower_):
            return True
    return False


def _company_after(scene: Scene, end: int) -> tuple[str, int]:  # noqa: C901 (cases in order, first match wins)
    """Return the company of "of Veltra", "de la fintech suédoise" and where the phrase ends."""
    doc, table = scene.doc, scene.table
    if end >= len(doc):
        return "", end
    words = doc[end].lower_.replace("’", "'")
    at = end
    # "chef du service client de Veltra": a link may follow some nouns of the title's own.
    if words not in table.links:
        if words == "(" and end + 1 in scene.starts:
            mention = scene.starts[end + 1]
            if mention.kind != PERSON:
                return mention.name, end + 2
        return "", end
    described = False
    for i in range(at, min(len(doc), at + REACH)):
        token = doc[i]
        if token.text in COMMAS | STOPS or token.is_quote or "\n" in token.text:
            return (scene.main, i) if described else ("", end)
        if i in scene.starts:
            mention = scene.starts[i]
            if mention.kind != PERSON:
                return mention.name, _token_end(scene, mention, i)
            return (scene.main, i) if described else ("", end if not described else i)
        if table.organisations.get(token.lower_) == "companies":
            described = True
        elif token.pos_ in {"VERB", "AUX", "PRON"}:
            return (scene.main, i) if described else ("", end)
    return (scene.main, at + REACH) if described else ("", end)


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
            return owner(doc, token.i, scene.named, main=scene.main)
        if table.organisations.get(token.lower_) == "companies" or token.lower_ in {"'s", "’s"}:
            if table.organisations.get(doc[i - 2].lower_ if i > 1 else "") == "companies":
                return scene.main
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
        if all(doc[i].pos_ in {"NOUN", "ADJ", "ADP", "DET", "CCONJ"} for i in range(end, comma)):
            end = comma
    for i in range(end, min(len(doc), end + 3)):
        if i in scene.starts:
            return scene.starts[i].name if scene.starts[i].kind == PERSON else ""
        if doc[i].text != "," and doc[i].lower_ not in scene.table.courtesy | scene.table.copulas:
            return ""
    return ""


def _person_before(scene: Scene, start: int) -> str:
    """Return the person of "Nora Lind, chief executive", "Nora Lind, Veltra's new boss"."""
    doc, table = scene.doc, scene.table
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
            commas += 1
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


def _lead(scene: Scene, at: int) -> Post | None:  # noqa: C901 (cases in order, first match wins)
    """Read "Nora Lind, who runs Veltra" and « Nora Lind, qui dirige Veltra »."""
    doc, table = scene.doc, scene.table
    company = ""
    is_definite = False
    for i in range(at + 1, min(len(doc), at + REACH + 2)):
        is_definite = is_definite or doc[i].lower_ in table.definite
        if i in scene.starts:
            company = scene.starts[i].name if scene.starts[i].kind == COMPANY else ""
            break
        if is_definite and table.organisations.get(doc[i].lower_) == "companies":
            company = scene.main
        if doc[i].lower_ in table.possessives:
            company = owner(doc, i, scene.named, main=scene.main)
            break
        if doc[i].text in STOPS or (doc[i].text in COMMAS and (company or is_definite)):
            break
    if not company:
        return None
    i = at
    while i > max(0, at - 5):
        if i in scene.ends:
            mention = scene.ends[i]
            if mention.kind != PERSON:
                return None
            return Post(
                start=at,
                end=at + 1,
                title=table.lead_title,
                rank="heads",
                person=mention.name,
                company=company,
            )
        if doc[i - 1].lower_ not in {",", "who", "qui", "now", "co", "-", "also", "has", "had"}:
            return None
        i -= 1
    return None
