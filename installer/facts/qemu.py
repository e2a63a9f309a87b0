"""Whether QEMU is installed, and which version."""

from __future__ import annotations

import re
from dataclasses import dataclass

from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command, checked

_PROGRAMS = ("qemu-system-x86_64", "qemu-img")
_VERSION = re.compile(r"version (\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Qemu:
    """Versions such as `7.2.22`: empty for a program that is not installed, `0` when not known."""

    system: str
    image_tool: str


async def read(target: Target) -> str:
    """One line for each program: its name, then what it says of its version."""
    lines = []
    for program in _PROGRAMS:
        command = Command(argv=(program, "--version"), purpose="Asking QEMU for its version")
        try:
            answer = await checked(target.host, command, timeout=15)
        except MissingTool:
            answer = ""
        lines.append(f"{program}: {answer.splitlines()[0] if answer else ''}")
    return "\n".join(lines)


def parse(text: str) -> Qemu:
    """Read the two lines; an installed program whose version is not understood counts as `0`."""
    versions = []
    for line in text.splitlines():
        words = line.partition(": ")[2]
        match = _VERSION.search(words)
        versions.append(match[1] if match else ("0" if words else ""))
    system, image_tool = versions
    return Qemu(system, image_tool)


FACT = FactSpec(id="host.qemu", read=read, parse=parse, timeout=40)
