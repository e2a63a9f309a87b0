"""The mark by which a virtual machine is known to be ours, and to be whole.

`vm.json` stands in the folder before anything else does: the folder is filled under another
name first and appears together with its mark.  Without it, or with another owner in it, a
folder is somebody else's and is never touched.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from installer.errors import ForeignResource
from installer.files import sync_folder, write_private
from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts.paths import VmPaths


class VmMarker(BaseModel):
    """Content of `vm.json`; `created` is true once `create` ran to its end."""

    model_config = ConfigDict(frozen=True)

    format: int = 1
    owner: str
    cluster: str
    name: str
    created: bool


def read_marker(vm: VmSpec, paths: VmPaths) -> VmMarker | None:
    """The marker of a VM, None where there is no VM (an empty folder is none).

    Raises ForeignResource when the folder is not this cluster's.
    """
    folder = paths.folder
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _foreign(vm, folder, "it is not a folder")
    try:
        text = paths.marker.read_text("utf-8")
    except FileNotFoundError:
        if folder.is_dir() and any(folder.iterdir()):
            raise _foreign(vm, folder, f"it has no {paths.marker.name}") from None
        return None
    try:
        marker = VmMarker.model_validate_json(text)
    except ValidationError as error:
        raise _foreign(vm, folder, f"{paths.marker.name} cannot be read: {error}") from error
    if marker.owner != vm.owner:
        raise _foreign(vm, folder, f"its owner is {marker.owner}, not {vm.owner}")
    return marker


def make_folder(vm: VmSpec, paths: VmPaths) -> None:
    """Make the VM's folder, with its mark already inside."""
    paths.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = paths.folder.with_name(f".{paths.folder.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(mode=0o700)
    _write(vm, VmPaths(fresh), created=False)
    fresh.rename(paths.folder)
    sync_folder(paths.folder.parent)


def mark_created(vm: VmSpec, paths: VmPaths) -> None:
    """Say that the VM is whole; on the disk when this returns."""
    sync_folder(paths.folder)
    _write(vm, paths, created=True)


def remove_folder(paths: VmPaths) -> None:
    """Remove the folder, its mark last: what a power cut leaves is still known as ours."""
    for path in paths.folder.iterdir():
        if path == paths.marker:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    paths.marker.unlink()
    paths.folder.rmdir()


def _write(vm: VmSpec, paths: VmPaths, *, created: bool) -> None:
    marker = VmMarker(owner=vm.owner, cluster=vm.cluster, name=vm.name, created=created)
    write_private(paths.marker, marker.model_dump_json(indent=2).encode() + b"\n")


def _foreign(vm: VmSpec, folder: Path, reason: str) -> ForeignResource:
    return ForeignResource(
        f"There is already something where the virtual machine {vm.name} belongs, "
        "and this cluster did not make it.",
        details=f"{folder}: {reason}",
    )
