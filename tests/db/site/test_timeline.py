import itertools
import math
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from db.site.timeline import MOST_POINTS, draw

Row = dict[str, Any]


def statement(number: int, *, day: str = "2025-01-01", last: str = "", **more: object) -> Row:
    row: Row = {
        "id": f"s{number}", "said_from": day, "said_to": last or day, "position": 0.5,
        "confidence": 0.5, "kind": "direct_quote", "axis": "practice", "side": "to_ai",
        "said": day, "speaker": "Somebody", "company": "Somewhere", "wording": "words",
        "kind_words": "Quote", "stands": "", "axis_words": "", "page": f"/article/a#s{number}",
    }  # fmt: skip
    return row | more


def change(earlier: Row, later: Row) -> Row:
    return {
        "earlier_id": earlier["id"], "later_id": later["id"], "direction": "to_humans",
        "id": "r", "grade_words": "Position changed", "earlier": earlier, "later": later,
        "page": "/reversal/r",
    }  # fmt: skip


def test_nothing_to_draw_is_no_drawing() -> None:
    assert draw([], [], width=960, height=380) is None
    assert draw([statement(1, position=None)], [], width=960, height=380) is None


def test_later_is_further_right_and_ai_is_higher() -> None:
    early = statement(1, day="2024-01-01", position=0.9)
    late = statement(2, day="2025-01-01", position=-0.9)
    drawing = draw([late, early], [change(early, late)], width=960, height=380)
    first, second = drawing.points
    assert first.x < second.x
    assert first.y < drawing.middle < second.y
    (arc,) = drawing.arcs
    assert arc.direction == "to_humans"
    assert arc.path.startswith(f"M{first.x + drawing.radius:.1f} {first.y:.1f}")


def test_statements_of_one_day_and_position_stand_apart() -> None:
    drawing = draw([statement(n) for n in range(12)], [], width=360, height=400)
    for point in drawing.points:
        for other in drawing.points:
            if point is not other:
                assert math.dist((point.x, point.y), (other.x, other.y)) > drawing.radius * 2


def test_imprecise_date_is_drawn_as_a_stretch() -> None:
    rows = [statement(1, day="2024-01-01"), statement(2, day="2024-06-01", last="2024-06-30")]
    drawing = draw(rows, [], width=960, height=380)
    assert drawing.points[0].end - drawing.points[0].start == 0
    assert drawing.points[1].end - drawing.points[1].start > 20


def test_statements_of_a_change_are_drawn_before_all_others() -> None:
    rows = [
        statement(n, day=str(date(2020, 1, 1) + timedelta(days=n))) for n in range(MOST_POINTS + 50)
    ]
    for row in rows[2:]:
        row["confidence"] = 1.0
    drawing = draw(rows, [change(rows[0], rows[1])], width=960, height=380)
    assert len(drawing.points) == MOST_POINTS
    assert drawing.left_out == 50
    assert len(drawing.arcs) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2060, 1, 1)),
            st.integers(0, 400),
            st.floats(-1, 1),
            st.sampled_from(["direct_quote", "indirect_quote", "action", "report"]),
        ),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from([360, 960]),
)
def test_everything_stays_inside_the_picture(
    given_rows: list[tuple[date, int, float, str]], width: int
) -> None:
    rows = [
        statement(
            n, day=str(day), last=str(day + timedelta(days=length)), position=position, kind=kind
        )
        for n, (day, length, position, kind) in enumerate(given_rows)
    ]
    drawing = draw(rows, [], width=width, height=400)
    for point in drawing.points:
        assert 0 <= point.x <= width
        assert drawing.top <= point.y <= drawing.bottom
        assert 0 <= point.start <= point.end <= width
    places = [x for x, _ in drawing.ticks]
    assert places == sorted(places)
    assert all(0 <= x <= width for x in places)
    assert len(places) <= 13
    # No two labels of a tick overlap: each is at most five letters wide.
    assert all(after - before >= 28 for before, after in itertools.pairwise(places))
