"""A simulated PC: it shows the files and answers the commands by which facts are read.

It speaks the words of a real Linux PC, so the real parsers judge it.
"""

from __future__ import annotations

from installer.errors import UsageError
from installer.host.base import Command, Result
from installer.simulator.pc_answers import Answers
from installer.simulator.pc_files import files
from installer.simulator.world import SimWorld

_COMMAND_SECONDS = 0.1


class SimPc:
    """This PC, as a scenario describes it."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world
        self._files = files(world.scenario.pc)
        answers = Answers(world.scenario.pc, world.folder)
        self._programs = {
            "chronyc": answers.chrony,
            "date": answers.date,
            "df": answers.df,
            "dmesg": answers.log,
            "find": answers.clusters,
            "firewall-cmd": answers.firewalld,
            "id": answers.who,
            "iptables": answers.iptables,
            "ls": answers.descriptors,
            "nmcli": answers.connectivity,
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
        if program not in self._programs:
            raise UsageError(
                "A simulated PC does not know this command.",
                details=f"{command.line}\nknown: {', '.join(sorted(self._programs))}",
            )
        return self._programs[program](command)

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`."""
        await self._world.touch(f"pc read {path}")
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`; nothing of a simulated PC is ever written."""
        await self._world.touch(f"pc write {path}")

    async def aclose(self) -> None:
        """Nothing is held."""
