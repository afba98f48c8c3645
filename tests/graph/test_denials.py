"""Denials of deeds: of what nobody of a name tells of a company, and in one's own words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from db.records import LaneStatement, Link, Modality, SpeakerKind
from graph.denials import denials
from graph.rules import load_rules
from tests.graph.telling import said


def found(
    said: Sequence[LaneStatement], told: Sequence[LaneStatement] = ()
) -> list[tuple[str, str, str]]:
    """Return who denies what, and by which rule."""
    links: list[Link] = list(
        denials(
            [replace(one, company_id="veltra", person_id=one.person) for one in said],
            rules=load_rules(),
            told_of={"veltra": told},
        )
    )
    return [(link.source_id, link.target_id, link.rule) for link in links]


def hearsay(words: str, day: str) -> LaneStatement:
    """Return a deed that a list, or two people, tell of a company."""
    one = said(words, day, 0.7, kind="indirect_quote", company="", action="cut_jobs")
    return replace(one, about="Veltra", speaker="a list", speaker_kind=SpeakerKind.UNNAMED)


def denied(words: str, day: str, **other: object) -> LaneStatement:
    one = said(words, day, kind="action", action="cut_jobs", **other)
    return replace(one, modality=Modality.NEGATED)


@pytest.mark.parametrize(
    "words",
    [
        "No porter was dismissed in 2025",
        "Not a single porter has been dismissed",
        "Nobody was dismissed",
        "No jobs have been lost",
    ],
)
def test_a_company_denies_what_nobody_of_a_name_tells_of_it(words: str) -> None:
    deed = hearsay("has dismissed 31 porters this year", "2025-05-08")
    denial = denied(words, "2025-05-09")
    assert found([denial], [deed]) == [(denial.id, deed.id, "denied 1")]


def test_a_denial_of_another_deed_leaves_it_as_it_is() -> None:
    deed = hearsay("has dismissed 31 porters this year", "2025-05-08")
    assert not found([denied("No branch was sold in 2025", "2025-05-09")], [deed])


def test_what_will_not_be_done_denies_nothing_that_was() -> None:
    deed = hearsay("has dismissed 31 porters this year", "2025-05-08")
    assert not found([denied("No porter will be dismissed", "2025-05-09")], [deed])


def test_a_denial_does_not_reach_what_was_told_after_it() -> None:
    deed = hearsay("has dismissed 31 porters this year", "2025-05-20")
    assert not found([denied("No porter was dismissed", "2025-05-09")], [deed])


@pytest.mark.parametrize(
    "words",
    [
        "It has taken nobody's job here",
        "The machine took no one's job",
        "Nobody here has lost their job to it",
        "Not a single post has been cut",
    ],
)
def test_who_took_nobody_s_job_and_replaced_ten_contradicts_himself(words: str) -> None:
    of = {"person": "Nora Lind", "article": "a"}
    none = said(words, "2025-05-08", **of)
    some = said("I replaced ten designers by AI", "2025-05-08", 0.9, action="replace_with_ai", **of)
    ((_, _, rule),) = found([none, some])
    assert rule == "contradicts itself 1"


def test_nobody_of_one_trade_says_nothing_of_another() -> None:
    of = {"person": "Nora Lind", "article": "a"}
    none = said("Not one porter of ours was replaced", "2025-05-08", **of)
    some = said("I replaced ten designers by AI", "2025-05-08", 0.9, action="replace_with_ai", **of)
    assert not found([none, some])
