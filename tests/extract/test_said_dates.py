"""Which day words were said on, told in a few sentences of invented news."""

import pytest

from db.records import ArticleVersion, DateMethod, Kind, Relevance, Statement
from extract import nlp
from extract.dates import dates
from extract.people import Gazetteer
from extract.statements import read


def statements(text: str, language: str, published: str) -> tuple[Statement, ...]:
    version = ArticleVersion(
        id="a",
        article_id="a",
        url="a",
        title="",
        text=text,
        language=language,
        published=published,
    )
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    gazetteer = Gazetteer.build((), (), ())
    return read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=gazetteer).statements


def said(words: str, text: str, language: str, published: str) -> str:
    """Return the said-date of the shortest quote that holds some words."""
    start = text.index(words)
    quotes = [
        one
        for one in statements(text, language, published)
        if one.kind in {Kind.DIRECT_QUOTE, Kind.INDIRECT_QUOTE}
        and any(first <= start < last for first, last in one.spans)
    ]
    return min(quotes, key=lambda quote: len(quote.text)).said.edtf


CASES = [
    pytest.param(
        "en",
        "2025-06-14",
        "Ada Moor ran the claims desk of Quelmont Ltd. In 2023 it went to a bot. We met her on "
        "Thursday in Hull.\n\nWhat happened?\n\nMoor: In May last year I was told to train it."
        "\n\nDid you?\n\nMoor: I did, and I regret it.",
        "I did",
        "2025-06-12",
        id="reply_is_of_the_day_on_which_the_reporter_met_the_guest",
    ),
    pytest.param(
        "en",
        "2025-06-14",
        "Ada Moor ran the claims desk of Quelmont Ltd. We met her on Thursday in Hull.\n\nWhat "
        "happened?\n\nMoor: On 5 March I was told to train it.\n\nDid you?\n\nMoor: I did.",
        "On 5 March",
        "2025-06-12",
        id="day_told_in_a_reply_is_not_that_of_the_interview",
    ),
    pytest.param(
        "fr",
        "2025-06-03",
        "Nora Delcourt dirige la société Veltra. Elle revient sur ses propos du mois dernier.\n\n"
        "Le 6 mai, vous annonciez la fin du standard. Le regrettez-vous ?\n\nNora Delcourt : Je "
        "regrette le mot, pas le plan.\n\nRappelez-vous vos agents ?\n\nN. D. : Oui, je rappelle "
        "une dizaine d'entre eux.",
        "Je regrette",
        "2025-06-03",
        id="what_a_question_recalls_does_not_date_the_reply",
    ),
    pytest.param(
        "fr",
        "2025-06-04",
        "Elle nous a reçus lundi à Metz. Nora Delcourt dirige la société Veltra.\n\nLe robot "
        "reste-t-il ?\n\nNora Delcourt : Non, nous l'avons débranché.\n\nEt vos agents ?\n\n"
        "Nora Delcourt : Nous les rappelons.",
        "nous l'avons",
        "2025-06-02",
        id="reporter_received_on_monday_heard_the_replies_then",
    ),
    pytest.param(
        "en",
        "2025-03-04",
        "Quelmont Ltd said on Tuesday it would close its claims desk. Analysts at "
        "Moor & Sons had expected it, according to a note dated Monday.",
        "it would close",
        "2025-03-04",
        id="day_behind_the_cue_is_that_of_the_saying",
    ),
    pytest.param(
        "en",
        "2025-07-22",
        "Ada Moor was told on Friday that her job at Quelmont Ltd was gone. She "
        "fumed: “I taught the bot everything.”",
        "I taught",
        "2025-07-22",
        id="day_on_which_she_was_told_is_not_that_of_her_words",
    ),
    pytest.param(
        "en",
        "2025-11-19",
        "“We need clerks,” Ada Moor told a trade weekly.\n\nIn a speech on 6 February "
        "2024, Moor said: “The clerk is over.”",
        "We need",
        "2025-11-19",
        id="next_sentence_dates_its_own_words_alone",
    ),
    pytest.param(
        "en",
        "2024-04-16",
        "Quelmont Ltd will close its call centre, chief executive Ada Moor said on "
        "Monday.\n\n“We need nobody for routine calls,” Moor told reporters after the "
        "publication of first-quarter results.",
        "We need",
        "2024-04-15",
        id="reporting_period_of_the_results_dates_no_words",
    ),
    pytest.param(
        "fr",
        "2025-10-14",
        "Le groupe Quelmont a annoncé mardi la suppression de 60 postes. « Il n’y "
        "aura aucun départ contraint », a assuré Ada Morin, sa directrice "
        "générale.\n\nLes syndicats, reçus lundi, ont exprimé leur colère.",
        "aucun départ",
        "2025-10-14",
        id="reaction_d_un_autre_ne_date_pas_les_paroles",
    ),
    pytest.param(
        "fr",
        "2025-04-17",
        "Le groupe Quelmont a confirmé mercredi le déploiement d’un robot vocal. « "
        "L’effet sera nul », soutient Ada Morin, sa directrice générale.",
        "sera nul",
        "2025-04-17",
        id="qui_parle_au_present_parle_au_journal",
    ),
    pytest.param(
        "fr",
        "2024-06-04",
        "La responsable du recrutement du groupe Valdor, Anouk Ferrand, a supprimé les réponses "
        "automatiques en janvier. « Nous recevons moins de lettres », explique-t-elle.",
        "Nous recevons",
        "2024-06-04",
        id="present_tense_speech_is_not_dated_by_the_deed_before_it",
    ),
    pytest.param(
        "en",
        "2025-08-14",
        "Vardia Systems told investors last week that agents write its code.\n\n"
        "The union is angry. “No employee was asked to resign,” the company said in an emailed "
        "response.",
        "No employee",
        "2025-08-14",
        id="emailed_response_is_new_whatever_the_company_told_last_week",
    ),
    pytest.param(
        "fr",
        "2024-12-18",
        "Dans une note datée du 2 octobre, la directrice, Sibylle Renard, écrivait : « Le bureau "
        "soude les équipes. » Le 16 décembre, la même reconnaissait devant les élus que "
        "« la note était dure ».",
        "Le bureau",
        "2024-10-02",
        id="full_stop_inside_the_marks_ends_the_sentence_of_its_date",
    ),
    pytest.param(
        "fr",
        "2025-01-09",
        "L'accord mérite une chronologie.\n\n24 octobre. Le syndicat, par la voix de Samira "
        "Belkaoui, refuse : « Nous ne signerons pas. »\n\nMercredi, fumée blanche.",
        "Nous ne signerons pas",
        "2024-10-24",
        id="date_with_a_full_stop_heads_its_paragraph",
    ),
    pytest.param(
        "fr",
        "2024-06-20",
        "L'opérateur Kelvane a démenti jeudi vouloir supprimer 8 000 emplois, comme l'avait "
        "rapporté la veille le quotidien Morgenpost.\n\n« Ces chiffres sont faux », a déclaré "
        "une porte-parole de Kelvane.",
        "Ces chiffres",
        "2024-06-20",
        id="day_of_a_source_beside_the_story_is_no_occasion",
    ),
    pytest.param(
        "en",
        "2026-06-07",
        "The toymaker's own 2024 prospectus spoke of “fully autonomous friendship”, which nobody "
        "had seen.",
        "fully autonomous",
        "2024",
        id="year_before_a_document_dates_what_it_says",
    ),
    pytest.param(
        "fr",
        "2025-10-02",
        'Sollicitée mercredi, Ombline de Tersan a répondu : "Un projet n\'est pas un rapport."',
        "Un projet",
        "2025-10-01",
        id="participle_that_opens_the_sentence_carries_its_day",
    ),
    pytest.param(
        "en",
        "2026-07-22T00:30:00Z",
        "“We need people,” Ada Moor, the insurer's chief executive, said on Tuesday.",
        "We need people",
        "2026-07-21",
        id="weekday_of_a_piece_published_after_midnight_is_the_day_before",
    ),
    pytest.param(
        "fr",
        "2023-09-12",
        "Bruno Delmas, délégué depuis 22 ans, estime que « c'est un tournant ».",
        "c'est un tournant",
        "2023-09-12",
        id="years_of_service_date_nothing",
    ),
    *(
        pytest.param("fr", "2025-12-18", text, "un conseiller", "2025-12-16", id=name)
        for name, text in (
            (
                "la_direction_parle_le_jour_de_l_annonce",
                (
                    "Le groupe Quelmont réembauche. Celui-ci l'a annoncé mardi aux élus.\n\n« Les "
                    "appels iront à un conseiller », indique la direction."
                ),
            ),
            (
                "le_couperet_date_ce_qui_est_dit_aux_salaries",
                (
                    "Le couperet est tombé mardi. Le groupe Quelmont ferme son plateau.\n\n« Il ne "
                    "restera pas un conseiller », a fait savoir la directrice du groupe, Ada Morin."
                ),
            ),
            (
                "lettre_envoyee_un_jour_dit",
                (
                    "Le groupe Quelmont réembauche. « Vous parlerez à un conseiller », promet la "
                    "directrice, Ada Morin, dans une lettre aux abonnés envoyée mardi."
                ),
            ),
            (
                "page_d_un_document_depose_un_jour_dit",
                (
                    "Le rapport annuel du groupe Quelmont, déposé mardi, révèle un retour en "
                    "arrière. « Chaque appel va à un conseiller », y est-il écrit page 96."
                ),
            ),
            (
                "seance_ou_chacun_a_parle",
                (
                    "Le conseil municipal de Brézolles a rejeté mardi soir le projet.\n\n« Il "
                    "faut un conseiller », a plaidé l'élue Ada Morin."
                ),
            ),
        )
    ),
    pytest.param(
        "fr",
        "2025-12-18",
        "Le groupe Quelmont a annoncé jeudi, à la veille d'une grève, la fin du robot. Il a "
        "indiqué étudier « toutes les pistes ».",
        "toutes les pistes",
        "2025-12-18",
        id="a_la_veille_d_un_evenement_n_est_pas_un_jour",
    ),
    pytest.param(
        "en",
        "2025-12-18",
        "Quelmont Ltd is closing its desk. Staff were told on Tuesday.\n\n“No clerk will be "
        "needed,” a spokesperson said in an email.",
        "No clerk",
        "2025-12-18",
        id="day_on_which_staff_were_told_is_not_that_of_an_email_to_the_paper",
    ),
    pytest.param(
        "en",
        "2026-07-10",
        "In 2023, Mora Finn had told the BBC that “agents would do it all”.",
        "agents would",
        "2023",
        id="recalled_statement_keeps_its_year",
    ),
    pytest.param(
        "fr",
        "2026-07-10",
        "En 2023, Mora Finet assurait que « les robots suffiraient ».",
        "les robots",
        "2023",
        id="recalled_statement_in_french_keeps_its_year",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "published", "text", "words", "expected"), CASES)
