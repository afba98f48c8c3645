"""For whom somebody speaks when no company stands beside the words."""

import pytest

from extract.names import Gazetteer
from extract.nlp import documents
from extract.people import Speaker, cast, speaker

EMPTY = Gazetteer.build([], [], [])


def who(text: str, phrase: str, language: str, title: str = "") -> Speaker:
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title=title, gazetteer=EMPTY, published="2025-05-09")
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=known)


@pytest.mark.parametrize(
    ("language", "title", "text", "phrase", "company"),
    [
        (
            "en",
            "In brief: Tillard, Osprey Freight",
            (
                "Tillard shut its help desk.\n\nOsprey Freight has hired 90. Managing director "
                "Colm Brady said so."
            ),
            "Managing director Colm Brady",
            "Osprey Freight",
        ),
        (
            "fr",
            "En bref : Ostrel, Givrance",
            (
                "Ostrel gèle ses recrutements.\n\nGivrance rouvre 25 postes. Le PDG, Bastien Roy, "
                "l'a dit."
            ),
            "Le PDG, Bastien Roy",
            "Givrance",
        ),
        (
            "fr",
            "Orvane débranche son robot",
            (
                "Orvane débranche son robot. Le syndicat SNPS y voit une victoire. Son secrétaire "
                "général, Yves Roche, l'a dit."
            ),
            "Son secrétaire général, Yves Roche",
            "SNPS",
        ),
        (
            "en",
            "Brontal cuts jobs",
            (
                "Brontal cut 40 jobs. The FNB-Zorg union objected. Its negotiator, Piet Hoogland, "
                "was blunt."
            ),
            "Its negotiator, Piet Hoogland",
            "FNB-Zorg",
        ),
        (
            "en",
            "Brontal cuts jobs",
            (
                "Brontal cut 40 jobs. The Institute for Plain Words counted them. The institute’s "
                "director, Callum Baird, said so."
            ),
            "The institute’s director, Callum Baird",
            "Institute for Plain Words",
        ),
        (
            "en",
            "Brontal cuts jobs",
            "Brontal cut 40 jobs. Ana Costa of the Polish metalworkers' federation objected.",
            "Ana Costa",
            "Polish metalworkers' federation",
        ),
        (
            "fr",
            "Brontal coupe",
            "Brontal supprime 40 postes. Chez Mercadet, la DRH, Violaine Osmont, doute.",
            "la DRH, Violaine Osmont",
            "Mercadet",
        ),
        (
            "fr",
            "Brontal coupe",
            "Brontal supprime 40 postes. Nora Roux, élue au comité social et économique, proteste.",
            "Nora Roux",
            "Brontal",
        ),
        (
            "fr",
            "Brontal coupe",
            "Brontal supprime 40 postes. « On forme le robot », déplore un ouvrier.",
            "un ouvrier",
            "Brontal",
        ),
        (
            "en",
            "Brontal cuts jobs",
            "Brontal cut 40 jobs. “It is late,” said Oxbow's Reinhard Maas. Oxbow sells software.",
            "Oxbow's Reinhard Maas",
            "Oxbow",
        ),
        (
            "en",
            "Brontal cuts jobs",
            "Brontal cut 40 jobs. Ana Costa, who took over as chief executive in May, said so.",
            "Ana Costa",
            "Brontal",
        ),
        (
            "fr",
            "Brontal coupe",
            "Brontal supprime 40 postes. Marc Roy, délégué syndical FOA, proteste.",
            "Marc Roy",
            "FOA",
        ),
    ],
)
def test_company_is_the_one_that_the_place_is_about(
    language: str, title: str, text: str, phrase: str, company: str
) -> None:
    assert who(text, phrase, language, title).company == company


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("en", "Brontal cut jobs. UAW Local 624 President Doug Havens said so.", "Doug Havens"),
        ("fr", "Brontal coupe. Son avocat, Marc Roy, l'a dit.", "Son avocat, Marc Roy"),
        ("fr", "Brontal coupe. Amir Haddad, venu de chez Pixellium, l'a dit.", "Amir Haddad"),
        ("en", "Brontal cut jobs. A customer, Ana Costa, said so.", "Ana Costa"),
        ("fr", "Brontal coupe. Un courriel aux salariés, Rob Stone l'a écrit.", "Rob Stone"),
    ],
)
def test_outsider_never_binds_the_company(language: str, text: str, phrase: str) -> None:
    found = who(text, phrase, language, "Brontal coupe")
    assert not found.speaks_for_company
    assert found.company != "Pixellium"


def test_worker_belongs_to_the_company_without_binding_it() -> None:
    text = "Brontal cut 40 jobs. “We trained it,” said a worker at the plant."
    found = who(text, "a worker at the plant", "en", "Brontal cuts jobs")
    assert (found.company, found.speaks_for_company) == ("Brontal", False)


def test_spokesperson_told_of_again_speaks_for_the_same_house() -> None:
    text = (
        "Brontal cut 40 jobs. A spokesperson for Vexio, which sold the tool, objected. "
        "The spokesperson said the tool worked."
    )
    assert who(text, "The spokesperson", "en", "Brontal cuts jobs").company == "Vexio"


def test_the_chain_of_a_relative_clause_is_not_the_name_before_it() -> None:
    text = (
        "Borlo's is working on a voice system with Vantel Cloud. It comes after the end of a test "
        "with Ferrox, which the chain switched off.\n\nMason Smoot, who ran its restaurants, said "
        "no more."
    )
    assert who(text, "the chain", "en").company == "Borlo's"
    assert who(text, "Mason Smoot, who ran its restaurants", "en").company == "Borlo's"
