"""Which network interfaces this PC has, and over which of them it reaches everything else."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target, from_script

# Flags of a route (linux/route.h).
_UP, _REJECT = 0x1, 0x200
_EVERYTHING = "00000000"


@dataclass(frozen=True, slots=True)
class Link:
    """An interface, whether it works, and whether a default route leads over it.

    Windows tells its kind too: `ethernet`, `wifi`, `vpn`, `team` or `virtual`.
    """

    name: str
    up: bool
    default: bool
    kind: str = ""


async def read(target: Target) -> str:
    """JSON: the kernel's table of interfaces, the state of each, and its routes (proc(5))."""
    devices = await target.host.read_text("/proc/net/dev")
    routes = await target.host.read_text("/proc/net/route")
    states = {name: await _state(target, name) for name in _names(devices)}
    return json.dumps({"states": states, "routes": routes.splitlines()[1:]})


def _names(table: str) -> list[str]:
    """Two headlines, then a name and a colon at the beginning of each line."""
    return [line.partition(":")[0].strip() for line in table.splitlines()[2:] if ":" in line]


async def _state(target: Target, name: str) -> str:
    try:
        return (await target.host.read_text(f"/sys/class/net/{name}/operstate")).strip()
    except (FileNotFoundError, PermissionError):
        return "unknown"


def parse(text: str) -> tuple[Link, ...]:
    """Read the account without the loopback; raises ValueError when it is none.

    Drivers that do not tell (`unknown`) count as up, as they do for the kernel
    (Documentation/networking/operstates.rst).
    """
    account = json.loads(text)
    routes = [_fields(line) for line in account["routes"]]
    over = {
        fields[0]
        for fields in routes
        if fields[1] == fields[7] == _EVERYTHING and int(fields[3], 16) & (_UP | _REJECT) == _UP
    }
    return tuple(
        Link(name, state in ("up", "unknown"), name in over)
        for name, state in account["states"].items()
        if name != "lo"
    )


def _fields(line: str) -> list[str]:
    fields = line.split()
    if len(fields) < 8:
        raise ValueError(f"not a route: {line!r}")
    return fields


def parse_windows(text: str) -> tuple[Link, ...]:
    """Read the adapters; raises KeyError or ValueError when there are none."""
    return tuple(
        Link(entry["name"], bool(entry["up"]), bool(entry["default"]), entry["kind"])
        for entry in json.loads(text)["adapters"]
    )


FACT = FactSpec(
    id="host.links", read=read, parse=parse, windows=from_script("network", parse_windows)
)
