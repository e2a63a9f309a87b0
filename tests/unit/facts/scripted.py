"""A PC that answers only what a test wrote down."""

from __future__ import annotations

from collections.abc import Mapping

from installer.facts.base import Target
from installer.host.base import Command, Result

STATE = "/home/shop/.local/share/edgewright"


class ScriptedHost:
    """Commands by the beginning of their line; a result, or an error that is raised.

    A command without an answer is a fault of the test; a file without one does not exist.
    """

    def __init__(
        self,
        commands: Mapping[str, Result | Exception] | None = None,
        files: Mapping[str, str | Exception] | None = None,
    ) -> None:
        self._commands = dict(commands or {})
        self._files = dict(files or {})
        self.asked: list[str] = []

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.asked.append(command.line)
        fitting = [start for start in self._commands if command.line.startswith(start)]
        assert fitting, f"{command.line!r} has no answer; known: {sorted(self._commands)}"
        answer = self._commands[max(fitting, key=len)]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def read_text(self, path: str) -> str:
        self.asked.append(path)
        answer = self._files.get(path, FileNotFoundError(path))
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        raise AssertionError("a fact changes nothing")

    async def aclose(self) -> None:
        """Nothing is held."""


def target(host: ScriptedHost) -> Target:
    """The scripted PC, with its usual state folder."""
    return Target(host, STATE)
