"""QEMU as a hypervisor: found, started, stopped and killed; and what it then tells."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from installer.clock import VirtualClock
from installer.errors import CommandFailed, ForeignResource, MissingTool, VmNotStarted
from installer.host.base import Result
from installer.hypervisors.base import VmPower, VmSpec
from installer.hypervisors.qemu import HYPERVISOR, QemuHypervisor
from installer.hypervisors.qemu_parts.links import FOREIGN_DEVICE
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.registry import discover
from tests.contract.hypervisor_contract import HypervisorContract
from tests.contract.life_contract import LifeContract
from tests.unit.hypervisors.fake_qemu import FakeQemuHost


class TestContract(HypervisorContract):
    """The common suite, hermetic."""


class TestLife(LifeContract):
    """The common suite about sizes and snapshots, hermetic."""


def test_the_registry_finds_it() -> None:
    assert HYPERVISOR in discover("installer.hypervisors", "HYPERVISOR")


async def test_start_failure_carries_qemus_words_from_both_places(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths
) -> None:
    host.start_result = Result(1, "", "said on the terminal")
    paths.log.write_text("said in the log")
    with pytest.raises(VmNotStarted) as caught:
        await made.start(vm)
    assert caught.value.details == "said on the terminal\nsaid in the log"


async def test_a_device_of_somebody_else_is_said_to_be_foreign(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost
) -> None:
    host.start_result = Result(FOREIGN_DEVICE, "", "the network device ew-x is there already")
    with pytest.raises(ForeignResource) as caught:
        await made.start(vm)
    assert "ew-x" in caught.value.details


async def test_a_missing_qemu_is_named_with_its_package(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost
) -> None:
    host.start_result = Result(127, "", "sh: qemu-system-x86_64: not found")
    with pytest.raises(MissingTool) as caught:
        await made.start(vm)
    assert "qemu-system-x86" in caught.value.advice


async def test_a_process_that_got_the_old_number_is_not_taken_for_the_vm(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths
) -> None:
    await made.start(vm)
    (pid,) = host.processes
    host.processes[pid].argv = ["editor", str(paths.pid)]
    assert await made.describe(vm) is VmPower.STOPPED
    await made.delete(vm)
    assert pid in host.processes
    assert not [command for command in host.commands if command.argv[0] == "kill"]


async def test_a_guest_that_hears_the_power_button_is_neither_quit_nor_killed(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, clock: VirtualClock
) -> None:
    await made.start(vm)
    await made.stop(vm, grace=60)
    assert (host.buttons, clock.monotonic() < 1) == (1, True)
    assert await made.describe(vm) is VmPower.STOPPED


async def test_the_power_button_is_pressed_again_until_the_grace_is_over(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, clock: VirtualClock
) -> None:
    host.hears_button = False
    await made.start(vm)
    await made.stop(vm, grace=60)
    assert host.buttons == 6
    assert 60 <= clock.monotonic() < 65
    assert await made.describe(vm) is VmPower.STOPPED
    assert not [command for command in host.commands if command.argv[0] == "kill"]


async def test_a_qemu_that_does_not_answer_is_killed(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.hypervisors.qemu_parts.qmp._TIMEOUT", 0.05)
    host.hangs = True
    await made.start(vm)
    await made.stop(vm, grace=60)
    assert host.commands[-1].argv[:2] == ("kill", "-KILL")
    assert await made.describe(vm) is VmPower.STOPPED


async def test_a_qemu_that_survives_a_kill_is_an_error(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.hypervisors.qemu_parts.qmp._TIMEOUT", 0.05)
    host.hangs = True
    host._known["kill"] = lambda _: Result(0)
    await made.start(vm)
    with pytest.raises(CommandFailed, match="Switching the virtual machine off"):
        await made.delete(vm)
    assert await made.created(vm)


async def test_evidence_shows_the_last_sixty_lines_of_the_console_and_qemus_words(
    made: QemuHypervisor, vm: VmSpec, paths: VmPaths
) -> None:
    paths.serial.write_text("".join(f"\x1b[0;32mline {n}\x1b[0m\r\n" for n in range(100)))
    paths.log.write_text("qemu said this\n")
    lines = (await made.evidence(vm)).splitlines()
    assert lines[:2] == ["The end of the console:", "line 40"]
    assert lines[60:] == ["line 99", "QEMU's own words:", "qemu said this"]


async def test_a_second_start_uses_the_wishes_of_today(
    made: QemuHypervisor,
    vm: VmSpec,
    host: FakeQemuHost,
    make_hypervisor: Callable[[], QemuHypervisor],
) -> None:
    await made.start(vm)
    await made.stop(vm, grace=60)
    await make_hypervisor().start(dataclasses.replace(vm, cpus=7))
    (process,) = host.processes.values()
    assert process.argv[process.argv.index("-smp") + 1] == "7"
