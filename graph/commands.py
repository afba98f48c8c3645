"""The commands of this wing: link and export."""

import sys
from pathlib import Path

import click

from db import terminal
from db.commands import tell_changes
from db.exports import VIEWS
from db.options import base_option
from db.terminal import plural


@click.command()
@base_option
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Processes that link afresh; without it as many as the base is worth.",
)
def link(base: Path, workers: int | None) -> None:
    """Find actors, origins, claims and changes of position."""
    run_link(base, workers=workers)
    tell_changes(base)


def run_link(base: Path, *, workers: int | None = None) -> None:
    """Link a base and print a line on it."""
    from graph.stage import link as run

    with terminal.timed("Link") as say, terminal.bar("Linking"):
        report = run(base, workers=workers)
        say(
            f"{report.companies:,} companies, {report.people:,} people, "
            f"{plural(report.origins, 'origin')}, {plural(report.claims, 'claim')}, "
            f"{sum(report.reversals.values()):,} pairs graded"
        )


@click.command()
@base_option
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(("jsonld", "gexf", "graphml", "csv", "parquet")),
    help="JSON-LD, a graph for Gephi or others, or a view as a table.",
)
@click.option("--company", default="", help="Only this company and its subsidiaries.")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default="quotes",
    show_default=True,
    help="What a table holds.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output."
)
def export(base: Path, form: str, company: str, view: str, out: Path | None) -> None:
    """Write the base, or one company, for other tools."""
    from graph.stage import export as run

    if out is None:
        if form == "parquet" and sys.stdout.isatty():
            raise click.UsageError("Parquet is no text for a terminal: name a file with --out")
        run(base, sys.stdout.buffer, form=form, company=company, view=view)
        return
    # Who reads the file meanwhile finds the old one or the new one, whole.
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as stream:
            run(base, stream, form=form, company=company, view=view)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"{out}, {out.stat().st_size / 1e6:.1f} MB")
