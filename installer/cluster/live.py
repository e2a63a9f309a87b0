"""A running cluster with everything the console can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from installer.clock import Clock
from installer.cluster import writes
from installer.cluster.applying import Applier
from installer.cluster.connection import Connection
from installer.cluster.deeds import DeedState, Preview
from installer.cluster.drain import Drain, Wish
from installer.cluster.expand import Expansion
from installer.cluster.forwarding import PortForward
from installer.cluster.live_reading import LiveReading
from installer.cluster.logs import LogFollowing
from installer.cluster.rows import Ref
from installer.cluster.shells import ShellSession
from installer.cluster.streams import LogBatch, LogTarget


class LiveConsole(LiveReading):
    """The `Console` of the contract for an API server; belongs to the loop it is used on."""

    def __init__(
        self,
        connection: Connection,
        title: str,
        clock: Clock,
        extra: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        super().__init__(connection, title, clock, extra)
        self._applier = Applier(connection)
        self._forwards: list[PortForward] = []

    def logs(
        self,
        targets: Sequence[LogTarget],
        listener: Callable[[LogBatch], None],
        *,
        follow: bool = True,
        previous: bool = False,
        tail: int = 1000,
    ) -> LogFollowing:
        following = LogFollowing(
            self._connection, targets, listener, follow=follow, previous=previous, tail=tail
        )
        self._closing.add(following)
        return following

    def shell(
        self,
        target: LogTarget,
        output: Callable[[bytes], None],
        ended: Callable[[str], None],
        *,
        command: Sequence[str] = (),
    ) -> ShellSession:
        session = ShellSession(self._connection, target, output, ended, command)
        self._closing.add(session)
        return session

    async def forward(
        self, namespace: str, pod: str, port: int, *, local_port: int = 0
    ) -> PortForward:
        made = PortForward(
            self._connection, (namespace, pod, port), local_port, self._forwards.remove
        )
        self._forwards.append(made)
        return made

    def forwards(self) -> tuple[PortForward, ...]:
        return tuple(self._forwards)

    async def delete(self, ref: Ref, *, grace: int | None = None) -> None:
        await self._call(lambda: writes.delete(self._connection, ref, grace))

    async def scale(self, ref: Ref, replicas: int) -> None:
        await self._call(lambda: writes.scale(self._connection, ref, replicas))

    async def restart(self, ref: Ref) -> None:
        await self._call(lambda: writes.restart(self._connection, ref, self._now()))

    async def cordon(self, node: str, *, closed: bool) -> None:
        await self._call(lambda: writes.cordon(self._connection, node, closed=closed))

    async def drain(
        self,
        node: str,
        listener: Callable[[DeedState], None],
        *,
        delete_local_data: bool = False,
        force: bool = False,
        timeout: float = 300,
    ) -> DeedState:
        wish = Wish(delete_local_data, force, timeout)
        return await Drain(
            self._connection,
            node,
            wish,
            clock=self._clock,
            in_thread=self._call,
            listener=listener,
        ).run()

    async def expand(
        self, ref: Ref, size: str, listener: Callable[[DeedState], None], *, timeout: float = 600
    ) -> DeedState:
        return await Expansion(
            self._connection,
            ref,
            size,
            clock=self._clock,
            in_thread=self._call,
            listener=listener,
        ).run(timeout)

    async def preview(self, text: str, *, force: bool = False) -> tuple[Preview, ...]:
        return await self._call(lambda: self._applier.preview(text, force=force))

    async def apply(self, text: str, *, force: bool = False) -> tuple[Ref, ...]:
        return await self._call(lambda: self._applier.apply(text, force=force))

    def close(self) -> None:
        for forward in self.forwards():
            forward.close()
        super().close()
