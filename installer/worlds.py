"""Where worlds are put together: this PC, or a simulated one.  Nothing below knows which it is.

Each world loads its own parts when it is made, so that no start waits for those of the other.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from installer.clock import Clock, FastClock, SystemClock
from installer.cluster.api import KubernetesApi
from installer.engine.journal import JournalFile
from installer.engine.world import World
from installer.errors import UsageError
from installer.facts.base import Platform
from installer.host.admin import Administrator
from installer.host.base import HostDriver
from installer.host.credentials import user_keyring
from installer.host.local import LocalHost
from installer.host.ssh import SshDoor
from installer.host.windows_admin import WindowsAdministrator
from installer.hypervisors.base import Hypervisor
from installer.steps.context import Environment

if TYPE_CHECKING:
    from installer.host.winrm_target import WinRmTarget
    from installer.simulator.world import SimWorld

# Fast enough to watch a whole installation without getting bored, slow enough to read along.
DEMO_SPEED = 8.0
_WINDOWS_FOLDER = r"C:\ProgramData\Edgewright\clusters"


def default_state_dir() -> Path:
    """Where clusters live when nobody says otherwise: the system's place, or the user's."""
    return Path(platformdirs.user_data_dir("edgewright", appauthor=False))


def state_folder(state: Path | None, simulate: str | None) -> Path:
    """The folder that holds the clusters; simulated ones never mix with real ones."""
    folder = state or default_state_dir() / ("simulated" if simulate else "clusters")
    return folder.absolute()


def real_world() -> World:
    """This PC."""
    if sys.platform == "win32":
        return world_of_this_windows()
    from installer.hypervisors.qemu import QemuHypervisor  # noqa: PLC0415
    from installer.hypervisors.qemu_parts.firmware import Firmware  # noqa: PLC0415

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
        keyring=user_keyring,
    )


def world_of_this_windows() -> World:
    """This PC, which runs Windows."""
    from installer.host.powershell import local_powershell  # noqa: PLC0415
    from installer.host.windows import WindowsHost  # noqa: PLC0415

    return _windows_world(WindowsHost(local_powershell()))


def world_of_other_pc(target: WinRmTarget, password: str) -> World:
    """Another PC, which runs Windows, over WinRM."""
    from installer.host.windows import WindowsHost  # noqa: PLC0415
    from installer.host.winrm import WinRmPowerShell  # noqa: PLC0415

    engine = WinRmPowerShell(target, password, SystemClock())
    return _windows_world(WindowsHost(engine), folder=_WINDOWS_FOLDER)


def _windows_world(pc: HostDriver, *, folder: str = "") -> World:
    def no_hypervisor(vm_root: Path, environment: Environment) -> Hypervisor:
        raise _nothing_is_installed()

    return World(
        clock=SystemClock(),
        platform=Platform.WINDOWS,
        pc=pc,
        door=SshDoor(),
        hypervisor=no_hypervisor,
        cluster_api=KubernetesApi,
        journal_file=JournalFile,
        new_owner=_no_owner,
        administrator=WindowsAdministrator,
        keyring=user_keyring,
        folder=folder,
    )


def _no_owner() -> str:
    raise _nothing_is_installed()


def _nothing_is_installed() -> UsageError:
    return UsageError(
        "Nothing can be installed here.",
        resolution="A Windows PC is judged by `edgewright check`; install on a PC that runs Linux.",
    )


def simulated_world(what: str, state_dir: Path, clock: Clock | None = None) -> World:
    """A simulated PC; raises UsageError when there is no such scenario."""
    from installer.simulator.scenario import load_scenario  # noqa: PLC0415
    from installer.simulator.world import SimWorld  # noqa: PLC0415

    time = clock or FastClock(DEMO_SPEED)
    world = SimWorld(load_scenario(what), state_dir, time)
    return world_of(world, state_dir)


def world_of(world: SimWorld, state_dir: Path) -> World:
    """The parts of a simulated world, as the engine sees them."""
    from installer.simulator.cluster import SimClusterApi  # noqa: PLC0415
    from installer.simulator.hypervisor import SimHypervisor  # noqa: PLC0415
    from installer.simulator.node import SimDoor  # noqa: PLC0415
    from installer.simulator.pc import SimPc  # noqa: PLC0415
    from installer.simulator.windows_pc import SimWindowsPc  # noqa: PLC0415

    windows = world.scenario.windows
    return World(
        clock=world.clock,
        platform=Platform.WINDOWS if windows else Platform.LINUX,
        pc=SimWindowsPc(world, windows) if windows else SimPc(world),
        door=SimDoor(world),
        hypervisor=lambda vm_root, environment: SimHypervisor(world),
        cluster_api=lambda kubeconfig: SimClusterApi(world),
        journal_file=lambda path: _WatchedJournalFile(path, world),
        administrator=WindowsAdministrator if windows else Administrator,
        new_owner=_no_owner if windows else lambda: "51310000000000000000000000000000",
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
