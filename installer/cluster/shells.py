"""A shell in a container: bytes both ways, the size of the terminal, and how it ended.

The frames are those of the remote command protocol (v4 and v5): the first byte is the channel.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from installer.cluster.connection import Connection
from installer.cluster.decode import Status
from installer.cluster.sockets import open_socket
from installer.cluster.streams import LogTarget
from installer.cluster.text import inert
from installer.errors import EdgewrightError

if TYPE_CHECKING:
    import websocket

_STDIN, _STDOUT, _STDERR, _ERROR, _RESIZE = range(5)
_TICK_SECONDS = 0.02
# A program that writes without end waits, as it would on a slow terminal.
_MOST_WAITING = 1 << 20
_USUAL = (
    "/bin/sh",
    "-c",
    "TERM=xterm-256color; export TERM; [ -x /bin/bash ] && exec /bin/bash; exec /bin/sh",
)


class ShellSession:
    """A running shell (the `Shell` of the contract)."""

    def __init__(
        self,
        connection: Connection,
        target: LogTarget,
        output: Callable[[bytes], None],
        ended: Callable[[str], None],
        command: Sequence[str],
    ) -> None:
        self._connection = connection
        self._target = target
        self._output = output
        self._ended = ended
        self._command = tuple(command) or _USUAL
        self._loop = asyncio.get_running_loop()
        self._typed: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._room = threading.Condition()
        self._waiting = bytearray()
        self._socket: websocket.WebSocket | None = None
        threading.Thread(target=self._run, name=f"shell-{target.pod}", daemon=True).start()

    def send(self, data: bytes) -> None:
        """Type something."""
        self._typed.put(bytes([_STDIN]) + data)

    def resize(self, columns: int, rows: int) -> None:
        """Tell the size of the terminal."""
        size = msgspec.json.encode({"Width": columns, "Height": rows})
        self._typed.put(bytes([_RESIZE]) + size)

    def close(self) -> None:
        """End it; nothing is told afterwards."""
        self._closed.set()
        self._typed.put(None)
        with self._room:
            self._room.notify_all()
        opened = self._socket
        if opened is not None:
            with contextlib.suppress(OSError, ValueError):
                opened.shutdown()

    def _run(self) -> None:
        try:
            opened = self._socket = open_socket(self._connection, self._path(), self._query())
        except EdgewrightError as error:
            self._end(f"{error.brief} {error.details}")
            return
        typing = threading.Thread(target=self._type, args=(opened,), name="shell-in", daemon=True)
        typing.start()
        reason = self._read(opened)
        self._typed.put(None)
        typing.join()
        with contextlib.suppress(OSError, ValueError):
            opened.shutdown()
        self._end(reason)

    def _path(self) -> str:
        return f"/api/v1/namespaces/{self._target.namespace}/pods/{self._target.pod}/exec"

    def _query(self) -> list[tuple[str, str]]:
        query = [("command", word) for word in self._command]
        query += [("stdin", "true"), ("stdout", "true"), ("tty", "true")]
        if self._target.container:
            query.append(("container", self._target.container))
        return query

    def _type(self, opened: websocket.WebSocket) -> None:
        from websocket import WebSocketException

        while (frame := self._typed.get()) is not None:
            try:
                opened.send_binary(frame)
            except (WebSocketException, OSError):
                return

    def _read(self, opened: websocket.WebSocket) -> str:
        """Read to the end; returns why it ended, empty when it simply did."""
        from websocket import WebSocketException

        reason = ""
        while True:
            try:
                frame = opened.recv()
            except (WebSocketException, OSError) as error:
                return reason or ("" if self._closed.is_set() else f"The connection broke: {error}")
            data = frame.encode() if isinstance(frame, str) else frame
            if not data:
                return reason
            if data[0] == _ERROR:
                reason = _ending(data[1:])
            elif data[0] in (_STDOUT, _STDERR) and len(data) > 1:
                self._put(data[1:])

    def _put(self, data: bytes) -> None:
        with self._room:
            self._room.wait_for(lambda: len(self._waiting) < _MOST_WAITING or self._closed.is_set())
            first = not self._waiting
            self._waiting += data
        if first and not self._closed.is_set():
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._loop.call_later, _TICK_SECONDS, self._show)

    def _show(self) -> None:
        with self._room:
            data = bytes(self._waiting)
            self._waiting.clear()
            self._room.notify_all()
        if data and not self._closed.is_set():
            self._output(data)

    def _end(self, reason: str) -> None:
        def tell() -> None:
            self._show()
            if not self._closed.is_set():
                self._closed.set()
                self._ended(inert(reason, 2000))

        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(tell)


def _ending(data: bytes) -> str:
    """What the server says at the end: nothing for success, its message for the rest."""
    try:
        return msgspec.json.decode(data, type=Status).message
    except msgspec.DecodeError:
        return data.decode("utf-8", "replace")
