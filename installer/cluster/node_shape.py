"""A node as the console decodes it."""

from __future__ import annotations

from installer.cluster.objects import Condition, Meta, Part


class Taint(Part, frozen=True):
    """A mark that keeps pods away."""

    key: str = ""
    value: str | None = None
    effect: str = ""


class NodeSpec(Part, frozen=True):
    """What is wanted of a node."""

    unschedulable: bool | None = None
    taints: list[Taint] | None = None


class NodeAddress(Part, frozen=True):
    """An address of a node."""

    type: str = ""
    address: str = ""


class NodeInfo(Part, frozen=True):
    """What the node's own agent says of its machine."""

    kubelet_version: str = ""
    os_image: str = ""
    kernel_version: str = ""
    container_runtime_version: str = ""
    operating_system: str = ""
    architecture: str = ""


class NodeAmounts(Part, frozen=True):
    """What a node has for pods."""

    cpu: str = "0"
    memory: str = "0"
    pods: str = "0"


_NO_INFO, _NO_AMOUNTS, _NO_SPEC = NodeInfo(), NodeAmounts(), NodeSpec()


class NodeStatus(Part, frozen=True):
    """What a node is."""

    conditions: list[Condition] | None = None
    addresses: list[NodeAddress] | None = None
    node_info: NodeInfo = _NO_INFO
    allocatable: NodeAmounts = _NO_AMOUNTS


_NO_STATUS = NodeStatus()


class Node(Part, frozen=True):
    """A node."""

    metadata: Meta
    spec: NodeSpec = _NO_SPEC
    status: NodeStatus = _NO_STATUS
