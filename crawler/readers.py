"""Reading pages in other processes, so that the crawl goes on meanwhile.

Not concurrent.futures' pool: its threads contend with the reactor for the interpreter, which
costs more than the sending of a page does, and when one page brings its reader down it gives up
all pages that are with any reader.
"""

import asyncio
import multiprocessing
import os
import threading
from collections import deque
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

from db.records import Article, Capture

READING_SECONDS = 30
"""More than a thousand times what a page takes."""

IN_HAND = 2
"""Pages that a reader has: the one it reads, and the next, so that it need not wait for it."""

Page = tuple[bytes, Capture, str]
"""A body, how it came, and the language of its outlet."""


class UnreadableError(Exception):
    """A page that brought its reader down or kept it for too long."""


class Readers:
    """Processes that read pages; when a page kills one, another takes its place.

    To be made, used and closed with one event loop.
    """

    def __init__(self, count: int) -> None:
        """Start ``count`` processes: they are to be ready when the first page comes."""
        self._readers = [_Reader() for _number in range(count)]
        self._room = asyncio.Semaphore(count * IN_HAND)

    async def read(self, body: bytes, capture: Capture, language: str) -> Article:
        """Return what a page says. Raises UnreadableError."""
        async with self._room:
            reader = min(self._readers, key=lambda reader: reader.in_hand)
            return await reader.read((body, capture, language))

    def close(self) -> None:
        """End the readers at once, whatever they are at."""
        for reader in self._readers:
            reader.end()


@dataclass(frozen=True, slots=True)
class _Job:
    """A page that a reader has, and who waits for it."""

    page: Page
    answer: asyncio.Future[Article]


class _Reader:
    """One process, and the pages that it has: it takes them in their order."""

    def __init__(self) -> None:
        self._jobs: deque[_Job] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._start()

    @property
    def in_hand(self) -> int:
        """The number of pages that it has."""
        return len(self._jobs)

    async def read(self, page: Page) -> Article:
        """Have a page read. Raises UnreadableError."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._listen()
        job = _Job(page, self._loop.create_future())
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._wait()
        self._hand_over(job)
        return await job.answer

    def end(self) -> None:
        """End the process; nobody hears of the pages that it had."""
        if self._patience is not None:
            self._patience.cancel()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._connection.fileno())
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def _start(self) -> None:
        context = _context()
        self._connection, its = context.Pipe()
        self._process = context.Process(target=_serve, args=(its,), name="walkback-reader")
        self._process.start()
        its.close()

    def _listen(self) -> None:
        if self._loop is not None:
            self._loop.add_reader(self._connection.fileno(), self._answered)

    def _hand_over(self, job: _Job) -> None:
        try:
            self._connection.send(job.page)
        except OSError:
            # It is gone: the loop will say so, and the page goes to its successor.
            return

    def _answered(self) -> None:
        """Take the answer to the first page, or see that there will be none."""
        try:
            answer: Article | UnreadableError = self._connection.recv()
        except (EOFError, OSError):
            self._replace("its reader crashed")
            return
        job = self._jobs.popleft()
        self._wait()
        _settle(job, answer)

    def _wait(self) -> None:
        """Be patient with the page that is now read, if there is one."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        if self._jobs and self._loop is not None:
            self._patience = self._loop.call_later(
                READING_SECONDS, self._replace, f"not read within {READING_SECONDS} s"
            )

    def _replace(self, why: str) -> None:
        """Give up the page that is read, and start afresh with those behind it."""
        self.end()
        self._start()
        self._listen()
        failed = self._jobs.popleft() if self._jobs else None
        self._wait()
        for job in self._jobs:
            self._hand_over(job)
        if failed is not None:
            _settle(failed, UnreadableError(why))


def _settle(job: _Job, answer: Article | UnreadableError) -> None:
    if job.answer.done():
        # Whoever asked was cancelled.
        return
    if isinstance(answer, UnreadableError):
        job.answer.set_exception(answer)
    else:
        job.answer.set_result(answer)


def prepare() -> None:
    """Begin to load what readers need, in a process beside this one: it takes a second."""
    _context()
    forkserver.ensure_running()


def _context() -> ForkServerContext:
    """Return a way to start readers as copies of one process that has loaded all they need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.page"])
    return context


def _serve(connection: Connection) -> None:
    """Read page after page; a reader's whole life."""
    follow_parent()
    # Here and not above: what it needs is slow to import, and the crawling process doesn't.
    from crawler.page import read_page  # noqa: PLC0415

    while True:
        try:
            body, capture, language = connection.recv()
        except (EOFError, OSError):
            return
        answer: Article | UnreadableError
        try:
            answer = read_page(body, capture=capture, language_hint=language)
        except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
            answer = UnreadableError(f"{type(error).__name__}: {error}"[:300])
        connection.send(answer)


def follow_parent() -> None:
    """End this process as soon as the one that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(join: object) -> None:
    if callable(join):
        join()
    os._exit(1)
