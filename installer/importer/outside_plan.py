"""The networks outside of the PC from what an imported file states about switches and addresses.

A scalable cluster of the old product stands in the network of the house by an external switch on
an adapter; further networks have switches of their own.  Their names are taken as those of
adapters: whether this PC has them is for the checks to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network
from typing import Any

from pydantic import ValidationError

from installer.config.model import External, Secondary
from installer.config.network import MAX_SECONDARY
from installer.config.outline import shown
from installer.config.outside import MAX_MTU, MIN_MTU, USUAL_MTU, is_host_of
from installer.config.text_fields import MAX_NAME
from installer.importer.notes import CHANGED, KEPT
from installer.importer.section import Values

# What of a file is taken over with the external network.
EXTERNAL_KEYS = frozenset(
    {
        *("network.adapter", "network.switch_adapter", "network.gateway", "network.prefix_length"),
        *("network.mtu", "ip", "adapter"),
    }
)


def plan_external(
    values: Values, linux: Sequence[Values], notes: list[str]
) -> dict[str, Any] | None:
    """The group `external` of a cluster file; None when the file does not state all of it.

    What is kept and what is changed goes to the notes.
    """
    gateway, length = values.get("network.gateway"), values.get("network.prefix_length")
    adapter = values.get("network.adapter") or values.get("network.switch_adapter")
    if values.get("deployment_type") != "scalable" or not gateway or not adapter:
        return None
    subnet = IPv4Network(f"{gateway}/{length or 24}", strict=False)
    addresses = [IPv4Address(node["ip"]) for node in linux if node.get("ip")]
    taken = {*addresses, IPv4Address(gateway)}
    if len(addresses) < len(linux) or len(taken) <= len(linux):
        return None
    if not all(is_host_of(address, subnet) for address in taken):
        return None
    told: list[str] = []
    content = {
        "adapter": adapter,
        "subnet": str(subnet),
        "gateway": gateway,
        "mtu": _mtu(values, linux, told),
    }
    try:
        External.model_validate(content)
    except ValidationError:
        return None
    notes.append(
        f"{KEPT}: the nodes stand in your network {subnet} with the gateway {gateway}, behind the "
        f"adapter {shown(adapter)}; on Linux it may have another name"
    )
    notes.append(f"{KEPT}: the fixed addresses {', '.join(map(str, addresses))}")
    notes += told
    others = {n["adapter"] for n in linux if n.get("adapter")} - {adapter}
    if others:
        names = ", ".join(shown(name) for name in sorted(others))
        notes.append(f"{CHANGED}: all nodes use the adapter of the first one, not {names}")
    return content


def _mtu(values: Values, linux: Sequence[Values], notes: list[str]) -> int:
    """The MTU of the network; one that no cluster file can hold becomes the usual one."""
    stated = values.get("network.mtu") or next((n["mtu"] for n in linux if n.get("mtu")), None)
    if stated is None:
        return USUAL_MTU
    if MIN_MTU <= stated <= MAX_MTU:
        notes.append(f"{KEPT}: packets of at most {stated} bytes (MTU)")
        return int(stated)
    notes.append(f"{CHANGED}: packets have at most {USUAL_MTU} bytes (MTU), not {stated}")
    return USUAL_MTU


def plan_secondary(nodes: Sequence[tuple[str, Values]], notes: list[str]) -> list[dict[str, Any]]:
    """The list `secondary` of a cluster file from the nodes by their names there.

    Nodes behind the same switch stand in the same network.  A network without a fixed address,
    or one that a cluster file cannot hold, is left out.
    """
    found: dict[str, dict[str, Any]] = {}
    names: set[str] = set()
    for name, switch, entry in _entries(nodes):
        subnet = IPv4Network(f"{entry['ip']}/{entry['prefix_length']}", strict=False)
        if switch not in found:
            found[switch] = {
                "name": _name(switch, names),
                "adapter": switch,
                "subnet": str(subnet),
                "gateway": entry.get("gateway"),
                "addresses": {},
            }
        found[switch]["addresses"].setdefault(name, entry["ip"])
    sound = [network for network in found.values() if _is_sound(network)][:MAX_SECONDARY]
    notes += [
        f"{KEPT}: the further network {network['subnet']} behind the switch "
        f"{shown(network['adapter'])}, which must be the name of an adapter or bridge of the PC"
        for network in sound
    ]
    return sound


def _entries(nodes: Sequence[tuple[str, Values]]) -> Iterator[tuple[str, str, Values]]:
    for name, node in nodes:
        for entry in node.get("secondary_networks") or []:
            if entry.get("switch") and entry.get("ip") and entry.get("prefix_length"):
                yield name, entry["switch"], entry


def _name(switch: str, used: set[str]) -> str:
    """A name that no other network has yet."""
    label = re.sub(r"[^a-z0-9]+", "-", switch.lower())[:MAX_NAME].strip("-")
    if not label or label in used:
        label = f"network-{len(used) + 1}"
    used.add(label)
    return label


def _is_sound(network: dict[str, Any]) -> bool:
    try:
        checked = Secondary.model_validate(network)
    except ValidationError:
        return False
    addresses = list(checked.addresses.values())
    free = checked.gateway not in addresses and len(set(addresses)) == len(addresses)
    return free and all(is_host_of(address, checked.subnet) for address in addresses)
