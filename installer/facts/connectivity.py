"""Whether this PC has found the internet, as far as it knows: no other machine is asked."""

from __future__ import annotations

import json

from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command

_STATES = {"full", "limited", "none", "portal", "unknown"}
# IPv4Connectivity of Get-NetConnectionProfile: 4 is the internet, 2 and 3 a network without it.
_REACH = {0: "none", 1: "none", 2: "limited", 3: "limited", 4: "full"}


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


def parse_windows(text: str) -> str:
    """The same words for what Windows has found (NLM_CONNECTIVITY of its profiles)."""
    return _REACH.get(int(json.loads(text)["reach"]), "unknown")


FACT = FactSpec(
    id="host.connectivity", read=read, parse=parse, windows=from_script("network", parse_windows)
)
