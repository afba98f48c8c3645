"""When deeds told in the reporter's voice were done, in a few sentences of invented news."""

import pytest

from db.records import ArticleVersion, Kind, Relevance, Statement
from extract import nlp
from extract.people import Gazetteer
from extract.statements import read


def done(text: str, language: str, published: str) -> str:
    """Return the date of the first deed of a company that a text tells."""
    found = read_all(text, language, published)
    return next(one.said.edtf for one in found if one.kind is Kind.ACTION)


def read_all(text: str, language: str, published: str = "2025-09-10") -> tuple[Statement, ...]:
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


ENGLISH = [
    pytest.param(text, when, id=name)
    for name, text, when in (
        (
            "participle",
            "Quelmont Ltd is rehiring 40 call handlers laid off in March.",
            "2025-09-10",
        ),
        (
            "system installed last spring",
            "Quelmont Ltd is rehiring 40 agents to replace the chatbot installed last spring.",
            "2025-09-10",
        ),
        (
            "relative clause",
            "Quelmont Ltd is hiring 12 translators to mend the work that failed in July.",
            "2025-09-10",
        ),
        (
            "what went before",
            "Quelmont Ltd is hiring 12 security engineers after a breach last month.",
            "2025-09-10",
        ),
        (
            "effect this quarter",
            "Quelmont Ltd is cutting 40 support jobs this quarter as AI takes over the calls.",
            "2025-09-10",
        ),
        (
            "effect from October",
            "Quelmont Ltd will rehire 40 agents from 1 October.",
            "2025-09-10",
        ),
        (
            "its own day",
            "Quelmont Ltd laid off 40 translators in March and replaced them with AI.",
            "2025-03",
        ),
        (
            "day on which those rehired started",
            "Quelmont Ltd has rehired 40 call handlers, who started work on Monday.",
            "2025-09-08",
        ),
        (
            "football of next Friday",
            "Beginning with Friday's results, Quelmont Ltd hands its match reports to AI.",
            "2025-09-10",
        ),
        (
            "its own day before a clause",
            "In March, Quelmont Ltd laid off 40 translators who had joined in 2021.",
            "2025-03",
        ),
    )
]
FRENCH = [
    pytest.param(text, when, id=name)
    for name, text, when in (
        (
            "participe",
            "La société Quelmont réembauche 40 conseillers licenciés en mars.",
            "2025-09-10",
        ),
        (
            "outil installé au printemps",
            (
                "La société Quelmont réembauche 40 conseillers et débranche le robot installé au "
                "printemps."
            ),
            "2025-09-10",
        ),
        (
            "relative",
            (
                "La société Quelmont embauche 12 ingénieurs après une panne dont elle a été "
                "victime en juillet."
            ),
            "2025-09-10",
        ),
        (
            "effet à venir",
            "La société Quelmont rouvre le 1er décembre son centre d'appels, avec 40 conseillers.",
            "2025-09-10",
        ),
        (
            "participe qui a l'air d'un nom",
            (
                "La société Quelmont a rappelé vingt chargés de clientèle, la plupart remerciés "
                "au printemps 2024."
            ),
            "2025-09-10",
        ),
        (
            "jour de la reprise",
            "La société Quelmont a réengagé 40 conseillers, qui ont repris lundi leur travail.",
            "2025-09-08",
        ),
        (
            "jour de l'arrivée",
            "La société Quelmont a réembauché 40 traducteurs, qui ont commencé lundi à Lyon.",
            "2025-09-08",
        ),
        (
            "jour du fait",
            "En mars, la société Quelmont a licencié 40 traducteurs, remplacés par l'IA.",
            "2025-03",
        ),
        (
            "depuis",
            "La société Quelmont réembauche depuis le 5 août 40 conseillers.",
            "2025-08-05/2025-09-10",
        ),
    )
]


@pytest.mark.parametrize(("text", "when"), ENGLISH)
def test_a_deed_is_not_of_the_day_of_its_effect_or_its_background(text: str, when: str) -> None:
    assert done(text, "en", "2025-09-10") == when


@pytest.mark.parametrize(("text", "when"), FRENCH)
def test_un_fait_n_est_pas_du_jour_de_son_effet_ni_de_son_contexte(text: str, when: str) -> None:
    assert done(text, "fr", "2025-09-10") == when


KNOWN = [
    ("en", "Staff learnt of it on Monday in meetings."),
    ("en", "Notice was given to staff on Monday."),
    ("en", "The letters went out on Monday."),
    ("en", "The board voted for the plan on Monday."),
    ("en", "The agreement was signed on Monday."),
    ("en", "It was disclosed in a filing on Monday."),
    ("fr", "Les salariés l'ont appris lundi."),
    ("fr", "Les lettres sont parties lundi."),
    ("fr", "Réuni lundi, le conseil a voté le plan."),
    ("fr", "L'accord a été signé lundi."),
    ("fr", "Les équipes ont été informées lundi."),
    ("en", "The axe fell on Monday."),
    ("en", "The change took effect on Monday."),
    ("en", "It is spelt out in a plan presented on Monday."),
    ("fr", "Le couperet est tombé lundi."),
    ("fr", "La nouvelle est tombée lundi."),
    ("fr", "La mesure a pris effet lundi."),
    ("fr", "Le plan présenté lundi prévoit aussi des formations."),
    ("fr", "Une note envoyée lundi aux équipes donne le détail."),
]
DEEDS = {
    "en": "Quelmont Ltd is rehiring 40 call handlers.\n\n",
    "fr": "La société Quelmont réembauche 40 conseillers.\n\n",
}


@pytest.mark.parametrize(("language", "text"), KNOWN)
def test_an_undated_deed_is_of_the_day_on_which_it_became_known(language: str, text: str) -> None:
    assert done(DEEDS[language] + text, language, "2025-09-10") == "2025-09-08"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In May 2024 Quelmont Ltd had closed its desk and had given its calls to an AI."),
        (
            "fr",
            (
                "En mai 2024, la société Quelmont avait fermé son standard et avait confié ses "
                "appels à une IA."
            ),
        ),
    ],
)
def test_deeds_that_went_before_share_the_day_of_their_clause(language: str, text: str) -> None:
    told = [one.said.edtf for one in read_all(text, language) if one.kind is Kind.ACTION]
    assert len(told) > 1
    assert set(told) == {"2024-05"}


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("en", "Two years after its launch, Quelmont Ltd is rehiring 40 call handlers.\n\n"),
        ("fr", "Deux ans après les départs, la société Quelmont réembauche 40 conseillers.\n\n"),
    ],
)
def test_a_stretch_measured_to_the_news_does_not_date_it(language: str, lead: str) -> None:
    text = {"en": "Staff learnt of it on Monday.", "fr": "Les salariés l'ont appris lundi."}
    assert done(lead + text[language], language, "2025-09-10") == "2025-09-08"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Its shares rose 3 percent on Monday."),
        ("en", "A storm closed its office on Monday."),
        ("fr", "Son action a gagné 3 % lundi."),
        ("fr", "Une tempête a fermé ses bureaux lundi."),
    ],
)
def test_a_day_on_which_nothing_became_known_dates_no_deed(language: str, text: str) -> None:
    assert done(DEEDS[language] + text, language, "2025-09-10") == "2025-09-10"
