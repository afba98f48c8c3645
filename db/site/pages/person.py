"""A person: what they said, when, for whom, and where their position changed."""

from db.site import changes, known
from db.site.page import Page
from db.site.pages.actor import OWN_POST, actor_data, drawings
from db.site.view import NotThereError, View

_ROLES = f"""
    SELECT c.name AS company, c.slug AS slug, r.title AS title, r.start AS start, r.end AS end
    FROM roles AS r JOIN companies AS c ON c.id = r.company_id
    WHERE r.person_id = :id AND r.retracted IS NULL AND c.retracted IS NULL
        AND {OWN_POST}
    ORDER BY r.end <> '', r.start DESC, c.name LIMIT 30
"""


async def person(view: View) -> Page:
    """Return the page of one person; with ``as_of``, a day, as it was known then.

    Raises NotThereError for an unknown one.
    """
    slug = view.args["slug"]
    as_of = known.day(view)
    found = await view.row(
        "SELECT id, name, slug, wikidata FROM people WHERE slug = :slug AND retracted IS NULL",
        {"slug": slug},
    )
    if found is None:
        raise NotThereError(f"no person “{slug}” in this base")
    data = await actor_data(view, "person_id", found["id"], as_of=as_of)
    data |= {
        "person": found,
        "roles": await view.rows(_ROLES, {"id": found["id"]}),
        "as_of": as_of,
    }
    return Page(
        template="person",
        title=found["name"],
        path=f"/person/{slug}" + (f"?as_of={as_of}" if as_of else ""),
        description=f"What {found['name']} said about AI and jobs.",
        data=data,
        only_drawn=drawings(data),
        rows=data["statements"],
        entries=[changes.entry(row) for row in data["changes"]],
    )
