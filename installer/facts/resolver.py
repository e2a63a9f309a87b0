"""Which name servers this PC asks."""

from __future__ import annotations

import json
from ipaddress import IPv4Address, IPv6Address, ip_address

from installer.facts.base import FactSpec, Target, from_script


async def read(target: Target) -> str:
    """The settings of the C library (resolv.conf(5)); without them it asks nobody we know."""
    try:
        return await target.host.read_text("/etc/resolv.conf")
    except FileNotFoundError:
        return ""


def parse(text: str) -> tuple[IPv4Address | IPv6Address, ...]:
    """The addresses of the name servers, in order; raises ValueError when one is none."""
    lines = [line.split() for line in text.splitlines()]
    words = [line[1] for line in lines if len(line) > 1 and line[0] == "nameserver"]
    # A link-local address may be followed by its interface: fe80::1%eth0.
    return tuple(ip_address(word.partition("%")[0]) for word in words)


def parse_windows(text: str) -> tuple[IPv4Address | IPv6Address, ...]:
    """Read the name servers of all adapters, each once; raises ValueError when one is none."""
    words = dict.fromkeys(json.loads(text)["nameServers"])
    return tuple(ip_address(word.partition("%")[0]) for word in words)


FACT = FactSpec(
    id="host.resolver", read=read, parse=parse, windows=from_script("network", parse_windows)
)
