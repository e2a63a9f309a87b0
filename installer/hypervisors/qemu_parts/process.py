"""The QEMU process of a virtual machine, found again by its number and its command line.

The number alone is no proof: after a crash or a reboot it may belong to any other program.
"""

from __future__ import annotations

from itertools import pairwise

from installer.clock import Clock
from installer.host.base import Command, HostDriver
from installer.hypervisors.qemu_parts.paths import VmPaths

_POLL_SECONDS = 0.25
_SEARCH_SECONDS = 30.0


async def running_pid(host: HostDriver, paths: VmPaths) -> int | None:
    """The number of the VM's process, None when it does not run."""
    pid = await _written_pid(host, paths)
    if pid is not None and await is_alive(host, paths, pid):
        return pid
    return await _found_pid(host, paths)


async def _written_pid(host: HostDriver, paths: VmPaths) -> int | None:
    try:
        text = (await host.read_text(str(paths.pid))).strip()
    except FileNotFoundError:
        return None
    return int(text) if text.isdigit() else None


async def _found_pid(host: HostDriver, paths: VmPaths) -> int | None:
    """Look among all processes: the file may be old, damaged or cleared away while QEMU runs."""
    command = Command(
        argv=(
            *("find", "/proc", "-maxdepth", "2", "-name", "cmdline"),
            *("-exec", "grep", "-lsF", "-e", str(paths.pid), "{}", "+"),
        ),
        purpose="Looking for the process of the virtual machine",
    )
    # Processes end while they are looked at, so find's own exit code tells nothing.
    result = await host.run(command, timeout=_SEARCH_SECONDS)
    for line in result.stdout.splitlines():
        number = line.split("/")[2] if line.startswith("/proc/") else ""
        if number.isdigit() and await is_alive(host, paths, int(number)):
            return int(number)
    return None


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
