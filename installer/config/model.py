"""The cluster file, `EdgeCluster`: what a user asks for, and the rules that it must obey.

A value of these types is valid by construction, so nothing behind the loader checks it again.
Every rule stands at the field where a user would correct it.
"""

from __future__ import annotations

from typing import Annotated, Literal

import yaml
from pydantic import Field, Strict, field_validator

from installer.config.network import Network, Proxy, PublishedPort
from installer.config.part import Part
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.size_field import size_field
from installer.config.text_fields import Label, Version
from installer.units import GIB, Size

__all__ = [
    "API_VERSION",
    "KIND",
    "MAX_CPUS",
    "MIN_DATA_DISK",
    "MIN_MEMORY",
    "EdgeCluster",
    "Metadata",
    "Network",
    "Node",
    "Proxy",
    "PublishedPort",
    "Spec",
]

API_VERSION: Literal["edgewright.dev/v1alpha1"] = "edgewright.dev/v1alpha1"
KIND: Literal["EdgeCluster"] = "EdgeCluster"

# AKS Edge Essentials supports at most 16 virtual CPUs on one PC; so do we.
MAX_CPUS = 16
MIN_MEMORY = Size(2 * GIB)
MIN_DATA_DISK = Size(10 * GIB)

Cpus = Annotated[
    int,
    Strict(),
    Field(ge=1, le=MAX_CPUS),
    Allowed(f"a whole number from 1 to {MAX_CPUS}"),
]
Switch = Annotated[bool, Strict(), Allowed("true or false")]


class Metadata(Part):
    """By what the cluster is known."""

    name: Label = Field(description="Name of the cluster.")


class Node(Part):
    """One virtual machine."""

    name: Label = Field(description="Name of the node; also its host name.")
    cpus: Cpus = Field(description="Number of virtual CPUs.")
    memory: Annotated[Size, *size_field(MIN_MEMORY)] = Field(
        description="Memory, set aside for the node while it runs."
    )
    data_disk: Annotated[Size, *size_field(MIN_DATA_DISK)] = Field(
        description="Disk for images, volumes and the state of Kubernetes; it outlives updates."
    )


class Spec(Part):
    """What the cluster shall be."""

    distribution: Annotated[Literal["kubeadm"], Allowed("kubeadm")] = Field(
        description="Kind of Kubernetes: kubeadm is upstream Kubernetes."
    )
    version: Annotated[
        Version | None, Allowed("a version such as v1.34.1, or nothing for the bundle's own")
    ] = Field(default=None, description="Kubernetes version; null takes that of the bundle.")
    nodes: Annotated[
        tuple[Node, ...],
        Allowed("a list of exactly one node"),
    ] = Field(
        description="The virtual machines; this version of the program makes exactly one.",
        json_schema_extra={"minItems": 1, "maxItems": 1},
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
        default=True, description="Whether the node starts together with this PC."
    )

    @field_validator("nodes", mode="before")
    @classmethod
    def _single(cls, value: object) -> object:
        """Counts before the entries are judged: which of several would be kept is unknown."""
        if isinstance(value, (list, tuple)) and len(value) != 1:
            message = "this version of the program makes clusters of exactly one node"
            raise refuse(Refusal(message=message))
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
        return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
