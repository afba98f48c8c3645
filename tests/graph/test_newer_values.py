"""Values that a newer one replaces, and values that an outlet takes back."""

from tests.graph.telling import MAKER, claims, relations, statuses, tell, world


def test_a_newer_value_replaces_every_telling_of_the_old_one() -> None:
    told = [
        tell("a", "2025-04-22", "Our arms turn in 210 kitchens.", "210 kitchens", 210),
        tell("b", "2025-05-20", "Its arms turn in 210 kitchens.", "210 kitchens", 210),
        tell("c", "2025-09-15", "Our arms turn in 165 kitchens.", "165 kitchens", 165),
    ]
    graph = world(told, outlets={"a": MAKER, "b": ("Fry Post", "trade"), "c": MAKER})
    found = relations(graph, told)
    assert {("c", "supersedes", "a"), ("c", "supersedes", "b")} <= found
    assert statuses(graph) == {210: "superseded", 165: "single_source"}


def test_eighteen_after_nineteen_is_another_value() -> None:
    office = ("Binders' Register", "public")
    told = [
        tell("a", "2025-05-12", "To date, 19 shops have closed.", "19 shops", 19, company=""),
        tell("b", "2025-09-01", "To date, 18 shops have closed.", "18 shops", 18, company=""),
    ]
    graph = world(told, outlets={"a": office, "b": office})
    assert statuses(graph) == {19: "superseded", 18: "single_source"}


def test_an_outlet_that_takes_back_that_it_was_done_corrects_itself() -> None:
    told = [
        tell(
            "a",
            "2025-09-05",
            "Veltra lays off 500 people.",
            "500 people",
            500,
            measure="jobs cut",
        ),
        tell(
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


def test_a_correction_takes_back_no_other_value_beside_it() -> None:
    told = [
        tell(
            "a",
            "2025-09-05",
            "The program of Veltra does work equal to that of 700 people.",
            "700 people",
            700,
            measure="full-time equivalents of work",
        ),
        tell(
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


def test_an_error_that_is_recited_to_be_taken_back_is_no_claim() -> None:
    told = tell("a", "2025-09-06", "We wrote that it lays off 500 people.", "500", 500)
    assert claims(world([told], outlets={"a": ("Post", "press")})) == []


def test_values_of_two_years_are_no_correction_whatever_the_trade() -> None:
    told = [
        tell(
            "a",
            "2024-09-16",
            "Veltra had 940 people in its correction department at the end of 2023.",
            "940 people",
            940,
            measure="headcount",
            as_of="2023-12-31",
        ),
        tell(
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


def test_what_an_outlet_took_back_is_no_former_value() -> None:
    words = "The assistant handles {} percent of requests at Veltra{}."
    told = [
        tell("a", "2025-01-16", words.format(38, ""), "38 percent", 38, unit="percent"),
        tell("b", "2025-01-17", words.format(83, ""), "83 percent", 83, unit="percent"),
        tell("c", "2025-01-20", words.format(38, ", not 83"), "38 percent", 38,
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


def test_value_of_before_is_neither_newer_nor_a_dispute() -> None:
    told = [
        tell("a", "2025-09-16", "Veltra has 7 people in its correction department.",
             "7 people", 7, measure="headcount"),
        tell("b", "2025-09-30",
             "Veltra had 15 people in its correction department before the software came.",
             "15 people", 15, measure="headcount"),
    ]  # fmt: skip
    graph = world(told, outlets={"a": MAKER, "b": MAKER})
    assert relations(graph, told) == set()
    assert statuses(graph) == {7: "single_source", 15: "single_source"}
