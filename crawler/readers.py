"""Reading pages in other processes, so that the crawl goes on meanwhile."""

import asyncio
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from db.records import Article, Capture

READING_SECONDS = 30
"""More than a thousand times what a page takes."""


class UnreadableError(Exception):
    """A page that brought its reader down or kept it for too long."""


class Readers:
    """A pool of processes that read pages; it outlives the readers that a page kills."""

    def __init__(self, count: int) -> None:
        """Start ``count`` processes."""
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        # Processes start with the first work: they are to be ready when the first page comes.
        self._open().submit(os.getpid)

    async def read(self, body: bytes, capture: Capture, language: str) -> Article:
        """Return what a page says. Raises UnreadableError."""
        pool = self._pool or self._open()
        reading = pool.submit(_read, body, capture, language)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(reading), READING_SECONDS)
        except BrokenProcessPool as error:
            self._drop(pool)
            raise UnreadableError("its reader crashed") from error
        except TimeoutError as error:
            self._drop(pool)
            raise UnreadableError(f"not read within {READING_SECONDS} s") from error
        except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
            raise UnreadableError(f"{type(error).__name__}: {error}"[:300]) from error

    def close(self) -> None:
        """End the readers at once, even one that is still starting."""
        if self._pool is not None:
            self._drop(self._pool)

    def _open(self) -> ProcessPoolExecutor:
        self._pool = ProcessPoolExecutor(
            self._count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=follow_parent,
        )
        return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """Leave a pool behind, its processes ended; the next page starts another."""
        if self._pool is not pool:
            return
        self._pool = None
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - it offers no kill
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def _read(body: bytes, capture: Capture, language: str) -> Article:
    # Here and not above: what it needs is slow to import, and the crawling process doesn't.
    from crawler.page import read_page  # noqa: PLC0415

    return read_page(body, capture=capture, language_hint=language)


def follow_parent() -> None:
    """End this process as soon as the one that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(join: object) -> None:
    if callable(join):
        join()
    os._exit(1)
