"""Opens a WebSocket to the API server, for shells and port forwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from installer.cluster.answers import refused, unreachable
from installer.cluster.connection import Connection

if TYPE_CHECKING:
    import websocket

_OPEN_SECONDS = 15.0
_PROTOCOLS = ("v5.channel.k8s.io", "v4.channel.k8s.io")


def open_socket(
    connection: Connection, path: str, query: Sequence[tuple[str, str]]
) -> websocket.WebSocket:
    """Open it; raises ClusterRefused with the server's words, HostUnreachable, UsageError."""
    import websocket

    credentials = connection.credentials
    token = credentials.token()
    url = f"{connection.url(path)}?{urlencode(query)}".replace("http", "ws", 1)
    options = {"context": credentials.trust}
    if credentials.tls_name:
        options["server_hostname"] = credentials.tls_name  # type: ignore[assignment]
    proxy = urlsplit(credentials.proxy)
    try:
        opened = websocket.create_connection(
            url,
            timeout=_OPEN_SECONDS,
            header=[f"Authorization: {token}"] if token else [],
            subprotocols=list(_PROTOCOLS),
            sslopt=options,
            http_proxy_host=proxy.hostname,
            http_proxy_port=proxy.port,
            suppress_origin=True,
        )
    except websocket.WebSocketBadStatusException as error:
        body = error.resp_body or b""
        raise refused(error.status_code, body) from error
    except (websocket.WebSocketException, OSError) as error:
        raise unreachable(error) from error
    opened.settimeout(None)
    return opened
