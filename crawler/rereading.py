"""Reading afresh what the archive holds: a better reader needs no new crawl."""

import asyncio
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler.readers import Readers, UnreadableError
from crawler.urls import identity
from crawler.warc import responses
from db.archive import ArchivedResponse, ArchiveError, archived
from db.records import Article, Capture

BATCH_BYTES = 16 * 1024 * 1024
"""Of bodies that are held at a time."""

_OK = 200
_HTML = frozenset({"text/html", "application/xhtml+xml", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One response in the archive that is to be read."""

    file: str
    offset: int
    requested_url: str
    outlet: str
    language: str = ""
    """The outlet's, for texts that don't tell."""
    url: str = ""
    """The article that was read from it; empty when none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What a copy says; ``article`` is None for one that could not be read."""

    copy: Copy
    capture: Capture | None = None
    article: Article | None = None
    problem: str = ""


def unclaimed(
    folder: Path, *, claimed: Collection[tuple[str, int]], known: Collection[str]
) -> list[Copy]:
    """Return the latest copy of each address in the archive that no article came from.

    ``claimed`` are the places that an article was read from, ``known`` the addresses of
    articles. Every file in ``folder`` is read through, one body at a time.
    """
    latest: dict[str, tuple[str, Copy]] = {}
    for path in sorted(folder.glob("*.warc.gz")) if folder.is_dir() else ():
        for offset, found in responses(path):
            url = identity(found.url)
            asked = found.requested_url or found.url
            if (path.name, offset) in claimed or url in known or identity(asked) in known:
                continue
            if found.status == _OK and url and found.media_type in _HTML:
                copy = Copy(file=path.name, offset=offset, requested_url=asked, outlet=found.outlet)
                if url not in latest or latest[url][0] <= found.fetched_at:
                    latest[url] = (found.fetched_at, copy)
    return [copy for _fetched_at, copy in latest.values()]


def read_copies(folder: Path, copies: Iterable[Copy], *, readers: int) -> Iterator[Rereading]:
    """Yield what each copy says, read by other processes; the order is that of ``copies``."""
    with asyncio.Runner() as runner, closing(Readers(readers)) as pool:
        for batch in _batches(folder, copies):
            yield from runner.run(_read(pool, batch))


def _batches(
    folder: Path, copies: Iterable[Copy]
) -> Iterator[list[tuple[Copy, ArchivedResponse | str]]]:
    batch: list[tuple[Copy, ArchivedResponse | str]] = []
    size = 0
    for copy in copies:
        try:
            found = archived(folder, copy.file, copy.offset)
            size += len(found.body)
            batch.append((copy, found))
        except ArchiveError as error:
            batch.append((copy, str(error)))
        if size > BATCH_BYTES or len(batch) >= 64:  # noqa: PLR2004
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def _read(pool: Readers, batch: list[tuple[Copy, ArchivedResponse | str]]) -> list[Rereading]:
    return await asyncio.gather(*(_read_one(pool, copy, found) for copy, found in batch))


async def _read_one(pool: Readers, copy: Copy, found: ArchivedResponse | str) -> Rereading:
    if isinstance(found, str):
        return Rereading(copy=copy, problem=found)
    capture = Capture(
        requested_url=copy.requested_url,
        final_url=found.url,
        outlet=copy.outlet,
        status=found.status,
        fetched_at=found.fetched_at,
        media_type=found.media_type,
        charset=found.charset,
        warc_file=copy.file,
        warc_offset=copy.offset,
    )
    try:
        article = await pool.read(found.body, capture, copy.language)
    except UnreadableError as error:
        return Rereading(copy=copy, capture=capture, problem=str(error))
    return Rereading(copy=copy, capture=capture, article=article)
