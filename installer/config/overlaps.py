"""No two networks of a cluster file may share addresses: a packet would have two ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network

from pydantic.alias_generators import to_camel

from installer.config.outside import External, Secondary
from installer.config.refusal import Refusal

Place = tuple[str | int, ...]
# The fields of `Network` that hold networks, in the order in which they are judged.
NETWORK_FIELDS = ("subnet", "lan", "external", "secondary", "pod_cidr", "service_cidr")


def overlap_refusals(field: str, value: object, earlier: Mapping[str, object]) -> list[Refusal]:
    """What the networks of one field share with those of earlier fields and with each other."""
    known = [
        (name, network)
        for other in NETWORK_FIELDS
        for name, _, network in networks_of(other, earlier.get(other))
    ]
    refusals = []
    for name, place, network in networks_of(field, value):
        clash = [f"{other} ({taken})" for other, taken in known if network.overlaps(taken)]
        if clash:
            refusals.append(
                Refusal(
                    message=f"this network shares addresses with {' and '.join(clash)}",
                    found=f'"{network}"',
                    allowed="a network that overlaps no other network of this file",
                    at=place,
                )
            )
        known.append((name, network))
    return refusals


def networks_of(field: str, value: object) -> Iterator[tuple[str, Place, IPv4Network]]:
    """The networks in the value of a field: their names, places below the field, and they."""
    if isinstance(value, IPv4Network):
        yield to_camel(field), (), value
    elif isinstance(value, External):
        yield f"{field}.subnet", ("subnet",), value.subnet
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            assert isinstance(entry, Secondary)
            yield f"{field}[{index}].subnet", (index, "subnet"), entry.subnet
