"""An administrator's hands on a Windows PC: those of this program, when it was started so.

A program cannot become an administrator while it runs; Windows asks when a program is started.
"""

from __future__ import annotations

from collections.abc import Sequence

from installer.errors import AdminNeeded
from installer.host.admin import admin_line
from installer.host.base import Command, HostDriver, Result
from installer.host.windows_script import ask, windows_script

_ASKING_SECONDS = 60


class WindowsAdministrator:
    """See `Hands`; `commands` is what stands in the error when the program may not."""

    def __init__(self, pc: HostDriver, commands: Sequence[Command]) -> None:
        self._pc = pc
        self._commands = tuple(commands)

    async def ready(self) -> None:
        """See whether the program was started as an administrator; raises AdminNeeded."""
        script = windows_script("facts/rights", "Asking for the rights", {"folder": ""})
        if not (await ask(self._pc, script, timeout=_ASKING_SECONDS))["elevated"]:
            lines = [admin_line(command) for command in self._commands]
            raise AdminNeeded(
                "This needs an administrator of this PC.",
                details="\n".join(lines),
                resolution="Start the program anew with a right click, Run as administrator; or "
                "let an administrator run the commands below in PowerShell.",
            )

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`; raises AdminNeeded too, and then the command did not run."""
        await self.ready()
        return await self._pc.run(command, timeout=timeout)
