"""Named primaries: whom a text has its matter from, and what is one origin by that."""

import pytest

from db.records import ArticleVersion
from graph.origins import origins
from graph.primaries import cited, documented, key
from graph.rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "A tenth of clerks fear for their work, a report by Tarn Research says.", "tarn"),
        ("en", "The closure was first reported by the Ferry Gazette on Monday.", "ferry gazette"),
        ("en", "The Ferry Gazette first reported the closure.", "ferry gazette"),
        ("en", "Figures compiled by Lisle & Marr show a fall.", "lisle marr"),
        ("en", "Half of them use it, a survey by the Harbour Institute of Labour found.", "labour"),
        ("fr", "Selon une étude de Sorel Conseil, un dixième des comptables craint l'IA.", "sorel"),
        ("fr", "D'après l'enquête menée par l'institut Marelle, peu s'en servent.", "marelle"),
        ("fr", "La fermeture, révélée par Le Courrier d'Orbe, touche 60 postes.", "courrier"),
        ("fr", "Le rapport du Cercle des assureurs compte 60 départs.", "cercle"),
        ("fr", "La société ferme son plateau, a appris l'agence Tilleul.", "tilleul"),
    ],
)
def test_a_document_or_first_news_names_its_primary(language: str, text: str, name: str) -> None:
    (found,) = documented(text, language=language)
    assert name in found


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        ("en", "“We hire nobody,” its founder told the Ferry Gazette.", "Ferry Gazette"),
        ("en", "That is one in nine, according to the Orme Exchange.", "Orme Exchange"),
        ("fr", "« Nous n'embauchons plus », a dit le patron, Luc Ferrand, au Courrier d'Orbe.",
         "Le Courrier d'Orbe"),
        ("fr", "C'est un sur neuf, selon l'Institut Marelle.", "Institut Marelle"),
    ],
)  # fmt: skip
def test_an_outlet_that_is_cited_is_known_by_its_name(
    language: str, text: str, outlet: str
) -> None:
    assert key(outlet, language=language) in cited(text, language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nora Lind reads every report by night. The Ferry Gazette is her paper."),
        ("en", "According to plan, the office closes."),
        ("fr", "Selon toute apparence, le bureau ferme. Le rapport de force a changé."),
    ],
)
def test_what_names_no_source_cites_nobody(language: str, text: str) -> None:
    assert documented(text, language=language) == frozenset()


def test_a_name_of_a_kind_alone_is_nobody() -> None:
    assert key("The Agency", language="en") == ""
    assert key("L'agence Tilleul", language="fr") == key("Tilleul", language="fr") == "tilleul"


def version(name: str, text: str, *, publisher: str, day: str = "2025-05-08") -> ArticleVersion:
    return ArticleVersion(
        id=name,
        article_id=name,
        url=f"https://{name}.example/story",
        title=name,
        text=text,
        language="en",
        published=day,
        publisher=publisher,
    )


FIRST = (
    "Orlu Mutual wants to close its desk at Ardle by the autumn. Some 64 clerks work there. The "
    "doors will shut after the harvest, people who have seen the plan say."
)
AGAIN = (
    "It is a hard summer for Ardle. The insurer's 64 clerks are to leave, as reported by the Ferry "
    "Gazette. In the bakery across the road they speak of nothing else."
)
THIRD = (
    "Clerks at the insurer have their worries too. All 64 of them will lose the desk, the Ferry "
    "Gazette first reported. A minister has asked for a letter, and the letter is awaited."
)
OWN = (
    "We met the clerks of the insurer on the quay. There are 64 of them, and they brought the "
    "letters that each had been handed. None of them has slept well since."
)


def groups(*versions: ArticleVersion, apart: tuple[str, ...] = ()) -> set[frozenset[str]]:
    return {frozenset(o.version_ids) for o in origins(versions, rules=RULES, apart=apart)}


def test_a_paper_that_is_named_as_the_source_is_the_origin_and_the_reason_says_so() -> None:
    first = version("a", FIRST, publisher="The Ferry Gazette")
    again = version("b", AGAIN, publisher="Ardle Observer", day="2025-05-09")
    (found,) = origins([again, first], rules=RULES)
    assert (found.first_version_id, found.reason) == (
        "a",
        "2 articles: The Ferry Gazette is named as the source",
    )


def test_two_papers_that_name_one_third_as_the_source_are_one_origin() -> None:
    found = groups(
        version("b", AGAIN, publisher="Ardle Observer"),
        version("c", THIRD, publisher="Quay Post"),
    )
    assert found == {frozenset({"b", "c"})}


def test_a_paper_with_its_own_evidence_is_an_origin_of_its_own() -> None:
    found = groups(
        version("a", FIRST, publisher="The Ferry Gazette"),
        version("d", OWN, publisher="Quay Post"),
    )
    assert len(found) == 2


def test_a_source_that_is_named_for_something_else_groups_nothing() -> None:
    other = AGAIN.replace("64 clerks", "31 cooks")
    found = groups(
        version("a", FIRST, publisher="The Ferry Gazette"),
        version("b", other, publisher="Ardle Observer"),
    )
    assert len(found) == 2


def test_an_article_that_is_split_off_is_grouped_with_nobody() -> None:
    first = version("a", FIRST, publisher="The Ferry Gazette")
    again = version("b", AGAIN, publisher="Ardle Observer")
    assert groups(first, again, apart=("b",)) == {frozenset({"a"}), frozenset({"b"})}
