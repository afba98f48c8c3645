"""What the newsroom's tests share: its stories, its gold and one running newsroom."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.newsroom.rendering import HERE
from crawler.newsroom.server import Newsroom
from crawler.newsroom.sites import Site, read_sites
from crawler.newsroom.stories import Story, read_stories

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def stories() -> tuple[Story, ...]:
    return read_stories(HERE / "stories")


@pytest.fixture(scope="session")
def sites() -> tuple[Site, ...]:
    return read_sites(HERE)


@pytest.fixture(scope="session")
def gold() -> list[dict[str, Any]]:
    lines = (DATA / "newsroom_gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def words() -> dict[str, Any]:
    return tomllib.loads((DATA / "newsroom_words.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(first_port=0) as running:
        yield running
