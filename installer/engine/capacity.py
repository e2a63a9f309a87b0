"""How much of this PC a node may take, so that nobody can ask for what is not there."""

from __future__ import annotations

from dataclasses import dataclass

from installer.config.model import MAX_CPUS, MIN_DATA_DISK, MIN_MEMORY
from installer.config.presets import memory_headroom
from installer.errors import NotEligible
from installer.facts.base import Facts, FactUnavailable
from installer.facts.disk import FACT as DISK
from installer.facts.memory import FACT as MEMORY
from installer.facts.processors import FACT as PROCESSORS
from installer.units import GIB, MIB, Size

# Memory is handed out in these steps; QEMU would take any number, people read these better.
MEMORY_STEP = Size(256 * MIB)
# Beside the data disk: the node's system disk of 8 GiB, what is unpacked during an installation,
# and air for the PC itself.
DISK_RESERVE = Size(12 * GIB)
# kubeadm refuses a control plane with fewer (ControlPlaneNumCPU in
# kubernetes/cmd/kubeadm/app/constants).
FEWEST_CPUS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What the PC has, in bytes and processors; `available` and `free` are not used by others."""

    cpus: int
    memory_total: Size
    memory_available: Size
    disk_free: Size

    @property
    def cpus_most(self) -> int:
        """The most processors for a node; one is left to the PC where that is possible."""
        return max(FEWEST_CPUS, min(self.cpus - 1, MAX_CPUS))

    @property
    def memory_most(self) -> Size:
        """The most memory for a node that leaves the PC its headroom; never below the least."""
        memory = Size(self.memory_available // MEMORY_STEP * MEMORY_STEP)
        while memory > MIN_MEMORY and memory + memory_headroom(memory) > self.memory_available:
            memory = Size(memory - MEMORY_STEP)
        return max(memory, MIN_MEMORY)

    @property
    def disk_most(self) -> Size:
        """The largest data disk, in whole GiB; never below the least."""
        return max(Size((self.disk_free - DISK_RESERVE) // GIB * GIB), MIN_DATA_DISK)

    @property
    def fits_any(self) -> bool:
        """Whether even the smallest node has room."""
        memory = MIN_MEMORY + memory_headroom(MIN_MEMORY)
        return (
            self.cpus >= FEWEST_CPUS
            and self.memory_available >= memory
            and self.disk_free >= MIN_DATA_DISK + DISK_RESERVE
        )


def read_capacity(facts: Facts) -> Capacity:
    """The capacity of the PC that was looked at; raises NotEligible when it could not be."""
    try:
        memory = facts.get(MEMORY)
        return Capacity(
            cpus=facts.get(PROCESSORS).count,
            memory_total=memory.total,
            memory_available=memory.available,
            disk_free=facts.get(DISK).free,
        )
    except FactUnavailable as error:
        raise NotEligible("This PC could not be looked at.", details=str(error)) from error
