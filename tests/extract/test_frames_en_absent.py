"""Who is missing, who is back and who used to be there, told of work in which AI may go unnamed."""

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "text",
    [
        "The parcels at Northfold are sorted with nobody on the floor.",
        "Halden Press now has no proofreaders.",
        "The spring catalogue was produced without photographers.",
        "There is nobody left in the billing office to ask.",
        "At Corley Ferries there are no pursers now.",
        "It takes no one to run the toll gate.",
        "Refunds close in a day with no clerk on the file.",
        "The wharf works through the night without a docker on the quay.",
    ],
)
def test_work_done_where_no_people_are_is_told_of_machines(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "No letter leaves Halden without a clerk on the file.",
        "The airline's desks had no staff because of the strike.",
        "Nobody knows what the tool will mean for the surveyors.",
        "No porter may be rostered for more than ten days.",
    ],
)
def test_absence_by_rule_strike_or_ignorance_is_not_told_of_machines(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) <= 0


@pytest.mark.parametrize(
    "text",
    [
        "The tax office once more has a person at each counter.",
        "Stenographers sit in the booths at Brantham again.",
        "Every letter is again opened by a clerk.",
    ],
)
def test_people_who_are_there_again_are_for_people(side: Callable[..., int], text: str) -> None:
    assert side(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "Nineteen clerks used to price the policies at Ardell.",
        "Cranfield's accounts used to be eleven people; today they are a subscription.",
    ],
)
def test_people_who_used_to_do_it_have_gone(side: Callable[..., int], text: str) -> None:
    assert side(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Brackley Mutual, which writes by algorithm now, has dismissed its two typists.",
        "The software reads every form, and the assessors, two by two, have left.",
        "Its surveyors, since a model measures the roofs, have gone.",
    ],
)
def test_people_who_go_beside_a_machine_at_work_have_made_way(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The board thanked its surveyors for testing the model.",
        "The drivers left the question of automation for another day.",
        "The bot picks up when the surgery is closed.",
    ],
)
def test_verbs_of_going_with_another_sense_tell_nothing(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) == 0


def test_single_workers_ending_tells_of_people(side: Callable[..., int]) -> None:
    assert side("The vellum shop runs on scanners, without one bookbinder on the premises.") == 1


def test_what_analysts_model_is_not_put_forward(side: Callable[..., int]) -> None:
    assert side("We model 250 rehires in 2031.") == 0
