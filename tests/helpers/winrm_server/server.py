"""The HTTP server around it all."""

from __future__ import annotations

import contextlib
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.helpers.winrm_server.login import TYPE, Login, Refused
from tests.helpers.winrm_server.programs import Runner, run_fake_powershell
from tests.helpers.winrm_server.shells import Shells, Trouble
from tests.helpers.winrm_server.soap import Fault, fault, read_request

SOAP_TYPE = "application/soap+xml;charset=UTF-8"


class WinRmServer(http.server.ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True
    block_on_close = True

    def __init__(
        self,
        *,
        users: Mapping[str, str],
        runner: Runner,
        trouble: Trouble,
        certificate: Path | None,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.users = users
        self.trouble = trouble
        self.shells = Shells(runner, trouble)
        self.tls = certificate is not None
        self.connections: set[socket.socket] = set()
        self.largest = 0  # bytes of the largest request
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    @property
    def actions(self) -> list[str]:
        """The actions that were asked for, in order."""
        return [request.action for request in self.shells.seen]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, or does not trust us, is no news."""

    def close(self) -> None:
        """Stop listening, end what runs, and hang up."""
        self.shutdown()
        self.shells.close()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


@contextlib.contextmanager
def serving(
    *,
    users: Mapping[str, str],
    runner: Runner = run_fake_powershell,
    trouble: Trouble | None = None,
    certificate: Path | None = None,
) -> Iterator[WinRmServer]:
    """A server while the block runs; `certificate` is a PEM file with its key."""
    server = WinRmServer(
        users=users, runner=runner, trouble=trouble or Trouble(), certificate=certificate
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()


class _Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    # Head and body in one packet: otherwise each reply waits for the client's acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: WinRmServer

    def setup(self) -> None:
        """Begin a connection, and with it a login."""
        super().setup()
        self.login = Login(self.server.users)
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        """End it."""
        with contextlib.suppress(OSError):
            super().finish()
        self.server.connections.discard(self.connection)

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""

    def do_POST(self) -> None:
        """One request."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.largest = max(self.server.largest, len(body))
        if self.server.trouble.redirect:
            self._reply(302, headers={"Location": self.server.trouble.redirect})
            return
        try:
            self.login.check(self.headers.get("Authorization", ""))
        except Refused as refused:
            self._reply(401, headers={"WWW-Authenticate": refused.challenge or "Negotiate"})
            return
        if not body:
            self._reply(200)  # the request by which pywinrm begins to encrypt
            return
        encrypted = self.headers.get("Content-Type", "").startswith("multipart/encrypted")
        if encrypted:
            try:
                body = self.login.opened(body)
            except ValueError:
                self.close_connection = True
                self._reply(400)
                return
        elif not self.server.tls:
            self._reply(500)  # AllowUnencrypted is false, as on every Windows
            return
        self._answer(body, encrypted=encrypted)

    def _answer(self, body: bytes, *, encrypted: bool) -> None:
        request = read_request(body)
        try:
            status, answer = 200, self.server.shells.answer(request)
        except Fault as error:
            status, answer = 500, fault(error, request.id)
        trouble = self.server.trouble
        if trouble.drops(request.action):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if trouble.mutate is not None:
            answer = trouble.mutate(answer)
        if encrypted and not trouble.plain:
            self._reply(status, self.login.sealed(answer), kind=TYPE)
        else:
            self._reply(status, answer)

    def _reply(
        self,
        status: int,
        body: bytes = b"",
        *,
        kind: str = SOAP_TYPE,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        if body:
            self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)
