"""Making a virtual machine in a test."""

from __future__ import annotations

from pathlib import Path

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.units import GIB, Size

ROOT, DATA = Size(8 * GIB), Size(20 * GIB)


async def create(hypervisor: QemuHypervisor, vm: VmSpec, image: Path) -> list[str]:
    words: list[str] = []
    await hypervisor.create(vm, image=image, root_size=ROOT, data_size=DATA, report=words.append)
    return words
