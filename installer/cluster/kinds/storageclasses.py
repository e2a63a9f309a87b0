"""Storage classes: the kinds of storage that can be asked for."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around, ClassFacts
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, made
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Column, Kind, Row

_WAITS = "WaitForFirstConsumer"
# Up to 1.36 kubectl marks every default class; later only the newest of a list, which a single
# object cannot know.
_MARKED_UP_TO = 36
_LOCAL_PATH = "rancher.io/local-path"
_K3S = Phrase("The usual storage of K3s; its size cannot be changed later.")
_DEFAULT_GROWS = Phrase("The usual storage of this cluster; its size can be raised later.")
_DEFAULT = Phrase("The usual storage of this cluster; its size cannot be changed later.")
_GROWS = Phrase("Storage whose size can be raised later.")
_FIXED = Phrase("Storage whose size cannot be changed later.")


class DefaultNote(Part, frozen=True):
    """The annotations that make a class the default."""

    default: str = msgspec.field(default="", name="storageclass.kubernetes.io/is-default-class")
    beta: str = msgspec.field(default="", name="storageclass.beta.kubernetes.io/is-default-class")


class ClassMeta(Meta, frozen=True):
    """`metadata` of a class."""

    annotations: DefaultNote | None = None


class StorageClass(Part, frozen=True):
    """A storage class."""

    metadata: ClassMeta
    provisioner: str = ""
    reclaim_policy: str | None = None
    volume_binding_mode: str | None = None
    allow_volume_expansion: bool | None = None


def class_row(found: StorageClass, around: Around) -> Row:
    """The row of a storage class."""
    notes = found.metadata.annotations
    default = notes is not None and "true" in (notes.default, notes.beta)
    marked = default and around.minor is not None and around.minor <= _MARKED_UP_TO
    cells = (
        found.metadata.name + (" (default)" if marked else ""),
        found.provisioner,
        found.reclaim_policy or "Delete",
        found.volume_binding_mode or "Immediate",
        "true" if found.allow_volume_expansion else "false",
        Since(moment(found.metadata.creation_timestamp)),
    )
    facts = ClassFacts(
        waits=found.volume_binding_mode == _WAITS,
        expandable=bool(found.allow_volume_expansion),
        default=default,
    )
    return made(found.metadata, cells, (False, _words(found, facts)), facts)


def _words(found: StorageClass, facts: ClassFacts) -> Phrase:
    if found.provisioner == _LOCAL_PATH and not facts.expandable:
        return _K3S
    if facts.default:
        return _DEFAULT_GROWS if facts.expandable else _DEFAULT
    return _GROWS if facts.expandable else _FIXED


KIND = Kind(
    name="storageclasses",
    word="StorageClass",
    api="/apis/storage.k8s.io/v1",
    resource="storageclasses",
    namespaced=False,
    aliases=("storageclass", "sc", "classes"),
    columns=(
        Column("NAME"),
        Column("PROVISIONER"),
        Column("RECLAIMPOLICY"),
        Column("VOLUMEBINDINGMODE"),
        Column("ALLOWVOLUMEEXPANSION"),
        Column("AGE"),
    ),
    shape=StorageClass,
    row=class_row,
)
