"""What a person at a terminal sees: one line a stage, a bar for long work, tables, changes."""

import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from db.base import Row
from db.dates import in_words

QUIET = 10.0
"""Seconds between plain lines of progress where there is no terminal."""


def changes(rows: list[Row]) -> None:
    """Print changes of position, as ``summary.strongest_changes`` gives them."""
    if not rows:
        click.echo("No change of position found.")
        return
    click.echo(click.style("The strongest changes of position:", bold=True))
    for number, change in enumerate(rows, 1):
        who = ", ".join(filter(None, (change["company"], change["person"])))
        way = "towards people" if change["direction"] == "to_humans" else "towards AI"
        grade = change["grade"].replace("_", " ")
        click.echo(f"\n{number}. {click.style(who, bold=True)}: position changed {way}")
        click.echo(f"   {change['function']}; {grade}, strength {change['score']:.2f}")
        for label, when in (("then", "earlier"), ("now", "later")):
            if change[f"{when}_text"]:
                click.echo(f"   {label:<5}{in_words(change[f'{when}_date'])}")
                words = " ".join(change[f"{when}_text"].split())
                for line in textwrap.wrap(words, 84, max_lines=3, placeholder=" …"):
                    click.echo(f"        {line}")
                click.echo(f"        {change[f'{when}_url']}")


def table(title: str, rows: Sequence[Row], columns: tuple[str, ...]) -> None:
    """Print rows under a title, a column each; cells are cut at 60 characters, the last never."""
    click.echo(f"\n{click.style(title, bold=True)}" + ("" if rows else ": none"))
    *firsts, last = columns
    cells = [[*(str(row[column])[:60] for column in firsts), str(row[last])] for row in rows]
    widths = [max(len(line[i]) for line in [*cells, list(columns)]) for i in range(len(columns))]
    for line in [list(columns), *cells] if rows else []:
        joined = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo(f"  {joined}".rstrip())


@contextmanager
def timed(what: str) -> Iterator[Callable[..., None]]:
    """Print one line on what was done, with the seconds it took."""
    started = time.monotonic()
    parts: list[str] = []
    yield lambda *told: parts.extend(filter(None, told))
    took = time.monotonic() - started
    click.echo(f"{click.style(f'{what:<8}', bold=True)} {'; '.join(parts)}  [{took:.1f} s]")


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; elsewhere a plain line every ten seconds of long work."""
    console = Console(stderr=True)
    if not console.is_terminal:
        last = time.monotonic()

        def plain(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last > QUIET:
                last = time.monotonic()
                click.echo(f"{what} {done:,} of {total:,}", err=True)

        yield plain
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def told(skipped: Mapping[str, int]) -> str:
    """Return ``passed over: 1 paywall, 2 soft 404``, or nothing."""
    listed = ", ".join(f"{n:,} {reason.replace('_', ' ')}" for reason, n in sorted(skipped.items()))
    return f"passed over: {listed}" if listed else ""


def plural(number: int, word: str) -> str:
    """Return ``1 article`` or ``1,200 articles``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def note(line: str) -> None:
    """Print a remark to standard error."""
    click.echo(f"walkback: {line}", err=True)
