"""Reads a running cluster: the parts of this package put together, without changing anything."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from installer.clock import Clock
from installer.cluster.arc_reading import read_arc
from installer.cluster.ask_around import AskAround
from installer.cluster.boards import gather_certificates, gather_versions, node_rows
from installer.cluster.connection import Connection
from installer.cluster.daemon_pool import DaemonPool
from installer.cluster.deeds import Permission
from installer.cluster.detail import Detail
from installer.cluster.detailing import read_detail
from installer.cluster.followed import Follower
from installer.cluster.hub import Hub
from installer.cluster.metrics_model import Usage
from installer.cluster.overview_following import OverviewFollowing
from installer.cluster.overview_model import (
    ArcState,
    Certificate,
    Overview,
    SupportFile,
    Versions,
)
from installer.cluster.permissions import Permissions
from installer.cluster.registry import all_kinds
from installer.cluster.rows import Ref
from installer.cluster.states import Delta
from installer.cluster.streams import Stoppable
from installer.cluster.support_file import SupportContent, write_support_file
from installer.cluster.usage import read_usage
from installer.errors import EdgewrightError

T = TypeVar("T")
_THREADS = 8


class LiveReading:
    """The `Watched` of the contract for an API server; belongs to the loop it is used on."""

    read_only = False

    def __init__(
        self,
        connection: Connection,
        title: str,
        clock: Clock,
        extra: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        self.title = title
        self._connection = connection
        self._clock = clock
        self._extra = extra
        self._pool = DaemonPool(_THREADS, "console")
        self._around = AskAround(connection, self._now)
        self._hub = Hub(connection, self._around, self._now, self._pool)
        self._permissions = Permissions(connection, self._now)
        # What runs is held by its threads and timers; what was closed may go.
        self._closing: weakref.WeakSet[Stoppable] = weakref.WeakSet()

    def follow(
        self, kind: str, listener: Callable[[Delta], None], *, namespace: str = ""
    ) -> Follower:
        return self._hub.follow(kind, listener, namespace)

    def follow_overview(self, listener: Callable[[Overview], None]) -> OverviewFollowing:
        following = OverviewFollowing(self, self._pool, listener)
        self._closing.add(following)
        return following

    async def detail(self, ref: Ref) -> Detail:
        return await self._call(lambda: read_detail(self._connection, ref, self._around))

    async def usage(self) -> Usage:
        def work() -> Usage:
            try:
                names = [row.name for row in node_rows(self._connection, self._around)]
            except (EdgewrightError, msgspec.DecodeError) as error:
                return Usage("absent", self._now(), f"The nodes could not be read: {error}")
            return read_usage(self._connection, names, self._now())

        return await self._call(work)

    async def certificates(self) -> tuple[Certificate, ...]:
        return await self._call(
            lambda: gather_certificates(self._connection, self._around, self._now())
        )

    async def arc(self) -> ArcState:
        return await self._call(lambda: read_arc(self._connection, self._now()))

    async def versions(self) -> Versions:
        return await self._call(lambda: gather_versions(self._connection, self._around))

    async def write_support(
        self, path: Path, progress: Callable[[str], None] | None = None
    ) -> SupportFile:
        loop = asyncio.get_running_loop()

        def tell(words: str) -> None:
            if progress is not None:
                loop.call_soon_threadsafe(progress, words)

        arc, certificates = await self.arc(), await self.certificates()

        def work() -> SupportFile:
            try:
                versions = gather_versions(self._connection, self._around)
            except (EdgewrightError, msgspec.DecodeError):
                versions = None
            content = SupportContent(
                self.title, self._now(), versions, certificates, arc, self._extra()
            )
            return write_support_file(path, self._connection, self._around, content, tell)

        return await self._call(work)

    async def allowed(
        self, verb: str, kind: str, *, namespace: str = "", name: str = "", subresource: str = ""
    ) -> Permission:
        found = all_kinds()[kind]
        return await self._call(
            lambda: self._permissions.allowed(
                verb, found, namespace=namespace, name=name, subresource=subresource
            )
        )

    def close(self) -> None:
        self._hub.close()
        for one in list(self._closing):
            one.close()
        self._pool.shutdown()
        self._connection.close()

    def _now(self) -> float:
        return self._clock.now().timestamp()

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
