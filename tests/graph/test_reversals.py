"""Changes of position: what is one, what only looks like one, and which turn it belongs to."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from db.records import Grade, LaneStatement, Modality, Reversal
from db.seeds import load_seeds
from graph.parts import Material, build
from graph.turns import CHANGES
from tests.graph.telling import said

TOLD = CHANGES | {Grade.INCONSISTENT, Grade.SELF_DECLARED}


def found(statements: Iterable[LaneStatement]) -> tuple[Reversal, ...]:
    return build(Material(statements=list(statements), seeds=load_seeds())).reversals


def changes(statements: Iterable[LaneStatement]) -> list[Reversal]:
    return [reversal for reversal in found(statements) if reversal.grade in TOLD]


def grades(statements: Iterable[LaneStatement]) -> set[str]:
    return {reversal.grade.value for reversal in found(statements)}


def test_capability_and_forecast_do_not_hide_the_change_of_practice() -> None:
    service = {"function": "customer service", "person": "Nora Lind"}
    practice = said("a machine answers where agents did", "2024-02-10", 0.9, **service)
    capability = said(
        "AI can do every job", "2024-12-05", 1.0, axis="capability", person="Nora Lind"
    )
    back = said("we hire agents again", "2025-05-08", -0.9, **service)
    forecast = said(
        "office jobs will go",
        "2025-06-10",
        0.8,
        axis="forecast",
        population="economy",
        person="Nora Lind",
    )
    got = {
        (r.earlier_id, r.grade): r.score for r in changes([practice, capability, back, forecast])
    }
    assert set(got) == {
        (practice.id, Grade.FULL_REVERSAL),
        (capability.id, Grade.PARTIAL_RETREAT),
    }
    assert got[practice.id, Grade.FULL_REVERSAL] > got[capability.id, Grade.PARTIAL_RETREAT]


def test_old_words_recalled_in_a_later_text_turn_nothing_back() -> None:
    old = said("we replaced the whole team with software", "2023-03-01", 0.9, person="Nora Lind")
    new = said("we want people back in every team", "2025-04-01", -0.9, person="Nora Lind")
    recalled = said(
        "we replaced the whole team with software",
        "2026-02-01",
        0.9,
        person="Nora Lind",
        method="publication",
        article="later",
    )
    told_again = said(
        "had replaced a team with software",
        "2026-02-01",
        0.9,
        kind="action",
        method="publication",
        article="later",
    )
    got = changes([old, new, recalled, told_again])
    assert [(r.earlier_id, r.later_id) for r in got] == [(old.id, new.id)]


def test_forty_printings_of_one_interview_are_one_turn() -> None:
    before = said("software does the work of the whole desk", "2024-02-01", 0.9, person="Nora Lind")
    words = "there will always be a person at the other end of the line"
    copies = [
        said(
            words,
            f"2025-05-{day:02}",
            -0.9,
            person="Nora Lind",
            method="publication",
            article=f"{day}",
        )
        for day in range(8, 15)
    ]
    got = changes([before, *copies])
    assert len(got) == 1
    assert got[0].later_id == copies[0].id


def test_same_title_and_a_new_person_is_the_company_that_changed() -> None:
    first = said(
        "AI runs our support now", "2023-05-01", 0.8, person="Nora Lind", role="chief executive"
    )
    second = said(
        "we need people in support", "2025-05-01", -0.8, person="Ida Holm", role="chief executive"
    )
    (got,) = changes([first, second])
    assert got.person_id == ""
    assert got.gates["actor"] == "same company, each time with authority"
    assert "other voices" in got.why


@pytest.mark.parametrize("flag", ["is_clarification", "retracts_nothing"])
def test_words_that_explain_or_deny_are_a_clarification(flag: str) -> None:
    first = said("we need fewer people from now on", "2025-03-01", 0.8, person="Nora Lind")
    then = said(
        "that was taken out of context", "2025-03-09", -0.5, person="Nora Lind", **{flag: True}
    )
    assert grades([first, then]) == {"clarification"}


def test_not_reversing_right_after_a_change_denies_that_change() -> None:
    first = said("AI does it all", "2024-03-01", 0.8, person="Nora Lind")
    turn = said("people are back on the phones", "2025-05-08", -0.8, person="Nora Lind")
    denial = said("we are not reversing our AI strategy", "2025-05-20", 0.5, retracts_nothing=True)
    got = {r.later_id: (r.grade, r.earlier_id) for r in found([first, turn, denial])}
    assert got[denial.id] == (Grade.CLARIFICATION, turn.id)
    assert got[turn.id] == (Grade.FULL_REVERSAL, first.id)


def test_position_about_a_rival_is_no_position_on_own_staff() -> None:
    own = said("our software replaced our clerks", "2024-03-01", 0.8, person="Nora Lind")
    rival = said("they were wrong to cut", "2025-03-01", -0.8, person="Nora Lind", about="Ombrix")
    assert changes([own, rival]) == []


@pytest.mark.parametrize(
    "modality",
    [
        Modality.CONDITIONAL,
        Modality.HEARSAY,
        Modality.QUESTION,
        Modality.FORECAST,
        Modality.NEGATED,
    ],
)
def test_what_is_not_asserted_changes_nothing(modality: Modality) -> None:
    first = said("software replaced the desk", "2024-03-01", 0.8)
    then = said("would take people back", "2025-03-01", -0.8, modality=modality)
    assert changes([first, then]) == []


def test_exception_for_one_function_is_a_partial_retreat() -> None:
    first = said("AI comes first in all we do", "2024-03-01", 0.9, person="Nora Lind")
    then = said(
        "in support always a person",
        "2025-03-01",
        -0.9,
        function="customer service",
        person="Nora Lind",
    )
    (got,) = changes([first, then])
    assert got.grade is Grade.PARTIAL_RETREAT
    assert "customer service only" in got.why
    assert "seulement sur le service client" in got.why_fr


def test_hiring_in_general_does_not_undo_a_cut_in_one_function() -> None:
    cut = said("support is done by software", "2024-03-01", 0.9, function="customer service")
    growth = said("we are hiring more people", "2025-03-01", -0.4)
    assert changes([cut, growth]) == []


def test_hiring_somewhere_is_no_turn_of_the_whole_company() -> None:
    cut = said("software replaced the team", "2024-03-01", 0.9)
    growth = said("we are hiring more people", "2025-03-01", -0.4)
    owned = replace(growth, acknowledges_change=True)
    assert changes([cut, growth]) == []
    assert [reversal.grade for reversal in changes([cut, owned])] == [Grade.FULL_REVERSAL]


def test_contractors_let_go_and_employees_hired_is_no_change() -> None:
    gone = said("no more freelance writers", "2024-03-01", 0.9, population="contractors")
    hired = said("we hire writers", "2025-03-01", -0.8)
    assert changes([gone, hired]) == []


def test_morning_and_evening_of_one_day_are_inconsistent_in_any_order() -> None:
    morning = said(
        "no team will hire while software can do it", "2025-04-02", 0.8, person="Nora Lind"
    )
    evening = said("every team will hire people again", "2025-04-02", -0.8, person="Nora Lind")
    for told in ([morning, evening], [evening, morning]):
        (got,) = changes(told)
        assert got.grade is Grade.INCONSISTENT


def test_one_day_that_is_only_the_publication_of_one_article_proves_no_inconsistency() -> None:
    where = {"article": "one", "method": "publication", "person": "Nora Lind"}
    one = said("software replaced the team", "2025-04-02", 0.8, **where)
    other = said("we want people back", "2025-04-02", -0.8, **where)
    assert changes([one, other]) == []


def test_to_and_fro_is_two_reversals_and_the_lane_is_marked() -> None:
    service = {"function": "customer service", "person": "Nora Lind"}
    told = [
        said("machines answer all calls", "2023-01-10", 0.9, **service),
        said("people answer calls again", "2024-01-10", -0.9, **service),
        said("machines answer nearly all calls now", "2025-01-10", 0.9, **service),
    ]
    got = changes(told)
    assert [
        (r.earlier_id, r.later_id) for r in sorted(got, key=lambda r: r.direction, reverse=True)
    ] == [
        (told[0].id, told[1].id),
        (told[1].id, told[2].id),
    ]
    assert all(r.is_oscillating and r.grade is Grade.FULL_REVERSAL for r in got)
    assert "no_change" not in grades(told)


def test_owning_up_without_an_antecedent_is_self_declared() -> None:
    (got,) = changes(
        [said("we were wrong to cut so many people", "2025-04-02", -0.7, acknowledges_change=True)]
    )
    assert (got.earlier_id, got.grade) == ("", Grade.SELF_DECLARED)
    assert "holds nothing earlier" in got.why


def test_an_earlier_statement_that_arrives_late_takes_the_place_of_none() -> None:
    owned = said(
        "we were wrong to cut so many people", "2025-04-02", -0.7, acknowledges_change=True
    )
    late = said("software replaces the team", "2023-04-02", 0.8)
    (got,) = changes([owned, late])
    assert (got.grade, got.earlier_id) == (Grade.FULL_REVERSAL, late.id)
    assert got.factors["acknowledged"] > 0


def test_union_and_analyst_are_not_in_the_company_lane() -> None:
    own = said("software replaced our clerks", "2024-03-01", 0.8)
    union = said(
        "the clerks must come back",
        "2025-03-01",
        -0.8,
        company="Clerks United",
        person="Ida Holm",
        about="Veltra",
        speaks_for_company=False,
    )
    assert changes([own, union]) == []


def test_an_employee_without_authority_does_not_change_the_company() -> None:
    own = said("software replaced our clerks", "2024-03-01", 0.8)
    clerk = said(
        "people are needed here", "2025-03-01", -0.8, person="Ida Holm", speaks_for_company=False
    )
    assert changes([own, clerk]) == []


def test_subsidiary_and_parent_are_two_lanes() -> None:
    arm = said("replacing juniors is a bad idea", "2025-08-19", -0.8, company="AWS")
    parent = said("14,000 jobs make way for software", "2025-10-28", 0.8, company="Amazon")
    assert changes([arm, parent]) == []


def test_weak_words_between_two_stands_hide_nothing() -> None:
    first = said("software replaced the team", "2024-03-01", 0.9, person="Nora Lind")
    between = [
        said("it is going well", "2024-06-01", 0.1, person="Nora Lind"),
        said("AI helps a great deal", "2024-09-01", 0.3, person="Nora Lind"),
        said("we might see what comes", "2024-10-01", -0.1, person="Nora Lind"),
    ]
    last = said("we hire people again", "2025-03-01", -0.9, person="Nora Lind")
    (got,) = changes([first, *between, last])
    assert (got.earlier_id, got.later_id) == (first.id, last.id)


def test_withdrawing_ai_without_bringing_people_back_goes_half_the_way() -> None:
    first = said("a bot takes the calls", "2023-03-31", 0.9, function="customer service")
    then = said(
        "takes the bot offline",
        "2023-05-30",
        -0.8,
        function="customer service",
        action="drop_ai",
        kind="action",
    )
    (got,) = changes([first, then])
    assert got.grade is Grade.PARTIAL_RETREAT
    assert "no return of people" in got.why


def test_overlapping_dates_are_not_ordered() -> None:
    month = said("software replaced the team", "2025-05", 0.9)
    day = said("we hire people again", "2025-05-20", -0.9)
    assert changes([month, day]) == []


def test_a_scrap_of_a_sentence_is_no_stand() -> None:
    first = said("software replaced the team", "2024-03-01", 0.9)
    scrap = said("no cuts", "2025-03-01", -0.9)
    assert changes([first, scrap]) == []


def test_stronger_words_of_the_same_side_are_an_escalation() -> None:
    first = said("a bot helps", "2024-03-01", 0.4)
    then = said("the bot replaced us all", "2025-03-01", 0.9)
    assert grades([first, then]) == {"escalation"}


def test_saying_half_as_much_on_the_same_side_is_a_retreat() -> None:
    first = said("AI can do all of it", "2024-03-01", 1.0, axis="capability", person="Nora Lind")
    then = said("AI can do some of it", "2025-03-01", 0.4, axis="capability", person="Nora Lind")
    (got,) = changes([first, then])
    assert (got.grade, got.direction.value) == (Grade.PARTIAL_RETREAT, "to_humans")
    assert "weaker" in got.why
