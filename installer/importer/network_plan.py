"""The network of a cluster file from what an imported file states about its network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Network
from typing import Any

from installer.config.free import cluster_networks, free_network, subnets
from installer.config.network_fields import PRIVATE
from installer.importer.limits import CLUSTER_NETWORKS
from installer.importer.notes import CHANGED, KEPT
from installer.importer.section import Values

# As in the cluster file's own rules.
_WIDEST, _NARROWEST = 16, 27
_PODS, _SERVICES = IPv4Network("10.244.0.0/16"), IPv4Network("10.96.0.0/16")


def plan_network(
    values: Values,
    notes: list[str],
    *,
    nodes: int,
    external: dict[str, Any] | None = None,
    secondary: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """The group `network` of a cluster file of so many nodes, with its networks outside.

    What is kept and what is changed goes to the notes.
    """
    dns = values.get("network.dns") or []
    taken = [IPv4Network(server) for server in dns]
    taken += [IPv4Network(network["subnet"]) for network in secondary]
    if gateway := values.get("network.gateway"):
        length = values.get("network.prefix_length") or 24
        taken.append(IPv4Network(f"{gateway}/{length if 1 <= length <= 32 else 24}", strict=False))
    subnet = _subnet(values, taken, notes, inside=external is None)
    taken.append(subnet)
    old = CLUSTER_NETWORKS.get(values.get("distribution") or "", {})
    usual = old.get("pod", _PODS), old.get("service", _SERVICES)
    pods = free_network(cluster_networks(str(usual[0])), taken, purpose="pods")
    services = free_network(cluster_networks(str(usual[1])), [*taken, pods], purpose="services")
    lan = None
    if nodes > 1 and external is None:
        lan = free_network(subnets(), [*taken, pods, services], purpose="the nodes")
        notes.append(f"{CHANGED}: the nodes reach each other in a network of their own, {lan}")
    if old.get("pod") != pods or old.get("service") != services:
        notes.append(f"{CHANGED}: pods get the network {pods}, services {services}")
    if dns:
        notes.append(f"{KEPT}: the name servers {', '.join(dns)}")
    if values.get("network.offline"):
        why = "the installation needs no internet; to keep the node itself from it, set outbound"
        notes.append(f"{CHANGED}: {why}")
    return {
        "subnet": str(subnet),
        "lan": str(lan) if lan else None,
        "external": external,
        "secondary": list(secondary),
        "dns": dns,
        "proxy": _proxy(values, notes),
        "podCidr": str(pods),
        "serviceCidr": str(services),
    }


def _subnet(
    values: Values, taken: list[IPv4Network], notes: list[str], *, inside: bool
) -> IPv4Network:
    if values.get("deployment_type") == "scalable":
        if inside:
            notes.append(
                f"{CHANGED}: the node stands in a network inside the PC, not in your own; other "
                "machines reach it by ports of the PC"
            )
    elif stated := values.get("network.subnet"):
        network = IPv4Network(stated)
        fits = _WIDEST <= network.prefixlen <= _NARROWEST
        if fits and any(network.subnet_of(block) for block in PRIVATE):
            notes.append(f"{KEPT}: the network {network} between PC and node")
            return network
        notes.append(f"{CHANGED}: {network} cannot be the network between PC and node")
    subnet = free_network(subnets(), taken, purpose="the node")
    notes.append(f"{CHANGED}: the network between PC and node is {subnet}")
    return subnet


def _proxy(values: Values, notes: list[str]) -> dict[str, str] | None:
    http, https = values.get("network.proxy.http"), values.get("network.proxy.https")
    direct = ",".join(re.split(r"[\s,;]+", (values.get("network.proxy.no") or "").strip(" ,;")))
    stated = {"http": http, "https": https, "noProxy": direct}
    proxy = {key: value for key, value in stated.items() if value}
    if proxy:
        notes.append(f"{KEPT}: the web proxy and what is reached without it")
    return proxy or None
