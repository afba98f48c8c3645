"""What counts as a name, and which forms are one name."""

import pytest

from extract.names import Gazetteer, mentions
from extract.nlp import documents
from extract.vocabulary import given_names

EMPTY = Gazetteer.build([], [], [])


def named(text: str, language: str, title: str = "") -> dict[str, tuple[str, str]]:
    """Return, for each name as written, the name it stands for and its kind."""
    ((doc, _),) = documents([(text, None)], language=language)
    found = mentions(doc, gazetteer=EMPTY, title=title)
    return {text[m.start : m.end]: (m.name, m.kind) for m in found}


@pytest.mark.parametrize(
    ("language", "text", "short", "full"),
    [
        ("en", "Brontal Insurance cut jobs. Brontal hired again.", "Brontal", "Brontal Insurance"),
        (
            "fr",
            "Le Groupe Sabrian Énergies supprime des postes. Sabrian emploie 900 personnes.",
            "Sabrian",
            "Groupe Sabrian Énergies",
        ),
        (
            "fr",
            "Le Groupe Sabrian Énergies (GSE) supprime des postes. GSE embauche ailleurs.",
            "GSE",
            "Groupe Sabrian Énergies",
        ),
        (
            "en",
            "The United Packers' Federation (UPF) sued Dunmere. The UPF said so.",
            "UPF",
            "United Packers' Federation",
        ),
        ("en", "Cranmoor Holdings plc cut jobs. Cranmoor hired again.", "Cranmoor", "Cranmoor"),
    ],
)
def test_short_form_is_the_name_told_before(
    language: str, text: str, short: str, full: str
) -> None:
    assert named(text, language)[short][0] == full


def test_parent_of_a_division_keeps_its_own_name() -> None:
    found = named("Garrod Cloud, a unit of Garrod, hired. Garrod cut 40 jobs.", "en")
    assert found["Garrod"][0] == "Garrod"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "Callum Baird of the Institute for Plain Words agreed.",
            "Institute for Plain Words",
        ),
        ("en", "The Forum of IT Employees objected on Monday.", "Forum of IT Employees"),
        ("en", "The Public Servants’ League objected on Monday.", "Public Servants’ League"),
        ("en", "Tarnbrook borough council said so on Monday.", "Tarnbrook borough council"),
        ("fr", "La Fédération des centres d'appels a protesté.", "Fédération des centres d'appels"),
        ("fr", "La cour d'appel de Bordeaux a tranché.", "cour d'appel de Bordeaux"),
        ("fr", "Le CHU de Marville reprend ses secrétaires.", "CHU de Marville"),
    ],
)
def test_body_keeps_the_small_words_of_its_name(language: str, text: str, name: str) -> None:
    assert named(text, language).get(name) == (name, "organisation")


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("fr", "« Oui », dit Sandrine Moreau-Petit, qui dirige Jalvin.", "Sandrine Moreau-Petit"),
        ("en", "Picker Shaun Iqbal said so. Iqbal left.", "Shaun Iqbal"),
        ("en", "“No,” said June Rademaker, who teaches law.", "June Rademaker"),
    ],
)
def test_person_has_the_whole_name_and_no_more(language: str, text: str, person: str) -> None:
    assert named(text, language).get(person) == (person, "person")


@pytest.mark.parametrize(
    ("language", "text", "title", "word"),
    [
        ("en", "The plant in Canada closes. Veltra said so.", "Veltra closes a plant", "Canada"),
        ("en", "Staff were furious. Veltra said so.", "Veltra Staff Angry", "Staff"),
        ("en", "DOWN THE DRAIN: Veltra cut 40 jobs.", "City shorts", "DRAIN"),
        ("fr", "Québec a versé une aide à Veltra.", "Veltra embauche", "Québec"),
        ("fr", "« On a confondu », dit Nora Lind.", "« On a confondu »", "On"),
    ],
)
def test_place_or_plain_word_is_no_company(language: str, text: str, title: str, word: str) -> None:
    assert named(text, language, title).get(word, ("", ""))[1] != "company"


def test_capitals_of_a_name_are_no_other_name() -> None:
    found = named("Il y a un an, NADIA FERCHICHI parlait. Mme Ferchichi a changé d'avis.", "fr")
    assert {name for name, _ in found.values()} == {"Nadia Ferchichi"}


def test_given_name_tells_one_gender_at_most() -> None:
    for language in ("en", "fr"):
        names = given_names(language)
        assert not names["feminine"] & names["masculine"]
    assert "jean" in given_names("fr")["masculine"]
