"""Volumes: the storage itself, behind the claims."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Amount, Since
from installer.cluster.modes import access_modes
from installer.cluster.objects import Meta, Part, made
from installer.cluster.phrases import Phrase
from installer.cluster.quantities import canonical, number_of
from installer.cluster.rows import Column, Kind, Place, Row

_FREE = (False, Phrase("The storage is free."))
_USED = (False, Phrase("The storage belongs to a claim."))
_KEPT = (
    True,
    Phrase("The claim was deleted but the data is kept; it will not be used again by itself."),
)
_CLEANED = (False, Phrase("The claim was deleted; the storage is being removed."))
_FAILED = (True, Phrase("The storage could not be removed or made ready again."))
_LEAVING_USED = (True, Phrase("The storage is to be deleted but is still in use."))
_LEAVING = (False, Phrase("The storage is being deleted."))
_NEW = (False, Phrase("The storage has just been made known."))


class Storage(Part, frozen=True):
    """An amount of storage."""

    storage: str = ""


class ClaimRef(Part, frozen=True):
    """The claim that a volume belongs to."""

    namespace: str = ""
    name: str = ""


class VolumeSpec(Part, frozen=True):
    """What is wanted."""

    capacity: Storage | None = None
    access_modes: list[str] | None = None
    persistent_volume_reclaim_policy: str | None = None
    storage_class_name: str | None = None
    volume_attributes_class_name: str | None = None
    volume_mode: str | None = None
    claim_ref: ClaimRef | None = None


class VolumeStatus(Part, frozen=True):
    """What is."""

    phase: str | None = None
    reason: str | None = None


_NO_SPEC, _NO_STATUS = VolumeSpec(), VolumeStatus()


class Volume(Part, frozen=True):
    """A volume."""

    metadata: Meta
    spec: VolumeSpec = _NO_SPEC
    status: VolumeStatus = _NO_STATUS


class VolumeFacts(msgspec.Struct, frozen=True, gc=False):
    """What the storage page needs of a volume: its claim, and whether deleting loses data."""

    claim: tuple[str, str] | None
    reclaim: str


def volume_row(volume: Volume, around: Around) -> Row:
    """The row of a volume."""
    del around
    spec, status = volume.spec, volume.status
    capacity = spec.capacity.storage if spec.capacity is not None else ""
    ref = spec.claim_ref
    cells = (
        volume.metadata.name,
        Amount(canonical(capacity) if capacity else "0", number_of(capacity)),
        access_modes(spec.access_modes),
        spec.persistent_volume_reclaim_policy or "",
        "Terminating" if volume.metadata.deletion_timestamp else status.phase or "",
        f"{ref.namespace}/{ref.name}" if ref is not None else "",
        spec.storage_class_name or "",
        spec.volume_attributes_class_name or "<unset>",
        status.reason or "",
        Since(moment(volume.metadata.creation_timestamp)),
        spec.volume_mode or "<unset>",
    )
    facts = VolumeFacts(
        claim=(ref.namespace, ref.name) if ref is not None else None,
        reclaim=spec.persistent_volume_reclaim_policy or "",
    )
    return made(volume.metadata, cells, _judge(volume), facts)


def _judge(volume: Volume) -> tuple[bool, Phrase]:
    phase = volume.status.phase
    if volume.metadata.deletion_timestamp:
        return _LEAVING_USED if phase == "Bound" else _LEAVING
    if phase == "Released":
        kept = volume.spec.persistent_volume_reclaim_policy != "Delete"
        return _KEPT if kept else _CLEANED
    return {"Available": _FREE, "Bound": _USED, "Failed": _FAILED}.get(phase or "", _NEW)


KIND = Kind(
    name="volumes",
    word="PersistentVolume",
    api="/api/v1",
    resource="persistentvolumes",
    namespaced=False,
    aliases=("volume", "pv", "persistentvolumes", "persistentvolume"),
    columns=(
        Column("NAME"),
        Column("CAPACITY", right=True),
        Column("ACCESS MODES"),
        Column("RECLAIM POLICY"),
        Column("STATUS"),
        Column("CLAIM"),
        Column("STORAGECLASS"),
        Column("VOLUMEATTRIBUTESCLASS"),
        Column("REASON"),
        Column("AGE"),
        Column("VOLUMEMODE", Place.WIDE),
    ),
    shape=Volume,
    row=volume_row,
)
