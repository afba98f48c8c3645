"""How newspapers put it in plain English: refusals of AI, people back, posts that stay empty."""

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow

# The text around, which names AI.
_AROUND = " Artificial intelligence has reached the whole trade."


@pytest.mark.parametrize(
    "text",
    [
        "Marlowe House will not use artificial intelligence to narrate its books.",
        "The fund has ruled out AI in its grading.",
        "Dunmore Hotels will not follow rivals that have put AI at the desk.",
        "Judging an appeal is a task for people, the chairman said.",
        "Underwriting stays in the hands of our staff.",
        "You need a nurse in that room, she said.",
        "We will have as many drivers in ten years as today.",
        "Somebody still has to hear that the engine knocks.",
        "No algorithm can smell a leak.",
        "We took people off the line and we shouldn't have.",
    ],
)
def test_refusing_the_machine_or_wanting_people_is_for_people(
    side: Callable[..., int], text: str
) -> None:
    assert side(text, around=_AROUND) == -1


@pytest.mark.parametrize(
    "text",
    [
        "Orchard Lane has hired its last tester.",
        "The chain is growing without buyers.",
        "The firm will add no clerks this year as its agents mature.",
        "Headcount will drift down as people leave, the finance chief said.",
        "Our complaints function will be AI from end to end.",
        "The switchboard runs on AI.",
        "Translation is a matter for machines now.",
        "Picking at Tolgate will be fully automated by May.",
        "Small orders stay with the AI.",
        "Holloway Rail has no intention of bringing back its announcers.",
        "We don't need a floor full of typists.",
        "Callers no longer speak to a person.",
    ],
)
def test_work_that_runs_without_them_is_against_people(side: Callable[..., int], text: str) -> None:
    assert side(text, around=_AROUND) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Tellmark made a loss of £12m on its AI contracts.",
        "Thirty clerks remain as marshals.",
        "Last year the firm took on 60 apprentices each autumn.",
        "Human error, not software, emptied the accounts, the inquiry found.",
    ],
)
def test_money_lost_and_those_who_remain_take_no_side(side: Callable[..., int], text: str) -> None:
    assert side(text, around=_AROUND) == 0


def test_hiring_beside_what_stops_is_no_freeze(side: Callable[..., int]) -> None:
    text = "Bexley Press is hiring 12 editors and will stop running pages made by AI."
    assert side(text, around=_AROUND) == -1


def test_assistants_withdrawn_from_stations_are_people(side: Callable[..., int]) -> None:
    text = "Calder Trains withdrew its assistants from 20 stations as AI screens took their place."
    assert side(text, around=_AROUND) == 1


def test_a_denied_claim_that_ai_replaces_people_is_not_its_telling(
    side: Callable[..., int],
) -> None:
    text = "Corby Gas rejected claims that it would replace its operators with an AI."
    assert side(text, around=_AROUND) <= 0


@pytest.mark.parametrize(
    "text",
    [
        "Ledgerpine was dropped by accounting software maker Copper Books as a partner.",
        "It was bought by chatbot developer Orvel in May.",
        "Payroll software company Orvel answers its callers from two towns.",
    ],
)
def test_who_makes_a_machine_is_none(side: Callable[..., int], text: str) -> None:
    assert side(text, around=_AROUND) == 0


@pytest.mark.parametrize(
    "text",
    ["Our AI agents continue to handle every ticket.", "AI agents will take every call from May."],
)
def test_agents_that_are_machines_are_no_people(side: Callable[..., int], text: str) -> None:
    assert side(text, around=_AROUND) >= 0
