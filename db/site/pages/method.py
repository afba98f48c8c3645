"""How positions, grades and statuses are made, and what people corrected."""

from db.site.page import Page
from db.site.view import View
from db.site.words import words

_CORRECTIONS = """
    SELECT id, target, target_id, decision, value, note, decided_at, undoes
    FROM reviews ORDER BY id DESC LIMIT 200
"""


async def method(view: View) -> Page:
    """Return the methods page with the log of corrections."""
    corrections = await view.rows(_CORRECTIONS)
    return Page(
        template="method",
        title="Method and corrections",
        path="/method",
        description="How Walkback reads articles, places positions and grades changes.",
        data={
            "grades": words()["grade"],
            "statuses": words()["status"],
            "corrections": corrections,
        },
        rows=corrections,
    )
