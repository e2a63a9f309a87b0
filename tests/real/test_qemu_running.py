"""The real QEMU runs a virtual machine: it starts, listens, hangs, is killed and ends."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.clock import SystemClock
from installer.errors import VmNotStarted
from installer.host.local import LocalHost
from installer.hypervisors.base import Medium, PortForward, VmPower, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from tests.contract.hypervisor_contract import HypervisorContract
from tests.contract.life_contract import LifeContract
from tests.real.machine import FIRMWARE, NEEDS_QEMU, create, free_port, pid_of

pytestmark = NEEDS_QEMU


class TestContract(HypervisorContract):
    """The common suite on the real QEMU."""


class TestLife(LifeContract):
    """The common suite about sizes and snapshots on the real QEMU."""


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


async def test_the_script_does_not_start_a_vm_in_the_middle_of_a_return(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    mark = vm_root / vm.name / "returning"
    mark.touch()
    with pytest.raises(VmNotStarted, match="did not start") as caught:
        await made.start(vm)
    assert "return to it again" in caught.value.details
    await made.take_snapshot(vm, "old")
    await made.return_to_snapshot(vm, "old")
    assert not mark.exists()
    await made.start(vm)
    assert await made.describe(vm) is VmPower.RUNNING


async def test_a_vm_is_adopted_when_its_pid_file_is_gone(
    made: QemuHypervisor, vm: VmSpec, vm_root: Path
) -> None:
    await made.start(vm)
    pid_file = vm_root / vm.name / "qemu.pid"
    number = pid_file.read_text()
    pid_file.unlink()
    try:
        assert await made.describe(vm) is VmPower.RUNNING
        await made.stop(vm, grace=0)
        assert await made.describe(vm) is VmPower.STOPPED
    finally:
        pid_file.write_text(number)
