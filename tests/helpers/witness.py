"""Sees what a run lets out: every command, and every file before it is taken away again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from installer.host.base import Command, Result
from installer.simulator.node import SimNode
from installer.simulator.pc import SimPc


@dataclass(frozen=True)
class SeenFile:
    """A file at the moment at which it went, or at the end."""

    path: Path
    mode: int
    content: bytes


@dataclass
class Witness:
    """What was seen below `root`."""

    root: Path
    commands: list[Command] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    files: list[SeenFile] = field(default_factory=list)
    active: bool = False

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The interpreter tells of a file or folder that is about to go."""
        if self.active and event in ("os.remove", "os.rename", "shutil.rmtree"):
            self.look(Path(arguments[0]))

    def look(self, path: Path) -> None:
        """Take note of a file, or of all in a folder."""
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.is_relative_to(self.root) and file.is_file():
                mode, content = file.stat().st_mode & 0o777, file.read_bytes()
                self.files.append(SeenFile(file, mode, content))

    def watch_commands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take note of every command on the PC and in nodes, and of what nodes answer."""
        for kind in (SimPc, SimNode):
            real = kind.run

            async def run(
                driver: Any, command: Command, *, timeout: float, real: Any = real
            ) -> Result:
                self.commands.append(command)
                result: Result = await real(driver, command, timeout=timeout)
                self.answers.append(result.output)
                return result

            monkeypatch.setattr(kind, "run", run)


@contextmanager
def watching(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    """Watch until the block ends; what is there at the end is seen too."""
    witness = Witness(root)
    # A hook of the interpreter cannot be taken away again, so it falls asleep.
    sys.addaudithook(witness.audit)
    witness.watch_commands(monkeypatch)
    witness.active = True
    try:
        yield witness
    finally:
        witness.active = False
        witness.look(root)
