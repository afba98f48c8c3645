"""A change of position: both statements side by side, every factor and every gate."""

from db.site.changes import change, entry, flat, headline
from db.site.page import Page
from db.site.view import NotThereError, View


async def reversal(view: View) -> Page:
    """Return the page of one change. Raises NotThereError for an unknown one."""
    found = await change(view, view.args["id"])
    if found is None:
        raise NotThereError(f"no change of position {view.args['id']} in this base")
    return Page(
        template="reversal",
        title=headline(found),
        path=found["page"],
        description=found["why"] or headline(found),
        data={
            "change": found,
            "reviews": await view.rows(
                "SELECT decision, value, note, decided_at FROM reviews "
                "WHERE target = 'reversals' AND target_id = :id ORDER BY id",
                {"id": found["id"]},
            ),
        },
        rows=[flat(found)],
        entries=[entry(found)],
    )
