"""Who works for the company told of, though nothing beside the name says for whom."""

import pytest
from spacy.tokens import Doc

from extract.bodies import bodies
from extract.nlp import documents
from extract.people import Cast, Gazetteer, Speaker, cast, speaker
from extract.vocabulary import words

EMPTY = Gazetteer.build([], [], [])
LEAD = {
    "en": "Orvel, the airline, will hand the work of 40 clerks to software, it said on Monday.\n",
    "fr": "Orvel, la compagnie, confie à un logiciel le travail de 40 agents, dit-elle lundi.\n",
}
TITLE = {"en": "Orvel hands work to software", "fr": "Orvel confie le travail à un logiciel"}


def scene(text: str, language: str, title: str) -> tuple[Doc, Cast]:
    ((doc, _),) = documents([(text, None)], language=language)
    return doc, cast(doc, title=title, gazetteer=EMPTY, published="2025-05")


def who(text: str, phrase: str, language: str, *, lead: str = "", title: str = "") -> Speaker:
    whole = (lead or LEAD[language]) + text
    doc, found = scene(whole, language, title or TITLE[language])
    start = whole.rindex(phrase)
    return speaker(doc, (start, start + len(phrase)), cast=found)


WORKERS = [
    ("en", '"It is quick," said Ada Marsh, a machine fitter.'),
    ("en", '"It is quick," said Ada Marsh, a claims handler of 14 years\' standing.'),
    ("en", '"It is quick," said Ada Marsh, one of the 40.'),
    ("en", '"It is quick," said Ada Marsh, one of those let go.'),
    ("en", '"It is quick," said Ada Marsh, who has worked there for nine years.'),
    ("en", '"It is quick," said Ada Marsh, who lost her job in March.'),
    ("en", '"It is quick," said Ada Marsh, 58, a cabin cleaner.'),
    ("en", "Ada Marsh was one of the 14 clerks told last month."),
    ("fr", "« C'est rapide », dit Ada Marsh, soudeuse."),
    ("fr", "« C'est rapide », dit Ada Marsh, gestionnaire depuis quatorze ans."),
    ("fr", "« C'est rapide », dit Ada Marsh, qui traite les dossiers depuis neuf ans."),
    ("fr", "« C'est rapide », dit Ada Marsh, l'une des quarante."),
    ("fr", "« C'est rapide », dit Ada Marsh, licenciée en mars."),
    ("fr", "« C'est rapide », dit Ada Marsh, à l'emploi du transporteur depuis 2012."),
    ("fr", "« C'est rapide », dit Ada Marsh. Entrée dans la maison en 2009, elle en rit."),
]


@pytest.mark.parametrize(("language", "text"), WORKERS)
def test_who_is_told_as_a_worker_is_of_the_company_told_of(language: str, text: str) -> None:
    found = who(text, "Ada Marsh", language)
    assert (found.company, found.speaks_for_company) == ("Orvel", False)


STRANGERS = [
    ("en", '"I waited," said Ada Marsh, a customer from Brigg.'),
    ("en", '"I waited," said Ada Marsh, a retired fitter.'),
    ("en", '"I waited," said Ada Marsh, a freelance translator.'),
    ("en", '"I waited," said Ada Marsh, a novelist.'),
    ("en", '"I waited," said Ada Marsh, one of the customers.'),
    ("en", "Retired joiner Ada Marsh was there."),
    ("fr", "« J'attendais », dit Ada Marsh, cliente depuis dix ans."),
    ("fr", "« J'attendais », dit Ada Marsh, soudeuse à la retraite et militante."),
    ("fr", "« J'attendais », dit le sociologue Theo Marsh."),
    ("fr", "« J'attendais », dit Ada Marsh, professeure de français."),
    ("fr", "« J'attendais », dit Ada Marsh, l'une des clientes."),
    ("fr", "« J'attendais », dit Ada Marsh, avocate de six salariés."),
]


@pytest.mark.parametrize(("language", "text"), STRANGERS)
def test_client_expert_or_free_worker_is_nobody_of_the_company(language: str, text: str) -> None:
    assert who(text, "Marsh", language).company == ""


PREMISES = [
    ("en", '"It is quick," said Ada Marsh, manager of the Brigg depot.'),
    ("en", '"It is quick," said Ada Marsh, who runs the Brigg office.'),
    ("en", '"It is quick," said Ada Marsh, the airline\'s transformation lead.'),
    ("en", '"It is quick," said Group Chief Financial Officer Ada Marsh.'),
    ("en", '"It is quick," said works council chair Ada Marsh.'),
    ("fr", "« C'est rapide », dit la directrice du site de Brézolles, Ada Marsh."),
    ("fr", "« C'est rapide », dit Ada Marsh, directrice de l'usine de Brézolles."),
    ("fr", "« C'est rapide », dit Ada Marsh, administratrice déléguée."),
    ("fr", "« C'est rapide », dit Ada Marsh, chargée de l'automatisation."),
    ("fr", "« C'est rapide », dit Ada Marsh, secrétaire du CSE."),
]


