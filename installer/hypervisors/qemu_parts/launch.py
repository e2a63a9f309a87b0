"""Starts QEMU by the VM's own script, and turns its refusal into an error for people."""

from __future__ import annotations

from installer.clock import Clock
from installer.errors import ForeignResource, MissingTool, VmNotStarted
from installer.host.base import Command, HostDriver, Result
from installer.hypervisors.qemu_parts.argv import PROGRAM
from installer.hypervisors.qemu_parts.console import LINES, tail
from installer.hypervisors.qemu_parts.links import FOREIGN_DEVICE
from installer.hypervisors.qemu_parts.paths import VmPaths

_START_TIMEOUT = 120.0
_SHELL_NOT_FOUND = 127
# QEMU's words for a disk that another process holds.  One that was killed a moment ago has lost its
# command line, by which it is known, before it lets go of its files.
_HELD = 'Failed to get "write" lock'
_HELD_LIMIT, _HELD_SECONDS = 10.0, 0.5


async def launch(host: HostDriver, clock: Clock, name: str, paths: VmPaths) -> None:
    """Run the script; QEMU goes on in the background.

    Raises VmNotStarted, MissingTool or ForeignResource.
    """
    command = Command(
        argv=("sh", str(paths.script)), purpose=f"Starting the virtual machine {name}"
    )
    result = await _run(host, clock, command)
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


async def _run(host: HostDriver, clock: Clock, command: Command) -> Result:
    """Run the script, again and again as long as only a disk is still held."""
    deadline = clock.monotonic() + _HELD_LIMIT
    while True:
        result = await host.run(command, timeout=_START_TIMEOUT)
        held = result.returncode != 0 and _HELD in result.output
        if not held or clock.monotonic() > deadline:
            return result
        await clock.sleep(_HELD_SECONDS)
