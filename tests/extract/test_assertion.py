"""What a sentence puts forward, and what it only thinks of, asks about or speaks about."""

import pytest

from db.records import Modality
from extract.frames import Frame, frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow


def read(language: str, text: str) -> list[Frame]:
    return list(frames(pipeline(language)(text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The prospect of replacing tellers with AI has no friends here."),
        ("en", "It is easy to believe that Orbel replaced its tellers with AI."),
        ("en", "Readers may conclude that Orbel replaced its tellers with AI."),
        ("en", "The study asks how many firms replaced their tellers with AI."),
        ("en", "Nobody will say whether Orbel replaced its tellers with AI."),
        ("en", "Somebody will tell you that Orbel replaced its tellers with AI."),
        ("en", "You replace a teller with AI and you lose a neighbour."),
        ("fr", "Il est facile de croire qu'Orbel a remplacé ses guichetiers par l'IA."),
        ("fr", "On peut penser qu'Orbel a remplacé ses guichetiers par l'IA."),
        ("fr", "L'étude demande combien de firmes ont remplacé leurs guichetiers par l'IA."),
        ("fr", "Orbel ne dit pas combien de guichetiers ont été remplacés par l'IA."),
        ("fr", "Certains disent qu'Orbel a remplacé ses guichetiers par l'IA."),
        ("fr", "Vous remplacez une caissière par une machine et vous perdez une voisine."),
    ],
)
def test_what_is_thought_of_or_asked_is_not_put_forward(language: str, text: str) -> None:
    assert all(
        frame.modality is Modality.QUESTION
        for frame in read(language, text)
        if abs(frame.polarity) >= 0.25
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel had an idea: it replaced its tellers with AI."),
        ("en", "The union asked for talks, but Orbel replaced its tellers with AI."),
        ("fr", "Orbel a eu une idée : il a remplacé ses guichetiers par l'IA."),
        ("fr", "Le syndicat demandait à parler, mais Orbel a remplacé ses guichetiers par l'IA."),
    ],
)
def test_what_stands_beside_an_idea_is_put_forward(language: str, text: str) -> None:
    assert any(
        frame.name == "replace_with_ai" and frame.modality is Modality.ASSERTED
        for frame in read(language, text)
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A decision is not always reversed because of AI."),
        ("fr", "Un gel d'embauches, c'est un plan social sans négociation."),
    ],
)
def test_subject_of_a_definition_or_denial_is_no_deed(language: str, text: str) -> None:
    assert not any(
        abs(frame.polarity) >= 0.25 and frame.modality is not Modality.QUESTION
        for frame in read(language, text)
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said that handing dull work to AI and keeping people can both be true."),
        ("fr", "Elle explique que confier les tâches ennuyeuses à l'IA n'a rien d'absurde."),
        ("fr", "À ses yeux, confier les tâches ennuyeuses à l'IA n'a rien d'absurde."),
    ],
)
def test_what_is_only_spoken_about_is_not_done(language: str, text: str) -> None:
    asserted = [f for f in read(language, text) if f.modality is Modality.ASSERTED]
    assert not [frame for frame in asserted if frame.polarity > 0]


def test_what_it_brought_in_the_past_was_done() -> None:
    found = read("en", "Replacing 40 tellers with AI saved Orbel two million.")
    assert any(f.polarity > 0 and f.modality is Modality.ASSERTED for f in found)
