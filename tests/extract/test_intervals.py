"""EDTF and the arithmetic of intervals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import intervals

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-06-12", date(2024, 6, 12), date(2024, 6, 12)),
        ("2024-06-12T08:00:00+02:00", date(2024, 6, 12), date(2024, 6, 12)),
        ("2024-02/2024-09", date(2024, 2, 1), date(2024, 9, 30)),
    ],
)
def test_bounds_of_an_edtf_date(edtf: str, first: date, last: date) -> None:
    interval = intervals.parse(edtf)
    assert interval is not None
    assert (interval.first, interval.last) == (first, last)


@pytest.mark.parametrize("edtf", ["", "soon", "2024-13", "2024-02-31", "2024/2025/2026"])
def test_what_is_no_date_is_none(edtf: str) -> None:
    assert intervals.parse(edtf) is None


def test_a_day_moved_by_months_is_known_to_the_month() -> None:
    moved = intervals.shift(intervals.day(date(2024, 12, 31)), unit="month", count=-1)
    assert moved.edtf == "2024-11"


def test_a_month_moved_by_days_stays_as_wide() -> None:
    moved = intervals.shift(intervals.month(2023, 5), unit="day", count=6)
    assert moved.edtf == "2023-05-07/2023-06-06"


def test_clipping_keeps_what_lies_ahead_altogether() -> None:
    now = intervals.month(2025, 5)
    assert intervals.clip(intervals.months(2025, 3, 9), until=now).edtf == "2025-03/2025-05"
    assert intervals.clip(intervals.month(2026, 1), until=now).edtf == "2026-01"


@given(DAYS, st.sampled_from(["day", "week", "month", "year"]), st.integers(-40, 40))
def test_every_shift_reads_back_from_its_edtf(when: date, unit: str, count: int) -> None:
    moved = intervals.shift(intervals.day(when), unit=unit, count=count)
    again = intervals.parse(moved.edtf)
    assert again is not None
    assert (again.first, again.last) == (moved.first, moved.last)
