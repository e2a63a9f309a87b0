"""What must be known beside an object to judge it: the moment, and some facts of the cluster.

A waiting claim is normal or not depending on its storage class, a node's `Ready` is worth as much
as its last sign of life.  Where a fact is not known, the judgement is more careful.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A storage class: whether it waits for the first pod, can grow, and is the default."""

    waits: bool
    expandable: bool
    default: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What is known at `now` (seconds since 1970); None where nothing was read.

    `as_of` is the moment for which the objects speak: the same as `now` for a live cluster, the
    newest moment in it for a saved file.  `minor` is the server's minor version.  `leases` has
    each node's last sign of life, `wanted_claims` the (namespace, name) of claims that a pending
    pod waits for.
    """

    now: float
    as_of: float
    minor: int | None = None
    classes: Mapping[str, ClassFacts] | None = None
    leases: Mapping[str, float] | None = None
    wanted_claims: Set[tuple[str, str]] | None = None

    @classmethod
    def at(cls, now: float) -> Around:
        """Nothing is known but the time."""
        return cls(now, now)
