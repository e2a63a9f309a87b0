"""Blocking work in threads: results, errors and an orderly end."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from installer.bundle.threads import Count, run_in_threads


def ignore(done: int) -> None:
    """Progress that nobody looks at."""


def endless(count: Count) -> None:
    """Work that only ends when it is stopped; it leaves the event loop room to breathe."""
    while True:
        time.sleep(0.001)
        count(0)


def own_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if "edgewright-test" in thread.name]


async def test_results_keep_the_order_of_the_works() -> None:
    works = [lambda count, number=number: number for number in range(20)]
    assert await run_in_threads("test", works, ignore) == list(range(20))
    assert own_threads() == []


async def test_no_work_gives_no_result() -> None:
    assert await run_in_threads("test", [], ignore) == []


async def test_progress_is_the_sum_over_all_works() -> None:
    seen: list[int] = []

    def work(count: Count) -> None:
        for _ in range(5):
            count(2)

    await run_in_threads("test", [work, work, work], seen.append)
    assert seen == list(range(2, 31, 2))


async def test_threads_carry_the_name_of_their_work() -> None:
    (name,) = await run_in_threads("test", [lambda count: threading.current_thread().name], ignore)
    assert name.startswith("edgewright-test")


async def test_the_first_error_stops_the_rest_and_is_raised() -> None:
    def failing(count: Count) -> None:
        raise LookupError("the cause")

    with pytest.raises(LookupError, match="the cause"):
        await run_in_threads("test", [failing, endless, endless, endless, endless], ignore)
    assert own_threads() == []


@pytest.mark.parametrize("head_start", [0, 0.1])
async def test_cancelling_ends_running_works_and_starts_no_other(
    monkeypatch: pytest.MonkeyPatch, head_start: float
) -> None:
    shutdown = ThreadPoolExecutor.shutdown

    def late(pool: ThreadPoolExecutor, wait: bool = True, *, cancel_futures: bool = False) -> None:
        time.sleep(head_start)  # a thread may take the next work before it is taken back
        shutdown(pool, wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", late)
    started: list[int] = []
    running = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(count: Count) -> None:
        started.append(1)
        loop.call_soon_threadsafe(running.set)
        endless(count)

    task = asyncio.create_task(run_in_threads("test", [work] * 50, ignore))
    await running.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert own_threads() == []
    assert len(started) <= 4


async def test_a_thread_that_cannot_be_started_stops_the_rest_and_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = threading.Thread.start

    def refuse(thread: threading.Thread) -> None:
        if own_threads():
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(RuntimeError, match="start new thread"):
        await run_in_threads("test", [endless] * 4, ignore)
    assert own_threads() == []
