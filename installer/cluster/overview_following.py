"""Keeps the first page up to date: follows its kinds, and makes it anew when something changed.

With 50,000 pods that takes a tenth of a second, so it is made in a thread, every other second at
most, from a copy of the rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol

from installer.cluster.contract import Following
from installer.cluster.metrics_model import Usage
from installer.cluster.overview import OVERVIEW_KINDS, overview_of
from installer.cluster.overview_model import Overview
from installer.cluster.states import Delta, FeedWord

_EVERY_SECONDS = 2.0
_FIRST_SECONDS = 0.2
_USAGE_SECONDS = 15.0


class Source(Protocol):
    """What the first page is made from."""

    def follow(
        self, kind: str, listener: Callable[[Delta], None], *, namespace: str = ""
    ) -> Following:
        """See `Watched.follow`."""
        ...

    async def usage(self) -> Usage:
        """See `Watched.usage`."""
        ...


class OverviewFollowing:
    """One listener to the first page."""

    def __init__(
        self, source: Source, pool: Executor, listener: Callable[[Overview], None]
    ) -> None:
        self._source = source
        self._pool = pool
        self._listener: Callable[[Overview], None] | None = listener
        self._loop = asyncio.get_running_loop()
        self._usage: Usage | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._last = 0.0
        self._making = False
        self._again = False
        self._lists = {name: source.follow(name, self._changed) for name in OVERVIEW_KINDS}
        self._reading = self._loop.create_task(self._read_usage(), name="overview-usage")
        self._next_usage: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Follow nothing any more."""
        self._listener = None
        for following in self._lists.values():
            following.close()
        for timer in (self._timer, self._next_usage):
            if timer is not None:
                timer.cancel()
        self._reading.cancel()

    async def _read_usage(self) -> None:
        self._usage = await self._source.usage()
        self._plan()
        self._next_usage = self._loop.call_later(_USAGE_SECONDS, self._usage_due)

    def _usage_due(self) -> None:
        self._reading = self._loop.create_task(self._read_usage(), name="overview-usage")

    def _changed(self, delta: Delta) -> None:
        del delta
        self._plan()

    def _plan(self) -> None:
        if self._listener is None or self._timer is not None:
            return
        if self._making:
            self._again = True
            return
        wait = max(_FIRST_SECONDS, self._last + _EVERY_SECONDS - self._loop.time())
        self._timer = self._loop.call_later(wait, self._make)

    def _make(self) -> None:
        self._timer = None
        self._last = self._loop.time()
        self._making = True
        rows = {n: f.rows for n, f in self._lists.items() if f.state.word is not FeedWord.LOADING}
        states = {name: following.state for name, following in self._lists.items()}
        made = self._loop.run_in_executor(self._pool, overview_of, rows, states, self._usage)
        made.add_done_callback(self._tell)

    def _tell(self, made: asyncio.Future[Overview]) -> None:
        self._making = False
        if made.cancelled() or self._listener is None:
            return
        self._listener(made.result())
        if self._again:
            self._again = False
            self._plan()
