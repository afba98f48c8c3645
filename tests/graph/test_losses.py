"""What a number loses on its way from its origin to a later text."""

import pytest

from db.records import LaneStatement, StoredFigure
from tests.graph.telling import MAKER, claims, relations, statuses, tell, world


@pytest.mark.parametrize(("year", "lost"), [("2025", {"mutates"}), ("2023", {"supports"})])
def test_a_named_source_is_quoted_with_its_year_or_loses_it(
    year: str,
    lost: set[str],
) -> None:
    told = [
        tell(
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


def test_a_plan_that_is_told_as_done_has_lost_its_predicate() -> None:
    told = [
        tell(
            "a",
            "2025-09-04",
            "Veltra plans to let go 500 people of its call centre in two years.",
            "500 people",
            500,
            measure="jobs cut",
        ),
        tell(
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


def test_work_of_so_many_told_as_so_many_dismissed_goes_too_far() -> None:
    told = [
        tell(
            "a",
            "2025-02-11",
            "Its agent does work equivalent to that of 350 full-time advisers.",
            "350 full-time advisers",
            350,
            measure="full-time equivalents of work",
        ),
        tell(
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


def test_value_that_is_told_of_a_part_only_is_qualified_and_not_corroborated() -> None:
    sentence = "At Veltra the assistant answers 70 percent of requests"
    told = [
        tell("a", "2025-10-07", f"{sentence}.", "70 percent", 70, unit="percent"),
        tell(
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
    first: str,
    second: str,
    relation: str,
) -> None:
    told = [
        tell("a", "2025-03-04", first, "640 jobs", 640, measure="jobs cut"),
        tell("b", "2025-03-05", second, "640 jobs", 640, measure="jobs cut"),
    ]
    graph = world(told, outlets={"a": ("Wire", "agency"), "b": ("Post", "press")})
    assert relations(graph, told) == {("b", relation, "a")}


Share = tuple[str, str, str, str]
"""Language, sentence, the number as written, and its base."""


def shares(first: Share, second: Share, **other: str) -> list[tuple[LaneStatement, StoredFigure]]:
    """Return a share that an institute found, and how a paper tells it two days later."""
    return [
        tell(
            article,
            day,
            f"{NAMED[language] if article == 'b' else ''}{sentence}",
            text,
            float(text.split()[0].rstrip("%")),
            unit="percent",
            measure="survey share",
            base=base,
            company="",
            language=language,
            **other,
        )
        for article, day, (language, sentence, text, base) in (
            ("a", "2025-05-20", first),
            ("b", "2025-05-22", second),
        )
    ]


NAMED = {"en": "According to the Orme Institute, ", "fr": "Selon Orme Institute, "}
INSTITUTES = {"a": ("Orme Institute", "public"), "b": ("Orme Post", "press")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            ("en", "Its agent closed 71% of chats about late parcels.", "71%", "chats"),
            ("en", "The agent closes 71% of all customer chats, its maker says.", "71%", "chats"),
        ),
        (
            ("en", "At shops that had bought the tool, staff numbers fell by 27%.", "27%", ""),
            ("en", "At every shop staff numbers fell by 27% because of the tool.", "27%", ""),
        ),
        (
            (
                "fr",
                "Aux cabinets qui ont un agent, les effectifs reculent de 17 %.",
                "17 %",
                "",
            ),
            ("fr", "Dans tous les cabinets, les effectifs reculent de 17 %.", "17 %", ""),
        ),
        (
            ("en", "At depots that use an agent, staff numbers fell by 23%.", "23%", ""),
            ("en", "Overall, staff numbers at depots fell by 23%.", "23%", ""),
        ),
    ],
)
def test_share_of_a_part_that_is_told_of_all_has_lost_its_base(first: Share, second: Share) -> None:
    told = shares(first, second)
    assert relations(world(told, outlets=INSTITUTES), told) == {("b", "mutates", "a")}


def test_share_that_keeps_what_limits_it_has_lost_nothing() -> None:
    first = ("en", "Its agent closed 71% of chats about late parcels.", "71%", "chats")
    second = ("en", "The agent closed 71% of all chats about late parcels.", "71%", "chats")
    told = shares(first, second)
    assert relations(world(told, outlets=INSTITUTES), told) == set()


def test_result_of_a_trial_that_is_told_of_everything_goes_too_far() -> None:
    first = ("en", "In a pilot the model wrote 73% of short match reports.", "73%", "reports")
    second = ("en", "The model writes 73% of match reports.", "73%", "reports")
    told = shares(first, second)
    assert relations(world(told, outlets=INSTITUTES), told) == {("b", "extrapolates", "a")}


def test_share_of_firms_that_is_told_of_their_people_has_lost_its_subject() -> None:
    first = ("en", "21% of tax firms had let junior staff go because of AI.", "21%", "tax firms")
    second = (
        "en",
        "21% of junior staff were let go because of AI.",
        "21%",
        "junior staff",
    )
    told = shares(first, second)
    assert relations(world(told, outlets=INSTITUTES), told) == {("b", "mutates", "a")}


@pytest.mark.parametrize(
    ("place", "lost"), [("Cornwall", {("b", "mutates", "a")}), ("Devon", set()), ("", set())]
)
def test_place_behind_the_same_noun_is_another_or_the_same(place: str, lost: set[str]) -> None:
    behind = f" in {place}" if place else ""
    first = ("en", "14% of notaries in Devon had cut a post because of AI.", "14%", "notaries")
    second = ("en", f"14% of notaries{behind} had cut a post because of AI.", "14%", "notaries")
    told = shares(first, second)
    assert relations(world(told, outlets=INSTITUTES), told) == lost


@pytest.mark.parametrize(
    ("then", "lost"),
    [
        ("Farms dismissed 29% of their staff in twelve months.", {("b", "mutates", "a")}),
        ("Farms fired 29% of their staff in twelve months.", {("b", "mutates", "a")}),
        ("At farms 29% fewer staff work after twelve months.", set()),
    ],
)
def test_people_who_went_are_not_people_dismissed(then: str, lost: set[str]) -> None:
    first = ("en", "At farms 29% of staff left in twelve months.", "29%", "staff")
    told = shares(first, ("en", then, "29%", "staff"))
    assert relations(world(told, outlets=INSTITUTES), told) == lost


def test_other_firms_people_told_as_ones_own_are_another_subject() -> None:
    told = [
        tell(
            "a",
            "2025-01-21",
            "A voice has replaced 45 agents of a contractor at Veltra.",
            "45 agents",
            45,
            measure="jobs replaced",
        ),
        tell(
            "b",
            "2025-01-24",
            "A voice has replaced 45 of its own agents at Veltra.",
            "45",
            45,
            measure="jobs replaced",
        ),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Post", "press")})
    assert relations(graph, told) == {("b", "mutates", "a")}


def test_what_may_become_of_people_is_told_as_done_in_another_language() -> None:
    told = [
        tell(
            "a",
            "2025-03-04",
            "The software could affect up to 75 clerks at Veltra.",
            "75 clerks",
            75,
            counted="clerks",
        ),
        tell(
            "b",
            "2025-03-06",
            "Veltra remplace 75 employés par un logiciel.",
            "75 employés",
            75,
            measure="jobs replaced",
            language="fr",
        ),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Le Quai", "press")})
    assert relations(graph, told) == {("b", "mutates", "a")}


def test_who_says_what_a_share_covers_qualifies_the_text_that_left_it_out() -> None:
    told = shares(
        ("en", "52% of employers regret cutting staff for AI.", "52%", "employers"),
        ("en", "The 52% covers only the employers that had cut staff for AI.", "52%", ""),
    )
    outlets = {"a": ("Daily Quarry", "press"), "b": ("Orme Check", "press")}
    graph = world(told, outlets=outlets, words={"b": "The Daily Quarry left something out."})
    assert relations(graph, told) == {("b", "qualifies", "a")}


def test_one_text_that_tells_a_share_twice_loses_it_once() -> None:
    first = ("en", "Of them, 52% of firms regret having cut staff.", "52%", "firms")
    told = shares(first, ("en", "52% of firms regret having cut staff.", "52%", "firms"))
    share = tell(
        "a", "2025-05-20", "18% of firms had cut staff.", "18%", 18,
        unit="percent", measure="survey share", base="firms", company="",
    )  # fmt: skip
    again = tell(
        "b", "2025-05-22", "Half of firms regret having cut staff.", "Half", 50,
        unit="percent", measure="survey share", base="firms", company="", modifier="about",
    )  # fmt: skip
    graph = world([share, *told, again], outlets=INSTITUTES)
    lost = [link for link in graph.links if link.relation.value == "mutates"]
    assert [link.target_id for link in lost] == [told[0][0].id]
