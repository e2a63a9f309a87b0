"""How a node is reached from this PC: knock first, then open.

Knocking tells apart what a failed connection hides: nothing answers at the address, the
address answers but no SSH server, or an SSH server greets.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from installer.host.base import HostDriver


@dataclass(frozen=True, slots=True)
class NodeEndpoint:
    """Address, port and keys of a node: our client key, and the host key that it must show."""

    address: str
    port: int
    user: str
    client_key: Path
    host_key: Path


class Knock(enum.Enum):
    """What answers at a node's SSH port."""

    SILENT = "nothing answers at the node's address"
    REFUSED = "the node's network answers, but its SSH server does not run"
    GREETED = "the SSH server greets"


class NodeDoor(Protocol):
    """Opens nodes; a simulated door takes its place in the demo."""

    async def knock(self, endpoint: NodeEndpoint) -> Knock:
        """What answers at the node's SSH port, within some seconds."""
        ...

    async def open(self, endpoint: NodeEndpoint) -> HostDriver:
        """A driver for the node; raises HostUnreachable or HostKeyChanged."""
        ...
