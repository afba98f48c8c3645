import pytest

from db.ids import company_id, person_id
from db.records import Company, Graph, LaneStatement, Person, Review, Role, SpeakerKind
from db.seeds import Seeds, load_seeds
from graph.actors import Directory
from graph.names import company_key, person_key, post
from graph.parts import Material, build
from tests.graph.telling import said

SEEDS = Seeds(
    companies=(
        Company(name="Veltra", aliases=("Veltra Financial",), is_followed=True),
        Company(name="Veltra Cloud", parent="Veltra"),
        Company(name="Ombrix", aliases=("OX",)),
    ),
    people=(Person(name="Nora Lind"), Person(name="Ida Holm"), Person(name="Sven Aker")),
    roles=(
        Role(
            person="Nora Lind",
            company="Veltra",
            title="chief executive",
            start="2019",
            end="2024-03",
        ),
        Role(person="Ida Holm", company="Veltra", title="CEO", start="2024-04"),
        Role(person="Sven Aker", company="Ombrix", title="chief executive"),
    ),
)


def who(*statements: LaneStatement, seeds: Seeds = SEEDS, **other: object) -> Graph:
    return build(Material(statements=statements, seeds=seeds, **other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veltra Inc.", "VELTRA"),
        ("The Arena Group", "Arena Group"),
        ("Société Générale SA", "Societe Generale"),
    ],
)
def test_legal_form_article_case_and_accents_make_no_other_company(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_a_name_that_is_only_a_legal_form_or_article_stays() -> None:
    assert company_key("The") == "the"
    assert company_key("SAS") == "sas"


def test_honorific_makes_no_other_person() -> None:
    assert person_key("Dr. Nora Lind") == person_key("nora lind")


def test_titles_of_one_post_are_one_in_both_languages() -> None:
    assert post("CEO") == post("le PDG") == post("directrice générale") == "chief executive"
    assert post("clerk") == ""


def test_alias_of_a_seed_is_the_seed() -> None:
    one = said("a", "2024", company="Veltra Financial")
    other = said("b", "2024", company="Veltra")
    got = who(one, other)
    assert (
        got.statement_actors[one.id][0] == got.statement_actors[other.id][0] == company_id("Veltra")
    )
    assert {company.name for company in got.companies} == {"Veltra"}


def test_subsidiary_is_kept_apart_and_brings_its_parent() -> None:
    got = who(said("a", "2024", company="Veltra Cloud"))
    by_name = {company.name: company for company in got.companies}
    assert by_name["Veltra Cloud"].parent_id == by_name["Veltra"].id
    assert by_name["Veltra Cloud"].id != by_name["Veltra"].id


def test_two_people_of_one_surname_are_never_merged_by_it() -> None:
    one = said("a", "2024", company="Firm", person="Anna Berg")
    other = said("b", "2024", company="Firm", person="Karl Berg")
    surname = said("c", "2024", company="Firm", person="Berg")
    elsewhere = said("d", "2024", company="Other", person="Berg")
    ids = who(one, other, surname, elsewhere).statement_actors
    assert ids[one.id][1] != ids[other.id][1]
    assert ids[surname.id][1] == ""
    assert ids[elsewhere.id][1] not in {"", ids[one.id][1], ids[other.id][1]}


def test_surname_means_the_only_person_of_that_company_who_bears_it() -> None:
    one = said("a", "2024", company="Firm", person="Luis von Berg")
    short = said("b", "2024", company="Firm", person="von Berg")
    ids = who(one, short).statement_actors
    assert ids[one.id][1] == ids[short.id][1] != ""


def test_one_name_at_two_unrelated_companies_is_two_people() -> None:
    one = said("a", "2024", company="Firm", person="Anna Berg")
    other = said("b", "2024", company="Bakery", person="Anna Berg")
    nowhere = said("c", "2024", company="", person="Anna Berg")
    ids = who(one, other, nowhere).statement_actors
    assert ids[one.id][1] != ids[other.id][1]
    assert ids[nowhere.id][1] == ""


def test_namesake_of_a_seed_elsewhere_is_another_person() -> None:
    own = said("a", "2024", company="Ombrix", person="Sven Aker")
    related = said("b", "2020", company="Veltra Cloud", person="Nora Lind")
    namesake = said("c", "2024", company="Bakery", person="Sven Aker")
    ids = who(own, related, namesake).statement_actors
    assert ids[own.id][1] == person_id("Sven Aker")
    assert ids[related.id][1] == person_id("Nora Lind")
    assert ids[namesake.id][1] not in {"", person_id("Sven Aker")}


def test_person_without_a_company_gets_that_of_the_post_then_held() -> None:
    before = said("a", "2020-05", company="", person="Nora Lind")
    got = who(before)
    assert got.statement_actors[before.id][0] == company_id("Veltra")
    assert company_id("Veltra") in {company.id for company in got.companies}


def test_every_id_that_is_used_is_that_of_a_row() -> None:
    unnamed = {"role": "chief executive", "speaker_kind": SpeakerKind.PERSON}
    told = [
        said("a", "2020-05", 0.5, company="", person="Nora Lind"),
        said("b", "2025-05", 0.5, company="Veltra", **unnamed),
        said("c", "2025-05", 0.5, company="Veltra Cloud", person="Anna Berg", role="clerk"),
        said("d", "2025-05", company="Union", about="Ombrix", person="Berg"),
    ]
    got = who(*told)
    companies = {company.id for company in got.companies} | {""}
    people = {person.id for person in got.people} | {""}
    for company, person, about in got.statement_actors.values():
        assert {company, about} <= companies
        assert person in people
    assert {company.parent_id for company in got.companies} <= companies
    assert {role.person_id for role in got.roles} <= people
    assert {role.company_id for role in got.roles} <= companies


def test_title_without_a_name_is_who_held_the_post_on_that_day() -> None:
    unnamed = {"role": "chief executive", "speaker_kind": SpeakerKind.PERSON}
    before = said("a", "2023-06-01", **unnamed)
    after = said("b", "2025-06-01", **unnamed)
    between = said("c", "2024-03/2024-04", **unnamed)
    unknown = said("d", "2025-06-01", company="Ombrix", **unnamed)
    ids = who(before, after, between, unknown).statement_actors
    assert ids[before.id][1] == person_id("Nora Lind")
    assert ids[after.id][1] == person_id("Ida Holm")
    assert ids[between.id][1] == ""
    assert ids[unknown.id][1] == ""


def test_title_is_learnt_from_articles_between_the_days_they_tell_of() -> None:
    first = said("a", "2024-01-10", company="Firm", person="Anna Berg", role="CEO")
    last = said("b", "2024-09-10", company="Firm", person="Anna Berg", role="chief executive")
    unnamed = {"company": "Firm", "role": "PDG", "speaker_kind": SpeakerKind.PERSON}
    inside, outside = said("c", "2024-05-01", **unnamed), said("d", "2025-05-01", **unnamed)
    ids = who(first, last, inside, outside).statement_actors
    assert ids[inside.id][1] == ids[first.id][1]
    assert ids[outside.id][1] == ""


def test_words_of_a_former_leader_are_marked() -> None:
    then = said("a", "2023-06-01", person="Nora Lind")
    after = said("b", "2025-06-01", person="Nora Lind")
    directory = Directory(SEEDS, (), employers=lambda _person: ())
    assert directory.who([then, after]).former == {after.id}


def test_former_leader_does_not_change_the_position_of_the_company() -> None:
    company = said("software replaced the team", "2024-06-01", 0.9)
    former = said("people were better at it", "2025-06-01", -0.9, person="Nora Lind")
    graph = build(Material(statements=[company, former], seeds=SEEDS))
    assert graph.reversals == ()


def test_merge_in_force_makes_one_and_without_it_there_are_two() -> None:
    first = said("software replaced the team", "2024-03-01", 0.9, company="Firm")
    then = said("we hire people again", "2025-03-01", -0.9, company="Firm International")
    merge = Review(
        id=1,
        target="companies",
        target_id=company_id(company_key("Firm International")),
        decision="merge",
        value={"into": company_id(company_key("Firm"))},
    )
    merged = build(Material(statements=[first, then], reviews=[merge]))
    assert [reversal.grade.value for reversal in merged.reversals] == ["full_reversal"]
    assert [company.name for company in merged.companies] == ["Firm"]
    assert merged.companies[0].aliases == ("Firm International",)
    undone = build(Material(statements=[first, then]))
    assert undone.reversals == ()
    assert len(undone.companies) == 2


def test_merges_in_a_circle_end() -> None:
    one, other = company_id("one"), company_id("other")
    reviews = [
        Review(id=1, target="companies", target_id=one, decision="merge", value={"into": other}),
        Review(id=2, target="companies", target_id=other, decision="merge", value={"into": one}),
    ]
    got = who(said("a", "2024", company="One"), said("b", "2024", company="Other"), reviews=reviews)
    assert {company for company, _, _ in got.statement_actors.values()} <= {one, other}


def test_merged_people_are_one() -> None:
    one = said("a", "2024", company="Firm", person="Anna Berg")
    other = said("b", "2024", company="Firm", person="Anna Berg-Lund")
    ids = who(one, other).statement_actors
    merge = Review(
        id=1,
        target="people",
        target_id=ids[other.id][1],
        decision="merge",
        value={"into": ids[one.id][1]},
    )
    got = who(one, other, reviews=[merge])
    assert got.statement_actors[other.id][1] == ids[one.id][1]
    assert [person.id for person in got.people if person.source == "article"] == [ids[one.id][1]]


def test_who_is_who_does_not_depend_on_order() -> None:
    told = [
        said("a", "2024-01", company="Firm", person="Anna Berg", role="CEO"),
        said("b", "2024-02", company="firm inc", person="Berg"),
        said(
            "c",
            "2024-03",
            company="Firm",
            person="",
            role="chief executive",
            speaker_kind=SpeakerKind.PERSON,
        ),
        said("d", "2024-04", company="Bakery", person="Anna Berg"),
    ]
    assert who(*told) == who(*reversed(told))


def test_an_address_once_given_is_kept_and_none_is_given_twice() -> None:
    told = [
        said("a", "2024", company="Bakery", person="Anna Berg"),
        said("b", "2024", company="Firm", person="Anna Berg"),
    ]
    got = who(*told)
    slugs = {person.id: person.slug for person in got.people}
    assert len(set(slugs.values())) == len(slugs)
    kept = next(person for person in got.people if person.source == "article")
    again = who(*told, taken={kept.id: "somebody-else"})
    assert {person.id: person.slug for person in again.people}[kept.id] == "somebody-else"
    gone = who(*told, taken={"another": kept.slug})
    assert kept.slug not in {person.slug for person in gone.people}


def test_a_company_with_a_position_of_its_own_is_followed() -> None:
    stand = said("a", "2024", 0.9, company="Firm")
    quoted = said("b", "2024", 0.9, company="Union", speaks_for_company=False)
    got = {company.name: company.is_followed for company in who(stand, quoted).companies}
    assert got == {"Firm": True, "Union": False}


def test_alias_that_two_seeds_share_belongs_to_neither() -> None:
    seeds = Seeds(
        companies=(Company(name="One", aliases=("Block",)), Company(name="Two", aliases=("Block",)))
    )
    statement = said("a", "2024", company="Block")
    got = who(statement, seeds=seeds)
    assert got.statement_actors[statement.id][0] not in {company_id("One"), company_id("Two")}


def test_surveyor_of_the_same_name_is_not_the_employer() -> None:
    statement = said("a", "2025", company="IBM Institute for Business Value")
    got = who(statement, seeds=load_seeds())
    assert got.statement_actors[statement.id][0] != company_id("IBM")
