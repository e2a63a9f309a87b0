"""A door to a node that does not open."""

from __future__ import annotations

from installer.errors import HostUnreachable
from installer.host.base import HostDriver
from installer.host.door import Knock, NodeEndpoint


class ClosedDoor:
    """A door behind which always the same answers, and which never opens."""

    def __init__(self, knock: Knock) -> None:
        self._knock = knock

    async def knock(self, endpoint: NodeEndpoint) -> Knock:
        return self._knock

    async def open(self, endpoint: NodeEndpoint) -> HostDriver:
        raise HostUnreachable("No SSH session.", details="Permission denied (publickey)")
