import asyncio
import json
import socket
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from datasette.app import Datasette

import db.site
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


def test_bare_datasette_with_the_metadata_file_gives_the_same_pages(
    sample: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    metadata = Path(db.site.__file__).parents[2] / "datasette_metadata.json"
    bare = Datasette([str(sample.path)], metadata=json.loads(metadata.read_text(encoding="utf-8")))
    ours = site(sample.path, metadata=metadata)
    for address in ("/", "/company/norvant", "/search?q=human", "/outlets", "/a/b/c/d"):
        pages = [loop.run_until_complete(one.client.get(address)) for one in (bare, ours)]
        assert pages[0].text == pages[1].text, address
        assert pages[0].status_code == pages[1].status_code


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
