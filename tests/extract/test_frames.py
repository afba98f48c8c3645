from itertools import pairwise

import pytest

from db.records import Attribution, Axis, Function, Modality, Population
from extract.frames import Frame, frames
from extract.nlp import pipeline

pytestmark = pytest.mark.slow


def read(language: str, text: str) -> list[Frame]:
    return list(frames(pipeline(language)(text)))


def only(language: str, text: str, name: str) -> Frame:
    found = [frame for frame in read(language, text) if frame.name == name]
    assert len(found) == 1, (name, [frame.name for frame in read(language, text)])
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        (
            "fr",
            "Orbel a supprimé ses contrats de traduction en 2022, puis son équipe RH en 2023.",
            (Function.TRANSLATION, "en 2022"),
            (Function.HR, "en 2023"),
        ),
        (
            "en",
            "Vantor cut 300 marketing jobs in 2023 and its support team in 2024.",
            (Function.MARKETING, "in 2023"),
            (Function.CUSTOMER_SERVICE, "in 2024"),
        ),
    ],
)
def test_gapped_clause_is_a_frame_of_its_own_with_the_first_ones_verb_and_doer(
    language: str, text: str, first: tuple[Function, str], second: tuple[Function, str]
) -> None:
    one, two = read(language, text)
    for frame, (function, year) in ((one, first), (two, second)):
        assert frame.function is function
        assert text[slice(*frame.span)].endswith(year)
    assert one.span[1] <= two.span[0]
    assert one.trigger == two.trigger
    assert one.agent == two.agent


@pytest.mark.parametrize(
    ("language", "text", "name", "doer"),
    [
        ("en", "Two hundred jobs were cut by the insurer.", "cut_jobs", "the insurer"),
        ("en", "Two hundred jobs were cut in March.", "cut_jobs", None),
        ("en", "Norvale's decision to reinstate 45 jobs was late.", "reinstate", "Norvale"),
        ("en", "Orbel announced a recruitment campaign.", "hire", "Orbel"),
        ("en", "The bank, which let 200 advisers go, is small.", "cut_jobs", "The bank"),
        ("en", "Its assistant does the work of 700 agents.", "ai_does_work", "Its"),
        ("fr", "Deux cents postes ont été supprimés par l'assureur.", "cut_jobs", "l'assureur"),
        ("fr", "La décision de Norvale de rétablir 45 postes est tardive.", "reinstate", "Norvale"),
        ("fr", "Réduisant ses effectifs de 20 %, Orbel mise sur l'IA.", "cut_jobs", "Orbel"),
        ("fr", "La banque, qui avait licencié 200 agents, se tait.", "cut_jobs", "La banque"),
    ],
)
def test_doer_is_the_subject_the_by_phrase_the_owner_or_nobody(
    language: str, text: str, name: str, doer: str | None
) -> None:
    frame = only(language, text, name)
    assert (text[slice(*frame.agent)] if frame.agent else None) == doer


@pytest.mark.parametrize(
    ("language", "text", "name", "modality"),
    [
        ("en", "Orbel rehired 300 people.", "rehire", Modality.ASSERTED),
        ("en", "Orbel did not rehire 300 people.", "rehire", Modality.NEGATED),
        ("en", "If quality fell, we would rehire 300 people.", "rehire", Modality.CONDITIONAL),
        ("en", "Orbel reportedly rehired 300 people.", "rehire", Modality.HEARSAY),
        ("en", "Would Orbel rehire 300 people?", "rehire", Modality.QUESTION),
        ("en", "Orbel said it would rehire 300 people.", "rehire", Modality.ASSERTED),
        ("fr", "Orbel a réembauché 300 personnes.", "rehire", Modality.ASSERTED),
        ("fr", "Orbel n'a pas réembauché ses conseillers.", "rehire", Modality.NEGATED),
        ("fr", "Si la qualité baissait, nous réembaucherions.", "rehire", Modality.CONDITIONAL),
        ("fr", "La banque réembaucherait 300 personnes.", "rehire", Modality.HEARSAY),
        ("fr", "La banque aurait supprimé 300 postes.", "cut_jobs", Modality.HEARSAY),
        ("fr", "La banque a annoncé qu'elle recruterait 300 personnes.", "hire", Modality.ASSERTED),
        ("fr", "Orbel réembauchera-t-il 300 personnes ?", "rehire", Modality.QUESTION),
    ],
)
def test_what_is_held_back_is_not_asserted(
    language: str, text: str, name: str, modality: Modality
) -> None:
    frame = only(language, text, name)
    assert frame.modality is modality
    assert (frame.certainty == 1) is (modality in {Modality.ASSERTED, Modality.NEGATED})


