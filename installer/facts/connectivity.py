"""Whether this PC has found the internet, as far as it knows: no other machine is asked."""

from __future__ import annotations

from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command

_STATES = {"full", "limited", "none", "portal", "unknown"}


async def read(target: Target) -> str:
    """What NetworkManager found when it looked last (nmcli(1)); nothing without it."""
    command = Command(argv=("nmcli", "networking", "connectivity"), purpose="Asking for internet")
    try:
        return (await target.host.run(command, timeout=10)).stdout
    except MissingTool:
        return ""


def parse(text: str) -> str:
    """One of NetworkManager's words: `full`, `limited`, `none`, `portal`; else `unknown`."""
    word = text.strip().lower()
    return word if word in _STATES else "unknown"


FACT = FactSpec(id="host.connectivity", read=read, parse=parse)
