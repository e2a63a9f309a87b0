"""Replica sets: one version of a deployment; shown in owner chains and in details."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import (
    Condition,
    Meta,
    Part,
    Selector,
    made,
    names_and_images,
    selector_text,
)
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_TEMPLATE, ScaleFacts, Template, judge_scale

_OLD = (False, Phrase("An older version that is kept for going back."))


class SetSpec(Part, frozen=True):
    """What is wanted; one pod where nothing is said."""

    replicas: int | None = None
    selector: Selector | None = None
    template: Template = NO_TEMPLATE


class SetStatus(Part, frozen=True):
    """What is."""

    replicas: int = 0
    ready_replicas: int = 0
    conditions: list[Condition] | None = None


_NO_SPEC, _NO_STATUS = SetSpec(), SetStatus()


class ReplicaSet(Part, frozen=True):
    """A replica set."""

    metadata: Meta
    spec: SetSpec = _NO_SPEC
    status: SetStatus = _NO_STATUS


def replica_set_row(found: ReplicaSet, around: Around) -> Row:
    """The row of a replica set."""
    del around
    spec, status = found.spec, found.status
    wanted = 1 if spec.replicas is None else spec.replicas
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
