"""What somebody tells is kept with or without a verb; what nobody tells is not."""

import pytest

from db.records import ArticleVersion, Kind, Reading, Relevance
from extract.nlp import documents
from extract.people import Gazetteer
from extract.statements import read


def reading(text: str, language: str) -> Reading:
    version = ArticleVersion(
        id="v",
        article_id="a",
        url="https://example.org/a",
        title="",
        text=text,
        language=language,
        published="2025-06-10",
    )
    ((doc, _),) = documents([(text, None)], language=language)
    return read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=Gazetteer.build([], [], []))


def told(text: str, language: str) -> list[str]:
    return [s.text for s in reading(text, language).statements if s.kind is Kind.INDIRECT_QUOTE]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Le syndicat réclame l'ouverture de négociations.", "l'ouverture"),
        ("fr", "Le délégué plaide pour un moratoire d'un an.", "un moratoire"),
        ("fr", "L'avocat a annoncé un pourvoi en cassation.", "un pourvoi"),
        ("fr", "Selon L'Écho, la banque va rouvrir ses guichets.", "la banque"),
        ("fr", "À solde positif, admet-il, on peut avoir un bilan négatif.", "À solde"),
        ("fr", "Faux, réplique le directeur.", "Faux"),
        ("en", "The utility confirmed the departure of its digital chief.", "the departure"),
        ("en", "A host asks whether he has said this to his staff.", "whether he"),
    ],
)
def test_what_somebody_tells_is_kept(language: str, text: str, words: str) -> None:
    assert any(found.startswith(words) for found in told(text, language)), told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "On dirait que la banque a trop licencié."),
        ("fr", "Cela montre que la banque a trop licencié."),
        ("fr", "Il n'a pas dit que la banque embauchait."),
        ("fr", "Le directeur cite la presse."),
        ("en", "She spoke of the staff."),
        ("en", "It would be wrong to conclude that the bank failed."),
        ("en", "This suggests that the bank failed."),
    ],
)
def test_what_nobody_tells_is_left(language: str, text: str) -> None:
    assert not told(text, language)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "fr",
            "Le gérant de Corvelle n'a pas caché que le chantier avait mal tourné.",
            "que le",
        ),
        ("fr", "La direction n'exclut pas que le robot soit débranché.", "que le robot"),
        ("en", "The chairman did not hide that the roof had leaked.", "that the roof"),
        ("en", "The bank did not deny that 40 clerks would leave.", "that 40 clerks"),
    ],
)
def test_what_nobody_hides_is_told(language: str, text: str, words: str) -> None:
    assert any(words in found for found in told(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le président de Corvelle n'a pas dit que le chantier avait mal tourné."),
        ("en", "The chairman did not say that the roof had leaked."),
    ],
)
def test_what_nobody_says_is_not_told(language: str, text: str) -> None:
    assert not told(text, language)
