"""Functions and populations: of the frame's own objects, not of titles and bystanders."""

import pytest

from db.records import Function, Population
from extract.frames import Frame, frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow


def loudest(language: str, text: str) -> Frame:
    found = list(frames(pipeline(language)(text)))
    return max(found, key=lambda frame: (not frame.is_background, abs(frame.polarity)))


@pytest.mark.parametrize(
    ("language", "text", "function"),
    [
        ("en", "The human resources director said Orbel had rehired 30 people.", Function.ALL),
        (
            "en",
            "The head of marketing said AI had replaced the support team.",
            Function.CUSTOMER_SERVICE,
        ),
        ("en", "Orbel will triple entry-level hiring, its HR director said.", Function.ALL),
        ("en", "Customers can always reach a human.", Function.CUSTOMER_SERVICE),
        ("en", "Orbel cut 300 jobs because of AI, which upset customers.", Function.ALL),
        ("fr", "La directrice des ressources humaines réembauche 30 personnes.", Function.ALL),
        ("fr", "Le client pourra toujours parler à un humain.", Function.CUSTOMER_SERVICE),
        ("fr", "Orbel réembauche 40 personnes au service client.", Function.CUSTOMER_SERVICE),
        ("fr", "Aucun de nos livres ne sera traduit par une machine.", Function.ALL),
        ("fr", "Orbel réembauche 40 livreurs à Lyon.", Function.LOGISTICS),
        ("fr", "La ville vote la création de huit postes d'agents.", Function.ALL),
        ("fr", "Orbel a fermé son studio de création.", Function.MARKETING),
        (
            "fr",
            "Orbel recrute de nouveau des gens pour répondre à ses clients.",
            Function.CUSTOMER_SERVICE,
        ),
    ],
)
def test_function_is_told_by_the_frame_and_not_by_a_title_or_bystander(
    language: str, text: str, function: Function
) -> None:
    assert loudest(language, text).function is function


@pytest.mark.parametrize(
    ("language", "text", "population"),
    [
        (
            "en",
            "Orbel stopped working with a tenth of its contractors because AI can write.",
            Population.CONTRACTORS,
        ),
        (
            "en",
            "We no longer need as many people for the work these contractors were doing.",
            Population.CONTRACTORS,
        ),
        (
            "en",
            "Freelance marketplace Orbel will cut 250 jobs because of AI.",
            Population.EMPLOYEES,
        ),
        ("en", "AI could remove half of all entry-level office jobs.", Population.ECONOMY),
        ("en", "Orbel replaced its entry-level jobs with AI.", Population.EMPLOYEES),
        (
            "fr",
            "Orbel a cessé de recourir à ses prestataires parce que l'IA écrit.",
            Population.CONTRACTORS,
        ),
        ("fr", "Nous n'avons plus besoin d'autant de monde.", Population.EMPLOYEES),
        (
            "fr",
            "L'IA pourrait supprimer la moitié des emplois de débutants.",
            Population.ECONOMY,
        ),
    ],
)
def test_population_is_told_by_the_whole_object(
    language: str, text: str, population: Population
) -> None:
    assert loudest(language, text).population is population
