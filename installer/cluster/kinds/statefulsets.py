"""Stateful sets: programs whose pods have a name and storage of their own."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Ready, Since
from installer.cluster.objects import Condition, Meta, Part, made, names_and_images
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_SCALED_SPEC, ScaledSpec, ScaleFacts, judge_scale


class SetStatus(Part, frozen=True):
    """What is."""

    ready_replicas: int = 0
    conditions: list[Condition] | None = None


_NO_STATUS = SetStatus()


class StatefulSet(Part, frozen=True):
    """A stateful set."""

    metadata: Meta
    spec: ScaledSpec = NO_SCALED_SPEC
    status: SetStatus = _NO_STATUS


def stateful_set_row(found: StatefulSet, around: Around) -> Row:
    """The row of a stateful set."""
    del around
    spec, status = found.spec, found.status
    wanted = spec.wanted
    names, images = names_and_images(spec.template.spec.containers)
    cells = (
        found.metadata.name,
        Ready(status.ready_replicas, wanted),
        Since(moment(found.metadata.creation_timestamp)),
        names,
        images,
    )
    judged = judge_scale(wanted, status.ready_replicas, status.conditions)
    return made(found.metadata, cells, judged, ScaleFacts(wanted, status.ready_replicas))


KIND = Kind(
    name="statefulsets",
    word="StatefulSet",
    api="/apis/apps/v1",
    resource="statefulsets",
    aliases=("statefulset", "sts"),
    columns=(
        Column("NAME"),
        Column("READY"),
        Column("AGE"),
        Column("CONTAINERS", Place.WIDE),
        Column("IMAGES", Place.WIDE),
    ),
    shape=StatefulSet,
    row=stateful_set_row,
)
