"""The part of the cluster file about networks outside of this PC: the shop's, or of its machines.

A card of each node stands in such a network with an address of its own, as if it were a PC there.
Where the adapter leads, and what kind it is, only the PC knows: the checks judge that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network
from typing import Annotated

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    Strict,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from installer.config.frozen_map import FrozenMap
from installer.config.network_fields import (
    ADDRESS_SCHEMA,
    NodeAddress,
    network_field,
    read_address,
)
from installer.config.outline import shown
from installer.config.part import Part
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import Label, as_text

# What every node calls its card in the external network.
EXTERNAL_CARD = "ext0"
# IPv4 itself needs the first (RFC 791 has 68, RFC 1122 576 for hosts); the second is what cards
# for jumbo frames have at most.
MIN_MTU, USUAL_MTU, MAX_MTU = 576, 1500, 9216
# What neither Linux (net/core/dev.c, dev_valid_name) nor Windows takes in the name of an adapter.
_REFUSED = r"/\\:*?<>|\x00-\x1f\x7f"
_ADAPTER = re.compile(rf"(?!\.{{1,2}}$)[^\s{_REFUSED}]([^{_REFUSED}]{{0,62}}[^\s{_REFUSED}])?")


def parse_adapter(value: object) -> str:
    """The name of an adapter, as the operating system shows it."""
    text = as_text(value)
    if _ADAPTER.fullmatch(text) is None:
        better = text.strip()
        raise refuse(
            Refusal(
                message="this is not the name of an adapter",
                suggestion=better if _ADAPTER.fullmatch(better) else "",
            )
        )
    return text


def parse_addresses(value: object) -> FrozenMap[IPv4Address]:
    """Names of nodes with their addresses; every wrong one is told."""
    if not isinstance(value, Mapping):
        raise refuse(Refusal(message="names with values must stand here"))
    if not value:
        raise refuse(Refusal(message="no node has an address in this network", found="nothing"))
    found = {name: read_address(text) for name, text in value.items()}
    refusals = [
        Refusal(
            message="this is not an IPv4 address",
            found="nothing" if value[name] is None else f'"{shown(str(value[name]))}"',
            allowed="an address inside of this network's subnet",
            at=(name,),
        )
        for name, address in found.items()
        if address is None
    ]
    if refusals:
        raise refuse(*refusals)
    return FrozenMap({name: address for name, address in found.items() if address is not None})


Adapter = Annotated[
    str,
    PlainValidator(parse_adapter),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_ADAPTER.pattern})$"}),
    Allowed("the name of a network adapter, a bridge or a tap of this PC, such as enp3s0"),
]
Subnet = Annotated[IPv4Network, *network_field(widest=8, narrowest=30)]
Vlan = Annotated[
    Annotated[int, Strict(), Field(ge=1, le=4094)] | None,
    Allowed("a whole number from 1 to 4094, or null for none"),
]
Mtu = Annotated[
    int,
    Strict(),
    Field(ge=MIN_MTU, le=MAX_MTU),
    Allowed(f"a whole number from {MIN_MTU} to {MAX_MTU}"),
]
Addresses = Annotated[
    FrozenMap[IPv4Address],
    PlainValidator(parse_addresses),
    PlainSerializer(
        lambda addresses: {name: str(address) for name, address in addresses.items()},
        return_type=dict[str, str],
    ),
    WithJsonSchema({"type": "object", "minProperties": 1, "additionalProperties": ADDRESS_SCHEMA}),
    Allowed("names of nodes with their addresses, such as shop-node: 10.1.2.3"),
]

_ADAPTER_TEXT = "Adapter, bridge or ready tap of this PC that leads to the network."
_VLAN_TEXT = "Number of the VLAN; null when the adapter leads into the network as it is."
_MTU_TEXT = "Largest packet in bytes, as everybody in the network has it."


class External(Part):
    """The network of the house, in which the nodes have their own addresses (`node.address`)."""

    adapter: Adapter = Field(description=_ADAPTER_TEXT)
    subnet: Subnet = Field(description="The network as its router has it.")
    gateway: Annotated[NodeAddress, Allowed("the address of the router, inside the subnet")] = (
        Field(description="Address of the router, by which the nodes reach everything else.")
    )
    vlan: Vlan = Field(default=None, description=_VLAN_TEXT)
    mtu: Mtu = Field(default=USUAL_MTU, description=_MTU_TEXT)

    @field_validator("gateway")
    @classmethod
    def _inside(cls, value: IPv4Address, info: ValidationInfo) -> IPv4Address:
        return _gateway(value, info)


class Secondary(Part):
    """One more network for some or all nodes, such as that of the machines of a factory."""

    name: Label = Field(description="Name of the network, for people.")
    adapter: Adapter = Field(description=_ADAPTER_TEXT)
    subnet: Subnet = Field(description="The network as its other members have it.")
    gateway: Annotated[
        NodeAddress | None, Allowed("the address of the router, inside the subnet, or null")
    ] = Field(
        default=None, description="Router there, used while no other way out works; null for none."
    )
    vlan: Vlan = Field(default=None, description=_VLAN_TEXT)
    mtu: Mtu = Field(default=USUAL_MTU, description=_MTU_TEXT)
    addresses: Addresses = Field(description="Names of nodes, each with its address there.")

    @field_validator("gateway")
    @classmethod
    def _inside(cls, value: IPv4Address | None, info: ValidationInfo) -> IPv4Address | None:
        return value if value is None else _gateway(value, info)


def is_host_of(address: IPv4Address, network: IPv4Network) -> bool:
    """Whether a machine can have this address in the network."""
    return address in network and address not in (network[0], network[-1])


def hosts_text(network: IPv4Network) -> str:
    """The addresses that machines can have in a network, as the end of "allowed: ..."."""
    return f"an address from {network[1]} to {network[-2]}"


def _gateway(value: IPv4Address, info: ValidationInfo) -> IPv4Address:
    subnet = info.data.get("subnet")
    if subnet is not None and not is_host_of(value, subnet):
        raise refuse(
            Refusal(message=f"no router of {subnet} has this address", allowed=hosts_text(subnet))
        )
    return value
