"""The process that crawls: Scrapy and its reactor, which can only run once in a process."""

import asyncio
import logging
import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import ModuleType

from crawler.errors import CrawlFailedError
from crawler.messages import Finished, Message, Plan, Trouble
from crawler.readers import follow_parent, prepare

CLOSING_SECONDS = 10

LONGEST_HELD = 0.1
"""Seconds for which a message waits for others. What a killed crawl held is fetched again."""

MOST_HELD = 64
"""Messages that are sent and stored together."""


@contextmanager
def crawling(plan: Plan) -> Iterator[Iterator[Sequence[Message]]]:
    """Run a crawl in a process of its own; yield what it tells until it has finished.

    Messages come in their order, and several at a time. The process ends with the context, and
    by itself when this one is killed. Iterating raises CrawlFailedError when it ends before it
    is done.
    """
    context = multiprocessing.get_context("spawn")
    ours, its = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(plan, its), name="walkback-crawl")
    process.start()
    its.close()
    try:
        yield _messages(ours, process)
    finally:
        ours.close()
        process.join(0 if process.exitcode is None else CLOSING_SECONDS)
        if process.is_alive():
            process.terminate()
            process.join(CLOSING_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _messages(
    connection: Connection, process: "multiprocessing.context.SpawnProcess"
) -> Iterator[Sequence[Message]]:
    is_finished = False
    while not is_finished:
        try:
            messages: list[Message] = connection.recv()
        except (EOFError, OSError) as error:
            process.join(CLOSING_SECONDS)
            raise CrawlFailedError(
                f"the crawling process ended early (exit {process.exitcode})"
            ) from error
        is_finished = any(isinstance(message, Finished) for message in messages)
        yield messages
    process.join(CLOSING_SECONDS)


def _run(plan: Plan, connection: Connection) -> None:
    """Crawl; the child's whole life."""
    # An interrupt from the keyboard goes to the whole group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    follow_parent()
    # Readers need nothing of the program that was started, and each would load it again.
    sys.modules["__main__"] = ModuleType("__main__")
    prepare()
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - slow, and only needed here

    from crawler.settings import settings  # noqa: PLC0415 - the same
    from crawler.spiders import NewsSpider  # noqa: PLC0415 - the same

    outbox = _Outbox(connection)
    logging.getLogger().addHandler(_Teller(outbox))
    process = AsyncCrawlerProcess(settings(plan))
    process.crawl(NewsSpider, plan=plan, tell=outbox.tell)
    process.start(install_signal_handlers=False)
    outbox.put(Finished())
    outbox.send()
    connection.close()


class _Outbox:
    """Holds messages for a moment and sends them together: each sending stops the reactor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: list[Message] = []
        self._is_due = False

    def tell(self, message: Message) -> None:
        """Take a message from the reactor, to be sent within a tenth of a second."""
        self.put(message)
        if len(self._held) >= MOST_HELD:
            self.send()
        elif not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_later(LONGEST_HELD, self.send)

    def put(self, message: Message) -> None:
        """Take a message from any thread, to be sent with the next."""
        self._held.append(message)

    def send(self) -> None:
        """Send what is held."""
        self._is_due = False
        if self._held:
            held, self._held = self._held, []
            self._connection.send(held)


class _Teller(logging.Handler):
    """Passes errors of the libraries on, so that none is lost where nobody reads a log."""

    def __init__(self, outbox: _Outbox) -> None:
        super().__init__(logging.ERROR)
        self._outbox = outbox

    def emit(self, record: logging.LogRecord) -> None:
        line = " ".join(record.getMessage().split())
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line = f"{line}: {type(error).__name__}: {error}"
        self._outbox.put(Trouble(line[:1000]))
