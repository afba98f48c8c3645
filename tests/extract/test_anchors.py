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


def test_word_with_a_star_may_go_on() -> None:
    around = Anchors.of({"fy*": ["fy*"], "then": ["then"]}).around("in fy24, thence")
    assert around.stretches(frozenset({"fy*"}))
    assert around.stretches(frozenset({"then"})) == []


def test_years_are_found_by_their_century() -> None:
    around = Anchors.of(WORDS).around("by 2031 or 1840")
    assert around.stretches(frozenset({"y"})) == [(0, 15)]
    assert Anchors.of(WORDS).around("in 1840").stretches(frozenset({"y"})) == []


def test_stretches_near_each_other_are_one_and_hold_what_stands_before() -> None:
    text = "x" * 200 + " on 3 may and 4 june " + "x" * 200
    (stretch,) = Anchors.of(WORDS).around(text).stretches(frozenset({"m"}))
    assert text[slice(*stretch)].strip("x") == " on 3 may and 4 june "


def test_pattern_without_anchor_is_tried_everywhere() -> None:
    assert Anchors.of(WORDS).around("a text").stretches(frozenset()) == [(0, 6)]


FILLER = "x" * 30
SAID = {
    "en": (
        "On 3 May 2024 , two years ago last Friday the weekend then at that time week day after "
        "before earlier later this month of same recently in recent into FY24 Q3 next prior on . "
        "quarter first early"
    ),
    "fr": (
        "Le 3 mai 2024 , il y a deux ans voici dernier vendredi week-end alors à cette époque ce "
        "mois jour-là suivant même après avant plus tôt tard récemment ces dernières semaines au "
        "T3 lendemain la veille auparavant du bout de . prochain début"
    ),
}


@pytest.mark.parametrize("language", sorted(SAID))
@given(data=st.data())
def test_anchors_lose_no_match(language: str, data: st.DataObject) -> None:
    words = st.sampled_from([*SAID[language].split(), FILLER])
    low = plain(" ".join(data.draw(st.lists(words, max_size=60))))
    known = times(language)
    around = known.anchors.around(low)
    for kind, pattern, needed in known.patterns:
        near = [
            match.span()
            for start, end in around.stretches(needed)
            for match in pattern.finditer(low, start, end)
        ]
        assert near == [match.span() for match in pattern.finditer(low)], kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "il y a deux ans"),
        ("fr", "l'an dernier à la même époque"),
        ("fr", "t3 2024"),
        ("fr", "à l'époque"),
        ("fr", "à ce moment-là"),
        ("fr", "ce jour-là"),
        ("fr", "ces dernières semaines"),
        ("fr", "le surlendemain"),
        ("fr", "trois mois auparavant"),
        ("fr", "au bout de seulement deux semaines"),
        ("fr", "3 du même mois"),
        ("fr", "deux mois après la fusion"),
        ("en", "fy24"),
        ("en", "fy 2024"),
        ("en", "this time last year"),
        ("en", "two years into its plan"),
        ("en", "two years previously"),
        ("en", "the third of may"),
        ("en", "3rd of that month"),
        ("en", "even then"),
        ("en", "on that occasion"),
        ("en", "in the same period"),
        ("en", "the day before."),
    ],
)
def test_expression_far_from_any_other_is_found_with_its_anchors(language: str, text: str) -> None:
    """Each alternative of a pattern holds one of the words that the lexicon says it needs."""
    known = times(language)
    low = f"{FILLER * 9} {text} {FILLER * 9}" if text[-1] != "." else f"{FILLER * 9} {text}"
    around = known.anchors.around(low)
    for kind, pattern, needed in known.patterns:
        everywhere = [match.span() for match in pattern.finditer(low)]
        near = [
            match.span()
            for start, end in around.stretches(needed)
            for match in pattern.finditer(low, start, end)
        ]
        assert near == everywhere, kind
