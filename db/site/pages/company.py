"""A company: its timeline, its changes of position, what it says and does, its people."""

from db.site import changes, known
from db.site.page import Page
from db.site.pages.actor import FIGURES, OWN_POST, actor_data, drawings
from db.site.view import NotThereError, Row, View

_ROLES = f"""
    SELECT p.name AS person, p.slug AS slug, r.title AS title, r.start AS start, r.end AS end
    FROM roles AS r JOIN people AS p ON p.id = r.person_id
    WHERE r.company_id = :id AND r.retracted IS NULL AND p.retracted IS NULL
        AND {OWN_POST}
    ORDER BY r.end <> '', r.start DESC, p.name LIMIT 60
"""

_CLAIMS = """
    SELECT id, text, value, unit, status, why, origins, articles, first_said, last_said
    FROM claims WHERE company_id = :id AND retracted IS NULL AND id NOT IN (
        SELECT target_id FROM reviews_in_force WHERE target = 'claims' AND decision = 'reject')
    ORDER BY origins DESC, last_said DESC, id LIMIT 30
"""


async def company(view: View) -> Page:
    """Return the page of one company; with ``as_of``, a day, as it was known then.

    Raises NotThereError for an unknown one.
    """
    slug = view.args["slug"]
    as_of = known.day(view)
    found = await view.row(
        "SELECT c.id, c.name, c.slug, c.wikidata, c.country, c.is_followed, "
        "parent.name AS parent, parent.slug AS parent_slug "
        "FROM companies AS c LEFT JOIN companies AS parent ON parent.id = c.parent_id "
        "WHERE c.slug = :slug AND c.retracted IS NULL",
        {"slug": slug},
    )
    if found is None:
        raise NotThereError(f"no company “{slug}” in this base")
    values = {"id": found["id"]}
    then = values | ({"as_of": as_of} if as_of else {})
    data = await actor_data(view, "company_id", found["id"], as_of=as_of)
    data |= {
        "company": found,
        "people": await view.rows(_ROLES, values),
        "figures": await view.rows(FIGURES.format(known=known.VERSION if as_of else "TRUE"), then),
        "claims": await _claims_then(view, found["name"], as_of)
        if as_of
        else await view.rows(_CLAIMS, values),
        "as_of": as_of,
    }
    return Page(
        template="company",
        title=found["name"],
        path=f"/company/{slug}" + (f"?as_of={as_of}" if as_of else ""),
        description=f"What {found['name']} says and does about AI and jobs, "
        "and where its position changed.",
        data=data,
        only_drawn=drawings(data),
        rows=data["statements"],
        entries=[changes.entry(row) for row in data["changes"]],
    )


async def _claims_then(view: View, name: str, as_of: str) -> list[Row]:
    """Return the claims of a company as they were known on a day."""
    rows = await view.rows(f"{known.CLAIMS} LIMIT 30", {"company": name, "as_of": as_of})
    return [{**row, "id": row["claim_id"], "text": row["claim"]} for row in rows]
