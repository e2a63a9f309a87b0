"""A virtual machine is found again, whatever became of the file with its process number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from installer.errors import CommandFailed
from installer.hypervisors.base import VmPower, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.hypervisors.qemu_parts.paths import VmPaths
from tests.unit.hypervisors.fake_qemu import FakeProcess, FakeQemuHost

FOREIGN = 77


def _foreign_process(host: FakeQemuHost, paths: VmPaths, *words: str) -> None:
    host.processes[FOREIGN] = FakeProcess([*words, str(paths.pid)], paths.folder, set(), set())


@pytest.mark.parametrize("content", [None, "", "torn\0", "999999\n", f"{FOREIGN}\n"])
async def test_a_running_vm_is_found_whatever_stands_in_its_pid_file(
    made: QemuHypervisor,
    vm: VmSpec,
    host: FakeQemuHost,
    paths: VmPaths,
    make_hypervisor: Callable[[], QemuHypervisor],
    content: str | None,
) -> None:
    await made.start(vm)
    _foreign_process(host, paths, "editor")
    if content is None:
        paths.pid.unlink()
    else:
        paths.pid.write_text(content)
    again = make_hypervisor()
    assert await again.describe(vm) is VmPower.RUNNING
    await again.start(vm)
    assert len(host.processes) == 2
    await again.stop(vm, grace=60)
    assert await again.describe(vm) is VmPower.STOPPED
    assert list(host.processes) == [FOREIGN]


@pytest.mark.parametrize("words", [("editor",), ("tail", "-f"), ("grep", "-e")])
async def test_a_process_that_only_names_the_file_is_not_the_vm(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths, words: tuple[str, ...]
) -> None:
    _foreign_process(host, paths, *words)
    assert await made.describe(vm) is VmPower.STOPPED
    await made.delete(vm)
    assert list(host.processes) == [FOREIGN]


async def test_after_a_restart_of_the_pc_the_vm_is_stopped_and_starts_again(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths
) -> None:
    await made.start(vm)
    (pid,) = host.processes
    await host.end(pid)
    _foreign_process(host, paths, "sh", "-c")
    host.processes[pid] = host.processes.pop(FOREIGN)
    assert paths.pid.exists()
    assert await made.describe(vm) is VmPower.STOPPED
    await made.start(vm)
    assert await made.describe(vm) is VmPower.RUNNING
    assert pid in host.processes


async def test_a_return_that_broke_off_keeps_the_vm_from_starting_until_it_is_done_again(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths
) -> None:
    await made.take_snapshot(vm, "old")

    def cut(command: object) -> None:
        if "-a" in getattr(command, "argv", ()) and str(paths.data) in getattr(command, "argv", ()):
            raise CommandFailed("Returning", argv=("x",), returncode=1)

    host.on_command = cut
    with pytest.raises(CommandFailed):
        await made.return_to_snapshot(vm, "old")
    assert paths.returning.exists()
    assert paths.returning.name in paths.script.read_text()
    host.on_command = lambda _: None
    await made.return_to_snapshot(vm, "old")
    assert not paths.returning.exists()


async def test_a_snapshot_that_not_every_disk_has_is_none(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths
) -> None:
    await made.take_snapshot(vm, "old")
    host.images.forget(paths.variables, "edgewright-old")
    assert await made.snapshots(vm) == ()
    with pytest.raises(CommandFailed, match="Returning to a snapshot"):
        await made.return_to_snapshot(vm, "old")
    assert not paths.returning.exists()
    await made.take_snapshot(vm, "old")
    assert await made.snapshots(vm) == ("old",)
