"""A simulated Windows PC: it answers script by script, as the real scripts would."""

from __future__ import annotations

import json

from installer.errors import UsageError
from installer.host.base import Command, Result
from installer.host.windows_script import read_answer
from installer.simulator.windows_changes import windows_change
from installer.simulator.windows_description import SimulatedWindows
from installer.simulator.world import SimWorld

_SCRIPT_SECONDS = 0.5
_FACTS = "facts/"


class SimWindowsPc:
    """This PC, as a scenario describes it."""

    def __init__(self, world: SimWorld, pc: SimulatedWindows) -> None:
        self._world = world
        self._pc = pc

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `WindowsHost.run`; a script that it does not know is an error, not a guess."""
        await self._world.touch(f"pc {command.name}", _SCRIPT_SECONDS)
        if self._pc.constrained:
            said = Result(78, "<<EDGEWRIGHT-LANGUAGE:ConstrainedLanguage>>\n")
            read_answer(command, "simulated", said)
        if change := windows_change(command):
            with self._world.change() as state:
                for script, answers in change.items():
                    state.pc.windows.setdefault(script, {}).update(answers)
            return Result(0, "{}")
        name = command.name.removeprefix(_FACTS)
        if not command.name.startswith(_FACTS) or name not in SimulatedWindows.model_fields:
            raise UsageError(
                "A simulated Windows PC does not know this script.", details=command.line
            )
        answer = getattr(self._pc, name).model_dump(mode="json", by_alias=True)
        return Result(0, json.dumps({**answer, **self._world.state.pc.windows.get(name, {})}))

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`; it shows no files."""
        await self._world.touch(f"pc read {path}")
        raise FileNotFoundError(path)

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`; nothing of a simulated PC is ever written."""
        await self._world.touch(f"pc write {path}")

    async def aclose(self) -> None:
        """Nothing is held."""
