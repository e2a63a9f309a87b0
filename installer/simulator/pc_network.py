"""What the network programs of a simulated PC answer, in the words of the real ones (iproute2)."""

from __future__ import annotations

import json
from ipaddress import IPv4Interface
from typing import Any

from installer.host.base import Command, Result
from installer.simulator.description import SimulatedAdapter, SimulatedPc

_LOOPBACK: dict[str, Any] = {
    "ifname": "lo",
    "flags": ["LOOPBACK", "UP", "LOWER_UP"],
    "mtu": 65536,
    "operstate": "UNKNOWN",
    "link_type": "loopback",
    "addr_info": [],
}
# What ip(8) calls each kind; a real card and Wi-Fi have no word.
_KINDS = {"bridge": "bridge", "tap": "tun", "vpn": "tun", "vlan": "vlan"}


def ip(pc: SimulatedPc, command: Command) -> Result:
    """The two lists that facts ask for: adapters with addresses, and neighbours."""
    if "neighbour" in command.argv:
        first = pc.adapters[0].name if pc.adapters else "eth0"
        table = [
            {"dst": text, "dev": first, "lladdr": "02:00:00:00:00:09", "state": ["REACHABLE"]}
            for text in pc.neighbours
        ]
        return Result(0, json.dumps(table))
    return Result(0, json.dumps([_LOOPBACK, *(_link(adapter) for adapter in pc.adapters)]))


def ping(pc: SimulatedPc, command: Command) -> Result:
    """Whether anybody has the address (ping(8))."""
    return Result(0 if command.argv[-1] in pc.neighbours else 1)


def events(pc: SimulatedPc) -> dict[str, str]:
    """The files by which the kernel tells that an adapter is one for Wi-Fi."""
    return {
        f"/sys/class/net/{adapter.name}/uevent": (
            ("DEVTYPE=wlan\n" if adapter.kind == "wifi" else "") + f"INTERFACE={adapter.name}\n"
        )
        for adapter in pc.adapters
    }


def _link(adapter: SimulatedAdapter) -> dict[str, Any]:
    link: dict[str, Any] = {
        "ifname": adapter.name,
        "flags": ["BROADCAST", "MULTICAST", *(("UP",) if adapter.up else ())],
        "mtu": adapter.mtu,
        "operstate": "UP" if adapter.up else "DOWN",
        "link_type": "none" if adapter.kind == "vpn" else "ether",
        "addr_info": [_address(text) for text in adapter.addresses],
    }
    if adapter.kind in _KINDS:
        data: dict[str, Any] = {"vlan_filtering": int(adapter.vlan_filtering)}
        if adapter.kind in ("tap", "vpn"):
            data = {"type": "tap" if adapter.kind == "tap" else "tun", "user": adapter.user}
        elif adapter.kind == "vlan":
            data = {"id": adapter.vlan}
            link["link"] = adapter.below
        link["linkinfo"] = {"info_kind": _KINDS[adapter.kind], "info_data": data}
    if adapter.master:
        link["master"] = adapter.master
    return link


def _address(text: str) -> dict[str, Any]:
    address = IPv4Interface(text)
    return {"family": "inet", "local": str(address.ip), "prefixlen": address.network.prefixlen}
