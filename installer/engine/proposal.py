"""A cluster that fits this PC, from its facts."""

from __future__ import annotations

from ipaddress import IPv4Network

from installer.config.free import free_network, subnets
from installer.config.model import EdgeCluster, Network
from installer.config.presets import preset_cluster
from installer.errors import NotEligible
from installer.facts.base import Facts, FactUnavailable
from installer.facts.disk import FACT as DISK
from installer.facts.memory import FACT as MEMORY
from installer.facts.ports import FACT as PORTS
from installer.facts.processors import FACT as PROCESSORS
from installer.facts.routes import FACT as ROUTES
from installer.units import GIB, Size


def propose_cluster(facts: Facts, *, preset: str, name: str) -> EdgeCluster:
    """The preset in sizes that this PC can carry; raises NotEligible when it cannot carry any."""
    try:
        return preset_cluster(
            preset,
            memory_available=facts.get(MEMORY).available,
            cpus=facts.get(PROCESSORS).count,
            disk_free=facts.get(DISK).free,
            used_ports=facts.get(PORTS).tcp,
            routes=tuple(route.network for route in facts.get(ROUTES)),
            cluster=name,
        )
    except FactUnavailable as error:
        raise NotEligible("This PC could not be looked at.", details=str(error)) from error


def propose_lan(facts: Facts, network: Network) -> IPv4Network:
    """A network for the nodes among themselves that nothing on this PC uses.

    Raises NotEligible when there is none.
    """
    found = facts.find(ROUTES) or ()
    routes = (route.network for route in found)
    taken = (*routes, network.subnet, network.pod_cidr, network.service_cidr)
    return free_network(subnets(), taken, purpose="the nodes")


def default_cluster(name: str = "edge-1") -> EdgeCluster:
    """A small cluster, as a PC is judged for when no config is given."""
    return preset_cluster(
        "small",
        memory_available=Size(32 * GIB),
        cpus=8,
        disk_free=Size(400 * GIB),
        used_ports=frozenset(),
        routes=(),
        cluster=name,
    )
