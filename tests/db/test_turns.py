"""Which pairs a reader is shown as one turn."""

from db.base import Row
from db.turns import by_turn


def pair(key: str, score: float, *, later: str = "", turn: str | None = None) -> Row:
    row = {"id": key, "later_id": later or f"later-{key}", "turn_id": turn, "score": score}
    return row | {"company": "Veltra", "direction": "to_humans"}


def grouped(*rows: Row) -> list[list[str]]:
    turns = by_turn(rows, key="id", later="later_id")
    return [[row["id"] for row in turn] for turn in turns]


def test_pairs_of_one_turn_stand_behind_the_strongest() -> None:
    found = grouped(pair("a", 0.4, turn="b"), pair("c", 0.5), pair("b", 0.9, turn="b"))
    assert found == [["b", "a"], ["c"]]


def test_the_same_words_turn_a_person_and_the_company_once() -> None:
    assert grouped(pair("a", 0.8, later="x", turn="a"), pair("b", 0.7, later="x", turn="b")) == [
        ["a", "b"]
    ]


def test_turns_in_two_directions_are_two() -> None:
    away = pair("b", 0.7, later="x") | {"direction": "to_ai"}
    assert grouped(pair("a", 0.8, later="x"), away) == [["a"], ["b"]]
