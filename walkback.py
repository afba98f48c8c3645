"""The front door: the command line, one command a stage. Each wing brings its own."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click

from crawler.commands import crawl, ingest, run_crawl
from db import findings, terminal
from db.commands import run_serve, serve, snapshot, status, tell_changes
from db.options import (
    CommandError,
    base_option,
    json_option,
    outlets_option,
    port_option,
    workers_option,
)
from db.reviews.commands import review
from db.store import Store
from extract.commands import extract, run_extract
from graph.commands import export, link, run_link

UNITS = {"m": 60, "h": 3600, "d": 86400}


class InOrder(click.Group):
    """Commands in the order in which they are used, not in that of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which they were added."""
        del ctx
        return list(self.commands)


@click.group(
    cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96}
)
@click.version_option(package_name="walkback", message="walkback %(version)s")
def commands() -> None:
    """Follow what companies say and do about AI and jobs, and see who changed position."""


def main() -> None:
    """Run the command line: exit 0 done, 1 failed, 2 wrong usage; an error is one line."""
    try:
        commands(prog_name="walkback", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else "", err=True)
        sys.exit(asked.exit_code)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f" ({context.command_path} --help tells how)" if context else ""
        _fail(error.format_message().rstrip(".") + hint, code=error.exit_code)
    except click.Abort:
        _fail("interrupted", code=130)
    except Exception as error:
        if os.environ.get("WALKBACK_DEBUG"):
            raise
        ours = {"__main__", "walkback", "crawler", "extract", "graph", "db"}
        known = type(error).__module__.partition(".")[0] in ours
        hint = "" if known else f" ({type(error).__name__}; WALKBACK_DEBUG=1 shows where)"
        _fail((str(error) or type(error).__name__) + hint, code=1)


def _fail(message: str, *, code: int) -> NoReturn:
    click.echo(f"walkback: {' '.join(message.split())}", err=True)
    sys.exit(code)


@click.command()
@base_option
@port_option
@click.option("--no-serve", is_flag=True, help="Stop after the summary.")
@click.option(
    "--newsroom-port",
    type=click.IntRange(0, 65000),
    default=8101,
    show_default=True,
    help="The first port of the sample newsroom, which has one an outlet.",
)
def demo(base: Path, port: int, no_serve: bool, newsroom_port: int) -> None:
    """Crawl, read and link the sample newsroom, and open the site."""
    from crawler.newsroom.server import Newsroom

    with Newsroom(first_port=newsroom_port) as newsroom, TemporaryDirectory() as folder:
        known = _sample_only(base, set(newsroom.homes))
        click.echo(f"A sample newsroom of {len(newsroom.homes)} invented outlets, on loopback.\n")
        outlets = newsroom.write_outlets(Path(folder))
        # The second edition corrects a page, openly: the crawl after it finds one new version.
        newsroom.edition = 2 if known else 1
        run_crawl("Crawl", base, outlets, allow_loopback=True)
        newsroom.edition = 2
        run_crawl("Again", base, outlets, allow_loopback=True)
        run_extract(base)
        run_link(base)
        tell_changes(base)
        if no_serve:
            click.echo("\nwalkback serve opens the site.")
        else:
            run_serve(base, port=port)


def _day(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse what is no day, month or year."""
    from graph.dates import interval

    if value and interval(value) is None:
        raise click.BadParameter("a day such as 2026-03-06, a month or a year")
    return value


@click.command()
@click.argument("given", metavar="FILE|URL|-")
@base_option
@json_option
@click.option(
    "--as-of", default="", metavar="DATE", callback=_day, help="Only what was published by then."
)
@click.option(
    "--published",
    default="",
    metavar="DATE",
    callback=_day,
    help="Of a text that doesn't say when it was published.",
)
@click.option("--store", "is_kept", is_flag=True, help="Store the article in the base, too.")
def check(given: str, base: Path, as_json: bool, as_of: str, published: str, is_kept: bool) -> None:
    """Check the claims of one article against the base.

    FILE is JSON, HTML, WARC or plain text; - reads standard input. A URL that the base holds is
    not fetched again. The article is not stored unless asked.
    """
    from crawler.stage import given as take
    from crawler.stage import keep
    from extract.stage import read_article
    from graph.dates import interval
    from graph.stage import check_read, check_stored

    until = as_of and (interval(as_of) or ("", ""))[1]
    # A file may hold an address of the base; only an address that is given stands for its text.
    is_address = given.startswith(("http://", "https://"))
    done = check_stored(base, given, as_of=until) if is_address else None
    if done is None:
        body = sys.stdin.buffer.read() if given == "-" else b""
        found = take(given, body=body, published=published)
        if is_kept:
            terminal.note(f"stored, {keep(base, found)}: extract and link read it")
        version, reading = read_article(found.article)
        done = check_read(base, version, reading, as_of=until)
    if as_json:
        click.echo(json.dumps(findings.told(*done), ensure_ascii=False, indent=1))
    else:
        for line in findings.lines(*done):
            click.echo(line)


@click.command()
@base_option
@outlets_option
@workers_option
def update(base: Path, folder: Path | None, workers: int) -> None:
    """Crawl, extract and link, once: for a scheduler.

    A lock keeps two of them from meeting in one base; the later one gives up at once.
    """
    with _lock(base):
        run_crawl("Crawl", base, folder)
        run_extract(base, workers=workers)
        run_link(base, workers=workers)


@click.command()
@base_option
@outlets_option
@workers_option
@click.option("--every", required=True, help="How often: 30m, 6h, 1d.", metavar="TIME")
@click.pass_context
def watch(
    context: click.Context, base: Path, folder: Path | None, workers: int, every: str
) -> None:
    """Update for ever: for those without a scheduler."""
    unit = UNITS.get(every[-1:])
    if unit is None or not every[:-1].isdecimal() or int(every[:-1]) < 1:
        raise click.BadParameter("a whole number and m, h or d, such as 6h", param_hint="--every")
    while True:
        started = time.monotonic()
        context.invoke(update, base=base, folder=folder, workers=workers)
        time.sleep(max(0.0, int(every[:-1]) * unit - (time.monotonic() - started)))


def _sample_only(base: Path, sample: set[str]) -> bool:
    """Tell whether the sample newsroom is in the base; refuse a base that holds anything else."""
    if not base.exists():
        return False
    with Store(base, tell=terminal.note) as store:
        rows = store.query("SELECT DISTINCT coalesce(outlet_id, '') AS outlet FROM articles")
    others = {row["outlet"] for row in rows} - sample
    if others:
        raise CommandError(f"{base} holds other articles; name a base for the sample: --db demo.db")
    return bool(rows)


@contextmanager
def _lock(base: Path) -> Iterator[None]:
    """Hold the base for one update; a second one gives up at once. The system frees it."""
    with base.with_name(f"{base.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"another update of {base} is running") from None
        yield


for command in (
    demo,
    crawl,
    ingest,
    extract,
    link,
    check,
    update,
    watch,
    review,
    serve,
    snapshot,
    export,
    status,
):
    commands.add_command(command)

if __name__ == "__main__":
    main()
