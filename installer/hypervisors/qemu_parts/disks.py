"""The disks of a virtual machine: root (a whole copy of the image), data, UEFI variables.

Each is made under another name and put in place when it is whole, so making can be cut off at
any moment and repeated.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from installer.host.base import Command, HostDriver, checked
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.hypervisors.qemu_parts.transfer import copy_file, partial, settle
from installer.units import Size

_TIMEOUT = 120.0
_REPORT_EVERY, _WHOLE = 5, 100  # percent


async def make_root(
    host: HostDriver,
    paths: VmPaths,
    *,
    image: Path,
    size: Size,
    report: Callable[[str], None],
) -> None:
    """Copy the whole image, so that the USB stick with the bundle can be taken away."""
    if paths.root.exists():
        return
    growing = partial(paths.root)

    due = 0

    def progress(percent: int) -> None:
        nonlocal due
        if percent >= due or percent == _WHOLE:
            due = percent + _REPORT_EVERY
            report(f"Copying the node image: {percent} %")

    await copy_file(image, growing, progress)
    await qemu_img(
        host, "Growing the root disk", "resize", "-q", "-f", "qcow2", str(growing), str(int(size))
    )
    await settle(growing, paths.root)


async def make_data(host: HostDriver, paths: VmPaths, *, size: Size) -> None:
    """Make the empty data disk; it takes room on the PC only as it fills."""
    if paths.data.exists():
        return
    growing = partial(paths.data)
    await qemu_img(
        host,
        "Making the data disk",
        *("create", "-q", "-f", "qcow2", "-o", "lazy_refcounts=on", str(growing), str(int(size))),
    )
    await settle(growing, paths.data)


async def make_variables(host: HostDriver, paths: VmPaths, *, template: str) -> None:
    """Make the VM's own UEFI variables from the empty ones of the firmware."""
    if paths.variables.exists():
        return
    growing = partial(paths.variables)
    await qemu_img(
        host,
        "Making the firmware's variables",
        *("convert", "-O", "qcow2", template, str(growing)),
    )
    await settle(growing, paths.variables)


async def data_size(host: HostDriver, paths: VmPaths) -> Size:
    """The size of the data disk as the node sees it, whether the VM runs or not."""
    return Size((await image_info(host, paths.data))["virtual-size"])


async def grow_data(host: HostDriver, paths: VmPaths, *, size: Size) -> None:
    """Make the data disk of a stopped VM larger."""
    await qemu_img(
        host,
        "Growing the data disk",
        *("resize", "-q", "-f", "qcow2", str(paths.data), str(int(size))),
    )


async def image_info(host: HostDriver, disk: Path) -> dict[str, Any]:
    """What qemu-img knows of a disk, also of one that a running VM has open (`-U`)."""
    text = await qemu_img(
        host, "Looking at a disk of the node", "info", "-U", "--output=json", str(disk)
    )
    info: dict[str, Any] = json.loads(text)
    return info


async def qemu_img(host: HostDriver, purpose: str, *arguments: str) -> str:
    """Run qemu-img and return what it says; raises CommandFailed with its own words."""
    command = Command(argv=("qemu-img", *arguments), purpose=purpose)
    return await checked(host, command, timeout=_TIMEOUT)
