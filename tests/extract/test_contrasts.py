"""Who does the work now and who did it before, told by tense alone, and how a quote leans."""

import pytest

from extract.frames import frames
from extract.nlp import documents
from extract.position import position

pytestmark = pytest.mark.slow

MACHINES = [
    "Il fallait six horlogers pour régler les montres de Corvan. Un programme les règle.",
    "Les relieuses qui cousaient les cahiers de Vauclan ont laissé leur table à un robot.",
    "La pesée occupait douze employés à Sorlin ; un capteur s'en charge.",
    "L'horloger ne règle plus rien chez Corvan, le logiciel a la main.",
    "La maison Arvelle ne commande plus de cartes, un script les tire.",
    "Les cahiers de Vauclan se cousent tout seuls, devant les relieuses.",
    "« L'affaire est une réussite, et douze salaires d'économisés », jubile le relieur en chef.",
]
PEOPLE = [
    "Le robot de Vauclan cousait de travers, les relieuses ont leur table ici.",
    "Un logiciel n'organise plus les rondes, les veilleurs en parlent entre eux.",
    "La ville de Sorlin, qui avait acheté un automate, a renoué avec son horloger.",
    "« C'est la pagaille depuis que l'automate pèse », dit la cheffe du quai.",
    "« J'ai parlé à quelqu'un, et l'affaire était réglée », raconte une abonnée d'Arvelle.",
]
NEITHER = [
    "Un logiciel propose les réglages chez Corvan et l'horloger choisit.",
    "Les relieuses de Vauclan sont revenues de leurs congés ; le robot a été nettoyé.",
    "La directrice rappelle que l'automate pèse au gramme près.",
]


def side(text: str) -> str:
    for doc, _ in documents([(text, None)], language="fr"):
        stance = position(doc, spans=[(0, len(text))], frames=list(frames(doc)))
        value = stance.value if stance else 0.0
        return "+" if value >= 0.25 else "-" if value <= -0.25 else "0"
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, "+") for text in MACHINES]
    + [(text, "-") for text in PEOPLE]
    + [(text, "0") for text in NEITHER],
)
def test_a_quote_takes_the_side_of_who_does_the_work_now(text: str, expected: str) -> None:
    assert side(text) == expected


def test_a_long_text_tells_the_background_in_the_imperfect_too() -> None:
    text = (
        "Corvan a ouvert une salle à Sorlin. Les médecins, qui dictaient leurs lettres à un écran, "
        "étaient nombreux. Le maire a parlé. Il a plu tout le jour. La salle restera ouverte."
    )
    for doc, _ in documents([(text, None)], language="fr"):
        assert all(abs(frame.polarity) < 0.25 for frame in frames(doc))
