"""Options that several commands share, and the error a user can mend."""

from pathlib import Path

import click

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
json_option = click.option("--json", "as_json", is_flag=True, help="The same as JSON.")


class CommandError(Exception):
    """Something a user can mend; the message is one line."""
