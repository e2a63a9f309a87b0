"""The world that a session acts on: this PC, or a simulated one.

The two are put together in `installer.api`, and nowhere else does anything know which it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installer.clock import Clock
from installer.cluster.api import ClusterApi
from installer.engine.journal import JournalFile
from installer.host.base import HostDriver
from installer.host.door import NodeDoor
from installer.hypervisors.base import Hypervisor
from installer.steps.context import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything outside the engine."""

    clock: Clock
    pc: HostDriver
    door: NodeDoor
    hypervisor: Callable[[Path, Environment], Hypervisor]
    cluster_api: Callable[[Path], ClusterApi]
    journal_file: Callable[[Path], JournalFile]
    new_owner: Callable[[], str]
