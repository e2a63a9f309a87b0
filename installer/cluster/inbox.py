"""Where a reader thread leaves what it read, and the loop takes it, ten times a second at most.

However fast changes come, each object counts once in a tenth of a second: only its newest row.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable

from installer.cluster.rows import Row
from installer.cluster.states import FeedState

TICK_SECONDS = 0.1

# What is taken: uid -> its row now, None when it is gone; and the state.
Taken = tuple[dict[str, Row | None], FeedState | None]


class Inbox:
    """Between one thread and one loop; `deliver` is called on the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, deliver: Callable[[Taken], None]) -> None:
        self._loop = loop
        self._deliver = deliver
        self._lock = threading.Lock()
        self._changes: dict[str, Row | None] = {}
        self._state: FeedState | None = None
        self._woken = False
        self._closed = False
        self._last = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def put(self, rows: Iterable[Row], gone: Iterable[str] = ()) -> None:
        """Leave rows and the UIDs of what is gone; from any thread."""
        with self._lock:
            changes = self._changes
            for row in rows:
                changes[row.uid] = row
            for uid in gone:
                changes[uid] = None
        self._wake()

    def tell(self, state: FeedState) -> None:
        """Leave a new state; from any thread."""
        with self._lock:
            self._state = state
        self._wake()

    def close(self) -> None:
        """Deliver nothing any more; on the loop."""
        with self._lock:
            self._closed = True
            self._changes.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _wake(self) -> None:
        with self._lock:
            if self._woken or self._closed:
                return
            self._woken = True
        try:
            self._loop.call_soon_threadsafe(self._plan)
        except RuntimeError:
            self._closed = True  # the loop has ended, and with it everybody who would look

    def _plan(self) -> None:
        if not self._closed:
            wait = max(0.0, self._last + TICK_SECONDS - self._loop.time())
            self._timer = self._loop.call_later(wait, self._take)

    def _take(self) -> None:
        self._last = self._loop.time()
        with self._lock:
            changes, self._changes = self._changes, {}
            state, self._state = self._state, None
            self._woken = False
        self._deliver((changes, state))
