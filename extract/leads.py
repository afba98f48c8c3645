"""Who leads what without a title: "who runs Veltra", « à la tête de Veltra »."""

from extract.affiliations import REACH, Scene
from extract.names import COMPANY, PERSON
from extract.phrases import COMMAS, STOPS
from extract.titles import Post


def lead(scene: Scene, at: int) -> Post | None:  # noqa: C901 (cases in order, first match wins)
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
            company = scene.topics.meant(doc[i].lower_, i)
        elif is_definite and doc[i].lower_ in table.premises:
            company = scene.topics.at(doc[i].idx)  # "who runs the Brigg office"
        if doc[i].lower_ in table.possessives:
            company = scene.topics.owner(i)
            break
        if doc[i].text in STOPS or (doc[i].text in COMMAS and (company or is_definite)):
            break
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
            )
        if doc[i - 1].lower_ in table.who:
            i = _before_clause(scene, i - 1)  # "Nora Lind, a former planner who now runs …"
            continue
        if doc[i - 1].text not in {",", "-"} and doc[i - 1].lower_ not in table.lead_fillers:
            return None
        i -= 1
    return None


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
