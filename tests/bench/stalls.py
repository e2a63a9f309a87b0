"""How long the window's thread works between two turns of its event loop."""

from __future__ import annotations

import asyncio
import time

from PySide6.QtWidgets import QApplication

_WATCH = 0.005


class Stalls:
    """Wakes up all the time, and notes how much later than it wanted."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.busy: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Stalls:
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            started, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_WATCH)
            QApplication.processEvents()
            self.late.append(time.perf_counter() - started - _WATCH)
            self.busy.append(time.thread_time() - worked)

    def histogram(self, times: list[float]) -> str:
        """How many turns of the loop were how long."""
        edges = (0.01, 0.025, 0.05, 0.1)
        parts = []
        low = 0.0
        for edge in (*edges, float("inf")):
            count = sum(1 for late in times if low <= late < edge)
            name = f"<{edge * 1000:.0f} ms" if edge != float("inf") else ">=100 ms"
            parts.append(f"{name}: {count}")
            low = edge
        return ", ".join(parts)
