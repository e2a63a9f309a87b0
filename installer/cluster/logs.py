"""Follows the logs of several containers at once; a thread for each, one batch for all."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from installer.cluster.backoff import Backoff
from installer.cluster.connection import Connection
from installer.cluster.lister import lines
from installer.cluster.log_lines import log_line
from installer.cluster.streams import LogBatch, LogLine, LogTarget
from installer.errors import ClusterRefused, EdgewrightError, HostUnreachable

if TYPE_CHECKING:
    import urllib3

_TICK_SECONDS = 0.1
# More than that in a tenth of a second nobody can see; the oldest of them are dropped.
_MOST_WAITING = 20_000
_MOST_TARGETS = 50
_SILENT_SECONDS = 4 * 3600.0  # a quiet program is not a broken connection


class LogFollowing:
    """Logs that are read until closed."""

    def __init__(
        self,
        connection: Connection,
        targets: Sequence[LogTarget],
        listener: Callable[[LogBatch], None],
        *,
        follow: bool,
        previous: bool,
        tail: int,
    ) -> None:
        self._connection = connection
        self._listener = listener
        self._options = {"follow": str(follow).lower(), "previous": str(previous).lower()}
        self._tail = tail
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._waiting: deque[LogLine] = deque(maxlen=_MOST_WAITING)
        self._dropped = 0
        self._ended: list[tuple[LogTarget, str]] = []
        self._woken = False
        self._stop = threading.Event()
        self._streams: dict[LogTarget, urllib3.BaseHTTPResponse] = {}
        for target in targets[:_MOST_TARGETS]:
            name = f"log-{target.pod}"
            threading.Thread(target=self._read, args=(target,), name=name, daemon=True).start()

    def close(self) -> None:
        """Stop reading."""
        self._stop.set()
        with self._lock:
            streams = list(self._streams.values())
        for stream in streams:
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                stream.shutdown()

    def _read(self, target: LogTarget) -> None:
        backoff = Backoff()
        last: float | None = None
        while not self._stop.is_set():
            try:
                last = self._read_once(target, last, backoff)
                self._end(target, "")
                return
            except HostUnreachable as error:
                if self._options["follow"] == "false":
                    self._end(target, error.brief)
                    return
                self._stop.wait(backoff.wait())
            except ClusterRefused as error:
                self._end(target, f"{error.brief} {error.details}")
                return
            except EdgewrightError as error:
                self._end(target, error.brief)
                return

    def _read_once(self, target: LogTarget, last: float | None, backoff: Backoff) -> float | None:
        """Read to the end; after a break only what is newer than `last` is taken."""
        query: dict[str, str | int] = {**self._options, "timestamps": "true"}
        if target.container:
            query["container"] = target.container
        if last is None:
            query["tailLines"] = self._tail
        else:
            query["sinceTime"] = datetime.fromtimestamp(last, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        path = f"/api/v1/namespaces/{target.namespace}/pods/{target.pod}/log"
        stream = self._connection.open("GET", path, query, accept="*/*", seconds=_SILENT_SECONDS)
        with self._lock:
            self._streams[target] = stream
        newest = last
        try:
            for batch in lines(stream, with_rest=True):
                backoff.reset()
                made = [log_line(target, raw) for raw in batch]
                self._put([m for m in made if last is None or m.at is None or m.at > last])
                newest = next((m.at for m in reversed(made) if m.at is not None), newest)
                if self._stop.is_set():
                    break
        except HostUnreachable:
            if newest == last:
                raise
            return self._read_once(target, newest, backoff)
        finally:
            with self._lock:
                self._streams.pop(target, None)
            stream.close()
        return newest

    def _put(self, made: Sequence[LogLine]) -> None:
        with self._lock:
            over = len(self._waiting) + len(made) - _MOST_WAITING
            self._dropped += max(0, over)
            self._waiting.extend(made)
        self._wake()

    def _end(self, target: LogTarget, reason: str) -> None:
        with self._lock:
            self._ended.append((target, reason))
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._woken or self._stop.is_set():
                return
            self._woken = True
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._loop.call_later, _TICK_SECONDS, self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            made, dropped, ended = tuple(self._waiting), self._dropped, tuple(self._ended)
            self._waiting.clear()
            self._ended.clear()
            self._dropped, self._woken = 0, False
        if not self._stop.is_set():
            self._listener(LogBatch(made, dropped, ended))
