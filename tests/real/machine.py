"""The QEMU of this PC, and small looks at what runs in it."""

from __future__ import annotations

import contextlib
import shutil
import socket
from pathlib import Path

import pytest

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.units import MIB, Size

FIRMWARE = next(
    (
        Firmware(code=str(folder / code), variables=str(folder / code.replace("CODE", "VARS")))
        for folder in (
            Path("/usr/share/OVMF"),
            Path("/usr/share/edk2/ovmf"),
            Path("/usr/share/edk2/x64"),
        )
        for code in ("OVMF_CODE_4M.fd", "OVMF_CODE.4m.fd", "OVMF_CODE.fd")
        if (folder / code).exists()
    ),
    None,
)
# The `pytestmark` of every file that needs it.
NEEDS_QEMU = [
    pytest.mark.qemu,
    pytest.mark.skipif(
        not (shutil.which("qemu-system-x86_64") and shutil.which("qemu-img") and FIRMWARE),
        reason="needs qemu-system-x86_64, qemu-img and OVMF",
    ),
]
ROOT, DATA = Size(96 * MIB), Size(1 << 40)


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def pid_of(vm_root: Path, vm: VmSpec) -> int:
    return int((vm_root / vm.name / "qemu.pid").read_text())


def open_files(pid: int) -> list[str]:
    links = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            links.append(str(link.readlink()))
    return links


async def create(hypervisor: QemuHypervisor, vm: VmSpec, image: Path) -> None:
    await hypervisor.create(vm, image=image, root_size=ROOT, data_size=DATA, report=lambda _: None)
