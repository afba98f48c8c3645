"""Lineage: from which telling a text has a number, where several texts tell it. Pure.

A loss is told of the step at which it happened: of the text that is named as the source, if the
number was still whole there, else of the first that told it. One text that tells a number twice,
as *half* and as *52 %*, loses once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.records import LaneStatement, Relation
from graph.claims import FigureClaim
from graph.comparison import Setting, names_source
from graph.damage import differences
from graph.edges import Edge
from graph.rules import Rules

LOSSES = frozenset({Relation.MUTATES, Relation.EXTRAPOLATES, Relation.QUALIFIES})


def heard_from(then: Setting, origin: Sequence[Setting], *, rules: Rules) -> str:
    """Return the id of the statement of the named source from which a number was lost; or none.

    Empty where the source isn't among the tellings, or had lost as much already.
    """
    for place in origin[1:]:
        is_named = names_source(then, place) and not names_source(then, origin[0])
        if is_named and any(differences(then, [place], others=(), rules=rules)):
            return place.figure.statement_id
    return ""


def first_lost(
    edges: Iterable[Edge],
    claims: Sequence[FigureClaim],
    statements: Mapping[str, LaneStatement],
) -> Iterator[Edge]:
    """Yield the edges, and of the losses of one value in one text the first alone."""
    kept: dict[tuple[str, int], tuple[tuple[str, float, int], Edge]] = {}
    for edge in edges:
        if edge.relation not in LOSSES:
            yield edge
            continue
        figure, there = claims[edge.source].figures[0], claims[edge.target].figures[0]
        told = min(statements[f.statement_id].published for f in claims[edge.target].figures)
        age = (told, abs(figure.value - there.value), edge.source)
        key = (figure.version_id, round(figure.value / ROUND))
        if key not in kept or age < kept[key][0]:
            kept[key] = (age, edge)
    yield from (edge for _, edge in kept.values())


ROUND = 5
"""Values so near each other may be one, told twice."""
