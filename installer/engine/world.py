"""The world that a session acts on: this PC, or a simulated one.

The two are put together in `installer.api`, and nowhere else does anything know which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

from installer.clock import Clock
from installer.cluster.api import ClusterApi
from installer.engine.journal import JournalFile
from installer.facts.base import Platform, Target
from installer.host.admin import Administrator, Hands
from installer.host.base import Command, HostDriver
from installer.host.credentials import Keyring
from installer.host.door import NodeDoor
from installer.hypervisors.base import Hypervisor
from installer.steps.context import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything outside the engine.

    `new_owner` gives the id of a new cluster; it raises UsageError where none can be made.
    `folder` is where clusters would be kept on a PC that is not this one.
    """

    clock: Clock
    pc: HostDriver
    door: NodeDoor
    hypervisor: Callable[[Path, Environment], Hypervisor]
    cluster_api: Callable[[Path], ClusterApi]
    journal_file: Callable[[Path], JournalFile]
    new_owner: Callable[[], str]
    # The keyring of the user, None where secrets are kept in the state folder alone.
    keyring: Callable[[], Keyring | None] = lambda: None
    platform: Platform = Platform.LINUX
    folder: str = ""
    administrator: Callable[[HostDriver, Sequence[Command]], Hands] = Administrator

    def target(self, state: Path, wanted: Iterable[IPv4Address] = ()) -> Target:
        """The PC for facts; `wanted` are addresses around it that nodes shall have."""
        folder = self.folder or str(state)
        return Target(self.pc, folder, frozenset(wanted), self.platform)
