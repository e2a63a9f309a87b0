"""Runs commands as an administrator, without ever handling a password.

A program of root's runs them as they are.  Otherwise sudo(8) is used where it asks for nothing,
then pkexec(1), whose question the desktop puts to the user.  Where neither helps, the error names
the commands that an administrator has to run.
"""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Sequence
from typing import Protocol

from installer.errors import AdminNeeded, MissingTool
from installer.host.base import Command, HostDriver, Result

_SUDO, _PKEXEC = ("sudo", "-n", "--"), ("pkexec",)
# pkexec's own codes: the question was refused, or there was nobody to ask (pkexec(1)).
_NOT_AUTHORIZED = (126, 127)
_ASKING_SECONDS = 20


class Hands(Protocol):
    """The hands of an administrator on one PC."""

    async def ready(self) -> None:
        """See whether they can be used; raises AdminNeeded when not."""
        ...

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`; raises AdminNeeded too, and then the command did not run."""
        ...


class Administrator:
    """Root's hands on one PC; `commands` is what stands in the error when there is no way."""

    def __init__(self, pc: HostDriver, commands: Sequence[Command]) -> None:
        self._pc = pc
        self._commands = tuple(commands)
        self._way: tuple[str, ...] | None = None

    async def ready(self) -> None:
        """Find the way to become an administrator; raises AdminNeeded when there is none."""
        if self._way is None:
            self._way = await self._find_way()

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`; raises AdminNeeded too, and then the command did not run."""
        await self.ready()
        way = self._way or ()
        result = await self._pc.run(
            dataclasses.replace(command, argv=(*way, *command.argv)), timeout=timeout
        )
        if way == _PKEXEC and result.returncode in _NOT_AUTHORIZED:
            raise self._needed(result.output)
        return result

    async def _find_way(self) -> tuple[str, ...]:
        if (await self._ask("id", "-u")).stdout.strip() == "0":
            return ()
        for argv, way in (((*_SUDO, "true"), _SUDO), (("pkexec", "--version"), _PKEXEC)):
            if (await self._ask(*argv)).returncode == 0:
                return way
        raise self._needed("neither sudo without a password nor pkexec is available")

    async def _ask(self, *argv: str) -> Result:
        command = Command(argv=argv, purpose="Looking for a way to become an administrator")
        try:
            return await self._pc.run(command, timeout=_ASKING_SECONDS)
        except MissingTool as error:
            return Result(_NOT_AUTHORIZED[1], "", error.details)

    def _needed(self, why: str) -> AdminNeeded:
        lines = [why, *(admin_line(command) for command in self._commands)]
        return AdminNeeded(
            "This needs an administrator of this PC.", details="\n".join(lines).strip()
        )


def admin_line(command: Command) -> str:
    """The command as an administrator would type it."""
    if command.shown:
        return command.shown
    line = f"sudo {command.line}"
    if command.stdin is None:
        return line
    return f"echo {shlex.quote(command.stdin.decode().rstrip())} | {line}"
