"""The rules that hold between several parts of the cluster file: nodes, their network, ports.

Each returns all that is wrong, with places below the field at which the rule is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Network

from installer.config.free import free_network, subnets
from installer.config.load_balancer import range_refusals
from installer.config.network import Network
from installer.config.node import MAX_CPUS, Node
from installer.config.outside_rules import external_refusals, pod_refusals, secondary_refusals
from installer.config.refusal import Refusal

# AKS Edge Essentials supports 15 machines in a cluster; so do we.
MAX_NODES = 15


def with_roles(nodes: Sequence[Node], *, joining: bool = False) -> tuple[Node, ...]:
    """The nodes, of which all but the first are workers unless they say what they are.

    Where they join another cluster, the first is no exception.
    """
    return tuple(
        node
        if (index == 0 and not joining) or "role" in node.model_fields_set
        else node.model_copy(update={"role": "worker"})
        for index, node in enumerate(nodes)
    )


def node_refusals(nodes: Sequence[Node], *, joining: bool = False) -> Iterator[Refusal]:
    """What is wrong with the nodes as a set; the places are below `spec.nodes`.

    Of which roles those are that join is for the cluster to judge: only it knows all servers.
    """
    if not joining:
        yield from _role_refusals(nodes)
    cpus = sum(node.cpus for node in nodes)
    if cpus > MAX_CPUS:
        yield Refusal(
            message="the nodes have too many virtual CPUs together",
            found=f"{cpus} virtual CPUs",
            allowed=f"at most {MAX_CPUS} for all nodes of a PC together",
        )
    yield from _twice(nodes, "name", lambda node: node.name)
    yield from _twice(nodes, "mac", lambda node: node.mac)
    yield from _twice(nodes, "address", lambda node: node.address)


def _role_refusals(nodes: Sequence[Node]) -> Iterator[Refusal]:
    if nodes[0].role != "server":
        yield Refusal(
            message="the first node sets up the cluster, so it must be a server",
            found=nodes[0].role,
            allowed="server",
            at=(0, "role"),
        )
    servers = sum(node.role == "server" for node in nodes)
    if servers and servers % 2 == 0:
        yield Refusal(
            message="the servers decide by majority, so their number must be odd",
            found=f"{servers} servers",
            allowed="1, 3 or any other odd number of servers",
        )


def _twice(
    nodes: Sequence[Node], key: str, value_of: Callable[[Node], object]
) -> Iterator[Refusal]:
    first: dict[object, int] = {}
    for index, node in enumerate(nodes):
        value = value_of(node)
        if value is not None and first.setdefault(value, index) != index:
            yield Refusal(
                message=f"nodes[{first[value]}] has the same {_WORDS[key]}",
                found=f'"{value}"',
                allowed=f"{_ARTICLES[key]} that no other node of this file has",
                at=(index, key),
            )


_WORDS = {"name": "name", "mac": "hardware address", "address": "address"}
_ARTICLES = {"name": "a name", "mac": "a hardware address", "address": "an address"}


def network_refusals(nodes: Sequence[Node], network: Network) -> Iterator[Refusal]:
    """What is wrong between nodes and network; the places are below `spec.network`."""
    if network.external is None:
        yield from _lan_refusals(nodes, network)
    yield from external_refusals(nodes, network)
    yield from secondary_refusals(nodes, network)
    yield from range_refusals(nodes, network.load_balancer)
    yield from pod_refusals(nodes, network)
    yield from _port_refusals(nodes, network)


def joining_refusals(network: Network) -> Iterator[Refusal]:
    """What keeps nodes from joining another PC's cluster; the places are below `spec.network`."""
    if network.external is None:
        yield Refusal(
            message="the nodes shall join a cluster of another PC, which they reach only by an "
            "external network",
            found="nothing",
            allowed="the network of that cluster's nodes: adapter and subnet",
            at=("external",),
        )


def _lan_refusals(nodes: Sequence[Node], network: Network) -> Iterator[Refusal]:
    fixed = [(index, node) for index, node in enumerate(nodes) if node.address is not None]
    if network.lan is None:
        if len(nodes) > 1 or fixed:
            yield Refusal(
                message="several nodes need a network between them"
                if len(nodes) > 1
                else f"node {fixed[0][1].name} has a fixed address, so its network must stand here",
                found="nothing",
                suggestion=str(_unused_network(network)),
                at=("lan",),
            )
        return
    lan = network.lan
    for _, node in fixed:
        if node.address not in lan or node.address in (lan[0], lan[-1]):
            yield Refusal(
                message=f"node {node.name} cannot have the address {node.address} in this network",
                found=f'"{lan}"',
                allowed=f"addresses from {lan[1]} to {lan[-2]} for the nodes, or another network",
                at=("lan",),
            )
    owners = {node.address: node for _, node in fixed}
    for index, node in enumerate(nodes):
        usual = network.lan_address(index)
        if node.address is None and usual in owners:
            yield Refusal(
                message=f"node {owners[usual].name} states the address {usual}, which node "
                f"{node.name} gets by its place in the list",
                found=f'"{lan}"',
                allowed="an address in each node, or one that no other node gets",
                at=("lan",),
            )


def _unused_network(network: Network) -> IPv4Network:
    outside = (entry.subnet for entry in network.secondary)
    taken = (network.subnet, network.pod_cidr, network.service_cidr, *outside)
    return free_network(subnets(), taken, purpose="the nodes")


def _port_refusals(nodes: Sequence[Node], network: Network) -> Iterator[Refusal]:
    names = [node.name for node in nodes]
    last = network.ssh_port_of(len(nodes) - 1)
    wanted = f"a port with {len(nodes) - 1} more behind it that nothing else in this file uses"
    if last > 65535:
        yield Refusal(
            message=f"{len(nodes)} nodes need the ports up to {last}, and 65535 is the last one",
            found=str(network.ssh_port),
            allowed=wanted,
            at=("sshPort",),
        )
    if network.ssh_port < network.api_port <= last:
        yield Refusal(
            message=f"the nodes need the ports {network.ssh_port} to {last}, "
            f"and apiPort ({network.api_port}) is among them",
            found=str(network.ssh_port),
            allowed=wanted,
            at=("sshPort",),
        )
    for place, port in enumerate(network.ports):
        if port.protocol == "tcp" and network.ssh_port < port.host <= last:
            yield Refusal(
                message=f"the program reaches node {names[port.host - network.ssh_port]} "
                "by this port of the PC",
                found=str(port.host),
                allowed=f"a port outside of {network.ssh_port} to {last}",
                at=("ports", place, "host"),
            )
        if port.node_name is not None and port.node_name not in names:
            yield Refusal(
                message="there is no node of this name in this file",
                found=f'"{port.node_name}"',
                allowed=", ".join(names),
                at=("ports", place, "nodeName"),
            )
