"""Stateful sets: programs whose pods have a name and storage of their own."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Ready, Since
from installer.cluster.objects import Condition, Meta, Part, made, names_and_images
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_TEMPLATE, ScaleFacts, Template, judge_scale


class SetSpec(Part, frozen=True):
    """What is wanted; one pod where nothing is said."""

    replicas: int | None = None
    template: Template = NO_TEMPLATE


class SetStatus(Part, frozen=True):
    """What is."""

    ready_replicas: int = 0
    conditions: list[Condition] | None = None


_NO_SPEC, _NO_STATUS = SetSpec(), SetStatus()


class StatefulSet(Part, frozen=True):
    """A stateful set."""

    metadata: Meta
    spec: SetSpec = _NO_SPEC
    status: SetStatus = _NO_STATUS


def stateful_set_row(found: StatefulSet, around: Around) -> Row:
    """The row of a stateful set."""
    del around
    spec, status = found.spec, found.status
    wanted = 1 if spec.replicas is None else spec.replicas
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
