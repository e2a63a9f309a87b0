"""Starts the coroutines of view models, keeps hold of them and never loses what they raise."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

Report = Callable[[BaseException], None]


class Work:
    """The tasks of one window; none of them outlives `stop`."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[None], Report | None] = {}

    def start(
        self, body: Coroutine[Any, Any, None], name: str, *, failed: Report | None = None
    ) -> asyncio.Task[None]:
        """Run a coroutine; `failed` hears what it raises, when it is not a cancellation."""
        task = asyncio.get_running_loop().create_task(body, name=name)
        self._tasks[task] = failed
        task.add_done_callback(self._over)
        return task

    @property
    def busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._tasks)

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
