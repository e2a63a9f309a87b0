"""The QEMU hypervisor against the real QEMU of this PC, translated (TCG), without a guest.

The firmware finds nothing to boot and sits there: enough for everything that does not need the
guest's help.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from installer.accelerator import Accelerator
from installer.clock import SystemClock
from installer.errors import CommandFailed, ForeignResource, VmNotStarted
from installer.host.local import LocalHost
from installer.hypervisors.base import Medium, PortForward, VmPower, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.units import MIB, Size
from tests.contract.hypervisor_contract import HypervisorContract, MakeHypervisor

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
pytestmark = [
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


@pytest.fixture
def vm() -> VmSpec:
    return VmSpec(
        cluster="shop",
        owner="owner-1",
        name="node-1",
        cpus=1,
        memory=Size(128 * MIB),
        mac="52:54:00:00:00:01",
        subnet="10.77.0.0/24",
        outbound=True,
        forwards=(PortForward(free_port(), 22),),
        accelerator=Accelerator.TCG,
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


async def create(hypervisor: QemuHypervisor, vm: VmSpec, image: Path) -> None:
    await hypervisor.create(vm, image=image, root_size=ROOT, data_size=DATA, report=lambda _: None)


@pytest.fixture
def disc(tmp_path: Path) -> Callable[[bytes], Path]:
    def disc(content: bytes) -> Path:
        path = tmp_path / "disc.iso"
        path.write_bytes(content.ljust(64 * 1024, b"\0"))
        return path

    return disc


class TestContract(HypervisorContract):
    """The common suite on the real QEMU."""


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


async def test_forwarded_ports_listen_where_they_were_asked_to_also_without_outside(
    made: QemuHypervisor, vm: VmSpec
) -> None:
    tcp, udp = free_port(), free_port(socket.SOCK_DGRAM)
    vm = dataclasses.replace(
        vm,
        outbound=False,
        forwards=(PortForward(tcp, 6443), PortForward(udp, 53, "udp", "127.0.0.2")),
    )
    await made.start(vm)
    with socket.create_connection(("127.0.0.1", tcp), timeout=10):
        pass
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
        pytest.raises(OSError, match="already in use"),
    ):
        probe.bind(("127.0.0.2", udp))


async def test_a_taken_port_is_named_in_qemus_own_words(made: QemuHypervisor, vm: VmSpec) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        vm = dataclasses.replace(vm, forwards=(PortForward(port, 22),))
        with pytest.raises(VmNotStarted) as caught:
            await made.start(vm)
    assert str(port) in caught.value.details
    assert await made.describe(vm) is VmPower.STOPPED
    await made.start(vm)
    assert await made.describe(vm) is VmPower.RUNNING


async def test_a_killed_qemu_is_seen_as_stopped_and_starts_again(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    await made.start(vm)
    pid = pid_of(vm_root, vm)
    os.kill(pid, signal.SIGKILL)
    while await made.describe(vm) is VmPower.RUNNING:
        await asyncio.sleep(0.05)
    assert (vm_root / vm.name / "qemu.pid").exists()
    await made.start(vm)
    assert await made.describe(vm) is VmPower.RUNNING
    assert pid_of(vm_root, vm) != pid


async def test_a_guest_that_ignores_the_power_button_is_switched_off_after_the_grace(
    made: QemuHypervisor, vm: VmSpec
) -> None:
    await made.start(vm)
    began = time.monotonic()
    await made.stop(vm, grace=2)
    assert time.monotonic() - began >= 2
    assert await made.describe(vm) is VmPower.STOPPED


async def test_a_qemu_that_hangs_is_killed(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.hypervisors.qemu_parts.qmp._TIMEOUT", 1.0)
    await made.start(vm)
    os.kill(pid_of(vm_root, vm), signal.SIGSTOP)
    await made.stop(vm, grace=60)
    assert await made.describe(vm) is VmPower.STOPPED


async def test_a_hanging_qemu_keeps_its_seed_and_says_so(
    made: QemuHypervisor,
    vm: VmSpec,
    vm_root: Path,
    disc: Callable[[bytes], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("installer.hypervisors.qemu_parts.qmp._TIMEOUT", 1.0)
    await made.attach(vm, Medium.SEED, disc(b"SECRET"))
    await made.start(vm)
    os.kill(pid_of(vm_root, vm), signal.SIGSTOP)
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


async def test_any_path_will_do_however_long_and_odd(
    vm: VmSpec, image: Path, tmp_path: Path, disc: Callable[[bytes], Path]
) -> None:
    assert FIRMWARE is not None
    vm_root = tmp_path / 'it\'s 100%, $HOME "odd"' / ("long" * 50) / ("longer" * 30)
    hypervisor = QemuHypervisor(
        host=LocalHost(), vm_root=vm_root, clock=SystemClock(), firmware=FIRMWARE
    )
    assert len(str(vm_root)) > 400
    await create(hypervisor, vm, image)
    await hypervisor.attach(vm, Medium.SEED, disc(b"x"))
    try:
        await hypervisor.start(vm)
        assert await hypervisor.describe(vm) is VmPower.RUNNING
        await hypervisor.eject(vm, Medium.SEED)
        await hypervisor.stop(vm, grace=0.5)
        assert await hypervisor.describe(vm) is VmPower.STOPPED
    finally:
        await hypervisor.delete(vm)
    assert list(vm_root.iterdir()) == []


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


async def test_the_script_of_the_autostart_leaves_a_running_vm_alone(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    await made.start(vm)
    pid = pid_of(vm_root, vm)
    script = vm_root / vm.name / "start.sh"
    process = await asyncio.create_subprocess_exec("sh", script)
    assert await process.wait() != 0
    assert pid_of(vm_root, vm) == pid
    assert await made.describe(vm) is VmPower.RUNNING


async def test_the_script_starts_the_vm_and_the_pipe_reaches_it(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    await made.start(vm)
    await made.stop(vm, grace=0)
    script = vm_root / vm.name / "start.sh"
    process = await asyncio.create_subprocess_exec("sh", script)
    assert await process.wait() == 0
    assert await made.describe(vm) is VmPower.RUNNING
    pipe = shlex.quote(str(vm_root / vm.name / "power.in"))
    subprocess.run(["sh", "-c", f"echo quit > {pipe}"], check=True, timeout=10)
    while await made.describe(vm) is VmPower.RUNNING:
        await asyncio.sleep(0.05)
