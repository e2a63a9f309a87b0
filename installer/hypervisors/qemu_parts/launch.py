"""Starts QEMU by the VM's own script, and turns its refusal into an error for people."""

from __future__ import annotations

from installer.errors import ForeignResource, MissingTool, VmNotStarted
from installer.host.base import Command, HostDriver
from installer.hypervisors.qemu_parts.argv import PROGRAM
from installer.hypervisors.qemu_parts.console import LINES, tail
from installer.hypervisors.qemu_parts.links import FOREIGN_DEVICE
from installer.hypervisors.qemu_parts.paths import VmPaths

_START_TIMEOUT = 120.0
_SHELL_NOT_FOUND = 127


async def launch(host: HostDriver, name: str, paths: VmPaths) -> None:
    """Run the script; QEMU goes on in the background.

    Raises VmNotStarted, MissingTool or ForeignResource.
    """
    command = Command(
        argv=("sh", str(paths.script)), purpose=f"Starting the virtual machine {name}"
    )
    result = await host.run(command, timeout=_START_TIMEOUT)
    if result.returncode == _SHELL_NOT_FOUND:
        raise MissingTool(PROGRAM, "qemu-system-x86")
    if result.returncode == FOREIGN_DEVICE:
        raise ForeignResource(
            f"A network device has the name that {name} needs, and this cluster did not make it.",
            details=result.output,
        )
    if result.returncode != 0:
        words = tail(paths.log, lines=LINES)
        raise VmNotStarted(
            f"The virtual machine {name} did not start.",
            details="\n".join(part for part in (result.output, words) if part),
        )
