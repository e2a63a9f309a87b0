"""Which instructions the PC's processor understands."""

from __future__ import annotations

import json

from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command, checked


async def read(target: Target) -> str:
    """The kernel's word for its machine (uname(1))."""
    command = Command(argv=("uname", "-m"), purpose="Asking for the processor architecture")
    return await checked(target.host, command, timeout=10)


def parse(text: str) -> str:
    """`x86_64`, `aarch64`, ...; raises ValueError when there is no word."""
    word = text.strip()
    if not word:
        raise ValueError("uname said nothing")
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(word.lower(), word)


def parse_windows(text: str) -> str:
    """As `parse`, from what Windows says of itself."""
    return parse(json.loads(text)["architecture"])


FACT = FactSpec(
    id="host.architecture", read=read, parse=parse, windows=from_script("computer", parse_windows)
)
