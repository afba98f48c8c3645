"""Situations that a naive detector gets wrong, told as a right reading hands them over."""

from collections.abc import Iterable, Sequence

import pytest

from db.records import Grade, LaneStatement, Modality, Reversal, Status
from db.seeds import load_seeds
from graph.parts import Material, build
from graph.turns import CHANGES
from tests.graph.telling import said

TOLD = CHANGES | {Grade.INCONSISTENT, Grade.SELF_DECLARED}
SERVICE = {"function": "customer service", "person": "Nora Lind"}


def found(statements: Iterable[LaneStatement]) -> tuple[Reversal, ...]:
    return build(Material(statements=list(statements), seeds=load_seeds())).reversals


def changes(statements: Iterable[LaneStatement]) -> list[Reversal]:
    return [reversal for reversal in found(statements) if reversal.grade in TOLD]


def turns(statements: Sequence[LaneStatement]) -> set[str]:
    return {reversal.turn_id for reversal in changes(statements)}


def test_doing_the_work_of_many_is_not_replacing_them() -> None:
    promise = said("there will always be a person to talk to", "2024-05-01", -0.9, **SERVICE)
    works = {"kind": "action", "action": "ai_does_work", **SERVICE}
    equal = said("the bot does the work of 700 agents", "2024-11-01", 0.9, **works)
    replaced = said("the bot replaced 700 agents for good", "2024-11-01", 0.9, **SERVICE)
    (soft,), (hard,) = changes([promise, equal]), changes([promise, replaced])
    assert (soft.grade, hard.grade) == (Grade.PARTIAL_RETREAT, Grade.FULL_REVERSAL)
    assert "nobody was reported to leave" in soft.why


def test_an_apology_alone_is_no_full_reversal() -> None:
    cut = said("software answers all the calls now", "2024-05-01", 0.9, **SERVICE)
    sorry = said(
        "we are sorry, the service got worse",
        "2024-11-01",
        -0.9,
        axis="evaluation",
        acknowledges_change=True,
        **SERVICE,
    )
    (alone,) = changes([cut, sorry])
    assert alone.grade is Grade.PARTIAL_RETREAT
    assert "no other course was reported" in alone.why
    assert "aucune autre voie" in alone.why_fr


def test_an_apology_with_hiring_on_the_same_day_is_a_full_reversal() -> None:
    cut = said("software answers all the calls now", "2024-05-01", 0.9, **SERVICE)
    sorry = said(
        "we are sorry, the service got worse",
        "2024-11-01",
        -0.9,
        axis="evaluation",
        acknowledges_change=True,
        **SERVICE,
    )
    hired = said("forty agents come back", "2024-11-01", -0.9, kind="action", **SERVICE)
    (told,) = changes([cut, sorry, hired])
    assert (told.grade, told.later_id) == (Grade.FULL_REVERSAL, hired.id)
    assert told.gates["acknowledged"].endswith(f"(statement {sorry.id})")
    assert "“we are sorry, the service got worse”" in told.gates["acknowledged"]
    assert "acknowledged the change on 1 November 2024: “we are sorry" in told.why


def test_scaling_ai_back_without_rehiring_goes_half_the_way() -> None:
    cut = said("software answers all the calls now", "2024-05-01", 0.9, **SERVICE)
    off = said("the bot is switched off", "2024-11-01", -0.9, action="pause_ai", **SERVICE)
    (told,) = changes([cut, off])
    assert told.grade is Grade.PARTIAL_RETREAT


def test_withdrawing_the_tool_one_had_defended_takes_all_of_it_back() -> None:
    praise = said("the bot serves everybody well", "2024-05-01", 0.6, axis="evaluation", **SERVICE)
    off = said("the bot is switched off", "2024-05-02", -0.8, action="drop_ai", **SERVICE)
    (told,) = changes([praise, off])
    assert told.grade is Grade.FULL_REVERSAL


def test_layoffs_and_hiring_in_one_breath_are_no_change() -> None:
    where = {"article": "one", "kind": "action", "method": "publication"}
    cut = said("3,000 posts go to software", "2024-05-01", 0.8, **where)
    hired = said("and 3,000 salespeople are hired", "2024-05-01", -0.8, **where)
    assert changes([cut, hired]) == []


def test_cuts_to_pay_for_ai_are_no_stand_on_replacing_people() -> None:
    people = said("people come first with us", "2024-05-01", -0.8, person="Nora Lind")
    saved = said("we cut posts to pay for data centres", "2025-05-01", 0.2, person="Nora Lind")
    assert changes([people, saved]) == []


