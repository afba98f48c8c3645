"""The drawn timeline: where each statement stands on the page. Pure geometry, no script."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.dates import MONTHS, as_date
from db.site.statements import who
from db.site.view import Row
from db.site.words import low_first, word

MOST_POINTS = 160
"""More can't be told apart, or hit with a finger, on any screen."""

SHAPES = {"direct_quote": "circle", "indirect_quote": "diamond", "action": "square"}
_TALK = {"capability", "forecast"}
_MONTHS_FOR_QUARTERS = 30
_MONTHS_FOR_MONTHS = 9
_TICK_ROOM = 86
"""Units of width that a label of the axis needs round it."""

_HAIR = 0.1
"""What rounding may take from the gap between two points."""

WIDE = 600
"""Units of width from which a drawing is for a screen rather than a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One statement in the drawing."""

    id: str
    x: float
    y: float
    shape: str
    """``circle``, ``diamond``, ``square`` or ``triangle``, by the kind of statement."""
    outline: str
    """The corners of a shape that isn't a circle, for SVG."""
    side: str
    is_talk: bool
    """True for what AI can do or what will come, drawn hollow; else one's own house."""
    start: float
    end: float
    """The two ends of an imprecise date."""
    label: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One change of position: a line from the earlier statement to the later one."""

    path: str
    head: str
    direction: str
    is_strong: bool
    label: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture of known size; all units are those of its viewBox."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    middle: float
    radius: float
    points: tuple[Point, ...]
    arcs: tuple[Arc, ...]
    ticks: tuple[tuple[float, str], ...]
    left_out: int
    """Statements with a position that did not fit."""


def draw(
    statements: Sequence[Row],
    changes: Sequence[Row],
    *,
    width: int,
    height: int,
    strong: Collection[str] | None = None,
) -> Drawing | None:
    """Return the picture of statements with a position; None when there is none.

    Time runs along x, position from +1 (top) to −1 (bottom) along y. Statements of one day
    and position are set side by side. Of many changes those whose ids are ``strong`` stand out.
    """
    needed = {row[key] for row in changes for key in ("earlier_id", "later_id")}
    placed = [
        row for row in statements if row["position"] is not None and as_date(row["said_from"])
    ]
    placed.sort(key=lambda row: (row["id"] not in needed, -row["confidence"], row["id"]))
    kept = sorted(placed[:MOST_POINTS], key=lambda row: (row["said_from"], row["id"]))
    if not kept:
        return None
    frame = _frame(kept, width, height)
    points: list[Point] = []
    for row in kept:
        points.append(_point(row, frame, points))
    by_id = {point.id: point for point in points}
    return Drawing(
        width=width,
        height=height,
        left=frame.left,
        right=frame.right,
        top=frame.top,
        bottom=frame.bottom,
        middle=frame.middle,
        radius=frame.radius,
        points=tuple(points),
        arcs=tuple(
            arc
            for row in changes
            if (arc := _arc(row, by_id, frame.radius, strong is None or row["id"] in strong))
        ),
        ticks=tuple((frame.across(day), label) for day, label in _ticks(frame)),
        left_out=len(placed) - len(kept),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The edges of the picture, and the days that they stand for."""

    left: float
    right: float
    top: float
    bottom: float
    radius: float
    first: date
    last: date

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def across(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + (self.right - self.left) * share

    def down(self, position: float) -> float:
        return self.middle - position * ((self.bottom - self.top) / 2 - 2 * self.radius - 4)


def _frame(rows: Sequence[Row], width: int, height: int) -> _Frame:
    first, last = _window(rows)
    # Room above for one line of words, below for two.
    return _Frame(
        left=12,
        right=width - 12,
        top=34,
        bottom=height - 52,
        radius=6 if width >= WIDE else 5.5,
        first=first,
        last=last,
    )


def _window(rows: Sequence[Row]) -> tuple[date, date]:
    starts = [day for row in rows if (day := as_date(row["said_from"]))]
    ends = [day for row in rows if (day := as_date(row["said_to"]))] or starts
    first, last = min(starts), max(*ends, *starts)
    # A single day still needs a stretch of time round it to stand in.
    margin = timedelta(days=max(20, round((last - first).days * 0.06)))
    return first - margin, last + margin


def _point(row: Row, frame: _Frame, taken: Sequence[Point]) -> Point:
    start = as_date(row["said_from"]) or frame.first
    end = as_date(row["said_to"]) or start
    x, y = _free(frame.across(start + (end - start) / 2), frame.down(row["position"]), frame, taken)
    shape = SHAPES.get(row["kind"], "triangle")
    return Point(
        id=row["id"],
        x=x,
        y=y,
        shape=shape,
        outline=_outline(shape, x, y, frame.radius),
        side=row["side"],
        is_talk=row["axis"] in _TALK,
        start=frame.across(start),
        end=frame.across(end),
        label=(
            f"{row['said']}, {who(row)}: {row['wording'][:200]} "
            f"({row['kind_words']}, {row['stands']}, {row['axis_words']})"
        ),
        page=row["page"],
    )


def _outline(shape: str, x: float, y: float, radius: float) -> str:
    corners = {
        "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
        "square": [(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)],
        "triangle": [(0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
    }.get(shape, [])
    return " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in corners)


def _free(x: float, y: float, frame: _Frame, taken: Sequence[Point]) -> tuple[float, float]:
    """Return the nearest place that no earlier point covers: sideways first, then inwards."""
    gap = frame.radius * 2.3
    inwards = -gap if y > frame.middle else gap
    for row in range(4):
        for step in range(7):
            for shift in (step, -step):
                spot = (x + shift * gap, y + row * inwards)
                is_inside = frame.left + frame.radius <= spot[0] <= frame.right - frame.radius
                if is_inside and all(
                    math.dist(spot, (point.x, point.y)) >= gap - _HAIR for point in taken
                ):
                    return spot
    return x, y


def _arc(row: Row, by_id: dict[str, Point], radius: float, is_strong: bool) -> Arc | None:  # noqa: FBT001 - private, called once
    then, now = by_id.get(row["earlier_id"] or ""), by_id.get(row["later_id"])
    if then is None or now is None:
        return None
    # The line leaves and arrives level, so that many between two heights stay apart.
    bend = max(36.0, abs(now.x - then.x) * 0.45)
    angle = math.radians(28 if now.y > then.y else -28)
    tip = (now.x - (radius + 3) * math.cos(angle), now.y - (radius + 3) * math.sin(angle))
    back = (tip[0] - 7 * math.cos(angle), tip[1] - 7 * math.sin(angle))
    before = (back[0] - bend * 0.8 * math.cos(angle), back[1] - bend * 0.8 * math.sin(angle))
    return Arc(
        path=(
            f"M{then.x + radius:.1f} {then.y:.1f} C{then.x + bend:.1f} {then.y:.1f} "
            f"{before[0]:.1f} {before[1]:.1f} {back[0]:.1f} {back[1]:.1f}"
        ),
        head=_head(tip, angle),
        direction=row["direction"],
        is_strong=is_strong,
        label=(
            f"{row['grade_words']}, {low_first(word('direction', row['direction']))}: "
            f"{row['earlier']['said']} to {row['later']['said']}"
        ),
        page=row["page"],
    )


def _head(tip: tuple[float, float], angle: float) -> str:
    corners = [(0.0, 0.0), (-9.0, -4.5), (-9.0, 4.5)]
    turned = [
        (
            tip[0] + x * math.cos(angle) - y * math.sin(angle),
            tip[1] + x * math.sin(angle) + y * math.cos(angle),
        )
        for x, y in corners
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in turned)


def _ticks(frame: _Frame) -> Iterator[tuple[date, str]]:
    first, last = frame.first, frame.last
    months = (last.year - first.year) * 12 + last.month - first.month
    room = max(2, round(frame.right - frame.left) // _TICK_ROOM)
    if months > _MONTHS_FOR_QUARTERS:
        years = range(first.year + 1, last.year + 1)
        step = math.ceil(len(years) / room)
        yield from ((date(year, 1, 1), str(year)) for year in years[::step])
        return
    every = 1 if months <= _MONTHS_FOR_MONTHS else 3
    while months / every > room:
        every *= 2
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        if month % every == 0:
            yield date(year, month + 1, 1), MONTHS[month][:3] if month else str(year)
