"""Nodes: the machines of the cluster."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.node_shape import Node
from installer.cluster.objects import Condition, condition, made
from installer.cluster.phrases import Phrase
from installer.cluster.quantities import number_of
from installer.cluster.rows import Column, Kind, Place, Row

_ROLE_PREFIX = "node-role.kubernetes.io/"
_ROLE_LABEL = "kubernetes.io/role"
_SYSTEM_LABEL = "kubernetes.io/os"
# The kubelet renews its lease every 10 s, and its whole status every 5 minutes at the latest.
_LEASE_SECONDS = 120
_HEARTBEAT_SECONDS = 900
_ARCHITECTURE_SHOWS_SINCE = 35

_SILENT = Phrase("The node has not reported in yet.")
_NO_ANSWER = Phrase("The node does not answer; its state is unknown.")
_WINDOWS_TROUBLE = Phrase("The Windows node does not answer; restarting the machine may help.")
_TROUBLE = Phrase("The node reports a problem.")
_OLD_SIGN = Phrase("The last sign of life is old; the state may be out of date.")
_CLOSED = Phrase("The node is healthy but closed for new pods (maintenance).")
_WINDOWS_WELL = Phrase("The Windows node is healthy.")
_WELL = Phrase("The node is healthy.")
_PRESSURES = {
    ("DiskPressure",): Phrase("The disk of the node is nearly full; pods will be stopped."),
    ("MemoryPressure",): Phrase("The node is short of memory; pods will be stopped."),
    ("PIDPressure",): Phrase("The node is short of process numbers."),
    ("MemoryPressure", "PIDPressure"): Phrase(
        "The node is short of memory and of process numbers."
    ),
    ("NetworkUnavailable",): Phrase("The network of the node is not set up."),
}
_SEVERAL = Phrase("The node is short of several things at once; see its conditions.")
_PRESSURE_NAMES = ("DiskPressure", "MemoryPressure", "PIDPressure", "NetworkUnavailable")


class NodeFacts(msgspec.Struct, frozen=True):
    """What the overview needs of a node: processors, bytes and pods that it has for pods."""

    cpu: float
    memory: float
    pods: float
    ready: bool
    closed: bool
    version: str
    system: str
    runtime: str
    taints: tuple[str, ...]


def node_row(node: Node, around: Around) -> Row:
    """The row of a node."""
    info, labels = node.status.node_info, node.metadata.labels or {}
    ready = condition(node.status.conditions, "Ready")
    words = ["Unknown" if ready is None else "Ready" if ready.true else "NotReady"]
    if node.spec.unschedulable:
        words.append("SchedulingDisabled")
    roles = {key.removeprefix(_ROLE_PREFIX) for key in labels if key.startswith(_ROLE_PREFIX)}
    roles |= {labels.get(_ROLE_LABEL, "")}
    kernel = info.kernel_version or "<unknown>"
    if info.architecture and (around.minor is None or around.minor >= _ARCHITECTURE_SHOWS_SINCE):
        kernel = f"{kernel} ({info.architecture})"
    cells = (
        node.metadata.name,
        ",".join(words),
        ",".join(sorted(roles - {""})) or "<none>",
        Since(moment(node.metadata.creation_timestamp)),
        info.kubelet_version,
        _address(node, "InternalIP"),
        _address(node, "ExternalIP"),
        info.os_image or "<unknown>",
        kernel,
        info.container_runtime_version or "<unknown>",
    )
    has = node.status.allocatable
    facts = NodeFacts(
        cpu=number_of(has.cpu),
        memory=number_of(has.memory),
        pods=number_of(has.pods),
        ready=ready is not None and ready.true,
        closed=bool(node.spec.unschedulable),
        version=info.kubelet_version,
        system=info.os_image,
        runtime=info.container_runtime_version,
        taints=tuple(f"{t.key}={t.value or ''}:{t.effect}" for t in node.spec.taints or ()),
    )
    return made(node.metadata, cells, _judge(node, ready, around), facts)


def _address(node: Node, kind: str) -> str:
    found = (a.address for a in node.status.addresses or () if a.type == kind)
    return next(found, "<none>")


def _judge(node: Node, ready: Condition | None, around: Around) -> tuple[bool, Phrase]:
    windows = (node.metadata.labels or {}).get(_SYSTEM_LABEL) == "windows"
    if ready is None:
        return True, _SILENT
    if ready.status == "Unknown":
        return True, _NO_ANSWER
    if not ready.true:
        return True, _WINDOWS_TROUBLE if windows else _TROUBLE
    if _silent_for_long(node, ready, around):
        return True, _OLD_SIGN
    conditions = node.status.conditions
    pressed = tuple(
        name
        for name in _PRESSURE_NAMES
        if (found := condition(conditions, name)) is not None and found.true
    )
    if pressed:
        return True, _PRESSURES.get(pressed, _SEVERAL)
    if node.spec.unschedulable:
        return False, _CLOSED
    return False, _WINDOWS_WELL if windows else _WELL


def _silent_for_long(node: Node, ready: Condition, around: Around) -> bool:
    """Whether the last sign of life is old, although the record still says Ready."""
    lease = (around.leases or {}).get(node.metadata.name)
    if lease is not None:
        return around.as_of - lease > _LEASE_SECONDS
    heartbeat = moment(ready.last_heartbeat_time)
    return heartbeat is not None and around.as_of - heartbeat > _HEARTBEAT_SECONDS


def _never_settled(node: Node) -> bool:
    """A node goes silent without any change of its record."""
    del node
    return False


KIND = Kind(
    name="nodes",
    word="Node",
    api="/api/v1",
    resource="nodes",
    namespaced=False,
    aliases=("node", "no"),
    columns=(
        Column("NAME"),
        Column("STATUS"),
        Column("ROLES"),
        Column("AGE"),
        Column("VERSION"),
        Column("INTERNAL-IP", Place.WIDE),
        Column("EXTERNAL-IP", Place.WIDE),
        Column("OS-IMAGE", Place.WIDE),
        Column("KERNEL-VERSION", Place.WIDE),
        Column("CONTAINER-RUNTIME", Place.WIDE),
    ),
    shape=Node,
    row=node_row,
    settled=_never_settled,
    needs=("leases",),
)
