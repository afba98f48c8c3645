"""What claims are to each other where their texts are laid side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from db.records import ArticleVersion, Claim, Graph, Kind, LaneStatement, SpeakerKind, StoredFigure
from graph.parts import Material, build

Said = Callable[..., LaneStatement]
Told = tuple[LaneStatement, StoredFigure]


def tell(
    said: Said,
    article: str,
    day: str,
    sentence: str,
    text: str,
    value: float,
    **other: str,
) -> Told:
    """Return a figure in its sentence, told by nobody in particular."""
    kind = other.pop("kind", "report")
    statement = said(
        sentence, day, article=article, kind=kind, company="", published=day, method="publication"
    )
    statement = replace(statement, speaker="", speaker_kind=SpeakerKind.REPORTER)
    given = {
        "id": f"figure-{article}-{text}",
        "version_id": statement.version_id,
        "article_id": statement.article_id,
        "statement_id": statement.id,
        "text": text,
        "value": value,
        "low": value,
        "high": value,
        "unit": "people",
        "modifier": "",
        "change": "",
        "measure": "",
        "counted": "",
        "base": "",
        "population": "",
        "as_of": "",
        "place": "",
        "company": "Veltra",
        "said_on": statement.said_on,
        "said_from": statement.said_from,
        "said_to": statement.said_to,
        "language": "en",
        "sentence": sentence,
    }
    return statement, StoredFigure(**(given | other))


def world(
    told: Sequence[Told],
    *,
    outlets: dict[str, tuple[str, str]],
    words: dict[str, str] | None = None,
) -> Graph:
    """Return what is found; ``outlets`` are name and tier by article, ``words`` stand before."""
    texts: dict[str, list[str]] = {}
    for _, figure in told:
        texts.setdefault(figure.version_id, []).append(figure.sentence)
    days = {statement.version_id: statement.published for statement, _ in told}
    versions = []
    for version, sentences in texts.items():
        article = version.removeprefix("version-")
        name, tier = outlets[article]
        own = [f"On {article} day{n} walked paper{n}{article}." for n in range(30)]
        versions.append(
            ArticleVersion(
                id=version,
                article_id=article,
                url=f"https://{article}.example/story",
                title="",
                text=" ".join([(words or {}).get(article, ""), *sentences, "\n\n", *own]).strip(),
                language="en",
                published=days[version],
                outlet=article,
                publisher=name,
                tier=tier,
            )
        )
    return build(
        Material(
            statements=list({one.id: one for one, _ in told}.values()),
            figures=[figure for _, figure in told],
            versions=versions,
        )
    )


def relations(graph: Graph, told: Sequence[Told]) -> set[tuple[str, str, str]]:
    article = {statement.id: statement.article_id for statement, _ in told}
    return {
        (article[link.source_id], link.relation.value, article[link.target_id])
        for link in graph.links
    }


def statuses(graph: Graph) -> dict[float, str]:
    return {claim.value or 0: claim.status.value for claim in claims(graph)}


def claims(graph: Graph) -> list[Claim]:
    return [claim for claim in graph.claims if claim.unit]


MAKER = ("Veltra", "company")


def test_a_newer_value_replaces_every_telling_of_the_old_one(said: Said) -> None:
    told = [
        tell(said, "a", "2025-04-22", "Our arms turn in 210 kitchens.", "210 kitchens", 210),
        tell(said, "b", "2025-05-20", "Its arms turn in 210 kitchens.", "210 kitchens", 210),
        tell(said, "c", "2025-09-15", "Our arms turn in 165 kitchens.", "165 kitchens", 165),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Fry Post", "trade"), "c": MAKER})
    found = relations(graph, told)
    assert {("c", "supersedes", "a"), ("c", "supersedes", "b")} <= found
    assert statuses(graph) == {210: "superseded", 165: "single_source"}


def test_eighteen_after_nineteen_is_another_value(said: Said) -> None:
    office = ("Binders' Register", "public")
    told = [
        tell(said, "a", "2025-05-12", "To date, 19 shops have closed.", "19 shops", 19, company=""),
        tell(said, "b", "2025-09-01", "To date, 18 shops have closed.", "18 shops", 18, company=""),
    ]
    graph = world(told, outlets={"a": office, "b": office})
    assert statuses(graph) == {19: "superseded", 18: "single_source"}


def test_two_counts_before_the_same_words_dispute_each_other(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2025-12-02",
            "We counted the sheets of the seller of chairs in November: of those 90 percent were "
            "drafted by a machine.",
            "90 percent",
            90,
            unit="percent",
        ),
        tell(
            said,
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


@pytest.mark.parametrize(("year", "lost"), [("2025", {"mutates"}), ("2023", {"supports"})])
def test_a_named_source_is_quoted_with_its_year_or_loses_it(
    said: Said, year: str, lost: set[str]
) -> None:
    told = [
        tell(
            said,
            "a",
            "2024-03-20",
            "In 2023, 8 percent of notices asked for skill with software.",
            "8 percent",
            8,
            unit="percent",
            as_of="2023",
            company="",
        ),
        tell(
            said,
            "b",
            "2025-09-04",
            f"In {year}, 8 percent of notices asked for skill with software, according to the "
            "Orme Exchange.",
            "8 percent",
            8,
            unit="percent",
            as_of=year,
            company="",
        ),
    ]
    graph = world(told, outlets={"a": ("Orme Exchange", "public"), "b": ("Orme Post", "press")})
    assert {kind for _, kind, _ in relations(graph, told)} == lost


def test_a_plan_that_is_told_as_done_has_lost_its_predicate(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2025-09-04",
            "Veltra plans to let go 500 people of its call centre in two years.",
            "500 people",
            500,
            measure="jobs cut",
        ),
        tell(
            said,
            "b",
            "2025-09-05",
            "Veltra lays off 500 people of its call centre.",
            "500 people",
            500,
            measure="jobs cut",
        ),
    ]
    graph = world(told, outlets={"a": ("Wire", "agency"), "b": ("Post", "press")})
    assert relations(graph, told) == {("b", "mutates", "a")}


def test_an_outlet_that_takes_back_that_it_was_done_corrects_itself(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2025-09-05",
            "Veltra lays off 500 people.",
            "500 people",
            500,
            measure="jobs cut",
        ),
        tell(
            said,
            "b",
            "2025-09-06",
            "Veltra speaks of 500 people at most, all of them volunteers.",
            "500 people",
            500,
            measure="jobs cut",
        ),
    ]
    post = ("Post", "press")
    graph = world(
        told,
        outlets={"a": post, "b": post},
        words={"b": "Yesterday we wrote that Veltra dismisses people. That was wrong."},
    )
    assert ("b", "corrects", "a") in relations(graph, told)
    done = next(c for c in claims(graph) if c.first_said == "2025-09-05")
    assert done.status.value == "superseded"


def test_a_correction_takes_back_no_other_value_beside_it(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2025-09-05",
            "The program of Veltra does work equal to that of 700 people.",
            "700 people",
            700,
            measure="full-time equivalents of work",
        ),
        tell(
            said,
            "b",
            "2025-09-06",
            "Veltra says that staff could be cut to 2,000 people.",
            "2,000 people",
            2000,
            measure="headcount",
        ),
    ]
    post = ("Post", "press")
    words = {"b": "An earlier version of this story misstated a name."}
    graph = world(told, outlets={"a": post, "b": post}, words=words)
    assert relations(graph, told) == set()


def test_an_error_that_is_recited_to_be_taken_back_is_no_claim(said: Said) -> None:
    told = tell(said, "a", "2025-09-06", "We wrote that it lays off 500 people.", "500", 500)
    assert claims(world([told], outlets={"a": ("Post", "press")})) == []


def test_levels_in_sentences_of_their_own_agree_with_a_share(said: Said) -> None:
    levels = {"measure": "headcount"}
    told = [
        tell(
            said,
            "a",
            "2025-02-18",
            "At the end of 2023 Veltra had 4,500 people.",
            "4,500",
            4500,
            as_of="2023-12",
            **levels,
        ),
        tell(
            said,
            "a",
            "2025-02-18",
            "At the end of 2024, 3,500 were left.",
            "3,500",
            3500,
            as_of="2024-12",
            **levels,
        ),
        tell(
            said,
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


def test_a_share_of_a_year_that_is_past_is_no_forecast(said: Said) -> None:
    statement, figure = tell(
        said,
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
def test_words_that_the_quoted_person_disowns_are_disputed(said: Said, words: str) -> None:
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


def test_what_was_said_months_before_is_not_disowned(said: Said) -> None:
    quote = said("We dismissed too many", "2024-11-17", 0.8, article="a", person="Nora Lind")
    denial = said("I never said that", "2025-03-20", article="b", person="Nora Lind")
    graph = build(Material(statements=[quote, denial]))
    assert not [link for link in graph.links if link.relation.value == "refutes"]


def test_nobody_of_a_trade_and_seventy_of_it_dispute_each_other(said: Said) -> None:
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


def test_work_of_so_many_told_as_so_many_dismissed_goes_too_far(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2025-02-11",
            "Its agent does work equivalent to that of 350 full-time advisers.",
            "350 full-time advisers",
            350,
            measure="full-time equivalents of work",
        ),
        tell(
            said,
            "b",
            "2025-02-13",
            "A machine has replaced 350 workers at Veltra.",
            "350 workers",
            350,
            measure="jobs replaced",
        ),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Post", "press")})
    assert relations(graph, told) == {("b", "extrapolates", "a")}
    assert set(statuses(graph).values()) == {"single_source"}


def test_value_that_is_told_of_a_part_only_is_qualified_and_not_corroborated(said: Said) -> None:
    sentence = "At Veltra the assistant answers 70 percent of requests"
    told = [
        tell(said, "a", "2025-10-07", f"{sentence}.", "70 percent", 70, unit="percent"),
        tell(
            said,
            "b",
            "2025-10-21",
            f"{sentence} for balances only.",
            "70 percent",
            70,
            unit="percent",
        ),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Banking Office", "public")})
    assert relations(graph, told) == {("b", "qualifies", "a")}
    assert [claim.status.value for claim in claims(graph)] == ["single_source"] * 2


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (
            "Veltra will cut 640 jobs in Leeds.",
            "At Veltra in Leeds 640 jobs to be cut.",
            "supports",
        ),
        ("Veltra will cut 640 jobs in Leeds.", "Veltra cuts 640 jobs in Leeds.", "supports"),
        ("Veltra may cut 640 jobs in Leeds.", "Veltra cuts 640 jobs in Leeds.", "mutates"),
        ("Veltra will cut 640 jobs in Leeds.", "Veltra has cut 640 jobs in Leeds.", "mutates"),
    ],
)
def test_decision_may_be_told_in_the_present_and_not_as_done(
    said: Said, first: str, second: str, relation: str
) -> None:
    told = [
        tell(said, "a", "2025-03-04", first, "640 jobs", 640, measure="jobs cut"),
        tell(said, "b", "2025-03-05", second, "640 jobs", 640, measure="jobs cut"),
    ]
    graph = world(told, outlets={"a": ("Wire", "agency"), "b": ("Post", "press")})
    assert relations(graph, told) == {("b", relation, "a")}


def test_value_set_aside_for_another_disputes_it_in_whatever_words(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2025-06-11",
            "We shed 180 places, not one more.",
            "180 places",
            180,
            measure="jobs cut",
        ),
        tell(
            said,
            "b",
            "2025-06-12",
            "According to the union Veltra sheds 320 posts on its site at Harl, not 180.",
            "320 posts",
            320,
            measure="jobs cut",
        ),
        tell(
            said,
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


def test_nobody_dismissed_leaves_a_plan_as_it_is(said: Said) -> None:
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


def test_what_would_be_done_if_is_not_checkable(said: Said) -> None:
    told = tell(said, "a", "2025-04-29", "If demand fell, we would cut 200 jobs.", "200 jobs", 200)
    (claim,) = claims(world([told], outlets={"a": MAKER}))
    assert claim.status.value == "not_checkable"


def test_what_those_asked_expect_was_found_by_asking(said: Said) -> None:
    statement, figure = tell(
        said,
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


def test_values_of_two_years_are_no_correction_whatever_the_trade(said: Said) -> None:
    told = [
        tell(
            said,
            "a",
            "2024-09-16",
            "Veltra had 940 people in its correction department at the end of 2023.",
            "940 people",
            940,
            measure="headcount",
            as_of="2023-12-31",
        ),
        tell(
            said,
            "b",
            "2025-09-15",
            "Veltra had 870 people in its correction department at the end of 2024.",
            "870 people",
            870,
            measure="headcount",
            as_of="2024-12-31",
        ),
    ]
    graph = world(told, outlets={"a": MAKER, "b": MAKER})
    assert statuses(graph) == {940: "single_source", 870: "single_source"}


def test_what_an_outlet_took_back_is_no_former_value(said: Said) -> None:
    words = "The assistant handles {} percent of requests at Veltra{}."
    told = [
        tell(said, "a", "2025-01-16", words.format(38, ""), "38 percent", 38, unit="percent"),
        tell(said, "b", "2025-01-17", words.format(83, ""), "83 percent", 83, unit="percent"),
        tell(said, "c", "2025-01-20", words.format(38, ", not 83"), "38 percent", 38,
             unit="percent"),
    ]  # fmt: skip
    post = ("Post", "press")
    graph = world(
        told,
        outlets={"a": MAKER, "b": post, "c": post},
        words={"c": "An article gave a wrong figure."},
    )
    assert ("c", "corrects", "b") in relations(graph, told)
    assert statuses(graph)[83] == "superseded"
