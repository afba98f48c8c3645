from datetime import UTC, datetime, timedelta

import pytest

from db.health import a_day, health


def outlet(**values: object) -> dict[str, object]:
    past = datetime.now(UTC) - timedelta(days=30)
    row: dict[str, object] = {
        "enabled": 1,
        "articles": 100,
        "week": 14,
        "least_a_day": 1,
        "most_a_day": 5,
        "first_visit": f"{past:%Y-%m-%dT%H:%M:%SZ}",
    }
    return row | values


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "expected"),
        ({"week": 6}, "silent"),
        ({"week": 0, "articles": 0}, "silent"),
        ({"week": 0, "least_a_day": 0}, "expected"),
        ({"week": 36}, "loud"),
        ({"enabled": 0, "week": 0}, "off"),
        ({"first_visit": None, "articles": 0, "week": 0}, "never"),
    ],
)
def test_less_than_the_least_is_a_failure_and_more_than_the_most_a_warning(
    values: dict[str, object], state: str
) -> None:
    assert health(outlet(**values)) == state


def test_outlet_known_for_two_days_is_not_judged_by_a_week() -> None:
    before = datetime.now(UTC) - timedelta(days=2)
    row = outlet(week=4, first_visit=f"{before:%Y-%m-%dT%H:%M:%SZ}")
    assert a_day(row) == pytest.approx(2, abs=0.01)
    assert health(row | {"least_a_day": 2}) in {"expected", "silent"}
    assert health(row | {"least_a_day": 1.9}) == "expected"
