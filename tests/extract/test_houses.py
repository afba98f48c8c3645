"""Firms that bear a surname, relatives who share one, unions that are nobody's employer."""

import pytest

from extract.names import Gazetteer
from extract.nlp import documents
from extract.people import Speaker, cast, speaker

EMPTY = Gazetteer.build([], [], [])

FAMILY = (
    "L'entreprise familiale Morvan ferme son atelier. Étienne Morvan, le père, se tait. "
    "Clémence Morvan, la fille, dirige la production. "
)


def who(text: str, phrase: str, language: str, title: str = "") -> Speaker:
    ((doc, _),) = documents([(text, None)], language=language)
    known = cast(doc, title=title, gazetteer=EMPTY, published="2025-05-09")
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=known)


@pytest.mark.parametrize(
    ("phrase", "person"), [("M. Morvan", "Étienne Morvan"), ("Mme Morvan", "Clémence Morvan")]
)
def test_courtesy_tells_which_of_two_people_of_one_surname_speaks(phrase: str, person: str) -> None:
    assert who(f"{FAMILY}« Nous tiendrons », dit {phrase}.", phrase, "fr").person == person


def test_surname_beside_the_noun_of_a_firm_is_the_firm() -> None:
    text = "Trois offres, soupire Annick Le Goff, gérante. Trop peu, répond l'abattoir Le Goff."
    found = who(text, "l'abattoir Le Goff", "fr")
    assert (found.person, found.company) == ("", "Le Goff")


@pytest.mark.parametrize(
    ("language", "text", "phrase", "company"),
    [
        (
            "en",
            'Since May, Tobias Meer works for Lexwell. "No," Meer said.',
            "Meer",
            "Lexwell",
        ),
        (
            "fr",
            "Zoé Marchal travaille chez Orvelis depuis 2019. « Non », dit Zoé Marchal.",
            "Zoé Marchal",
            "Orvelis",
        ),
        (
            "en",
            (
                "Kit Rasmussen, chief executive of Delmar Systems, left. His successor, "
                'Farida Benyoucef, hires again. "We ran out of people," she said.'
            ),
            "she",
            "Delmar Systems",
        ),
    ],
)
def test_who_works_somewhere_belongs_there(
    language: str, text: str, phrase: str, company: str
) -> None:
    found = who(text, phrase, language)
    assert found.company == company
    assert not found.speaks_for_company


def test_chief_of_the_firm_is_not_made_head_of_the_only_union_named() -> None:
    text = (
        "La banque Merivel ferme des agences, dit Aurélien Sabatier.\n\n"
        "À la CFBA, on s'étrangle. Le syndicat accuse la direction de mentir. "
        "« Non », dit Aurélien Sabatier."
    )
    assert who(text, "Aurélien Sabatier", "fr").company != "CFBA"


def test_lawyer_of_a_company_speaks_for_it_without_binding_it() -> None:
    text = "L'avocat d'Orsenna, Me Sixte Ravanel, proteste. « Non », dit Me Sixte Ravanel."
    found = who(text, "Me Sixte Ravanel", "fr")
    assert (found.company, found.speaks_for_company) == ("Orsenna", False)


@pytest.mark.parametrize(
    ("language", "text", "phrase", "company"),
    [
        (
            "en",
            "Veltra automates. Analysts at Fell & Partners expect savings. They also fear strikes.",
            "They",
            "Fell & Partners",
        ),
        (
            "fr",
            "Veltra négocie depuis mars. L'intersyndicale CFTC, elle, parle d'un « habillage ».",
            "elle",
            "CFTC",
        ),
        (
            "fr",
            (
                "« C'est simple », prévient la directrice de Carénia, Athénaïs Bourgoin.\n\n"
                "La CFE-Soins tempère : les salaires baissent, a-t-elle calculé."
            ),
            "elle",
            "CFE-Soins",
        ),
        (
            "en",
            (
                "Veltra pauses its trial. The Royal Society of Triage Nurses welcomed the move. "
                "It said that 40 members had left."
            ),
            "It",
            "Royal Society of Triage Nurses",
        ),
    ],
)
def test_pronoun_takes_up_the_body_that_acted_last(
    language: str, text: str, phrase: str, company: str
) -> None:
    found = who(text, phrase, language)
    assert (found.person, found.company) == ("", company)


