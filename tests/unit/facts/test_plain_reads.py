"""Facts that are one file or one command: where they look."""

from __future__ import annotations

from typing import Any

import pytest

from installer.errors import CommandFailed
from installer.facts import architecture, memory, processors, routes
from installer.facts.base import FactSpec
from installer.host.base import Result
from tests.unit.facts.scripted import ScriptedHost, target


@pytest.mark.parametrize(
    ("fact", "path"),
    [
        (memory.FACT, "/proc/meminfo"),
        (processors.FACT, "/proc/cpuinfo"),
        (routes.FACT, "/proc/net/route"),
    ],
)
async def test_a_file_of_the_kernel_is_read(fact: FactSpec[Any], path: str) -> None:
    assert await fact.read(target(ScriptedHost(files={path: "words"}))) == "words"


async def test_the_architecture_is_what_the_kernel_says() -> None:
    host = ScriptedHost({"uname -m": Result(0, "aarch64\n")})
    fact = architecture.FACT
    assert fact.parse(await fact.read(target(host))) == "aarch64"
    with pytest.raises(CommandFailed):
        await fact.read(target(ScriptedHost({"uname -m": Result(1)})))
