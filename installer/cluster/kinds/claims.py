"""Claims: storage that programs asked for."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Amount, Since
from installer.cluster.claim_shape import Claim
from installer.cluster.modes import access_modes
from installer.cluster.objects import condition, made
from installer.cluster.phrases import Judged, Phrase, say
from installer.cluster.quantities import canonical, number_of
from installer.cluster.rows import Column, Kind, Place, Row

_PROTECTION = "kubernetes.io/pvc-protection"
_LONG_SECONDS = 300
# K3s brings this class; it makes a volume when the first pod uses it.
_KNOWN_TO_WAIT = ("local-path",)

_IN_USE = (True, Phrase("The claim is to be deleted but a pod still uses it."))
_LEAVING = (False, Phrase("The claim is being deleted."))
_LOST = (True, Phrase("The storage behind this claim has been deleted: the data is gone."))
_NEW = (False, Phrase("The claim has just been made."))
_READY = (False, Phrase("The storage is ready."))
_READY_BLOCK = (False, Phrase("A raw disk without a file system is ready."))
_INFEASIBLE = (True, Phrase("The storage cannot be made that large."))
_RESTART = (
    True,
    Phrase("The new space is there; restart the program that uses it to see it."),
)
_NORMAL_WAIT = (
    False,
    Phrase("The storage will be made when the first program uses it; this is normal."),
)
_WANTED = (True, Phrase("A program waits for this storage, but it has not been made yet."))
_NO_DEFAULT = (
    True,
    Phrase("No kind of storage was asked for and the cluster has no default."),
)
_NOT_GIVEN = (
    True,
    Phrase("No kind of storage was asked for, and the cluster's default was not given to it yet."),
)
_BY_HAND = (True, Phrase("The claim waits for a volume that somebody must make."))
_BEING_MADE = (False, Phrase("The storage is being made."))
_NOT_MADE = (True, Phrase("The storage has not been made yet; its events tell why."))
_NO_CLASS = "The kind of storage asked for ({name}) does not exist here."
_PERHAPS_NO_CLASS = "The storage has not been made; see whether its kind ({name}) exists here."


class ClaimFacts(msgspec.Struct, frozen=True, gc=False):
    """What the storage page needs of a claim; sizes in bytes."""

    volume: str
    storage_class: str
    capacity: float
    requested: float
    waits_normally: bool


def claim_row(claim: Claim, around: Around) -> Row:
    """The row of a claim."""
    spec, status = claim.spec, claim.status
    meta = claim.metadata
    bound = bool(spec.volume_name)
    capacity = status.capacity.storage if status.capacity is not None else ""
    shown = (canonical(capacity) if capacity else "0") if bound else ""
    name = (meta.annotations.name if meta.annotations else "") or spec.storage_class_name or ""
    judged = _judge(claim, name, around)
    cells = (
        meta.name,
        "Terminating" if meta.deletion_timestamp else status.phase or "",
        spec.volume_name or "",
        Amount(shown, number_of(capacity)),
        access_modes(status.access_modes) if bound else "",
        name,
        spec.volume_attributes_class_name or "<unset>",
        Since(moment(meta.creation_timestamp)),
        spec.volume_mode or "<unset>",
    )
    facts = ClaimFacts(
        volume=spec.volume_name or "",
        storage_class=name,
        capacity=number_of(capacity),
        requested=number_of(_requested(claim)),
        waits_normally=judged is _NORMAL_WAIT,
    )
    return made(meta, cells, judged, facts)


def _requested(claim: Claim) -> str:
    resources = claim.spec.resources
    requests = resources.requests if resources is not None else None
    return requests.storage if requests is not None else ""


def _judge(claim: Claim, name: str, around: Around) -> Judged:
    if claim.metadata.deletion_timestamp:
        return _IN_USE if _PROTECTION in (claim.metadata.finalizers or ()) else _LEAVING
    match claim.status.phase:
        case "Bound":
            return _bound(claim)
        case "Lost":
            return _LOST
        case "Pending":
            return _pending(claim, name, around)
        case _:
            return _NEW


def _pending(claim: Claim, name: str, around: Around) -> Judged:
    if not name:
        if claim.spec.storage_class_name == "":
            return _BY_HAND
        has_default = any(found.default for found in (around.classes or {}).values())
        return _NOT_GIVEN if has_default else _NO_DEFAULT
    if around.classes is None:
        if name in _KNOWN_TO_WAIT:
            return _NORMAL_WAIT
        return True, say(_PERHAPS_NO_CLASS, name=name)
    found = around.classes.get(name)
    if found is None:
        return True, say(_NO_CLASS, name=name)
    if found.waits:
        key = (claim.metadata.namespace, claim.metadata.name)
        return _WANTED if key in (around.wanted_claims or ()) else _NORMAL_WAIT
    made_at = moment(claim.metadata.creation_timestamp)
    long = made_at is not None and around.as_of - made_at > _LONG_SECONDS
    return _NOT_MADE if long else _BEING_MADE


def _bound(claim: Claim) -> Judged:
    status = claim.status
    stage = status.allocated_resource_statuses
    if stage is not None and stage.storage.endswith("Infeasible"):
        return _INFEASIBLE
    holds = {
        name
        for name in ("FileSystemResizePending", "Resizing")
        if (found := condition(status.conditions, name)) is not None and found.true
    }
    if "FileSystemResizePending" in holds:
        return _RESTART
    if "Resizing" in holds:
        capacity = status.capacity.storage if status.capacity is not None else ""
        words = "The storage is being made larger ({old} to {new})."
        return False, say(words, old=canonical(capacity), new=canonical(_requested(claim)))
    return _READY_BLOCK if claim.spec.volume_mode == "Block" else _READY


def _never_settled(claim: Claim) -> bool:
    """A waiting claim depends on its class and on pods; there are few claims."""
    del claim
    return False


KIND = Kind(
    name="claims",
    word="PersistentVolumeClaim",
    api="/api/v1",
    resource="persistentvolumeclaims",
    aliases=("claim", "pvc", "persistentvolumeclaims", "persistentvolumeclaim"),
    columns=(
        Column("NAME"),
        Column("STATUS"),
        Column("VOLUME"),
        Column("CAPACITY", right=True),
        Column("ACCESS MODES"),
        Column("STORAGECLASS"),
        Column("VOLUMEATTRIBUTESCLASS"),
        Column("AGE"),
        Column("VOLUMEMODE", Place.WIDE),
    ),
    shape=Claim,
    row=claim_row,
    settled=_never_settled,
    needs=("classes", "wanted_claims"),
)
