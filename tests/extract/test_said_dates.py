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
