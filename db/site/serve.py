"""The site on a port: Datasette with our metadata and safe settings."""

import json
import socket
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

SETTINGS: dict[str, Any] = {
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 2000,
    "default_page_size": 50,
    "facet_time_limit_ms": 100,
    "suggest_facets": False,
    "allow_download": False,
}
"""What ``serve`` sets; every other behaviour is in the plugin's hooks."""


class PortInUseError(Exception):
    """A port that another program listens on; the message is one clear line."""


def site(path: Path, *, metadata: Path | None = None, is_immutable: bool = False) -> Any:  # noqa: ANN401 - Datasette has no types
    """Return the site of a base, ready for its in-process client or for ``serve``.

    Raises FileNotFoundError for a base that isn't there. An immutable base must not change
    while it is served.
    """
    if not path.is_file():
        raise FileNotFoundError(f"no base at {path}")
    said = json.loads(metadata.read_text(encoding="utf-8")) if metadata else {}
    files, frozen = ([], [str(path)]) if is_immutable else ([str(path)], [])
    return Datasette(files, immutables=frozen, metadata=said, settings=SETTINGS)


def serve(
    path: Path,
    *,
    metadata: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 8001,
    is_immutable: bool = False,
) -> None:
    """Serve the site of a base until interrupted. Raises PortInUseError, FileNotFoundError."""
    datasette = site(path, metadata=metadata, is_immutable=is_immutable)
    check_port(host, port)
    uvicorn.run(
        datasette.app(), host=host, port=port, log_level="warning", lifespan="on", workers=1
    )


def check_port(host: str, port: int) -> None:
    """Raise PortInUseError when nothing new can listen there."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUseError(
                f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port"
            ) from error
