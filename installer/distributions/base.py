"""What the engine asks of a Kubernetes distribution.

A distribution talks to a node through a `HostDriver` and never knows which hypervisor is
behind it.  Every verb is idempotent: after a power cut it is simply called again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from installer.config.model import Proxy
from installer.host.base import HostDriver
from installer.host.job import Work


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

    async def kubeconfig(self, node: HostDriver, settings: NodeSettings) -> str:
        """Access to the cluster from the PC, as the text of a kubeconfig file."""
        ...

    async def evidence(self, node: HostDriver) -> str:
        """What the node says about Kubernetes, for error texts."""
        ...
