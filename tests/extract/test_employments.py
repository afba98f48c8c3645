"""For whom somebody speaks whom no title ties to a house: by clause, by verb, without a name."""

import pytest

from extract.nlp import documents
from extract.people import Gazetteer, cast, speaker

NOBODY = Gazetteer.build([], [], [])
LEADS = {
    "en": "Corvessa, the Bergen insurer, will close its call centre in Hexley in June.\n\n",
    "fr": "Corvessa, l'assureur rennais, va fermer en juin son centre d'appels de Hexley.\n\n",
}
TITLES = {"en": "Corvessa to close a call centre", "fr": "Corvessa ferme un centre d'appels"}


def company_of(language: str, text: str, phrase: str) -> str:
    text = LEADS[language] + text
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title=TITLES[language], gazetteer=NOBODY, published="2025-05")
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=known).company


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Nora Lind, in charge of claims at the Bergen-based insurer, agreed.", "Corvessa"),
        ("Nora Lind, responsible for repairs at the company, agreed.", "Corvessa"),
        ("Nora Lind, who is in charge of staffing, agreed.", "Corvessa"),
        ("Nora Lind, who oversees staffing, agreed.", "Corvessa"),
        ("Nora Lind, who took over the insurer last year, agreed.", "Corvessa"),
        ("Nora Lind, who set up the firm in 1999, agreed.", "Corvessa"),
        ("Nora Lind, claims chief, agreed.", "Corvessa"),
        ("Nora Lind, people and culture director, agreed.", "Corvessa"),
        ("Nora Lind, who joined Corvessa in 2019, agreed.", "Corvessa"),
        ("Nora Lind, speaking for the insurer, agreed.", "Corvessa"),
        ("Nora Lind, a company spokeswoman, agreed.", "Corvessa"),
        ("Nora Lind, counsel for Corvessa, agreed.", "Corvessa"),
        ("Corvessa's lawyer, Nora Lind, agreed.", "Corvessa"),
        ("Nora Lind, who handles calls in the town, agreed.", "Corvessa"),
        ("Nora Lind, whose job is going, agreed.", "Corvessa"),
        ("Nora Lind will lose her job. Nora Lind agreed.", "Corvessa"),
        ("Nora Lind, 52, has been rehired. Nora Lind agreed.", "Corvessa"),
        ("Nora Lind, who heads the clerks' section of the federation UTL, agreed.", "UTL"),
        ("Nora Lind, who runs a small bakery, agreed.", ""),
        ("Nora Lind, a lawyer for the clerks, agreed.", ""),
        ("Nora Lind, a customer for 20 years, agreed.", ""),
    ],
)
def test_english_clause_beside_a_name_tells_the_employer(text: str, company: str) -> None:
    assert company_of("en", text, "Nora Lind") == company


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Nora Lind, qui supervise la paie, approuve.", "Corvessa"),
        ("Nora Lind, qui a fondé l'entreprise en 1998, approuve.", "Corvessa"),
        ("Nora Lind, qui a repris l'assureur l'an dernier, approuve.", "Corvessa"),
        ("L'avocate de Corvessa, Nora Lind, approuve.", "Corvessa"),
        ("Nora Lind, avocate de l'assureur, approuve.", "Corvessa"),
        ("Nora Lind, dont le poste disparaît, approuve.", "Corvessa"),
        ("Nora Lind va perdre son emploi. Nora Lind approuve.", "Corvessa"),
        ("Nora Lind a été licenciée en mars. Nora Lind approuve.", "Corvessa"),
        ("Nora Lind, vice-présidente du conseil départemental, approuve.", "conseil départemental"),
        ("Nora Lind, présidente du conseil régional, approuve.", "conseil régional"),
        ("Nora Lind, avocate des salariés, approuve.", ""),
        ("Nora Lind, cliente depuis vingt ans, approuve.", ""),
    ],
)
def test_french_clause_beside_a_name_tells_the_employer(text: str, company: str) -> None:
    assert company_of("fr", text, "Nora Lind") == company


@pytest.mark.parametrize(
    ("language", "phrase", "company"),
    [
        ("en", "one of the agents", "Corvessa"),
        ("en", "a former employee", "Corvessa"),
        ("en", "one person who works there", "Corvessa"),
        ("en", "several clerks", "Corvessa"),
        ("en", "one customer", ""),
        ("en", "a union official", ""),
        ("en", "an industry source", ""),
        ("fr", "l'une des téléconseillères", "Corvessa"),
        ("fr", "une ancienne salariée", "Corvessa"),
        ("fr", "plusieurs employés du centre", "Corvessa"),
        ("fr", "un client", ""),
        ("fr", "un inspecteur du travail", ""),
        ("fr", "une source proche du dossier", ""),
    ],
)
def test_worker_without_a_name_belongs_to_the_employer(
    language: str, phrase: str, company: str
) -> None:
    told = "On Monday {} agreed." if language == "en" else "Lundi, {} a approuvé."
    assert company_of(language, told.format(phrase), phrase) == company


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Marc Dole succeeded Nora Lind as chief executive in May. Nora Lind agreed."),
        ("en", "Marc Dole, the chief executive, left. Nora Lind, who succeeds him, agreed."),
        ("fr", "Marc Dole, le directeur général, a remplacé Nora Lind. Nora Lind approuve."),
    ],
)
def test_who_follows_somebody_is_of_the_same_house(language: str, text: str) -> None:
    assert company_of(language, text, "Nora Lind") == "Corvessa"


def test_who_led_until_a_day_binds_nobody_any_more() -> None:
    text = LEADS["en"] + "Nora Lind, who ran Corvessa until 2021, agreed."
    ((doc, _),) = documents([(text, None)], language="en")
    known = cast(doc, title=TITLES["en"], gazetteer=NOBODY, published="2025-05")
    start = text.rindex("Nora Lind")
    who = speaker(doc, (start, start + len("Nora Lind")), cast=known)
    assert (who.company, who.speaks_for_company) == ("Corvessa", False)
