"""Which function words are about that name none: as the article tells, or of those who had gone."""

import tomllib
from pathlib import Path

import pytest

import graph.scope
from db.ids import fold
from db.records import Function, Grade, LaneStatement, Reversal
from graph.parts import Material, build
from graph.turns import CHANGES
from graph.wordlists import says
from tests.graph.telling import said

LEXICONS = Path(graph.scope.__file__).with_name("lexicons")
SERVICE = {"function": "customer service"}


def changes(*statements: LaneStatement) -> list[Reversal]:
    found = build(Material(statements=statements)).reversals
    return [reversal for reversal in found if reversal.grade in CHANGES]


# --- by the article ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ("keep_ai", "The robot stays, there is no way back"),
        ("give_work_to_ai", "The machine takes over from Monday"),
        ("ai_does_work", "The assistant does that work now"),
    ],
)
def test_words_without_a_trade_are_about_the_one_of_their_article(frame: str, words: str) -> None:
    stays = said(words, "2025-10-06", 0.6, action=frame, article="one")
    gone = said("the 40 listeners left in spring", "2025-04-01", 0.35, article="one", **SERVICE)
    back = said("the listeners take the line again", "2025-11-20", -0.8, **SERVICE)
    got = next(one for one in changes(stays, gone, back) if one.earlier_id == stays.id)
    assert (got.function, got.grade) == (Function.CUSTOMER_SERVICE, Grade.FULL_REVERSAL)
    assert "customer service (as its article tells)" in got.gates["function"]


def test_words_about_the_whole_company_stay_so_in_an_article_about_one_trade() -> None:
    memo = said(
        "AI does the work first in every department", "2024-04-22", 0.8,
        action="ai_does_work", article="one",
    )  # fmt: skip
    gone = said("the clerks of the desk left", "2024-04-22", 0.26, article="one", **SERVICE)
    person = said("in support always a person", "2025-09-09", -0.9, **SERVICE)
    got = next(one for one in changes(memo, gone, person) if one.earlier_id == memo.id)
    assert got.grade is Grade.PARTIAL_RETREAT


def test_a_hire_whose_trade_nobody_read_is_not_about_the_trade_of_its_article() -> None:
    bot = said("a bot follows up the orders", "2024-11-04", 0.8, **SERVICE)
    hired = said("it hires 90 people for eleven shops", "2025-07-16", -0.5,
                 action="hire", kind="action", article="two")  # fmt: skip
    person = said("a buyer may ask for a person", "2025-07-16", -0.1, article="two", **SERVICE)
    assert changes(bot, hired, person) == []


def test_an_article_about_two_trades_gives_none() -> None:
    stays = said("the software stays", "2024-10-06", 0.9, action="keep_ai", article="one")
    desk = said("the desk is closed", "2024-04-01", 0.26, article="one", **SERVICE)
    books = said("the books are closed", "2024-04-01", 0.26, article="one", function="finance")
    back = said("clerks answer the calls again", "2025-11-20", -0.8, **SERVICE)
    got = next(one for one in changes(stays, desk, books, back) if one.earlier_id == stays.id)
    assert got.grade is Grade.PARTIAL_RETREAT


def test_a_trade_told_on_the_other_side_gives_none() -> None:
    first = said("people answer at our desk", "2023-11-20", -0.8, **SERVICE)
    drafts = said("software writes the drafts", "2025-10-06", 0.8,
                  action="ai_does_work", article="two")  # fmt: skip
    hired = said("sixty agents join the desk", "2025-10-06", -0.5, article="two", **SERVICE)
    assert changes(first, drafts, hired) == []


# --- by those who had gone -----------------------------------------------------------------


@pytest.mark.parametrize("frame", ["rehire", "reinstate", "reopen", "back_to_people"])
def test_who_brings_people_back_brings_back_those_who_had_gone(frame: str) -> None:
    gone = said("a voice took over from 28 people", "2024-05-15", 0.8, **SERVICE)
    back = said("has called 28 people back", "2025-10-13", -0.8, action=frame, kind="action")
    (got,) = changes(gone, back)
    assert (got.function, got.grade) == (Function.CUSTOMER_SERVICE, Grade.FULL_REVERSAL)
    assert "of those who had gone" in got.gates["function"]


def test_hiring_does_not_say_who_had_gone() -> None:
    gone = said("a voice took over from 28 people", "2024-05-15", 0.8, **SERVICE)
    hired = said("is hiring 90 people", "2025-10-13", -0.8, action="hire", kind="action")
    assert changes(gone, hired) == []


