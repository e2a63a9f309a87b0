from __future__ import annotations

import pytest

from installer.errors import CommandFailed, MissingTool
from installer.facts.qemu import FACT, Qemu
from installer.host.base import Result
from tests.unit.facts.scripted import ScriptedHost, target

SYSTEM, IMAGE_TOOL = "qemu-system-x86_64 --version", "qemu-img --version"
ANSWERS = {
    SYSTEM: Result(0, "QEMU emulator version 8.2.2\nCopyright (c) 2003-2023 Fabrice Bellard\n"),
    IMAGE_TOOL: Result(0, "qemu-img version 8.2.2\n"),
}


async def test_both_versions_are_asked_for() -> None:
    assert FACT.parse(await FACT.read(target(ScriptedHost(ANSWERS)))) == Qemu("8.2.2", "8.2.2")


async def test_a_program_that_is_not_installed_is_not_an_error() -> None:
    host = ScriptedHost({**ANSWERS, IMAGE_TOOL: MissingTool("qemu-img", "qemu-utils")})
    assert FACT.parse(await FACT.read(target(host))) == Qemu("8.2.2", "")


async def test_a_program_that_cannot_start_is_an_error_with_its_words() -> None:
    broken = Result(127, "", "error while loading shared libraries")
    with pytest.raises(CommandFailed) as caught:
        await FACT.read(target(ScriptedHost({**ANSWERS, SYSTEM: broken})))
    assert "shared libraries" in caught.value.details
