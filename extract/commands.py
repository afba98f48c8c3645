"""The command of this wing: extract."""

from pathlib import Path

import click

from db import terminal
from db.options import base_option, workers_option
from db.terminal import plural


@click.command()
@base_option
@workers_option
@click.option("--all", "redo", is_flag=True, help="Read every article afresh.")
def extract(base: Path, workers: int, redo: bool) -> None:
    """Read statements and figures out of new articles.

    Those are the ones not yet read by this version of the reader, or all.
    """
    run_extract(base, workers=workers, redo=redo)


def run_extract(base: Path, *, workers: int = 1, redo: bool = False) -> None:
    """Read what is not yet read, or all, and print a line on it."""
    from extract.stage import extract as run

    with terminal.timed("Extract") as say, terminal.bar("Reading") as progress:
        report = run(base, workers=workers, redo=redo, progress=progress)
        say(
            f"{report.read:,} of {plural(report.articles, 'article')} read closely, "
            f"{plural(report.statements, 'statement')}, {plural(report.figures, 'figure')}",
            terminal.told(report.skipped),
        )
