"""A crew: processes that find what is new in parts of a base, while one process writes it.

Each of them opens the base by itself and only reads. What they find comes back in the order in
which it was asked for, so the base ends the same however many there are.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from graph.work import Work

Asked = TypeVar("Asked")
Found = TypeVar("Found")

AHEAD = 1
"""Parts that are asked for beyond one a process: enough to keep all busy, and few to hold."""

Each = Callable[[Callable[[Work, Any], Any], Iterable[Any]], Iterator[Any]]
"""A function of a run and of what is asked, and all that is asked → what is found, in order."""

_mine: list[Work] = []
"""The run of this process, when it is one of a crew."""


@contextmanager
def crew(work: Work, open_work: Callable[[], Work], *, size: int) -> Iterator[Each]:
    """Start a crew; of one, the present process does it all.

    ``open_work`` opens the base in a process of the crew; it must be picklable.
    """
    if size <= 1:
        yield lambda job, asked: (job(work, one) for one in asked)
        return
    context = get_context("spawn")  # an open base must not be handed down to a child
    with ProcessPoolExecutor(size, context, initializer=_begin, initargs=(open_work,)) as pool:
        yield lambda job, asked: _in_order(pool, job, asked, size + AHEAD)


def _begin(open_work: Callable[[], Work]) -> None:
    gc.disable()  # millions of records make no cycles, and looking for them takes long
    _mine.append(open_work())


def _do(job: Callable[[Work, Asked], Found], asked: Asked) -> Found:
    return job(_mine[0], asked)


def _in_order(
    pool: ProcessPoolExecutor,
    job: Callable[[Work, Asked], Found],
    asked: Iterable[Asked],
    ahead: int,
) -> Iterator[Found]:
    waiting: deque[Future[Found]] = deque()
    for one in asked:
        waiting.append(pool.submit(_do, job, one))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
