"""Whose number it is, and as of when it stands."""

import pytest

from db.records import ArticleVersion, Figure, Relevance
from extract import nlp
from extract.dates import dates
from extract.figures import figures
from extract.people import Gazetteer
from extract.statements import read

pytestmark = pytest.mark.slow

NOBODY = Gazetteer.build([], [], [])


def owners(
    text: str, language: str = "en", *, publisher: str = "", title: str = "", tier: str = "press"
) -> dict[str, str]:
    """Return the company of each figure, by the figure's words."""
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    version = ArticleVersion(
        id="v",
        article_id="a",
        url="https://paper.example/a",
        title=title,
        text=text,
        language=language,
        published="2025-06-04",
        publisher=publisher,
        tier=tier,
    )
    found = read(doc, version, found=Relevance.AI_AND_WORK, gazetteer=NOBODY)
    return {figure.text: figure.company for figure in found.figures}


def standing(text: str, language: str) -> list[str]:
    """Return the dates of the figures of a text, in reading order."""
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    found = list(dates(doc, published="2025-09-01"))
    return [one.as_of for one in figures(doc, found=found, published="2025-09-01")]


def counted(text: str, language: str = "en") -> list[Figure]:
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    return list(figures(doc))


@pytest.mark.parametrize(
    ("language", "text", "words", "company"),
    [
        (
            "fr",
            "Orvel licencie 500 salariés et les remplace par des robots, a appris l'agence Brenac.",
            "500 salariés",
            "Orvel",
        ),
        (
            "en",
            (
                "Marlow Freight will dismiss 34 dispatchers, its director, Ana Ruiz, told Harbour "
                "Weekly in June."
            ),
            "34 dispatchers",
            "Marlow Freight",
        ),
        (
            "en",
            (
                "Veltra Systems and its rivals grow. Veltra Systems cut 60 jobs in May, Quarrier "
                "Wire reported."
            ),
            "60 jobs",
            "Veltra Systems",
        ),
        (
            "en",
            (
                "Calder Mutual presented Tim, its assistant, to the press. Calder Mutual says that "
                "its assistant, Tim, now handles 38 percent of requests."
            ),
            "38 percent",
            "Calder Mutual",
        ),
        (
            "fr",
            (
                "L'assureur Calder Mutuelle emploie 900 conseillers. La part des dossiers traités "
                "sans intervention humaine a progressé de 15 % en deux ans."
            ),
            "15 %",
            "Calder Mutuelle",
        ),
    ],
)
def test_number_is_of_who_is_named_in_its_clause(
    language: str, text: str, words: str, company: str
) -> None:
    assert owners(text, language)[words] == company


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            ("According to a survey by Hartwell Research, 47% of managers regret having cut jobs."),
            "47%",
        ),
        (
            "en",
            (
                "Hartwell Research asked 1,200 managers. A third of them said that their company "
                "had cut jobs."
            ),
            "A third",
        ),
        (
            "fr",
            "Selon une étude d'Hartwell Conseil, 9 % des entreprises ont supprimé des postes.",
            "9 %",
        ),
    ],
)
def test_what_a_survey_found_is_of_no_company(language: str, text: str, words: str) -> None:
    assert owners(text, language)[words] == ""


@pytest.mark.parametrize(
    ("language", "publisher", "title", "text", "words"),
    [
        (
            "en",
            "Marsh Lane News",
            "Correction: Orvel",
            (
                "On Tuesday we gave a wrong number for the clerks replaced at the Orvel dairy "
                "group. The number of clerks replaced is 14, not 41. Marsh Lane News apologises "
                "to Orvel and its staff."
            ),
            "14",
        ),
    ],
)
def test_who_tells_of_others_is_not_the_company_of_the_number(
    language: str, publisher: str, title: str, text: str, words: str
) -> None:
    assert owners(text, language, publisher=publisher, title=title)[words] == "Orvel"


def test_paper_that_cuts_its_own_staff_is_the_company_in_its_own_release() -> None:
    text = "Marsh Lane News is cutting 40 posts in its newsroom and will use AI for the weather."
    found = owners(text, publisher="Marsh Lane News", title="A statement", tier="company")
    assert found["40 posts"] == "Marsh Lane News"


@pytest.mark.parametrize(
    "text",
    [
        "Orvel, a lender, reports on Nim, the AI assistant. Nim handled 44% of requests in May.",
        "Orvel, a lender, runs a bot. The bot is called Nim. Nim handled 44% of requests in May.",
        "Orvel told of its assistant, Nim, in a release. Nim handled 44% of requests in May.",
    ],
)
def test_what_a_machine_with_a_name_does_is_its_owner_s_number(text: str) -> None:
    assert owners(text)["44%"] == "Orvel"


@pytest.mark.parametrize(
    "text",
    [
        "The Chamber of Notaries says that 21% of junior clerks have lost their jobs to AI.",
        "According to the Orme Institute, 14% of law firms cut posts because of AI.",
    ],
)
def test_share_that_a_body_tells_of_others_is_not_its_own(text: str) -> None:
    assert set(owners(text).values()) == {""}


def test_share_of_a_firms_own_managers_is_no_survey() -> None:
    (figure,) = counted("Veltra dismissed 12% of its managers in May.")
    assert figure.measure != "survey share"


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        (
            "en",
            "Headcount fell from 1,200 at the end of 2022 to 900 at the end of 2024.",
            ["2022-10/2022-12", "2024-10/2024-12"],
        ),
        (
            "en",
            "The lender went from 800 people to 600 between January 2024 and January 2025.",
            ["2024-01", "2025-01"],
        ),
        (
            "fr",
            "Les effectifs sont passés de 3 000 à 2 400 salariés entre fin 2022 et fin 2024.",
            ["2022-10/2022-12", "2024-10/2024-12"],
        ),
        (
            "fr",
            "Ses effectifs ont reculé de 22 % entre fin 2023 et fin 2024.",
            ["2023-10/2024-12"],
        ),
        ("en", "In 2023 it shrank from 40 people to 12.", ["2023", "2023"]),
    ],
)
def test_dates_of_a_change_are_shared_out_among_its_ends(
    language: str, text: str, days: list[str]
) -> None:
    assert standing(text, language) == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lists show that 64 night porters were taken on.", "64 night porters"),
        ("It hired 12 day nurses.", "12 day nurses"),
        ("It has 20 second-line agents.", "20 second-line agents"),
        ("The airline dropped 50 check-in staff.", "50 check-in staff"),
    ],
)
def test_time_or_place_before_a_noun_hides_nobody(text: str, words: str) -> None:
    (figure,) = counted(text)
    assert (figure.text, figure.unit) == (words, "people")


@pytest.mark.parametrize(
    "text",
    [
        "The 60-day period ends in May.",
        "It signed a 3 year contract.",
        "They worked 24 hour days.",
    ],
)
def test_time_that_measures_something_counts_nothing(text: str) -> None:
    assert counted(text) == []


def test_number_before_last_week_counts_no_weeks() -> None:
    units = {figure.unit for figure in counted("The cuts reached 95 jobs, up from 50 last week.")}
    assert "week" not in units
