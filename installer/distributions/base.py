"""What the engine asks of a Kubernetes distribution.

A distribution talks to a node through a `HostDriver` and never knows which hypervisor is
behind it.  Every verb is idempotent: after a power cut it is simply called again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

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
    ident: str = ""  # the public half of the token, by which the cluster takes it back
    ca_hash: str = ""  # kubeadm: sha256:... of the cluster's CA; k3s has it inside the token
    certificate_key: str = field(default="", repr=False)  # kubeadm: for a further server
    # What the node must have before it joins, by path; only root may read it.
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    expires: datetime | None = None

    def record(self) -> dict[str, Any]:
        """The ticket as plain data; secret, as it is."""
        expires = self.expires and self.expires.isoformat()
        return {**dataclasses.asdict(self), "files": dict(self.files), "expires": expires}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> JoinTicket:
        """The ticket that `record` gave; raises KeyError, TypeError or ValueError for no record."""
        words = {key: str(record[key]) for key in ("server", "token", "ident", "ca_hash")}
        expires = record["expires"]
        return cls(
            **words,
            certificate_key=str(record["certificate_key"]),
            files={str(path): str(text) for path, text in dict(record["files"]).items()},
            expires=datetime.fromisoformat(expires) if expires else None,
        )


@dataclass(frozen=True, slots=True)
class TicketTerms:
    """For how many seconds a ticket lets nodes in, and what the cluster shall keep about it."""

    valid: float = 24 * 3600.0
    purpose: str = "edgewright: a node may join"


USUAL_TERMS = TicketTerms()


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
    outside: str = ""  # network of nodes on other PCs; empty where there can be none
    servers: int = 1  # of these, the servers: one alone keeps its state in a simpler way
    index: int = 0  # place of the node in the cluster file
    # The address of each other node by its name, in the order of the cluster file.
    peers: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    taints: tuple[str, ...] = ()  # key=value:Effect
    encrypt_secrets: bool = False
    load_balancer: bool = False  # whether an add-on gives Services addresses
    log_size: Size = DEFAULT_LOG_SIZE  # most that the log of one container may take
    registries: Registries = field(default_factory=Registries)

    @property
    def shared(self) -> bool:
        """Whether the cluster has, or may get, nodes on other PCs."""
        return bool(self.outside)

    @property
    def alone(self) -> bool:
        """Whether the node is, and stays, the only one of its cluster."""
        return self.nodes == 1 and not self.shared

    @property
    def near(self) -> tuple[str, ...]:
        """What is never reached by way of a proxy: this node, the other ones, pods, services."""
        own = ("localhost", "127.0.0.1", self.address, *self.peers.values())
        outside = (self.outside,) if self.outside else ()
        return (*own, *outside, self.pod_cidr, self.service_cidr)


class Distribution(Protocol):
    """Sets up Kubernetes in a node from the payload disk, without internet."""

    name: str
    title: str
    # The access files in nodes: of the administrator, in servers, and of the node itself.
    admin_access: str
    node_access: str

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

    def ticket_limit(self, role: Role) -> float:
        """For how many seconds a ticket may let nodes in at most; 0 where none ever ends."""
        ...

    async def ticket(
        self,
        server: HostDriver,
        settings: NodeSettings,
        role: Role,
        terms: TicketTerms = USUAL_TERMS,
    ) -> JoinTicket:
        """Make a ticket in a running server; raises KubernetesInstallFailed."""
        ...

    async def joined(self, node: HostDriver, settings: NodeSettings) -> bool:
        """Whether this further node has joined."""
        ...

    async def join(
        self, node: HostDriver, settings: NodeSettings, ticket: JoinTicket, work: Work
    ) -> None:
        """Join this further node in its role; raises KubernetesInstallFailed."""
        ...

    async def leave(self, node: HostDriver, settings: NodeSettings) -> None:
        """Let the others go on without this node, which is about to be removed; may do nothing.

        Raises CommandFailed.
        """
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
