"""What the engine asks of a hypervisor, and the values that pass between them.

A virtual machine has four disks: *root* (a copy of the node image, replaceable), *data*
(persists, grows), and two that are there only for a while: *seed* (first-boot documents) and
*payload* (install files).  How a hypervisor stores them is its own business; `VmSpec` says
everything that it must know.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.facts.base import FactSpec
from installer.units import Size


class Medium(enum.StrEnum):
    """A read-only disk that is attached only while it is needed."""

    SEED = "seed"
    PAYLOAD = "payload"


class VmPower(enum.StrEnum):
    """Whether a virtual machine exists and runs."""

    ABSENT = "absent"
    STOPPED = "stopped"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class PortForward:
    """A port of this PC that leads to a port of the node."""

    host_port: int
    node_port: int
    protocol: str = "tcp"
    host_address: str = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class VmLan:
    """The network between the VMs of one cluster on this PC, as one of its VMs sees it."""

    mac: str  # of this VM's card in it
    members: tuple[str, ...]  # the names of all its VMs, in the same order for each of them


@dataclass(frozen=True, slots=True, kw_only=True)
class VmCard:
    """A card of a VM in a network outside of this PC, and the way into that network."""

    name: str  # as the node calls it; no other card of the VM has it
    mac: str
    adapter: str
    kind: AdapterKind
    vlan: int | None = None
    mtu: int = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class VmSpec:
    """A virtual machine, wholly described.  Sizes in bytes; addresses as text."""

    cluster: str
    owner: str  # unique id of the cluster: the mark by which a VM is known to be ours
    name: str
    cpus: int
    memory: Size
    mac: str
    subnet: str
    outbound: bool  # whether the node may open connections to the outside
    forwards: tuple[PortForward, ...]
    accelerator: Accelerator
    lan: VmLan | None = None  # None for a VM that is alone
    cards: tuple[VmCard, ...] = ()


class Hypervisor(Protocol):
    """Makes, starts, stops and removes virtual machines.

    Every verb is idempotent.  A VM that exists but does not carry `owner` is never touched:
    the verb raises ForeignResource.
    """

    name: str
    image_format: str

    def facts(self) -> Sequence[FactSpec[Any]]:
        """What must be known of a PC before this hypervisor can be judged on it."""
        ...

    async def describe(self, vm: VmSpec) -> VmPower:
        """Whether the VM exists and runs; raises ForeignResource when it is somebody else's."""
        ...

    async def create(
        self,
        vm: VmSpec,
        *,
        image: Path,
        root_size: Size,
        data_size: Size,
        report: Callable[[str], None],
    ) -> None:
        """Make the VM with its root disk (a copy of `image`) and an empty data disk."""
        ...

    async def created(self, vm: VmSpec) -> bool:
        """Whether `create` once ran to its end."""
        ...

    async def attach(self, vm: VmSpec, medium: Medium, source: Path) -> None:
        """Take over the file `source` as a medium that the VM sees at its next start."""
        ...

    async def eject(self, vm: VmSpec, medium: Medium) -> None:
        """Take a medium away, from the running VM too, and erase it."""
        ...

    async def attached(self, vm: VmSpec, medium: Medium) -> bool:
        """Whether the VM has this medium."""
        ...

    async def halted(self, vm: VmSpec) -> str:
        """Why a running VM stands still until this PC's disk has room, in the hypervisor's words.

        Empty when it goes on, does not run, or cannot be asked.
        """
        ...

    def devices(self, vm: VmSpec) -> tuple[str, ...]:
        """The network devices that `start` makes on this PC and `stop` takes away, by name."""
        ...

    async def start(self, vm: VmSpec) -> None:
        """Start the VM unless it runs, and let one that stands still go on.

        Raises VmNotStarted with the hypervisor's own words.
        """
        ...

    async def stop(self, vm: VmSpec, *, grace: float) -> None:
        """Shut down in order; after `grace` seconds switch off.  Takes its devices away."""
        ...

    async def delete(self, vm: VmSpec) -> None:
        """Remove the VM and all its disks; nothing happens when it is absent."""
        ...

    async def evidence(self, vm: VmSpec) -> str:
        """The end of the VM's console and the hypervisor's own words, for error texts."""
        ...

    async def set_autostart(self, vm: VmSpec, *, enabled: bool) -> str:
        """Start the VM with the PC, or no longer; returns a sentence when that cannot be done."""
        ...

    async def configure(self, vm: VmSpec) -> None:
        """Take over the processors, memory and ports of `vm` for its next start."""
        ...

    async def data_size(self, vm: VmSpec) -> Size:
        """How large the data disk is, in bytes, as the node sees it."""
        ...

    async def grow_data(self, vm: VmSpec, size: Size) -> None:
        """Make the data disk this large, of a running VM too; it never becomes smaller."""
        ...

    async def snapshots(self, vm: VmSpec) -> tuple[str, ...]:
        """The labels of the snapshots that hold all disks of the VM."""
        ...

    async def take_snapshot(self, vm: VmSpec, label: str) -> None:
        """Remember all disks of a stopped VM; replaces what a call that broke off has left.

        Raises CommandFailed when the VM runs.
        """
        ...

    async def return_to_snapshot(self, vm: VmSpec, label: str) -> None:
        """Bring all disks of a stopped VM back; until this has ended the VM does not start.

        Raises CommandFailed when the VM runs or has no such snapshot.
        """
        ...

    async def delete_snapshot(self, vm: VmSpec, label: str) -> None:
        """Forget a snapshot, of a running VM too; nothing happens when there is none."""
        ...
