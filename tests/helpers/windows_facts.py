"""Which script of a Windows PC each fact is read from."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from installer.engine.preflight import all_facts
from installer.facts.base import FactSpec, Platform, Reading, Target
from installer.host.base import Command, Result


class Asked:
    """A PC that notes the script it is asked for, and answers with an empty object."""

    def __init__(self) -> None:
        self.names: list[str] = []

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.names.append(command.name)
        return Result(0, "{}")

    async def read_text(self, path: str) -> str:
        raise FileNotFoundError(path)

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        raise PermissionError(path)

    async def aclose(self) -> None:
        """Nothing is held."""


def windows_readings() -> Iterator[tuple[str, FactSpec[Any], Reading[Any]]]:
    """The name of the script (without its folder), the fact, and how it is read."""
    for spec in all_facts(Platform.WINDOWS):
        reading = spec.on(Platform.WINDOWS)
        assert reading is not None
        asked = Asked()
        asyncio.run(_read(reading, asked))
        [name] = asked.names
        yield name.removeprefix("facts/"), spec, reading


async def _read(reading: Reading[Any], asked: Asked) -> None:
    await reading.read(Target(asked, r"C:\ProgramData\Edgewright", platform=Platform.WINDOWS))
