"""The fields about the network inside this PC, and those that always hold."""

from __future__ import annotations

from dataclasses import dataclass

from gui.texts import later


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field of a page: its place, label and help."""

    key: str
    label: str
    help: str
    optional: bool = False


SUBNET = FieldInfo(
    "subnet", later("Node net&work"), later("Between this PC and the node. Must be unused here")
)
LAN = FieldInfo("lan", later("Network between nodes"), later("Inside this PC. Must be unused here"))
FIELDS = (
    FieldInfo(
        "dns", later("&DNS servers"), later("Comma between. Empty asks this PC"), optional=True
    ),
    FieldInfo(
        "podCidr", later("&Pod network"), later("Inside the cluster only. Must be unused here")
    ),
    FieldInfo(
        "serviceCidr",
        later("&Service network"),
        later("Inside the cluster only. Must be unused here"),
    ),
    FieldInfo("apiPort", later("&Kubernetes port"), later("Port of this PC for kubectl")),
    FieldInfo(
        "sshPort", later("SS&H port"), later("Port of this PC by which Edgewright reaches the node")
    ),
    FieldInfo(
        "proxy",
        later("Pro&xy"),
        later("Only if this site needs one, http://name:port"),
        optional=True,
    ),
    FieldInfo(
        "noProxy",
        later("With&out proxy"),
        later("Names and networks, comma between"),
        optional=True,
    ),
)
PORTS = ("apiPort", "sshPort")
