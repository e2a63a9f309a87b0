"""Leads a port of this PC to a port of a pod: one WebSocket for each connection.

The frames are those of the port-forward protocol: channel 0 carries data, channel 1 errors, and
the first frame of each only repeats the port.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

from installer.cluster.connection import Connection
from installer.cluster.sockets import open_socket
from installer.cluster.text import inert
from installer.errors import EdgewrightError, UsageError

_HERE = "127.0.0.1"
_CHUNK = 1 << 15
_DATA = 0


class PortForward:
    """A forward that runs until closed (the `Forward` of the contract)."""

    def __init__(
        self,
        connection: Connection,
        target: tuple[str, str, int],
        local_port: int,
        forget: Callable[[PortForward], None],
    ) -> None:
        self._connection = connection
        self._forget = forget
        self.target = target
        self.problem = ""
        self._open: set[socket.socket] = set()
        self._closed = False
        try:
            self._listener = socket.create_server((_HERE, local_port))
        except OSError as error:
            raise UsageError(
                f"Port {local_port} of this PC cannot be used.",
                details=str(error),
                resolution="Choose another port, or 0 for any that is free.",
            ) from error
        self.local_port: int = self._listener.getsockname()[1]
        name = f"forward-{self.local_port}"
        threading.Thread(target=self._accept, name=name, daemon=True).start()

    def close(self) -> None:
        """Stop listening and end all connections."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for callers
        self._listener.close()
        for caller in list(self._open):
            with contextlib.suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)
        self._forget(self)

    def _accept(self) -> None:
        while not self._closed:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(caller)
            threading.Thread(
                target=self._serve, args=(caller,), name=f"forward-{self.local_port}", daemon=True
            ).start()

    def _serve(self, caller: socket.socket) -> None:
        from websocket import WebSocketException

        namespace, pod, port = self.target
        path = f"/api/v1/namespaces/{namespace}/pods/{pod}/portforward"
        try:
            opened = open_socket(self._connection, path, [("ports", str(port))])
        except EdgewrightError as error:
            self.problem = f"{error.brief} {error.details}"
            self._end(caller)
            return

        def towards_pod() -> None:
            with contextlib.suppress(OSError, WebSocketException):
                while data := caller.recv(_CHUNK):
                    opened.send_binary(bytes([_DATA]) + data)
            with contextlib.suppress(OSError, ValueError):
                opened.shutdown()

        sender = threading.Thread(target=towards_pod, name="forward-out", daemon=True)
        sender.start()
        seen: set[int] = set()
        with contextlib.suppress(OSError, WebSocketException):
            while frame := opened.recv():
                data = frame.encode() if isinstance(frame, str) else frame
                channel, content = data[0], data[1:]
                if channel not in seen:
                    seen.add(channel)  # the port again
                elif channel == _DATA:
                    self.problem = ""
                    caller.sendall(content)
                else:
                    self.problem = inert(content.decode("utf-8", "replace"))
        self._end(caller)
        sender.join()

    def _end(self, caller: socket.socket) -> None:
        self._open.discard(caller)
        with contextlib.suppress(OSError):
            caller.shutdown(socket.SHUT_RDWR)
        caller.close()
