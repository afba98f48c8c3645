"""Number writing in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import numbers
from extract.plain import plain


def read(text: str, language: str) -> list[tuple[str, float]]:
    return [
        (text[number.start : number.end], round(number.value, 4))
        for number in numbers(text, language=language)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 400", 1400),
        ("1\u00a0400", 1400),
        ("1\u202f400", 1400),
        ("1.400", 1400),
        ("1,5", 1.5),
        ("10 millions", 1e7),
        ("2,5 Md", 2.5e9),
        ("12 k", 12_000),
        ("3 millions et demi", 3.5e6),
        ("un demi-million", 5e5),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("deux cent deux mille", 202_000),
        ("deux cent virgule trois", 200.3),
        ("un tiers", 0.3333),
        ("deux tiers", 0.6667),
        ("moitié", 0.5),
        ("un sur neuf", 0.1111),
        ("un salarié sur neuf", 0.1111),
        ("neuf dirigeants sur dix", 0.9),
        ("vingt et trois quarts", 20.75),
        ("un vingt-cinquième", 0.04),
        ("2millions", 2e6),
        ("1e10", 1e10),
    ],
)
def test_french_writing_of_one_number(text: str, value: float) -> None:
    assert read(text, "fr") == [(text, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,400", 1400),
        ("12,34,567.89", 1_234_567.89),
        ("9,3 million", 9.3e6),
        ("1.5bn", 1.5e9),
        ("3k", 3000),
        ("two hundred and six thousand", 206_000),
        ("twenty-one", 21),
        ("half a million", 5e5),
        ("a quarter million", 2.5e5),
        ("one and a half million", 1.5e6),
        ("two-thirds", 0.6667),
        ("a third", 0.3333),
        ("three quarters", 0.75),
        ("one in nine", 0.1111),
        ("nine out of ten", 0.9),
        ("one employee in nine", 0.1111),
        ("minus 4", -4),
        ("7 3/4", 7.75),
    ],
)
def test_english_writing_of_one_number(text: str, value: float) -> None:
    assert read(text, "en") == [(text, value)]


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("dizaines", "fr", 20, 99),
        ("des dizaines de milliers", "fr", 20_000, 99_999),
        ("quelques centaines", "fr", 200, 900),
        ("dozens", "en", 24, 99),
        ("hundreds", "en", 200, 999),
        ("tens of thousands", "en", 20_000, 99_999),
        ("a couple hundred", "en", 200, 300),
        ("several thousand", "en", 3000, 9000),
    ],
)
def test_vague_amount_is_a_stretch(text: str, language: str, low: float, high: float) -> None:
    (number,) = numbers(text, language=language)
    assert (number.low, number.high) == (low, high)
    assert number.is_vague


def test_a_year_and_the_count_after_it_stay_two_numbers() -> None:
    assert read("en 2023 700 salariés", "fr") == [("2023", 2023), ("700", 700)]


def test_a_scale_ends_where_another_count_begins() -> None:
    assert read("200 million two years ago", "en") == [("200 million", 2e8), ("two", 2)]


def test_an_article_is_not_counted_beside_the_amount_it_opens() -> None:
    assert read("une centaine de postes", "fr") == [("une centaine", 100)]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_grouped_digits_read_back_in_either_language(value: int) -> None:
    english = f"{value:,}"
    assert read(english, "en") == [(english, value)]
    for space in " \u00a0\u202f":
        french = english.replace(",", space)
        assert read(french, "fr") == [(french, value)]


@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="0123456789 ,.-%$€unedxcthousandmillion'’"), st.sampled_from(["en", "fr"]))
def test_numbers_come_in_order_and_never_overlap(text: str, language: str) -> None:
    reached = 0
    for number in numbers(text, language=language):
        assert reached <= number.start < number.end <= len(text)
        assert number.low <= number.high
        reached = number.end
