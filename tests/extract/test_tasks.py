"""Who does the work, told by syntax: the doer may stand far from the verb, or after it."""

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow

# The text around, which names AI.
_AROUND = " Artificial intelligence has reached the whole trade."


@pytest.mark.parametrize(
    "text",
    [
        "Wilma, a voice assistant trained on old recordings, will answer all tenants from June.",
        "The broker's quotes will from Monday be worked out by a model.",
        "Parcel rounds will in future, the carrier said, be planned by an algorithm.",
        "The society has its ledgers kept by an AI agent.",
        "Its lawyers were told that contracts will be drafted by a language model.",
    ],
)
def test_machine_that_has_the_task_is_its_doer_however_far_the_verb(
    side: Callable[..., int], text: str
) -> None:
    assert side(text, around=_AROUND) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Letters to the ombudsman will be opened by caseworkers from 3 March.",
        "Starting this spring an experienced weaver inspects every bolt.",
        "Rotas are drawn up once again by ward managers and their clerks.",
        "People will write the school's reports, the governors decided.",
        "Applications will be read by admissions staff from next year.",
    ],
)
def test_people_who_do_it_from_a_day_on_or_again_are_back(
    side: Callable[..., int], text: str
) -> None:
    assert side(text, around=_AROUND) == -1


@pytest.mark.parametrize(
    "text",
    [
        "No invoice that arrives in Torbeck is opened by a clerk any more.",
        "Claims are no longer settled by adjusters at Penwick Mutual.",
        "Dispatchers will not plan the rounds any longer.",
        "No editor reads the listings at the Harwell Post.",
    ],
)
def test_nobody_at_the_task_is_the_machines_doing(side: Callable[..., int], text: str) -> None:
    assert side(text, around=_AROUND) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Letters to the ombudsman were opened by caseworkers in those days.",
        "A clerk signs the forms that the program fills in.",
        "The lawyer who writes the column lives in Leeds.",
        "No driver may enter the yard without a badge.",
        "The tool drafts a reply and an adviser sends it.",
        "The company sells software that reads invoices.",
    ],
)
def test_what_was_done_or_is_only_helped_with_takes_no_side(
    side: Callable[..., int], text: str
) -> None:
    assert side(text, around=_AROUND) == 0
