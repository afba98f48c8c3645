"""What stands in the rest of a sentence and keeps a frame from taking its side."""

import pytest

from extract.doubts import faint
from extract.frames import frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow

HELD = 0.25
"""Strength from which a frame takes a side."""


def strongest(language: str, text: str) -> float:
    found = [frame.polarity for frame in frames(pipeline(language)(text))]
    return max(found, default=0.0)


@pytest.mark.parametrize(
    ("language", "told", "doubted"),
    [
        (
            "en",
            "Orbel will replace its 40 clerks with AI.",
            "Orbel tore up the deal under which it would replace its 40 clerks with AI.",
        ),
        (
            "en",
            "Orbel will hand its payroll to software.",
            "Orbel dropped its plan to hand its payroll to software.",
        ),
        (
            "en",
            "Orbel will use AI to replace its clerks.",
            "A new law bars Orbel from using AI to replace its clerks.",
        ),
        (
            "en",
            "Orbel has replaced its clerks with AI.",
            "Orbel had intended to replace its clerks with AI.",
        ),
        (
            "en",
            "Orbel replaced its clerks with AI.",
            "Replacing its clerks with AI was a blunder, Orbel said.",
        ),
        (
            "en",
            "Orbel says that AI replaced its 40 clerks.",
            "The clerks that Orbel had replaced with AI are back at work.",
        ),
        (
            "en",
            "Orbel said that AI would make its advisers unnecessary.",
            "Although Orbel said that AI would make its advisers unnecessary, it took on 40.",
        ),
        (
            "en",
            "All of the 40 dispatchers at Orbel were replaced by an algorithm.",
            "Not one of the 40 dispatchers at Orbel was replaced by an algorithm.",
        ),
        (
            "fr",
            "Orbel va remplacer ses 40 gestionnaires par une IA.",
            "Le projet de remplacer les 40 gestionnaires par une IA a été abandonné par Orbel.",
        ),
        (
            "fr",
            "Orbel remplace ses gestionnaires par une IA.",
            "La loi interdit à Orbel de remplacer ses gestionnaires par une IA.",
        ),
        (
            "fr",
            "Orbel a remplacé ses gestionnaires par une IA.",
            "Orbel rappelle les gestionnaires que l'éditeur avait remplacés par une IA.",
        ),
        (
            "fr",
            "Orbel a remplacé ses gestionnaires par une IA.",
            "Remplacer ses gestionnaires par une IA fut la pire décision d'Orbel.",
        ),
        (
            "fr",
            "Tous les pigistes seront remplacés par une IA.",
            "Pas un pigiste ne sera remplacé par une IA.",
        ),
    ],
)
def test_deed_undone_barred_meant_judged_or_of_none_takes_no_side(
    language: str, told: str, doubted: str
) -> None:
    assert strongest(language, told) >= HELD
    assert strongest(language, doubted) < HELD


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel has replaced its writers with AI again."),
        ("fr", "Orbel se sépare à nouveau de ses auteurs, remplacés par une IA."),
        ("fr", "Le robot d'Orbel reste, il n'y a pas de retour des conseillers."),
    ],
)
def test_again_of_the_deed_itself_and_a_return_denied_are_no_doubt(
    language: str, text: str
) -> None:
    assert strongest(language, text) >= HELD


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Managers must first show that AI can't do the work."),
        ("fr", "Tout chef de service devra démontrer qu'une IA ne peut pas faire le travail."),
    ],
)
def test_what_must_be_shown_before_hiring_says_nothing_for_people(language: str, text: str) -> None:
    assert min(frame.polarity for frame in frames(pipeline(language)(text))) > -HELD


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The hotel is hiring 300 waiters for the summer."),
        ("en", "The bank froze hiring until the audit is over."),
        ("fr", "L'hôtel recrute 300 saisonniers pour l'été."),
        ("fr", "La banque gèle les embauches jusqu'à la fin de l'audit."),
    ],
)
def test_hiring_and_not_hiring_take_no_side_where_no_machine_is_named(
    language: str, text: str
) -> None:
    assert all(abs(frame.polarity) < HELD for frame in frames(pipeline(language)(text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel rolls out AI to all 4,000 employees."),
        ("en", "AI drafts replies and a clerk sends every one of them."),
        ("en", "Orbel recalled 3,000 chairs that an algorithm had designed."),
        ("fr", "Orbel déploie une IA auprès de ses 4 000 salariés."),
        ("fr", "Orbel rappelle 3 000 chaises, dont un algorithme avait mal calculé la charge."),
    ],
)
def test_ai_at_work_beside_people_takes_no_side(language: str, text: str) -> None:
    assert all(abs(frame.polarity) < HELD for frame in frames(pipeline(language)(text)))


def test_faint_keeps_the_side() -> None:
    assert 0 < faint(0.9) < HELD
    assert -HELD < faint(-0.9) < 0
    assert faint(0.1) == pytest.approx(0.1)
