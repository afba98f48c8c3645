from dataclasses import replace

from db.records import SpeakerKind
from graph.parts import Material, build
from tests.graph.telling import (
    checked,
    figure,
    filler,
    printed,
    reported,
    said,
    two_sources,
    version,
)


def test_forty_reprints_with_one_figure_are_single_source() -> None:
    told = [
        said("the chief executive said so", "2025-05-08", article=f"{n}", person="Nora Lind")
        for n in range(40)
    ]
    (claim,) = checked(told, [figure(statement, 700) for statement in told])
    assert (claim.status.value, claim.origins, claim.articles) == ("single_source", 1, 40)


def test_two_reporters_are_not_known_to_be_independent() -> None:
    reporter = {"speaker_kind": SpeakerKind.REPORTER, "kind": "report"}
    one = said("cuts a tenth", "2025-05-08", article="a", **reporter)
    other = said("the tenth is gone", "2025-05-09", article="b", **reporter)
    (claim,) = checked([one, other], [figure(one, 10), figure(other, 10)])
    assert claim.status.value == "single_source"
    assert "not known to be independent" in claim.why


def test_two_organisations_in_two_articles_corroborate() -> None:
    own, union = two_sources()
    graph_figures = [figure(own, 3500, "people"), figure(union, 3510, "people", company="Veltra")]
    versions = [
        version("version-a", "one text of its own"),
        version("version-b", "quite another text here"),
    ]
    claims = build(
        Material(statements=[own, union], figures=graph_figures, versions=versions)
    ).claims
    (claim,) = [claim for claim in claims if claim.unit]
    assert (claim.status.value, claim.origins) == ("corroborated", 2)


def test_two_organisations_that_disagree_dispute() -> None:
    own, union = two_sources()
    graph = build(
        Material(
            statements=[own, union],
            figures=[figure(own, 300, "people"), figure(union, 350, "people", company="Veltra")],
            versions=[version("version-a", "one text"), version("version-b", "another text")],
        )
    )
    claims = [claim for claim in graph.claims if claim.unit]
    assert {claim.status.value for claim in claims} == {"disputed"}
    assert {link.relation.value for link in graph.links} == {"refutes"}


def test_a_paper_that_counted_for_itself_is_a_voice_of_its_own() -> None:
    one, other = reported("a", "2025-05-08"), reported("b", "2025-05-12")
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


def test_what_a_company_publishes_and_says_is_one_voice() -> None:
    own = said("we count", "2025-05-08", article="a")
    again = reported("b", "2025-05-09", company="Veltra")
    figures = [figure(own, 64, "people"), figure(again, 64, "people", company="Veltra")]
    versions = [
        version("version-a", f"{figures[0].sentence} {filler('a')}"),
        replace(
            version("version-b", f"{figures[1].sentence} {filler('b')}"),
            publisher="Veltra",
            tier="company",
        ),
    ]
    graph = build(Material(statements=[own, again], figures=figures, versions=versions))
    (claim,) = [claim for claim in graph.claims if claim.unit]
    assert (claim.status.value, claim.origins) == ("single_source", 1)


def test_a_denial_by_the_company_disputes_what_others_count() -> None:
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
    graph = printed(
        [union, denial],
        [figure(union, 12, "people", sentence="12 people, 12 porters were replaced")],
    )
    assert {claim.status.value for claim in graph.claims} == {"disputed"}
    (edge,) = [link for link in graph.links if link.relation.value == "refutes"]
    assert (edge.source_id, edge.target_id) == (denial.id, union.id)


def test_none_and_twelve_in_one_interview_contradict_each_other() -> None:
    person = {"person": "Nora Lind", "article": "a"}
    none = said("Not a single porter was replaced by software", "2025-05-08", 0.3, **person)
    some = said("At the harbour software replaced our 12 porters", "2025-05-08", 0.9, **person)
    graph = printed([none, some], [figure(some, 12, "people")])
    assert {claim.status.value for claim in graph.claims} == {"self_contradicted"}
