"""The graph at rest as a networkx graph: one company's, or a whole base up to a fair size."""

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

Row = Mapping[str, Any]

LARGEST = 200_000
"""Nodes from which on questions belong into SQL."""


class TooLargeError(Exception):
    """A network that would hold more nodes than fit."""

    def __init__(self) -> None:
        super().__init__(
            f"more than {LARGEST:,} statements: name a company, or ask the base in SQL"
        )


def network(
    *,
    companies: Iterable[Row],
    people: Iterable[Row],
    statements: Iterable[Row],
    links: Iterable[Row],
) -> "nx.MultiDiGraph[str]":
    """Return companies, people, outlets and statements as nodes, and what joins them as edges.

    The rows are those of ``db.exports``. Nodes carry ``kind`` and ``label``; statements also
    ``start`` and ``end`` (ISO days, as GEXF has them), ``position``, ``axis``, ``function`` and
    ``url``. Edges carry ``relation`` and, between statements, ``rule`` and ``evidence``; ``key`` is
    the relation. What isn't known is left out. Raises TooLargeError from LARGEST statements on.
    """
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = {row["id"]: row for row in companies}
    posts: dict[str, list[Row]] = {}
    for row in people:
        posts.setdefault(row["id"], []).append(row)
    for number, row in enumerate(statements):
        if number == LARGEST:
            raise TooLargeError
        _statement(view, row)
    kept = set(view)
    for row in links:
        if row["source_id"] in kept and row["target_id"] in kept:
            _edge(
                view,
                row["source_id"],
                row["target_id"],
                row["relation"],
                rule=row["rule"],
                evidence=row["evidence"],
            )
    _companies(view, names)
    _people(view, posts)
    # Who is named by a statement and told of nowhere else: another company's, a person's without
    # a post there.
    for node, data in view.nodes(data=True):
        data.setdefault("kind", "actor")
        data.setdefault("label", node)
    return view


def _statement(view: "nx.MultiDiGraph[str]", row: Row) -> None:
    _node(
        view,
        row["id"],
        kind="statement",
        label=row["wording"],
        start=row["said_from"],
        end=row["said_to"],
        said_on=row["said_on"],
        position=row["position"],
        axis=row["axis"],
        function=row["function"],
        url=row["url"],
    )
    actors = (("company_id", "of_company"), ("person_id", "by"), ("about_id", "about"))
    for column, relation in actors:
        if row[column]:
            _edge(view, row["id"], row[column], relation)
    if row["outlet"]:
        outlet = f"outlet:{row['outlet_id'] or row['outlet']}"
        _node(view, outlet, kind="outlet", label=row["outlet"])
        _edge(view, row["id"], outlet, "printed_in")


def _companies(view: "nx.MultiDiGraph[str]", names: Mapping[str, Row]) -> None:
    for key, row in names.items():
        parent = row["parent_id"]
        if key in view and parent in names:
            _edge(view, key, parent, "part_of")
    for key, row in names.items():
        if key in view:
            _node(view, key, kind="company", label=row["name"], wikidata=row["wikidata"])


def _people(view: "nx.MultiDiGraph[str]", posts: Mapping[str, list[Row]]) -> None:
    for key, held in posts.items():
        if key not in view:
            continue
        _node(view, key, kind="person", label=held[0]["name"], wikidata=held[0]["wikidata"])
        for row in held:
            if row["company_id"] in view:
                _edge(
                    view,
                    key,
                    row["company_id"],
                    "role",
                    title=row["title"],
                    start=row["start"],
                    end=row["end"],
                )


def _node(view: "nx.MultiDiGraph[str]", key: str, **data: object) -> None:
    view.add_node(key, **_known(data))


def _edge(
    view: "nx.MultiDiGraph[str]", source: str, target: str, relation: str, **data: object
) -> None:
    view.add_edge(source, target, relation=relation, **_known(data))


def _known(data: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in data.items() if value not in (None, "")}
