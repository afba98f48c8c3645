"""Crowds, anybody and somebody as the doer of a frame."""

import pytest

from db.records import Axis, Population
from extract.frames import Frame, frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow


def read(language: str, text: str) -> list[Frame]:
    return list(frames(pipeline(language)(text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Half of companies cut jobs because of AI."),
        ("en", "39% of leaders regret that they cut jobs because of AI."),
        ("en", "Managers regret replacing people with AI."),
        ("en", "Employers in Norway blame AI for 200 layoffs."),
        ("en", "Most firms say they cut jobs because of AI."),
        ("fr", "La moitié des entreprises ont supprimé des postes à cause de l'IA."),
        ("fr", "39 % des dirigeants regrettent d'avoir supprimé des postes à cause de l'IA."),
        ("fr", "Les managers regrettent d'avoir remplacé des gens par l'IA."),
    ],
)
def test_deeds_of_a_crowd_are_the_economys_and_nobodys_change_of_mind(
    language: str, text: str
) -> None:
    found = [frame for frame in read(language, text) if abs(frame.polarity) >= 0.25]
    assert found
    for frame in found:
        assert frame.population is Population.ECONOMY
        assert frame.axis in {Axis.EVALUATION, Axis.FORECAST}
        assert not frame.acknowledges_change


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "39% of leaders cut jobs because of AI. Of those, 55% regret the layoffs."),
        (
            "fr",
            "39 % des patrons ont licencié à cause de l'IA. Parmi eux, 55 % regrettent ce choix.",
        ),
    ],
)
def test_crowd_taken_up_in_the_next_sentence_is_still_a_crowd(language: str, text: str) -> None:
    frame = next(frame for frame in read(language, text) if frame.name == "regret")
    assert frame.population is Population.ECONOMY
    assert not frame.acknowledges_change


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel executives cut 300 jobs because of AI."),
        ("en", "Some 30 percent of those jobs at Orbel were replaced by AI."),
        ("fr", "Les dirigeants d'Orbel ont supprimé 300 postes à cause de l'IA."),
        ("fr", "La société de paiement en plusieurs fois a supprimé 300 postes à cause de l'IA."),
    ],
)
def test_people_of_one_firm_are_no_crowd(language: str, text: str) -> None:
    frame = next(frame for frame in read(language, text) if abs(frame.polarity) >= 0.25)
    assert (frame.population, frame.axis) == (Population.EMPLOYEES, Axis.PRACTICE)


def test_name_with_a_machine_in_it_is_a_doer() -> None:
    text = "International Business Machines expects to suspend hiring for roles that AI can fill."
    frame = read("en", text)[0]
    assert frame.agent is not None
    assert text[slice(*frame.agent)] == "International Business Machines"
