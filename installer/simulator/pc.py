"""A simulated PC: it shows the files and answers the commands by which facts are read.

It speaks the words of a real Linux PC, so the real parsers judge it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from installer.errors import UsageError
from installer.host.base import Command, Result
from installer.simulator.pc_admin import Administration
from installer.simulator.pc_answers import Answers
from installer.simulator.pc_files import files
from installer.simulator.world import SimWorld

_COMMAND_SECONDS = 0.1


class SimPc:
    """This PC, as a scenario describes it."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world
        self._folder = world.folder
        self._admin = Administration(world)

    def _programs(self) -> dict[str, Callable[[Command], Result]]:
        answers = Answers(self._admin.pc(), self._folder)
        return {
            **self._admin.programs,
            "chronyc": answers.chrony,
            "date": answers.date,
            "df": answers.df,
            "dmesg": answers.log,
            "find": answers.clusters,
            "firewall-cmd": answers.firewalld,
            "id": answers.who,
            "ip": answers.ip,
            "iptables": answers.iptables,
            "ls": answers.descriptors,
            "nmcli": answers.connectivity,
            "ping": answers.ping,
            "ps": answers.processes,
            "qemu-img": answers.qemu,
            "qemu-system-x86_64": answers.qemu,
            "sh": answers.script,
            "stat": answers.stat,
            "systemd-detect-virt": answers.platform,
            "test": answers.test,
            "timedatectl": answers.timedatectl,
            "uname": answers.architecture,
        }

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`; a command that it does not know is an error, not a guess."""
        program = command.argv[0].rsplit("/", 1)[-1]
        await self._world.touch(f"pc {program}", _COMMAND_SECONDS)
        programs = self._programs()
        if program not in programs:
            raise UsageError(
                "A simulated PC does not know this command.",
                details=f"{command.line}\nknown: {', '.join(sorted(programs))}",
            )
        return programs[program](command)

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`."""
        await self._world.touch(f"pc read {path}")
        place = Path(path)
        if place.name == "journal.jsonl" and place.is_relative_to(self._folder):
            # The journals of a simulated PC are real files.
            return await asyncio.to_thread(place.read_text, "utf-8")
        there = {**files(self._admin.pc()), **self._admin.files()}
        if path not in there:
            raise FileNotFoundError(path)
        return there[path]

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`; nothing of a simulated PC is ever written."""
        await self._world.touch(f"pc write {path}")

    async def aclose(self) -> None:
        """Nothing is held."""
