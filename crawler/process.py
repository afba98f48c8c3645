"""The process that crawls: Scrapy and its reactor, which can only run once in a process."""

import logging
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from crawler.errors import CrawlFailedError
from crawler.messages import Finished, Message, Plan, Trouble
from crawler.readers import follow_parent

CLOSING_SECONDS = 10


@contextmanager
def crawling(plan: Plan) -> Iterator[Iterator[Message]]:
    """Run a crawl in a process of its own; yield what it tells until it has finished.

    The process ends with the context, and by itself when this one is killed. Iterating raises
    CrawlFailedError when it ends before it is done.
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
) -> Iterator[Message]:
    while True:
        try:
            message: Message = connection.recv()
        except (EOFError, OSError) as error:
            process.join(CLOSING_SECONDS)
            raise CrawlFailedError(
                f"the crawling process ended early (exit {process.exitcode})"
            ) from error
        if isinstance(message, Finished):
            process.join(CLOSING_SECONDS)
            return
        yield message


def _run(plan: Plan, connection: Connection) -> None:
    """Crawl; the child's whole life."""
    # An interrupt from the keyboard goes to the whole group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    follow_parent()
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - slow, and only needed here

    from crawler.settings import settings  # noqa: PLC0415 - the same
    from crawler.spiders import NewsSpider  # noqa: PLC0415 - the same

    teller = _Teller(connection)
    logging.getLogger().addHandler(teller)
    process = AsyncCrawlerProcess(settings(plan))
    process.crawl(NewsSpider, plan=plan, tell=connection.send)
    process.start(install_signal_handlers=False)
    connection.send(Finished())
    connection.close()


class _Teller(logging.Handler):
    """Passes errors of the libraries on, so that none is lost where nobody reads a log."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(logging.ERROR)
        self._connection = connection

    def emit(self, record: logging.LogRecord) -> None:
        line = " ".join(record.getMessage().split())
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line = f"{line}: {type(error).__name__}: {error}"
        self._connection.send(Trouble(line[:1000]))
