"""Gates between two statements, and the grade of what passes them."""

from dataclasses import replace

import pytest

from db.records import Axis, Grade, LaneStatement, Modality, Reversal, SpeakerKind
from graph.parts import Material, build
from graph.turns import CHANGES
from tests.graph.telling import said

SERVICE = {"function": "customer service"}


def changes(*statements: LaneStatement) -> list[Reversal]:
    found = build(Material(statements=statements)).reversals
    return [reversal for reversal in found if reversal.grade in CHANGES]


# --- who is bound --------------------------------------------------------------------------


def test_what_an_organisation_did_binds_it_whoever_tells() -> None:
    gone = said("let its 40 listeners go for a robot", "2025-03-20", 0.8, kind="action",
                speaker="The association", speaks_for_company=False, **SERVICE)  # fmt: skip
    back = said("the listeners take the line again", "2025-10-07", -0.8, **SERVICE)
    (got,) = changes(gone, back)
    assert got.grade is Grade.FULL_REVERSAL


@pytest.mark.parametrize("speaker", ["the union", "Analysts", "The works council at Veltra"])
def test_what_a_party_did_does_not_bind_the_company(speaker: str) -> None:
    gone = said("let its 40 listeners go for a robot", "2025-03-20", 0.8, kind="action",
                speaker=speaker, speaks_for_company=False, **SERVICE)  # fmt: skip
    back = said("the listeners take the line again", "2025-10-07", -0.8, **SERVICE)
    assert changes(gone, back) == []


def test_what_a_person_did_does_not_bind_the_company() -> None:
    gone = said("let his 40 listeners go for a robot", "2025-03-20", 0.8, kind="action",
                person="Nora Lind", speaks_for_company=False, **SERVICE)  # fmt: skip
    back = said("the listeners take the line again", "2025-10-07", -0.8, **SERVICE)
    assert changes(gone, back) == []


def test_an_employer_acts_for_itself_in_a_text_about_another() -> None:
    cut = said("a bot took over the desk of 60", "2024-02-01", 0.8, **SERVICE)
    hired = said("is hiring sixty agents again", "2025-05-14", -0.6, kind="action", action="rehire",
                 about="Copen Hall", **SERVICE)  # fmt: skip
    told = replace(hired, kind=cut.kind, speaker_kind=SpeakerKind.ORGANISATION)
    assert [one.grade for one in changes(cut, hired)] == [Grade.FULL_REVERSAL]
    assert changes(cut, told) == []  # a vendor tells of its customer


# --- when ----------------------------------------------------------------------------------


def test_undated_words_of_one_text_are_not_later_than_its_dated_ones() -> None:
    told = {"article": "one", "published": "2024-10-30", **SERVICE}
    denied = said("we replace no operator", "2024-10-29", -0.8, **told)
    rumour = said("it intends to replace its operators", "2024-10-30", 0.9,
                  method="publication", **told)  # fmt: skip
    assert changes(denied, rumour) == []
    assert len(changes(denied, replace(rumour, article_id="two", origin_id="two"))) == 1


def test_news_of_the_day_may_follow_a_deed_that_its_text_dates_long_before() -> None:
    told = {"article": "one", "published": "2025-11-06", "kind": "action", **SERVICE}
    gone = said("had given the desk to an agent", "2024-05", 0.8, **told)
    back = said("is rebuilding the desk with people", "2025-11-06", -0.8,
                method="publication", **told)  # fmt: skip
    assert len(changes(gone, back)) == 1


def test_a_day_that_had_not_come_is_when_it_starts_and_not_when_it_was_said() -> None:
    gone = said("gave its line to a bot", "2024-10-07", 0.8, **SERVICE)
    starts = said("people will be at the line", "2024-10-01", -0.8,
                  published="2024-09-20", **SERVICE)  # fmt: skip
    assert changes(starts, gone) == []
    assert len(changes(replace(starts, published="2024-10-01"), gone)) == 1


# --- what is only recalled -------------------------------------------------------------------


def lane(words: str, **other: object) -> list[Reversal]:
    """Return the changes of people, AI and then something that its article doesn't date."""
    return changes(
        said("you will always get a person", "2023-06-12", -0.9, **SERVICE),
        said("a machine answers from now on", "2024-09-27", 0.8, **SERVICE),
        said(words, "2025-10-01", -0.8, kind="action", method="publication", **SERVICE, **other),
    )


def test_undated_words_of_a_side_that_was_left_are_recalled() -> None:
    assert len(lane("people sit at its telephones")) == 1


def test_what_is_done_again_is_not_recalled() -> None:
    assert len(lane("people sit at its telephones again")) == 2


def test_bringing_people_back_recalls_nothing() -> None:
    assert len(lane("has taken 95 people back on", action="rehire")) == 2


