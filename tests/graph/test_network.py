from collections.abc import Callable

from db.ids import company_id
from db.records import LaneStatement
from db.seeds import load_seeds
from graph.network import network
from graph.stage import Material, build

Said = Callable[..., LaneStatement]


def test_network_joins_statements_to_who_said_them_and_where(said: Said) -> None:
    told = [
        said(
            "software replaced the team",
            "2024-03-01",
            0.9,
            company="AWS",
            person="Matt Garman",
            role="chief executive",
        ),
        said("we hire people again", "2025-03-01", -0.9, company="AWS", person="Matt Garman"),
        said("clerks are needed", "2025-03-01", -0.9, company="Ombrix"),
    ]
    graph = build(Material(statements=told, seeds=load_seeds()))
    view = network(graph, told)
    kinds = {data["kind"] for _, data in view.nodes(data=True)}
    assert kinds == {"statement", "company", "person", "outlet"}
    relations = {relation for _, _, relation in view.edges(data="relation")}
    assert relations == {"of_company", "by", "printed_in", "part_of", "role", "changed_to"}
    assert view.has_edge(told[0].id, told[1].id)


def test_network_of_one_company_holds_no_other_company_s_statements(said: Said) -> None:
    told = [
        said("software replaced the team", "2024-03-01", 0.9, company="Veltra"),
        said("clerks are needed", "2025-03-01", -0.9, company="Ombrix"),
        said("Veltra was wrong", "2025-04-01", -0.9, company="Ombrix", about="Veltra"),
    ]
    graph = build(Material(statements=told))
    view = network(graph, told, company_id=company_id("veltra"))
    held = {node for node, kind in view.nodes(data="kind") if kind == "statement"}
    assert held == {told[0].id, told[2].id}
    assert all("label" in data for _, data in view.nodes(data=True))
