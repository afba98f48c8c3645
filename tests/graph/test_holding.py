"""How far a sentence holds back a number, and what differs then."""

import pytest

from graph.holding import held_back, is_finished, is_supposed, narrowed


@pytest.mark.parametrize(
    ("language", "sentence", "text", "degree"),
    [
        ("en", "Orvel will cut 640 jobs in Leeds.", "640 jobs", "decided"),
        (
            "en",
            "Orvel, Leeds: 640 jobs to be cut, reason stated: automation.",
            "640 jobs",
            "decided",
        ),
        ("en", "At Orvel 640 jobs are to go.", "640 jobs", "decided"),
        ("en", "Orvel plans to cut 640 jobs.", "640 jobs", "planned"),
        ("en", "Orvel is considering cutting 640 jobs.", "640 jobs", "possible"),
        ("en", "Orvel will cut up to 640 jobs.", "640 jobs", "possible"),
        ("en", "At Orvel 640 jobs could go.", "640 jobs", "possible"),
        ("en", "Orvel cuts 640 jobs.", "640 jobs", ""),
        ("en", "Orvel has cut 640 jobs, and more will follow.", "640 jobs", ""),
        ("en", "Some 22 percent of firms plan to cut jobs.", "22 percent", "planned"),
        ("fr", "Orvel va supprimer 640 postes.", "640 postes", "decided"),
        ("fr", "Orvel prévoit de supprimer 640 postes.", "640 postes", "planned"),
        ("fr", "Orvel prévoit jusqu'à 640 départs.", "640 départs", "possible"),
        ("fr", "Chez Orvel, 640 postes pourraient disparaître.", "640 postes", "possible"),
        ("fr", "Chez Orvel, 640 postes seront supprimés.", "640 postes", "decided"),
        ("fr", "22 % des dirigeants envisagent de supprimer des postes.", "22 %", "possible"),
        ("fr", "Orvel a supprimé 640 postes.", "640 postes", ""),
    ],
)
def test_plans_are_told_in_several_degrees(
    language: str, sentence: str, text: str, degree: str
) -> None:
    assert held_back(sentence, text, language=language) == degree


@pytest.mark.parametrize(
    ("language", "sentence", "is_done"),
    [
        ("en", "Orvel has fired 400 receptionists.", True),
        ("en", "At Orvel 400 receptionists were dismissed.", True),
        ("en", "Orvel cuts 400 jobs.", False),
        ("fr", "Orvel a licencié 400 salariés.", True),
        ("fr", "400 salariés ont été remplacés.", True),
        ("fr", "Orvel licencie 400 salariés.", False),
    ],
)
def test_present_tense_tells_nothing_done(language: str, sentence: str, is_done: bool) -> None:  # noqa: FBT001 - a case
    assert is_finished(sentence, language=language) is is_done


def test_what_would_be_if_is_supposed() -> None:
    assert is_supposed("If demand fell, we would cut 200 jobs.", language="en")
    assert is_supposed("Si la demande baissait, nous supprimerions 200 postes.", language="fr")
    assert not is_supposed("It asked if 200 jobs were cut.", language="en")
    assert not is_supposed("Si bien que 200 postes ont disparu.", language="fr")


def test_words_behind_a_number_narrow_it() -> None:
    asked = "The assistant answers 70 percent of requests, but for balances only."
    assert not narrowed(asked, "70 percent", language="en")  # of another clause
    assert narrowed(asked.replace(", but", ""), "70 percent", language="en")
    french = "L'assistant répond à 70 % des demandes pour les seules questions de solde."
    assert narrowed(french, "70 %", language="fr")
    assert not narrowed("Seulement 70 % des demandes sont traitées.", "70 %", language="fr")
