"""Time as an object, so that tests and the demo can run hours in moments.

Code that waits asks the clock it was given; nothing in the engine calls `time` or
`asyncio.sleep` itself.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the engine knows about time."""

    def now(self) -> datetime:
        """The date and time, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of this PC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class VirtualClock:
    """Jumps to the next moment at which somebody wakes up: waiting takes no time at all."""

    def __init__(self, start: datetime = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)) -> None:
        self._start = start
        self._elapsed = 0.0
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        wake: asyncio.Future[None] = loop.create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, next(self._order), wake))
        if len(self._sleepers) == 1:
            loop.call_soon(self._wake_next)
        await wake

    def _wake_next(self) -> None:
        """Wake the first sleeper; the next one only after that one has had its turn."""
        due, _, wake = heapq.heappop(self._sleepers)
        if not wake.done():
            self._elapsed = max(self._elapsed, due)
            wake.set_result(None)
        if self._sleepers:
            asyncio.get_running_loop().call_soon(self._wake_next)


class FastClock:
    """The real clock, `speed` times faster: the demo shows ten minutes in some seconds."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._start, self._origin = datetime.now(UTC), time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._origin) * self._speed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)
