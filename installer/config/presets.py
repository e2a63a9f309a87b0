"""Ready-made sizes, cut down to what a PC has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from types import MappingProxyType

from pydantic import ValidationError

from installer.config.free import cluster_networks, free_network, free_port, subnets
from installer.config.model import (
    MAX_CPUS,
    MIN_DATA_DISK,
    MIN_MEMORY,
    DistributionName,
    EdgeCluster,
    Metadata,
    Network,
    Node,
    Spec,
)
from installer.config.text_fields import MAX_NAME
from installer.errors import NotEligible, UsageError
from installer.units import GIB, MIB, Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Sizes that a node shall have where the PC allows it.  `title` is for people."""

    title: str
    cpus: int
    memory: Size
    data_disk: Size


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "small": Preset(
            title="Small: a few light programs",
            cpus=2,
            memory=Size(4 * GIB),
            data_disk=Size(20 * GIB),
        ),
        "medium": Preset(
            title="Medium: several programs, one with a database",
            cpus=4,
            memory=Size(8 * GIB),
            data_disk=Size(60 * GIB),
        ),
        "large": Preset(
            title="Large: many programs, or some that work hard",
            cpus=8,
            memory=Size(16 * GIB),
            data_disk=Size(120 * GIB),
        ),
    }
)

# kubeadm refuses a control plane with fewer (ControlPlaneNumCPU in
# kubernetes/cmd/kubeadm/app/constants).
_FEWEST_CPUS = 2
_CPUS_LEFT = 1
_MEMORY_STEP = 256 * MIB
# Beside the data disk: the node's system disk of 8 GiB, what is unpacked during an installation,
# and air for the PC itself.
_DISK_LEFT = Size(12 * GIB)
_NODE_SUFFIX = "-node"


def memory_headroom(machines: Size) -> Size:
    """What must stay free on the PC, in bytes, beside virtual machines of this total memory."""
    share = -(-machines * 15 // 100)
    return Size(max(1536 * MIB, share))


def preset_cluster(
    name: str,
    *,
    memory_available: Size,
    cpus: int,
    disk_free: Size,
    used_ports: frozenset[int],
    routes: tuple[IPv4Network, ...],
    cluster: str = "edge",
    distribution: DistributionName = "kubeadm",
) -> EdgeCluster:
    """The cluster file of a preset, scaled to a PC; `cluster` is the name that it gets.

    `memory_available` and `disk_free` are bytes, `cpus` counts those of the PC, `used_ports` are
    its listening ports, `routes` the networks that it reaches.

    Raises UsageError for an unknown preset or a name that no cluster can have, and NotEligible
    when even the smallest node does not fit or no network or port is free.
    """
    if name not in PRESETS:
        raise UsageError(
            f"There is no preset called {name}.",
            resolution=f"Choose one of {', '.join(PRESETS)}.",
        )
    metadata = _metadata(cluster)
    node = _fit(PRESETS[name], memory_available, cpus, disk_free, name=_node_name(cluster))
    return EdgeCluster(
        metadata=metadata,
        spec=Spec(distribution=distribution, nodes=(node,), network=_network(used_ports, routes)),
    )


def _metadata(cluster: str) -> Metadata:
    try:
        return Metadata(name=cluster)
    except ValidationError as error:
        raise UsageError(
            f"A cluster cannot be called {cluster!r}.",
            details=str(error),
            resolution=f"Use at most {MAX_NAME} lowercase letters, digits and hyphens.",
        ) from error


def _node_name(cluster: str) -> str:
    return cluster[: MAX_NAME - len(_NODE_SUFFIX)].rstrip("-") + _NODE_SUFFIX


def _fit(preset: Preset, memory_available: Size, cpus: int, disk_free: Size, *, name: str) -> Node:
    # One is left to the PC, unless the node would then have too few to start at all.
    node_cpus = min(preset.cpus, max(cpus - _CPUS_LEFT, _FEWEST_CPUS), MAX_CPUS)
    memory = preset.memory
    while memory >= MIN_MEMORY and memory + memory_headroom(memory) > memory_available:
        memory = Size(memory - _MEMORY_STEP)
    disk = Size(min(preset.data_disk, (disk_free - _DISK_LEFT) // GIB * GIB))
    short = []
    if cpus < _FEWEST_CPUS:
        short.append(f"CPUs: {_FEWEST_CPUS} are needed, this PC has {cpus}")
    if memory < MIN_MEMORY:
        needed = Size(MIN_MEMORY + memory_headroom(MIN_MEMORY))
        short.append(f"free memory: {needed} is needed, this PC has {memory_available}")
    if disk < MIN_DATA_DISK:
        needed = Size(MIN_DATA_DISK + _DISK_LEFT)
        short.append(f"free disk space: {needed} is needed, this PC has {disk_free}")
    if short:
        raise NotEligible(
            "This PC is too small for even the smallest node.",
            details="\n".join(short),
            resolution="Free what is named below, or use a larger PC.",
        )
    return Node(name=name, cpus=node_cpus, memory=memory, data_disk=disk)


def _network(used_ports: frozenset[int], routes: tuple[IPv4Network, ...]) -> Network:
    subnet = free_network(subnets(), routes, purpose="the node")
    pods = free_network(cluster_networks("10.244.0.0/16"), (*routes, subnet), purpose="pods")
    services = free_network(
        cluster_networks("10.96.0.0/16"), (*routes, subnet, pods), purpose="services"
    )
    api_port = free_port(6443, used_ports)
    return Network(
        subnet=subnet,
        pod_cidr=pods,
        service_cidr=services,
        api_port=api_port,
        ssh_port=free_port(2222, used_ports | {api_port}),
    )
