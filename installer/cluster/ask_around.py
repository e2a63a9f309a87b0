"""Asks the cluster for what is needed to judge a kind; in the thread of its feed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import msgspec

from installer.cluster.around import Around, ClassFacts
from installer.cluster.connection import Connection
from installer.cluster.decode import Decoder
from installer.cluster.objects import Part
from installer.cluster.registry import all_kinds
from installer.cluster.rows import Kind, Row
from installer.cluster.surroundings import LEASES_PATH, classes_of, leases_in, wanted_by
from installer.errors import ClusterRefused, EdgewrightError


class ServerVersion(Part, frozen=True):
    """The answer of `/version`."""

    git_version: str = ""
    minor: str = ""


class AskAround:
    """What is known around objects, of one cluster; may be asked from any thread.

    What cannot be read stays unknown: judgements are then more careful, and nothing fails.
    """

    def __init__(self, connection: Connection, now: Callable[[], float]) -> None:
        self._connection = connection
        self._now = now
        self._lock = threading.Lock()
        self._minor: int | None = None

    def __call__(self, kind: Kind) -> Around:
        """What is needed for a kind; raises HostUnreachable when the cluster does not answer."""
        now = self._now()
        around = Around(now, now, self._server_minor())
        if "leases" in kind.needs:
            return Around(now, now, around.minor, leases=self._leases())
        if "classes" in kind.needs:
            return Around(
                now,
                now,
                around.minor,
                classes=self._classes(),
                wanted_claims=wanted_by(self._rows("pods", {"fieldSelector": "spec.nodeName="})),
            )
        return around

    def _server_minor(self) -> int | None:
        with self._lock:
            if self._minor is None:
                try:
                    answer = self._connection.get("/version")
                    words = msgspec.json.decode(answer, type=ServerVersion).minor
                except (ClusterRefused, msgspec.DecodeError):
                    return None
                digits = "".join(c for c in words if c.isdigit())
                self._minor = int(digits) if digits else None
            return self._minor

    def _leases(self) -> Mapping[str, float] | None:
        try:
            return leases_in(self._connection.get(LEASES_PATH))
        except (ClusterRefused, msgspec.DecodeError):
            return None

    def _classes(self) -> Mapping[str, ClassFacts] | None:
        try:
            return classes_of(self._must_rows("storageclasses", {}))
        except (ClusterRefused, msgspec.DecodeError):
            return None

    def _rows(self, name: str, query: Mapping[str, str]) -> list[Row]:
        try:
            return self._must_rows(name, query)
        except (EdgewrightError, msgspec.DecodeError):
            return []

    def _must_rows(self, name: str, query: Mapping[str, str]) -> list[Row]:
        kind = all_kinds()[name]
        decoder = Decoder(kind)
        page = decoder.page(self._connection.get(kind.path(), query))
        return decoder.rows(page.objects, Around.at(self._now()))
