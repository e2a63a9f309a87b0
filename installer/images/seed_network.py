"""The network of a node in its seed: a card to this PC, and those to other nodes and networks.

Three facts about cloud-init 22.4 with its networkd renderer, which Debian 12 has (found in its
own code, and this form tried in a node): a route `to: default` is an error there, `to: 0.0.0.0/0`
means the same in every version; without `set-name` it writes down the name that the network card
has at the first boot, which changes with the card's slot, so the name is given here; and it drops
the metric of a route (`_v2_to_v1_ipcfg`), so a way out that shall only be used when the usual one
is gone is written as a file of networkd beside its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_interface

INTERFACE = "node0"
LAN_INTERFACE = "lan0"
# The usual way out has 0, and the lowest one counts (systemd.network(5), "Metric=").
_RESERVE_METRIC = 1024


@dataclass(frozen=True, slots=True)
class LanCard:
    """The card of a node in the network between nodes; `address` has its prefix length."""

    mac: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCard:
    """A card of a node in a network outside of the PC; `address` has its prefix length.

    By `gateway`, unless it is empty, the node reaches everything else: always when this is the
    `way_out`, otherwise only while no other way works.
    """

    name: str
    mac: str
    address: str
    mtu: int
    gateway: str = ""
    way_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCards:
    """All cards of a node; the first three are those of the card to this PC."""

    mac: str
    address: str
    gateway: str
    name_servers: tuple[str, ...]
    lan: LanCard | None = None
    outside: tuple[OutsideCard, ...] = ()

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks in which the node itself stands."""
        further = (self.lan,) if self.lan else ()
        cards = (self.address, *(card.address for card in (*further, *self.outside)))
        return tuple(str(ip_interface(address).network) for address in cards)


def network_document(cards: NodeCards) -> dict[str, object]:
    """The file `network-config` of a seed (cloud-init, "Networking config Version 2")."""
    main = next((card for card in cards.outside if card.way_out), None)
    near = ip_interface(cards.address).network
    # Behind another way out, name servers are asked over it, but for that inside this PC.
    here = [s for s in cards.name_servers if main is None or ip_address(s) in near]
    there = [server for server in cards.name_servers if server not in here]
    found = {
        INTERFACE: _card(
            INTERFACE, cards.mac, cards.address, gateway="" if main else cards.gateway, servers=here
        )
    }
    if cards.lan is not None:
        # No route leads over it but the one to its own network: the way out is the other card's.
        found[LAN_INTERFACE] = _card(LAN_INTERFACE, cards.lan.mac, cards.lan.address)
    for card in cards.outside:
        gateway, servers = (card.gateway, there) if card is main else ("", [])
        found[card.name] = _card(
            card.name, card.mac, card.address, gateway=gateway, servers=servers, mtu=card.mtu
        )
    return {"version": 2, "ethernets": found}


def _card(
    name: str,
    mac: str,
    address: str,
    *,
    gateway: str = "",
    servers: Iterable[str] = (),
    mtu: int | None = None,
) -> dict[str, object]:
    card: dict[str, object] = {
        "match": {"macaddress": mac.lower()},
        "set-name": name,
        "dhcp4": False,
        "dhcp6": False,
        "addresses": [address],
    }
    if gateway:
        card["routes"] = [{"to": "0.0.0.0/0", "via": gateway}]
    if servers:
        card["nameservers"] = {"addresses": list(servers)}
    if mtu is not None:
        card["mtu"] = mtu
    return card


def reserve_files(outside: Iterable[OutsideCard]) -> dict[str, str]:
    """Path and text of the files by which a node has ways out in reserve."""
    return {
        f"/etc/systemd/network/10-cloud-init-{card.name}.network.d/way-out.conf": (
            f"[Route]\nGateway={card.gateway}\nMetric={_RESERVE_METRIC}\n"
        )
        for card in outside
        if card.gateway and not card.way_out
    }


def reserve_commands(outside: Iterable[OutsideCard]) -> list[list[str]]:
    """The commands that make those files count at once."""
    cards = [card.name for card in outside if card.gateway and not card.way_out]
    return [["networkctl", "reload"], ["networkctl", "reconfigure", *cards]] if cards else []
