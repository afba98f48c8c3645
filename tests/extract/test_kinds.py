"""What names stand for: a company, a person, a thing, a place, or a word with a capital."""

import pytest

from extract.nlp import documents
from extract.people import Cast, Gazetteer, cast

NOBODY = Gazetteer.build([], [], [])


def cast_of(text: str, language: str, title: str = "") -> Cast:
    """Return the cast of a text whose names are in no list."""
    ((doc, _),) = documents([(text, None)], language=language)
    return cast(doc, title=title, gazetteer=NOBODY, published="2025-03-04")


def kind_of(known: Cast, name: str) -> set[str]:
    """Return the kinds of a name's mentions."""
    return {mention.kind for mention in known.mentions if mention.name == name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wexford Tarn has disbanded its pool of forty testers.", "Wexford Tarn"),
        ("Larch Harding is rebuilding its night desk in Leeds.", "Larch Harding"),
        ("Marlow Denby has quietly shut its bakery line.", "Marlow Denby"),
        ("Ashby Cole then scrapped its evening rota, two drivers said.", "Ashby Cole"),
        ("Tolland Reeve had halved its counter staff by June.", "Tolland Reeve"),
    ],
)
def test_what_has_its_own_staff_is_no_person(text: str, name: str) -> None:
    assert kind_of(cast_of(text, "en"), name) == {"company"}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Veltra has a chatbot called Orla. Orla answers every call.", "Orla"),
        ("Veltra hands its calls to an assistant named Pim. The bot never sleeps.", "Pim"),
        ("Veltra switched on Brindle, an AI system, in May. Staff were told.", "Brindle"),
    ],
)
def test_what_is_called_a_machine_employs_nobody(text: str, thing: str) -> None:
    known = cast_of(text, "en", title="Veltra hands calls to a machine")
    assert "company" not in kind_of(known, thing)
    assert known.main_company == "Veltra"


def test_machine_in_french_is_no_company() -> None:
    text = "Orvel a lancé un robot baptisé Mirza. Le robot Mirza répond jour et nuit chez Orvel."
    assert cast_of(text, "fr", title="Orvel lance un robot").main_company == "Orvel"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "At Orvel Foods, an assistant reads every order, the manager said."),
        ("fr", "Chez Orvel Assurances, un robot lit 900 lettres par jour."),
        ("fr", "À la Banque Orvel, l'assistant répond à 70 % des demandes."),
    ],
)
def test_company_at_which_a_machine_works_is_not_the_machine(language: str, text: str) -> None:
    known = cast_of(text, language, title="")
    assert "Orvel" in known.main_company


@pytest.mark.parametrize(
    "text",
    [
        "The Malmo ticketing group Brantis is hiring sixty agents.",
        "Brantis is hiring. The Malmo company said so on Monday.",
        "Brantis, the Malmo catering firm, is hiring sixty cooks.",
        "Brantis has closed its Malmo call centre and cut 60 jobs.",
    ],
)
def test_where_a_company_sits_is_not_the_company(text: str) -> None:
    known = cast_of(text, "en", title="Brantis is hiring")
    assert known.main_company == "Brantis"
    assert "company" not in kind_of(known, "Malmo")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Veltra Foods has cut 40 jobs. Replies were switched off.", "Replies"),
        ("Veltra Foods has cut 40 jobs. Severance is sixteen weeks.", "Severance"),
        ("Veltra Foods has cut 40 jobs. Remediation has started.", "Remediation"),
    ],
)
def test_capital_of_a_sentence_makes_no_company(text: str, word: str) -> None:
    assert kind_of(cast_of(text, "en", title="Veltra Foods cuts 40 jobs"), word) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sellerie Montrabal supprime 120 postes dans ses ateliers.", "Sellerie Montrabal"),
        ("Maison Courtaud rappelle ses auteurs.", "Maison Courtaud"),
        ("Un incendie a touché Verrerie Dulac. Les salariés sont au repos.", "Verrerie Dulac"),
        ("Le bilan de Bastide Fraîcheur est mauvais, dit-on.", "Bastide Fraîcheur"),
    ],
)
def test_noun_of_a_house_opens_or_closes_its_name(text: str, name: str) -> None:
    assert kind_of(cast_of(text, "fr"), name) == {"company"}


def test_legal_form_belongs_to_the_name_before_it() -> None:
    text = "Thorne Laskey LLP will offer 36 contracts. The firm said so on Monday."
    assert cast_of(text, "en").main_company == "Thorne Laskey LLP"


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        (
            "Forwarder Castell & Roe is rebuilding its desks.",
            "Castell & Roe rebuilds its desks",
            "Castell & Roe",
        ),
        (
            "Callory in Potters Mill will close. Two hundred leave Callory in May.",
            "Callory sheds 200",
            "Callory",
        ),
    ],
)
def test_name_is_cut_where_the_headline_has_it_alone(text: str, title: str, name: str) -> None:
    assert cast_of(text, "en", title=title).main_company == name


@pytest.mark.parametrize(
    ("text", "title", "company"),
    [
        (
            "« Nous n'embauchons plus », dit Ana Costa, la directrice.",
            "Ana Costa (Orvel) : « nous n'embauchons plus »",
            "Orvel",
        ),
        (
            "The firm has let 120 testers go, Ana Costa said.",
            "Orvel & Pell lets 120 go",
            "Orvel & Pell",
        ),
        ("The boss was in no mood to talk.", "Inside the plan of Brantis boss", "Brantis"),
    ],
)
def test_company_that_only_the_headline_names_is_what_the_story_is_about(
    text: str, title: str, company: str
) -> None:
    language = "fr" if "«" in text else "en"
    assert cast_of(text, language, title=title).main_company == company


def test_headline_of_common_words_names_no_company() -> None:
    title = "After the flood, what remains"
    assert not cast_of("The water came at night. Nobody was hurt.", "en", title=title).main_company
