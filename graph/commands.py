"""The command of this wing: link."""

from pathlib import Path

import click

from db import terminal
from db.commands import tell_changes
from db.options import base_option
from db.terminal import plural


@click.command()
@base_option
def link(base: Path) -> None:
    """Find actors, origins, claims and changes of position."""
    run_link(base)
    tell_changes(base)


def run_link(base: Path) -> None:
    """Link a base and print a line on it."""
    from graph.stage import link as run

    with terminal.timed("Link") as say, terminal.bar("Linking"):
        report = run(base)
        say(
            f"{report.companies:,} companies, {report.people:,} people, "
            f"{plural(report.origins, 'origin')}, {plural(report.claims, 'claim')}, "
            f"{sum(report.reversals.values()):,} pairs graded"
        )
