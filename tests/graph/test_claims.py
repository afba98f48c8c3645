from collections.abc import Callable, Sequence

import pytest

from db.records import ArticleVersion, Claim, LaneStatement, SpeakerKind, StoredFigure
from graph.claims import span
from graph.rules import load_rules
from graph.stage import Material, build

Said = Callable[..., LaneStatement]
RULES = load_rules()


def figure(
    statement: LaneStatement, value: float, unit: str = "percent", **other: object
) -> StoredFigure:
    given = {
        "id": f"figure-{statement.id}-{value}",
        "version_id": statement.version_id,
        "article_id": statement.article_id,
        "statement_id": statement.id,
        "text": f"{value:g} {unit}",
        "value": value,
        "low": value,
        "high": value,
        "unit": unit,
        "modifier": "",
        "change": "",
        "measure": "headcount",
        "counted": "",
        "base": "",
        "population": "",
        "as_of": "",
        "place": "",
        "company": statement.company,
        "said_on": statement.said_on,
        "said_from": statement.said_from,
        "said_to": statement.said_to,
        "language": "en",
        "sentence": "",
    }
    return StoredFigure(**(given | other))


def checked(statements: Sequence[LaneStatement], figures: Sequence[StoredFigure]) -> list[Claim]:
    claims = build(Material(statements=statements, figures=figures)).claims
    return sorted((c for c in claims if c.unit), key=lambda c: (c.first_said, c.value or 0))


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
    said: Said, value: float, modifier: str, low: float, high: float
) -> None:
    got = span(figure(said("a", "2024"), value, modifier=modifier), rules=RULES)
    assert got == pytest.approx((low, high))


def test_a_range_stands_for_itself(said: Said) -> None:
    got = span(figure(said("a", "2024"), 4.0, low=3.0, high=5.0, modifier="between"), rules=RULES)
    assert got == (3.0, 5.0)


def test_equal_figures_of_one_date_are_one_claim(said: Said) -> None:
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
def test_figures_of_another_subject_do_not_compare(said: Said, difference: dict[str, str]) -> None:
    one, other = said("a", "2025-05-08"), said("b", "2025-05-08", article="b")
    claims = checked([one, other], [figure(one, 55), figure(other, 55, **difference)])
    assert len(claims) == 2
    assert {claim.status.value for claim in claims} == {"single_source"}


def test_forty_reprints_with_one_figure_are_single_source(said: Said) -> None:
    told = [
        said("the chief executive said so", "2025-05-08", article=f"{n}", person="Nora Lind")
        for n in range(40)
    ]
    (claim,) = checked(told, [figure(statement, 700) for statement in told])
    assert (claim.status.value, claim.origins, claim.articles) == ("single_source", 1, 40)


def test_two_reporters_are_not_known_to_be_independent(said: Said) -> None:
    reporter = {"speaker_kind": SpeakerKind.REPORTER, "kind": "report"}
    one = said("cuts a tenth", "2025-05-08", article="a", **reporter)
    other = said("the tenth is gone", "2025-05-09", article="b", **reporter)
    (claim,) = checked([one, other], [figure(one, 10), figure(other, 10)])
    assert claim.status.value == "single_source"
    assert "not known to be independent" in claim.why


def two_sources(said: Said) -> tuple[LaneStatement, LaneStatement]:
    own = said("we employ them", "2025-05-08", article="a", origin_id="")
    union = said("they employ that many", "2025-05-09", company="Clerks United", article="b")
    return own, union


def test_two_organisations_in_two_articles_corroborate(said: Said) -> None:
    own, union = two_sources(said)
    graph_figures = [figure(own, 3500, "people"), figure(union, 3510, "people", company="Veltra")]
    versions = [
        _version("version-a", "one text of its own"),
        _version("version-b", "quite another text here"),
    ]
    claims = build(
        Material(statements=[own, union], figures=graph_figures, versions=versions)
    ).claims
    (claim,) = [claim for claim in claims if claim.unit]
    assert (claim.status.value, claim.origins) == ("corroborated", 2)


def test_two_organisations_that_disagree_dispute(said: Said) -> None:
    own, union = two_sources(said)
    graph = build(
        Material(
            statements=[own, union],
            figures=[figure(own, 300, "people"), figure(union, 350, "people", company="Veltra")],
            versions=[_version("version-a", "one text"), _version("version-b", "another text")],
        )
    )
    claims = [claim for claim in graph.claims if claim.unit]
    assert {claim.status.value for claim in claims} == {"disputed"}
    assert {link.relation.value for link in graph.links} == {"refutes"}


def _version(name: str, words: str) -> ArticleVersion:
    return ArticleVersion(
        id=name,
        article_id=name,
        url=f"https://{name}.example/",
        title="",
        text=words,
        language="en",
        published="2025-05-08",
    )


def test_a_series_at_different_dates_is_no_dispute(said: Said) -> None:
    told = [
        said(f"staff {year}", f"{year}-12-31", article=f"{year}") for year in (2022, 2023, 2024)
    ]
    values = [5500, 4500, 3500]
    figures = [
        figure(statement, value, "people", as_of=statement.said_on)
        for statement, value in zip(told, values, strict=True)
    ]
    claims = checked(told, figures)
    assert [claim.value for claim in claims] == values
    assert {claim.status.value for claim in claims} == {"single_source"}


def test_a_newer_value_of_the_same_source_supersedes(said: Said) -> None:
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


def test_cuts_at_two_dates_are_two_events_and_supersede_nothing(said: Said) -> None:
    first, then = (
        said("cuts", "2024-12-18", article="a"),
        said("cuts more", "2025-05-08", article="b"),
    )
    claims = checked(
        [first, then],
        [figure(first, 500, "people", change="by"), figure(then, 300, "people", change="by")],
    )
    assert {claim.status.value for claim in claims} == {"single_source"}


def test_two_values_of_one_voice_in_one_text_contradict_each_other(said: Said) -> None:
    one, other = said("a", "2025-05-08", article="x"), said("b", "2025-05-08", article="x")
    claims = checked([one, other], [figure(one, 300, "people"), figure(other, 350, "people")])
    assert {claim.status.value for claim in claims} == {"self_contradicted"}


def test_a_forecast_is_not_checkable(said: Said) -> None:
    told = said("half will go", "2025-05-08", 0.8, axis="forecast", population="economy")
    assert [claim.status.value for claim in checked([told], [figure(told, 50)])] == [
        "not_checkable"
    ]


def test_words_are_claims_and_opinions_are_not_checkable(said: Said) -> None:
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


def test_the_opposite_on_one_day_is_self_contradicted(said: Said) -> None:
    told = [
        said("no team will hire", "2025-04-02", 0.8, article="a"),
        said("every team will hire", "2025-04-02", -0.8, article="b"),
    ]
    claims = build(Material(statements=told)).claims
    assert {claim.status.value for claim in claims} == {"self_contradicted"}


def test_claims_do_not_depend_on_order(said: Said) -> None:
    told = [said(f"s{n}", f"2025-05-{n + 1:02}", article=f"{n}") for n in range(9)]
    figures = [figure(statement, 20 + n % 3) for n, statement in enumerate(told)]
    assert checked(told, figures) == checked(told[::-1], figures[::-1])
