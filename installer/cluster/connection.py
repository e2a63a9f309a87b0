"""Requests to the API server whose answers are bytes; they block, so they belong in threads.

One connection object serves all threads of a console.  Errors come in two forms: ClusterRefused
when the server answered with one (its HTTP code in `status`), HostUnreachable when it did not.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from installer.cluster.answers import refused, unreachable
from installer.cluster.credentials import Credentials, read_credentials

if TYPE_CHECKING:
    import urllib3

JSON = "application/json"
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 60.0
_CONNECTIONS = 24
_AGENT = "edgewright"

Query = Mapping[str, str | int]


class Connection:
    """The way to one cluster; nothing is read or opened before the first request."""

    def __init__(self, kubeconfig: Path | None, context: str | None) -> None:
        self._kubeconfig = kubeconfig
        self._context = context
        self._lock = threading.Lock()
        self._credentials: Credentials | None = None
        self._pool: urllib3.PoolManager | None = None

    @property
    def credentials(self) -> Credentials:
        """The credentials in use; raises UsageError when the kubeconfig is no use."""
        with self._lock:
            if self._credentials is None:
                self._credentials = read_credentials(self._kubeconfig, self._context)
            return self._credentials

    def close(self) -> None:
        """Let go of idle connections."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.clear()

    def forget_credentials(self) -> None:
        """Read the kubeconfig anew before the next request: its certificate may be a new one."""
        self.close()
        with self._lock:
            self._credentials = None

    def get(self, path: str, query: Query | None = None, *, accept: str = JSON) -> bytes:
        """The whole answer to a GET."""
        return self.send("GET", path, query, accept=accept)

    def send(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        *,
        body: bytes | None = None,
        content: str = JSON,
        accept: str = JSON,
        seconds: float = _READ_SECONDS,
    ) -> bytes:
        """Ask and read the whole answer.  Raises ClusterRefused, HostUnreachable, UsageError."""
        response = self.open(
            method, path, query, body=body, content=content, accept=accept, seconds=seconds
        )
        try:
            return self.rest_of(response)
        finally:
            response.release_conn()

    def open(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        *,
        body: bytes | None = None,
        content: str = JSON,
        accept: str = JSON,
        seconds: float = _READ_SECONDS,
    ) -> urllib3.BaseHTTPResponse:
        """Ask and return the answer unread, for streams; errors as of `send`.

        `seconds` is how long the server may be silent.  Whoever reads it closes it.
        """
        import urllib3
        from urllib3.exceptions import HTTPError

        headers = {"Accept": accept, "User-Agent": _AGENT}
        if token := self.credentials.token():
            headers["Authorization"] = token
        if body is not None:
            headers["Content-Type"] = content
        try:
            response = self._manager().request(
                method,
                self.url(path, query),
                headers=headers,
                body=body,
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=seconds),
            )
        except (HTTPError, OSError) as error:
            raise unreachable(error) from error
        if response.status >= 300:
            try:
                raise refused(response.status, self.rest_of(response), response.headers)
            finally:
                response.close()
        return response

    def url(self, path: str, query: Query | None = None) -> str:
        """The whole address of a path."""
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.credentials.server}{quote(path)}{asked}"

    @staticmethod
    def rest_of(response: urllib3.BaseHTTPResponse) -> bytes:
        """Read an answer to its end; raises HostUnreachable when it breaks off."""
        from urllib3.exceptions import HTTPError

        try:
            return response.read()
        except (HTTPError, OSError) as error:
            raise unreachable(error) from error

    def _manager(self) -> urllib3.PoolManager:
        import urllib3

        credentials = self.credentials
        with self._lock:
            if self._pool is None:
                options = {"server_hostname": credentials.tls_name} if credentials.tls_name else {}
                shared = {"ssl_context": credentials.trust, "maxsize": _CONNECTIONS, **options}
                if credentials.proxy:
                    self._pool = urllib3.ProxyManager(credentials.proxy, **shared)  # type: ignore[arg-type]
                else:
                    self._pool = urllib3.PoolManager(**shared)  # type: ignore[arg-type]
            return self._pool
