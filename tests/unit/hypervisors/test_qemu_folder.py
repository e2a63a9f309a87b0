"""The folder of a QEMU machine: made, cut off, foreign, removed; media come and go."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from pathlib import Path

import pytest

from installer.errors import CommandFailed, ForeignResource, VmNotStarted
from installer.host.base import Command
from installer.hypervisors.base import Medium, VmPower, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.hypervisors.qemu_parts.paths import VmPaths
from tests.unit.hypervisors.fake_qemu import FakeQemuHost
from tests.unit.hypervisors.making import DATA, ROOT, create


async def test_create_copies_the_image_grows_it_and_tells_its_progress(
    hypervisor: QemuHypervisor, vm: VmSpec, image: Path, host: FakeQemuHost, paths: VmPaths
) -> None:
    words = await create(hypervisor, vm, image)
    assert words == ["Copying the node image: 0 %", "Copying the node image: 100 %"]
    assert paths.root.read_bytes() == image.read_bytes()
    assert {path.name for path in paths.folder.iterdir()} == {
        *("vm.json", "root.qcow2", "data.qcow2", "uefi-variables.qcow2"),
    }
    sizes = {command.argv[1]: command.argv[-1] for command in host.commands}
    assert sizes["resize"] == str(int(ROOT))
    assert sizes["create"] == str(int(DATA))


@pytest.mark.parametrize("cut", range(1, 4))
async def test_create_that_was_cut_off_is_not_whole_and_can_be_repeated(
    hypervisor: QemuHypervisor,
    vm: VmSpec,
    image: Path,
    host: FakeQemuHost,
    paths: VmPaths,
    cut: int,
) -> None:
    class PowerCutError(BaseException):
        pass

    def cut_off(_: Command) -> None:
        if len(host.commands) == cut:
            raise PowerCutError

    host.on_command = cut_off
    with pytest.raises(PowerCutError):
        await create(hypervisor, vm, image)
    assert not await hypervisor.created(vm)
    assert await hypervisor.describe(vm) is VmPower.STOPPED
    with pytest.raises(VmNotStarted):
        await hypervisor.start(vm)
    await create(hypervisor, vm, image)
    assert await hypervisor.created(vm)
    assert not [path for path in paths.folder.iterdir() if "partial" in path.name]


async def test_a_vm_that_was_cut_off_in_the_making_can_be_deleted(
    hypervisor: QemuHypervisor, vm: VmSpec, image: Path, host: FakeQemuHost, vm_root: Path
) -> None:
    def fail(command: Command) -> None:
        if command.argv[0] == "qemu-img":
            raise CommandFailed("Making a disk", argv=("x",), returncode=1)

    host.on_command = fail
    with pytest.raises(CommandFailed):
        await create(hypervisor, vm, image)
    await hypervisor.delete(vm)
    assert list(vm_root.iterdir()) == []


async def test_a_removal_that_was_cut_off_is_told_and_can_be_repeated(
    made: QemuHypervisor,
    vm: VmSpec,
    paths: VmPaths,
    vm_root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path == paths.root:
            raise PermissionError("the system refuses")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CommandFailed, match="Removing the virtual machine node-1") as caught:
        await made.delete(vm)
    assert "the system refuses" in caught.value.details
    assert await made.describe(vm) is VmPower.STOPPED
    monkeypatch.undo()
    await made.delete(vm)
    assert list(vm_root.iterdir()) == []


async def test_a_missing_image_is_told_in_the_systems_words(
    hypervisor: QemuHypervisor, vm: VmSpec, tmp_path: Path
) -> None:
    with pytest.raises(CommandFailed, match="Copying the node image failed") as caught:
        await create(hypervisor, vm, tmp_path / "gone.qcow2")
    assert "No such file" in caught.value.details
    assert not await hypervisor.created(vm)


@pytest.mark.parametrize(
    "content",
    ["", "not json", "{}", '{"owner": "other", "cluster": "c", "name": "n", "created": true}'],
)
async def test_a_folder_with_another_mark_is_foreign(
    hypervisor: QemuHypervisor, vm: VmSpec, paths: VmPaths, content: str
) -> None:
    paths.folder.mkdir(parents=True)
    paths.marker.write_text(content)
    with pytest.raises(ForeignResource) as caught:
        await hypervisor.delete(vm)
    assert str(paths.folder) in caught.value.details
    assert paths.marker.read_text() == content


async def test_a_link_in_place_of_the_folder_is_foreign(
    made: QemuHypervisor, vm: VmSpec, paths: VmPaths
) -> None:
    link = paths.folder.with_name("link")
    link.symlink_to(paths.folder)
    with pytest.raises(ForeignResource):
        await made.delete(dataclasses.replace(vm, name="link"))
    assert paths.root.exists()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../shop"])
async def test_a_name_that_leads_out_of_the_folder_is_refused(
    hypervisor: QemuHypervisor, vm: VmSpec, name: str
) -> None:
    with pytest.raises(ValueError, match="name of a folder"):
        await hypervisor.delete(dataclasses.replace(vm, name=name))


async def test_eject_takes_the_medium_out_closes_its_file_and_changes_the_script(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths, tmp_path: Path
) -> None:
    source = tmp_path / "seed"
    source.write_bytes(b"key")
    await made.attach(vm, Medium.SEED, source)
    assert not source.exists()
    assert paths.medium(Medium.SEED).stat().st_mode & 0o777 == 0o600
    assert "seed.iso" in paths.script.read_text()
    await made.start(vm)
    await made.eject(vm, Medium.SEED)
    (process,) = host.processes.values()
    assert process.media == set()
    assert process.nodes == {"root", "data"}
    assert "seed.iso" not in paths.script.read_text()


async def test_eject_repeats_after_a_cut_between_the_drive_and_the_file(
    made: QemuHypervisor, vm: VmSpec, host: FakeQemuHost, paths: VmPaths, tmp_path: Path
) -> None:
    source = tmp_path / "seed"
    source.write_bytes(b"key")
    await made.attach(vm, Medium.SEED, source)
    await made.start(vm)
    (process,) = host.processes.values()
    process.media.clear()
    process.nodes.discard("seed")
    await made.eject(vm, Medium.SEED)
    assert not paths.medium(Medium.SEED).exists()


async def test_cancelling_the_copy_leaves_nothing_that_looks_whole(
    hypervisor: QemuHypervisor,
    vm: VmSpec,
    image: Path,
    paths: VmPaths,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("installer.hypervisors.qemu_parts.transfer._CHUNK", 1)
    begun = asyncio.Event()
    task = asyncio.create_task(
        hypervisor.create(
            vm, image=image, root_size=ROOT, data_size=DATA, report=lambda _: begun.set()
        )
    )
    await begun.wait()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert task.cancelled()
    assert not paths.root.exists()
    monkeypatch.undo()
    await create(hypervisor, vm, image)
    assert paths.root.read_bytes() == image.read_bytes()
