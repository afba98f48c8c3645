"""The command for decisions of people: ``walkback review``."""

import json
from pathlib import Path

import click

from db import terminal
from db.options import base_option, json_option
from db.records import Grade
from db.reviews import decisions
from db.store import Store

reviewer_option = click.option(
    "--reviewer", envvar="WALKBACK_REVIEWER", required=True, help="Who decides."
)
note_option = click.option("--note", default="", help="Why.")

COLUMNS = ("id", "decided_at", "reviewer", "decision", "target", "target_id", "in_force", "note")


def _target(*wanted: str) -> click.Choice[str]:
    """Return the tables on whose rows one of some decisions can be taken."""
    return click.Choice([t for t, able in decisions.DECISIONS.items() if set(wanted) & set(able)])


@click.group()
def review() -> None:
    """Confirm, reject, correct, merge or split what was found; each decision can be undone."""


@review.command()
@click.argument("target", type=_target("confirm"))
@click.argument("thing")
@reviewer_option
@note_option
@base_option
def confirm(target: str, thing: str, reviewer: str, note: str, base: Path) -> None:
    """Say that the THING with this id is right."""
    _decide(base, target, thing, "confirm", reviewer=reviewer, note=note)


@review.command()
@click.argument("target", type=_target("reject"))
@click.argument("thing")
@reviewer_option
@note_option
@base_option
def reject(target: str, thing: str, reviewer: str, note: str, base: Path) -> None:
    """Say that the THING with this id is wrong: the views no longer show it."""
    _decide(base, target, thing, "reject", reviewer=reviewer, note=note)


@review.command()
@click.argument("target", type=_target("correct"))
@click.argument("thing")
@click.option("--grade", type=click.Choice([g.value for g in Grade]), help="Of a change.")
@click.option("--name", help="Of a company or person.")
@reviewer_option
@note_option
@base_option
def correct(
    target: str, thing: str, grade: str, name: str, reviewer: str, note: str, base: Path
) -> None:
    """Put a grade, or a name, in the place of what was found."""
    value = {"grade": grade} if target == "reversals" else {"name": name}
    if not next(iter(value.values())) or (grade and name):
        raise click.UsageError("--grade for reversals, --name for companies and people")
    _decide(base, target, thing, "correct", value=value, reviewer=reviewer, note=note)


@review.command()
@click.argument("target", type=_target("merge"))
@click.argument("thing")
@click.argument("into")
@reviewer_option
@note_option
@base_option
def merge(target: str, thing: str, into: str, reviewer: str, note: str, base: Path) -> None:
    """Say that two ids are of one company or person: THING is INTO."""
    _decide(base, target, thing, "merge", value={"into": into}, reviewer=reviewer, note=note)


@review.command()
@click.argument("thing")
@reviewer_option
@note_option
@base_option
def split(thing: str, reviewer: str, note: str, base: Path) -> None:
    """Say that an article, or a statement, is nobody's copy: it is an origin by itself.

    THING is the address or id of an article, or the id of a statement.
    """
    _decide(base, "origins", thing, "split", reviewer=reviewer, note=note)


@review.command()
@click.argument("number", type=click.IntRange(1))
@reviewer_option
@note_option
@base_option
def undo(number: int, reviewer: str, note: str, base: Path) -> None:
    """Take decision NUMBER back; what it decided is as before."""
    with Store(base, must_exist=True) as store:
        found = decisions.undo(store, number, reviewer=reviewer, note=note)
    click.echo(f"{found}: {number} is undone; linking anew brings back what rests on it")


@review.command(name="list")
@json_option
@base_option
def list_(as_json: bool, base: Path) -> None:
    """Show the latest decisions, the newest first."""
    with Store(base, must_exist=True) as store:
        rows = decisions.listed(store)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        row["in_force"] = "yes" if row["is_in_force"] else ""
        if row["undoes"]:
            row["decision"] = f"undo {row['undoes']}"
    terminal.table("Decisions", rows, COLUMNS)


def _decide(
    base: Path,
    target: str,
    thing: str,
    decision: str,
    *,
    reviewer: str,
    note: str,
    value: dict[str, str] | None = None,
) -> None:
    with Store(base, must_exist=True) as store:
        row_id = decisions.article_or_statement(store, thing) if target == "origins" else thing
        found = decisions.decide(
            store, target, row_id, decision, value=value, reviewer=reviewer, note=note
        )
    then = "" if target in {"reversals", "statements", "claims"} else ", from the next linking on"
    click.echo(f"{found}: {decision} {target} {row_id}{then}")
