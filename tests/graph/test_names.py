"""Names brought to what makes two of them the same."""

import pytest

from db.seeds import load_seeds
from graph.names import company_key


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Transports Valdor", "Valdor"),
        ("Maison Courtaud", "Courtaud"),
        ("Banque Sauverac", "Sauverac"),
        ("Groupe Hervelan SA", "Hervelan"),
    ],
)
def test_trade_before_a_company_s_name_is_no_part_of_it(full: str, short: str) -> None:
    assert company_key(full) == company_key(short)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Banque de Courtaud", "Courtaud"),
        ("Banque Populaire", "Populaire"),
        ("Transports", "Maison"),
        ("Courtaud Bank", "Courtaud"),
    ],
)
def test_name_that_needs_its_trade_keeps_it(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


def test_no_two_seeds_become_one_company() -> None:
    keys = [company_key(company.name) for company in load_seeds().companies]
    assert len(keys) == len(set(keys))
