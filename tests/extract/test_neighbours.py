import pytest

from extract.frames import Frame, frames
from extract.nlp import documents

pytestmark = pytest.mark.slow


def told(text: str, name: str, *, language: str = "en") -> list[Frame]:
    return [
        frame
        for doc, _ in documents([(text, None)], language=language)
        for frame in frames(doc)
        if frame.name == name
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                "Carrier Tolvane is cutting 110 dispatchers. "
                "The rounds will be planned by artificial intelligence from May."
            ),
        ),
        (
            "fr",
            (
                "Le transporteur Tolvane supprime 110 postes de répartiteurs. "
                "Les tournées seront organisées par un logiciel d'intelligence artificielle."
            ),
        ),
    ],
)
def test_a_cut_beside_the_machine_that_takes_over_takes_a_side(language: str, text: str) -> None:
    assert [cut.is_supported for cut in told(text, "cut_jobs", language=language)] == [True]
    assert told(text, "cut_jobs", language=language)[0].polarity >= 0.5


def test_a_cut_for_another_reason_gains_nothing_from_a_machine_beside_it() -> None:
    text = (
        "Carrier Tolvane is cutting 110 dispatchers after losing its largest contract. "
        "The rounds will be planned by artificial intelligence from May."
    )
    assert not any(cut.is_supported for cut in told(text, "cut_jobs"))


def test_a_machine_that_takes_other_work_explains_no_cut() -> None:
    text = (
        "Carrier Tolvane is cutting 110 truck drivers. "
        "Invoices will be checked by artificial intelligence in the accounting department."
    )
    assert not any(cut.is_supported for cut in told(text, "cut_jobs"))


def test_a_machine_further_down_explains_no_cut() -> None:
    text = (
        "Carrier Tolvane is cutting 110 dispatchers. It has been based in Hull since 1954. "
        "Profit fell by a tenth. The rounds will be planned by artificial intelligence."
    )
    assert not any(cut.is_supported for cut in told(text, "cut_jobs"))


def test_a_cut_of_before_is_what_the_machines_withdrawal_undoes() -> None:
    text = (
        "Tolvane va réembaucher 90 répartiteurs. Le logiciel d'intelligence artificielle sera "
        "débranché en mai.\n\nEn avril 2024, Tolvane avait supprimé 110 postes de répartiteurs."
    )
    assert [cut.is_supported for cut in told(text, "cut_jobs", language="fr")] == [True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tolvane is hiring 75 agents and retiring the AI agents that answer the calls."),
        ("en", "It is hiring sixty support agents. The AI assistant will be switched off."),
        ("fr", "Tolvane recrute 60 conseillers. Le robot sera débranché en mai."),
    ],
)
def test_hiring_beside_the_machine_that_leaves_outweighs_its_leaving(
    language: str, text: str
) -> None:
    (hired,) = told(text, "hire", language=language)
    assert hired.is_supported
    assert hired.polarity <= -0.7


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tolvane has laid off 70 testers and will use AI to look for faults."),
        ("en", "Tolvane laid off 90 sales reps and is using AI agents to contact customers."),
        ("fr", "Tolvane licencie 40 salariés et recourt à une IA pour lire les dossiers."),
    ],
)
def test_a_cut_is_explained_by_the_machine_that_its_sentence_puts_to_work(
    language: str, text: str
) -> None:
    (cut,) = told(text, "cut_jobs", language=language)
    assert cut.polarity >= 0.6


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tolvane cut 90 drivers because demand fell; it uses software to plan routes."),
        ("fr", "Tolvane supprime 90 postes en raison de la baisse des ventes."),
    ],
)
def test_a_cut_with_its_own_reason_is_not(language: str, text: str) -> None:
    (cut,) = told(text, "cut_jobs", language=language)
    assert cut.polarity < 0.25
