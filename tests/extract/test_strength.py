"""How strongly a cut speaks for AI, and what a denial of cuts is worth."""

import pytest

from db.records import Modality
from extract.frames import Frame, frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow


def read(language: str, text: str) -> list[Frame]:
    return list(frames(pipeline(language)(text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bank had laid off no full-time employee when the robot came."),
        ("en", "No layoffs were announced with the new AI assistant."),
        ("en", "Orbel cut 300 jobs. It did not give AI as a reason."),
        ("en", "Orbel uses AI. It will cut 400 jobs to remove layers of management."),
        ("en", "Orbel, which sells AI, cut 300 jobs as inflation rose and war came."),
        ("en", "The layoffs reach every part of the company, which sells AI."),
        ("fr", "La banque n'avait licencié aucun salarié à l'arrivée du robot."),
        ("fr", "Le communiqué parle d'IA sans lui imputer aucune suppression."),
        ("fr", "Le groupe ne fait état d'aucun licenciement dû à l'IA."),
        ("fr", "Orbel supprime 400 postes pour alléger ses strates."),
        ("fr", "Les licenciements touchent toute l'entreprise, qui vend de l'IA."),
    ],
)
def test_what_was_not_cut_or_not_for_ai_takes_no_side(language: str, text: str) -> None:
    assert all(abs(frame.polarity) < 0.25 for frame in read(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We do not plan to fire anyone because of AI."),
        ("en", "Orbel plans no layoffs, with or without AI."),
        ("fr", "Orbel ne prévoit aucun licenciement, avec ou sans IA."),
    ],
)
def test_promise_to_cut_nobody_leans_a_little_to_people(language: str, text: str) -> None:
    assert any(-0.5 < frame.polarity <= -0.25 for frame in read(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It would be a mistake to replace juniors with AI."),
        ("en", "Replacing apprentices with AI is one of the silliest things, he said."),
        ("fr", "Ce serait une erreur de remplacer les débutants par l'IA."),
    ],
)
def test_judgement_of_replacing_is_negative_and_no_admission(language: str, text: str) -> None:
    judged = [frame for frame in read(language, text) if frame.judges]
    assert judged
    assert all(frame.polarity < 0 and not frame.acknowledges_change for frame in judged)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "To be clear, that was the plan."),
        ("en", "I did not give enough context."),
        ("en", "The post was read as a turn."),
        ("en", "The bot didn't literally replace 700 people."),
        ("fr", "Pour être clair, c'était le plan."),
        ("fr", "Ses propos sont sortis de leur contexte."),
        ("fr", "Ce que je voulais dire est simple."),
    ],
)
def test_putting_words_right_is_a_clarification(language: str, text: str) -> None:
    (frame,) = read(language, text)
    assert frame.is_clarification
    assert frame.polarity == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The memo in which he declared the company AI-first in April made no friends."),
        ("fr", "Dans la note où il déclarait l'entreprise « AI-first » en avril, il rassurait."),
    ],
)
def test_own_words_recalled_are_background(language: str, text: str) -> None:
    frame = next(frame for frame in read(language, text) if frame.name == "ai_first")
    assert frame.is_background


def test_reason_stands_behind_the_deed_it_is_given_for() -> None:
    found = read("en", "Orbel stopped using contractors because AI can do their work.")
    reasons = [frame for frame in found if frame.is_background]
    deeds = [frame for frame in found if not frame.is_background]
    assert [frame.name for frame in deeds] == ["end_contracts"]
    assert reasons
    assert all(frame.modality is Modality.ASSERTED for frame in deeds)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Headcount in marketing had not been cut because of AI, she said."),
        ("en", "No jobs were lost to AI, the bank said."),
        ("en", "Nobody has lost their job to AI."),
        ("en", "Our clerks were not replaced by a chatbot."),
        ("en", "No post has been cut because of AI."),
        ("fr", "Aucun poste n'a été supprimé à cause de l'IA."),
        ("fr", "Nos conseillers n'ont pas été remplacés par l'IA."),
        ("fr", "Nous n'avons supprimé aucun poste en raison de l'IA."),
    ],
)
def test_that_ai_took_nobodys_job_is_no_stand(language: str, text: str) -> None:
    assert all(abs(frame.polarity) < 0.25 for frame in read(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody will lose their job to AI."),
        ("en", "We are not replacing anyone with AI."),
        ("en", "It promised that no dispatcher would lose a job to automation."),
        ("fr", "Aucun poste ne sera supprimé à cause de l'IA."),
        ("fr", "Nous ne remplaçons personne par l'IA."),
        ("fr", "Il ne s'agit pas de remplacer qui que ce soit par l'IA."),
    ],
)
def test_that_ai_takes_nobodys_job_is_one(language: str, text: str) -> None:
    assert any(frame.polarity <= -0.25 for frame in read(language, text))
