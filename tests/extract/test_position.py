"""The side taken: unit cases on frames made by hand, then sentences in many styles.

``traps_XX.tsv`` holds, in the same form, what a hasty reader takes a side in: negations by
determiner, things replaced that aren't people, ideas, questions, crowds, rhetoric. Every other
line was set aside in the same way.

The sentences are invented. Each line of ``positions_XX.tsv`` holds the side (+, -, 0 for none),
the axis and the sentence; every third one was set aside
until the rules were first measured; what they then got wrong was mended by general rules.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import spacy

from db.records import Axis, Function, Modality, Population
from extract import position as room
from extract.classifier import Grounds
from extract.frames import Frame, frames
from extract.nlp import documents
from extract.position import position

HERE = Path(__file__).parent
TEXT = "Velda cut 300 jobs because of AI and hired 20 people."
DOC = spacy.blank("en")(TEXT)
WHOLE = ((0, len(TEXT)),)
CUT = Frame(
    name="cut_jobs",
    trigger=(6, 9),
    span=(0, 32),
    agent=(0, 5),
    function=Function.ALL,
    population=Population.EMPLOYEES,
    modality=Modality.ASSERTED,
    certainty=1.0,
    polarity=0.85,
    axis=Axis.PRACTICE,
    evidence=("cut 300 jobs",),
)
HIRE = replace(CUT, name="hire", trigger=(37, 42), span=(33, 52), polarity=-0.8)


def value(*found: Frame, spans: tuple[tuple[int, int], ...] = WHOLE) -> float | None:
    stance = position(DOC, spans=spans, frames=found)
    return stance.value if stance else None


def test_strongest_asserted_frame_decides() -> None:
    assert value(CUT, replace(HIRE, polarity=-0.35)) == 0.85


def test_both_sides_as_strongly_is_no_position() -> None:
    assert value(CUT, HIRE) is None


def test_no_frame_is_no_position() -> None:
    assert value() is None


def test_cut_for_another_reason_is_no_position() -> None:
    assert value(replace(CUT, polarity=0.05)) is None


def test_question_is_no_position() -> None:
    assert value(replace(CUT, modality=Modality.QUESTION)) is None


def test_capability_that_is_only_rumoured_is_no_position() -> None:
    rumour = replace(CUT, axis=Axis.CAPABILITY, modality=Modality.HEARSAY)
    assert value(rumour) is None


def test_frame_outside_the_spans_does_not_count() -> None:
    assert value(CUT, HIRE, spans=((33, 52),)) == -0.8


def test_deed_that_is_regretted_does_not_count() -> None:
    regret = replace(HIRE, name="regret", polarity=-0.7, acknowledges_change=True)
    assert value(CUT, regret) == -0.7


def test_what_went_before_does_not_count_against_what_is_done_now() -> None:
    assert value(replace(CUT, is_background=True), HIRE) == -0.8


def test_denied_reversal_outweighs_the_course_it_denies() -> None:
    stays = replace(CUT, name="deny_reversal", polarity=0.5, retracts_nothing=True)
    turns = replace(HIRE, name="course_correct", acknowledges_change=True)
    assert value(stays, turns) == 0.5


def test_evidence_is_kept_and_uncertainty_lowers_confidence() -> None:
    sure = position(DOC, spans=WHOLE, frames=[CUT])
    unsure = position(DOC, spans=WHOLE, frames=[replace(CUT, certainty=0.4)])
    assert sure is not None
    assert unsure is not None
    assert sure.evidence == ("cut 300 jobs",)
    assert unsure.confidence < sure.confidence <= 1


@dataclass(frozen=True, kw_only=True)
class Told:
    """A verdict made by hand: the chances, and whether the words are fit to take a side by."""

    for_ai: float = 0.0
    for_people: float = 0.0
    neither: float = 0.0
    rarer_still: float = 0.0
    axis: Axis = Axis.PRACTICE
    names_both: bool = True
    is_plain: bool = True
    is_asserted: bool = True

    @property
    def side(self) -> int:
        return 1 if self.for_ai >= self.for_people else -1

    def chance(self, side: int) -> float:
        return self.for_ai if side > 0 else self.for_people

    def chance_among(self, side: int, *, rarer: float) -> float:
        assert rarer > 1
        return self.chance(side) - self.rarer_still


Says = Callable[..., None]


@pytest.fixture
def classifier(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Let the classifier say what a test wants of every stretch of words."""

    def says(*told: Told) -> None:
        monkeypatch.setattr(room, "verdicts", lambda *_: iter(told))
        monkeypatch.setattr(
            room,
            "grounds",
            lambda _: Grounds(
                function=Function.HR, population=Population.EMPLOYEES, evidence=("hired",)
            ),
        )

    return says


@pytest.mark.parametrize(
    "against", [Told(for_ai=0.1, for_people=0.8), Told(for_ai=0.05, neither=0.95)]
)
def test_side_that_the_words_refute_is_no_position(classifier: Says, against: Told) -> None:
    classifier(against)
    assert value(CUT) is None


