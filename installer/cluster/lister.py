"""Reads one kind from the API: a paged list, then the lines of a watch; blocks, for threads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from installer.cluster.answers import unreachable
from installer.cluster.connection import Connection, Query
from installer.cluster.decode import Decoder, Page
from installer.cluster.rows import Kind

if TYPE_CHECKING:
    import urllib3

PAGE = 500
# The server ends a watch after this time, so that none grows old; bookmarks come each minute.
_WATCH_SECONDS = 300
_SILENT_SECONDS = 95.0
_CHUNK = 1 << 16


class Lister:
    """Lists and watches of one kind in one namespace, or in all; `decoder` reads its answers."""

    def __init__(self, connection: Connection, kind: Kind, namespace: str) -> None:
        self._connection = connection
        self.kind = kind
        self._path = kind.path(namespace)
        self.decoder = Decoder(kind)

    def pages(self) -> Iterator[Page]:
        """The pages of a list.

        Raises ClusterRefused (410 when the list grew too old between pages), HostUnreachable, and
        msgspec.DecodeError when the answer is no list.
        """
        following = ""
        while True:
            query: dict[str, str | int] = {"limit": PAGE}
            if following:
                query["continue"] = following
            page = self.decoder.page(self._connection.get(self._path, self._selected(query)))
            yield page
            following = page.meta.continue_
            if not following:
                return

    def open_watch(self, version: str) -> urllib3.BaseHTTPResponse:
        """Start a watch from a resource version; errors as of `pages`."""
        query: dict[str, str | int] = {
            "watch": "true",
            "allowWatchBookmarks": "true",
            "resourceVersion": version,
            "timeoutSeconds": _WATCH_SECONDS,
        }
        return self._connection.open(
            "GET", self._path, self._selected(query), seconds=_SILENT_SECONDS
        )

    def _selected(self, query: dict[str, str | int]) -> Query:
        if self.kind.field_selector:
            query["fieldSelector"] = self.kind.field_selector
        return query


def lines(response: urllib3.BaseHTTPResponse, *, with_rest: bool = False) -> Iterator[list[bytes]]:
    """The whole lines of a stream as they come, all that came at once together.

    Ends when the server ends it, and then gives the unfinished last line too if asked for
    `with_rest`; raises HostUnreachable when the stream breaks off.
    """
    from urllib3.exceptions import HTTPError

    rest = b""
    try:
        for chunk in response.stream(_CHUNK, decode_content=False):
            *whole, rest = (rest + chunk).split(b"\n")
            if whole:
                yield [line for line in whole if line]
    except (HTTPError, OSError, ValueError) as error:
        raise unreachable(error) from error
    if rest and with_rest:
        yield [rest]
