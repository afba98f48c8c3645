"""Where patterns of time are tried at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.anchors import Anchors, anchors_of
from extract.plain import plain
from extract.times import times

WORDS = {"m": ["may", "june"], "u": ["year", "years"]}


@pytest.mark.parametrize(
    ("regex", "needed"),
    [
        ("{d} {m}(?: {y})?", {"m"}),
        ("(?:{w},? )?{m} {d}", {"m"}),
        ("{n} {u} ago|(?P<one>this time last) {u2}", {"u"}),
        ("{y}-(?P<mm>\\d\\d)", {"y"}),
        ("(?:back |even )then|{w}", set()),
        ("recently", set()),
    ],
)
def test_each_alternative_needs_its_rarest_word(regex: str, needed: set[str]) -> None:
    assert anchors_of(regex) == needed


def test_part_of_a_word_is_no_anchor() -> None:
    around = Anchors.of(WORDS).around("dismay at yearlings")
    assert around.stretches(frozenset({"m"})) == []
    assert around.stretches(frozenset({"u"})) == []


def test_stretches_near_each_other_are_one_and_hold_what_stands_before() -> None:
    text = "x" * 200 + " on 3 may and 4 june " + "x" * 200
    (stretch,) = Anchors.of(WORDS).around(text).stretches(frozenset({"m"}))
    assert text[slice(*stretch)].strip("x") == " on 3 may and 4 june "


def test_pattern_without_anchor_is_tried_everywhere() -> None:
    assert Anchors.of(WORDS).around("a text").stretches(frozenset()) == [(0, 6)]


@given(
    words=st.lists(
        st.sampled_from(
            [
                "On",
                "3",
                "May",
                "2024",
                ",",
                "two",
                "years",
                "ago",
                "last",
                "Friday",
                "the",
                "x" * 30,
            ]
        ),
        max_size=60,
    )
)
def test_anchors_lose_no_match(words: list[str]) -> None:
    low = plain(" ".join(words))
    known = times("en")
    around = known.anchors.around(low)
    for _, pattern, needed in known.patterns:
        near = [
            match.span()
            for start, end in around.stretches(needed)
            for match in pattern.finditer(low, start, end)
        ]
        assert near == [match.span() for match in pattern.finditer(low)]