def test_negated_words_refute_nothing_and_only_doubt(classifier: Says) -> None:
    classifier(Told(for_ai=0.1, for_people=0.8, is_plain=False))
    assert value(CUT) == 0.85


def test_side_that_one_sentence_of_several_upholds_stays(classifier: Says) -> None:
    classifier(Told(for_ai=0.1, for_people=0.8), Told(for_ai=0.5, neither=0.5))
    assert value(CUT) == 0.85


def test_side_that_the_words_doubt_is_less_sure(classifier: Says) -> None:
    sure = position(DOC, spans=WHOLE, frames=[CUT])
    classifier(Told(for_ai=0.2, for_people=0.5))
    unsure = position(DOC, spans=WHOLE, frames=[CUT])
    assert sure is not None
    assert unsure is not None
    assert unsure.value == sure.value
    assert unsure.confidence < sure.confidence


def test_whether_a_course_is_kept_is_for_frames_alone_to_say(classifier: Says) -> None:
    classifier(Told(for_ai=0.01, for_people=0.9))
    assert value(replace(CUT, name="deny_reversal", polarity=0.5, retracts_nothing=True)) == 0.5


def quoted() -> float | None:
    stance = position(DOC, spans=WHOLE, frames=[], is_quote=True)
    return stance.value if stance else None


def test_clear_words_of_a_quote_take_a_side_where_no_frame_is(classifier: Says) -> None:
    classifier(Told(for_ai=0.95))
    stance = position(DOC, spans=WHOLE, frames=[], is_quote=True)
    assert stance is not None
    assert stance.value == 0.48
    assert stance.confidence == 0.95
    assert stance.function is Function.HR
    assert stance.evidence == ("hired",)


def test_two_verdicts_of_the_classifier_are_no_full_reversal(classifier: Says) -> None:
    classifier(Told(for_ai=0.95))
    earlier = quoted()
    classifier(Told(for_people=0.95))
    later = quoted()
    assert earlier is not None
    assert later is not None
    assert 0.25 <= abs(earlier) < 0.5
    assert abs(earlier - later) / 2 < 0.5


@pytest.mark.parametrize(
    "unfit",
    [
        Told(for_ai=0.95, names_both=False),
        Told(for_ai=0.95, is_plain=False),
        Told(for_ai=0.95, is_asserted=False),
        Told(for_ai=0.95, rarer_still=0.5),
        Told(for_ai=0.5, for_people=0.3),
    ],
)
def test_words_unfit_to_tell_a_side_by_take_none(classifier: Says, unfit: Told) -> None:
    classifier(unfit)
    assert quoted() is None


def test_both_sides_in_two_sentences_of_a_quote_are_no_position(classifier: Says) -> None:
    classifier(Told(for_ai=0.95), Told(for_people=0.7))
    assert quoted() is None


def test_reporter_s_sentence_without_a_frame_takes_no_side(classifier: Says) -> None:
    classifier(Told(for_ai=0.95))
    assert value() is None


def read(language: str, name: str = "positions") -> list[tuple[str, str, str]]:
    path = HERE / f"{name}_{language}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(side, axis, text) for side, axis, text in rows]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("is_set_aside", [False, True])
def test_side_is_right_or_not_taken_and_seldom_the_other(
    language: str, *, is_set_aside: bool
) -> None:
    rows = [row for place, row in enumerate(read(language)) if (place % 3 == 2) is is_set_aside]
    counts: Counter[str] = Counter()
    for doc, (side, axis, text) in documents(((row[2], row) for row in rows), language=language):
        stance = position(doc, spans=[(0, len(text))], frames=list(frames(doc)))
        strength = stance.value if stance else 0.0
        found = "0" if abs(strength) < 0.25 else "+" if strength > 0 else "-"
        counts["right"] += found == side
        counts["other"] += {found, side} == {"+", "-"}
        counts["axis"] += found == side != "0" and stance is not None and stance.axis == axis
        counts["sides"] += found == side != "0"
    # A wrong side costs more than none: on fresh sentences frames were right in 8 of 10 at first.
    assert counts["right"] >= 0.84 * len(rows)
    assert counts["other"] <= 0.02 * len(rows)
    assert counts["axis"] >= 0.8 * counts["sides"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_only_looks_like_a_side_is_none_and_no_side_is_the_wrong_one(language: str) -> None:
    rows = read(language, "traps")
    wrong: list[str] = []
    missed = 0
    for doc, (side, _, text) in documents(((row[2], row) for row in rows), language=language):
        stance = position(doc, spans=[(0, len(text))], frames=list(frames(doc)))
        strength = stance.value if stance else 0.0
        found = "0" if abs(strength) < 0.25 else "+" if strength > 0 else "-"
        missed += found == "0" != side
        if found not in {"0", side}:
            wrong.append(text)
    assert len(wrong) <= 0.02 * len(rows), wrong
    assert missed <= 0.1 * len(rows)