def test_words_are_dated_as_a_reader_would(
    language: str, published: str, text: str, words: str, expected: str
) -> None:
    assert said(words, text, language, published) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "edtf", "alternative"),
    [
        ("en", "The form is dated 03/04/2025.", "2025-03-04", "2025-04-03"),
        ("en", "The form is dated 13/04/2025.", "2025-04-13", ""),
        ("en", "The form is dated 02/11/2025.", "2025-02-11", "2025-11-02"),
        ("en", "The form is dated 11/02/2025.", "2025-02-11", "2025-11-02"),
        ("fr", "La fiche est datée du 03/04/2025.", "2025-04-03", ""),
    ],
)
def test_day_and_month_in_digits_keep_both_readings_where_both_can_be(
    language: str, text: str, edtf: str, alternative: str
) -> None:
    (found,) = dates(nlp.pipeline(language)(text), published="2025-07-10")
    assert (found.edtf, found.alternative) == (edtf, alternative)
    assert found.method is DateMethod.EXPLICIT


@pytest.mark.slow
def test_both_readings_of_last_january_are_in_the_record() -> None:
    (told,) = statements("En janvier dernier, le groupe a supprimé 40 postes.", "fr", "2025-05-02")
    assert (told.said.edtf, told.said.alternative) == ("2025-01", "2024-01")


@pytest.mark.slow
def test_past_clause_keeps_its_date_to_itself() -> None:
    text = (
        "In May 2023 Veltra froze hiring.\n\nHiring was slowed in the back office then and rises "
        "among beginners in every department now."
    )
    told = {one.text.split()[-1]: one.said.edtf for one in statements(text, "en", "2025-08-29")}
    assert told["then"] == "2023-05"
    assert told["now"] == "2025-08-29"
