"""Numbers that a sentence tells only to deny them."""

import pytest

from graph.holding import rejected


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "We are not cutting 200 jobs", "200 jobs"),
        ("en", "The company denied having dismissed 60 translators.", "60 translators"),
        ("en", "200 jobs are not being cut, she said", "200 jobs"),
        ("en", "There was never any plan to cut 80 posts", "80 posts"),
        ("en", "It is not true that we laid off 12 clerks", "12 clerks"),
        ("fr", "« Nous n'avons pas supprimé 120 postes »", "120 postes"),
        ("fr", "La direction nie avoir licencié 44 traducteurs", "44 traducteurs"),
        ("fr", "Il n'a jamais été question de supprimer 90 postes", "90 postes"),
        ("fr", "Les 120 postes n'ont pas été supprimés", "120 postes"),
    ],
)
def test_a_deed_between_negation_and_number_denies_it(
    language: str, sentence: str, number: str
) -> None:
    assert rejected(sentence, number, language=language)


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "It did not confirm that it had cut 200 jobs.", "200 jobs"),
        ("en", "We did not cut more than 200 jobs", "200 jobs"),
        ("en", "Not all of the 80 posts were cut", "80 posts"),
        ("en", "The bank has not commented and cut 200 jobs", "200 jobs"),
        ("fr", "Nous n'avons licencié que 12 personnes", "12 personnes"),
        ("fr", "L'entreprise n'a pas confirmé la suppression de 90 postes", "90 postes"),
    ],
)
def test_what_is_only_limited_or_unconfirmed_is_not_denied(
    language: str, sentence: str, number: str
) -> None:
    assert not rejected(sentence, number, language=language)
