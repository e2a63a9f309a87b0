"""Snapshots of a virtual machine: inside its qcow2 files, so they go where the disks go.

A snapshot is whole when every disk has it.  It is taken of a stopped machine: then the file
systems on the disks are clean, and the disks of one machine and the machines of one cluster
fit together, which a running machine could not promise.
"""

from __future__ import annotations

from pathlib import Path

from installer.errors import CommandFailed
from installer.files import sync_folder
from installer.host.base import HostDriver
from installer.hypervisors.qemu_parts import qmp
from installer.hypervisors.qemu_parts.disks import image_info, qemu_img
from installer.hypervisors.qemu_parts.paths import VmPaths

# qemu-img takes a name of digits for the number of a snapshot; with this it is never one.
_PREFIX = "edgewright-"
# How a running QEMU knows the disks, in the order of `VmPaths.disks`; see argv.
_DEVICES = ("root", "data", "pflash1")


async def labels(host: HostDriver, paths: VmPaths) -> tuple[str, ...]:
    """The whole snapshots of a VM, the oldest first."""
    tags = [await _tags(host, disk) for disk in paths.disks]
    whole = (tag for tag in tags[0] if all(tag in others for others in tags))
    return tuple(tag.removeprefix(_PREFIX) for tag in whole if tag.startswith(_PREFIX))


async def take(host: HostDriver, paths: VmPaths, label: str) -> None:
    """Take a snapshot of every disk, in place of what an earlier try has left of it."""
    await delete(host, paths, label)
    for disk in paths.disks:
        await _change(host, "Taking a snapshot", "-c", label, disk)


async def give_back(host: HostDriver, paths: VmPaths, label: str) -> None:
    """Bring every disk back.  A mark keeps the VM from being started before all are."""
    if label not in await labels(host, paths):
        raise CommandFailed(
            "Returning to a snapshot",
            argv=("qemu-img", "snapshot", "-a", _PREFIX + label, str(paths.folder)),
            returncode=1,
            output=f"not every disk of {paths.folder.name} has a snapshot {label}",
        )
    paths.returning.touch(mode=0o600)
    sync_folder(paths.folder)
    for disk in paths.disks:
        await _change(host, "Returning to a snapshot", "-a", label, disk)
    paths.returning.unlink()
    sync_folder(paths.folder)


async def delete(host: HostDriver, paths: VmPaths, label: str) -> None:
    """Forget a snapshot of a stopped VM, whole or not."""
    for disk in paths.disks:
        if _PREFIX + label in await _tags(host, disk):
            await _change(host, "Deleting a snapshot", "-d", label, disk)


async def delete_running(host: HostDriver, paths: VmPaths, label: str) -> None:
    """Forget a snapshot of a running VM, whole or not."""
    devices = [
        device
        for device, disk in zip(_DEVICES, paths.disks, strict=True)
        if _PREFIX + label in await _tags(host, disk)
    ]
    with qmp.qmp_trouble("Deleting a snapshot", "blockdev-snapshot-delete-internal-sync", label):
        await qmp.delete_snapshot(paths.folder, devices, _PREFIX + label)


async def _tags(host: HostDriver, disk: Path) -> list[str]:
    info = await image_info(host, disk)
    return [str(snapshot["name"]) for snapshot in info.get("snapshots", ())]


async def _change(host: HostDriver, purpose: str, verb: str, label: str, disk: Path) -> None:
    await qemu_img(host, purpose, "snapshot", "-q", verb, _PREFIX + label, str(disk))
