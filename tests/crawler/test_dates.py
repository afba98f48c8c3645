import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import edtf


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-03-06T08:30:59.123+0100", "2026-03-06T08:30:00+01:00"),
        ("2026-03-06 08:30 +01", "2026-03-06T08:30:00+01:00"),
        ("2026-03-06T08:30:00Z", "2026-03-06T08:30:00Z"),
        ("2026-03-06 08:30:00 UTC", "2026-03-06T08:30:00Z"),
        ("2026-03-06T08:30:00", "2026-03-06"),
        ("2026-03-06T27:30:00Z", "2026-03-06"),
        ("Fri, 06 Mar 2026 08:30:00 GMT", "2026-03-06T08:30:00+00:00"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("2026-02-30", ""),
        ("1970-01-01T00:00:00Z", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_date_is_as_exact_as_what_was_written(written: str, date: str) -> None:
    assert edtf(written) == date


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(written: str) -> None:
    found = edtf(written)
    assert edtf(found) == found
