"""The graph in memory, from rows as a base has them."""

from typing import Any

import pytest

from graph import network as module
from graph.network import TooLargeError, network

Row = dict[str, Any]


def company(key: str, parent: str = "") -> Row:
    return {"id": key, "name": key.upper(), "wikidata": "", "parent_id": parent}


def told(key: str, **actors: str) -> Row:
    row: Row = dict.fromkeys(("company_id", "person_id", "about_id", "axis", "function"), "")
    row |= {"position": None, "wording": f"words {key}", "url": "https://a.example/"}
    row |= {"said_from": "2025-01-01", "said_to": "2025-01-31", "said_on": "2025-01"}
    return row | {"outlet_id": "a", "outlet": "A", "id": key} | actors


def edge(one: str, other: str) -> Row:
    row = {"source_id": one, "target_id": other, "relation": "changed_to"}
    return row | {"rule": "link", "evidence": "full_reversal"}


LIND = {"id": "lind", "name": "Nora Lind", "wikidata": "", "company_id": "aws"}
LIND |= {"title": "chief executive", "start": "2024", "end": ""}


def test_network_joins_statements_to_who_said_them_and_where() -> None:
    view = network(
        companies=[company("aws", "amazon"), company("amazon")],
        people=[LIND],
        statements=[told("s1", company_id="aws", person_id="lind"), told("s2", about_id="aws")],
        links=[edge("s1", "s2"), edge("s1", "elsewhere")],
    )
    assert dict(view.nodes(data="kind")) == {
        "s1": "statement",
        "s2": "statement",
        "aws": "company",
        "amazon": "company",
        "lind": "person",
        "outlet:a": "outlet",
    }
    relations = sorted((one, other, name) for one, other, name in view.edges(data="relation"))
    assert relations == [
        ("aws", "amazon", "part_of"),
        ("lind", "aws", "role"),
        ("s1", "aws", "of_company"),
        ("s1", "lind", "by"),
        ("s1", "outlet:a", "printed_in"),
        ("s1", "s2", "changed_to"),
        ("s2", "aws", "about"),
        ("s2", "outlet:a", "printed_in"),
    ]


def test_every_node_has_a_kind_and_a_label() -> None:
    view = network(companies=[], people=[], statements=[told("s1", company_id="unknown")], links=[])
    assert all({"kind", "label"} <= data.keys() for _, data in view.nodes(data=True))


def test_what_would_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2)
    with pytest.raises(TooLargeError, match="in SQL"):
        network(companies=[], people=[], statements=map(told, "abc"), links=[])
