"""A place for the nodes in the network around this PC, from what the PC knows of it.

The router is a guess that its owner confirms: the first address of a network is the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from installer.adapter_kind import AdapterKind
from installer.errors import NotEligible
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.adapters import Adapter
from installer.facts.base import Facts
from installer.facts.links import FACT as LINKS
from installer.facts.neighbours import FACT as NEIGHBOURS

# Enough for a shop's Services, small enough to be free somewhere.
_SERVICES = 8
# Smaller ones have no room, larger ones are not the network of one house.
_PREFIXES = range(8, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideProposal:
    """Where nodes could stand; `services` are the first and last address for Services."""

    adapter: str
    subnet: IPv4Network
    gateway: IPv4Address
    mtu: int
    addresses: tuple[IPv4Address, ...]
    services: tuple[IPv4Address, IPv4Address]


def network_adapters(facts: Facts) -> tuple[Adapter, ...]:
    """The adapters of the PC that was looked at; none when they could not be listed."""
    found = facts.find(ADAPTERS)
    return found.entries if found is not None else ()


def can_carry_nodes(adapter: Adapter) -> bool:
    """Whether nodes can get into a network by this adapter, and this PC knows that network."""
    part = adapter.kind is AdapterKind.CARD and bool(adapter.master)
    return adapter.kind is not None and adapter.up and not part and bool(adapter.addresses)


def propose_outside(facts: Facts, *, count: int, adapter: str = "") -> OutsideProposal:
    """A whole set of free addresses for `count` nodes, at an adapter or at the likeliest one.

    Raises NotEligible when no adapter leads into a network with room for them.
    """
    usable = [entry for entry in network_adapters(facts) if can_carry_nodes(entry)]
    over = {link.name for link in facts.find(LINKS) or () if link.default}
    usable.sort(key=lambda entry: (entry.name != adapter, entry.name not in over))
    if not usable:
        raise NotEligible(
            "No adapter of this PC leads into a network in which nodes can stand.",
            resolution="Connect this PC by a cable, or keep the nodes inside this PC.",
        )
    chosen = usable[0]
    own = chosen.addresses[0]
    subnet = own.network
    if subnet.prefixlen not in _PREFIXES:
        raise NotEligible(
            f"The network {subnet} has no room for nodes.",
            resolution="Use another adapter, or keep the nodes inside this PC.",
        )
    gateway = subnet[1] if own.ip != subnet[1] else subnet[-2]
    neighbours = facts.find(NEIGHBOURS)
    taken = {gateway, *(address.ip for address in chosen.addresses)}
    taken |= neighbours.there if neighbours is not None else set()
    free = _free(subnet, taken)
    addresses = tuple(address for _, address in zip(range(count), free, strict=False))
    services = _run_of(_SERVICES, subnet, taken | set(addresses))
    if len(addresses) < count or services is None:
        raise NotEligible(
            f"The network {subnet} has too few free addresses.",
            resolution="Ask who manages the network, or keep the nodes inside this PC.",
        )
    return OutsideProposal(
        adapter=chosen.name,
        subnet=subnet,
        gateway=gateway,
        mtu=chosen.mtu,
        addresses=tuple(sorted(addresses)),
        services=services,
    )


def _free(subnet: IPv4Network, taken: set[IPv4Address]) -> Iterator[IPv4Address]:
    """From the end: routers hand out addresses from the beginning and the middle."""
    for number in range(2, min(subnet.num_addresses, 1024)):
        if subnet[-number] not in taken:
            yield subnet[-number]


def _run_of(
    length: int, subnet: IPv4Network, taken: set[IPv4Address]
) -> tuple[IPv4Address, IPv4Address] | None:
    """The last run of free addresses of this length."""
    run: list[IPv4Address] = []
    for number in range(2, min(subnet.num_addresses, 1024)):
        run = [*run, subnet[-number]] if subnet[-number] not in taken else []
        if len(run) == length:
            return run[-1], run[0]
    return None
