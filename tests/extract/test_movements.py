"""Who comes back and who goes, told by verbs of many other uses, however far they stand."""

import pytest

from extract.frames import Frame, frames
from extract.nlp import documents

pytestmark = pytest.mark.slow


def read(text: str) -> list[Frame]:
    return [frame for doc, _ in documents([(text, None)], language="fr") for frame in frames(doc)]


@pytest.mark.parametrize(
    "text",
    [
        "La mutuelle Arvelle a rappelé, en toute discrétion et à prix d'or, trente correctrices.",
        "La régie de Sorlin ramène ses relieuses à l'atelier.",
        "Le relieur de Vauclan a récupéré sa presse.",
        "On leur a rendu leur standardiste.",
        "Des bibliothécaires reviennent dans les salles de Taverne-Haute.",
        "La cellule de relecture a été remontée en mars.",
    ],
)
def test_people_who_are_brought_back_or_come_back_take_the_side_of_people(text: str) -> None:
    assert min(frame.polarity for frame in read(text)) <= -0.5


@pytest.mark.parametrize(
    "text",
    [
        "Les relieuses de Vauclan reprennent le travail après la grève.",
        "La poste de Sorlin rappelle que les guichets ferment à midi.",
        "L'effectif de Taverne a été ramené de neuf à deux relieurs.",
        "L'atelier de Vauclan a été rendu au bailleur.",
        "L'IA d'Arvelle a repris les deux tiers des relectures.",
    ],
)
def test_what_only_looks_like_a_return_does_not(text: str) -> None:
    assert all(frame.polarity > -0.5 for frame in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Les relieuses de Vauclan ont raccroché leur tablier, un robot coud les cahiers.",
        "Trois postes de relieur ont disparu avec l'arrivée de l'IA chez Arvelle.",
        "Le journal a sacrifié ses neuf cartographes à un générateur d'images.",
    ],
)
def test_people_who_go_beside_a_machine_take_its_side(text: str) -> None:
    assert max(frame.polarity for frame in read(text)) >= 0.25


def test_a_bare_departure_takes_no_side() -> None:
    assert all(abs(frame.polarity) < 0.25 for frame in read("Deux relieuses ont quitté Vauclan."))
