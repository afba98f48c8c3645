"""Sides that frames alone take in the constructions in which newsrooms tell deeds and words.

Each line of ``constructions_XX.tsv`` holds the side (+, -, 0 for none) and an invented sentence,
read as one of an article that names AI: passives and by-phrases, gapped and participial clauses,
nouns of deeds, idioms with people and machines, and what only looks like one of them.
"""

from pathlib import Path

import pytest

from db.records import Function
from extract.frames import frames
from extract.nlp import documents, pipeline
from extract.position import _framed

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
NAMES_AI = {"en": " The company uses AI.", "fr": " L'entreprise utilise l'IA."}
_HELD = 0.25


def rows(language: str) -> list[tuple[str, str]]:
    lines = (HERE / f"constructions_{language}.tsv").read_text("utf-8").splitlines()
    return [(side, text) for side, text in (line.split("\t") for line in lines)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_construction_takes_its_side_by_frames_alone(language: str) -> None:
    wrong = []
    texts = ((text + NAMES_AI[language], (side, text)) for side, text in rows(language))
    for doc, (side, text) in documents(texts, language=language):
        inside = [frame for frame in frames(doc) if frame.trigger[0] < len(text)]
        stance = _framed(inside) if inside else None
        value = stance.value if stance else 0.0
        found = "0" if abs(value) < _HELD else "+" if value > 0 else "-"
        if found != side:
            wrong.append((side, found, text))
    assert not wrong


@pytest.mark.parametrize(
    ("language", "text", "function"),
    [
        ("en", "Orbel is hiring sixty support agents.", Function.CUSTOMER_SERVICE),
        ("en", "Orbel has let its last eleven proofreaders go.", Function.EDITORIAL),
        ("en", "Norvale rehired 40 claims handlers.", Function.FINANCE),
        ("en", "Norvale will recruit 30 dispatchers and drop its AI.", Function.LOGISTICS),
        ("en", "Norvale laid off the recruiters it had left.", Function.HR),
        ("en", "The farm rehired its six apple graders.", Function.OPERATIONS),
        ("fr", "Orbel recrute soixante téléconseillers.", Function.CUSTOMER_SERVICE),
        ("fr", "Orbel a remercié ses onze correctrices.", Function.EDITORIAL),
        ("fr", "Norvale a réembauché 40 gestionnaires de sinistres.", Function.FINANCE),
        ("fr", "Norvale rappelle ses affréteurs et débranche l'IA.", Function.LOGISTICS),
        ("fr", "La ferme a réembauché ses six calibreuses.", Function.OPERATIONS),
    ],
)
def test_job_title_names_the_function(language: str, text: str, function: Function) -> None:
    found = [frame.function for frame in frames(pipeline(language)(text))]
    assert found
    assert set(found) == {function}


def test_function_named_once_in_a_sentence_is_that_of_its_other_clause() -> None:
    text = "A model plans the routes, and so Orbel, which had 60 dispatchers, let them go."
    assert {frame.function for frame in frames(pipeline("en")(text))} == {Function.LOGISTICS}


def test_the_whole_staff_is_no_function() -> None:
    text = "Orbel cut its workforce because of AI, the marketing director said."
    assert [frame.function for frame in frames(pipeline("en")(text))] == [Function.ALL]
