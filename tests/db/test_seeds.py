import re
from itertools import pairwise

import pytest

from db.ids import company_id, fold
from db.seeds import SeedError, load_seeds, read_seeds

EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|")


def test_seeds_load_and_every_role_names_a_seeded_company_and_person() -> None:
    seeds = load_seeds()
    companies = {company.name for company in seeds.companies}
    people = {person.name for person in seeds.people}
    assert len(companies) > 40
    assert {role.company for role in seeds.roles} <= companies
    assert {role.person for role in seeds.roles} == people


def test_no_two_seeds_share_a_name_or_an_alias() -> None:
    for entries in (load_seeds().companies, load_seeds().people):
        names = [fold(name) for entry in entries for name in {entry.name, *entry.aliases}]
        owners = {
            (fold(name), entry.name) for entry in entries for name in (entry.name, *entry.aliases)
        }
        assert len({name for name, _ in owners}) == len(owners)
        assert all(names)


def test_wikidata_ids_and_dates_have_their_form() -> None:
    seeds = load_seeds()
    assert all(re.fullmatch(r"Q\d+|", company.wikidata) for company in seeds.companies)
    assert all(EDTF.fullmatch(role.start) and EDTF.fullmatch(role.end) for role in seeds.roles)
    assert all(not role.end or role.start < role.end for role in seeds.roles)


def test_subsidiary_is_apart_from_its_parent() -> None:
    by_name = {company.name: company for company in load_seeds().companies}
    assert by_name["Amazon Web Services"].parent == "Amazon"
    assert company_id("Amazon Web Services") != company_id("Amazon")
    assert by_name["IBM Institute for Business Value"].parent == "IBM"
    assert not by_name["IBM Institute for Business Value"].is_followed


def test_chief_executives_of_one_company_do_not_overlap() -> None:
    held: dict[str, list[tuple[str, str]]] = {}
    for role in load_seeds().roles:
        if role.title == "chief executive":
            held.setdefault(role.company, []).append((role.start, role.end or "9999"))
    assert any(len(spans) > 1 for spans in held.values())
    for spans in held.values():
        ordered = sorted(spans)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))


@pytest.mark.parametrize(
    ("companies", "people", "message"),
    [
        (
            {"companies": [{"name": "Veltra", "colour": "red"}]},
            {},
            r"Veltra: unknown keys \['colour'\]",
        ),
        ({"companies": [{"name": "Veltra", "country": 4}]}, {}, "Veltra: country is 4"),
        (
            {"companies": [{"name": "Veltra"}, {"name": "Veltra"}]},
            {},
            "'Veltra': the name is empty",
        ),
        ({"companies": [{"name": "Veltra", "parent": "Ombrix"}]}, {}, "no company 'Ombrix'"),
        (
            {},
            {"people": [{"name": "Nora Lind", "roles": [{"company": "Veltra", "title": "chair"}]}]},
            "Nora Lind: no company 'Veltra'",
        ),
        ({"companies": "Veltra"}, {}, "a list of tables is wanted"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(
    companies: dict[str, object], people: dict[str, object], message: str
) -> None:
    with pytest.raises(SeedError, match=message):
        read_seeds(companies=companies, people=people)
