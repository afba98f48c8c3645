"""What is replaced decides, and what only looks like a verb of a frame is none."""

import pytest

from extract.frames import Frame, frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow


def read(language: str, text: str) -> list[Frame]:
    return list(frames(pipeline(language)(text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bank replaced its payroll vendor with an AI tool."),
        ("en", "The plumber replaced the old AI system with software."),
        ("en", "Our tool does not take the place of the assistant."),
        ("fr", "La banque a remplacé son logiciel par un agent d'IA."),
        ("fr", "L'entreprise va remplacer son contrat avec l'éditeur d'IA."),
    ],
)
def test_tool_or_supplier_that_is_replaced_is_nobodys_work(language: str, text: str) -> None:
    assert not any("replace" in frame.name for frame in read(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It shrinks through departures, which it will not replace."),
        ("en", "The store got there by not replacing the cashiers who retire."),
        ("fr", "L'effectif fondra au fil des départs, que la banque ne remplacera pas."),
        ("fr", "La chaîne ne remplace plus les caissiers qui partent."),
    ],
)
def test_leavers_who_are_not_replaced_are_a_freeze(language: str, text: str) -> None:
    names = {frame.name for frame in read(language, text)}
    assert "freeze_hiring" in names
    assert "deny_replacement" not in names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I keep an abandoned AI pilot in my drawer."),
        ("fr", "« La presse parle trop de l'IA », regrette Oriane Vasseline, analyste."),
    ],
)
def test_adjective_and_verb_of_saying_are_no_change_of_mind(language: str, text: str) -> None:
    assert not any(frame.acknowledges_change for frame in read(language, text))