def test_a_vendor_speaks_for_itself_and_not_for_its_customer() -> None:
    own = said("people answer every call", "2024-05-01", -0.9, function="customer service")
    vendor = said(
        "our bot has replaced all their agents",
        "2025-05-01",
        0.9,
        function="customer service",
        company="Botmakers",
        about="Veltra",
    )
    assert changes([own, vendor]) == []


def test_two_companies_in_one_sentence_have_two_lanes() -> None:
    where = {"article": "one", "kind": "action"}
    here = said("Veltra hires people", "2025-05-01", -0.9, company="Veltra", **where)
    there = said("while Ombrix replaces them", "2025-05-01", 0.9, company="Ombrix", **where)
    before = said("software does it all", "2024-05-01", 0.9, company="Veltra")
    (told,) = changes([here, there, before])
    assert (told.earlier_id, told.later_id) == (before.id, here.id)


@pytest.mark.parametrize("modality", [Modality.NEGATED, Modality.HEARSAY, Modality.QUESTION])
def test_satire_and_irony_are_not_asserted_and_change_nothing(modality: Modality) -> None:
    own = said("software does it all", "2024-05-01", 0.9, person="Nora Lind")
    joke = said("of course, we hire ten thousand poets", "2025-04-01", -0.9, modality=modality)
    assert changes([own, joke]) == []


def test_figures_at_three_dates_are_a_series_of_one_course() -> None:
    told = [said(f"we are {n} people now", day, 0.6) for n, day in ((5500, "2023"), (3500, "2025"))]
    assert changes(told) == []


def test_forty_reprints_are_one_source() -> None:
    words = "we will always have a person on the line for you"
    copies = [said(words, "2025-05-08", -0.9, article=f"a{n}", axis="practice") for n in range(40)]
    graph = build(Material(statements=copies))
    (claim,) = graph.claims
    assert (claim.status, claim.origins, claim.articles) == (Status.SINGLE_SOURCE, 1, 40)


def test_a_charity_changes_its_position_like_a_company() -> None:
    line = {"company": "Harbour Line Association", "function": "customer service"}
    closed = said("the helpline closes, a chatbot answers", "2023-03-31", 0.9, **line)
    back = said("the volunteers are back on the line", "2023-09-01", -0.9, **line)
    (told,) = changes([closed, back])
    assert told.grade is Grade.FULL_REVERSAL


def test_company_that_speaks_without_a_name_is_told_as_itself() -> None:
    closed = said("software does it all", "2023-03-31", 0.9)
    back = said("the clerks are back", "2023-09-01", -0.9)
    (told,) = changes([closed, back])
    assert told.person_id == ""
    assert "The company itself both times, five months apart." in told.why
    assert "L’entreprise elle-même les deux fois" in told.why_fr


# --- turns -------------------------------------------------------------------------------


def test_regret_promise_and_hiring_of_one_spring_are_one_turn() -> None:
    told = [
        said("software answers all the calls now", "2024-02-01", 0.9, **SERVICE),
        said(
            "AI can do every job there is", "2024-12-01", 1.0, axis="capability", person="Nora Lind"
        ),
        said("we need people for this after all", "2025-02-20", -0.7, **SERVICE),
        said("there will always be a person", "2025-05-08", -1.0, **SERVICE),
        said("forty agents come back", "2025-05-09", -0.9, kind="action", **SERVICE),
    ]
    pairs = changes(told)
    assert len(pairs) > 1
    (turn,) = {pair.turn_id for pair in pairs}
    strongest = max(pairs, key=lambda pair: pair.score)
    again = {pair.turn_id for pair in changes(reversed(told))}
    assert again == {turn}
    assert strongest.score == max(pair.score for pair in pairs if pair.turn_id == turn)


def test_there_and_back_again_are_two_turns() -> None:
    told = [
        said("machines answer all calls", "2023-01-10", 0.9, **SERVICE),
        said("people answer calls again", "2024-01-10", -0.9, **SERVICE),
        said("machines answer nearly all calls now", "2025-01-10", 0.9, **SERVICE),
    ]
    assert len(turns(told)) == 2


def test_functions_that_don_t_compare_turn_by_themselves() -> None:
    told = [
        said(f"{what} {function}", day, p, function=function)
        for function in ("engineering", "marketing")
        for what, day, p in (
            ("software does all of", "2023-01-10", 0.9),
            ("people are back in", "2024-01-10", -0.9),
        )
    ]
    assert len(turns(told)) == 2
