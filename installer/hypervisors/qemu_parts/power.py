"""Brings a running virtual machine to an end: the power button, then "quit", then a kill."""

from __future__ import annotations

from installer.clock import Clock
from installer.errors import CommandFailed
from installer.host.base import HostDriver
from installer.hypervisors.qemu_parts import process, qmp
from installer.hypervisors.qemu_parts.paths import VmPaths

_QUIT_SECONDS = 15.0
_KILL_SECONDS = 10.0
# A guest that still boots does not hear the power button yet, so it is pressed again.
_PRESS_AGAIN_SECONDS = 10.0


async def shut_down(host: HostDriver, clock: Clock, paths: VmPaths, *, grace: float) -> None:
    """Shut the guest down in order; switch off when it still runs after `grace` seconds.

    Nothing happens when the VM does not run.  Raises CommandFailed when the process outlives
    even a kill.
    """
    pid = await process.running_pid(host, paths)
    if pid is None:
        return
    deadline = clock.monotonic() + grace
    while (left := deadline - clock.monotonic()) > 0:
        try:
            await qmp.press_power_button(paths.folder)
        except qmp.QmpUnavailable:
            break  # it has just ended, or it hangs: then no button helps
        wait = min(left, _PRESS_AGAIN_SECONDS)
        if await process.wait_gone(host, clock, paths, pid, seconds=wait):
            return
    await _switch_off(host, clock, paths, pid)


async def _switch_off(host: HostDriver, clock: Clock, paths: VmPaths, pid: int) -> None:
    try:
        await qmp.switch_off(paths.folder)
        seconds = _QUIT_SECONDS
    except qmp.QmpUnavailable:
        seconds = 0.0
    if await process.wait_gone(host, clock, paths, pid, seconds=seconds):
        return
    await process.kill(host, pid)
    if not await process.wait_gone(host, clock, paths, pid, seconds=_KILL_SECONDS):
        raise CommandFailed(
            "Switching the virtual machine off",
            argv=("kill", "-KILL", str(pid)),
            returncode=1,
            output=f"process {pid} still runs",
        )
