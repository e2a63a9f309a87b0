"""A cluster file for nodes of this PC that join the cluster of a join file."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from installer.config.free import free_network, subnets
from installer.config.model import EdgeCluster
from installer.config.text_fields import MAX_NAME
from installer.engine.join_file import JoinFile
from installer.engine.outside_proposal import can_carry_nodes, network_adapters
from installer.engine.proposal import propose_cluster
from installer.errors import NotEligible
from installer.facts.base import Facts
from installer.facts.neighbours import FACT as NEIGHBOURS
from installer.facts.routes import FACT as ROUTES


def propose_joining(facts: Facts, join: JoinFile, *, preset: str) -> EdgeCluster:
    """One node in a size that this PC can carry; all else is what the cluster asks for.

    Raises NotEligible when this PC cannot carry any, or does not reach the cluster's network.
    """
    cluster = propose_cluster(facts, preset=preset, name=join.cluster)
    content = cluster.model_dump(mode="json", by_alias=True)
    spec, network = content["spec"], content["spec"]["network"]
    outside = IPv4Network(join.outside["subnet"])
    inner = (IPv4Network(join.pod_cidr), IPv4Network(join.service_cidr))
    routes = (route.network for route in facts.find(ROUTES) or ())
    subnet = free_network(subnets(), (*routes, outside, *inner), purpose="the node")
    spec |= {"distribution": join.distribution, "join": True}
    spec["nodes"][0] |= {
        "name": _free_name(join),
        "role": join.role,
        "address": str(_free_address(facts, join)),
    }
    network |= {"podCidr": join.pod_cidr, "serviceCidr": join.service_cidr, "subnet": str(subnet)}
    network["external"] = dict(join.outside) | {"adapter": _adapter(facts, outside)}
    return EdgeCluster.model_validate(content, by_alias=True, by_name=False)


def _adapter(facts: Facts, outside: IPv4Network) -> str:
    for adapter in network_adapters(facts):
        if can_carry_nodes(adapter) and any(own.ip in outside for own in adapter.addresses):
            return adapter.name
    raise NotEligible(
        f"No adapter of this PC leads into {outside}, the network of the cluster's nodes.",
        resolution="Connect this PC with that network, then try again.",
    )


def _free_name(join: JoinFile) -> str:
    numbers = range(2, len(join.members) + 3)
    names = (f"{join.cluster[: MAX_NAME - len('-node-99')]}-node-{number}" for number in numbers)
    return next(name for name in names if name not in join.members)


def _free_address(facts: Facts, join: JoinFile) -> IPv4Address:
    """From the end: routers hand out addresses from the beginning and the middle."""
    subnet = IPv4Network(join.outside["subnet"])
    taken = {IPv4Address(join.outside["gateway"]), *_addresses(join)}
    taken |= {own.ip for adapter in network_adapters(facts) for own in adapter.addresses}
    neighbours = facts.find(NEIGHBOURS)
    taken |= neighbours.there if neighbours is not None else set()
    for number in range(2, min(subnet.num_addresses, 1024)):
        if subnet[-number] not in taken:
            return subnet[-number]
    raise NotEligible(
        f"No address of {subnet} is known to be free.",
        resolution="Ask who manages the network for one, and write it to the cluster file.",
    )


def _addresses(join: JoinFile) -> Iterator[IPv4Address]:
    return (IPv4Address(address) for address in join.members.values() if address)
