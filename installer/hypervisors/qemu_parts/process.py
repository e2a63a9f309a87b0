"""The QEMU process of a virtual machine, found again by its number and its command line.

The number alone is no proof: after a crash or a reboot it may belong to any other program.
"""

from __future__ import annotations

from itertools import pairwise

from installer.clock import Clock
from installer.host.base import Command, HostDriver
from installer.hypervisors.qemu_parts.paths import VmPaths

_POLL_SECONDS = 0.25


async def running_pid(host: HostDriver, paths: VmPaths) -> int | None:
    """The number of the VM's process, None when it does not run."""
    try:
        text = (await host.read_text(str(paths.pid))).strip()
    except FileNotFoundError:
        return None
    if not text.isdigit():
        return None
    return int(text) if await is_alive(host, paths, int(text)) else None


async def is_alive(host: HostDriver, paths: VmPaths, pid: int) -> bool:
    """Whether the process of this number lives and runs this VM.

    A process that has ended but was not yet collected by its parent has an empty command line.
    """
    try:
        line = await host.read_text(f"/proc/{pid}/cmdline")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return ("-pidfile", str(paths.pid)) in pairwise(line.split("\0"))


async def wait_gone(
    host: HostDriver, clock: Clock, paths: VmPaths, pid: int, *, seconds: float
) -> bool:
    """Wait until the process has ended; False when it still lives after `seconds`."""
    deadline = clock.monotonic() + seconds
    while await is_alive(host, paths, pid):
        if clock.monotonic() >= deadline:
            return False
        await clock.sleep(_POLL_SECONDS)
    return True


async def kill(host: HostDriver, pid: int) -> None:
    """End a process at once; one that has just ended by itself is no fault."""
    command = Command(argv=("kill", "-KILL", str(pid)), purpose="Switching the virtual machine off")
    await host.run(command, timeout=10)