def test_bringing_people_back_a_second_time_may_be_the_first_one_recalled() -> None:
    desk = {"kind": "action", **SERVICE}
    told = [
        said("a machine answers from now on", "2022-09-27", 0.8, **desk),
        said("has taken 95 people back on", "2023-10-01", -0.8, action="rehire", **desk),
        said("a better machine takes the calls", "2024-09-27", 0.8, **desk),
        said("took 90 clerks back", "2025-10-01", -0.8, action="rehire", method="publication",
             **desk),
    ]  # fmt: skip
    assert {one.direction.value for one in changes(*told)} == {"to_humans", "to_ai"}
    assert len(changes(*told)) == 2


# --- how far -------------------------------------------------------------------------------


def test_a_promise_to_replace_nobody_is_broken_whole_by_the_first_function() -> None:
    promise = said("nobody here will lose a job to a machine", "2024-11-18", -0.6,
                   action="spare_people", axis="intention")  # fmt: skip
    broken = said("the agents do what 120 engineers did", "2025-08-05", 0.85,
                  action="cut_jobs", function="engineering")  # fmt: skip
    (got,) = changes(promise, broken)
    assert got.grade is Grade.FULL_REVERSAL
    (other,) = changes(replace(promise, action="hire"), broken)
    assert other.grade is Grade.PARTIAL_RETREAT


def test_giving_the_work_to_ai_breaks_a_promise_of_people() -> None:
    promise = said("no translator will be replaced", "2024-01-23", -0.6,
                   action="deny_replacement", function="translation")  # fmt: skip
    given = said("texts are translated by AI alone", "2025-10-30", 0.8,
                 action="ai_does_work", function="translation")  # fmt: skip
    (got,) = changes(promise, given)
    assert got.grade is Grade.FULL_REVERSAL


def test_withdrawing_ai_and_bringing_people_back_goes_all_the_way() -> None:
    given = said("calls are handled by an assistant", "2025-01-14", 0.7, **SERVICE)
    off = said("voted to switch the assistant off", "2026-02-24", -0.8, kind="action",
               action="drop_ai", **SERVICE)  # fmt: skip
    posts = said("nine posts are being filled", "2026-02-25", -0.35, kind="action",
                 action="hire", **SERVICE)  # fmt: skip
    (alone,) = changes(given, off)
    got = next(one for one in changes(given, off, posts) if one.later_id == off.id)
    assert (alone.grade, got.grade) == (Grade.PARTIAL_RETREAT, Grade.FULL_REVERSAL)
    assert "no return of people" in alone.why
    assert "no return of people" not in got.why


@pytest.mark.parametrize(
    "words",
    [
        "advisers answer for a six-month trial",
        "disputes worth more than €500 go to a person",
        "hiring resumes in the bridges division",
    ],
)
def test_what_holds_for_a_part_alone_is_partial_and_says_so(words: str) -> None:
    given = said("a machine answers every call", "2024-10-07", 0.8, **SERVICE)
    part = said(words, "2025-09-10", -0.8, **SERVICE)
    (got,) = changes(given, part)
    assert got.grade is Grade.PARTIAL_RETREAT
    assert "for a part only" in got.why
    assert "que pour une partie" in got.why_fr


def test_a_deed_beside_weak_words_makes_no_change_of_them() -> None:
    weak = {"kind": "action", "confidence": 0.55, **SERVICE}
    stay = said("its 66 clerks stay at their desks", "2024-10-02", -0.3, **weak)
    fewer = said("64 clerks now, two have retired", "2025-11-11", 0.5, **weak)
    assert changes(stay, fewer) == []
    assert len(changes(*(replace(one, confidence=1.0) for one in (stay, fewer)))) == 1


@pytest.mark.parametrize(
    ("first", "then", "right"),
    [
        ("we shall need no more underwriters", "I have hired 150 underwriters", 1),
        ("we are cutting 9,000 jobs as AI takes over", "the headcount will grow with leverage", 0),
        ("software does the work of Veltra", "Veltra is hiring 40 people", 0),
    ],
)
def test_hiring_turns_a_company_round_if_it_is_of_those_spoken_of(
    first: str, then: str, right: int
) -> None:
    cut = said(first, "2023-03-01", 0.8)
    hired = said(then, "2025-06-01", -0.5, action="hire")
    assert len(changes(cut, hired)) == right
    frozen = replace(cut, action="freeze_hiring")
    assert len(changes(frozen, hired)) == 1