@pytest.mark.parametrize(("language", "text"), PREMISES)
def test_head_of_a_place_or_a_matter_is_of_the_company_told_of(language: str, text: str) -> None:
    assert who(text, "Ada Marsh", language).company == "Orvel"


OFFICES = [
    ("fr", "Le maire de Brézolles, Ada Marsh, s'est ému.", "mairie de Brézolles"),
    ("fr", "À la mairie de Brézolles, on rit. Le maire, Ada Marsh, aussi.", "mairie de Brézolles"),
    ("fr", "Le tribunal judiciaire de Brézolles a parlé. La juge, Ada Marsh, rit.", "tribunal"),
    ("fr", "L'Université de Lornes, avance la professeure Ada Marsh, rit.", "Université de Lornes"),
    ("en", "The mayor of Brigg, Ada Marsh, was glad.", "Brigg town hall"),
    ("en", "Brigg Borough Council met. Council leader Ada Marsh (Ind) was glad.", "Brigg Borough"),
    ("en", "Brigg Borough Council met. Cllr Ada Marsh was glad.", "Brigg Borough Council"),
    ("en", "A commercial court in Brigg ruled. Judge Ada Marsh was firm.", "court in Brigg"),
]


@pytest.mark.parametrize(("language", "text", "company"), OFFICES)
def test_office_holder_is_of_the_body_that_the_article_names(
    language: str, text: str, company: str
) -> None:
    assert company in who(text, "Ada Marsh", language).company


MAINS = [
    ("fr", "Fini le robot « Breval » à la mairie de Lornes, qui rembauche.", "mairie de Lornes"),
    ("fr", "Le logiciel Breval trie. Le centre hospitalier de Lornes y renonce.", "hospitalier"),
    ("en", "Brigg Borough Council drops an AI voice named Selda. Selda slept.", "Brigg Borough"),
    ("en", "Arlen College has an assistant, Selda, that Selda fans adore.", "Arlen College"),
    ("fr", "Contacté, l'éditeur du site, Orval, n'a rien dit.", "Orval"),
]


@pytest.mark.parametrize(("language", "text", "company"), MAINS)
def test_machine_or_participle_is_no_company_that_a_story_is_about(
    language: str, text: str, company: str
) -> None:
    _, found = scene(text, language, "")
    assert company in found.main_company


BODIES = [
    ("À la Convention des fabricants, son directeur, Theo Lind, rit.", "Convention des fabricants"),
    ("Du côté de la Ligue des usagers, son président, Theo Lind, rit.", "Ligue des usagers"),
    ("La section locale de Soin Debout proteste. Son secrétaire, Theo Lind, rit.", "Soin Debout"),
    ("La région se veut prudente. Sa vice-présidente, Theo Lind, rit.", "région"),
    ("La présidente de la métropole, Theo Lind, rit.", "métropole"),
]


@pytest.mark.parametrize(("text", "company"), BODIES)
def test_head_of_a_body_in_no_lexicon_is_of_it(text: str, company: str) -> None:
    assert who(text, "Theo Lind", "fr").company == company


NO_BODIES = [
    "On relit le Code du travail.",
    "Elle a reçu le Prix de l'innovation.",
    "Ils vont au Salon des métiers.",
    "On fête la Journée des femmes.",
    "Au Tour de la question, ils perdent.",
]


@pytest.mark.parametrize("text", NO_BODIES)
def test_code_or_prize_with_a_capital_is_no_body(text: str) -> None:
    doc, _ = scene(text, "fr", "")
    assert not list(bodies(doc, words("fr")))


AUTHORITIES = [
    ("en", "Arlen Borough Council met. A spokeswoman for the authority said so.", "A spokeswoman"),
    ("en", "Arlen Borough Council met. The council's staff council said so.", "The council"),
]


@pytest.mark.parametrize(("language", "text", "phrase"), AUTHORITIES)
def test_authority_told_of_is_the_council(language: str, text: str, phrase: str) -> None:
    phrase = phrase + " for the authority" if "spokes" in phrase else phrase
    assert who(text, phrase, language).company == "Arlen Borough Council"


OWN_BODIES = [("fr", "Les délégués du personnel"), ("en", "The staff council")]


@pytest.mark.parametrize(("language", "phrase"), OWN_BODIES)
def test_body_of_the_own_staff_is_of_the_company_and_binds_it_not(
    language: str, phrase: str
) -> None:
    found = who(f"{phrase} protest.", phrase, language)
    assert (found.company, found.speaks_for_company) == ("Orvel", False)


def test_several_unions_are_none_of_them() -> None:
    text = "La GBT proteste. L'intersyndicale aussi."
    assert who(text, "L'intersyndicale", "fr").company == ""


TODAY = (
    "The airline Orvel cut jobs. Then chief executive Ada Marsh kept quiet. Marsh, now a partner"
)


def test_post_of_today_is_not_where_somebody_spoke_before() -> None:
    text = f"{TODAY} at the fund Lumora, laughed. His successor, Theo Lind, did not."
    assert who(text, "chief executive Ada Marsh", "en", lead=" ").company == "Orvel"
