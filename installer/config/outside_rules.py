"""The rules between the nodes and the networks outside of this PC.

Each rule returns all that is wrong, with places below `spec.network`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address

from installer.config.network import Network
from installer.config.node import Node
from installer.config.outside import External, Secondary, hosts_text, is_host_of
from installer.config.refusal import Refusal

_LOCAL = IPv4Address("127.0.0.1")


def external_refusals(nodes: Sequence[Node], network: Network) -> Iterator[Refusal]:
    """What is wrong between the nodes and the external network; nothing when there is none."""
    external = network.external
    if external is None:
        return
    if network.lan is not None:
        yield Refusal(
            message="the external network joins the nodes already",
            found=f'"{network.lan}"',
            allowed="null, or no external network",
            at=("lan",),
        )
    for index, node in enumerate(nodes):
        yield from _address_refusals(f"spec.nodes[{index}].address", node, external)
    if network.outbound == "deny":
        yield Refusal(
            message="what the nodes send over the external network does not pass this program, "
            "which therefore cannot deny it",
            found='"deny"',
            allowed="allow, with a rule in the router of that network where one is needed",
            at=("outbound",),
        )
    for place, port in enumerate(network.ports):
        if port.address != _LOCAL:
            yield Refusal(
                message="the node's answers to other machines would leave by the external "
                "network and be lost; there they reach the node at its own address",
                found=f'"{port.address}"',
                allowed=str(_LOCAL),
                at=("ports", place, "address"),
            )


def _address_refusals(place: str, node: Node, external: External) -> Iterator[Refusal]:
    if node.address is None:
        yield Refusal(
            message=f"node {node.name} has no address in this network",
            found=f'"{external.subnet}"',
            allowed=f"{hosts_text(external.subnet)} in {place}",
            at=("external", "subnet"),
        )
    elif not is_host_of(node.address, external.subnet):
        yield Refusal(
            message=f"node {node.name} cannot have the address {node.address} in this network",
            found=f'"{external.subnet}"',
            allowed=f"{hosts_text(external.subnet)} in {place}, or another network",
            at=("external", "subnet"),
        )
    elif node.address == external.gateway:
        yield Refusal(
            message=f"node {node.name} has the same address",
            found=f'"{external.gateway}"',
            allowed="an address that no node has",
            at=("external", "gateway"),
        )


def secondary_refusals(nodes: Sequence[Node], network: Network) -> Iterator[Refusal]:
    """What is wrong between the nodes and their further networks."""
    names = [node.name for node in nodes]
    first: dict[str, int] = {}
    for index, entry in enumerate(network.secondary):
        if first.setdefault(entry.name, index) != index:
            yield Refusal(
                message=f"secondary[{first[entry.name]}] has the same name",
                found=f'"{entry.name}"',
                allowed="a name that no other network of this list has",
                at=("secondary", index, "name"),
            )
        owners: dict[IPv4Address, str] = {}
        for name, address in entry.addresses.items():
            place = ("secondary", index, "addresses", name)
            if name not in names:
                yield Refusal(
                    message="there is no node of this name in this file",
                    found=f'"{name}"',
                    allowed=", ".join(names),
                    at=place,
                )
                continue
            if not is_host_of(address, entry.subnet):
                message = f"node {name} cannot have this address in {entry.subnet}"
            elif address == entry.gateway:
                message = "the gateway of this network has the same address"
            elif owners.setdefault(address, name) != name:
                message = f"node {owners[address]} has the same address"
            else:
                continue
            yield Refusal(
                message=message, found=f'"{address}"', allowed=hosts_text(entry.subnet), at=place
            )


def pod_refusals(nodes: Sequence[Node], network: Network) -> Iterator[Refusal]:
    """Whether every node gets its part of the pods' network.

    Both kinds of Kubernetes give a node a /24 (`--node-cidr-mask-size` of
    kube-controller-manager, `SubnetLen` of flannel); a node that gets none never becomes ready.
    """
    room = int(2 ** max(_NODE_PREFIX - network.pod_cidr.prefixlen, 0))
    if len(nodes) > room:
        needed = _NODE_PREFIX - (len(nodes) - 1).bit_length()
        yield Refusal(
            message=f"each node gets a /{_NODE_PREFIX} of this network, so it is enough for "
            f"{room} of the {len(nodes)} nodes",
            found=f'"{network.pod_cidr}"',
            allowed=f"a network of /{needed} or wider",
            at=("podCidr",),
        )


_NODE_PREFIX = 24


def outside_networks(network: Network) -> tuple[tuple[str, External | Secondary], ...]:
    """All networks outside of this PC with their places in the file."""
    external = [("spec.network.external", network.external)] if network.external else []
    further = [(f"spec.network.secondary[{n}]", entry) for n, entry in enumerate(network.secondary)]
    return (*external, *further)


def outside_addresses(nodes: Sequence[Node], network: Network) -> dict[IPv4Address, str]:
    """The addresses that nodes shall have outside of this PC, each with its place in the file."""
    found = {
        address: f"spec.network.secondary[{number}].addresses.{name}"
        for number, entry in enumerate(network.secondary)
        for name, address in entry.addresses.items()
    }
    if network.external is not None:
        for index, node in enumerate(nodes):
            if node.address is not None:
                found[node.address] = f"spec.nodes[{index}].address"
    return found
