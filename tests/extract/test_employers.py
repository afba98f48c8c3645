"""For which house somebody speaks, when the name doesn't stand right beside the post."""

from functools import cache

import pytest
from spacy.tokens import Doc

from extract.nlp import documents
from extract.people import Cast, Gazetteer, Speaker, cast, speaker

EMPTY = Gazetteer.build([], [], [])


@cache
def scene(text: str, language: str, title: str = "") -> tuple[Doc, Cast]:
    ((doc, _),) = documents([(text, None)], language=language)
    return doc, cast(doc, title=title, gazetteer=EMPTY, published="2025-05")


def who(text: str, phrase: str, language: str, title: str = "") -> Speaker:
    doc, found = scene(text, language, title)
    start = text.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=found)


UNIONISTS = [
    ("en", "The Packers' Federation objected. National officer Ada Marsh spoke.", "Ada Marsh"),
    ("en", "The GBT union hit out at Orvel. General secretary Ada Marsh spoke.", "Ada Marsh"),
    ("en", "GBT called it a disgrace. Regional organiser Ada Marsh spoke.", "Ada Marsh"),
    ("fr", "Du côté de la GBT, on rit. « Enfin », dit Ada Marsh, déléguée.", "Ada Marsh"),
    ("fr", "La GBT proteste. « Assez », dit Ada Marsh, secrétaire du syndicat.", "Ada Marsh"),
]


@pytest.mark.parametrize(("language", "text", "person"), UNIONISTS)
def test_officer_without_a_union_is_of_the_one_told_of(
    language: str, text: str, person: str
) -> None:
    found = who(text, person, language, "Orvel cuts jobs")
    assert (found.person, found.company) == (person, found.company)
    assert found.company in {"Packers' Federation", "GBT"}


OWNED_POSTS = [
    ("Orvel's shift planner Ada Marsh said so.", "Orvel"),
    ("Orvel's graduate recruitment partner Ada Marsh said so.", "Orvel"),
    ("Orvel branch steward Ada Marsh said so.", "Orvel"),
    ("Last week Orvel's cabin crew trainer Ada Marsh said so.", "Orvel"),
    ("It worked, Orvel's night porter Ada Marsh said.", "Orvel"),
]


@pytest.mark.parametrize(("text", "company"), OWNED_POSTS)
def test_owner_of_a_post_in_no_lexicon_is_its_house(text: str, company: str) -> None:
    found = who(f"The airline Orvel cut jobs. {text}", "Ada Marsh", "en")
    assert (found.person, found.company) == ("Ada Marsh", company)


@pytest.mark.parametrize("noun", ["customer", "investor", "counterpart"])
def test_outsider_is_nobody_of_the_company_that_owns_the_word(noun: str) -> None:
    text = f"The airline Orvel cut jobs. Orvel's {noun} Ada Marsh said so."
    assert who(text, "Ada Marsh", "en").company == ""


APPOSED = [
    ("en", "The scanners' supplier, Lumora", " declined to comment.", "Lumora"),
    ("en", "One of Orvel's largest clients, Spanish airline Lumora", ", left.", "Lumora"),
    ("en", "Finnish supplier Lumora, whose software Orvel uses", ", disagreed.", "Lumora"),
    ("fr", "L'éditeur du logiciel, Lumora", ", regrette la décision.", "Lumora"),
    ("fr", "Le constructeur des robots, l'autrichien Lumora", ", se défend.", "Lumora"),
]


@pytest.mark.parametrize(("language", "phrase", "rest", "company"), APPOSED)
def test_organisation_that_closes_its_description_speaks_for_itself(
    language: str, phrase: str, rest: str, company: str
) -> None:
    lead = {"en": "Airline Orvel cut 40 jobs. ", "fr": "La compagnie Orvel supprime 40 postes. "}
    found = who(lead[language] + phrase + rest, phrase, language, "Orvel")
    assert (found.person, found.company) == ("", company)


PARENTS = [
    ("en", "Airline Orvel, a unit of Lumora, cut jobs. Its parent declined.", "Its parent"),
    ("en", "Orvel, which is owned by Lumora, cut jobs. The parent declined.", "The parent"),
    ("en", "Orvel, part of transport giant Lumora, cut jobs. Its owner agreed.", "Its owner"),
    ("fr", "Orvel, filiale du groupe Lumora, ferme. La maison mère se tait.", "La maison mère"),
    ("fr", "Orvel, racheté par Lumora, ferme. Sa maison mère se tait.", "Sa maison mère"),
]


@pytest.mark.parametrize(("language", "text", "phrase"), PARENTS)
def test_parent_is_the_owner_told_of(language: str, text: str, phrase: str) -> None:
    assert who(text, phrase, language, "Orvel").company == "Lumora"


