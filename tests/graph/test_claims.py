from dataclasses import replace

import pytest

from graph.claims import span
from graph.parts import Material, build
from graph.rules import load_rules
from tests.graph.telling import checked, figure, printed, reported, said, two_sources, version

RULES = load_rules()


@pytest.mark.parametrize(
    ("value", "modifier", "low", "high"),
    [
        (22.0, "", 21.5, 22.5),
        (30.3, "", 30.1485, 30.4515),
        (0.25, "", 0.245, 0.255),
        (4500.0, "", 4477.5, 4522.5),
        (700.0, "about", 630.0, 770.0),
        (20.0, "more than", 20.0, 25.0),
        (2000.0, "up to", 1600.0, 2000.0),
        (3.0, "", 2.985, 3.015),
    ],
)
def test_a_figure_stands_for_what_its_digits_and_words_leave_open(
    value: float, modifier: str, low: float, high: float
) -> None:
    got = span(figure(said("a", "2024"), value, modifier=modifier), rules=RULES)
    assert got == pytest.approx((low, high))


def test_a_range_stands_for_itself() -> None:
    got = span(figure(said("a", "2024"), 4.0, low=3.0, high=5.0, modifier="between"), rules=RULES)
    assert got == (3.0, 5.0)


def test_equal_figures_of_one_date_are_one_claim() -> None:
    one, other = said("a", "2025-05-08"), said("b", "2025-05-12", article="b")
    (claim,) = checked([one, other], [figure(one, 22), figure(other, 20, modifier="more than")])
    assert claim.articles == 2
    assert len(claim.members) == 2


@pytest.mark.parametrize(
    "difference",
    [
        {"unit": "people"},
        {"measure": "savings"},
        {"base": "of the 39 % who cut"},
        {"place": "United Kingdom"},
        {"change": "by"},
        {"company": "Ombrix"},
    ],
)
def test_figures_of_another_subject_do_not_compare(difference: dict[str, str]) -> None:
    one, other = said("a", "2025-05-08"), said("b", "2025-05-08", article="b")
    claims = checked([one, other], [figure(one, 55), figure(other, 55, **difference)])
    assert len(claims) == 2
    assert {claim.status.value for claim in claims} == {"single_source"}


def test_a_series_at_different_dates_is_no_dispute() -> None:
    told = [
        said(f"staff {year}", f"{year}-12-31", article=f"{year}", published=f"{year + 1}-02-10")
        for year in (2022, 2023, 2024)
    ]
    values = [5500, 4500, 3500]
    figures = [
        figure(statement, value, "people", as_of=statement.said_on)
        for statement, value in zip(told, values, strict=True)
    ]
    claims = checked(told, figures)
    assert [claim.value for claim in claims] == values
    assert {claim.status.value for claim in claims} == {"single_source"}


def test_a_newer_value_of_the_same_source_supersedes() -> None:
    first = said("the best agent finishes", "2024-12-18", company="CMU", article="a")
    then = said("the best agent now finishes", "2025-05-08", company="CMU", article="b")
    old, new = checked(
        [first, then],
        [
            figure(first, 24, measure="tasks completed"),
            figure(then, 30.3, measure="tasks completed"),
        ],
    )
    assert (old.status.value, new.status.value) == ("superseded", "single_source")
    assert "30.3" in old.why


def test_cuts_at_two_dates_are_two_events_and_supersede_nothing() -> None:
    first, then = (
        said("cuts", "2024-12-18", article="a"),
        said("cuts more", "2025-05-08", article="b"),
    )
    claims = checked(
        [first, then],
        [figure(first, 500, "people", change="by"), figure(then, 300, "people", change="by")],
    )
    assert {claim.status.value for claim in claims} == {"single_source"}


def test_two_values_of_one_voice_in_one_text_contradict_each_other() -> None:
    one, other = said("a", "2025-05-08", article="x"), said("b", "2025-05-08", article="x")
    claims = checked([one, other], [figure(one, 300, "people"), figure(other, 350, "people")])
    assert {claim.status.value for claim in claims} == {"self_contradicted"}


