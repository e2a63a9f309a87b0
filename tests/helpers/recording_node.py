"""A node that remembers what was done to it, and can lose its connection at a given moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from installer.errors import HostUnreachable
from installer.host.base import Command, HostDriver, Result


@dataclass
class RecordingNode:
    """Hands everything on to another driver; the moments of its use are counted from 1."""

    inner: HostDriver
    lost_at: int = 0
    used: int = 0
    commands: list[Command] = field(default_factory=list)
    answers: list[Result] = field(default_factory=list)
    written: dict[str, tuple[str, int]] = field(default_factory=dict)

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`."""
        self._use()
        self.commands.append(command)
        result = await self.inner.run(command, timeout=timeout)
        self.answers.append(result)
        return result

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`."""
        self._use()
        return await self.inner.read_text(path)

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`."""
        self._use()
        self.written[path] = (text, mode)
        await self.inner.write_text(path, text, mode=mode)

    async def aclose(self) -> None:
        """See `HostDriver.aclose`."""
        await self.inner.aclose()

    def _use(self) -> None:
        self.used += 1
        if self.used == self.lost_at:
            raise HostUnreachable("The connection to the node was lost.")

    @property
    def command_lines(self) -> str:
        """Everything that stood on a command line or in the environment of a command."""
        return "\n".join(
            f"{command.line} {command.name} {' '.join(command.arguments.values())}"
            for command in self.commands
        )