@pytest.mark.parametrize(
    ("text", "phrase", "person"),
    [
        (
            "Soizic Kermarrec n'y croit guère. « Non », soupire cette relieuse de 47 ans.",
            "cette relieuse de 47 ans",
            "Soizic Kermarrec",
        ),
        (
            "Me Octave Rinaldi a plaidé mardi. L'avocat a rappelé les pertes.",
            "L'avocat",
            "Octave Rinaldi",
        ),
        (
            "Sa responsable recrutement, Anouk Ferrier, embauche. « Oui », se réjouit-elle.",
            "elle",
            "Anouk Ferrier",
        ),
    ],
)
def test_description_and_pronoun_take_up_the_person_told_of(
    text: str, phrase: str, person: str
) -> None:
    assert who(text, phrase, "fr").person == person


def test_published_figures_are_the_words_of_who_publishes_them() -> None:
    text = (
        "Veltra embauche. Selon les chiffres publiés jeudi par l'Office de la statistique, "
        "le chômage recule."
    )
    assert who(text, "les chiffres", "fr").company == "Office de la statistique"


def test_definite_survey_is_its_house_s() -> None:
    text = (
        "Des analystes de Gardel prévoient un retour. "
        "D'après l'enquête, un sur cinq seulement a réduit ses effectifs."
    )
    assert who(text, "l'enquête", "fr").company == "Gardel"


HOUSES = [
    ("Radio Orvel cut jobs. Director-general Ada Marsh spoke.", "Ada Marsh", "Radio Orvel"),
    ("Orvel Ltd cut jobs. Works council chair Ada Marsh spoke.", "Ada Marsh", "Orvel"),
    ("Ada Marsh became chief executive of Orvel Ltd. Ms Marsh said so.", "Ms Marsh", "Orvel"),
    ("Orvel Ltd cut jobs. Ada Marsh, in charge of claims, spoke.", "Ada Marsh", "Orvel"),
    ("Founder of Orvel Ltd, a Leeds firm, Ada Marsh spoke.", "Ada Marsh", "Orvel"),
    ("Orvel Ltd cut jobs. Its head of claims at the time, Ada Marsh, spoke.", "Ada Marsh", "Orvel"),
]


@pytest.mark.parametrize(("text", "phrase", "company"), HOUSES)
def test_leader_named_without_a_house_is_of_the_one_told_of(
    text: str, phrase: str, company: str
) -> None:
    found = who(text, phrase, "en")
    assert (found.person, company in found.company) == ("Ada Marsh", True)


def test_date_is_no_part_of_a_ministry() -> None:
    text = "Orvel Ltd cut jobs. Ada Marsh, who left the ministry in May, objected."
    assert "May" not in who(text, "Ada Marsh", "en").company


def test_head_of_any_other_house_is_not_of_the_one_told_of() -> None:
    text = "La manufacture Orvel réduit. Patronne d’une boutique à Brive, Ada Marsh proteste."
    assert who(text, "Ada Marsh", "fr").company == ""


OWNERS = [
    ("The tenants' union signed. Its president at the time, Ada Marsh, spoke.", "tenants' union"),
    ("The Packers' Association wrote: “Staff left,” said its secretary, Ada Marsh.", "Association"),
]


@pytest.mark.parametrize(("text", "company"), OWNERS)
def test_its_head_is_of_the_body_told_of_not_of_the_main_company(text: str, company: str) -> None:
    found = who(f"Orvel College cut jobs.\n{text}", "Ada Marsh", "en", "Orvel College cuts jobs")
    assert company in found.company


def test_house_that_the_headline_calls_by_its_noun_is_the_one_told_of() -> None:
    text = (
        "Last week the regional broadcaster Radio Orvel let nine go. Soonly wrote the software. "
        "Soonly is from Oslo.\nDirector-general Ada Marsh spoke."
    )
    assert who(text, "Ada Marsh", "en", "Nine go at broadcaster").company == "Radio Orvel"


def test_name_may_end_a_text() -> None:
    assert who("We cut jobs, said Ada Marsh", "Ada Marsh", "en").person == "Ada Marsh"
    assert who("We cut jobs, said Works council", "Works council", "en").person == ""


def test_post_and_its_company_may_end_a_text() -> None:
    assert who("“We hire.” Founder of Orvel Ltd", "Founder of Orvel Ltd", "en").role == "Founder"
