"""The graph in memory: a networkx view of one company, or of all, for analysis."""

from collections.abc import Iterable

import networkx as nx

from db.records import Graph, LaneStatement


def network(
    graph: Graph, statements: Iterable[LaneStatement], *, company_id: str = ""
) -> "nx.MultiDiGraph[str]":
    """Return companies, people, outlets and statements as nodes, and what joins them as edges.

    Nodes carry ``kind``, ``label`` and, for statements, ``said_from``, ``position`` and ``text``;
    edges carry ``relation`` and, between statements, ``rule`` and ``evidence``. With a company's
    id only its own statements and what they touch. Time and memory grow with nodes and edges.
    """
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kept = _statements(view, graph, statements, company_id)
    _actors(view, graph)
    for edge in graph.links:
        if edge.source_id in kept and edge.target_id in kept:
            view.add_edge(
                edge.source_id,
                edge.target_id,
                relation=edge.relation.value,
                rule=edge.rule,
                evidence=edge.evidence,
            )
    return view


def _actors(view: "nx.MultiDiGraph[str]", graph: Graph) -> None:
    for company in graph.companies:
        if company.parent_id and company.id in view:
            view.add_edge(company.id, company.parent_id, relation="part_of")
    for company in graph.companies:
        if company.id in view:
            view.add_node(company.id, kind="company", label=company.name)
    for person in graph.people:
        if person.id in view:
            view.add_node(person.id, kind="person", label=person.name)
    for role in graph.roles:
        if role.person_id in view and role.company_id in view:
            view.add_edge(
                role.person_id,
                role.company_id,
                relation="role",
                title=role.title,
                start=role.start,
                end=role.end,
            )


def _statements(
    view: "nx.MultiDiGraph[str]",
    graph: Graph,
    statements: Iterable[LaneStatement],
    company_id: str,
) -> set[str]:
    kept: set[str] = set()
    for statement in statements:
        company, person, about = graph.statement_actors.get(statement.id, ("", "", ""))
        if company_id and company_id not in (company, about):
            continue
        kept.add(statement.id)
        view.add_node(
            statement.id,
            kind="statement",
            label=statement.said_on,
            said_from=statement.said_from,
            said_to=statement.said_to,
            position=statement.position,
            text=statement.wording,
            url=statement.url,
        )
        for actor, relation in ((company, "of_company"), (person, "by"), (about, "about")):
            if actor:
                view.add_node(actor, kind="person" if relation == "by" else "company")
                view.add_edge(statement.id, actor, relation=relation)
        if statement.outlet:
            outlet = f"outlet:{statement.outlet}"
            view.add_node(outlet, kind="outlet", label=statement.outlet)
            view.add_edge(statement.id, outlet, relation="printed_in")
    return kept
