"""Does blocking work on large files in a few named threads, so that the event loop stays free.

Threads are enough for hashing and copying: the interpreter lets go of its lock while it reads,
writes or hashes a large buffer.  Each piece of work tells after every buffer how many bytes it
did; there it also learns that it shall stop, so a cancelled run waits for one buffer at most.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

# Large enough that the interpreter costs nothing, small enough to stop quickly on a slow stick.
BUFFER_SIZE = 1 << 20
MAX_THREADS = 4

Result = TypeVar("Result")
Count = Callable[[int], None]


class _Stopped(Exception):
    """Ends a piece of work whose result nobody wants any more; it never leaves this file."""


async def run_in_threads(
    name: str,
    works: Sequence[Callable[[Count], Result]],
    progress: Callable[[int], None],
) -> list[Result]:
    """Do all works at the same time, as far as there are threads; the results in order.

    Each work gets a function that it calls with the number of bytes after each buffer;
    `progress` gets the sum so far, in the thread of the event loop.  The first error stops the
    other works, begins no further one, and is raised.  Whatever happens, no thread is left when
    this returns.
    """
    if not works:
        return []
    loop = asyncio.get_running_loop()
    stop = threading.Event()
    done = 0

    def add(count: int) -> None:
        nonlocal done
        done += count
        progress(done)

    def count(number: int) -> None:
        if stop.is_set():
            raise _Stopped
        loop.call_soon_threadsafe(add, number)

    def begin(work: Callable[[Count], Result]) -> Result:
        # A thread whose work was stopped takes the next one, unless that was taken back before.
        if stop.is_set():
            raise _Stopped
        return work(count)

    workers = min(MAX_THREADS, os.cpu_count() or 1, len(works))
    with ThreadPoolExecutor(workers, thread_name_prefix=f"edgewright-{name}") as pool:
        futures: list[asyncio.Future[Result]] = []
        try:
            # A thread that cannot be started is an error too: it must not leave the others at work.
            futures.extend(loop.run_in_executor(pool, begin, work) for work in works)
            await asyncio.wait(futures, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            # `asyncio.wait` leaves the work alone when the caller is cancelled: end it here.
            if not all(future.done() for future in futures):
                stop.set()
                await _end(pool, futures)
            errors = _errors(futures)
    if errors:
        raise errors[0]
    return [future.result() for future in futures]


async def _end(pool: ThreadPoolExecutor, futures: Sequence[asyncio.Future[Result]]) -> None:
    """Take back what no thread has taken yet and wait for the works that were told to stop."""
    pool.shutdown(wait=False, cancel_futures=True)
    await asyncio.wait(futures)


def _errors(futures: Sequence[asyncio.Future[Result]]) -> list[BaseException]:
    """What went wrong, without the works that only stopped because of it."""
    errors = [future.exception() for future in futures if not future.cancelled()]
    return [error for error in errors if error and not isinstance(error, _Stopped)]
