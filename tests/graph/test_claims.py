from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from db.records import ArticleVersion, Claim, Graph, LaneStatement, SpeakerKind, StoredFigure
from graph.claims import span
from graph.parts import Material, build
from graph.rules import load_rules

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
        "sentence": f"The company counts {value:g} {unit} in its offices by the harbour.",
    }
    return StoredFigure(**(given | other))


def world(
    statements: Sequence[LaneStatement],
    figures: Sequence[StoredFigure],
    *,
    tiers: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> Graph:
    """Return what is found in texts that hold the sentences of the figures, and ``more``."""
    sentences: dict[str, list[str]] = {}
    days = {statement.version_id: statement.published for statement in statements}
    for figure in figures:
        sentences.setdefault(figure.version_id, []).append(figure.sentence)
    versions = [
        ArticleVersion(
            id=name,
            article_id=name,
            url=f"https://{name}.example/story",
            title="",
            text=" ".join([*listed, (more or {}).get(name, ""), _filler(name)]),
            language="en",
            published=days[name],
            outlet=name,
            publisher=f"Paper {name}",
            tier=(tiers or {}).get(name, "press"),
        )
        for name, listed in sentences.items()
    ]
    return build(Material(statements=statements, figures=figures, versions=versions))


def _filler(name: str) -> str:
    """Return words of its own for a text, or all of them would be copies of one."""
    return ". ".join(f"On {name} day{n} walked paper{n}{name}" for n in range(40))


def checked(
    statements: Sequence[LaneStatement],
    figures: Sequence[StoredFigure],
    **other: Mapping[str, str],
) -> list[Claim]:
    claims = world(statements, figures, **other).claims
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


def told(said: Said, article: str, day: str, **other: object) -> LaneStatement:
    """Return what a reporter tells of the company, naming nobody."""
    given = {"kind": "report", "speaker_kind": SpeakerKind.REPORTER, "speaker": "", "company": ""}
    return said(f"told in {article}", day, article=article, **(given | other))


def test_a_paper_that_counted_for_itself_is_a_voice_of_its_own(said: Said) -> None:
    one, other = told(said, "a", "2025-05-08"), told(said, "b", "2025-05-12")
    figures = [
        figure(one, 64, "people", company="Veltra"),
        figure(other, 64, "people", company="Veltra", measure="people hired"),
    ]
    figures[1] = replace(figures[1], measure="headcount")
    ours = {"version-a": "We counted them ourselves, door by door."}
    claims = checked([one, other], figures, tiers={"version-b": "public"})
    assert {claim.status.value for claim in claims} == {"single_source"}
    figures[0] = replace(figures[0], sentence=f"By our list {figures[0].sentence}")
    (claim,) = checked([one, other], figures, tiers={"version-b": "public"}, more=ours)
    assert (claim.status.value, claim.origins) == ("corroborated", 2)


def test_what_a_company_publishes_and_says_is_one_voice(said: Said) -> None:
    own = said("we count", "2025-05-08", article="a")
    again = told(said, "b", "2025-05-09", company="Veltra")
    figures = [figure(own, 64, "people"), figure(again, 64, "people", company="Veltra")]
    versions = [
        _version("version-a", f"{figures[0].sentence} {_filler('a')}"),
        replace(
            _version("version-b", f"{figures[1].sentence} {_filler('b')}"),
            publisher="Veltra",
            tier="company",
        ),
    ]
    graph = build(Material(statements=[own, again], figures=figures, versions=versions))
    (claim,) = [claim for claim in graph.claims if claim.unit]
    assert (claim.status.value, claim.origins) == ("single_source", 1)


def test_a_denial_by_the_company_disputes_what_others_count(said: Said) -> None:
    union = said(
        "12 porters were replaced by software",
        "2025-05-08",
        article="a",
        kind="action",
        action="replace_with_ai",
    )
    denial = said(
        "Not a single porter was replaced by software",
        "2025-05-09",
        article="b",
        person="Nora Lind",
        action="replace_with_ai",
    )
    graph = world(
        [union, denial],
        [figure(union, 12, "people", sentence="12 people, 12 porters were replaced")],
    )
    assert {claim.status.value for claim in graph.claims} == {"disputed"}
    (edge,) = [link for link in graph.links if link.relation.value == "refutes"]
    assert (edge.source_id, edge.target_id) == (denial.id, union.id)


def test_none_and_twelve_in_one_interview_contradict_each_other(said: Said) -> None:
    person = {"person": "Nora Lind", "article": "a"}
    none = said("Not a single porter was replaced by software", "2025-05-08", 0.3, **person)
    some = said("At the harbour software replaced our 12 porters", "2025-05-08", 0.9, **person)
    graph = world([none, some], [figure(some, 12, "people")])
    assert {claim.status.value for claim in graph.claims} == {"self_contradicted"}


def test_a_corrected_value_is_superseded_by_the_correction(said: Said) -> None:
    one, other = told(said, "a", "2025-05-08"), told(said, "b", "2025-05-10")
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
                replace(_version(name, words), publisher="The Harbour Post", published=day)
                for (name, words), day in zip(
                    versions.items(), ("2025-05-08", "2025-05-10"), strict=True
                )
            ],
        )
    )
    by_value = {claim.value: claim.status.value for claim in graph.claims}
    assert by_value == {900: "superseded", 90: "single_source"}
    assert {link.relation.value for link in graph.links} == {"corrects"}


def test_points_told_as_per_cent_are_a_mutation(said: Said) -> None:
    own, paper = said("a", "2025-05-08", article="a"), told(said, "b", "2025-05-09")
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
    graph = world([own, paper], figures)
    (edge,) = [link for link in graph.links if link.relation.value == "mutates"]
    assert (edge.source_id, edge.target_id) == (paper.id, own.id)
    assert "10 points" in edge.evidence


@pytest.mark.parametrize("words", ["not 300 people", "instead of 300 people"])
def test_a_number_that_is_set_aside_claims_nothing(said: Said, words: str) -> None:
    own, union = two_sources(said)
    told = f"The company counts 420 people in its offices by the harbour, {words}."
    figures = [
        figure(own, 300, "people"),
        figure(union, 420, "people", company="Veltra", sentence=told),
        figure(union, 300, "people", company="Veltra", sentence=told),
    ]
    claims = checked([own, union], figures)
    assert "corroborated" not in {claim.status.value for claim in claims}
    assert sum(len(claim.members) for claim in claims) == 2
