from hypothesis import given
from hypothesis import strategies as st

from db import ids


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_ids_are_equal_only_for_equal_parts(one: list[str], other: list[str]) -> None:
    assert (ids.digest(*one) == ids.digest(*other)) == (one == other)


@given(st.text(min_size=1))
def test_slug_stands_in_an_address_as_it_is(name: str) -> None:
    made = ids.slug(name)
    assert made
    assert made.strip("-") == made
    assert all(char.isascii() and (char.isalnum() or char == "-") for char in made)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert ids.fold(ids.fold(name)) == ids.fold(name)


def test_a_moved_span_is_another_statement() -> None:
    assert ids.statement_id("v", [(0, 4), (9, 12)]) != ids.statement_id("v", [(0, 4), (9, 13)])


def test_accents_case_and_marks_do_not_make_another_company() -> None:
    assert ids.company_id("Société Générale") == ids.company_id("societe-generale")
