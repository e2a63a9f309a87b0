"""The places of a node in networks outside of this PC; pure, from the cluster file."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address

from installer.config.model import Node, Spec
from installer.config.outside import EXTERNAL_CARD, External, Secondary


@dataclass(frozen=True, slots=True)
class OutsidePlace:
    """One of them; `card` is what the node calls its card there."""

    card: str
    network: External | Secondary
    address: IPv4Address

    @property
    def is_external(self) -> bool:
        """Whether the node's way out and its address among the others are there."""
        return isinstance(self.network, External)

    @property
    def interface(self) -> str:
        """The address with its prefix length."""
        return f"{self.address}/{self.network.subnet.prefixlen}"


def outside_places(spec: Spec, node: Node) -> tuple[OutsidePlace, ...]:
    """The places of a node, that in the external network first.

    Cards are numbered by the place of their network in the file, so that a network has the same
    card in every node.
    """
    places = []
    external = spec.network.external
    if external is not None and node.address is not None:
        places.append(OutsidePlace(EXTERNAL_CARD, external, node.address))
    for number, network in enumerate(spec.network.secondary, start=1):
        if node.name in network.addresses:
            places.append(OutsidePlace(f"net{number}", network, network.addresses[node.name]))
    return tuple(places)
