"""Namespaces: the parts that a cluster is divided into."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Condition, Meta, Part, condition, made
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Column, Kind, Row

_ACTIVE = (False, Phrase("It is in use."))
_LEAVING = (False, Phrase("It is being removed with all that is in it."))
_STUCK = (True, Phrase("It cannot be removed: something in it is held; see its conditions."))
_TROUBLES = (
    "NamespaceDeletionDiscoveryFailure",
    "NamespaceDeletionContentFailure",
    "NamespaceFinalizersRemaining",
)


class NamespaceStatus(Part, frozen=True):
    """What is."""

    phase: str | None = None
    conditions: list[Condition] | None = None


_NO_STATUS = NamespaceStatus()


class Namespace(Part, frozen=True):
    """A namespace."""

    metadata: Meta
    status: NamespaceStatus = _NO_STATUS


def namespace_row(found: Namespace, around: Around) -> Row:
    """The row of a namespace."""
    del around
    cells = (
        found.metadata.name,
        found.status.phase or "",
        Since(moment(found.metadata.creation_timestamp)),
    )
    return made(found.metadata, cells, _judge(found))


def _judge(found: Namespace) -> tuple[bool, Phrase]:
    if found.status.phase != "Terminating":
        return _ACTIVE
    troubles = (condition(found.status.conditions, name) for name in _TROUBLES)
    return _STUCK if any(c is not None and c.true for c in troubles) else _LEAVING


KIND = Kind(
    name="namespaces",
    word="Namespace",
    api="/api/v1",
    resource="namespaces",
    namespaced=False,
    aliases=("namespace", "ns"),
    columns=(Column("NAME"), Column("STATUS"), Column("AGE")),
    shape=Namespace,
    row=namespace_row,
)
