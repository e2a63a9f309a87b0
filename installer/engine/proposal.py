"""A cluster that fits this PC, from its facts."""

from __future__ import annotations

from installer.config.model import EdgeCluster
from installer.config.presets import preset_cluster
from installer.facts.base import Facts
from installer.facts.disk import FACT as DISK
from installer.facts.memory import FACT as MEMORY
from installer.facts.ports import FACT as PORTS
from installer.facts.processors import FACT as PROCESSORS
from installer.facts.routes import FACT as ROUTES
from installer.units import GIB, Size


def propose_cluster(facts: Facts, *, preset: str, name: str) -> EdgeCluster:
    """The preset in sizes that this PC can carry; raises NotEligible when it cannot carry any."""
    cluster = preset_cluster(
        preset,
        memory_available=facts.get(MEMORY).available,
        cpus=facts.get(PROCESSORS).count,
        disk_free=facts.get(DISK).free,
        used_ports=frozenset(facts.get(PORTS).tcp),
        routes=tuple(route.network for route in facts.get(ROUTES)),
    )
    return renamed(cluster, name)


def default_cluster() -> EdgeCluster:
    """A small cluster, as a PC is judged for when no config is given."""
    return preset_cluster(
        "small",
        memory_available=Size(32 * GIB),
        cpus=8,
        disk_free=Size(400 * GIB),
        used_ports=frozenset(),
        routes=(),
    )


def renamed(cluster: EdgeCluster, name: str) -> EdgeCluster:
    """The same cluster under another name; raises a validation error for an unfit one."""
    document = cluster.model_dump(mode="json", by_alias=True)
    document["metadata"]["name"] = name
    return EdgeCluster.model_validate(document)
