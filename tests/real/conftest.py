"""A virtual machine on the real QEMU of this PC, translated (TCG), without a guest.

The firmware finds nothing to boot and sits there: enough for everything that does not need the
guest's help.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from installer.clock import SystemClock
from installer.host.local import LocalHost
from installer.hypervisors.base import PortForward, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.units import MIB, Size
from tests.contract.hypervisor_contract import MakeHypervisor
from tests.helpers.vms import NODE_VM
from tests.real.machine import FIRMWARE, create, free_port


@pytest.fixture
def vm() -> VmSpec:
    return dataclasses.replace(
        NODE_VM, cpus=1, memory=Size(128 * MIB), forwards=(PortForward(free_port(), 22),)
    )


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "node.qcow2"
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", path, "64M"], check=True)
    return path


@pytest.fixture
def vm_root(tmp_path: Path) -> Path:
    return tmp_path / "state" / "shop" / "vm"


@pytest.fixture
async def make_hypervisor(vm_root: Path) -> AsyncIterator[MakeHypervisor]:
    assert FIRMWARE is not None
    firmware = FIRMWARE
    yield lambda: QemuHypervisor(
        host=LocalHost(), vm_root=vm_root, clock=SystemClock(), firmware=firmware
    )
    for pid_file in vm_root.glob("*/qemu.pid"):
        pid = int(pid_file.read_text())
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            if str(pid_file).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
async def made(make_hypervisor: MakeHypervisor, vm: VmSpec, image: Path) -> QemuHypervisor:
    hypervisor = make_hypervisor()
    assert isinstance(hypervisor, QemuHypervisor)
    await create(hypervisor, vm, image)
    return hypervisor


@pytest.fixture
def disc(tmp_path: Path) -> Callable[[bytes], Path]:
    def disc(content: bytes) -> Path:
        path = tmp_path / "disc.iso"
        path.write_bytes(content.ljust(64 * 1024, b"\0"))
        return path

    return disc