def test_a_forecast_is_not_checkable() -> None:
    told = said("half will go", "2025-05-08", 0.8, axis="forecast", population="economy")
    assert [claim.status.value for claim in checked([told], [figure(told, 50)])] == [
        "not_checkable"
    ]


def test_words_are_claims_and_opinions_are_not_checkable() -> None:
    practice = said("software replaced the team", "2025-05-08", 0.8)
    opinion = said("AI can do all jobs", "2025-05-08", 0.8, axis="capability")
    claims = {
        claim.text: claim.status.value
        for claim in build(Material(statements=[practice, opinion])).claims
    }
    assert claims == {
        "software replaced the team": "single_source",
        "AI can do all jobs": "not_checkable",
    }


def test_the_opposite_on_one_day_is_self_contradicted() -> None:
    told = [
        said("no team will hire", "2025-04-02", 0.8, article="a"),
        said("every team will hire", "2025-04-02", -0.8, article="b"),
    ]
    claims = build(Material(statements=told)).claims
    assert {claim.status.value for claim in claims} == {"self_contradicted"}


def test_claims_do_not_depend_on_order() -> None:
    told = [said(f"s{n}", f"2025-05-{n + 1:02}", article=f"{n}") for n in range(9)]
    figures = [figure(statement, 20 + n % 3) for n, statement in enumerate(told)]
    assert checked(told, figures) == checked(told[::-1], figures[::-1])


def test_a_corrected_value_is_superseded_by_the_correction() -> None:
    one, other = reported("a", "2025-05-08"), reported("b", "2025-05-10")
    figures = [
        figure(one, 900, "people", company="Veltra"),
        figure(other, 90, "people", company="Veltra"),
    ]
    statements = [one, other]
    versions = {
        "version-a": figures[0].sentence,
        "version-b": f"Correction: {figures[1].sentence}",
    }
    graph = build(
        Material(
            statements=statements,
            figures=figures,
            versions=[
                replace(version(name, words), publisher="The Harbour Post", published=day)
                for (name, words), day in zip(
                    versions.items(), ("2025-05-08", "2025-05-10"), strict=True
                )
            ],
        )
    )
    by_value = {claim.value: claim.status.value for claim in graph.claims}
    assert by_value == {900: "superseded", 90: "single_source"}
    assert {link.relation.value for link in graph.links} == {"corrects"}


def test_points_told_as_per_cent_are_a_mutation() -> None:
    own, paper = said("a", "2025-05-08", article="a"), reported("b", "2025-05-09")
    sentence = "The share of answers rose from 40 percent to 50 percent."
    figures = [
        figure(own, 40, change="from", measure="", sentence=sentence),
        figure(own, 50, change="to", measure="", sentence=sentence),
        figure(
            paper,
            10,
            change="by",
            measure="",
            company="Veltra",
            sentence="The share of answers rose by 10 percent.",
        ),
    ]
    graph = printed([own, paper], figures)
    (edge,) = [link for link in graph.links if link.relation.value == "mutates"]
    assert (edge.source_id, edge.target_id) == (paper.id, own.id)
    assert "10 points" in edge.evidence


@pytest.mark.parametrize("words", ["not 300 people", "instead of 300 people"])
def test_a_number_that_is_set_aside_claims_nothing(words: str) -> None:
    own, union = two_sources()
    told = f"The company counts 420 people in its offices by the harbour, {words}."
    figures = [
        figure(own, 300, "people"),
        figure(union, 420, "people", company="Veltra", sentence=told),
        figure(union, 300, "people", company="Veltra", sentence=told),
    ]
    claims = checked([own, union], figures)
    assert "corroborated" not in {claim.status.value for claim in claims}
    assert sum(len(claim.members) for claim in claims) == 2
