"""Ordinary English words for machines in people's work, and for people who come back to it."""

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "text",
    [
        "At Norvale every parking appeal is now decided by a program.",
        "Orbel's rotas are drawn up by software from start to finish.",
        "The claims desk went over to an engine, and eleven assessors were paid off in May.",
        "Brokers at Harwick have made way for an app.",
    ],
)
def test_machine_that_does_the_work_replaces_people(side: Callable[..., int], text: str) -> None:
    assert side(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Not one proofreader is left at Pellham since its language model arrived.",
        "Nobody on the night desk reads the tickets any more: a bot closes them.",
        "Applications to Orbel are scored by an algorithm with no recruiter in the loop.",
        "Planners at Tidemere used to fill a whole floor; a solver plans the rounds.",
    ],
)
def test_nobody_left_beside_a_machine_replaces_people(side: Callable[..., int], text: str) -> None:
    assert side(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Customers could not tell the model from the old news desk.",
        "The lender attributes 90 of its 120 redundancies to its pricing model.",
    ],
)
def test_machine_as_good_as_people_or_given_as_the_reason_replaces_them(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The ward letters are once again typed by a secretary.",
        "Guards are patrolling the Norvale yard again because the robots missed a gate.",
        "Tidemere has put its dispatchers back after the routing engine sent vans into the sea.",
        "The chatbot has been binned and the switchboard is staffed again.",
        "Pellham pulled the plug on its talking kiosk.",
        "The tablet is in a drawer and the clerk has her counter back.",
    ],
)
def test_people_back_at_the_work_or_a_machine_got_rid_of_is_a_return(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "No appeal at Harwick will be decided by an algorithm.",
        "Every complaint will be read by a person, Orbel promised.",
        "A nurse, not an app, answers the night line.",
        "No estimator will lose a job because of the new software.",
    ],
)
def test_work_kept_for_people_needs_them(side: Callable[..., int], text: str) -> None:
    assert side(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "The bot misread half of the forms, Norvale found.",
        "Most bosses who swapped staff for AI wish they hadn't.",
        "Customers hated the talking machine, said Harwick.",
    ],
)
def test_machine_judged_to_fall_short_speaks_for_people(
    side: Callable[..., int], text: str
) -> None:
    assert side(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "An adviser wrote the letter with the help of a model.",
        "The assistant drafts the reply and a clerk signs it.",
        "The tool saves the nurses an hour a day.",
        "Norvale's engineers were called back from furlough when the storm had passed.",
        "The museum's lions are back after the renovation.",
        "Tidemere is recruiting thirty machine-learning engineers.",
        "Will a machine read every letter?",
        "The layoffs were not driven by AI, Norvale said.",
        "Pellham's planners moved to a new floor.",
    ],
)
def test_help_other_causes_and_questions_take_no_side(side: Callable[..., int], text: str) -> None:
    assert side(text) == 0


@pytest.mark.parametrize(
    ("replaced", "needed"),
    [
        (
            "Customers could not tell the model from the old news desk.",
            "Customers could tell the model from the old news desk at once.",
        ),
        (
            "Not one caretaker is left at Harwick since the robots came.",
            "Caretakers are back at Harwick since the robots went.",
        ),
        (
            "Visas at Norvale are decided by an algorithm.",
            "No visa at Norvale is decided by an algorithm.",
        ),
    ],
)
def test_twins_of_the_same_words_take_opposite_sides(
    side: Callable[..., int], replaced: str, needed: str
) -> None:
    assert side(replaced) == 1
    assert side(needed) <= 0
