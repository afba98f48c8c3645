"""The front door: the command line, one command a stage."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from db import summary, terminal
from db.store import Store
from db.terminal import plural

METADATA = Path(__file__).with_name("datasette_metadata.json")

OUTLET_COLUMNS = ("outlet", "articles", "newest", "a_day", "least_a_day", "health", "last_visit")

UNITS = {"m": 60, "h": 3600, "d": 86400}

base_option = click.option(
    "--db",
    "base",
    type=click.Path(dir_okay=False, path_type=Path),
    default="walkback.db",
    envvar="WALKBACK_DB",
    show_default=True,
    help="The base: one SQLite file, with its archive folder beside it.",
)
workers_option = click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read."
)
outlets_option = click.option(
    "--outlets",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of outlet files instead of the ones that come with Walkback.",
)
port_option = click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Of the site."
)


class CommandError(Exception):
    """Something a user can mend; the message is one line."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(package_name="walkback", message="walkback %(version)s")
def commands() -> None:
    """Follow what companies say and do about AI and jobs, and see who changed position."""


def main() -> None:
    """Run the command line: exit 0 done, 1 failed, 2 wrong usage."""
    try:
        commands(prog_name="walkback")
    except Exception as error:
        if os.environ.get("WALKBACK_DEBUG"):
            raise
        line = " ".join(str(error).split()) or type(error).__name__
        ours = {"__main__", "walkback", "crawler", "extract", "graph", "db"}
        known = type(error).__module__.partition(".")[0] in ours
        hint = "" if known else f" ({type(error).__name__}; WALKBACK_DEBUG=1 shows where)"
        click.echo(f"walkback: {line}{hint}", err=True)
        sys.exit(1)


# --- the whole way -----------------------------------------------------------------------


@commands.command()
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
        _crawl("Crawl", base, outlets, allow_loopback=True)
        newsroom.edition = 2
        _crawl("Again", base, outlets, allow_loopback=True)
        _extract(base)
        _link(base)
        _tell_changes(base)
        if no_serve:
            click.echo("\nwalkback serve opens the site.")
        else:
            _serve(base, port=port)


@commands.command()
@base_option
@outlets_option
@workers_option
def update(base: Path, folder: Path | None, workers: int) -> None:
    """Crawl, extract and link, once, under a lock: what a scheduler calls."""
    with _lock(base):
        _crawl("Crawl", base, folder)
        _extract(base, workers=workers)
        _link(base)


@commands.command()
@base_option
@outlets_option
@workers_option
@click.option("--every", required=True, help="How often: 30m, 6h, 1d.", metavar="TIME")
@click.pass_context
def watch(
    context: click.Context, base: Path, folder: Path | None, workers: int, every: str
) -> None:
    """Update for ever, for those without a scheduler."""
    unit = UNITS.get(every[-1:])
    if unit is None or not every[:-1].isdecimal() or int(every[:-1]) < 1:
        raise click.BadParameter("a whole number and m, h or d, such as 6h", param_hint="--every")
    while True:
        started = time.monotonic()
        context.invoke(update, base=base, folder=folder, workers=workers)
        time.sleep(max(0.0, int(every[:-1]) * unit - (time.monotonic() - started)))


