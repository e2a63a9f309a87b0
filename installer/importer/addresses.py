"""Judges the addresses of a deployment together: what overlaps, what lies outside, what is full."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from installer.config.outline import Place
from installer.importer.findings import Findings
from installer.importer.frame import Frame
from installer.importer.limits import (
    CLUSTER_NETWORKS,
    MAX_PREFIX,
    MAX_SERVICE_ADDRESSES,
    PRODUCT_NAMES,
    RESERVED_OF_SUBNET,
)
from installer.importer.section import Values

_USUAL_PREFIX = 24

Named = list[tuple[str, IPv4Address, Place]]


def judge_addresses(values: Values, nodes: list[Values], findings: Findings, frame: Frame) -> None:
    """Judge what could be read; what is missing or cannot be read was reported before."""
    if frame.single:
        _judge_own_subnet(values, findings, frame)
    else:
        _judge_lan(values, nodes, findings, frame)


def _judge_own_subnet(values: Values, findings: Findings, frame: Frame) -> None:
    if not (text := values.get("network.subnet")):
        return
    subnet, place = IPv4Network(text), values.places["network.subnet"]
    _judge_overlap(subnet, place, findings, frame)
    size, room = values.get("services.size") or 0, subnet.num_addresses - RESERVED_OF_SUBNET
    if size > max(room, 0):
        why = f"{size} addresses do not fit into {subnet}, which has room for {max(room, 0)}"
        findings.error(values.places["services.size"], why, theirs=True)


def _judge_overlap(subnet: IPv4Network, place: Place, findings: Findings, frame: Frame) -> None:
    for kind, network in CLUSTER_NETWORKS.get(frame.distribution or "", {}).items():
        if subnet.overlaps(network):
            product = PRODUCT_NAMES[str(frame.distribution)]
            why = f"{subnet} overlaps the {kind} network {network} of {product}"
            findings.error(place, why, theirs=True)


def _judge_lan(values: Values, nodes: list[Values], findings: Findings, frame: Frame) -> None:
    fixed = _named(values, "network.gateway", "the gateway")
    hosts = [entry for n in nodes for entry in _named(n, "ip", f"the {n['os'].title()} node")]
    vip = _named(values, "network.vip", "the control plane's address")
    every = fixed + hosts + vip
    for index, (name, address, place) in enumerate(every):
        twin = next((other for other, same, _ in every[:index] if same == address), None)
        if twin:
            findings.error(place, f"{name} has the same address as {twin}: {address}", theirs=True)
    length = values.get("network.prefix_length") or _USUAL_PREFIX
    if not fixed or not 1 <= length <= MAX_PREFIX:
        _judge_range(values, every, findings, subnet=None)
        return
    subnet = IPv4Network(f"{fixed[0][1]}/{length}", strict=False)
    _judge_overlap(subnet, fixed[0][2], findings, frame)
    for name, address, place in every:
        if address not in subnet:
            why = f"{name}, {address}, lies outside the network {subnet} of the gateway"
            findings.error(place, why, theirs=True)
        elif address in (subnet.network_address, subnet.broadcast_address) and length < MAX_PREFIX:
            why = f"{address} is the first or last address of {subnet}, which no machine can have"
            findings.error(place, why, theirs=True)
    _judge_range(values, every, findings, subnet=subnet)


def _named(values: Values, key: str, name: str) -> Named:
    address = values.get(key)
    return [(name, IPv4Address(address), values.places[key])] if address else []


def _judge_range(
    values: Values, every: Named, findings: Findings, *, subnet: IPv4Network | None
) -> None:
    """The addresses for services must lie in the network and belong to nobody else."""
    start, size = values.get("services.start"), values.get("services.size") or 0
    if not start or not 0 < size <= MAX_SERVICE_ADDRESSES:
        return
    place, first = values.places["services.start"], IPv4Address(start)
    if int(first) + size - 1 > int(IPv4Address("255.255.255.255")):
        findings.error(place, "the range runs past the last address there is", theirs=True)
        return
    last = first + (size - 1)
    if inside := [name for name, address, _ in every if first <= address <= last]:
        why = f"the range {first} to {last} contains {' and '.join(inside)}"
        findings.error(place, why, theirs=True)
    if subnet is not None and not (first in subnet and last in subnet):
        why = f"the range {first} to {last} does not lie in the network {subnet} of the gateway"
        findings.error(place, why, theirs=True)
