import re

from hypothesis import given
from hypothesis import strategies as st

from graph.tokens import hash_of, tokens


@given(st.one_of(st.text(), st.text(alphabet=st.characters(max_codepoint=127))))
def test_tokens_are_the_runs_of_word_characters_in_any_script(text: str) -> None:
    assert tokens(text) == re.findall(r"\w+", text.casefold())


def test_a_plain_text_is_cut_at_everything_but_letters_digits_and_underscores() -> None:
    assert tokens("Brontis cut 1,400 jobs_now\x1fit's\tsaid.") == [
        "brontis",
        "cut",
        "1",
        "400",
        "jobs_now",
        "it",
        "s",
        "said",
    ]


def test_a_word_has_the_same_number_wherever_it_is_worked_out() -> None:
    assert hash_of("équipe") == hash_of("équipe") == 2469961489
