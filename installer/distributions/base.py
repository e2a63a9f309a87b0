"""What the engine asks of a Kubernetes distribution.

A distribution talks to a node through a `HostDriver` and never knows which hypervisor is
behind it.  Every verb is idempotent: after a power cut it is simply called again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from installer.config.model import Proxy
from installer.host.base import HostDriver
from installer.host.job import Work
from installer.units import MIB, Size

Role = Literal["server", "worker"]
API_PORT = 6443
# A file of the node that names the version whose binaries are in it.
INSTALLED_MARK = "/etc/edgewright/kubernetes-installed"
DEFAULT_LOG_SIZE = Size(100 * MIB)


@dataclass(frozen=True, slots=True)
class Registries:
    """Where a node fetches container images: mirrors by registry name, and a private CA (PEM)."""

    mirrors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    certificate_authority: str = ""


@dataclass(frozen=True, slots=True)
class JoinTicket:
    """What a further node needs to join a cluster.  Secret: it is never logged or journalled."""

    server: str  # https://address:port of the API server
    token: str = field(repr=False)
    ca_hash: str = ""  # kubeadm: sha256:... of the cluster's CA; k3s has it inside the token
    certificate_key: str = field(default="", repr=False)  # kubeadm: for a further server
    # What the node must have before it joins, by path; only root may read it.
    files: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeSettings:
    """What a distribution must know to set up a node.  Addresses and networks as text."""

    cluster: str
    node: str
    version: str
    address: str
    api_port: int
    pod_cidr: str
    service_cidr: str
    proxy: Proxy | None
    images: tuple[str, ...]
    role: Role = "server"
    nodes: int = 1  # nodes of the cluster file: one alone needs neither taint nor overlay
    servers: int = 1  # of these, the servers: one alone keeps its state in a simpler way
    index: int = 0  # place of the node in the cluster file
    # The address of each other node by its name, in the order of the cluster file.
    peers: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    taints: tuple[str, ...] = ()  # key=value:Effect
    encrypt_secrets: bool = False
    log_size: Size = DEFAULT_LOG_SIZE  # most that the log of one container may take
    registries: Registries = field(default_factory=Registries)


class Distribution(Protocol):
    """Sets up Kubernetes in a node from the payload disk, without internet."""

    name: str
    title: str

    def data_folders(self) -> tuple[str, ...]:
        """The folders of the node that live on its data disk, because they must persist."""
        ...

    async def installed(self, node: HostDriver, settings: NodeSettings) -> bool:
        """Whether the binaries, configuration and images are in the node."""
        ...

    async def install(self, node: HostDriver, settings: NodeSettings, work: Work) -> None:
        """Put them there from the payload disk; raises KubernetesInstallFailed."""
        ...

    async def initialised(self, node: HostDriver, settings: NodeSettings) -> bool:
        """Whether the control plane of a first node was set up to its end."""
        ...

    async def initialise(self, node: HostDriver, settings: NodeSettings, work: Work) -> None:
        """Set up the control plane; raises KubernetesInstallFailed."""
        ...

    async def ticket(self, server: HostDriver, settings: NodeSettings, role: Role) -> JoinTicket:
        """Make a ticket, in a running server, with which a node may join for some hours."""
        ...

    async def joined(self, node: HostDriver, settings: NodeSettings) -> bool:
        """Whether this further node has joined."""
        ...

    async def join(
        self, node: HostDriver, settings: NodeSettings, ticket: JoinTicket, work: Work
    ) -> None:
        """Join this further node in its role; raises KubernetesInstallFailed."""
        ...

    async def kubeconfig(self, node: HostDriver, settings: NodeSettings) -> str:
        """Access to the cluster from the PC, as the text of a kubeconfig file."""
        ...

    async def evidence(self, node: HostDriver) -> str:
        """What the node says about Kubernetes, for error texts."""
        ...


async def mark_says(node: HostDriver, path: str, wanted: str) -> bool:
    """Whether a mark of ours, a file of one word, is in the node and says this."""
    try:
        return (await node.read_text(path)).strip() == wanted
    except FileNotFoundError:
        return False
