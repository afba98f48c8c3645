"""The values of one measure over time, drawn: pure geometry, no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.dates import as_date, in_words
from db.site.view import Row

LEAST = 2
"""Values from which there is a series to draw."""
MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value in the drawing."""

    x: float
    y: float
    label: str
    page: str
    is_own: bool
    """True for the claim whose page it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A picture of known size; all units are those of its viewBox."""

    width: int
    height: int
    values: tuple[Value, ...]
    line: str
    first: str
    last: str
    top: str
    bottom: str


def draw(rows: Sequence[Row], *, own: str, width: int = 640, height: int = 190) -> Series | None:
    """Return the picture of claims with a value and a day; None where there is no series.

    ``rows`` have ``id, value, text, day``; ``own`` is the id of the claim that stands out.
    """
    dated = sorted(
        ((day, row) for row in rows if (day := as_date(row["day"]))),
        key=lambda pair: (pair[0], pair[1]["id"]),
    )[-MOST:]
    if len({day for day, _ in dated}) < LEAST:
        return None
    days = [day for day, _ in dated]
    values = [float(row["value"]) for _, row in dated]
    low, high = min(values), max(values)
    points = tuple(
        Value(
            x=round(_between(_share(day, days[0], days[-1]), 24, width - 24), 1),
            y=round(_between((value - low) / ((high - low) or 1), height - 44, 30), 1),
            label=f"{in_words(row['day'])}: {value:,.6g}",
            page=f"/claim/{row['id']}",
            is_own=row["id"] == own,
        )
        for (day, row), value in zip(dated, values, strict=True)
    )
    return Series(
        width=width,
        height=height,
        values=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        first=in_words(days[0].isoformat()),
        last=in_words(days[-1].isoformat()),
        top=f"{high:,.6g}",
        bottom=f"{low:,.6g}",
    )


def _share(day: date, first: date, last: date) -> float:
    return (day - first).days / ((last - first).days or 1)


def _between(share: float, start: float, end: float) -> float:
    return start + share * (end - start)
