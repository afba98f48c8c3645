"""Who leads what without a title: "who runs Veltra", « à la tête de Veltra »."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from extract.affiliations import REACH, Scene
from extract.lexicons import lexicon
from extract.names import PERSON
from extract.phrases import COMMAS, STOPS, plain
from extract.titles import Post


@dataclass(frozen=True, slots=True)
class Leading:
    """A language's verbs of leading a house and of making it one's own."""

    verbs: frozenset[str]
    pairs: Mapping[str, str]
    """Verbs with a particle: "took (over)", « pris (la tête) »."""
    managing: frozenset[str]
    """Verbs of who leads a matter inside a house: "oversees automation"."""
    until: frozenset[str]


@cache
def leading(language: str) -> Leading:
    """Return a language's verbs of leading. Raises LexiconError."""
    titles = lexicon(language, "titles")
    pairs = (entry.partition(" ") for entry in titles["founds"] if " " in entry)
    return Leading(
        verbs=frozenset({*titles["leads"], *(one for one in titles["founds"] if " " not in one)}),
        pairs={verb: particle for verb, _, particle in pairs},
        managing=frozenset(titles["managing"]),
        until=frozenset(titles["until"]),
    )


def is_lead(scene: Scene, at: int) -> bool:
    """Ask whether a token is a verb of leading, with the particle that it needs."""
    told, form = leading(scene.doc.vocab.lang), scene.doc[at].lower_
    particle = told.pairs.get(form)
    return form in told.verbs or (
        particle is not None and scene.doc[at + 1 : at + 2].text == particle
    )


def lead(  # noqa: C901, PLR0912 (cases in order, first match wins)
    scene: Scene, at: int
) -> Post | None:
    """Read "Nora Lind, who runs Veltra" and « Nora Lind, qui dirige Veltra »."""
    doc, table = scene.doc, scene.table
    company = ""
    is_definite = False
    is_leading = doc[at].lower_ in table.leads
    for i in range(at + 1, min(len(doc), at + REACH + 2)):
        if doc[i].pos_ == "ADP" and not is_leading and i > at + 1:
            break  # "who bought three of the insurer's bears" owns no insurer
        is_definite = is_definite or doc[i].lower_ in table.definite
        if i in scene.starts:
            company = scene.starts[i].name if scene.starts[i].kind != PERSON else ""
            break
        if is_definite and table.organisations.get(doc[i].lower_) == "companies":
            company = scene.topics.meant(doc[i].lower_, i)
        elif is_definite and doc[i].lower_ in table.premises:
            company = scene.topics.at(doc[i].idx)  # "who runs the Brigg office"
        if doc[i].lower_ in table.possessives:
            company = scene.topics.owner(i) if is_leading else ""
            break
        if doc[i].text in STOPS or (doc[i].text in COMMAS and (company or is_definite)):
            break
    company = company or _of_matter(scene, at)
    if not company:
        return _inverted_lead(scene, at)
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
                is_former=_is_over(scene, at),
            )
        if doc[i - 1].lower_ in table.who:
            i = _before_clause(scene, i - 1)  # "Nora Lind, a former planner who now runs …"
            continue
        if doc[i - 1].text not in {",", "-"} and doc[i - 1].lower_ not in table.lead_fillers:
            return None
        i -= 1
    return None


def _of_matter(scene: Scene, at: int) -> str:
    """Return the company of the place for "who oversees automation": a matter inside a house.

    Only where nothing in the object is another house, a body or a name.
    """
    doc, table = scene.doc, scene.table
    if doc[at].lower_ not in leading(doc.vocab.lang).managing or doc[at - 1].lower_ not in (
        table.who | table.lead_fillers
    ):
        return ""
    rest = list(takewhile(lambda t: t.text not in COMMAS | STOPS, doc[at + 1 : at + REACH]))
    is_other = any(
        token.lower_ in table.indefinite or token.pos_ == "PROPN" or table.group(token.lower_)
        for token in rest
    )
    is_thing = bool(rest) and rest[0].pos_ in {"NOUN", "DET", "ADJ"}
    return "" if is_other or not is_thing else scene.topics.at(doc[at].idx)


def _is_over(scene: Scene, at: int) -> bool:
    """Ask whether somebody leads no longer: "who ran Veltra until 2021"."""
    doc, until = scene.doc, leading(scene.doc.vocab.lang).until
    clause = takewhile(lambda t: t.text not in COMMAS | STOPS, doc[at : at + 2 * REACH])
    return any(plain(token) in until for token in clause)


def _before_clause(scene: Scene, who: int) -> int:
    """Return where the person's name ends whose apposition "who" follows; ``who`` without one."""
    for i in range(who, max(0, who - REACH), -1):
        if i in scene.ends and scene.ends[i].kind == PERSON:
            return i
        if scene.doc[i - 1].text in STOPS or scene.doc[i - 1].pos_ in {"VERB", "AUX"}:
            break
    return who


def _inverted_lead(scene: Scene, at: int) -> Post | None:
    """Read « le groupe Veltra, que dirige Nora Lind »."""
    doc = scene.doc
    person = scene.starts.get(at + 1)
    is_relative = at > 1 and doc[at - 1].lower_.replace("’", "'") in scene.table.relatives
    if person is None or person.kind != PERSON or not is_relative:
        return None
    owner = next(
        (scene.ends[i] for i in range(at - 1, max(0, at - 4), -1) if i in scene.ends), None
    )
    if owner is None or owner.kind == PERSON:
        return None
    return Post(
        start=at,
        end=at + 1,
        title=scene.table.lead_title,
        rank="heads",
        person=person.name,
        company=owner.name,
        place=doc[at].idx,
    )
