import pytest

from db.dates import apart, in_words, timestamp


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024", "2024"),
        ("2024-12", "December 2024"),
        ("2024-12-05", "5 December 2024"),
        ("2024-12-05T10:00:00+01:00", "5 December 2024"),
        ("2024-02/2024-09", "February to September 2024"),
        ("2024-12-09/2024-12-15", "9 to 15 December 2024"),
        ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025"),
        ("2024-12-30/2024-12-30", "30 December 2024"),
        ("2024/2025", "2024 to 2025"),
        ("2024-12/2024", "December 2024 to 2024"),
        ("2024-02~", "about February 2024"),
        ("2024/..", "from 2024"),
        ("../2024", "before 2024"),
        ("2024-21", "2024-21"),
        ("2024-99-99", "2024-99-99"),
        ("unknown", "unknown"),
        ("", ""),
        (None, ""),
    ],
)
def test_edtf_reads_as_a_person_would_write_it(edtf: str | None, words: str) -> None:
    assert in_words(edtf) == words


def test_distance_in_time_takes_the_unit_that_fits() -> None:
    assert [apart(days) for days in (0, 1, 40, 150, 365, 800)] == [
        "same day", "1 day", "40 days", "5 months", "12 months", "2.2 years",
    ]  # fmt: skip


def test_feeds_get_a_moment_from_any_date() -> None:
    assert timestamp("2025-05-08") == "2025-05-08T00:00:00Z"
    assert timestamp("2025-05-08T10:00:00+02:00") == "2025-05-08T08:00:00Z"
    assert timestamp("2025-05") == "2025-05-01T00:00:00Z"
    assert timestamp("2025") == "2025-01-01T00:00:00Z"
    assert timestamp("nonsense") == "1970-01-01T00:00:00Z"
