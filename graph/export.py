"""Files for other tools: JSON-LD, GEXF with time for Gephi, GraphML, CSV, Parquet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any, BinaryIO

import networkx as nx

from db.cells import cell
from db.exports import Table
from graph import linked_data

Row = Mapping[str, Any]

BATCH = 20_000
"""Rows of a Parquet file written at once."""

# What XML 1.0 can't hold, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def jsonld(  # noqa: PLR0913 - one argument a kind of thing
    *,
    companies: Iterable[Row],
    people: Iterable[Row],
    versions: Iterable[Row],
    statements: Iterable[Row],
    claims: Iterable[Row],
    changes: Iterable[Row],
    links: Iterable[Row],
) -> Iterator[str]:
    """Yield a JSON-LD document piece by piece. The rows are those of ``db.exports``."""
    return linked_data.document(
        _nodes(companies, people, versions, statements, claims, changes, links)
    )


def gexf(view: "nx.MultiDiGraph[str]") -> bytes:
    """Return a network as GEXF 1.2; statements have the days between which they were said."""
    out = io.BytesIO()
    nx.write_gexf(_dated(_plain(view)), out)
    return out.getvalue()


def graphml(view: "nx.MultiDiGraph[str]") -> bytes:
    """Return a network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml(_plain(view), out)
    return out.getvalue()


def csv_lines(table: Table) -> Iterator[str]:
    """Yield a table as CSV (RFC 4180), a line at a time.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    yield _taken(out)
    for row in table.rows:
        writer.writerow([cell(value) for value in row])
        yield _taken(out)


def parquet(table: Table, out: BinaryIO) -> None:
    """Write a table as Parquet, a batch at a time."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and only needed here
    from pyarrow import parquet as pq  # noqa: PLC0415 - the same

    kinds = {"integer": pa.int64(), "real": pa.float64(), "text": pa.string()}
    schema = pa.schema(
        [(name, kinds[kind]) for name, kind in zip(table.columns, table.kinds, strict=True)]
    )
    rows = iter(table.rows)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            columns = zip(*batch, strict=True)
            arrays = [
                pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(pa.table(arrays, schema=schema))


def _nodes(  # noqa: PLR0913, PLR0917 - one argument a kind of thing
    companies: Iterable[Row],
    people: Iterable[Row],
    versions: Iterable[Row],
    statements: Iterable[Row],
    claims: Iterable[Row],
    changes: Iterable[Row],
    links: Iterable[Row],
) -> Iterator[linked_data.Node]:
    yield from map(linked_data.company_node, companies)
    for _, posts in groupby(people, key=lambda row: row["id"]):
        yield linked_data.person_node(list(posts))
    for row in versions:
        yield from linked_data.version_nodes(row)
    readers: set[str] = set()
    for row in statements:
        yield from linked_data.statement_nodes(row)
        readers.add(row["extracted_by"])
    yield from map(linked_data.reader_node, sorted(readers))
    for row in claims:
        yield from linked_data.claim_nodes(row)
    yield from map(linked_data.change_node, changes)
    yield from map(linked_data.link_node, links)


def _plain(view: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return a copy without the characters that XML can't hold."""
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    copy.add_nodes_from((node, _clean(data)) for node, data in view.nodes(data=True))
    copy.add_edges_from((one, other, _clean(data)) for one, other, data in view.edges(data=True))
    return copy


def _clean(data: Mapping[str, object]) -> dict[str, object]:
    return {
        name: _NO_XML.sub("", value) if isinstance(value, str) else value
        for name, value in data.items()
    }


def _dated(view: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Give edges no time of their own: a role's may be as vague as a year, GEXF wants days."""
    for _, _, data in view.edges(data=True):
        for name in ("start", "end"):
            if name in data:
                data[f"role_{name}"] = data.pop(name)
    return view


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
