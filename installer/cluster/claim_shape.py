"""A claim as the console decodes it."""

from __future__ import annotations

import msgspec

from installer.cluster.objects import Condition, Meta, Part


class Storage(Part, frozen=True):
    """An amount of storage."""

    storage: str = ""


class Asked(Part, frozen=True):
    """What is asked for."""

    requests: Storage | None = None


class ClaimSpec(Part, frozen=True):
    """What is wanted."""

    storage_class_name: str | None = None
    volume_name: str | None = None
    volume_mode: str | None = None
    volume_attributes_class_name: str | None = None
    resources: Asked | None = None


class ClaimStatus(Part, frozen=True):
    """What is."""

    phase: str | None = None
    capacity: Storage | None = None
    access_modes: list[str] | None = None
    conditions: list[Condition] | None = None
    allocated_resource_statuses: Storage | None = None


class ClassNote(Part, frozen=True):
    """The annotation that named the class in old clusters."""

    name: str = msgspec.field(default="", name="volume.beta.kubernetes.io/storage-class")


class ClaimMeta(Meta, frozen=True):
    """`metadata` of a claim."""

    annotations: ClassNote | None = None


_NO_SPEC, _NO_STATUS = ClaimSpec(), ClaimStatus()


class Claim(Part, frozen=True):
    """A claim."""

    metadata: ClaimMeta
    spec: ClaimSpec = _NO_SPEC
    status: ClaimStatus = _NO_STATUS
