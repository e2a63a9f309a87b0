"""How much memory the PC has, and how much of it is free for a node."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target, from_script
from installer.units import KIB, Size


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in bytes; `available` is what programs can get without swapping."""

    total: Size
    available: Size


async def read(target: Target) -> str:
    """The kernel's account (proc(5))."""
    return await target.host.read_text("/proc/meminfo")


def parse(text: str) -> Memory:
    """Read the account; raises ValueError when it lacks a line."""
    values: dict[str, int] = {}
    for line in text.splitlines():
        name, _, rest = line.partition(":")
        words = rest.split()
        if words and words[0].isdigit():
            values[name] = int(words[0]) * KIB
    # Kernels before 3.14 do not say what is available; what is free is a safe lower bound.
    available = values.get("MemAvailable", values.get("MemFree"))
    if "MemTotal" not in values or available is None:
        raise ValueError("/proc/meminfo does not say how much memory there is")
    return Memory(Size(values["MemTotal"]), Size(available))


def parse_windows(text: str) -> Memory:
    """Read what Windows says of itself; raises KeyError or ValueError when it says nothing."""
    account = json.loads(text)
    return Memory(Size(account["memoryTotal"]), Size(account["memoryFree"]))


FACT = FactSpec(
    id="host.memory", read=read, parse=parse, windows=from_script("computer", parse_windows)
)
