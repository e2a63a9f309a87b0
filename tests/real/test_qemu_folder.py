"""What the real QEMU keeps in the folder of a virtual machine: disks, media, console."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.errors import CommandFailed, ForeignResource
from installer.hypervisors.base import Medium, VmPower, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.units import MIB
from tests.contract.hypervisor_contract import MakeHypervisor
from tests.real.machine import DATA, NEEDS_QEMU, ROOT, create, open_files, pid_of

pytestmark = NEEDS_QEMU


async def test_the_root_disk_is_a_grown_copy_and_the_data_disk_is_thin(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path, image: Path
) -> None:
    image.unlink()
    for name, size in (("root.qcow2", ROOT), ("data.qcow2", DATA)):
        path = vm_root / vm.name / name
        told = subprocess.run(
            ["qemu-img", "info", "--output=json", path], check=True, capture_output=True, text=True
        ).stdout
        assert f'"virtual-size": {int(size)}' in told
        assert "backing-filename" not in told
        assert path.stat().st_blocks * 512 < 4 * MIB
    await made.start(vm)


async def test_the_folder_is_closed_to_others(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    assert (vm_root / vm.name).stat().st_mode & 0o777 == 0o700


async def test_running_seed_is_ejected_closed_and_erased(
    made: QemuHypervisor,
    vm: VmSpec,
    vm_root: Path,
    disc: Callable[[bytes], Path],
    tmp_path: Path,
) -> None:
    source = disc(b"SECRET-KEY")
    await made.attach(vm, Medium.SEED, source)
    assert not source.exists()
    seed = vm_root / vm.name / "seed.iso"
    witness = tmp_path / "witness"
    witness.hardlink_to(seed)
    await made.start(vm)
    pid = pid_of(vm_root, vm)
    assert str(seed) in open_files(pid)
    assert b"ds=nocloud" in Path(f"/proc/{pid}/cmdline").read_bytes()
    await made.eject(vm, Medium.SEED)
    assert str(seed) not in open_files(pid)
    assert not seed.exists()
    assert witness.read_bytes() == bytes(64 * 1024)
    assert await made.describe(vm) is VmPower.RUNNING
    await made.stop(vm, grace=0)
    await made.start(vm)
    assert b"ds=nocloud" not in Path(f"/proc/{pid_of(vm_root, vm)}/cmdline").read_bytes()


async def test_a_hanging_qemu_keeps_its_seed_and_says_so(
    made: QemuHypervisor,
    vm: VmSpec,
    vm_root: Path,
    disc: Callable[[bytes], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await made.attach(vm, Medium.SEED, disc(b"SECRET"))
    await made.start(vm)
    os.kill(pid_of(vm_root, vm), signal.SIGSTOP)
    with monkeypatch.context() as impatient:
        impatient.setattr("installer.hypervisors.qemu_parts.qmp._TIMEOUT", 1.0)
        with pytest.raises(CommandFailed, match="seed"):
            await made.eject(vm, Medium.SEED)
    assert await made.attached(vm, Medium.SEED)
    os.kill(pid_of(vm_root, vm), signal.SIGCONT)
    await made.eject(vm, Medium.SEED)
    assert not await made.attached(vm, Medium.SEED)


async def test_delete_leaves_nothing_behind_but_what_others_put_there(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path, disc: Callable[[bytes], Path]
) -> None:
    neighbour = vm_root / "somebody"
    neighbour.mkdir()
    (neighbour / "file").write_text("mine")
    await made.attach(vm, Medium.PAYLOAD, disc(b"x"))
    await made.start(vm)
    pid = pid_of(vm_root, vm)
    await made.delete(vm)
    assert [path.name for path in vm_root.iterdir()] == ["somebody"]
    with contextlib.suppress(FileNotFoundError):
        assert Path(f"/proc/{pid}/cmdline").read_bytes() == b""


async def test_a_folder_without_our_mark_is_refused_and_kept(
    make_hypervisor: MakeHypervisor, vm: VmSpec, vm_root: Path, image: Path
) -> None:
    (vm_root / vm.name).mkdir(parents=True)
    (vm_root / vm.name / "root.qcow2").write_text("precious")
    hypervisor = make_hypervisor()
    assert isinstance(hypervisor, QemuHypervisor)
    with pytest.raises(ForeignResource):
        await create(hypervisor, vm, image)
    with pytest.raises(ForeignResource):
        await hypervisor.delete(vm)
    assert (vm_root / vm.name / "root.qcow2").read_text() == "precious"


async def test_the_console_is_kept_over_starts_and_shown_without_control_characters(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    serial = vm_root / vm.name / "serial.log"
    serial.write_text("from an earlier \x1b[1mstart\x1b[0m\r\n")
    await made.start(vm)
    while serial.stat().st_size < 100:
        await asyncio.sleep(0.1)
    assert serial.read_text("utf-8", "replace").startswith("from an earlier")
    evidence = await made.evidence(vm)
    assert "from an earlier start" in evidence
    assert "\x1b" not in evidence


async def test_a_long_console_log_is_rotated_at_the_next_start(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    serial = vm_root / vm.name / "serial.log"
    serial.write_bytes(b"x" * (5 * MIB))
    await made.start(vm)
    assert (vm_root / vm.name / "serial.log.1").stat().st_size == 5 * MIB
    assert serial.stat().st_size < MIB
