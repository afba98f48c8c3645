"""The organisation that stands beside a person's name, whatever post the person holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.kinds import is_told
from extract.names import PERSON, Mention
from extract.phrases import COMMAS, STOPS
from extract.vocabulary import Words

LONGEST_BESIDE = 16
"""Tokens of an apposition in which a person's organisation may stand."""
INSTITUTIONS = frozenset({"unions", "public"})
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
    main: str
    named: Sequence[Mention]


def affiliations(
    doc: Doc, named: Sequence[Mention], *, table: Words, main: str = ""
) -> dict[str, str]:
    """Return the organisation that stands beside a person's name without a post that binds it.

    "Nora Lind, who studies work at the Pelham Institute", "Lind of Veltra", « du cabinet Ombrix ».
    """
    scene = scene_of(doc, named, table, main)
    found: dict[str, str] = {}
    for end, mention in scene.ends.items():
        if mention.kind == PERSON and mention.name not in found:
            organisation = beside(scene, end) or _ahead(scene, scene.first[end])
            if organisation:
                found[mention.name] = organisation
    return found


def _ahead(scene: Scene, start: int) -> str:
    """Return the organisation of "its negotiator, Ana Costa", "the head of the League, Ana Costa".

    Back from the comma over nouns to who owns or closes them.
    """
    doc, table = scene.doc, scene.table
    at = start - 1
    while at > 0 and doc[at].lower_ in table.courtesy:
        at -= 1
    if at <= 0 or doc[at].text != ",":
        return ""
    if at in scene.ends:
        mention = scene.ends[at]
        is_linked = doc[scene.first[at] - 1].lower_.replace("’", "'") in {*table.links, "the"}
        return mention.name if mention.kind != PERSON and is_linked else ""
    for i in range(at - 1, max(-1, at - REACH), -1):
        token = doc[i]
        if token.lower_ in table.pronouns["masculine"] | table.pronouns["feminine"]:
            return ""  # "her predecessor, Ana Costa"
        if token.lower_ in table.possessives:
            return owner(doc, i, scene.named, main=scene.main)
        if token.lower_ in {"'s", "’s"} and i in scene.ends:
            return scene.ends[i].name if scene.ends[i].kind != PERSON else ""
        if token.pos_ not in {"NOUN", "ADJ", "PROPN"} or i + 1 in scene.ends:
            return ""
    return ""


def beside(scene: Scene, end: int) -> str:  # noqa: C901 (cases in order, first match wins)
    """Return the organisation in the apposition or the complement after a name."""
    doc = scene.doc
    if end >= len(doc):
        return ""
    first = doc[end].lower_.replace("’", "'")
    if first not in {",", "("} | scene.table.links:
        return ""
    commas = 0
    described = False
    for i in range(end, min(len(doc), end + LONGEST_BESIDE)):
        token = doc[i]
        if token.text in STOPS or token.is_quote or "\n" in token.text:
            return ""
        if token.text in COMMAS:
            commas += 1
            if described or commas > (2 if first == "," else 0):
                return scene.main if described else ""
        if i in scene.starts:
            mention = scene.starts[i]
            if mention.kind == PERSON or is_told(doc, i, scene.table):
                return ""
            before = doc[i - 1]
            is_linked = before.pos_ in {"ADP", "DET", "NOUN", "ADJ"} or before.text == ","
            return mention.name if is_linked else ""
        if first in scene.table.links and token.pos_ in {"VERB", "AUX"}:
            return ""
        is_linked = doc[min(end + 1, i)].lower_.replace("’", "'") in scene.table.links
        is_same = any(doc[j].lower_ in scene.table.same for j in range(end, i))
        if is_linked and is_same and scene.table.group(token.lower_) == "companies":
            described = True  # « Kathy Ross, du même cabinet »
        if (first in scene.table.links or is_linked) and (
            scene.table.group(token.lower_) in INSTITUTIONS
        ):
            stop = next((j for j in range(i, len(doc)) if doc[j].text in COMMAS | STOPS), len(doc))
            if stop - i < REACH and not any(doc[j].pos_ in {"VERB", "AUX"} for j in range(i, stop)):
                return doc[i:stop].text.strip()
            return token.text
    return ""


def scene_of(doc: Doc, named: Sequence[Mention], table: Words, main: str) -> Scene:
    """Return the scene of an article's names; ``main`` is the company that it is about."""
    starts: dict[int, Mention] = {}
    ends: dict[int, Mention] = {}
    first: dict[int, int] = {}
    for mention in named:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            starts[span.start] = mention
            ends[span.end] = mention
            first[span.end] = span.start
    return Scene(doc, starts, ends, first, table, main, named)


def owner(doc: Doc, at: int, named: Sequence[Mention], *, main: str) -> str:
    """Return the company that "its" at a token stands for.

    The subject of the clause so far or of the sentence before; without one, the main company.
    """
    sentence = doc[at].sent
    floor = doc[sentence.start - 1].sent.start_char if sentence.start else sentence.start_char
    place = doc[at].idx
    inside = [m for m in named if floor <= m.start < place and m.kind != PERSON]
    for mention in reversed(inside):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None and (span.root.dep_ in SUBJECTS or not span.start):
            return mention.name
    return main
