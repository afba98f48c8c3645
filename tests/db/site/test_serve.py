import asyncio
import socket
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.site.serve import PortInUseError, check_port, serve, site


def test_port_in_use_is_one_clear_line(sample: SimpleNamespace) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=rf"^cannot listen on 127\.0\.0\.1:{port}: .*$"):
            serve(sample.path, port=port)


def test_free_port_passes() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port)


def test_missing_base_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no base at"):
        site(tmp_path / "nothing.db")


def test_immutable_base_is_served(sample: SimpleNamespace, loop: asyncio.AbstractEventLoop) -> None:
    client = site(sample.path, is_immutable=True).client
    assert loop.run_until_complete(client.get("/company/klarna")).status_code == 200


def test_server_without_a_base_of_ours_says_so(
    tmp_path: Path, loop: asyncio.AbstractEventLoop
) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    response = loop.run_until_complete(site(path).client.get("/"))
    assert response.status_code == 404
    assert "no Walkback base" in response.text
