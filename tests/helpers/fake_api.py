"""An API server that answers as a test wants: with errors, late, malformed, or not at all."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml


class Call:
    """One request, and the means to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self._handler = handler
        parts = urlsplit(handler.path)
        self.path = parts.path
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.method = handler.command
        length = int(handler.headers.get("Content-Length") or 0)
        self.body = handler.rfile.read(length) if length else b""

    @property
    def watches(self) -> bool:
        """Whether it wants a watch."""
        return self.query.get("watch") == "true"

    def answer(self, body: Any, status: int = 200, **headers: str) -> None:
        """Answer with JSON, or with bytes as they are."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.send_header("Content-Length", str(len(data)))
        self._handler.end_headers()
        self._handler.wfile.write(data)

    def refuse(self, status: int, message: str, **headers: str) -> None:
        """Answer with a Status object."""
        body = {"kind": "Status", "message": message, "code": status}
        self.answer(body, status, **headers)

    def stream(self, *lines: Any) -> None:
        """Answer with chunks, one a line, and end."""
        self._handler.send_response(200)
        self._handler.send_header("Transfer-Encoding", "chunked")
        self._handler.end_headers()
        for line in lines:
            self.chunk(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n")
        self._handler.wfile.write(b"0\r\n\r\n")

    def chunk(self, data: bytes) -> None:
        """Send one chunk now."""
        self._handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self._handler.wfile.flush()

    def break_off(self) -> None:
        """Close the connection in the middle of an answer."""
        self._handler.send_response(200)
        self._handler.send_header("Content-Length", "1000")
        self._handler.end_headers()
        self._handler.wfile.write(b"{")
        self._handler.wfile.flush()
        self._handler.close_connection = True
        self._handler.connection.shutdown(socket.SHUT_RDWR)


class FakeApi:
    """Serves on a free port; `answer` is called for each request, in a thread of its own."""

    def __init__(self, folder: Path, answer: Callable[[Call], None]) -> None:
        fake = self
        self.calls: list[Call] = []
        self.ending = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                call = Call(self)
                fake.calls.append(call)
                answer(call)

            do_GET = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815 - http.server's names

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.kubeconfig = folder / "fake.conf"
        self.kubeconfig.write_text(yaml.safe_dump(self._document()), encoding="utf-8")

    def close(self) -> None:
        """Stop serving."""
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()

    def _document(self) -> dict[str, Any]:
        url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "fake", "cluster": {"server": url}}],
            "users": [{"name": "fake", "user": {"token": "abc"}}],
            "contexts": [{"name": "fake", "context": {"cluster": "fake", "user": "fake"}}],
            "current-context": "fake",
        }


@contextmanager
def fake_api(folder: Path, answer: Callable[[Call], None]) -> Iterator[FakeApi]:
    """A fake API server for the time of a test."""
    fake = FakeApi(folder, answer)
    try:
        yield fake
    finally:
        fake.close()


def pod_object(name: str, version: int = 1, **more: Any) -> dict[str, Any]:
    """A running pod as the API gives it."""
    status = {"name": "app", "ready": True, "restartCount": 0, "state": {"running": {}}}
    return {
        "metadata": {
            "name": name,
            "namespace": "default",
            "uid": f"uid-{name}",
            "resourceVersion": str(version),
            "creationTimestamp": "2026-01-05T10:00:00Z",
        },
        "spec": {"containers": [{"name": "app"}], "nodeName": "node-1"},
        "status": {"phase": "Running", "containerStatuses": [status]},
        **more,
    }


def pod_list(*pods: Any, version: int = 1) -> dict[str, Any]:
    """A list of pods."""
    return {
        "kind": "PodList",
        "apiVersion": "v1",
        "metadata": {"resourceVersion": str(version)},
        "items": list(pods),
    }
