"""Which ports of this PC are taken, and at which of its addresses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from installer.facts.base import FactSpec, Target, from_script

_TABLES = ("tcp", "tcp6", "udp", "udp6")
# States of a socket that waits for anybody: TCP_LISTEN, and TCP_CLOSE as UDP shows it.
_WAITING = {"tcp": "0A", "udp": "07"}


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that waits for anybody; an IPv4 address that IPv6 carries is an IPv4 address."""

    protocol: str  # tcp or udp
    address: IPv4Address | IPv6Address
    port: int


@dataclass(frozen=True, slots=True)
class Ports:
    """All sockets of the PC that wait for anybody."""

    listeners: frozenset[Listener]

    @property
    def tcp(self) -> frozenset[int]:
        """The numbers of the taken TCP ports, at whichever address."""
        return self._numbers("tcp")

    @property
    def udp(self) -> frozenset[int]:
        """The numbers of the taken UDP ports, at whichever address."""
        return self._numbers("udp")

    def _numbers(self, protocol: str) -> frozenset[int]:
        return frozenset(entry.port for entry in self.listeners if entry.protocol == protocol)


async def read(target: Target) -> str:
    """The kernel's socket tables (proc(5)), each after a line with its name."""
    parts = []
    for table in _TABLES:
        try:
            parts.append(f"== {table}\n{await target.host.read_text(f'/proc/net/{table}')}")
        except FileNotFoundError:
            # A kernel without IPv6 has no tables for it.
            continue
    return "\n".join(parts)


def parse(text: str) -> Ports:
    """Read the tables; raises ValueError when that of TCP is missing."""
    listeners: set[Listener] = set()
    tables: list[str] = []
    for line in text.splitlines():
        fields = line.split()
        if line.startswith("== "):
            tables.append(fields[1])
        elif len(fields) > 3 and fields[0].rstrip(":").isdigit():
            protocol = tables[-1][:3]
            if fields[3] == _WAITING[protocol]:
                address, _, port = fields[1].partition(":")
                listeners.add(Listener(protocol, _address(address), int(port, 16)))
    if "tcp" not in tables:
        raise ValueError("the kernel showed no table of TCP sockets")
    return Ports(frozenset(listeners))


def _address(digits: str) -> IPv4Address | IPv6Address:
    """The kernel prints words of four bytes, the lowest byte of each first."""
    words = [bytes.fromhex(digits[i : i + 8])[::-1] for i in range(0, len(digits), 8)]
    if len(words) == 1:
        return IPv4Address(words[0])
    address = IPv6Address(b"".join(words))
    return address.ipv4_mapped or address


def parse_windows(text: str) -> Ports:
    """Read the sockets; raises KeyError or ValueError when there are none to read."""
    listeners = set()
    for entry in json.loads(text)["listeners"]:
        address = ip_address(entry["address"].partition("%")[0])
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        listeners.add(Listener(entry["protocol"], mapped or address, int(entry["port"])))
    return Ports(frozenset(listeners))


FACT = FactSpec(
    id="host.ports", read=read, parse=parse, windows=from_script("ports", parse_windows)
)
