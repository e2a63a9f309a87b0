"""The part of the cluster file about one virtual machine."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, Strict, WithJsonSchema

from installer.config.frozen_map import FrozenMap
from installer.config.kubernetes_fields import Labels, Taint, parse_taints
from installer.config.network_fields import NodeAddress
from installer.config.part import Part
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.size_field import size_field
from installer.config.text_fields import Label, as_text
from installer.units import GIB, Size

# AKS Edge Essentials supports at most 16 virtual CPUs on one PC; so do we, for all nodes together.
MAX_CPUS = 16
MIN_MEMORY = Size(2 * GIB)
MIN_DATA_DISK = Size(10 * GIB)

_MAC = re.compile(r"[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}")
_MAC_DIGITS = 12
_ADDRESS = "an address inside network.lan or network.external"

Cpus = Annotated[
    int,
    Strict(),
    Field(ge=1, le=MAX_CPUS),
    Allowed(f"a whole number from 1 to {MAX_CPUS}"),
]


def parse_mac(value: object) -> str:
    """A hardware address in small letters, of one card (not of a group: IEEE 802, first octet)."""
    text = as_text(value)
    if _MAC.fullmatch(text) and text.strip("0:"):
        return text.lower()
    digits = re.sub(r"[^0-9A-Fa-f]", "", text).lower()
    better = ":".join(digits[n : n + 2] for n in range(0, len(digits), 2))
    usable = len(digits) == _MAC_DIGITS and digits.strip("0") and _MAC.fullmatch(better)
    raise refuse(
        Refusal(
            message="this is not the hardware address of a network card",
            suggestion=better if usable else "",
        )
    )


Mac = Annotated[
    str,
    PlainValidator(parse_mac),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_MAC.pattern})$"}),
]


def _without_default(schema: dict[str, Any]) -> None:
    """The default depends on the place in the list, which a schema cannot say."""
    schema.pop("default", None)


class Node(Part):
    """One virtual machine."""

    name: Label = Field(description="Name of the node; also its host name.")
    role: Annotated[Literal["server", "worker"], Allowed("server or worker")] = Field(
        default="server",
        description="server runs the control plane, worker only programs; the first is a server.",
        json_schema_extra=_without_default,
    )
    cpus: Cpus = Field(description="Number of virtual CPUs.")
    memory: Annotated[Size, *size_field(MIN_MEMORY)] = Field(
        description="Memory, set aside for the node while it runs."
    )
    data_disk: Annotated[Size, *size_field(MIN_DATA_DISK)] = Field(
        description="Disk for images, volumes and the state of Kubernetes; it outlives updates."
    )
    mac: Annotated[
        Mac | None, Allowed("six pairs of hexadecimal digits, such as 52:54:00:12:34:56")
    ] = Field(
        default=None,
        description="Hardware address of the card (the external one if any); null: made up.",
    )
    address: Annotated[NodeAddress | None, Allowed(_ADDRESS)] = Field(
        default=None,
        description="Address in network.external, or in network.lan (there null takes the next).",
    )
    labels: Labels = Field(
        default=FrozenMap(), description="Labels of the node: names with values."
    )
    taints: Annotated[
        tuple[Taint, ...],
        AfterValidator(parse_taints),
        Allowed("a list of key=value:Effect with NoSchedule, PreferNoSchedule or NoExecute"),
    ] = Field(default=(), description="Taints of the node: a list of key=value:Effect.")
