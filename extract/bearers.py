"""Who holds a post: the person named beside its title."""

from collections.abc import Iterator

from spacy.tokens import Token

from extract.affiliations import REACH, SUBJECTS, Scene
from extract.names import PERSON
from extract.phrases import STOPS, plain
from extract.titles import BINDING

LONGEST_COMPLEMENT = 6
"""Tokens of a title's own complement before the name: « de l'expérience client »."""
COMPLEMENT = frozenset({"NOUN", "ADJ", "ADP", "DET", "CCONJ", "PROPN", "NUM"})
"""Parts of speech inside a title's own complement."""


def person_after(scene: Scene, end: int) -> str:
    """Return the person of "CEO Nora Lind", "the chief executive of Veltra, Nora Lind"."""
    doc = scene.doc
    if end < len(doc) and doc[end].lower_.replace("’", "'") in scene.table.links:
        # "head of claims, Ana Costa": the post's own nouns, up to the comma.
        reach = min(len(doc), end + REACH)  # "head of claims at the time, Ana Costa"
        comma = next((i for i in range(end, reach) if doc[i].text == ","), end)
        is_any = any(t.lower_ in scene.table.indefinite for t in doc[end:comma])
        if not is_any and all(
            doc[i].pos_ in COMPLEMENT and i not in scene.starts for i in range(end, comma)
        ):
            end = comma  # but « Patronne d'une boutique à Brive, » is of another house
        end = _past_complement(scene, end)
    elif end < len(doc) and doc[end].pos_ == "ADP":
        # « Directrice générale de Veltra depuis 2021, Ana Costa »
        comma = next((i for i in range(end, min(len(doc), end + 4)) if doc[i].text == ","), end)
        end = comma if all(doc[i].pos_ in COMPLEMENT for i in range(end, comma)) else end
    elif end < len(doc) and doc[end].pos_ in {"NOUN", "ADJ", "CCONJ"} and doc[end].is_lower:
        # « Sa responsable recrutement, Ana Costa », « Le patron et premier actionnaire, … »
        comma = next((i for i in range(end, min(len(doc), end + 4)) if doc[i].text == ","), end)
        end = comma if all(_is_complement(doc[i]) for i in range(end, comma)) else end
        if scene.table.trade_first:  # in English the last noun tells: "deputy organiser Ana Costa"
            end = _past_complement(scene, end)  # « la directrice associée Ana Costa »
    end = _past_description(scene, end)
    for i in range(end, min(len(doc), end + 3)):
        if i in scene.starts:
            return scene.starts[i].name if scene.starts[i].kind == PERSON else ""
        if doc[i].text != "," and doc[i].lower_ not in scene.table.courtesy | scene.table.copulas:
            return ""
    return ""


def person_before(scene: Scene, start: int) -> str:
    """Return the person of "Nora Lind, chief executive", "Nora Lind, Veltra's new boss"."""
    doc, table = scene.doc, scene.table
    if start and doc[start - 1].lower_ in table.as_words:
        return _taking_over(scene, start)
    commas = 0
    # A trade may be told of a freelance: only who leads is of the house by such nouns.
    is_run = not table.trade_first and table.titles.get(doc[start].lower_) in BINDING
    for i in range(start, max(0, start - REACH), -1):
        if i in scene.ends:
            mention = scene.ends[i]
            if mention.kind == PERSON:
                return mention.name
            continue
        token = doc[i - 1]
        # "Nora Lind, people and culture director": the nouns right before a title are its own.
        is_run = is_run and token.is_lower and token.pos_ in {"NOUN", "CCONJ", "ADJ"}
        if is_run and token.pos_ != "ADJ":
            continue
        if plain(token) in table.who and doc[i].lower_ in table.copulas:
            continue  # "Nora Lind, who is in charge of claims"
        is_part = any(first < i <= last for last, first in scene.first.items() if last <= start)
        if token.text in {",", "(", "–", "—"}:
            commas += doc[max(0, i - 2)].pos_ != "NUM"  # "Ana Costa, 58, owner of Veltra"
        elif not (
            is_part
            or token.pos_ in {"ADJ", "DET", "NUM", "ADV"}
            or token.lower_ in table.years
            or token.lower_
            in table.fillers | table.possessives | table.former | table.copulas | table.links
            or table.group(token.lower_) not in {"", "workers"}
        ):
            return ""
        if commas > 1:
            return ""
    return ""


def person_opened(scene: Scene, start: int, end: int) -> str:
    """Return the subject of whose sentence a post opens: "Founder of Veltra, a …, Ana Costa has".

    A post without an article that opens a sentence is told of the subject behind its last comma.
    """
    doc = scene.doc
    if doc[start].is_sent_start is not True or doc[end : end + 1].text != ",":
        return ""
    for at in range(end + 1, len(doc)):
        if doc[at].text in STOPS or doc[at].is_quote or "\n" in doc[at].text:
            return ""
        mention = scene.starts.get(at)
        if mention and mention.kind == PERSON and doc[at - 1].text == ",":
            stop = next(last for last, first in scene.first.items() if first == at)
            is_acting = doc[at:stop].root.dep_ in SUBJECTS or doc[stop : stop + 1].text == ","
            return mention.name if is_acting else ""
    return ""


def _past_complement(scene: Scene, end: int) -> int:
    """Return where the name stands in "head of claims Ana Costa", « directrice de la paie … »."""
    doc = scene.doc
    for i in range(end, min(len(doc), end + LONGEST_COMPLEMENT)):
        if i in scene.starts:
            return i if scene.starts[i].kind == PERSON and doc[i - 1].is_lower else end
        if not (doc[i].is_lower and _is_complement(doc[i])):
            return end
    return end


def _is_complement(token: Token) -> bool:
    """Ask whether a token may be of a post: "director of learning", "controlling shareholder"."""
    return token.pos_ in COMPLEMENT or token.tag_ == "VBG"


def several_after(scene: Scene, end: int) -> Iterator[str]:
    """Yield the people of "its co-founders, Ana Costa and Nora Lind", two or more."""
    doc = scene.doc
    at = end + (end < len(doc) and doc[end].text in {",", ":"})
    ends = {first: last for last, first in scene.first.items()}
    people: list[str] = []
    while at in scene.starts and scene.starts[at].kind == PERSON:
        people.append(scene.starts[at].name)
        at = ends[at]
        if at < len(doc) and (doc[at].text in {",", "&"} or doc[at].lower_ in scene.table.joins):
            at += 1
    yield from people if len(people) > 1 else ()


def _past_description(scene: Scene, end: int) -> int:
    """Return where the name may stand after « Sa directrice, la comédienne Ana Costa »."""
    doc, table = scene.doc, scene.table
    if end + 1 >= len(doc) or doc[end].text != "," or plain(doc[end + 1]) not in table.definite:
        return end
    at = end + 2
    while at < min(len(doc), end + 5) and doc[at].is_lower and doc[at].pos_ in {"NOUN", "ADJ"}:
        at += 1
    is_person = at in scene.starts and scene.starts[at].kind == PERSON
    return at if is_person and at > end + 2 else end


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
