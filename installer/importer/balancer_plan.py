"""The addresses for load balancers from what an imported file states about its services."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import AddressValueError, IPv4Address
from typing import Any

from pydantic import ValidationError

from installer.config.load_balancer import LoadBalancer, place_refusals
from installer.config.model import External
from installer.importer.notes import KEPT
from installer.importer.section import Values

BALANCER_KEYS = frozenset({"services.start", "services.size"})


def plan_load_balancer(
    values: Values, linux: Sequence[Values], external: dict[str, Any] | None, notes: list[str]
) -> dict[str, Any] | None:
    """The group `loadBalancer` of a cluster file; None when its network cannot hold the range.

    What is kept goes to the notes.
    """
    start, size = values.get("services.start"), values.get("services.size")
    if external is None or not start or not size:
        return None
    try:
        first = IPv4Address(start)
        addresses = LoadBalancer(first=first, last=first + (size - 1))
        network = {"external": External.model_validate(external, by_alias=True, by_name=False)}
    except (AddressValueError, ValidationError):
        return None
    nodes = [IPv4Address(node["ip"]) for node in linux if node.get("ip")]
    if place_refusals(addresses, network) or any(node in addresses for node in nodes):
        return None
    notes.append(f"{KEPT}: the addresses {addresses.first} to {addresses.last} for load balancers")
    return {"first": str(addresses.first), "last": str(addresses.last)}
