"""Where worlds are put together: this PC, or a simulated one.  Nothing below knows which it is."""

from __future__ import annotations

import uuid
from pathlib import Path

import platformdirs

from installer.clock import Clock, FastClock, SystemClock
from installer.cluster.api import KubernetesApi
from installer.engine.journal import JournalFile
from installer.engine.world import World
from installer.host.local import LocalHost
from installer.host.ssh import SshDoor
from installer.hypervisors.base import Hypervisor
from installer.hypervisors.qemu import QemuHypervisor
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.simulator.cluster import SimClusterApi
from installer.simulator.hypervisor import SimHypervisor
from installer.simulator.node import SimDoor
from installer.simulator.pc import SimPc
from installer.simulator.scenario import load_scenario
from installer.simulator.world import SimWorld
from installer.steps.context import Environment

# Fast enough to watch a whole installation without getting bored, slow enough to read along.
DEMO_SPEED = 8.0


def default_state_dir() -> Path:
    """Where clusters live when nobody says otherwise: the system's place, or the user's."""
    return Path(platformdirs.user_data_dir("edgewright", appauthor=False))


def real_world() -> World:
    """This PC."""
    clock, pc = SystemClock(), LocalHost()

    def hypervisor(vm_root: Path, environment: Environment) -> Hypervisor:
        firmware = Firmware(environment.firmware_code, environment.firmware_variables)
        return QemuHypervisor(host=pc, vm_root=vm_root, clock=clock, firmware=firmware)

    return World(
        clock=clock,
        pc=pc,
        door=SshDoor(),
        hypervisor=hypervisor,
        cluster_api=KubernetesApi,
        journal_file=JournalFile,
        new_owner=lambda: uuid.uuid4().hex,
    )


def simulated_world(what: str, state_dir: Path, clock: Clock | None = None) -> World:
    """A simulated PC; raises UsageError when there is no such scenario."""
    time = clock or FastClock(DEMO_SPEED)
    world = SimWorld(load_scenario(what), state_dir, time)
    return world_of(world, state_dir)


def world_of(world: SimWorld, state_dir: Path) -> World:
    """The parts of a simulated world, as the engine sees them."""
    return World(
        clock=world.clock,
        pc=SimPc(world),
        door=SimDoor(world),
        hypervisor=lambda vm_root, environment: SimHypervisor(world),
        cluster_api=lambda kubeconfig: SimClusterApi(world),
        journal_file=lambda path: _WatchedJournalFile(path, world),
        new_owner=lambda: "51310000000000000000000000000000",
    )


class _WatchedJournalFile(JournalFile):
    """A journal of a simulated PC, whose power may fail at a line."""

    def __init__(self, path: Path, world: SimWorld) -> None:
        super().__init__(path)
        self._world = world

    def append(self, line: bytes) -> None:
        self._world.before_line()
        super().append(line)
        self._world.after_line(line)