RENAMES = [
    ("en", "The bank Lumora, formerly known as Orvel, cut jobs. Orvel had 90 staff."),
    ("en", "The bank Lumora (formerly Orvel) cut jobs. Orvel had 90 staff."),
    ("en", "The bank Orvel, now called Lumora, cut jobs. Lumora has 90 staff."),
    ("en", "The bank Orvel, since renamed Lumora, cut jobs. Lumora has 90 staff."),
    ("fr", "La banque Orvel, devenue Lumora, supprime des postes. Lumora emploie 90 personnes."),
    ("fr", "La banque Orvel, rebaptisée Lumora, ferme. Lumora emploie 90 personnes."),
    ("fr", "La banque Lumora (anciennement Orvel) ferme. Orvel employait 90 personnes."),
]


@pytest.mark.parametrize(("language", "text"), RENAMES)
def test_former_name_is_an_alias_of_todays(language: str, text: str) -> None:
    _, found = scene(text, language)
    known = {company.name: company.aliases for company in found.companies}
    assert known == {"Lumora": ("Orvel",)}


@pytest.mark.parametrize(
    "text",
    [
        "The bank Orvel, now part of Lumora, cut jobs. Lumora has 90 staff.",
        "The bank Orvel and its rival Lumora cut jobs. Lumora has 90 staff.",
    ],
)
def test_owner_or_rival_is_no_new_name(text: str) -> None:
    _, found = scene(text, "en")
    assert {company.name for company in found.companies} == {"Orvel", "Lumora"}


HEADLINES = [
    ("en", "Orvel boss eats his words", "When Theo Marsh stood up, the clerks of Orvel laughed."),
    ("en", "Orvel’s chair says AI won’t do", "Theo Marsh said in a speech that Orvel had erred."),
    ("fr", "Les regrets du patron d'Orvel", "Theo Marsh n'élude rien. Orvel rappelle ses agents."),
    ("fr", "Le PDG d'Orvel recule", "Theo Marsh s'excuse. Orvel rappelle ses conseillers."),
]


@pytest.mark.parametrize(("language", "title", "text"), HEADLINES)
def test_post_of_the_headline_is_that_of_whom_the_story_names(
    language: str, title: str, text: str
) -> None:
    found = who(text, "Theo Marsh", language, title)
    assert (found.person, found.company) == ("Theo Marsh", "Orvel")
    assert found.role
    assert found.speaks_for_company


def test_headline_gives_its_post_to_nobody_when_somebody_else_holds_it() -> None:
    text = "The chief executive of Orvel, Ada Lind, left. Theo Marsh, a passenger, laughed."
    assert who(text, "Theo Marsh", "en", "Orvel chief executive quits").company == ""


FORMER = [
    ("fr", "L'ex-PDG Theo Marsh soutenait l'inverse.", "Orvel"),
    ("fr", "L'ancien patron, Theo Marsh, soutenait l'inverse.", "Orvel"),
    ("fr", "L'ancien patron, Theo Marsh, à la tête du groupe Lumora, rit.", "Lumora"),
    ("en", "Its former chief executive Theo Marsh disagreed.", "Orvel"),
]


@pytest.mark.parametrize(("language", "text", "company"), FORMER)
def test_former_head_is_of_the_house_left_unless_another_is_told(
    language: str, text: str, company: str
) -> None:
    lead = {"en": "The airline Orvel cut jobs. ", "fr": "La compagnie Orvel supprime 40 postes. "}
    found = who(lead[language] + text, "Theo Marsh", language, "Orvel")
    assert found.company == company


OWNERS = [
    ("en", "Theo Marsh’s boss, chief executive Ada Lind", "Ada Lind"),
    ("en", "Ms Marsh's predecessor Ada Lind", "Ada Lind"),
    ("en", "Theo Marsh's deputy, Ada Lind", "Ada Lind"),
]


@pytest.mark.parametrize(("language", "phrase", "person"), OWNERS)
def test_who_owns_the_word_does_not_speak(language: str, phrase: str, person: str) -> None:
    text = f"Theo Marsh runs the airline Orvel. {phrase}, disagreed."
    assert who(text, phrase, language).person == person


MEMBERS = [
    ("fr", "« Non », rétorque Ada Marsh (GBT).", "Ada Marsh (GBT)", "GBT"),
    ("fr", "« Non », rétorque Ada Marsh, déléguée GBT.", "Ada Marsh", "GBT"),
    ("fr", "Une porte-parole, jointe, a précisé : Ada Marsh (GBT) ment.", "Ada Marsh", "GBT"),
]


@pytest.mark.parametrize(("language", "text", "phrase", "company"), MEMBERS)
def test_bracket_after_a_person_tells_a_union_not_a_name(
    language: str, text: str, phrase: str, company: str
) -> None:
    found = who(f"Orvel supprime 40 postes. {text}", phrase, language, "Orvel")
    assert (found.person, found.company) == ("Ada Marsh", company)


RELATIVES = [
    ("fr", "Même chose chez Lumora, dont la directrice marketing Ada Marsh soupire."),
    ("fr", "Même constat chez Lumora, où la cofondatrice, Ada Marsh, soupire."),
    ("en", "It is the same at Lumora, whose chief executive, Ada Marsh, sighs."),
    ("en", "It is the same at Lumora, where managing director Ada Marsh sighs."),
]


