"""Where commands run: this PC, a node over SSH, or a simulated machine.

`HostDriver` is the only way by which the engine touches a machine's commands and files, so a
simulated host can take its place without anyone noticing.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from installer.errors import CommandFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: an argv list, never a line of text for a shell to take apart.

    `purpose` finishes the sentence "... failed." in words for people.  `name` identifies a
    script of `resources/node` or `resources/powershell` and is empty for other commands; `shown`
    is how an administrator would type it, where that is not the line itself.
    """

    argv: tuple[str, ...]
    purpose: str
    stdin: bytes | None = None
    name: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""

    @property
    def line(self) -> str:
        """The command as a shell would take it, every argument quoted."""
        return shlex.join(self.argv)


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended."""

    returncode: int
    stdout: str = ""
    stderr: str = ""

    @property
    def output(self) -> str:
        """Both streams, for evidence."""
        return "\n".join(part for part in (self.stdout.strip(), self.stderr.strip()) if part)


class HostDriver(Protocol):
    """A machine that runs commands and holds files."""

    async def run(self, command: Command, *, timeout: float) -> Result:
        """Run to the end; a non-zero exit code is a result, not an error.

        Raises MissingTool when the program does not exist, CommandTimeout after `timeout`
        seconds (the whole process tree is ended), HostUnreachable when the connection is lost.
        """
        ...

    async def read_text(self, path: str) -> str:
        """The content of a text file; raises FileNotFoundError or PermissionError."""
        ...

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """Write a whole text file at once with these permissions, folders included."""
        ...

    async def aclose(self) -> None:
        """Give back what the driver holds (a connection)."""
        ...


async def checked(host: HostDriver, command: Command, *, timeout: float) -> str:
    """Run a command that must succeed and return its standard output.

    Raises CommandFailed with the command's own words, and whatever `run` raises.
    """
    return succeeded(command, await host.run(command, timeout=timeout))


def succeeded(command: Command, result: Result) -> str:
    """The standard output of a command that must succeed; raises CommandFailed."""
    if result.returncode != 0:
        raise CommandFailed(
            command.purpose,
            argv=command.argv,
            returncode=result.returncode,
            output=result.output,
        )
    return result.stdout