def test_who_hires_and_lets_ai_do_more_contradicts_nothing() -> None:
    code = said("a third of our code is written by AI", "2024-06-12", 0.8,
                action="ai_does_work", function="engineering")  # fmt: skip
    hired = said("we hire 1,000 developers next year", "2025-10-30", -0.5,
                 action="hire", function="engineering")  # fmt: skip
    assert changes(code, hired) == []
    then = replace(code, said_on="2026-01-01", said_from="2026-01-01", said_to="2026-01-01",
                   published="2026-01-01")  # fmt: skip
    assert changes(hired, then) == []
    assert len(changes(replace(code, action="give_work_to_ai"), hired)) == 1
    assert len(changes(code, replace(hired, acknowledges_change=True))) == 1
    assert len(changes(code, replace(hired, action="rehire"))) == 1
    same = replace(code, wording="an agent now reads what the underwriters read")
    assert len(changes(same, replace(hired, wording="we hire 120 underwriters"))) == 1
    (one,) = changes(*(replace(told, person="Nora Lind") for told in (code, hired)))
    assert one.grade is Grade.PARTIAL_RETREAT


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("I got it wrong, nobody is a cheap seat", {"axis": "evaluation", "action": "regret"}),
        ("we hire eight people for compliance", {"action": "hire", "kind": "action"}),
    ],
)
def test_who_says_that_nothing_is_reversed_has_changed_nothing_by_an_apology(
    words: str, other: dict[str, str]
) -> None:
    plan = said("1,100 posts go to software", "2025-05-19", 0.8, **SERVICE)
    sorry = said(words, "2025-05-26", -0.7, article="two", acknowledges_change=True, **other,
                 **SERVICE)  # fmt: skip
    stays = said("we are not reversing our plan", "2025-05-26", 0.7, article="two",
                 retracts_nothing=True)  # fmt: skip
    told = build(Material(statements=[plan, sorry, stays])).reversals
    assert {one.grade for one in told} <= {Grade.CLARIFICATION}
    assert len(changes(plan, sorry, replace(stays, article_id="one"))) == 1
    unsided = replace(stays, position=None, axis=None)
    assert changes(plan, sorry, unsided) == []
    back = replace(sorry, action="rehire", axis=plan.axis)
    assert len(changes(plan, back, stays)) == 1


# --- what is told once ---------------------------------------------------------------------


def test_changes_between_the_same_two_texts_are_one_turn() -> None:
    first, then = {"article": "one"}, {"article": "two"}
    told = [
        said("nobody who leaves is replaced", "2024-03-11", 0.7, **first),
        said("the desk will run on AI by then", "2024-03-11", 0.8, **first, **SERVICE),
        said("is recruiting 210 handlers", "2025-05-09", -0.6, function="finance", **then),
        said("a person answers every claim", "2025-05-08", -0.9, **then, **SERVICE),
    ]
    found = changes(*told)
    assert len(found) > 1
    assert len({one.turn_id for one in found}) == 1


def test_what_is_not_asserted_still_changes_nothing_where_people_come_back() -> None:
    gone = said("a voice took over from 28 people", "2024-05-15", 0.8, **SERVICE)
    back = said("would call 28 people back", "2025-10-13", -0.8, action="rehire",
                modality=Modality.CONDITIONAL)  # fmt: skip
    assert changes(gone, back) == []


def test_words_that_their_text_dates_are_shown_for_those_that_it_does_not() -> None:
    told = {"article": "one", "published": "2024-08-13", **SERVICE}
    loud = said("loans are granted by a machine in ninety seconds", "2024-08-13", 0.9,
                method="publication", **told)  # fmt: skip
    dated = said("will stop using loan officers", "2024-08-12", 0.8, **told)
    back = said("an officer reads each file again", "2025-10-27", -0.8, **SERVICE)
    (got,) = changes(loud, dated, back)
    assert got.earlier_id == dated.id
    (weak,) = changes(loud, replace(dated, position=0.3), back)
    assert weak.earlier_id == loud.id


# --- whose people ----------------------------------------------------------------------------


def test_what_a_company_does_it_does_with_its_own_people() -> None:
    promise = said("every call to us is answered by somebody", "2024-03-05", -0.9,
                   axis="intention", population="economy", **SERVICE)  # fmt: skip
    closed = said("closes its centre for a bot", "2026-05-20", 0.8, kind="action", **SERVICE)
    assert len(changes(promise, closed)) == 1
    judged = replace(promise, axis=Axis.EVALUATION)  # what it thinks of the trade at large
    assert changes(judged, closed) == []


# --- one text ----------------------------------------------------------------------------------


def test_a_text_that_tells_of_both_sides_sets_them_against_each_other() -> None:
    paused = said("he paused hiring in the back office", "2023-05-01", 0.6, action="freeze_hiring",
                  function="operations", article="one", published="2026-02-11",
                  confidence=0.8)  # fmt: skip
    hires = said("it will hire three times as many", "2026-02-10", -0.5, action="hire",
                 axis="intention", article="one", published="2026-02-11",
                 confidence=0.8)  # fmt: skip
    assert [one.grade for one in changes(paused, hires)] == [Grade.PARTIAL_RETREAT]
    assert changes(paused, replace(hires, article_id="two")) == []


# --- who is left -----------------------------------------------------------------------------


def test_that_some_stay_where_others_go_is_no_stand_for_people() -> None:
    text = {"article": "one", "published": "2024-05-08", **SERVICE}
    stay = said("forty employees will stay for complaints", "2024-05-08", -0.4, kind="action",
                action="keep_people", **text)  # fmt: skip
    gone = said("shuts its call centre for an assistant", "2024-05-08", 0.8, kind="action",
                action="close_team", **text)  # fmt: skip
    keeps = said("no intention of bringing the centre back", "2025-09-03", 0.8, **SERVICE)
    assert changes(stay, gone, keeps) == []
    assert len(changes(stay, keeps)) == 1
