"""Replica sets: one version of a deployment; shown in owner chains and in details."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import (
    Condition,
    Meta,
    Part,
    made,
    names_and_images,
    selector_text,
)
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_SCALED_SPEC, ScaledSpec, ScaleFacts, judge_scale

_OLD = (False, Phrase("An older version that is kept for going back."))


class SetStatus(Part, frozen=True):
    """What is."""

    replicas: int = 0
    ready_replicas: int = 0
    conditions: list[Condition] | None = None


_NO_STATUS = SetStatus()


class ReplicaSet(Part, frozen=True):
    """A replica set."""

    metadata: Meta
    spec: ScaledSpec = NO_SCALED_SPEC
    status: SetStatus = _NO_STATUS


def replica_set_row(found: ReplicaSet, around: Around) -> Row:
    """The row of a replica set."""
    del around
    spec, status = found.spec, found.status
    wanted = spec.wanted
    names, images = names_and_images(spec.template.spec.containers)
    cells = (
        found.metadata.name,
        wanted,
        status.replicas,
        status.ready_replicas,
        Since(moment(found.metadata.creation_timestamp)),
        names,
        images,
        selector_text(spec.selector),
    )
    old = not wanted and not status.replicas and found.metadata.owner_references
    judged = _OLD if old else judge_scale(wanted, status.ready_replicas, status.conditions)
    return made(found.metadata, cells, judged, ScaleFacts(wanted, status.ready_replicas))


KIND = Kind(
    name="replicasets",
    word="ReplicaSet",
    api="/apis/apps/v1",
    resource="replicasets",
    aliases=("replicaset", "rs"),
    columns=(
        Column("NAME"),
        Column("DESIRED", right=True),
        Column("CURRENT", right=True),
        Column("READY", right=True),
        Column("AGE"),
        Column("CONTAINERS", Place.WIDE),
        Column("IMAGES", Place.WIDE),
        Column("SELECTOR", Place.WIDE),
    ),
    shape=ReplicaSet,
    row=replica_set_row,
)
