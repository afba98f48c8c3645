"""Deeds that no date stands beside, in the stretch of a story that tells of the time before."""

import pytest

from db.records import ArticleVersion, Kind, Relevance, SaidDate
from extract import nlp
from extract.people import Gazetteer
from extract.statements import read

pytestmark = pytest.mark.slow


def done(text: str, words: str, language: str) -> SaidDate:
    """Return the date of the deed that holds some words of a text of 10 September 2025."""
    version = ArticleVersion(
        id="a",
        article_id="a",
        url="a",
        title="",
        text=text,
        language=language,
        published="2025-09-10",
    )
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    gazetteer = Gazetteer.build((), (), ())
    found = read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=gazetteer).statements
    kinds = {Kind.ACTION, Kind.REPORT}
    told = [one for one in found if one.kind in kinds and words in one.text]
    return min(told, key=lambda one: len(one.text)).said


FOLLOWED = [
    (
        "en",
        (
            "Orvane Ltd gave its phone lines to an AI assistant in March 2024. "
            "In the months that followed it dismissed 300 clerks."
        ),
        "300 clerks",
    ),
    (
        "en",
        (
            "Orvane Ltd gave its phone lines to an AI assistant in March 2024.\n\n"
            "Soon afterwards the firm dismissed 300 clerks."
        ),
        "300 clerks",
    ),
    (
        "en",
        (
            "Orvane Ltd gave its phone lines to an AI assistant in March 2024. "
            "It dismissed 300 clerks."
        ),
        "300 clerks",
    ),
    (
        "fr",
        (
            "Orvane a confié ses lignes à une intelligence artificielle en mars 2024. "
            "Elle a licencié 300 conseillers."
        ),
        "300 conseillers",
    ),
    (
        "fr",
        (
            "Orvane a confié ses lignes à une intelligence artificielle en mars 2024.\n\n"
            "Peu après, l'entreprise a licencié 300 conseillers."
        ),
        "300 conseillers",
    ),
]


@pytest.mark.parametrize(("language", "text", "words"), FOLLOWED)
def test_what_came_after_a_past_day_lies_between_it_and_publication(
    language: str, text: str, words: str
) -> None:
    said = done(text, words, language)
    assert said.edtf == "2024-03-01/2025-09-10"
    assert said.anchor == "2024-03"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "At first Orvane Ltd dismissed 300 clerks.", "300 clerks"),
        ("en", "Orvane Ltd initially hired 60 clerks to answer the calls.", "60 clerks"),
        ("en", "For the first eight years Orvane Ltd hired clerks to write the ads.", "clerks"),
        (
            "fr",
            "Dans les mois qui ont suivi, l'entreprise Orvane a licencié 300 conseillers.",
            "300 conseillers",
        ),
        ("fr", "Au départ, Orvane a licencié 300 conseillers.", "300 conseillers"),
        ("fr", "Les années précédentes, Orvane a embauché 60 conseillers.", "60 conseillers"),
    ],
)
def test_what_was_done_in_a_time_that_is_over_has_no_known_day(
    language: str, text: str, words: str
) -> None:
    assert done(text, words, language).edtf == "../2025-09-10"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            (
                "Orvane Ltd gave its phone lines to an AI assistant in March 2024. "
                "It is now rehiring 40 clerks."
            ),
            "40 clerks",
        ),
        (
            "en",
            "Orvane Ltd dismissed 300 clerks.\n\nThe firm launched its chatbot in March 2024.",
            "300 clerks",
        ),
        (
            "en",
            "Orvane Ltd, which opened in 2019, dismissed 300 clerks.",
            "300 clerks",
        ),
        (
            "fr",
            (
                "Orvane a confié ses lignes à une intelligence artificielle en mars 2024. "
                "Elle embauche 40 conseillers."
            ),
            "40 conseillers",
        ),
        (
            "fr",
            "Orvane a licencié 300 conseillers. Son robot a été lancé en mars 2024.",
            "300 conseillers",
        ),
    ],
)
def test_news_beside_history_is_of_the_day(language: str, text: str, words: str) -> None:
    assert done(text, words, language).edtf == "2025-09-10"


MEASURED = [
    (
        "en",
        "Two years after it gave its calls to a bot, Brell Bank has rehired 40 agents.",
        "gave its calls",
        "2023-09",
    ),
    (
        "en",
        "Orvane is to bring back 40 agents, 16 months after replacing them with a chatbot.",
        "replacing them",
        "2024-05",
    ),
    (
        "en",
        "Less than a year after Orvane handed its phones to a bot, it is hiring 40 agents.",
        "handed its phones",
        "../2025-09-10",
    ),
    (
        "fr",
        "Dix-huit mois après avoir confié ses appels à un robot, Orvane rembauche 40 conseillers.",
        "confié ses appels",
        "2024-03",
    ),
    (
        "fr",
        "Orvane rembauche 40 conseillers, deux ans après avoir remplacé son service par une IA.",
        "remplacé son service",
        "2023-09",
    ),
    (
        "fr",
        "Moins d'un an après avoir confié ses appels à un robot, Orvane rembauche 40 conseillers.",
        "confié ses appels",
        "../2025-09-10",
    ),
]


@pytest.mark.parametrize(("language", "text", "words", "expected"), MEASURED)
def test_a_deed_from_which_time_is_measured_lies_so_far_back(
    language: str, text: str, words: str, expected: str
) -> None:
    assert done(text, words, language).edtf == expected


def test_what_time_is_measured_to_is_news() -> None:
    text = "Orvane is to bring back 40 agents, 16 months after replacing them with a chatbot."
    assert done(text, "bring back", "en").edtf == "2025-09-10"
