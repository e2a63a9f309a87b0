"""The part of the cluster file about addresses for Services of the type LoadBalancer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Address
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from installer.config.network_fields import NodeAddress
from installer.config.node import Node
from installer.config.outside import External, hosts_text, is_host_of
from installer.config.part import Part
from installer.config.refusal import Allowed, Refusal, refuse

_FREE = "addresses of the external network that nothing else has, no DHCP server either"


class LoadBalancer(Part):
    """A range of addresses of the external network, both ends included."""

    first: Annotated[NodeAddress, Allowed(_FREE)] = Field(description="First address of them.")
    last: Annotated[NodeAddress, Allowed(_FREE)] = Field(description="Last address of them.")

    def __contains__(self, address: IPv4Address) -> bool:
        return self.first <= address <= self.last

    @field_validator("last")
    @classmethod
    def _behind_the_first(cls, value: IPv4Address, info: ValidationInfo) -> IPv4Address:
        first = info.data.get("first")
        if first is not None and value < first:
            raise refuse(
                Refusal(
                    message=f"this address comes before the first one, {first}",
                    allowed=f"{first} or an address after it",
                )
            )
        return value


def place_refusals(value: LoadBalancer, network: Mapping[str, Any]) -> list[Refusal]:
    """What keeps the range out of its network, whose fields were judged before."""
    if "external" not in network:
        return []  # It is wrong itself, which is told.
    external: External | None = network["external"]
    if external is None:
        return [
            Refusal(
                message="these addresses need an external network that they belong to",
                allowed="null, or an external network",
            )
        ]
    refusals = [
        Refusal(
            message=f"no machine of {external.subnet} can have this address",
            found=f'"{address}"',
            allowed=hosts_text(external.subnet),
            at=(key,),
        )
        for key, address in (("first", value.first), ("last", value.last))
        if not is_host_of(address, external.subnet)
    ]
    if external.gateway in value:
        refusals.append(_holds(f"the gateway {external.gateway}", value))
    return refusals


def range_refusals(nodes: Sequence[Node], value: LoadBalancer | None) -> Iterator[Refusal]:
    """The nodes whose own addresses lie in the range; places are below `spec.network`."""
    for node in nodes:
        if value is not None and node.address is not None and node.address in value:
            whose = f"the address {node.address} of node {node.name}"
            yield _holds(whose, value, at=("loadBalancer",))


def _holds(whose: str, value: LoadBalancer, *, at: tuple[str | int, ...] = ()) -> Refusal:
    return Refusal(
        message=f"{whose} lies between these addresses",
        found=f'"{value.first}" to "{value.last}"',
        allowed=_FREE,
        at=at,
    )