def test_where_two_trades_had_gone_nobody_knows_who_comes_back() -> None:
    desk = said("a voice took over the desk", "2024-05-15", 0.8, **SERVICE)
    books = said("a ledger took over the books", "2024-06-15", 0.8, function="finance")
    back = said("has called 28 people back", "2025-10-13", -0.8, action="rehire", kind="action")
    assert changes(desk, books, back) == []


def test_who_goes_later_is_not_who_came_back() -> None:
    back = said("has called 28 people back", "2024-05-13", -0.8, action="rehire", kind="action")
    gone = said("a voice took over the desk", "2025-10-15", 0.8, **SERVICE)
    assert [one.grade for one in changes(back, gone)] == [Grade.PARTIAL_RETREAT]


# --- whose work it was ----------------------------------------------------------------------


def article(population: str) -> list[LaneStatement]:
    """Return an article that tells of contracts ended and of a machine that takes over."""
    told = {"article": "one", "kind": "action"}
    ended = said("ends its contract with the callers", "2024-04-16", 0.8,
                 action="end_contracts", population=population, **told)  # fmt: skip
    given = said("a machine takes over that traffic", "2024-04-16", 0.7,
                 action="give_work_to_ai", **told, **SERVICE)  # fmt: skip
    return [ended, given]


def test_where_contractors_went_the_machine_took_their_work() -> None:
    hired = said("its own team grows from 95 to 120", "2025-02-20", -0.5, **SERVICE)
    assert changes(*article("contractors"), hired) == []
    assert len(changes(*article("employees"), hired)) == 1


def test_contractors_who_come_back_show_how_their_work_is_known() -> None:
    back = said("the callers have a contract again", "2025-02-20", -0.8,
                population="contractors", **SERVICE)  # fmt: skip
    told = article("contractors")
    got = next(one for one in changes(*told, back) if one.earlier_id == told[1].id)
    assert "contractors (as its article tells), then contractors" in got.gates["population"]


# --- the lexicon ---------------------------------------------------------------------------


def lists(language: str) -> dict[str, list[str]]:
    table = tomllib.loads((LEXICONS / language / "scope.toml").read_text(encoding="utf-8"))
    return {
        f"{section}.{name}": found for section in table for name, found in table[section].items()
    }


def test_every_language_has_the_same_lists_in_folded_words() -> None:
    assert lists("en").keys() == lists("fr").keys()
    for language in ("en", "fr"):
        for phrases in lists(language).values():
            assert [
                one for one in phrases if fold(one) != " ".join(one.replace("*", "").split())
            ] == []


@pytest.mark.parametrize(
    ("words", "listed", "language", "right"),
    [
        ("Chaque départ est absorbé, dans tous les services", "whole", "fr", True),
        ("L’assistant répond aux abonnés", "whole", "fr", False),
        ("No one is hired across the group", "whole", "en", True),
        ("se sépare à nouveau de ses auteurs", "again", "fr", True),
        ("the reporters go, once more", "again", "en", True),
        ("quinze postes, à titre d'essai", "limited", "fr", True),
        ("advisers will answer for a six-month trial", "limited", "en", True),
        ("hiring resumes in the bridges division", "limited", "en", True),
        ("hiring resumes", "limited", "en", False),
    ],
)  # fmt: skip
def test_words_tell_how_far_they_reach(
    words: str, listed: str, language: str, *, right: bool
) -> None:
    assert says(words, f"{listed}.words", of="scope", language=language) is right


# --- by what was held before -----------------------------------------------------------------


@pytest.mark.parametrize("frame", ["drop_ai", "promise_human", "need_humans"])
def test_what_is_done_for_people_is_about_the_work_that_alone_was_given_to_ai(frame: str) -> None:
    gone = said("a voice took over from 28 people", "2024-05-15", 0.8, **SERVICE)
    back = said("there will be people again", "2025-10-13", -0.8, action=frame, kind="action")
    (got,) = changes(gone, back)
    assert got.function is Function.CUSTOMER_SERVICE
    assert "of the work spoken of before" in got.gates["function"]


def test_what_is_done_for_people_where_two_kinds_of_work_were_given_to_ai_is_of_none() -> None:
    gone = said("a voice took over from 28 people", "2024-05-15", 0.8, **SERVICE)
    coded = said("agents write the code", "2024-06-15", 0.8, function="engineering")
    back = said("there will be people again", "2025-10-13", -0.8, action="promise_human")
    assert changes(gone, coded, back) == []


def test_a_regret_that_names_no_work_may_be_of_a_tone() -> None:
    gone = said("a voice took over from 28 people", "2024-05-15", 0.8, **SERVICE)
    sorry = said("I am sorry for the way I put it", "2024-05-30", -0.6, axis="evaluation",
                 action="regret")  # fmt: skip
    assert changes(gone, sorry) == []
