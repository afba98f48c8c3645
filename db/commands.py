"""The commands that look at a base and publish it: serve, snapshot, status."""

import json
from pathlib import Path

import click

from db import summary, terminal
from db.options import CommandError, base_option, json_option, port_option
from db.store import Store
from db.terminal import plural

METADATA = Path(__file__).parents[1] / "datasette_metadata.json"

OUTLET_COLUMNS = ("outlet", "articles", "newest", "a_day", "least_a_day", "health", "last_visit")


@click.command()
@base_option
@port_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
def serve(base: Path, port: int, host: str) -> None:
    """Open the site: Datasette, with safe settings."""
    run_serve(base, port=port, host=host)


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@base_option
def snapshot(out: Path, base: Path) -> None:
    """Write a compact copy of the base, for publishing."""
    if out.exists():
        raise CommandError(f"{out} is there already: a snapshot never overwrites")
    with Store(base, must_exist=True) as store, terminal.timed("Snapshot") as say:
        store.snapshot(out)
        say(f"{out}, {out.stat().st_size / 1e6:.1f} MB")


@click.command()
@base_option
@json_option
def status(base: Path, as_json: bool) -> None:
    """Show counts, freshness, last runs, what was skipped."""
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
        run["did"] = run["message"] or summary.did(run["counts"])
    terminal.table("Last runs", runs, ("started", "stage", "outcome", "did"))
    terminal.table("Skipped", skipped, ("stage", "reason", "things", "example"))


def run_serve(base: Path, *, port: int, host: str = "127.0.0.1") -> None:
    """Serve the site until it is interrupted. Raises OSError when the port is taken."""
    from db.site.serve import check_port
    from db.site.serve import serve as run

    with Store(base, must_exist=True, tell=terminal.note):
        pass  # an older base is migrated before anybody looks at it
    check_port(host, port)
    click.echo(f"\nhttp://{host}:{port}/  is open; Ctrl-C closes it.")
    run(base, metadata=METADATA, port=port, host=host)


def tell_changes(base: Path) -> None:
    """Print the strongest changes of position of a base."""
    with Store(base, must_exist=True) as store:
        strongest = summary.strongest_changes(store)
        total = summary.counts(store)
    quotes, actions = plural(total["quotes"], "quote"), plural(total["actions"], "action")
    click.echo(f"\n{quotes}, {actions} in the base.")
    terminal.changes(strongest)
