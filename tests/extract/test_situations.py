"""Situations that a naive reader gets wrong, at the level of reading, in both languages."""

import pytest

from db.records import (
    ArticleVersion,
    Attribution,
    Axis,
    Kind,
    Modality,
    Population,
    Reading,
    Relevance,
    Statement,
)
from extract import nlp
from extract.people import Gazetteer
from extract.satire import is_satire
from extract.statements import read

pytestmark = pytest.mark.slow

NOBODY = Gazetteer.build([], [], [])


def version(text: str, language: str, *, url: str = "", title: str = "") -> ArticleVersion:
    return ArticleVersion(
        id="v",
        article_id="a",
        url=url or "https://paper.example/business/a",
        title=title,
        text=text,
        language=language,
        published="2025-06-04",
    )


def reading(text: str, language: str) -> Reading:
    ((doc, _),) = nlp.documents([(text, None)], language=language)
    return read(doc, version(text, language), found=Relevance.AI_AND_WORK, gazetteer=NOBODY)


def sides(text: str, language: str) -> list[float]:
    """Return the positions asserted, in reading order."""
    return [
        one.position.value
        for one in reading(text, language).statements
        if one.position and one.modality in {Modality.ASSERTED, Modality.NEGATED}
    ]


def held(text: str, language: str) -> list[Statement]:
    return [one for one in reading(text, language).statements if one.position]


@pytest.mark.parametrize(
    ("language", "can", "does"),
    [
        (
            "en",
            "“Our assistant can already do the work of 300 clerks,” said Nora Lind of Orbel.",
            "Orbel's assistant now does the work of 300 clerks.",
        ),
        (
            "fr",
            "« L'IA peut déjà faire tout le travail de nos employés », a dit Nora Lind, d'Orbel.",
            "L'assistant d'Orbel fait désormais le travail de 300 employés.",
        ),
    ],
)
def test_what_a_machine_can_do_is_a_capability_and_what_it_does_a_practice(
    language: str, can: str, does: str
) -> None:
    assert [one.position.axis for one in held(can, language) if one.position] == [Axis.CAPABILITY]
    assert [one.position.axis for one in held(does, language) if one.position] == [Axis.PRACTICE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If quality fell, Orbel would rehire the clerks."),
        ("en", "Unless the pilot fails, Orbel could replace its clerks with AI."),
        ("fr", "Si la qualité baissait, Orbel rembaucherait ses conseillers."),
        ("fr", "Orbel pourrait remplacer ses conseillers par l'IA si l'essai réussit."),
    ],
)
def test_conditional_is_not_asserted(language: str, text: str) -> None:
    assert sides(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel has reportedly replaced 300 clerks with AI."),
        ("en", "Orbel is said to be weighing 300 cuts tied to AI."),
        ("fr", "Orbel aurait supprimé 300 postes au profit de l'IA."),
        ("fr", "Orbel rembaucherait 40 conseillers avant l'été."),
    ],
)
def test_rumour_and_french_journalistic_conditional_are_hearsay(language: str, text: str) -> None:
    found = [one for one in reading(text, language).statements if one.action]
    assert found
    assert {one.modality for one in found} == {Modality.HEARSAY}


