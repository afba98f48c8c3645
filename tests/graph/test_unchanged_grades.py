"""What leaves every grade as it is: doubling, shuffling, shifting, translating, arriving late."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import (
    Axis,
    DateMethod,
    Function,
    Kind,
    LaneStatement,
    Modality,
    Population,
    Reversal,
    SpeakerKind,
)
from db.seeds import load_seeds
from graph.parts import Material, build

ACTIONS = ("", "", "rehire", "keep_ai", "drop_ai", "cut_jobs", "promise_human", "give_work_to_ai")


def found(statements: Iterable[LaneStatement]) -> tuple[Reversal, ...]:
    return build(Material(statements=list(statements), seeds=load_seeds())).reversals


@st.composite
def lane(draw: st.DrawFn) -> list[LaneStatement]:
    told = []
    for number in range(draw(st.integers(2, 9))):
        first = date(2023, 1, 1) + timedelta(draw(st.integers(0, 900)))
        last = first + timedelta(draw(st.sampled_from([0, 0, 0, 6, 30])))
        told.append(
            LaneStatement(
                id=f"id-{number}",
                version_id=f"version-{number // 2}",
                article_id=f"article-{number // 2}",
                kind=draw(st.sampled_from([Kind.DIRECT_QUOTE, Kind.ACTION])),
                wording=f"{number + 100} people and a machine are in this sentence",
                language="en",
                said_on=first.isoformat(),
                said_from=first.isoformat(),
                said_to=last.isoformat(),
                said_method=draw(st.sampled_from([DateMethod.EXPLICIT, DateMethod.PUBLICATION])),
                published=last.isoformat(),
                speaker="x",
                speaker_kind=SpeakerKind.PERSON,
                person=draw(st.sampled_from(["Nora Lind", "Ida Holm", ""])),
                role="",
                company="Veltra",
                about="",
                speaks_for_company=draw(st.sampled_from([True, True, False])),
                position=draw(st.sampled_from([-1.0, -0.8, -0.3, 0.1, 0.4, 0.9])),
                axis=draw(st.sampled_from([Axis.PRACTICE, Axis.EVALUATION, Axis.CAPABILITY])),
                function=draw(st.sampled_from([Function.ALL, Function.CUSTOMER_SERVICE])),
                population=Population.EMPLOYEES,
                confidence=0.9,
                modality=Modality.ASSERTED,
                certainty=1.0,
                acknowledges_change=draw(st.sampled_from([False, False, True])),
                is_clarification=draw(st.sampled_from([False, False, False, True])),
                retracts_nothing=draw(st.sampled_from([False, False, False, False, True])),
                action=draw(st.sampled_from(ACTIONS)),
                url="https://example.org/",
                outlet="example",
            )
        )
    return told


def graded(statements: Sequence[LaneStatement]) -> set[tuple[str, str, str, str, float]]:
    words = {statement.id: statement.wording for statement in statements}
    return {
        (words.get(r.earlier_id, ""), words[r.later_id], r.grade.value, r.direction.value, r.score)
        for r in found(statements)
    }


def shifted(statement: LaneStatement, days: int) -> LaneStatement:
    first, last, published = (
        (date.fromisoformat(day) + timedelta(days)).isoformat()
        for day in (statement.said_from, statement.said_to, statement.published)
    )
    return replace(statement, said_on=first, said_from=first, said_to=last, published=published)


@settings(max_examples=60, deadline=None)
@given(lane(), st.randoms(use_true_random=False), st.integers(-4000, 4000))
def test_doubling_shuffling_and_shifting_leave_every_grade(
    statements: list[LaneStatement], random: object, days: int
) -> None:
    right = graded(statements)
    doubled = statements + [
        replace(
            s,
            id=f"again-{s.id}",
            version_id=f"{s.version_id}-again",
            article_id=f"{s.article_id}-again",
        )
        for s in statements
    ]
    assert graded(doubled) == right
    mixed = list(statements)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert graded(mixed) == right
    assert graded([shifted(statement, days) for statement in statements]) == right


@settings(max_examples=40, deadline=None)
@given(lane())
def test_translation_leaves_every_grade(statements: list[LaneStatement]) -> None:
    def outcome(told: Sequence[LaneStatement]) -> set[tuple[str, str, str, str, float]]:
        return {
            (r.earlier_id, r.later_id, r.grade.value, r.direction.value, r.score)
            for r in found(told)
        }

    translated = [
        replace(
            s, language="fr", wording=f"phrase {100 - int(s.id[3:])} où {s.id[3:]} machines aident"
        )
        for s in statements
    ]
    assert {(x[2], x[3], x[4]) for x in outcome(translated)} == {
        (x[2], x[3], x[4]) for x in outcome(statements)
    }


@settings(max_examples=40, deadline=None)
@given(lane(), st.integers(0, 8))
def test_old_words_that_arrive_late_change_nothing_told_before_their_day(
    statements: list[LaneStatement], which: int
) -> None:
    late = statements[which % len(statements)]
    before = [s for s in statements if s.id != late.id]
    when = {s.id: s.said_to for s in statements}
    # A moment and its support reach a week and a month around a day, and look at whole articles.
    first = shifted(late, -45).said_from
    kin = {s.id for s in statements if s.article_id == late.article_id}
    if any(when[s] < late.said_from for s in kin):
        return
    # Who turns out to speak for the company does so in all that he said.
    binding = {s.person for s in before if s.speaks_for_company}
    if late.speaks_for_company and late.person and late.person not in binding:
        return

    def told(all_: Sequence[LaneStatement]) -> set[tuple[str, str, str]]:
        return {
            (r.earlier_id, r.later_id, r.grade.value)
            for r in found(all_)
            if when[r.later_id] < first
        }

    assert told(statements) == told(before)
