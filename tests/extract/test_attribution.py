from pathlib import Path

import pytest

from db.records import Attribution
from extract.attribution import attribution
from extract.nlp import documents, pipeline

pytestmark = pytest.mark.slow

PASSAGES = {
    "en": [
        ("primary", "Velda cut 300 jobs because of AI."),
        ("primary", "Thanks to AI, Velda no longer needs 90 of its clerks."),
        ("primary", "AI has allowed us to reduce our headcount by a fifth."),
        ("primary", "The 40 layoffs were blamed on automation."),
        ("primary", "Velda's 40 subtitlers were replaced by a language model."),
        ("primary", "Velda lays off 60 writers as AI takes over their work."),
        ("contributing", "The 300 cuts are due partly to AI and to weak demand, Velda said."),
        ("contributing", "Velda cut half of its staff because students now ask chatbots."),
        ("context", "Velda is cutting 300 jobs to invest in AI infrastructure."),
        ("context", "Velda cut 300 jobs while announcing an AI training programme."),
        ("denied", "The 300 layoffs are not due to AI, Velda said."),
        ("denied", "The cuts have nothing to do with AI, the chief executive insisted."),
        ("denied", "Velda laid off 300 people; the company did not cite AI."),
        ("unknown", "Velda lays off 300 people after a fall in orders."),
        ("unknown", "Velda's AI writes letters."),
    ],
    "fr": [
        ("primary", "Velda supprime 300 postes à cause de l'IA."),
        ("primary", "Grâce à l'IA, Velda n'a plus besoin de 90 de ses employés."),
        ("primary", "L'IA nous a permis de réduire nos effectifs d'un cinquième."),
        ("primary", "Les 40 sous-titreurs de Velda ont été remplacés par un modèle de langage."),
        ("primary", "Les 40 licenciements sont liés à l'automatisation."),
        ("contributing", "Les 300 suppressions de postes sont dues en partie à l'IA."),
        ("context", "Velda supprime 300 postes pour investir dans l'IA."),
        ("denied", "Les 300 licenciements ne sont pas dus à l'IA, selon Velda."),
        ("denied", "Ces suppressions de postes n'ont rien à voir avec l'IA."),
        ("unknown", "Velda licencie 300 personnes après une chute des commandes."),
    ],
}
CASES = [(language, *row) for language, rows in PASSAGES.items() for row in rows]


@pytest.mark.parametrize(("language", "expected", "text"), CASES)
def test_passage_blames_ai_as_far_as_its_words_do(language: str, expected: str, text: str) -> None:
    found, words = attribution(pipeline(language)(text))
    assert found is Attribution(expected)
    assert words in text
    assert bool(words) is (found is not Attribution.UNKNOWN)


def test_only_the_sentences_of_the_span_are_read() -> None:
    text = "Velda cut 300 jobs because of AI. Orbel cut 20 jobs after losing a customer."
    start = text.index("Orbel")
    found, _ = attribution(pipeline("en")(text), span=(start, len(text)))
    assert found is Attribution.UNKNOWN


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sentences_written_for_it_are_attributed_in_nineteen_of_twenty(language: str) -> None:
    """``attribution.tsv``: 20 sentences a language; before its last rules 17 of 20 in each."""
    lines = Path(__file__).with_name("attribution.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    texts = [(text, wanted) for where, wanted, text in rows if where == language]
    wrong = [
        (doc.text, wanted)
        for doc, wanted in documents(texts, language=language)
        if attribution(doc)[0].value != wanted
    ]
    assert len(texts) == 20
    assert len(wrong) <= 1, wrong
