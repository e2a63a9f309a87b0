"""What is on the disks of a stopped virtual machine comes back with a snapshot, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.units import GIB, Size
from tests.real.machine import DATA, NEEDS_QEMU

pytestmark = [
    *NEEDS_QEMU,
    pytest.mark.skipif(not shutil.which("qemu-io"), reason="needs qemu-io"),
]
# The last bytes of the disk too: they are what a size that is not brought back would lose.
PLACES = (0, DATA - (1 << 20))


def _write(disk: Path, mark: int) -> None:
    _qemu_io(disk, *(f"write -P {mark} {place} 64k" for place in PLACES))


def _holds(disk: Path, mark: int) -> bool:
    said = _qemu_io(disk, *(f"read -P {mark} {place} 64k" for place in PLACES))
    return "verification failed" not in said


def _qemu_io(disk: Path, *commands: str) -> str:
    words = [word for command in commands for word in ("-c", command)]
    ended = subprocess.run(["qemu-io", *words, disk], capture_output=True, text=True, check=False)
    assert "Failed" not in ended.stderr, ended.stderr
    return ended.stdout + ended.stderr


async def test_a_return_brings_back_every_byte_also_after_the_disk_has_grown(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    disk = vm_root / vm.name / "data.qcow2"
    _write(disk, 17)
    await made.take_snapshot(vm, "old")
    _write(disk, 34)
    await made.grow_data(vm, Size(DATA + GIB))
    assert await made.data_size(vm) == DATA + GIB
    assert _holds(disk, 34)
    await made.return_to_snapshot(vm, "old")
    assert await made.data_size(vm) == DATA
    assert _holds(disk, 17)
    await made.delete_snapshot(vm, "old")
    assert _holds(disk, 17)
    check = subprocess.run(["qemu-img", "check", "-q", disk], check=False)
    assert check.returncode == 0


async def test_a_return_that_broke_off_ends_well_when_it_is_done_again(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    folder = vm_root / vm.name
    disk = folder / "data.qcow2"
    _write(disk, 17)
    await made.take_snapshot(vm, "old")
    _write(disk, 34)
    # As after a power cut: the first disk is back, the mark stands, the others are not.
    (folder / "returning").touch()
    subprocess.run(
        ["qemu-img", "snapshot", "-a", "edgewright-old", folder / "root.qcow2"], check=True
    )
    await made.return_to_snapshot(vm, "old")
    assert _holds(disk, 17)
    assert not (folder / "returning").exists()
