"""The cluster file, `EdgeCluster`: what a user asks for, and the rules that it must obey.

A value of these types is valid by construction, so nothing behind the loader checks it again.
Every rule stands at the field where a user would correct it.
"""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from installer.config.arc import Arc
from installer.config.network import Network, Proxy, PublishedPort
from installer.config.node import MAX_CPUS, MIN_DATA_DISK, MIN_MEMORY, Node
from installer.config.outside import External, Secondary
from installer.config.part import Part, Switch
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.registries import Registries
from installer.config.rules import (
    MAX_NODES,
    joining_refusals,
    network_refusals,
    node_refusals,
    with_roles,
)
from installer.config.size_field import size_field
from installer.config.storage import Storage
from installer.config.text_fields import Label, Version
from installer.config.time_fields import TimeServer, TimeZone
from installer.config.yaml_text import dump_yaml
from installer.units import MIB, Size

__all__ = [
    "API_VERSION",
    "KIND",
    "MAX_CPUS",
    "MAX_NODES",
    "MIN_DATA_DISK",
    "MIN_LOG_SIZE",
    "MIN_MEMORY",
    "Arc",
    "DistributionName",
    "EdgeCluster",
    "External",
    "Metadata",
    "Network",
    "Node",
    "Proxy",
    "PublishedPort",
    "Registries",
    "Secondary",
    "Spec",
    "Storage",
]

API_VERSION: Literal["edgewright.dev/v1alpha1"] = "edgewright.dev/v1alpha1"
KIND: Literal["EdgeCluster"] = "EdgeCluster"

# What the containers of a node may write, so that no log fills the data disk; less helps nobody.
MIN_LOG_SIZE = Size(10 * MIB)

DistributionName = Literal["kubeadm", "k3s"]


class Metadata(Part):
    """By what the cluster is known."""

    name: Label = Field(description="Name of the cluster.")


class Spec(Part):
    """What the cluster shall be."""

    distribution: Annotated[DistributionName, Allowed("kubeadm or k3s")] = Field(
        description="Kind of Kubernetes: kubeadm is upstream Kubernetes, k3s a lighter one."
    )
    version: Annotated[
        Version | None,
        Allowed("a version such as v1.34.1 or v1.34.1+k3s1, or nothing for the bundle's own"),
    ] = Field(default=None, description="Kubernetes version; null takes that of the bundle.")
    join: Switch = Field(
        default=False,
        description="Whether the nodes join a cluster that another PC has begun, by a join file.",
    )
    nodes: Annotated[
        tuple[Node, ...],
        Allowed(f"a list of 1 to {MAX_NODES} nodes"),
    ] = Field(
        description="The virtual machines; the first begins the cluster, unless they join one.",
        json_schema_extra={"minItems": 1, "maxItems": MAX_NODES},
    )
    network: Network = Field(description="Networks and ports.")
    acceleration: Annotated[Literal["required", "preferred"], Allowed("required or preferred")] = (
        Field(
            default="preferred",
            description="KVM: preferred also takes a PC without it, 10 to 20 times slower; "
            "required does not.",
        )
    )
    autostart: Switch = Field(
        default=True, description="Whether the nodes start together with this PC."
    )
    secret_encryption: Switch = Field(
        default=False, description="Whether Kubernetes keeps its secrets encrypted on the disk."
    )
    log_size: Annotated[Size, *size_field(MIN_LOG_SIZE)] = Field(
        default=Size(100 * MIB), description="Most that the log of one container may take."
    )
    time_zone: TimeZone = Field(default="UTC", description="Time zone of the nodes.")
    time_servers: Annotated[
        tuple[TimeServer, ...], Allowed("names or addresses, such as ntp.shop.local")
    ] = Field(default=(), description="Time servers of the nodes; an empty list takes the usual.")
    registries: Registries = Field(
        default=Registries(),
        description="Where container images come from: mirrors, certificateAuthority.",
    )
    storage: Storage = Field(default=Storage(), description="Volumes: localVolumes, shares.")
    arc: Arc | None = Field(
        default=None,
        description="Place in Azure: subscription, tenant, resourceGroup, region, clusterName.",
    )

    @property
    def servers(self) -> tuple[Node, ...]:
        """The nodes that run the control plane, in the order of the file."""
        return tuple(node for node in self.nodes if node.role == "server")

    def peer_address(self, node: Node) -> IPv4Address | None:
        """The address by which the other nodes reach a node.

        It is the one in the external network, else in the network between the nodes; None for a
        node that has neither and is alone.
        """
        if self.network.external is not None:
            return node.address
        if self.network.lan is None:
            return None
        return node.address or self.network.lan_address(self.nodes.index(node))

    @field_validator("version")
    @classmethod
    def _of_distribution(cls, value: str | None, info: ValidationInfo) -> str | None:
        distribution = info.data.get("distribution")
        if value is None or distribution is None or ("+k3s" in value) == (distribution == "k3s"):
            return value
        better = f"{value}+k3s1" if distribution == "k3s" else value.partition("+")[0]
        raise refuse(Refusal(message=f"{distribution} has no such version", suggestion=better))

    @field_validator("nodes", mode="before")
    @classmethod
    def _not_too_many(cls, value: object) -> object:
        """Counts before the entries are judged, which are then too many to speak of."""
        if isinstance(value, (list, tuple)) and not 1 <= len(value) <= MAX_NODES:
            raise refuse(Refusal(message=f"a cluster has from 1 to {MAX_NODES} nodes"))
        return value

    @field_validator("nodes")
    @classmethod
    def _fit_together(cls, value: tuple[Node, ...], info: ValidationInfo) -> tuple[Node, ...]:
        joining = info.data.get("join", False)
        nodes = with_roles(value, joining=joining)
        if refusals := list(node_refusals(nodes, joining=joining)):
            raise refuse(*refusals)
        return nodes

    @field_validator("network")
    @classmethod
    def _fits_nodes(cls, value: Network, info: ValidationInfo) -> Network:
        if "nodes" in info.data:
            refusals = list(network_refusals(info.data["nodes"], value))
            refusals += joining_refusals(value) if info.data.get("join") else ()
            if refusals:
                raise refuse(*refusals)
        return value


class EdgeCluster(Part):
    """A whole cluster file."""

    api_version: Annotated[Literal["edgewright.dev/v1alpha1"], Allowed(API_VERSION)] = Field(
        default=API_VERSION, description="Format of this file."
    )
    kind: Annotated[Literal["EdgeCluster"], Allowed(KIND)] = Field(
        default=KIND, description="What this file describes."
    )
    metadata: Metadata = Field(description="By what the cluster is known.")
    spec: Spec = Field(description="What the cluster shall be.")

    @property
    def name(self) -> str:
        """The name of the cluster."""
        return self.metadata.name

    def to_yaml(self) -> str:
        """The file as text; what is not set is left out, the rest reads back the same."""
        content = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return dump_yaml(content)
