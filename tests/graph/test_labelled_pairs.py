"""Pairs of real statements that an editor labelled: their grades, reasons and scores."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from db.records import Grade, LaneStatement, Reversal
from db.seeds import load_seeds
from graph.parts import Material, build
from graph.turns import CHANGES

PAIRS = tomllib.loads(Path(__file__).with_name("events.toml").read_text("utf-8"))["pairs"]
TOLD = CHANGES | {Grade.INCONSISTENT, Grade.SELF_DECLARED}


def found(statements: Iterable[LaneStatement]) -> tuple[Reversal, ...]:
    return build(Material(statements=list(statements), seeds=load_seeds())).reversals


def changes(statements: Iterable[LaneStatement]) -> list[Reversal]:
    return [reversal for reversal in found(statements) if reversal.grade in TOLD]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['earlier']}-{pair['later']}")
def test_labelled_pair_gets_a_right_grade(
    events: dict[str, LaneStatement], pair: dict[str, object]
) -> None:
    told = [events[str(pair[side])] for side in ("earlier", "later") if pair[side]]
    told += [events[beside] for beside in pair.get("beside", ())]  # type: ignore[attr-defined]
    got = {(r.grade.value, r.direction.value) for r in found(told)}
    right = set(pair["grades"])  # type: ignore[call-overload]
    assert {grade for grade, _ in got} <= right
    assert bool(got) == bool(right)
    assert {towards for _, towards in got} <= {pair.get("direction", towards) for _, towards in got}


def test_all_events_together_yield_no_change_that_is_labelled_as_none(
    events: dict[str, LaneStatement], pairs: Sequence[dict[str, object]]
) -> None:
    got = {(r.earlier_id, r.later_id) for r in changes(events.values())}
    change = {grade.value for grade in TOLD}
    not_changes = {
        (pair["earlier"], pair["later"]) for pair in pairs if not change & set(pair["grades"])
    }
    assert got & not_changes == set()


def test_all_events_together_yield_each_labelled_turn_once_or_more(
    events: dict[str, LaneStatement], pairs: Sequence[dict[str, object]]
) -> None:
    change = {grade.value for grade in TOLD}
    wanted = {
        (events[str(pair["later"])].company, pair["direction"])
        for pair in pairs
        if change & set(pair["grades"])
    }
    names = {event.id: event.company for event in events.values()}
    got = {(names[r.later_id], r.direction.value) for r in changes(events.values())}
    assert got == wanted


def test_explanation_says_who_when_what_and_how_far_apart(events: dict[str, LaneStatement]) -> None:
    (got,) = changes([events["klarna-09"], events["klarna-12"]])
    assert got.why.startswith(
        "On 12 December 2024 Sebastian Siemiatkowski of Klarna said “AI can already do all of the "
        "jobs that we as humans do”; on 8 May 2025 Sebastian Siemiatkowski of Klarna said “I just"
    )
    assert "Same person, five months apart." in got.why
    assert "Même personne, à cinq mois d’intervalle." in got.why_fr


def test_score_is_the_product_of_its_factors_and_what_was_added(
    events: dict[str, LaneStatement],
) -> None:
    for got in changes(events.values()):
        factors = dict(got.factors)
        added = factors.pop("acknowledged", 0.0) + factors.pop("acted", 0.0)
        product = 1.0
        for factor in factors.values():
            product *= factor
        assert got.score == pytest.approx(min(1.0, product + added), abs=0.001)