def test_a_reflexive_verb_makes_no_condition() -> None:
    text = "Orbel s'est séparé de 300 conseillers, remplacés par l'IA."
    assert any(value > 0 for value in sides(text, "fr"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Of course Orbel will rehire everybody. It will give them a robot for company."),
        ("fr", "Bien sûr, Orbel va rappeler tous ses conseillers. Avec un robot en prime."),
    ],
)
def test_irony_that_opens_with_of_course_takes_no_side(language: str, text: str) -> None:
    assert sides(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“We are not reversing our AI strategy,” said Nora Lind, who runs Orbel."),
        ("fr", "« Nous ne revenons pas sur notre stratégie d'IA », a dit Nora Lind, d'Orbel."),
    ],
)
def test_not_reversing_retracts_nothing(language: str, text: str) -> None:
    (one,) = held(text, language)
    assert one.retracts_nothing
    assert not one.acknowledges_change
    assert one.position
    assert one.position.value > 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel's assistant does the work of 700 agents; nobody was dismissed for it."),
        ("fr", "L'assistant d'Orbel fait le travail de 700 agents ; nul n'a été licencié."),
    ],
)
def test_work_equal_to_people_is_no_cut(language: str, text: str) -> None:
    actions = {one.action for one in held(text, language)}
    assert actions == {"ai_does_work"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                "Orbel did not renew the contracts of its freelance illustrators, whose covers are "
                "now drawn by AI. It hired 20 engineers in March."
            ),
        ),
        (
            "fr",
            (
                "La société Orbel n'a pas renouvelé les contrats de ses illustrateurs externes, "
                "remplacés par l'IA. Elle a embauché 20 ingénieurs en mars."
            ),
        ),
    ],
)
def test_contractors_and_employees_are_two_populations(language: str, text: str) -> None:
    found = {one.action: one.position for one in held(text, language) if one.position}
    assert found["end_contracts"].population is Population.CONTRACTORS
    assert found["hire"].population is Population.EMPLOYEES


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "AI will wipe out half of all office jobs in the economy, said Nora Lind of Orbel."),
        ("fr", "L'IA va détruire la moitié des emplois de bureau du pays, a dit Nora Lind."),
        (
            "en",
            (
                "“AI will take half of the desk jobs,” said Nora Lind of Orbel. “That is what I "
                "think will happen across the country.”"
            ),
        ),
        (
            "fr",
            (
                "« L'IA va prendre la moitié des postes de bureau », a dit Nora Lind, d'Orbel. "
                "« C'est ce qui attend tout le pays. »"
            ),
        ),
    ],
)
def test_forecast_for_the_economy_is_one_even_when_the_next_sentence_says_so(
    language: str, text: str
) -> None:
    (one,) = held(text, language)
    assert one.position
    assert one.position.population is Population.ECONOMY
    assert one.position.axis is Axis.FORECAST
    assert one.modality is Modality.FORECAST


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel will cut 900 jobs to fund its investment in AI."),
        ("fr", "Orbel va supprimer 900 postes pour financer ses investissements dans l'IA."),
    ],
)
def test_cuts_that_pay_for_ai_are_not_done_by_it(language: str, text: str) -> None:
    assert sides(text, language) == []
    (cut,) = [one for one in reading(text, language).statements if one.action == "cut_jobs"]
    assert cut.attribution is Attribution.CONTEXT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel replaced 80 sellers with AI and hired 80 account managers."),
        ("fr", "Orbel a remplacé 80 vendeurs par l'IA et embauché 80 conseillers."),
    ],
)
def test_layoffs_and_hiring_in_one_breath_are_two_statements(language: str, text: str) -> None:
    up, down = sides(text, language)
    assert up > 0 > down


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nora Lind of Orbel apologised for the phrase, and the 900 AI job cuts go ahead."),
        (
            "fr",
            (
                "Nora Lind, d'Orbel, s'est excusée pour la formule, et les 900 suppressions "
                "de postes liées à l'IA sont maintenues."
            ),
        ),
    ],
)
def test_apology_without_a_change_acknowledges_none(language: str, text: str) -> None:
    found = reading(text, language).statements
    assert not any(one.acknowledges_change for one in found)
    assert not any(value < 0 for value in sides(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel switched its chatbot off, but the helpline staff were not called back."),
        ("fr", "Orbel a coupé son robot, mais les écoutants n'ont pas été rappelés."),
    ],
)
def test_dropping_ai_is_not_bringing_people_back(language: str, text: str) -> None:
    (one,) = held(text, language)
    assert one.action == "drop_ai"
    rehire = [s for s in reading(text, language).statements if s.action == "rehire"]
    assert [s.modality for s in rehire] == [Modality.NEGATED]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel is hiring 40 AI engineers."),
        ("fr", "Orbel recrute 40 ingénieurs en IA."),
    ],
)
def test_hiring_ai_engineers_is_no_return_to_people(language: str, text: str) -> None:
    assert sides(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nora Lind of Orbel denied having said that AI would replace all of its agents."),
        ("en", "“That was a misquote: I never said AI would replace our agents,” said Nora Lind."),
        ("fr", "Nora Lind, d'Orbel, a nié avoir dit que l'IA remplacerait ses conseillers."),
        (
            "fr",
            (
                "« Mes propos ont été déformés : je n'ai jamais dit que l'IA remplacerait nos "
                "conseillers », a dit Nora Lind, d'Orbel."
            ),
        ),
    ],
)
def test_words_that_are_denied_to_have_been_said_are_nobodys_position(
    language: str, text: str
) -> None:
    assert held(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“That was a misquote,” said Nora Lind, who runs Orbel. “Let me explain.”"),
        ("fr", "« Mes propos ont été sortis de leur contexte », a dit Nora Lind, d'Orbel."),
    ],
)
def test_misquote_is_a_clarification(language: str, text: str) -> None:
    found = reading(text, language).statements
    assert any(one.is_clarification for one in found)
    assert not any(one.position for one in found)


@pytest.mark.parametrize(
    ("language", "text", "url", "title"),
    [
        ("en", "Orbel replaced its boss with AI.", "https://paper.example/satire/orbel", ""),
        ("en", "Orbel replaced its boss with AI.", "", "Satire: Orbel's boss is a bot"),
        ("en", "Orbel replaced its boss with AI.\n\nThis article is satire.", "", ""),
        ("fr", "Orbel a remplacé son patron par une IA.", "https://journal.example/humour/a", ""),
        ("fr", "[Satire] Orbel a remplacé son patron par une IA.", "", ""),
        (
            "fr",
            (
                "Orbel rappelle ses 300 employés.\n\nToute ressemblance avec une entreprise serait "
                "fortuite."
            ),
            "",
            "",
        ),
    ],
)
def test_text_that_calls_itself_satire_asserts_nothing(
    language: str, text: str, url: str, title: str
) -> None:
    assert is_satire(version(text, language, url=url, title=title))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orbel replaced its satire desk with AI, and its readers noticed."),
        ("fr", "Orbel a remplacé les auteurs de sa page de satire par une IA."),
    ],
)
def test_text_about_satire_is_none(language: str, text: str) -> None:
    assert not is_satire(version(text, language))
    assert reading(text, language).statements


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The support team was let go in February, and a bot took over. Orbel is based here.",
        ),
        ("fr", "Chez l'éditeur Orbel, les guides seront désormais écrits par l'IA."),
    ],
)
def test_deed_without_a_doer_is_that_of_the_company_spoken_of(language: str, text: str) -> None:
    deeds = [one for one in held(text, language) if one.kind is Kind.ACTION]
    assert deeds
    assert "Orbel" in deeds[0].company


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "At Orbel, reports have been written by AI alone since July 2024.", "2024-07"),
        ("fr", "Orbel rouvre dès lundi son centre d'appels.", "2025-06-04"),
    ],
)
def test_what_lasts_began_then_and_what_is_announced_is_told_now(
    language: str, text: str, said: str
) -> None:
    (one,) = held(text, language)
    assert one.said.edtf == said