def _day(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse what isn't a day, or the start of one: 2026, 2026-03, 2026-03-06."""
    from crawler.dates import edtf

    if value and (edtf(value) != value or "T" in value):
        raise click.BadParameter("a day such as 2026-03-06, a month or a year")
    return value


# --- the stages --------------------------------------------------------------------------


@commands.command()
@click.argument("names", nargs=-1, metavar="[OUTLET]...")
@base_option
@outlets_option
@click.option(
    "--since", default="", metavar="DATE", callback=_day, help="Only pages of that day or later."
)
@click.option("--max-pages", type=click.IntRange(1), help="At most so many pages an outlet.")
@click.option("--check", is_flag=True, help="Only ask whether the feeds answer; store nothing.")
@click.option("--reread", is_flag=True, help="Ask nobody: read the archived copies afresh.")
def crawl(
    names: tuple[str, ...],
    base: Path,
    folder: Path | None,
    since: str,
    max_pages: int | None,
    check: bool,
    reread: bool,
) -> None:
    """Fetch new and changed pages of the outlets, all enabled ones unless named."""
    if check + reread + bool(since or max_pages) > 1 or (reread and names):
        raise click.UsageError("--check and --reread stand alone")
    if check:
        _check(folder, only=names)
    elif reread:
        _reread(base)
    else:
        _crawl("Crawl", base, folder, only=names, since=since, max_pages=max_pages)


@commands.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@base_option
def ingest(paths: tuple[Path, ...], base: Path) -> None:
    """Read articles from JSON Lines, HTML or WARC files, or folders of them.

    A JSON object needs url, title, text or html, and published; publisher, language and
    authors are welcome.
    """
    from crawler.stage import ingest as run

    with terminal.timed("Ingest") as say:
        report = run(base, paths)
        say(
            f"{report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged",
            terminal.told(report.skipped),
        )


@commands.command()
@base_option
@workers_option
@click.option("--all", "redo", is_flag=True, help="Read every article afresh.")
def extract(base: Path, workers: int, redo: bool) -> None:
    """Read statements and figures out of the articles not yet read by this version."""
    _extract(base, workers=workers, redo=redo)


@commands.command()
@base_option
def link(base: Path) -> None:
    """Find actors, origins, claims, statuses, lanes and changes of position."""
    _link(base)
    _tell_changes(base)


# --- publishing --------------------------------------------------------------------------


@commands.command()
@base_option
@port_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
def serve(base: Path, port: int, host: str) -> None:
    """Open the site: Datasette with the plugin, the metadata and safe settings."""
    _serve(base, port=port, host=host)


@commands.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@base_option
def snapshot(out: Path, base: Path) -> None:
    """Write a compact copy of the base for publishing; it never changes again."""
    if out.exists():
        raise CommandError(f"{out} is there already: a snapshot never overwrites")
    with Store(base, must_exist=True) as store, terminal.timed("Snapshot") as say:
        store.snapshot(out)
        say(f"{out}, {out.stat().st_size / 1e6:.1f} MB")


@commands.command()
@base_option
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def status(base: Path, as_json: bool) -> None:
    """Show counts, how fresh each outlet is, the last runs, what was skipped and why."""
    with Store(base, must_exist=True, tell=terminal.note) as store:
        counts = summary.counts(store)
        outlets = summary.freshness(store)
        runs = summary.last_runs(store)
        skipped = summary.skipped(store)
    if as_json:
        found = {"counts": counts, "outlets": outlets, "runs": runs, "skipped": skipped}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo("  ".join(f"{name} {number:,}" for name, number in counts.items()))
    terminal.table("Outlets", outlets, OUTLET_COLUMNS)
    for run in runs:
        did = ", ".join(f"{name} {number}" for name, number in run["counts"].items())
        run["did"] = run["message"] or did
    terminal.table("Last runs", runs, ("started", "stage", "outcome", "did"))
    terminal.table("Skipped", skipped, ("stage", "reason", "things", "example"))


def _tell_changes(base: Path) -> None:
    with Store(base, must_exist=True) as store:
        strongest = summary.strongest_changes(store)
        total = summary.counts(store)
    quotes, actions = plural(total["quotes"], "quote"), plural(total["actions"], "action")
    click.echo(f"\n{quotes}, {actions} in the base.")
    terminal.changes(strongest)


# --- one step each -----------------------------------------------------------------------


def _crawl(
    what: str,
    base: Path,
    folder: Path | None,
    *,
    only: tuple[str, ...] = (),
    since: str = "",
    max_pages: int | None = None,
    allow_loopback: bool = False,
) -> None:
    from crawler.outlets import HERE, load_outlets
    from crawler.stage import crawl as run

    with terminal.timed(what) as say, terminal.bar("Crawling") as progress:
        report = run(
            base,
            outlets=load_outlets(folder or HERE),
            only=only,
            since=since,
            max_pages=max_pages,
            allow_loopback=allow_loopback,
            progress=lambda seen: progress(seen.visited, seen.found),
        )
        total = report.total
        say(
            f"{total.new:,} new, {total.changed:,} changed, {total.unchanged:,} unchanged",
            f"{total.failed:,} failed" if total.failed else "",
            terminal.told(total.skipped),
        )
    for trouble in report.troubles:
        terminal.note(trouble)


def _check(folder: Path | None, *, only: tuple[str, ...]) -> None:
    from crawler.outlets import HERE, load_outlets
    from crawler.probing import check as run

    with terminal.timed("Check") as say:
        reports = run(outlets=load_outlets(folder or HERE), only=only)
        failed = sum(not report.is_readable for report in reports)
        say(f"{len(reports) - failed:,} listings answer", f"{failed:,} do not" if failed else "")
    columns = ("outlet", "outcome", "entries", "newest", "url", "detail")
    terminal.table("Listings", [asdict(report) for report in reports], columns)
    if failed:
        raise CommandError(f"{plural(failed, 'listing')} could not be read")


def _reread(base: Path) -> None:
    from crawler.stage import reread as run

    with terminal.timed("Reread") as say, terminal.bar("Reading") as progress:
        report = run(base, progress=progress)
        say(
            f"{report.changed:,} changed, {report.found:,} found, "
            f"{report.withdrawn:,} withdrawn, {report.unchanged:,} unchanged",
            f"{report.without_copy:,} without a copy" if report.without_copy else "",
            terminal.told(report.skipped),
        )


def _extract(base: Path, *, workers: int = 1, redo: bool = False) -> None:
    from extract.stage import extract as run

    with terminal.timed("Extract") as say, terminal.bar("Reading") as progress:
        report = run(base, workers=workers, redo=redo, progress=progress)
        say(
            f"{report.read:,} of {plural(report.articles, 'article')} read closely, "
            f"{plural(report.statements, 'statement')}, {plural(report.figures, 'figure')}",
            terminal.told(report.skipped),
        )


def _link(base: Path) -> None:
    from graph.stage import link as run

    with terminal.timed("Link") as say, terminal.bar("Linking"):
        report = run(base)
        say(
            f"{report.companies:,} companies, {report.people:,} people, "
            f"{plural(report.origins, 'origin')}, {plural(report.claims, 'claim')}, "
            f"{sum(report.reversals.values()):,} pairs graded"
        )


def _serve(base: Path, *, port: int, host: str = "127.0.0.1") -> None:
    from db.site.serve import check_port
    from db.site.serve import serve as run

    with Store(base, must_exist=True, tell=terminal.note):
        pass  # an older base is migrated before anybody looks at it
    check_port(host, port)
    click.echo(f"\nhttp://{host}:{port}/  is open; Ctrl-C closes it.")
    run(base, metadata=METADATA, port=port, host=host)


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


if __name__ == "__main__":
    main()
