"""Starts the coroutines of view models, keeps hold of them and never loses what they raise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from installer.api import Clock, SystemClock

T = TypeVar("T")
Report = Callable[[BaseException], None]
# A busy mark that only flashes leaves people wondering what they have missed.
LEAST_BUSY = 1.0


class Work:
    """The tasks of one window; none of them outlives `stop`.

    `clock` is the one of whoever sits in front of the window.
    """

    def __init__(self) -> None:
        self.clock: Clock = SystemClock()
        self._tasks: dict[asyncio.Task[None], Report | None] = {}

    def start(
        self, body: Coroutine[Any, Any, None], name: str, *, failed: Report | None = None
    ) -> asyncio.Task[None]:
        """Run a coroutine; `failed` hears what it raises, when it is not a cancellation."""
        task = asyncio.get_running_loop().create_task(body, name=name)
        self._tasks[task] = failed
        task.add_done_callback(self._over)
        return task

    async def long_enough(self, body: Awaitable[T]) -> T:
        """Wait for something that looks busy for `LEAST_BUSY` seconds; errors come at once."""
        started = self.clock.monotonic()
        result = await body
        await self.clock.sleep(max(0.0, LEAST_BUSY - (self.clock.monotonic() - started)))
        return result

    @property
    def busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._tasks)

    async def settle(self, seconds: float) -> None:
        """Give what runs some time to come to its end by itself."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=seconds)

    async def stop(self) -> None:
        """End every task and wait until each is over."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _over(self, task: asyncio.Task[None]) -> None:
        failed = self._tasks.pop(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and failed is not None:
            failed(error)
        elif error is not None:
            task.get_loop().call_exception_handler(
                {"message": f"task {task.get_name()} failed", "exception": error, "task": task}
            )