@pytest.mark.parametrize(("language", "text"), RELATIVES)
def test_post_in_a_relative_clause_is_of_the_house_before_it(language: str, text: str) -> None:
    lead = {"en": "The airline Orvel cut jobs. ", "fr": "La compagnie Orvel supprime 40 postes. "}
    assert who(lead[language] + text, "Ada Marsh", language, "Orvel").company == "Lumora"


def test_each_of_several_founders_holds_the_post() -> None:
    text = "Orvel will stop, said the company's co-founders, Ada Marsh and Theo Lind."
    _, found = scene(text, "en", "Orvel stops")
    assert {role.person for role in found.roles} == {"Ada Marsh", "Theo Lind"}


OFFICES = [
    ("fr", "La ministre du Travail, Ada Marsh, s'est émue."),
    ("fr", "La députée de Brézolles, Ada Marsh, s'est émue."),
    ("fr", "La présidente de région, Ada Marsh, s'est émue."),
    ("en", "Shadow minister Ada Marsh objected."),
    ("en", "Health Secretary Ada Marsh objected."),
]


@pytest.mark.parametrize(("language", "text"), OFFICES)
def test_public_office_is_of_no_company(language: str, text: str) -> None:
    lead = {"en": "The airline Orvel cut jobs. ", "fr": "La compagnie Orvel supprime 40 postes. "}
    found = who(lead[language] + text, "Ada Marsh", language, "Orvel")
    assert (found.person, found.company) == ("Ada Marsh", "")


KINDS = [
    ("en", "Teal Moor, which handles calls for Orvel, cut jobs.", "Teal Moor", "company"),
    ("en", "Healthwatch Moor said it was relieved.", "Healthwatch Moor", "company"),
    ("en", "Dale Ferrant of Easton Partners cut his target.", "Dale Ferrant", "person"),
    ("en", "The Port of Arlen will hire again.", "Port of Arlen", "company"),
    ("en", "Campaign group HearMoor called it overdue.", "HearMoor", "company"),
    ("fr", "L'américain Big Moor assure le contraire.", "Big Moor", "company"),
    ("fr", "La fermeture a été décidée par le néerlandais Van Moor.", "Van Moor", "company"),
    (
        "fr",
        "L'ironie fait rire. Comptalia, jeune pousse grenobloise, vient d'embaucher.",
        "Comptalia",
        "company",
    ),
    ("fr", "Devant les grilles d'Ulmis Moor, à Brézolles, on attend.", "Ulmis Moor", "company"),
]


@pytest.mark.parametrize(("language", "text", "name", "kind"), KINDS)
def test_kind_of_a_name_is_told_by_what_only_it_can_do(
    language: str, text: str, name: str, kind: str
) -> None:
    _, found = scene(text, language)
    assert {mention.kind for mention in found.mentions if mention.name == name} == {kind}


def test_word_before_a_companys_noun_is_no_company() -> None:
    text = "Budget airline Orvel cut jobs. Boss Ada Marsh said so."
    _, found = scene(text, "en", "Orvel")
    assert {company.name for company in found.companies} == {"Orvel"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Packers' Society takes a dimmer view. Vice-president Ada Marsh objects."),
        ("fr", "La Confédération des libraires proteste. Son président, Ada Marsh, objecte."),
        ("fr", "Pour la Confédération des libraires, c'est assez. Sa présidente, Ada Marsh, rit."),
    ],
)
def test_head_of_a_body_is_not_the_companys(language: str, text: str) -> None:
    found = who(f"Orvel cut 40 jobs.\n\n{text}", "Ada Marsh", language, "Orvel")
    assert found.company in {"Packers' Society", "Confédération des libraires"}


def test_title_and_its_adjective_lead_to_the_holder() -> None:
    text = "Orvel ferme. La directrice pédagogique Ada Marsh s'en émeut."
    _, found = scene(text, "fr", "Orvel ferme")
    assert {role.person for role in found.roles} == {"Ada Marsh"}


def test_possessive_of_several_is_not_the_company_named_last() -> None:
    text = (
        "Reprise par le fonds Lumora, l'usine Orvel a licencié neuf salariés. "
        "Leur directeur, Ada Marsh, s'en explique."
    )
    assert who(text, "Ada Marsh", "fr", "Orvel licencie").company == "Orvel"


@pytest.mark.parametrize("noun", ["union", "federation", "council", "charity"])
def test_head_of_another_body_is_no_officer_of_the_company_told_of(noun: str) -> None:
    found = who(
        f"Orvel cuts jobs. {noun.capitalize()} president Ada Marsh spoke.", "Ada Marsh", "en"
    )
    assert found.person == "Ada Marsh"
    assert not (found.company == "Orvel" and found.speaks_for_company)


def test_double_surname_of_which_the_model_kept_one_half_is_a_person() -> None:
    text = (
        "Orvel has ended its agreements with 140 course writers.\n\n"
        "“We can build a full course,” co-founder and chief executive Beatriz Falcon-Reyes said in "
        "an interview in Sao Paulo on Monday."
    )
    found = who(text, "Beatriz Falcon-Reyes", "en")
    assert (found.person, found.company) == ("Beatriz Falcon-Reyes", "Orvel")
