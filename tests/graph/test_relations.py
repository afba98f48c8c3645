"""What claims are to each other where their texts are laid side by side."""

from dataclasses import replace

import pytest

from db.records import Kind
from graph.parts import Material, build
from tests.graph.telling import MAKER, claims, relations, said, statuses, tell, world


def test_two_counts_before_the_same_words_dispute_each_other() -> None:
    told = [
        tell(
            "a",
            "2025-12-02",
            "We counted the sheets of the seller of chairs in November: of those 90 percent were "
            "drafted by a machine.",
            "90 percent",
            90,
            unit="percent",
        ),
        tell(
            "b",
            "2025-12-09",
            "By our count, 45 percent were drafted by a machine, whatever the seller says.",
            "45 percent",
            45,
            unit="percent",
        ),
    ]
    graph = world(told, outlets={"a": ("Loft Journal", "press"), "b": ("Shop News", "trade")})
    assert set(statuses(graph).values()) == {"disputed"}
    assert relations(graph, told) == {("b", "refutes", "a")}


def test_levels_in_sentences_of_their_own_agree_with_a_share() -> None:
    levels = {"measure": "headcount"}
    told = [
        tell(
            "a",
            "2025-02-18",
            "At the end of 2023 Veltra had 4,500 people.",
            "4,500",
            4500,
            as_of="2023-12",
            **levels,
        ),
        tell(
            "a",
            "2025-02-18",
            "At the end of 2024, 3,500 were left.",
            "3,500",
            3500,
            as_of="2024-12",
            **levels,
        ),
        tell(
            "b",
            "2025-09-02",
            "Veltra's staff shrank by 22 percent in the course of 2024.",
            "22 percent",
            22,
            unit="percent",
            measure="headcount reduction",
            change="by",
            as_of="2024",
        ),
    ]
    graph = world(told, outlets={"a": ("Quadrant", "press"), "b": MAKER})
    assert relations(graph, told) == {("b", "supports", "a")}


def test_a_share_of_a_year_that_is_past_is_no_forecast() -> None:
    statement, figure = tell(
        "a",
        "2025-03-17",
        "In 2024, 12 percent of firms replaced a post by a machine.",
        "12 percent",
        12,
        unit="percent",
        as_of="2024",
    )
    of_all = said("x", "2024", 0.9, axis="forecast", population="economy")
    statement = replace(statement, axis=of_all.axis, position=0.9, function=of_all.function)
    outlets = {"a": ("Institute", "public")}
    (claim,) = claims(world([(statement, figure)], outlets=outlets))
    assert claim.status.value == "single_source"
    later = replace(figure, as_of="2030")
    (claim,) = claims(world([(statement, later)], outlets=outlets))
    assert claim.status.value == "not_checkable"


@pytest.mark.parametrize(
    "words",
    [
        "I never said that, on Monday or on any other day",
        "Those are not my words",
        "I never used that word",
        "I was misquoted and I know by whom",
    ],
)
def test_words_that_the_quoted_person_disowns_are_disputed(words: str) -> None:
    quote = said(
        "We dismissed too many because of software", "2025-03-17", 0.8, article="a",
        person="Nora Lind", published="2025-03-19",
    )  # fmt: skip
    denial = said(words, "2025-03-20", article="b", person="Nora Lind", published="2025-03-20")
    graph = build(Material(statements=[quote, denial]))
    assert {claim.status.value for claim in graph.claims} == {"disputed"}
    (edge,) = [link for link in graph.links if link.relation.value == "refutes"]
    assert (edge.source_id, edge.target_id) == (denial.id, quote.id)
    assert denial.kind is Kind.DIRECT_QUOTE


def test_what_was_said_months_before_is_not_disowned() -> None:
    quote = said("We dismissed too many", "2024-11-17", 0.8, article="a", person="Nora Lind")
    denial = said("I never said that", "2025-03-20", article="b", person="Nora Lind")
    graph = build(Material(statements=[quote, denial]))
    assert not [link for link in graph.links if link.relation.value == "refutes"]


def test_nobody_of_a_trade_and_seventy_of_it_dispute_each_other() -> None:
    count = said(
        "Veltra cut 70 journalists last winter, a tally of bylines shows", "2025-02-10", 0.7,
        article="a", kind="action", action="cut_jobs",
    )  # fmt: skip
    denial = said(
        "No journalist has been dismissed in connection with the program, which helps with "
        "routine texts", "2025-02-11", article="b", kind="action", action="cut_jobs",
    )  # fmt: skip
    graph = build(Material(statements=[count, denial]))
    assert {claim.status.value for claim in graph.claims} == {"disputed"}


def test_value_set_aside_for_another_disputes_it_in_whatever_words() -> None:
    told = [
        tell(
            "a",
            "2025-06-11",
            "We shed 180 places, not one more.",
            "180 places",
            180,
            measure="jobs cut",
        ),
        tell(
            "b",
            "2025-06-12",
            "According to the union Veltra sheds 320 posts on its site at Harl, not 180.",
            "320 posts",
            320,
            measure="jobs cut",
        ),
        tell(
            "b",
            "2025-06-12",
            "According to the union Veltra sheds 320 posts on its site at Harl, not 180.",
            "180",
            180,
            measure="jobs cut",
        ),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Radio Harl", "press")})
    assert relations(graph, told) == {("b", "refutes", "a")}
    assert statuses(graph) == {180: "disputed", 320: "disputed"}


def test_nobody_dismissed_leaves_a_plan_as_it_is() -> None:
    plan = said(
        "Veltra is considering cutting 400 reception jobs", "2025-08-05", 0.4,
        article="a", kind="indirect_quote", action="cut_jobs",
    )  # fmt: skip
    deed = said(
        "Veltra has fired 400 receptionists", "2025-08-06", 0.9,
        article="b", kind="action", action="cut_jobs",
    )  # fmt: skip
    denial = said(
        "No receptionist has been dismissed", "2025-08-07", article="c", kind="action",
        action="cut_jobs",
    )  # fmt: skip
    graph = build(Material(statements=[plan, deed, denial]))
    refuted = {link.target_id for link in graph.links if link.relation.value == "refutes"}
    assert refuted == {deed.id}


def test_what_would_be_done_if_is_not_checkable() -> None:
    told = tell("a", "2025-04-29", "If demand fell, we would cut 200 jobs.", "200 jobs", 200)
    (claim,) = claims(world([told], outlets={"a": MAKER}))
    assert claim.status.value == "not_checkable"


def test_what_those_asked_expect_was_found_by_asking() -> None:
    statement, figure = tell(
        "a",
        "2025-01-22",
        "22 percent of managers consider cutting jobs.",
        "22 percent",
        22,
        unit="percent",
        measure="survey share",
        company="",
    )
    forecast = said("x", "2024", 0.9, axis="forecast")
    statement = replace(statement, axis=forecast.axis)
    (claim,) = claims(world([(statement, figure)], outlets={"a": ("Institute", "public")}))
    assert claim.status.value == "single_source"