@pytest.mark.parametrize(
    ("language", "text", "name", "sign"),
    [
        ("en", "The bank is not replacing its staff with AI.", "deny_replacement", -1),
        ("en", "The lender is not reversing its AI strategy.", "deny_reversal", 1),
        ("en", "We are not hiring at all, apart from engineers.", "freeze_hiring", 1),
        ("fr", "La banque ne remplace pas ses conseillers par l'IA.", "deny_replacement", -1),
        ("fr", "Le prêteur ne revient pas sur sa stratégie IA.", "deny_reversal", 1),
        ("fr", "Nous n'embauchons plus personne, hormis des ingénieurs.", "freeze_hiring", 1),
    ],
)
def test_negation_makes_another_frame_and_not_the_opposite_claim(
    language: str, text: str, name: str, sign: int
) -> None:
    frame = only(language, text, name)
    assert frame.polarity * sign > 0
    assert frame.modality is Modality.ASSERTED
    assert frame.retracts_nothing is (name == "deny_reversal")


def test_excepted_function_is_not_the_function() -> None:
    text = "We are not hiring at all, apart from engineers."
    assert only("en", text, "freeze_hiring").function is Function.ALL


@pytest.mark.parametrize(
    ("text", "attribution", "is_silent"),
    [
        ("Orbel cut 300 jobs because of AI.", Attribution.PRIMARY, False),
        ("Orbel cut 300 jobs because of the recession.", Attribution.UNKNOWN, True),
        ("Orbel cut 300 jobs, which has nothing to do with AI.", Attribution.DENIED, True),
        (
            "Orbel cut half of its staff because pupils ask chatbots.",
            Attribution.CONTRIBUTING,
            True,
        ),
        ("The AI lab dismissed 500 annotators.", Attribution.UNKNOWN, True),
    ],
)
def test_cut_leans_to_ai_only_as_far_as_it_is_blamed_on_it(
    text: str, attribution: Attribution, *, is_silent: bool
) -> None:
    frame = only("en", text, "cut_jobs")
    assert frame.attribution is attribution
    assert (abs(frame.polarity) < 0.25) is is_silent


@pytest.mark.parametrize(
    ("text", "population", "axis"),
    [
        ("Orbel is phasing out contractors.", Population.CONTRACTORS, Axis.PRACTICE),
        ("AI will take over most clerical jobs.", Population.ECONOMY, Axis.FORECAST),
        ("Orbel will cut 300 jobs.", Population.EMPLOYEES, Axis.INTENTION),
        ("Orbel cut 300 jobs.", Population.EMPLOYEES, Axis.PRACTICE),
        ("AI can already do every job.", Population.EMPLOYEES, Axis.CAPABILITY),
    ],
)
def test_population_and_axis_follow_tense_and_subject(
    text: str, population: Population, axis: Axis
) -> None:
    (frame,) = read("en", text)
    assert (frame.population, frame.axis) == (population, axis)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The lender admits it went too far with AI."),
        ("fr", "Le prêteur reconnaît être allé trop loin dans l'IA."),
    ],
)
def test_own_admission_is_marked(language: str, text: str) -> None:
    assert any(frame.acknowledges_change for frame in read(language, text))


def test_forecast_about_firms_is_no_deed_of_anybody() -> None:
    text = "Analysts expect that half of the firms that cut agents will have hired again by 2027."
    frame = only("en", text, "rehire")
    assert (frame.modality, frame.population) == (Modality.FORECAST, Population.ECONOMY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One engineer was taken back: his dismissal was an administrative slip."),
        ("fr", "Un ingénieur a été repris : son renvoi était une erreur administrative."),
    ],
)
def test_mistake_put_right_is_hardly_a_rehire(language: str, text: str) -> None:
    assert abs(only(language, text, "rehire").polarity) < 0.25


def test_apology_and_misquote_take_no_side() -> None:
    for text in ("He apologised for the phrase.", "I was misquoted."):
        (frame,) = read("en", text)
        assert frame.polarity == 0
    assert frame.is_clarification


def test_spans_lie_in_the_text_and_clauses_of_a_sentence_do_not_overlap() -> None:
    text = (
        "Orbel froze hiring, cut 300 jobs and replaced its translators with AI. "
        "After complaints it switched the bot off, apologised and hired 40 people again."
    )
    found = read("en", text)
    assert len(found) >= 5
    for before, after in pairwise(found):
        assert before.span[1] <= after.span[0]
    for frame in found:
        assert 0 <= frame.span[0] <= frame.trigger[0] < frame.trigger[1] <= frame.span[1]
        assert frame.span[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "In May 2023 Vantor froze hiring.",
        "Last May, Vantor froze hiring.",
    ],
)
def test_month_of_may_makes_nothing_doubtful(text: str) -> None:
    assert only("en", text, "freeze_hiring").modality is Modality.ASSERTED


def test_what_may_be_is_not_asserted() -> None:
    assert only("en", "Vantor may cut 40 jobs.", "cut_jobs").modality is not Modality.ASSERTED
