"""The commands of this wing: crawl and ingest."""

from dataclasses import asdict
from pathlib import Path

import click

from crawler.errors import UnknownOutletError
from db import terminal
from db.options import CommandError, base_option, outlets_option
from db.terminal import plural


def _day(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse what isn't a day, or the start of one: 2026, 2026-03, 2026-03-06."""
    from crawler.dates import edtf

    if value and (edtf(value) != value or "T" in value):
        raise click.BadParameter("a day such as 2026-03-06, a month or a year")
    return value


@click.command()
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
    """Fetch new and changed pages.

    Of all enabled outlets, or of those that are named, enabled or not.
    """
    if check + reread + bool(since or max_pages) > 1 or (reread and names):
        raise click.UsageError("--check and --reread stand alone")
    try:
        if check:
            _check(folder, only=names)
        elif reread:
            _reread(base)
        else:
            run_crawl("Crawl", base, folder, only=names, since=since, max_pages=max_pages)
    except UnknownOutletError as error:
        raise click.BadParameter(str(error), param_hint="OUTLET") from error


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@base_option
def ingest(paths: tuple[Path, ...], base: Path) -> None:
    """Read articles from JSON Lines, HTML or WARC files.

    A folder stands for the files in it.

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


def run_crawl(
    what: str,
    base: Path,
    folder: Path | None,
    *,
    only: tuple[str, ...] = (),
    since: str = "",
    max_pages: int | None = None,
    allow_loopback: bool = False,
) -> None:
    """Crawl and print a line on it, ``what`` in front. Raises what the stage raises."""
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
