"""Units, money, ranges, and what is no quantity."""

import pytest

from extract.quantities import quantities


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("10 M$", "fr", 1e7, "USD"),
        ("9,3 millions d'euros", "fr", 9.3e6, "EUR"),
        ("9,3 millions d’euros", "fr", 9.3e6, "EUR"),
        ("2,5\u00a0Md€", "fr", 2.5e9, "EUR"),
        ("12 k€", "fr", 12_000, "EUR"),
        ("16,4 millions de $ c", "fr", 1.64e7, "CAD"),
        ("15 dollars 50", "fr", 15.5, "USD"),
        ("$10M", "en", 1e7, "USD"),
        ("US$4.5bn", "en", 4.5e9, "USD"),
        ("USD10m", "en", 1e7, "USD"),
        ("30 MUSD", "en", 3e7, "USD"),
        ("80 USD million", "en", 8e7, "USD"),
        ("£3", "en", 3, "GBP"),
        ("-$50.8bn", "en", -5.08e10, "USD"),
        ("thirteen dollars and forty-five cents", "en", 13.45, "USD"),
        ("22 %", "fr", 22, "percent"),
        ("vingt pour cent", "fr", 20, "percent"),
        ("60 per cent", "en", 60, "percent"),
        ("3 percentage points", "en", 3, "percentage points"),
        ("3 points de pourcentage", "fr", 3, "percentage points"),
        ("sixfold", "en", 6, "times"),
        ("cinq fois", "fr", 5, "times"),
    ],
)
def test_number_takes_its_unit(text: str, language: str, value: float, unit: str) -> None:
    (quantity,) = quantities(text, language=language)
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("20-30 %", "fr", 20, 30),
        ("entre 3 000 et 5 000", "fr", 3000, 5000),
        ("$10 to $15 billion", "en", 1e10, 1.5e10),
        ("between $48,000 and $90,000", "en", 48_000, 90_000),
        ("from $200 to $4 million", "en", 200, 4e6),
        ("five per cent to 20 per cent", "en", 5, 20),
    ],
)
def test_two_ends_are_one_range(text: str, language: str, low: float, high: float) -> None:
    (quantity,) = quantities(text, language=language)
    assert quantity.is_range
    assert (quantity.low, quantity.high) == (low, high)
    assert quantity.value == (low + high) / 2


def test_a_rise_to_a_level_is_no_range() -> None:
    values = [item.value for item in quantities("rose 64.06 points to 4,577.10", language="en")]
    assert values == [64.06, 4577.1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("call +1 (212) 555-0182", "en"),
        ("01 23 45 67 89", "fr"),
        ("at 10:30 or 3 pm", "en"),
        ("à 10h30", "fr"),
        ("the GPT-4 model and the V12", "en"),
        ("a 9-2 lead", "en"),
        ("section 230, page 12, no. 5", "en"),
        ("article 12, n° 5", "fr"),
        ("the 22nd of them", "en"),
        ("la 3e fois, le 1er", "fr"),
        ("https://example.org/2024/10?x=20%", "en"),
    ],
)
def test_numbers_that_name_and_count_nothing_are_left_out(text: str, language: str) -> None:
    assert [text[item.start : item.end] for item in quantities(text, language=language)] == []


def test_what_it_is_per_is_told_and_a_moment_is_not() -> None:
    (yearly,) = quantities("$10M a year", language="en")
    assert yearly.per == "year"
    (compared, *_) = quantities("$10M a year earlier", language="en")
    assert compared.per == ""
    (french,) = quantities("40 M€ l'an dernier", language="fr")
    assert french.per == ""
