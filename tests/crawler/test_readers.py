"""Readers: processes that outlive the pages which kill them."""

import asyncio
import os
import signal
from contextlib import closing
from typing import Any

import pytest

from crawler import readers
from crawler.readers import Readers, UnreadableError
from db.records import Capture

Story = Any


def capture(number: int) -> Capture:
    url = f"https://mill.example/{number}"
    return Capture(
        requested_url=url,
        final_url=url,
        outlet="mill-post",
        status=200,
        fetched_at="2026-03-06T08:30:00Z",
    )


def test_pages_are_read_at_once_and_each_gets_its_own_answer(story: Story) -> None:
    async def read() -> list[str]:
        with closing(Readers(2)) as pool:
            reading = [pool.read(story(n), capture(n), "en") for n in range(1, 10)]
            return [article.title for article in await asyncio.gather(*reading)]

    assert asyncio.run(read()) == [f"Mills hires {number} back" for number in range(1, 10)]


def test_page_that_kills_its_reader_takes_no_other_with_it(story: Story) -> None:
    async def read() -> list[object]:
        with closing(Readers(1)) as pool:
            [reader] = pool._readers
            waiting = [asyncio.create_task(pool.read(story(n), capture(n), "en")) for n in (1, 2)]
            os.kill(reader._process.pid or 0, signal.SIGKILL)
            found = await asyncio.gather(*waiting, return_exceptions=True)
            return [*found, await pool.read(story(3), capture(3), "en")]

    killed, *others = asyncio.run(read())
    assert isinstance(killed, UnreadableError)
    assert [getattr(each, "title", each) for each in others] == [
        "Mills hires 2 back",
        "Mills hires 3 back",
    ]


def test_page_that_takes_too_long_is_given_up(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read() -> str:
        with closing(Readers(1)) as pool:
            await pool.read(story(1), capture(1), "en")
            monkeypatch.setattr(readers, "READING_SECONDS", 0.05)
            [reader] = pool._readers
            os.kill(reader._process.pid or 0, signal.SIGSTOP)
            with pytest.raises(UnreadableError, match="not read within"):
                await pool.read(story(2), capture(2), "en")
            monkeypatch.setattr(readers, "READING_SECONDS", 30)
            return (await pool.read(story(3), capture(3), "en")).title

    assert asyncio.run(read()) == "Mills hires 3 back"
