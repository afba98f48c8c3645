from hypothesis import given
from hypothesis import strategies as st

from db.differences import Piece, differences

VOCABULARY = ["nine", "two", "people", "left", "came", "back", "mill"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8)
TEXTS = st.lists(WORDS.map(" ".join).filter(bool), max_size=6).map("\n\n".join)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_corrected_figure_is_shown_inside_its_paragraph() -> None:
    earlier = "The mill spoke on Monday.\n\nIt cut 700 jobs, the company said."
    later = "The mill spoke on Monday.\n\nIt cut 70 jobs, the company said."
    assert differences(earlier, later) == [
        [
            Piece("It cut "),
            Piece("700", "removed"),
            Piece("70", "added"),
            Piece(" jobs, the company said."),
        ]
    ]


def test_paragraph_that_went_and_one_that_came_are_told_apart() -> None:
    earlier = "Kept.\n\nA long paragraph about the night desk and its people."
    later = "Correction: an earlier version named another mill.\n\nKept."
    assert differences(earlier, later) == [
        [Piece("Correction: an earlier version named another mill.", "added")],
        [Piece("A long paragraph about the night desk and its people.", "removed")],
    ]


def test_same_text_in_other_line_breaks_does_not_differ() -> None:
    assert differences("One.\n\nTwo.", "One.\nTwo.\n") == []


@given(TEXTS, TEXTS)
def test_pieces_give_back_the_paragraphs_of_both_texts(earlier: str, later: str) -> None:
    found = differences(earlier, later)

    def side(left_out: str) -> list[str]:
        told = ("".join(p.text for p in piece if p.change != left_out) for piece in found)
        return sorted(filter(None, told))

    both = sorted(lines(earlier))
    for line in side("added"):
        both.remove(line)
    others = sorted(lines(later))
    for line in side("removed"):
        others.remove(line)
    # What is left out of the differences stands in both.
    assert both == others
