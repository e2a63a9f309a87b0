"""Gathers what must be known beside an object from other objects: classes, leases, waiting pods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import ClassFacts
from installer.cluster.objects import Meta, Part
from installer.cluster.rows import Row

LEASES_PATH = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"


class LeaseSpec(Part, frozen=True):
    """When a node last showed a sign of life."""

    renew_time: str | None = None


_NO_SPEC = LeaseSpec()


class Lease(Part, frozen=True):
    """The lease of a node."""

    metadata: Meta
    spec: LeaseSpec = _NO_SPEC


class LeasePage(Part, frozen=True):
    """A list of leases."""

    items: list[Lease] | None = None


def lease_moments(leases: Iterable[Lease]) -> dict[str, float]:
    """Node -> last sign of life."""
    found = {lease.metadata.name: moment(lease.spec.renew_time) for lease in leases}
    return {name: at for name, at in found.items() if at is not None}


def leases_in(data: bytes) -> dict[str, float]:
    """The same from a list's bytes; raises msgspec.DecodeError."""
    return lease_moments(msgspec.json.decode(data, type=LeasePage).items or ())


def classes_of(rows: Iterable[Row]) -> Mapping[str, ClassFacts]:
    """Storage class -> what matters of it, from the rows of the classes."""
    return {row.name: row.facts for row in rows}


def wanted_by(rows: Iterable[Row]) -> frozenset[tuple[str, str]]:
    """The claims that pods wait for which have no node yet, from the rows of pods."""
    return frozenset(
        (row.namespace, claim) for row in rows if not row.facts.node for claim in row.facts.claims
    )


def decoded_leases(raws: Iterable[bytes]) -> list[Lease]:
    """Leases that stand in a file; malformed ones are left out."""
    good: list[Lease] = []
    for raw in raws:
        try:
            good.append(msgspec.json.decode(raw, type=Lease))
        except msgspec.DecodeError:
            continue
    return good
