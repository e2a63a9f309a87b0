"""Which networks this PC reaches, and over which interface."""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from installer.facts.base import FactSpec, Target, from_script

# Flags of a route (linux/route.h).
_UP, _REJECT = 0x1, 0x200

# The length of the prefix of one address alone.
_SINGLE = 32


@dataclass(frozen=True, slots=True)
class Route:
    """A network and the interface that leads to it; the default route is not among them."""

    network: IPv4Network
    interface: str


async def read(target: Target) -> str:
    """The kernel's routing table (proc(5))."""
    return await target.host.read_text("/proc/net/route")


def parse(text: str) -> tuple[Route, ...]:
    """Read the table; raises ValueError when a line has another form."""
    routes = []
    for line in text.splitlines()[1:]:
        fields = line.split()
        if len(fields) < 8:
            raise ValueError(f"not a route: {line!r}")
        # A route that refuses leads to no network.
        if int(fields[3], 16) & (_UP | _REJECT) != _UP:
            continue
        network = IPv4Network((_address(fields[1]), str(_address(fields[7]))))
        if network.prefixlen:
            routes.append(Route(network, fields[0]))
    return tuple(routes)


def _address(word: str) -> IPv4Address:
    """The kernel prints the four bytes of an address with the lowest first."""
    return IPv4Address(bytes.fromhex(word)[::-1])


def parse_windows(text: str) -> tuple[Route, ...]:
    """Read the routes that lead to a network; single addresses, multicast and the loopback, which
    Windows lists too, lead to none.
    """
    found = []
    for entry in json.loads(text)["routes"]:
        network = IPv4Network(entry["network"])
        real = not network.is_multicast and not network.is_loopback
        if 0 < network.prefixlen < _SINGLE and real:
            found.append(Route(network, entry["adapter"]))
    return tuple(found)


FACT = FactSpec(
    id="host.routes", read=read, parse=parse, windows=from_script("network", parse_windows)
)
